import { LEVEL_NAMES } from '../../policy/names.ts';

/** The first day of what was so from the beginning. */
export const FIRST_DAY = '0001-01-01';
/** The `to` of what is still so: a day and a revision that nothing reaches, and that a number holds exactly. */
export const OPEN_DAY = '9999-12-31';
export const OPEN_REVISION = Number.MAX_SAFE_INTEGER;

/** Types of DuckDB, which codes, days, ids and amounts of fen have there. */
type ColumnType = 'BOOLEAN' | 'INTEGER' | 'BIGINT' | 'DATE' | 'UUID' | 'VARCHAR' | 'VARCHAR[]';
export type ColumnTypes = Readonly<Record<string, ColumnType>>;

/** The days and revisions [from, to) on which a row holds. */
export const RECTANGLE: ColumnTypes = { day_from: 'DATE', day_to: 'DATE', rev_from: 'BIGINT', rev_to: 'BIGINT' };

/** What a household is counted by beside its steward and its decisions. */
export const HOUSEHOLD_DIMENSIONS: ColumnTypes = {
  ...{ region: 'VARCHAR', migrant: 'BOOLEAN', single_parent: 'BOOLEAN', dibao: 'BOOLEAN' },
  ...{ main_cause: 'VARCHAR', other_causes: 'VARCHAR[]', declared_class: 'VARCHAR', members: 'INTEGER' },
  ...{ worker_sex: 'VARCHAR', worker_birth_day: 'DATE', worker_employment: 'VARCHAR' },
  ...{ file_id: 'UUID', file_state: 'VARCHAR', file_level: 'VARCHAR', file_category: 'VARCHAR', file_class: 'VARCHAR' },
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
    ...{ [`${prefix}_outcome`]: 'VARCHAR', [`${prefix}_categories`]: 'VARCHAR[]', [`${prefix}_missing`]: 'VARCHAR[]' },
    ...{ [`${prefix}_primary_category`]: 'VARCHAR' },
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
  ...{ relation: 'VARCHAR', in_register: 'BOOLEAN', lives_together: 'BOOLEAN', counted_by_decision: 'BOOLEAN' },
  ...{ able_to_work: 'BOOLEAN', farms: 'BOOLEAN', disabled: 'BOOLEAN', ill: 'BOOLEAN', in_education: 'BOOLEAN' },
};
export const PERSON_DIMENSIONS: ColumnTypes = {
  ...{ sex: 'VARCHAR', birth_day: 'DATE', marital_status: 'VARCHAR', registration_type: 'VARCHAR' },
  ...{ work_state: 'VARCHAR', medical_insurance: 'VARCHAR', education: 'VARCHAR' },
};

export const PAYMENT_DIMENSIONS: ColumnTypes = {
  ...{ amount_fen: 'BIGINT', paid_on: 'DATE', source: 'VARCHAR', aid_type: 'VARCHAR', file_number: 'VARCHAR' },
  ...{ payment_method: 'VARCHAR', person_category: 'VARCHAR' },
};
