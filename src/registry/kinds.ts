import type { TableName } from '../database/migrations/table-classes.ts';
import { disbursementFields } from './household/disbursement.fields.ts';
import type { Fields, Values } from '../fields/field.ts';
import { householdFields } from './household/household.fields.ts';
import { memberFields } from './household/member.fields.ts';
import {
  deductionFields,
  dibaoFields,
  dwellingFields,
  employmentFields,
  eventFields,
  expenseFields,
  incomeFields,
  schoolingFields,
  vehicleFields,
} from './household/period.fields.ts';
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
  household: {
    table: 'household_version',
    zh: '困难职工',
    articles: '第三、五、六、七、九、十三条',
    fields: householdFields,
    belongsToMember: false,
  },
  person: { table: 'person_version', zh: '人员', articles: '第九条', fields: personFields, belongsToMember: false },
  member: {
    table: 'membership_version',
    zh: '家庭成员',
    articles: '第三、四、七条',
    fields: memberFields,
    belongsToMember: false,
  },
} as const satisfies Record<string, Kind>;

export const RECORDS = {
  employment: {
    table: 'employment_version',
    zh: '就业',
    articles: '第三、四条',
    fields: employmentFields,
    belongsToMember: true,
  },
  incomes: { table: 'income_version', zh: '收入', articles: '第四条', fields: incomeFields, belongsToMember: true },
  deductions: {
    table: 'deduction_version',
    zh: '扣除',
    articles: '第四条',
    fields: deductionFields,
    belongsToMember: true,
  },
  expenses: { table: 'expense_version', zh: '支出', articles: '第五条', fields: expenseFields, belongsToMember: true },
  events: { table: 'event_version', zh: '突发事件', articles: '第五条', fields: eventFields, belongsToMember: false },
  dwellings: {
    table: 'dwelling_version',
    zh: '住房',
    articles: '第六条',
    fields: dwellingFields,
    belongsToMember: false,
  },
  vehicles: { table: 'vehicle_version', zh: '车辆', articles: '第六条', fields: vehicleFields, belongsToMember: false },
  schooling: {
    table: 'schooling_version',
    zh: '子女就学',
    articles: '第六条',
    fields: schoolingFields,
    belongsToMember: true,
  },
  dibao: { table: 'dibao_version', zh: '低保', articles: '第三、五条', fields: dibaoFields, belongsToMember: false },
  disbursements: {
    table: 'disbursement_version',
    zh: '帮扶发放',
    articles: '第二、九条',
    fields: disbursementFields,
    belongsToMember: true,
  },
} as const satisfies Record<string, Kind>;

export type RecordKind = keyof typeof RECORDS;
export const RECORD_KINDS = Object.keys(RECORDS) as readonly RecordKind[];

export type HouseholdState = Values<typeof householdFields>;
export type PersonState = Values<typeof personFields>;
export type MemberState = Values<typeof memberFields>;

/** One record of a kind. Its key identifies it among the household's records of that kind. */
export interface RegisterRecord<K extends RecordKind = RecordKind> {
  readonly key: string;
  /** The key of the member that the record belongs to; `null` if it belongs to the household. */
  readonly member: string | null;
  readonly values: Values<(typeof RECORDS)[K]['fields']>;
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
