import { changesOf, WATERMARK, type Watermark } from '../database/time/change-log.ts';
import { Parameters } from '../database/parameters.ts';
import type { Act } from '../database/time/act.codes.ts';
import type { Sql } from '../database/database.ts';
import type { KnownAt } from '../database/time/known-at.ts';

/** What has a history. */
export type HistorySubject = 'HOUSEHOLD' | 'PERSON' | 'FILE' | 'SINCE_PUBLICITY' | 'TRADE_UNION' | 'STANDARD';

/** A change: who did what to what, when and why. */
export interface ChangeRow {
  readonly id: string;
  /** Its number in the sequence of all changes; `null` until it is assigned. */
  readonly number: number | null;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly purpose: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** The households that it is about beside its subject. */
  readonly households: readonly string[];
}

export interface ListedChange extends ChangeRow, Watermark {
  /** Whose history it is listed in. */
  readonly of: string;
}

/** The columns of a change `c` by `a`, with its number `s`. */
export const CHANGE_COLUMNS = `c.id, s.number, to_char(c.at, 'YYYY-MM-DD"T"HH24:MI:SS.MSTZH:TZM') as at, a.code as actor,
  c.action, c.purpose, c.subject_kind as "subjectKind", c.subject_id as "subjectId",
  array(
    select o.household_id::text from change_household o where o.recorded_in = c.id
    union all select f.household_id::text from archive_file f where f.id = c.subject_id
  ) as households`;

export const CHANGE_JOINS = 'join staff a on a.id = c.actor_id left join change_sequence s on s.change_id = c.id';

/** The changes that wrote or superseded versions of a table. */
function written(table: string, condition: string): string {
  return `select unnest(array[w.recorded_in, w.superseded_in]) as id from ${table} w where ${condition}`;
}

function ofSubject(id: string): string {
  return `select l.id from change_log l where l.subject_id = ${id}`;
}

const OF_PERSON = ['person_version', 'person_number', 'person_death', 'person_merge', 'worker_login_version'];

/** The acts on a household that change none of its facts. */
const NO_FACTS: readonly Act[] = ['OPEN_FILE', 'STEP_FILE', 'ENTER_NATIONAL', 'RECORD_ASSESSMENT', 'FIND_ELSEWHERE'];

/** The changes of a subject, each once; `by` says which numbers `n` are known. */
const CHANGES: Readonly<Record<HistorySubject, (id: string, by: (n: string) => string) => string>> = {
  HOUSEHOLD: (id) => `select o.id from (${changesOf(id)}) o`,
  PERSON: (id) =>
    [
      ofSubject(id),
      ...OF_PERSON.map((table) => written(table, `w.anchor_id = ${id}`)),
      written('membership_version', `w.person_id = ${id}`),
    ].join(' union '),
  FILE: (id) =>
    [
      ofSubject(id),
      ...['archive_file_version', 'stewardship'].map((of) => written(of, `w.anchor_id = ${id}`)),
      `select w.recorded_in from archive_file_step w where w.file_id = ${id}`,
    ].join(' union '),
  SINCE_PUBLICITY: (id, by) => {
    const publicity = `archive_file_step w join change_sequence p on p.change_id = w.recorded_in
      where w.file_id = f.id and w.act = 'PUBLICISE' and ${by('p.number')}`;
    return `select o.id from archive_file f cross join lateral (${changesOf('f.household_id')}) o
      join change_log l on l.id = o.id and l.action not in (${NO_FACTS.map((act) => `'${act}'`).join(', ')})
      where f.id = ${id} and exists (select from ${publicity})
        and not exists (select from change_sequence n where n.change_id = o.id
          and n.number <= (select max(p.number) from ${publicity}))`;
  },
  TRADE_UNION: (id) =>
    [
      ofSubject(id),
      written('trade_union_version', `w.anchor_id = ${id}`),
      written('profile_version', `w.anchor_id in (select p.id from profile p where p.union_id = ${id})`),
    ].join(' union '),
  STANDARD: (id) => [ofSubject(id), written('standard_version', `w.anchor_id = ${id}`)].join(' union '),
};

/** The changes `c` of these subjects `h`, as known at a revision. */
function fromAndWhere(parameters: Parameters, of: HistorySubject, ids: readonly string[], known: KnownAt): string {
  const revision = known === 'NOW' ? null : parameters.add(known);
  const by = (number: string) => (revision === null ? 'true' : `${number} <= ${revision}::bigint`);
  return `from unnest(${parameters.add(ids)}::uuid[]) as h (id)
    cross join lateral (${CHANGES[of]('h.id', by)}) as own (id)
    join change_log c on c.id = own.id ${CHANGE_JOINS} where ${by('s.number')}`;
}

/** Lists the last changes of each of these subjects, newest first, in one statement. */
export async function listChangesOf(
  sql: Sql,
  of: HistorySubject,
  ids: readonly string[],
  { known, before, limit }: { readonly known: KnownAt; readonly before: string | null; readonly limit: number },
): Promise<readonly ListedChange[]> {
  const parameters = new Parameters();
  const from = parameters.add(before);
  const body = `${fromAndWhere(parameters, of, ids, known)} and (${from}::uuid is null or c.id < ${from}::uuid)`;
  const rows = await sql.query<Unnumbered<ListedChange>>(
    `select * from (
       select h.id as of, row_number() over (partition by h.id order by c.id desc) as place, ${CHANGE_COLUMNS}, ${WATERMARK} ${body}
     ) listed where place <= ${parameters.add(limit)} order by of, id desc`,
    parameters.values,
  );
  return rows.map((row) => withNumber<ListedChange>(row));
}

/** Counts the changes of each of these subjects, as known at a revision. */
export async function countChangesOf(
  sql: Sql,
  of: HistorySubject,
  ids: readonly string[],
  known: KnownAt,
): Promise<ReadonlyMap<string, number>> {
  const parameters = new Parameters();
  const rows = await sql.query<{ id: string; count: string }>(
    `select h.id, count(*) as count ${fromAndWhere(parameters, of, ids, known)} group by h.id`,
    parameters.values,
  );
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}

/** A row as the driver reads it, whose number is a text. */
export type Unnumbered<Row> = Omit<Row, 'number'> & { readonly number: string | null };

export function withNumber<Row>({ number, ...row }: Unnumbered<Row>): Row {
  return { ...row, number: number === null ? null : Number(number) } as Row;
}
