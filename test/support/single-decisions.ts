import { hash } from 'node:crypto';
import { loadFacts } from '../../src/assessment/register/facts.read.ts';
import type { Database, Sql } from '../../src/database/database.ts';
import { joinStewards } from '../../src/database/time/stewards.ts';
import { knownAt } from '../../src/database/time/known-at.ts';
import { validOn } from '../../src/database/time/valid-on.ts';
import { type Day, monthOfDay, printDay } from '../../src/kernel/calendar.ts';
import { lastDayServed } from '../../src/policy/facts/survey.ts';
import { assess } from '../../src/policy/decision/assess.ts';
import { type HouseholdFacts, LEVELS } from '../../src/policy/facts/facts.ts';
import { loadProfiles } from '../../src/standards/profile.read.ts';
import { standardsAt } from '../../src/standards/standard-entries.read.ts';

/** What is decided of households on a day at a revision, each by itself: by the loaders of one request. */
export async function singleDecisions(sql: Sql, ids: readonly string[], day: Day, known: number) {
  const standards = await standardsAt(sql, known);
  const facts = await loadFacts(sql, ids, { asOf: day, knownAt: known, level: 'NATIONAL', findProfile: () => null });
  const times = { day: '$2::date', known, today: '$2::date', isPresent: false };
  const { join, steward } = joinStewards(times, 'h.id');
  const kept = await sql.query<{ id: string; union_id: string }>(
    `select h.id, ${steward} as union_id from household h ${join} where h.id = any($1)`,
    [ids, printDay(day)],
  );
  const stewardOf = new Map(kept.map(({ id, union_id: union }) => [id, union]));
  const unions = [...new Set(stewardOf.values())];
  const profiles = new Map<string, Awaited<ReturnType<typeof loadProfiles>>>();
  for (const level of LEVELS) {
    if (level !== 'NATIONAL') profiles.set(level, await loadProfiles(sql, unions, level, printDay(day), known));
  }
  const counted = await countedBy(sql, ids, day, known);
  const found = [...facts].map(([id, own]) => {
    const atLevel = (level: (typeof LEVELS)[number]) => {
      const profile = level === 'NATIONAL' ? null : profiles.get(level)?.get(stewardOf.get(id) ?? '');
      if (profile === undefined) return null;
      const { outcome, categories, missing } = assess({ ...own, level, profile }, standards);
      return { outcome, categories, missing };
    };
    const { totals, ...national } = assess(own, standards);
    const perHead = national.perCapitaMonthly;
    const decided = {
      levels: LEVELS.map(atLevel),
      population: national.population,
      totals: [
        totals.income,
        totals.deductions,
        totals.disposable,
        totals.standard,
        totals.expenses,
        totals.eventCosts,
      ],
      heads: [perHead, national.perCapitaMonthlyAfterExpenses],
      gap: totals.standard === null || perHead === null ? null : totals.standard / 12 - perHead,
      provisional: national.provisional.length > 0,
      digest: digestOf(own),
      steward: stewardOf.get(id),
      region: own.region,
      members: own.members.length,
      surveyedOn: own.surveyedOn === null ? null : printDay(own.surveyedOn),
      lastDayServed: own.surveyedOn === null ? null : printDay(lastDayServed(own.surveyedOn, own.changedOn)),
      employment: employmentOf(own) ?? null,
      dibao: own.dibao === null ? null : own.dibao.some(({ from, to }) => from <= day && (to === null || to >= day)),
      ...counted.get(id),
    };
    return [id, decided] as const;
  });
  return new Map(found);
}

function employmentOf({ worker, members, asOf }: HouseholdFacts) {
  const spells = members.find(({ id }) => id === worker.memberId)?.employment ?? [];
  const month = monthOfDay(asOf);
  return spells.find(({ from, to }) => from <= month && (to === null || month <= to))?.status;
}

/** The columns by which households are counted, as the tables of the register have them. */
const COUNTED = `v.migrant, v.single_parent, v.main_cause, v.other_causes, v.declared_class, p.sex as worker_sex,
  p.birth_day as worker_birth_day, f.anchor_id as file_id, f.state as file_state, f.level as file_level,
  f.category as file_category, f.hardship_class as file_class`;

