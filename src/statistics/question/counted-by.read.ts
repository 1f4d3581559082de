import { OPEN_REVISION } from '../projection/columns.ts';
import type { PlainRow, ProjectionReader, ReadParameters } from '../projection/projection.ts';
import type { CountingRights, Question } from './question.ts';
import type { Counted } from './statement.read.ts';

interface CountedBy {
  readonly counted: Counted;
  /** All that the statements of the question may name. */
  readonly parameters: ReadParameters;
}

/** Which households a reader may count and see, as parts of statements, with their parameters. */
export async function countedBy(
  reader: ProjectionReader,
  question: Question,
  rights: CountingRights,
  revision: number,
): Promise<CountedBy> {
  const { counted, lists } = await reader.kept(`territory ${JSON.stringify(rights)}`, () =>
    territoryOf(reader, rights),
  );
  const union = await keyOfUnion(reader, question.unionId);
  return { counted, parameters: { ...lists, today: rights.today, revision, ...union, ...keyLists(question) } };
}

async function keyOfUnion({ query }: ProjectionReader, id: string | null): Promise<ReadParameters> {
  if (id === null) return {};
  const [row] = await query('select union_key from union_key where union_id = $id::uuid', { id });
  return { union: (row?.['union_key'] as number | undefined) ?? -1 };
}

function keyLists({ where }: Question): ReadParameters {
  return Object.fromEntries(where.map(({ keys }, place) => [`w${place}`, keys]));
}

/** The stewards of today under some unions, and how many unions there are. */
const STEWARDS = `select (select count(*) from union_key) as unions, count(*) as stewards, list(union_key::varchar) as keys from (
  select distinct l.union_key from union_line l join union_key a on a.union_key = l.ancestor_key
  where list_contains($roots, a.union_id::varchar) and l.day_from <= $today::date and l.day_to > $today::date
    and l.rev_to = ${OPEN_REVISION})`;

/** What keeps the households of a reader, those of today's stewards; it is left out where it keeps all. */
async function territoryOf(
  { query }: ProjectionReader,
  { today, countable, readable }: CountingRights,
): Promise<{ readonly counted: Counted; readonly lists: ReadParameters }> {
  const [mine] = await query(STEWARDS, { roots: countable, today });
  const isSame = countable.every((id) => readable.includes(id));
  const [seen] = isSame ? [mine] : await query(STEWARDS, { roots: readable, today });
  const [counts, sees] = [keysOf(mine), new Set(keysOf(seen))];
  const isAll = mine?.['unions'] === mine?.['stewards'];
  const unseen = counts.filter((key) => !sees.has(key));
  return {
    counted: {
      territory: isAll
        ? () => ''
        : (household) => ` join (${keptBy('$countable')}) mine on mine.household_key = ${household}`,
      hidden:
        unseen.length === 0
          ? null
          : (household) => (unseen.length === counts.length ? '' : `${household} in (${keptBy('$unseen')})`),
    },
    lists: { countable: counts, unseen },
  };
}

function keysOf(row: PlainRow | undefined): readonly string[] {
  return (row?.['keys'] ?? []) as readonly string[];
}

/** The households of today's stewards of a list, each once. */
function keptBy(list: string): string {
  return `select c.household_key from household_steward c
    where c.day_from <= $today::date and c.day_to > $today::date and c.steward in (select unnest(${list})::integer)`;
}
