import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addMonths, type Day, firstDay, monthOfDay, printDay } from '../../../src/kernel/calendar.ts';
import { householdsOf } from '../../../src/statistics/question/households-of.read.ts';
import { SERVERS, valueOf } from '../../support/register.ts';
import { DAY } from '../../support/register-household.ts';
import {
  answered,
  everythingUnder,
  figuresOf,
  type NamedQuestion,
  questionOf,
  SEEDED_ON,
  seededStatistics,
} from '../../support/statistics.ts';

/**
 * Sums that people can trust: each change of a count from one month to the next, over the sample's three years, is followed to
 * the households that came and left, and of each of these to the fact on record, dated within the month, that made it so.
 */

const TODAY = printDay(SEEDED_ON);
const FIRST = DAY(2023, 7, 1);
const MONTHS = Array.from({ length: 36 }, (_, at) => firstDay(addMonths(monthOfDay(FIRST), at)));

/** Something on record of a household that is dated: `kind` is its table, or what the regulation has follow from it. */
interface Dated {
  readonly household: string;
  readonly kind: string;
  readonly day: string;
}

/** The first and the last day of each row of a table of what households have; a day after the last is the first without. */
const DATED_TABLES = {
  membership_version: ['valid_from', 'valid_to'],
  archive_file_version: ['valid_from', 'valid_to'],
  household_version: ['valid_from', 'valid_to', 'contract_from', 'contract_to + 1'],
  survey_version: ['surveyed_on'],
  income_version: ['added_on'],
  deduction_version: ['added_on'],
  expense_version: ['added_on'],
  employment_version: ['added_on', '"from"', '("to" + interval \'1 month\')::date'],
  dwelling_version: ['"from"', '"to" + 1'],
  vehicle_version: ['"from"', '"to" + 1'],
  schooling_version: ['"from"', '"to" + 1'],
  dibao_version: ['"from"', '"to" + 1'],
  event_version: ['"date"'],
} as const;

const datedRows = () =>
  Object.entries(DATED_TABLES).flatMap(([table, days]) => {
    const household = table === 'household_version' ? 'anchor_id' : 'household_id';
    return days.map(
      (day) => `select ${household}::text as household, '${table}' as kind, (${day})::date::text as day
        from ${table} where superseded_in is null and ${day} is not null`,
    );
  });

/** A survey serves until the year after its own ends (R16), a division has its standards from their days (R18). */
const FOLLOWING = [
  `select household_id::text, 'end of service', make_date(extract(year from surveyed_on)::int + 2, 1, 1)::text
   from survey_version where superseded_in is null`,
  `select v.anchor_id::text, 'standard', s.starts_on::text from household_version v join standard s on s.region = v.region
   where v.superseded_in is null`,
];

