import {
  type ColumnTypes,
  DECISION_COLUMNS,
  HOUSEHOLD_DIMENSIONS,
  MEMBERSHIP_DIMENSIONS,
  OPEN_DAY,
  OPEN_REVISION,
  PAYMENT_DIMENSIONS,
  PERSON_DIMENSIONS,
  RECTANGLE,
} from '../columns.ts';

/** Which households are read, from which slot and as of which revision. */
export interface SourceScope {
  readonly slot: number;
  readonly revision: number;
  /** The SQL condition for a column with the id of a household. */
  readonly households: (column: string) => string;
}

/** A statement of PostgreSQL that feeds a staging table of the projection, whose columns it has in their order. */
export interface Source {
  readonly stage: string;
  readonly columns: ColumnTypes;
  readonly statement: (scope: SourceScope) => string;
}

/** The character between the elements of a list; no code or path contains it. */
export const LIST_SEPARATOR = 31;

/** Prints columns of an alias. */
function from(alias: string, columns: ColumnTypes): readonly string[] {
  return Object.entries(columns).map(([name, type]) =>
    type === 'VARCHAR[]' ? `array_to_string(${alias}.${name}, chr(${LIST_SEPARATOR}))` : `${alias}.${name}`,
  );
}

/** The rectangle of a span, which has numbers of changes. */
const SPAN = [
  ...['s.valid_from', `coalesce(s.valid_to, '${OPEN_DAY}')`],
  ...['s.known_from', `coalesce(s.known_to, ${OPEN_REVISION})`],
];

/** The days of a version. */
function days(alias: string): readonly string[] {
  return [`${alias}.valid_from`, `coalesce(${alias}.valid_to, '${OPEN_DAY}')`];
}

/** The revisions of a version, whose changes {@link joinNumbers} joins. */
export function revisions(alias: string): readonly string[] {
  return [`${alias}_in.number`, `coalesce(${alias}_out.number, ${OPEN_REVISION})`];
}

/** Joins the numbers of the changes of a version; what happened after the revision has not happened. */
export function joinNumbers(alias: string, { revision }: SourceScope): string {
  return `join change_sequence ${alias}_in on ${alias}_in.change_id = ${alias}.recorded_in and ${alias}_in.number <= ${revision}
    left join change_sequence ${alias}_out on ${alias}_out.change_id = ${alias}.superseded_in
      and ${alias}_out.number <= ${revision}`;
}

export function select(values: readonly string[], rest: string): string {
  return `select ${values.join(', ')} ${rest}`;
}

const ID: ColumnTypes = { household_id: 'UUID' };
const REVISIONS: ColumnTypes = { rev_from: 'BIGINT', rev_to: 'BIGINT' };

/** The households that are read, with their stewards of today, and of the days before and after. */
export const STEWARDS: Source = {
  stage: 'stage_steward',
  columns: { ...ID, day_from: 'DATE', day_to: 'DATE', union_id: 'UUID' },
  statement: ({ slot, households }) =>
    `select i.household_id, greatest(i.valid_from, '0001-01-01'), coalesce(i.valid_to, '${OPEN_DAY}'), i.union_id
     from decided_household d join household_index i on i.household_id = d.household_id
     where d.slot = ${slot} and ${households('d.household_id')}`,
};

export const HOUSEHOLD_SPANS: Source = {
  stage: 'stage_household',
  columns: { ...ID, ...RECTANGLE, steward_id: 'UUID', ...HOUSEHOLD_DIMENSIONS },
  statement: ({ slot, households }) =>
    select(
      ['s.household_id', ...SPAN, 's.steward_id', ...from('s', HOUSEHOLD_DIMENSIONS)],
      `from household_span s where s.slot = ${slot} and ${households('s.household_id')}`,
    ),
};

/** A migrant worker's household qualifies through the last category, which is primary; of others the first is (POLICY section 4). */
const PRIMARY = /^(\w+)_primary_category$/;
const primaryOf = (categories: string) =>
  `case when 'MIGRANT_WORKER' = any(${categories}) then 'MIGRANT_WORKER' else ${categories}[1] end`;

export const DECISION_SPANS: Source = {
  stage: 'stage_decision',
  columns: { ...ID, ...RECTANGLE, ...DECISION_COLUMNS },
  statement: ({ slot, households }) => {
    const values = Object.entries(DECISION_COLUMNS).flatMap(([column, type]) => {
      const [, prefix] = PRIMARY.exec(column) ?? [];
      return prefix === undefined ? from('s', { [column]: type }) : [primaryOf(`s.${prefix}_categories`)];
    });
    return select(
      ['s.household_id', ...SPAN, ...values],
      `from decision_span s where s.slot = ${slot} and ${households('s.household_id')}`,
    );
  },
};

