import type { TableName } from '../database/migrations/table-classes.ts';
import { disbursementFields } from './household/disbursement.fields.ts';
import type { Fields, Values } from '../fields/field.ts';
import { householdFields } from './household/household.fields.ts';
import { memberFields } from './household/member.fields.ts';
import * as records from './household/period.fields.ts';
import { personFields } from './person/person.fields.ts';

/**
 * A kind of facts about a household, with its table of versions. There are two sorts: a *state* holds over a range of
 * days, which its versions divide; a *record* has its own dates among its fields.
 */
export interface Kind<F extends Fields = Fields> {
  readonly table: TableName;
  /** The Chinese name, for the workbook's sheets and for sentences. */
  readonly zh: string;
  /** The articles of the regulation that require these facts. */
  readonly articles: string;
  readonly fields: F;
  /** Whether each record belongs to one member; otherwise it belongs to the household. */
  readonly belongsToMember: boolean;
}

export const STATES = {
  household: kind('household_version', '困难职工', '第三、五、六、七、九、十三条', householdFields, false),
  person: kind('person_version', '人员', '第九条', personFields, false),
  member: kind('membership_version', '家庭成员', '第三、四、七条', memberFields, false),
} as const;

export const RECORDS = {
  surveys: kind('survey_version', '入户调查', '第七、十五、十六条', records.surveyFields, false),
  employment: kind('employment_version', '就业', '第三、四条', records.employmentFields, true),
  incomes: kind('income_version', '收入', '第四条', records.incomeFields, true),
  deductions: kind('deduction_version', '扣除', '第四条', records.deductionFields, true),
  expenses: kind('expense_version', '支出', '第五条', records.expenseFields, true),
  events: kind('event_version', '突发事件', '第五条', records.eventFields, false),
  dwellings: kind('dwelling_version', '住房', '第六条', records.dwellingFields, false),
  vehicles: kind('vehicle_version', '车辆', '第六条', records.vehicleFields, false),
  schooling: kind('schooling_version', '子女就学', '第六条', records.schoolingFields, true),
  dibao: kind('dibao_version', '低保', '第三、五条', records.dibaoFields, false),
  disbursements: kind('disbursement_version', '帮扶发放', '第二、九条', disbursementFields, true),
} as const;

function kind<F extends Fields>(
  table: TableName,
  zh: string,
  articles: string,
  fields: F,
  belongsToMember: boolean,
): Kind<F> {
  return { table, zh, articles, fields, belongsToMember };
}

export type RecordKind = keyof typeof RECORDS;
export const RECORD_KINDS = Object.keys(RECORDS) as readonly RecordKind[];

/** The kinds of which a survey states the records whole; each belongs to a survey, or to none (R16). */
export const SURVEYED_KINDS = [
  'employment',
  'incomes',
  'deductions',
  'expenses',
] as const satisfies readonly RecordKind[];
export type SurveyedKind = (typeof SURVEYED_KINDS)[number];

export function isSurveyed(kind: RecordKind): kind is SurveyedKind {
  return (SURVEYED_KINDS as readonly RecordKind[]).includes(kind);
}

/** The kinds of which a record lasts from a day to another; a change ends it and begins its successor. */
const LASTING_KINDS = ['dwellings', 'vehicles', 'schooling', 'dibao'] as const satisfies readonly RecordKind[];
export type LastingKind = (typeof LASTING_KINDS)[number];

export function isLasting(kind: RecordKind): kind is LastingKind {
  return (LASTING_KINDS as readonly RecordKind[]).includes(kind);
}

/** The field with the first or only day of a record that has a day of its own; what a survey states has months. */
export const FIRST_DAYS = {
  ...{ surveys: 'surveyedOn', events: 'date', disbursements: 'paidOn' },
  ...{ dwellings: 'from', vehicles: 'from', schooling: 'from', dibao: 'from' },
} as const satisfies Readonly<Record<Exclude<RecordKind, SurveyedKind>, string>>;

export type HouseholdState = Values<typeof householdFields>;
export type PersonState = Values<typeof personFields>;
export type MemberState = Values<typeof memberFields>;

/** One record of a kind. Its key identifies it among the household's records of that kind. */
export interface RegisterRecord<K extends RecordKind = RecordKind> {
  readonly key: string;
  /** The key of the member that the record belongs to; `null` if it belongs to the household. */
  readonly member: string | null;
  readonly values: Values<(typeof RECORDS)[K]['fields']>;
  /** Of an entry that reverses a payment, the key of that payment. */
  readonly reverses?: string;
}

/** A person in a household. */
export interface RegisterMember {
  /** Unique in the household: letters, digits, - and _. */
  readonly key: string;
  /** 公民身份号码; `null` if the person has none yet (a newborn). */
  readonly identityNumber: string | null;
  readonly person: PersonState;
  readonly membershipState: MemberState;
}

/** Everything on record about one household, as of one day. */
export interface RegisterHousehold {
  /** The key of the member who is the worker. */
  readonly worker: string;
  readonly household: HouseholdState;
  readonly members: readonly RegisterMember[];
  readonly records: { readonly [K in RecordKind]: readonly RegisterRecord<K>[] };
}