/** What was not so when a survey was made ends its service with the month after (R17). */
const SERVICE_CHANGES = [
  'membership_version',
  'employment_version',
  'income_version',
  'deduction_version',
  'expense_version',
];

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let world: Awaited<ReturnType<typeof seededStatistics>>;
  let dated: ReadonlyMap<string, readonly Dated[]>;
  beforeAll(async () => {
    world = await seededStatistics(200, server);
    const rows = await world.asOwner([...datedRows(), ...FOLLOWING].join(' union all '));
    dated = Map.groupBy(rows as unknown as Dated[], ({ household }) => household);
  });
  afterAll(async () => {
    await world.projection.close();
    await world.drop();
  });

  const rights = () => everythingUnder(TODAY, world.unionId('410500'));

  /** The ids behind a cell. */
  const behind = async (question: NamedQuestion): Promise<ReadonlySet<string>> => {
    const read = await world.projection.read((reader) =>
      householdsOf(reader, questionOf(question), rights(), reader.mark.revision, 10_000),
    );
    return new Set(valueOf(read) as readonly string[]);
  };

  /** The kinds of what is dated within a month of a household: after its first day, up to the next month's. */
  const kindsWithin = (household: string, from: Day, to: Day): readonly string[] => {
    const before = printDay(firstDay(addMonths(monthOfDay(from), -1)));
    const [first, last] = [printDay(from), printDay(to)];
    return (dated.get(household) ?? [])
      .filter(({ kind, day }) => {
        const isServiceChange = SERVICE_CHANGES.includes(kind);
        return (isServiceChange ? day >= before : day > first) && day <= last;
      })
      .map(({ kind }) => kind);
  };

  interface Change {
    readonly household: string;
    readonly from: Day;
    readonly to: Day;
    readonly kinds: readonly string[];
  }

  /** All that came to or left a cell over three years; each count is that of the households behind it. */
  const changesOf = async (measure: string, by: string): Promise<readonly Change[]> => {
    const changes: Change[] = [];
    const last = new Map<string, ReadonlySet<string>>();
    for (const [at, asOf] of MONTHS.entries()) {
      const question = { measures: [measure], by: [by], asOf };
      const figures = figuresOf(await answered(world.projection, question, rights()));
      for (const key of new Set([...Object.keys(figures), ...last.keys()])) {
        const now = await behind({ measures: [measure], where: { [by]: [key] }, asOf });
        expect({ asOf, key, count: figures[key] ?? 0 }).toEqual({ asOf, key, count: now.size });
        const before = last.get(key) ?? new Set<string>();
        const from = MONTHS[at - 1];
        const moved = [...now, ...before].filter((household) => now.has(household) !== before.has(household));
        if (from !== undefined)
          changes.push(
            ...moved.map((household) => ({ household, from, to: asOf, kinds: kindsWithin(household, from, asOf) })),
          );
        last.set(key, now);
      }
    }
    return changes;
  };

  const printed = ({ household, from, to, kinds }: Change) =>
    `${household} ${printDay(from)} ${printDay(to)} ${kinds.join(' ')}`;

  test('households on file by class come and leave by what was recorded of their files and of themselves', async () => {
    const changes = await changesOf('HOUSEHOLDS_ON_FILE', 'HARDSHIP_CLASS');
    expect(changes.length).toBeGreaterThan(50);
    const own = ['archive_file_version', 'household_version'];
    expect(changes.filter(({ kinds }) => !kinds.some((kind) => own.includes(kind))).map(printed)).toEqual([]);
  });

  test('and every file that was recorded or closed changed the count', async () => {
    const changes = await changesOf('HOUSEHOLDS_ON_FILE', 'FILE_LEVEL');
    const moved = new Set(changes.map(({ household, from }) => `${household} ${printDay(from)}`));
    const rows = await world.asOwner(
      `with months as (select m::date as first, (m + interval '1 month')::date as next
         from generate_series('2023-07-01'::date, '2026-05-01', interval '1 month') m),
       files as (select m.first, m.next, h.id, f.at_first, f.at_next from months m cross join household h
         cross join lateral (select
           (select level from archive_file_version v where v.household_id = h.id and v.superseded_in is null and v.state = 'RECORDED'
             and v.valid_from <= m.first and (v.valid_to is null or v.valid_to > m.first)) as at_first,
           (select level from archive_file_version v where v.household_id = h.id and v.superseded_in is null and v.state = 'RECORDED'
             and v.valid_from <= m.next and (v.valid_to is null or v.valid_to > m.next)) as at_next) f)
       select id::text as household, first::text as month from files where at_first is distinct from at_next`,
    );
    expect(rows.length).toBeGreaterThan(50);
    expect(moved).toEqual(new Set(rows.map(({ household, month }) => `${String(household)} ${String(month)}`)));
  });

  test('outcomes change by what the regulation names, and by nothing else', async () => {
    const changes = await changesOf('HOUSEHOLDS', 'OUTCOME');
    expect(changes.length).toBeGreaterThan(100);
    expect(changes.filter(({ kinds }) => kinds.length === 0).map(printed)).toEqual([]);
    const kinds = new Set(changes.flatMap((change) => change.kinds));
    expect(['survey_version', 'end of service', 'standard'].filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});