async function countedBy(sql: Sql, ids: readonly string[], day: Day, known: number) {
  const holds = (alias: string) => `${knownAt(alias, known)} and ${validOn(alias, '$2::date')}`;
  const rows = await sql.query<{ readonly id: string }>(
    `select v.anchor_id as id, ${COUNTED} from household_version v
     left join membership_version m on m.anchor_id = v.worker_id and ${holds('m')}
     left join person_version p on p.anchor_id = m.person_id and ${holds('p')}
     left join archive_file_version f on f.household_id = v.anchor_id and ${holds('f')}
       and f.state not in ('LIFTED', 'WITHDRAWN', 'REFUSED')
     where v.anchor_id = any($1) and ${holds('v')}`,
    [ids, printDay(day)],
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

function digestOf({ asOf: _asOf, level: _level, profile: _profile, ...facts }: HouseholdFacts): string {
  return hash('sha256', JSON.stringify(facts), 'hex').slice(0, 32);
}

const SPANNED_COLUMNS = [
  ...['migrant', 'single_parent', 'main_cause', 'other_causes', 'declared_class', 'worker_sex', 'worker_birth_day'],
  ...['file_id', 'file_state', 'file_level', 'file_category', 'file_class'],
];
const SPANNED = SPANNED_COLUMNS.map((column) => `h.${column}`).join(', ');

type SpanRow = Readonly<Record<string, string | number | boolean | Buffer | readonly string[] | null>>;

/** The same from the spans in force. */
export async function decisionsOfSpans(sql: Sql, ids: readonly string[], day: Day, known: number) {
  const holds = (alias: string) => `${alias}.slot = s.slot and ${alias}.valid_from <= $2
    and (${alias}.valid_to is null or ${alias}.valid_to > $2) and ${alias}.known_from <= $3
    and (${alias}.known_to is null or ${alias}.known_to > $3)`;
  const rows = await sql.query<SpanRow>(
    `select d.*, h.steward_id, h.region, h.members, h.surveyed_on, h.last_day_served, h.worker_employment, h.dibao, ${SPANNED}
     from decision_state s
     join decision_span d on ${holds('d')} join household_span h on h.household_id = d.household_id and ${holds('h')}
     where d.household_id = any($1)`,
    [ids, printDay(day), known],
  );
  const fen = (value: SpanRow[string] | undefined) => (typeof value === 'string' ? Number(value) : null);
  const found = rows.map((row) => {
    const atLevel = (level: string) =>
      row[`${level}_outcome`] === null
        ? null
        : {
            outcome: row[`${level}_outcome`],
            categories: row[`${level}_categories`],
            missing: row[`${level}_missing`],
          };
    const decided = {
      levels: LEVELS.map((level) => atLevel(level.toLowerCase())),
      population: row['population'],
      totals: ['income', 'deductions', 'disposable', 'standard', 'expenses', 'event_costs'].map((name) => {
        return fen(row[`${name}_fen`]);
      }),
      heads: [fen(row['per_head_fen']), fen(row['per_head_after_expenses_fen'])],
      gap: fen(row['gap_fen']),
      provisional: row['provisional'],
      digest: (row['facts_digest'] as Buffer).toString('hex'),
      ...{ steward: row['steward_id'], region: row['region'], members: row['members'], dibao: row['dibao'] },
      ...{
        surveyedOn: row['surveyed_on'],
        lastDayServed: row['last_day_served'],
        employment: row['worker_employment'],
      },
      ...Object.fromEntries(SPANNED_COLUMNS.map((column) => [column, row[column]])),
    };
    return [String(row['household_id']), decided] as const;
  });
  return new Map(found);
}

/** Spans never overlap: each point of days and revisions is in one at most, and in as many of one table as of the other. */
export function overlappingSpans(database: Database): Promise<readonly object[]> {
  const pairs = (table: string) => `select a.household_id from ${table} a join ${table} b
    on a.slot = b.slot and a.household_id = b.household_id and (a.valid_from, a.known_from) < (b.valid_from, b.known_from)
      and daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)
      and int8range(a.known_from, a.known_to) && int8range(b.known_from, b.known_to)`;
  return database.session((sql) => sql.query(`${pairs('decision_span')} union all ${pairs('household_span')}`));
}
