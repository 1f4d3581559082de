import {
  bigint,
  boolean,
  bytea,
  type Column,
  type Columns,
  date,
  integer,
  open,
  text,
  textList,
  uuid,
} from '../database/table.ts';
import type { Field, Fields } from './field.ts';

const COLUMNS: Readonly<Record<Field['column'], Column>> = {
  text,
  uuid,
  boolean,
  bigint,
  integer,
  date,
  'text[]': textList,
};

/** Returns the columns of a field dictionary; all its encrypted fields share one sealed column. */
export function fieldColumns(fields: Fields): Columns {
  const entries = Object.entries(fields);
  const clear = entries.filter(([, { sealed }]) => !sealed);
  return {
    ...Object.fromEntries(
      clear.map(([name, { column, nullable }]) => [name, nullable ? open(COLUMNS[column]) : COLUMNS[column]]),
    ),
    ...(clear.length < entries.length ? { sealed: open(bytea) } : {}),
  };
}
