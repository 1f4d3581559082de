import { CATEGORY_NAMES, LEVEL_NAMES, OUTCOME_NAMES } from '../../policy/names.ts';
import {
  AID_TYPES,
  FUND_SOURCES,
  PAYMENT_METHODS,
  PERSON_CATEGORIES,
} from '../../registry/household/disbursement.fields.ts';
import { EMPLOYMENT_STATES, HARDSHIP_CAUSES, HARDSHIP_CLASSES } from '../../registry/household/household.codes.ts';
import {
  EDUCATION_LEVELS,
  MARITAL_STATUSES,
  MEDICAL_INSURANCE,
  REGISTRATION_TYPES,
  RELATIONS,
  SEXES,
  WORK_STATES,
} from '../../registry/person/person.codes.ts';

/** The first day of what was so from the beginning. */
export const FIRST_DAY = '0001-01-01';
/** The `to` of what is still so: a day and a revision that nothing reaches, and that a number holds exactly. */
export const OPEN_DAY = '9999-12-31';
export const OPEN_REVISION = Number.MAX_SAFE_INTEGER;

/** Types of DuckDB, which codes, days, ids and amounts of fen have there. */
type ColumnType = 'BOOLEAN' | 'INTEGER' | 'BIGINT' | 'DATE' | 'UUID' | 'VARCHAR' | 'VARCHAR[]' | `ENUM(${string})`;
export type ColumnTypes = Readonly<Record<string, ColumnType>>;

/**
 * The type of a code of a list. DuckDB keeps it as a small number and groups by it in half the time of a text; a code that is not in the
 * list ends the load with an error. The states of files stay texts: measures compare them with words, which is slower for this type.
 */
function codeOf(list: object): ColumnType {
  return `ENUM(${Object.keys(list)
    .map((code) => `'${code}'`)
    .join(', ')})`;
}

/** The days and revisions [from, to) on which a row holds. */
export const RECTANGLE: ColumnTypes = { day_from: 'DATE', day_to: 'DATE', rev_from: 'BIGINT', rev_to: 'BIGINT' };

/** What a household is counted by beside its steward and its decisions. */
export const HOUSEHOLD_DIMENSIONS: ColumnTypes = {
  ...{ region: 'VARCHAR', migrant: 'BOOLEAN', single_parent: 'BOOLEAN', dibao: 'BOOLEAN' },
  ...{ main_cause: codeOf(HARDSHIP_CAUSES), other_causes: 'VARCHAR[]', declared_class: codeOf(HARDSHIP_CLASSES) },
  ...{ members: 'INTEGER', worker_sex: codeOf(SEXES), worker_birth_day: 'DATE' },
  ...{ worker_employment: codeOf(EMPLOYMENT_STATES), file_id: 'UUID', file_state: 'VARCHAR' },
  ...{ file_level: codeOf(LEVEL_NAMES), file_category: codeOf(CATEGORY_NAMES), file_class: codeOf(HARDSHIP_CLASSES) },
  ...{ surveyed_on: 'DATE', last_day_served: 'DATE' },
};

const LEVELS = Object.keys(LEVEL_NAMES);

/** The levels with the beginnings of their columns. */
export const LEVEL_PREFIXES: readonly (readonly [level: string, prefix: string])[] = LEVELS.map((level) => [
  level,
  level.toLowerCase(),
]);

/** What is measured of a household, the same at every level. */
const MEASURED_COLUMNS: ColumnTypes = {
  ...{ population: 'INTEGER', income_fen: 'BIGINT', deductions_fen: 'BIGINT', disposable_fen: 'BIGINT' },
  ...{ standard_fen: 'BIGINT', expenses_fen: 'BIGINT', event_costs_fen: 'BIGINT', per_head_fen: 'BIGINT' },
  ...{ per_head_after_expenses_fen: 'BIGINT', gap_fen: 'BIGINT', provisional: 'BOOLEAN' },
};

/** What is decided of a household at one level; an outcome is null where no local rule is in force. */
function decidedColumns(prefix: string): ColumnTypes {
  return {
    ...{ [`${prefix}_outcome`]: codeOf(OUTCOME_NAMES), [`${prefix}_categories`]: 'VARCHAR[]' },
    ...{ [`${prefix}_missing`]: 'VARCHAR[]', [`${prefix}_primary_category`]: codeOf(CATEGORY_NAMES) },
  };
}

/** What is measured and decided of a household. */
export const DECISION_COLUMNS: ColumnTypes = Object.assign(
  {},
  MEASURED_COLUMNS,
  ...LEVEL_PREFIXES.map(([, prefix]) => decidedColumns(prefix)),
) as ColumnTypes;

/** What a member is counted by: the membership's and the person's columns. */
export const MEMBERSHIP_DIMENSIONS: ColumnTypes = {
  ...{ relation: codeOf(RELATIONS), in_register: 'BOOLEAN', lives_together: 'BOOLEAN', counted_by_decision: 'BOOLEAN' },
  ...{ able_to_work: 'BOOLEAN', farms: 'BOOLEAN', disabled: 'BOOLEAN', ill: 'BOOLEAN', in_education: 'BOOLEAN' },
};
export const PERSON_DIMENSIONS: ColumnTypes = {
  ...{ sex: codeOf(SEXES), birth_day: 'DATE', marital_status: codeOf(MARITAL_STATUSES) },
  ...{ registration_type: codeOf(REGISTRATION_TYPES), work_state: codeOf(WORK_STATES) },
  ...{ medical_insurance: codeOf(MEDICAL_INSURANCE), education: codeOf(EDUCATION_LEVELS) },
};

export const PAYMENT_DIMENSIONS: ColumnTypes = {
  ...{ amount_fen: 'BIGINT', paid_on: 'DATE', source: codeOf(FUND_SOURCES), aid_type: codeOf(AID_TYPES) },
  ...{ file_number: 'VARCHAR', payment_method: codeOf(PAYMENT_METHODS) },
  ...{ person_category: codeOf(PERSON_CATEGORIES) },
};
