import { createHash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import {
  type ColumnTypes,
  DECISION_COLUMNS,
  HOUSEHOLD_DIMENSIONS,
  MEMBERSHIP_DIMENSIONS,
  PAYMENT_DIMENSIONS,
  PERSON_DIMENSIONS,
  RECTANGLE,
} from './columns.ts';

const HOUSEHOLD: ColumnTypes = { household_key: 'INTEGER' };

/** The tables with rows of households; all rows of a household are written together. */
const OF_HOUSEHOLDS: Readonly<Record<string, ColumnTypes>> = {
  household_fact: {
    ...HOUSEHOLD,
    ...RECTANGLE,
    ...{ steward: 'INTEGER', ...HOUSEHOLD_DIMENSIONS },
    ...DECISION_COLUMNS,
  },
  household_steward: { ...HOUSEHOLD, day_from: 'DATE', day_to: 'DATE', steward: 'INTEGER' },
  person_fact: {
    ...HOUSEHOLD,
    ...{ person_key: 'INTEGER', membership_id: 'UUID' },
    ...RECTANGLE,
    ...MEMBERSHIP_DIMENSIONS,
    ...PERSON_DIMENSIONS,
  },
  file_event: {
    ...HOUSEHOLD,
    ...{ file_id: 'UUID', day: 'DATE', from_state: 'VARCHAR', to_state: 'VARCHAR', level: 'VARCHAR' },
    ...{ category: 'VARCHAR', class: 'VARCHAR', steward: 'INTEGER', rev_from: 'BIGINT', rev_to: 'BIGINT' },
  },
  national_entry: {
    ...HOUSEHOLD,
    ...{ file_id: 'UUID', matter: 'VARCHAR', entered_on: 'DATE', rev_from: 'BIGINT', rev_to: 'BIGINT' },
  },
  household_closing: { ...HOUSEHOLD, ...RECTANGLE, reason: 'VARCHAR' },
  payment: {
    ...HOUSEHOLD,
    ...{ payment_id: 'UUID', beneficiary: 'INTEGER', steward: 'INTEGER', ...PAYMENT_DIMENSIONS },
    ...{ is_reversal: 'BOOLEAN', reversed_on: 'DATE', rev_from: 'BIGINT', rev_to: 'BIGINT' },
  },
  survey: {
    ...HOUSEHOLD,
    steward: 'INTEGER',
    surveyed_on: 'DATE',
    way: 'VARCHAR',
    rev_from: 'BIGINT',
    rev_to: 'BIGINT',
  },
};

export const HOUSEHOLD_TABLES = Object.keys(OF_HOUSEHOLDS);

const OTHERS: Readonly<Record<string, ColumnTypes>> = {
  household_key: { household_key: 'INTEGER', household_id: 'UUID' },
  person_key: { person_key: 'INTEGER', person_id: 'UUID' },
  union_key: { union_key: 'INTEGER', union_id: 'UUID', code: 'VARCHAR' },
  union_line: {
    ...{ union_key: 'INTEGER', ancestor_key: 'INTEGER', ancestor_kind: 'VARCHAR', depth: 'INTEGER' },
    ...{ is_nearest: 'BOOLEAN', ...RECTANGLE },
  },
  projection_mark: {
    ...{ layout: 'VARCHAR', slot: 'INTEGER', moment: 'BIGINT', revision: 'BIGINT', change: 'VARCHAR' },
    unions: 'VARCHAR',
    complete: 'BOOLEAN',
  },
};

const TABLES = Object.entries({ ...OF_HOUSEHOLDS, ...OTHERS }).map(
  ([name, columns]) => `create table ${name} (${columnsOf(columns)})`,
);

/** The layout's version: a file of another one is made anew. */
export const LAYOUT = createHash('sha256').update(TABLES.join('\n')).digest('hex').slice(0, 16);

export async function createTables(connection: DuckDBConnection): Promise<void> {
  for (const table of TABLES) await connection.run(table);
}

export function columnsOf(columns: ColumnTypes): string {
  return Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
}
