import { validOn } from '../../database/time/valid-on.ts';
import { snakeCase } from '../../database/table.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { ofSurveyInForce, surveysInForce } from '../../database/time/survey-in-force.ts';
import { HOUSEHOLD_FLAGS, MEMBER_FLAGS, type Tag, TAGS } from './facts-rows.ts';

const WIDTH = 10;

export const days = (column: string) => `(v.${column} - date '1970-01-01')`;
const flags = (names: readonly string[]) =>
  `(${names
    .map(snakeCase)
    .map((column) => `case when v.${column} then '1' when not v.${column} then '0' else '-' end`)
    .join(' || ')})`;

const SPAN = [days('"from"'), days('"to"')];
const MONEY = ['v.membership_id', 'v.kind', 'v.amount_fen'];
/** The day of the survey in force: the last value of a household. */
export const SURVEYED_ON = "(f.surveyed_on - date '1970-01-01')";
const HOUSEHOLD = [
  'v.region',
  'v.farm_region',
  'v.worker_id',
  flags(HOUSEHOLD_FLAGS),
  'v.contract_kind',
  days('contract_from'),
  days('contract_to'),
  'v.savings_fen',
  'v.investments_fen',
  SURVEYED_ON,
];
const RANGE = [days('valid_from'), days('valid_to')];
const MEMBER = ['v.anchor_id', 'm.key', flags(MEMBER_FLAGS), 'v.refused_job_offers', ...RANGE, 'v.relation'];
const ADDED = days('added_on');
const EMPLOYMENT = ['v.membership_id', 'v.status', ...SPAN, ADDED, days('ended_on'), days('stated_to')];
const INCOME = ['v.membership_id', 'v.kind', 'v.relief', 'v.amount_fen', ...SPAN, 'v.verified', ADDED];
const EVENT = [
  ...['v.anchor_id', 'v.kind', days('date'), 'v.grave', 'v.cost_fen', 'v.compensated_fen', 'v.compensation_in_place'],
];
const VEHICLE = ['v.anchor_id', 'v.owned', 'v.regular_use', 'v.as_employee', 'v.exemption_rule'];
const SCHOOLING = [
  ...['v.membership_id', 'v.anchor_id', 'v."private"', 'v.tuition_fen', 'v.public_tuition_fen', 'v.abroad_self_funded'],
];

/**
 * When rows of a branch are read: `STATE` is valid over days; a `MEMBER` is read too if they left after the survey in force;
 * what is `SURVEYED` belongs to the survey in force; what is `OWNED` bears its own days, both included; the others are read
 * `ALWAYS`.
 */
export type Reading = 'STATE' | 'MEMBER' | 'SURVEYED' | 'OWNED' | 'ALWAYS';

export interface Branch<Of extends string = Tag> {
  readonly tag: Of;
  readonly reading: Reading;
  readonly from: string;
  readonly values: readonly string[];
  /** The column of the household's id. */
  readonly household: string;
}

const OF_HOUSEHOLD = 'v.household_id';

/** The tables of the facts that the rules read, each under the alias `v`. */
export const BRANCHES: readonly Branch[] = [
  { tag: TAGS.household, reading: 'STATE', from: 'household_version v', values: HOUSEHOLD, household: 'v.anchor_id' },
  branch(TAGS.member, 'MEMBER', 'membership_version v join membership m on m.id = v.anchor_id', MEMBER),
  branch(TAGS.employment, 'SURVEYED', 'employment_version v', EMPLOYMENT),
  branch(TAGS.income, 'SURVEYED', 'income_version v', INCOME),
  branch(TAGS.deduction, 'SURVEYED', 'deduction_version v', [...MONEY, ...SPAN, ADDED]),
  branch(TAGS.expense, 'SURVEYED', 'expense_version v', [...MONEY, 'v.reimbursed_fen', ...SPAN, ADDED]),
  branch(TAGS.event, 'ALWAYS', 'event_version v', EVENT),
  branch(TAGS.dwelling, 'OWNED', 'dwelling_version v', ['v.area']),
  branch(TAGS.vehicle, 'OWNED', 'vehicle_version v', VEHICLE),
  branch(TAGS.schooling, 'OWNED', 'schooling_version v', SCHOOLING),
  branch(TAGS.dibao, 'ALWAYS', 'dibao_version v', SPAN),
];

function branch(tag: Tag, reading: Reading, from: string, values: readonly string[]): Branch {
  return { tag, reading, from, values, household: OF_HOUSEHOLD };
}

/** Fills the values of a branch up to a width, as texts. */
export function padValues(values: readonly string[], width: number): readonly string[] {
  return [...values, ...Array<string>(width - values.length).fill('null')].map((column) => `${column}::text`);
}

/**
 * The query for all facts that the rules read, as rows of one width, ordered by household and then by the age of the
 * fact. `hasIds` limits it to the households of the first parameter; otherwise it reads the whole register. `day` is
 * the SQL expression of the day.
 */
export function factsQuery(day: string, known: KnownAt, hasIds: boolean): string {
  const conditions = conditionsOn(day);
  const selects = BRANCHES.map(({ tag, reading, from, values, household }) => {
    const limit = hasIds ? `and ${household} = any($1)` : '';
    const usesSurvey = reading === 'SURVEYED' || reading === 'MEMBER' || reading === 'STATE';
    const join = usesSurvey ? `left join in_force f on f.household_id = ${household}` : '';
    return `select ${household}, '${tag}', ${padValues(values, WIDTH).join(', ')}, v.anchor_id from ${from}
      ${join} where ${knownAt('v', known)} and ${conditions[reading]} ${limit}`;
  });
  const names = Array.from({ length: WIDTH }, (_, at) => `c${at}`).join(', ');
  const surveys = surveysInForce(day, known, hasIds ? 's.household_id = any($1)' : 'true');
  return `with in_force as (${surveys}) select household_id, tag, ${names} from (${selects.join(' union all ')})
    as facts (household_id, tag, ${names}, anchor_id) order by household_id, anchor_id`;
}

function conditionsOn(day: string): Readonly<Record<Reading, string>> {
  return {
    STATE: validOn('v', day),
    // Those who are members on the day, and what was said of anybody since the survey.
    MEMBER: `v.valid_from <= ${day} and (v.valid_to is null or v.valid_to > least(${day}, f.surveyed_on))`,
    SURVEYED: ofSurveyInForce(day),
    OWNED: `(v."from" is null or v."from" <= ${day}) and (v."to" is null or v."to" >= ${day})`,
    ALWAYS: 'true',
  };
}
