import { copyRows } from '../../database/copy-rows.ts';
import type { Texts } from '../../database/copy-texts.ts';
import type { Sql } from '../../database/database.ts';
import type { Day } from '../../kernel/calendar.ts';
import { type Branch, BRANCHES, days, padValues, type Reading, SURVEYED_ON } from '../register/facts-query.read.ts';
import type { IdRange } from './id-range.ts';
import { HISTORY_TAGS, type HistoryRow, type HistoryTag, type HouseholdHistory } from './history-rows.ts';

/** Households whose histories are read: those with these ids, or all from one id to another, both included. */
export type Households = readonly string[] | IdRange;

/** The values of a household that no rule reads, in the places after those that the rules do. */
const COUNTED = ['v.main_cause', 'v.other_causes', 'v.declared_class'];
export const COUNTED_AT = 9;
/** The value of a member that no rule reads: the person. */
export const PERSON_AT = 7;

const OTHERS: Readonly<Partial<Record<HistoryTag, readonly string[]>>> = { H: COUNTED, M: ['v.person_id'] };

const WIDTH = 12;

const HISTORY: readonly Branch<HistoryTag>[] = [
  ...BRANCHES.map(({ values, ...branch }) => {
    const stated = values.filter((value) => value !== SURVEYED_ON);
    const others = OTHERS[branch.tag] ?? [];
    return { ...branch, values: [...stated, ...others] };
  }),
  {
    ...{ tag: HISTORY_TAGS.survey, reading: 'ALWAYS', household: 'v.household_id' },
    ...{ from: 'survey_version v', values: [days('surveyed_on')] },
  },
  {
    ...{ tag: HISTORY_TAGS.file, reading: 'STATE', household: 'v.household_id' },
    ...{ from: 'archive_file_version v', values: ['v.state', 'v.level', 'v.category', 'v.hardship_class'] },
  },
  {
    ...{ tag: HISTORY_TAGS.stewardship, reading: 'STATE', household: 'f.household_id' },
    ...{ from: 'archive_file f join stewardship v on v.anchor_id = f.id', values: ['v.union_id'] },
  },
  {
    ...{ tag: HISTORY_TAGS.recorder, reading: 'ALWAYS', household: 'v.anchor_id' },
    from: '(select id as anchor_id, union_id, recorded_in, null::uuid as superseded_in from household) v',
    values: ['v.union_id'],
  },
  {
    ...{ tag: HISTORY_TAGS.worker, reading: 'STATE', household: 'w.household_id' },
    from: `(select distinct h.anchor_id as household_id, m.person_id
        from household_version h join membership_version m on m.anchor_id = h.worker_id) w
      join person_version v on v.anchor_id = w.person_id`,
    values: ['v.sex', days('birth_day')],
  },
];

/** The columns of the days, the survey and the day of addition of a branch. */
const TIMES: Readonly<Record<Reading, readonly string[]>> = {
  STATE: [days('valid_from'), days('valid_to'), 'null', 'null'],
  MEMBER: [days('valid_from'), days('valid_to'), 'null', 'null'],
  SURVEYED: ['null', 'null', 'v.survey_id', days('added_on')],
  OWNED: [days('"from"'), days('"to"'), 'null', 'null'],
  ALWAYS: ['null', 'null', 'null', 'null'],
};

const VALUES_TO = 2 + WIDTH;

/**
 * Reads all that was ever on record of households, as known up to a revision: what was recorded later is left out, and what
 * was superseded later is still known. Households are in no order.
 */
export async function readHistories(
  sql: Sql,
  households: Households,
  revision: number,
): Promise<readonly HouseholdHistory[]> {
  const rows: Texts[] = [];
  await copyRows(sql, historyQuery(households), (row) => rows.push(row));
  const numbers = await changeNumbers(sql, rows, revision);
  const known = rows.flatMap((row) => historyRow(row, numbers) ?? []);
  return [...Map.groupBy(known, ({ values }) => values[0] ?? '')].map(([id, own]) => {
    const sorted = own.sort((a, b) => (a.anchor < b.anchor ? -1 : a.anchor > b.anchor ? 1 : 0));
    return { id, rows: sorted.map((row, at) => ({ ...row, at })) };
  });
}

function historyQuery(households: Households): string {
  const limit = (column: string) =>
    'from' in households
      ? `${column} between '${households.from}' and '${households.to}'`
      : `${column} = any('{${households.join(',')}}')`;
  return HISTORY.map(({ tag, reading, from, values, household }) => {
    const times = TIMES[reading].map((column) => `${column}::text`);
    return `select ${household}::text, '${tag}', ${[...padValues(values, WIDTH), ...times].join(', ')}, v.anchor_id::text,
      v.recorded_in::text, v.superseded_in::text from ${from} where ${limit(household)}`;
  }).join(' union all ');
}

/** The numbers of the changes that rows were recorded or superseded in, up to a revision. */
async function changeNumbers(sql: Sql, rows: readonly Texts[], revision: number): Promise<ReadonlyMap<string, number>> {
  const ids = new Set<string>();
  for (const row of rows) {
    for (const id of row.slice(-2)) if (typeof id === 'string') ids.add(id);
  }
  const found = await sql.arrays('select change_id, number from change_sequence where change_id = any($1)', [[...ids]]);
  const numbered = found.map(([id, number]) => [id ?? '', Number(number)] as const);
  return new Map(numbered.filter(([, number]) => number <= revision));
}

function historyRow(row: Texts, numbers: ReadonlyMap<string, number>): Omit<HistoryRow, 'at'> | null {
  const [from, to, survey = null, addedOn, anchor, recorded, superseded] = row.slice(VALUES_TO);
  const knownFrom = numbers.get(recorded ?? '');
  if (knownFrom === undefined) return null;
  return {
    values: row.slice(0, VALUES_TO),
    anchor: anchor ?? '',
    ...{ from: dayOrNull(from), to: dayOrNull(to), survey, addedOn: dayOrNull(addedOn) },
    knownFrom,
    knownTo: numbers.get(superseded ?? '') ?? Infinity,
  };
}

function dayOrNull(text: string | null | undefined): Day | null {
  return typeof text === 'string' ? (Number(text) as Day) : null;
}