/** The members as persons: on each day and at each revision one row, or none. */
export const MEMBERS: Source = {
  stage: 'stage_member',
  columns: {
    ...ID,
    membership_id: 'UUID',
    person_id: 'UUID',
    ...RECTANGLE,
    ...MEMBERSHIP_DIMENSIONS,
    ...PERSON_DIMENSIONS,
  },
  statement: (scope) =>
    `select * from (${select(
      [
        ...['m.household_id', 'm.anchor_id', 'm.person_id'],
        'greatest(m.valid_from, p.valid_from) as day_from',
        `least(m.valid_to, p.valid_to, '${OPEN_DAY}') as day_to`,
        'greatest(m_in.number, p_in.number) as rev_from',
        `least(m_out.number, p_out.number, ${OPEN_REVISION}) as rev_to`,
        ...from('m', MEMBERSHIP_DIMENSIONS),
        ...from('p', PERSON_DIMENSIONS),
      ],
      `from membership_version m ${joinNumbers('m', scope)}
       join person_version p on p.anchor_id = m.person_id ${joinNumbers('p', scope)}
       where ${scope.households('m.household_id')}`,
    )}) as member where day_from < day_to and rev_from < rev_to`,
};

/** Who was the worker, and whose a membership was: for the beneficiaries of payments. */
export const WORKERS: Source = {
  stage: 'stage_worker',
  columns: { ...ID, ...RECTANGLE, worker_id: 'UUID' },
  statement: (scope) =>
    select(
      ['v.anchor_id', ...days('v'), ...revisions('v'), 'v.worker_id'],
      `from household_version v ${joinNumbers('v', scope)} where ${scope.households('v.anchor_id')}`,
    ),
};
export const MEMBERSHIPS: Source = {
  stage: 'stage_membership',
  columns: { membership_id: 'UUID', ...RECTANGLE, person_id: 'UUID' },
  statement: (scope) =>
    select(
      ['v.anchor_id', ...days('v'), ...revisions('v'), 'v.person_id'],
      `from membership_version v ${joinNumbers('v', scope)} where ${scope.households('v.household_id')}`,
    ),
};

export const PAYMENTS: Source = {
  stage: 'stage_payment',
  columns: {
    ...{ ...ID, payment_id: 'UUID', membership_id: 'UUID', recorder_id: 'UUID', ...PAYMENT_DIMENSIONS },
    ...{ is_reversal: 'BOOLEAN', reversed_on: 'DATE', reversed_in: 'BIGINT', rev_from: 'BIGINT' },
  },
  statement: (scope) =>
    select(
      [
        ...['d.household_id', 'd.anchor_id', 'd.membership_id', 'h.union_id', ...from('d', PAYMENT_DIMENSIONS)],
        ...['d.reverses is not null', 'r.paid_on', 'r_in.number', 'd_in.number'],
      ],
      `from disbursement_version d ${joinNumbers('d', scope)} join household h on h.id = d.household_id
       left join (disbursement_version r
         join change_sequence r_in on r_in.change_id = r.recorded_in and r_in.number <= ${scope.revision})
         on r.reverses = d.anchor_id and r.reverses is not null
       where ${scope.households('d.household_id')}`,
    ),
};

export const FILES: Source = {
  stage: 'stage_file',
  columns: {
    ...{ ...ID, file_id: 'UUID', union_id: 'UUID', ...RECTANGLE, state: 'VARCHAR', level: 'VARCHAR' },
    ...{ category: 'VARCHAR', class: 'VARCHAR' },
  },
  statement: (scope) =>
    select(
      [
        ...['v.household_id', 'v.anchor_id', 'h.union_id', ...days('v'), ...revisions('v')],
        ...['v.state', 'v.level', 'v.category', 'v.hardship_class'],
      ],
      `from archive_file f join archive_file_version v on v.anchor_id = f.id ${joinNumbers('v', scope)}
       join household h on h.id = f.household_id where ${scope.households('f.household_id')}`,
    ),
};
export const STEWARDSHIPS: Source = {
  stage: 'stage_stewardship',
  columns: { file_id: 'UUID', ...RECTANGLE, union_id: 'UUID' },
  statement: (scope) =>
    select(
      ['s.anchor_id', ...days('s'), ...revisions('s'), 's.union_id'],
      `from archive_file f join stewardship s on s.anchor_id = f.id ${joinNumbers('s', scope)}
       where ${scope.households('f.household_id')}`,
    ),
};

export const SURVEYS: Source = {
  stage: 'stage_survey',
  columns: { ...ID, surveyed_on: 'DATE', way: 'VARCHAR', ...REVISIONS },
  statement: (scope) =>
    select(
      ['s.household_id', 's.surveyed_on', 's.way', ...revisions('s')],
      `from survey_version s ${joinNumbers('s', scope)} where ${scope.households('s.household_id')}`,
    ),
};

export const CLOSINGS: Source = {
  stage: 'stage_closing',
  columns: { ...ID, ...RECTANGLE, reason: 'VARCHAR' },
  statement: (scope) =>
    select(
      ['c.anchor_id', ...days('c'), ...revisions('c'), 'c.reason'],
      `from household_closing c ${joinNumbers('c', scope)} where ${scope.households('c.anchor_id')}`,
    ),
};
