import { validOn } from '../../database/time/valid-on.ts';
import { snakeCase } from '../../database/table.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { ofSurveyInForce, surveysInForce } from '../../database/time/survey-in-force.ts';
import { HOUSEHOLD_FLAGS, MEMBER_FLAGS, type Tag, TAGS } from './facts-rows.ts';

const WIDTH = 10;

const days = (column: string) => `(v.${column} - date '1970-01-01')`;
const flags = (names: readonly string[]) =>
  `(${names
    .map(snakeCase)
    .map((column) => `case when v.${column} then '1' when not v.${column} then '0' else '-' end`)
    .join(' || ')})`;

const SPAN = [days('"from"'), days('"to"')];
const MONEY = ['v.membership_id', 'v.kind', 'v.amount_fen'];
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
  "(f.surveyed_on - date '1970-01-01')",
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

interface Branch {
  readonly tag: Tag;
  readonly from: string;
  readonly values: readonly string[];
  /** The column of the household's id. */
  readonly household?: string;
  readonly where?: string;
  /** Whether a survey states these facts: those of the survey in force are read. */
  readonly surveyed?: true;
}

/**
 * The query for all facts that the rules read, as rows of one width, ordered by household and then by the age of the
 * fact. `hasIds` limits it to the households of the first parameter; otherwise it reads the whole register. `day` is
 * the SQL expression of the day.
 */
export function factsQuery(day: string, known: KnownAt, hasIds: boolean): string {
  const selects = branchesOn(day).map((branch) => {
    const { tag, from, values, household = 'v.household_id', where = 'true', surveyed } = branch;
    const columns = [...values, ...Array<string>(WIDTH - values.length).fill('null')].map(
      (column) => `${column}::text`,
    );
    const limit = hasIds ? `and ${household} = any($1)` : '';
    const usesSurvey = surveyed === true || tag === TAGS.household || tag === TAGS.member;
    const join = usesSurvey ? `left join in_force f on f.household_id = ${household}` : '';
    const inForce = surveyed === true ? `and ${ofSurveyInForce(day)}` : '';
    return `select ${household}, '${tag}', ${columns.join(', ')}, v.anchor_id from ${from}
      ${join} where ${knownAt('v', known)} and ${where} ${inForce} ${limit}`;
  });
  const names = Array.from({ length: WIDTH }, (_, at) => `c${at}`).join(', ');
  const surveys = surveysInForce(day, known, hasIds ? 's.household_id = any($1)' : 'true');
  return `with in_force as (${surveys}) select household_id, tag, ${names} from (${selects.join(' union all ')})
    as facts (household_id, tag, ${names}, anchor_id) order by household_id, anchor_id`;
}

function branchesOn(day: string): readonly Branch[] {
  const valid = validOn('v', day);
  const owned = `(v."from" is null or v."from" <= ${day}) and (v."to" is null or v."to" >= ${day})`;
  const member = 'membership_version v join membership m on m.id = v.anchor_id';
  // Those who are members on the day, and what was said of anybody since the survey.
  const sinceSurvey = `v.valid_from <= ${day} and (v.valid_to is null or v.valid_to > least(${day}, f.surveyed_on))`;
  const surveyed = true;
  return [
    { tag: TAGS.household, from: 'household_version v', values: HOUSEHOLD, household: 'v.anchor_id', where: valid },
    { tag: TAGS.member, from: member, values: MEMBER, where: sinceSurvey },
    { tag: TAGS.employment, from: 'employment_version v', values: EMPLOYMENT, surveyed },
    { tag: TAGS.income, from: 'income_version v', values: INCOME, surveyed },
    { tag: TAGS.deduction, from: 'deduction_version v', values: [...MONEY, ...SPAN, ADDED], surveyed },
    { tag: TAGS.expense, from: 'expense_version v', values: [...MONEY, 'v.reimbursed_fen', ...SPAN, ADDED], surveyed },
    { tag: TAGS.event, from: 'event_version v', values: EVENT },
    { tag: TAGS.dwelling, from: 'dwelling_version v', values: ['v.area'], where: owned },
    { tag: TAGS.vehicle, from: 'vehicle_version v', values: VEHICLE, where: owned },
    { tag: TAGS.schooling, from: 'schooling_version v', values: SCHOOLING, where: owned },
    { tag: TAGS.dibao, from: 'dibao_version v', values: SPAN },
  ];
}
