import { EntitySchema, EntitySchemaOptions } from 'typeorm';
import type { Sql } from './database.ts';
import { TABLE_CLASSES, type TableClass, type TableName } from './migrations/table-classes.ts';
import { hex } from './copy-texts.ts';

type ColumnType = 'uuid' | 'text' | 'date' | 'bigint' | 'integer' | 'boolean' | 'bytea' | 'jsonb' | 'timestamptz';

/** A column: its PostgreSQL type, and how a value is printed in PostgreSQL's text form. */
export interface Column<T = unknown> {
  readonly type: ColumnType;
  readonly array: boolean;
  readonly nullable: boolean;
  readonly primary: boolean;
  /** Left out of an insertion: the database fills it in. */
  readonly filled: boolean;
  print(value: NonNullable<T>): string;
}

export type Columns = Readonly<Record<string, Column>>;

function column<T>(type: ColumnType, print: (value: NonNullable<T>) => string, array = false): Column<T> {
  return { type, array, nullable: false, primary: false, filled: false, print };
}

export const uuid = column<string>('uuid', String);
export const text = column<string>('text', String);
/** `YYYY-MM-DD`. */
export const date = column<string>('date', String);
export const bigint = column<number>('bigint', String);
export const integer = column<number>('integer', String);
export const boolean = column<boolean>('boolean', String);
export const bytea = column<Buffer>('bytea', hex);
export const json = column<unknown>('jsonb', JSON.stringify);
/** An instant in ISO 8601. */
export const instant = column<string>('timestamptz', String);
export const textList = column<readonly string[]>(
  'text',
  (texts) => `{${texts.map((one) => `"${one.replace(/["\\]/g, '\\$&')}"`).join(',')}}`,
  true,
);

export function key<T>(of: Column<T>): Column<T> {
  return { ...of, primary: true };
}

/** A column that may be null; an insertion may leave it out. */
export function open<T>(of: Column<T>): Column<T | null> {
  return { ...of, nullable: true };
}

export function filled<T>(of: Column<T>): Column<T | undefined> {
  return { ...of, filled: true };
}

/** The columns of a version that is written once: its anchor, and the changes that recorded and superseded it. */
export const versioned = { anchorId: key(uuid), recordedIn: key(uuid), supersededIn: open(uuid) };

/** The columns of a version that is valid over a range of days. */
export const ranged = { ...versioned, validFrom: key(date), validTo: open(date) };

type Values<C extends Columns> = { readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never };
type Omissible<C extends Columns> = {
  [K in keyof C]: null extends Values<C>[K] ? K : undefined extends Values<C>[K] ? K : never;
}[keyof C];

export type NewRow<C extends Columns> = Omit<Values<C>, Omissible<C>> & {
  readonly [K in Omissible<C>]?: Values<C>[K] | undefined;
};

/**
 * A table, declared once: what the application role may do with it, the columns by their names in the code (in snake case in
 * the database), the entity for TypeORM's tools, and the types of what is inserted. A test compares it with the migrated
 * catalogue.
 */
export interface Table<C extends Columns = Columns> {
  readonly name: TableName;
  readonly class: TableClass;
  readonly columns: C;
  readonly entity: EntitySchema;
}

export function table<C extends Columns>(name: TableName, columns: C): Table<C> {
  const named = Object.entries(columns).map(([property, { type, array, nullable, primary }]) => [
    property,
    { name: snakeCase(property), type, array, nullable, primary },
  ]);
  const options = { name, tableName: name, columns: Object.fromEntries(named) as object };
  const entity = new EntitySchema(Object.assign(new EntitySchemaOptions<unknown>(), options));
  return { name, class: TABLE_CLASSES[name], columns, entity };
}

/** Inserts rows in one statement; what a row leaves out is null. */
export async function insertRows<C extends Columns>(
  sql: Sql,
  { name, columns }: Table<C>,
  rows: readonly NewRow<C>[],
): Promise<void> {
  const given = rows as readonly Readonly<Record<string, unknown>>[];
  const used = Object.entries<Column>(columns).filter(([property]) => given.some((row) => row[property] !== undefined));
  if (used.length === 0) return;
  const casts = used.map(([, { type, array }], at) => `c${at}::${type}${array ? '[]' : ''}`);
  const values = used.map(([property, column]) =>
    given.map((row) => {
      const value = row[property] ?? null;
      return value === null ? null : column.print(value);
    }),
  );
  await sql.query(
    `insert into ${name} (${used.map(([property]) => snakeCase(property)).join(', ')}) select ${casts.join(', ')}
     from unnest(${used.map((_, at) => `$${at + 1}::text[]`).join(', ')}) as given (${used.map((_, at) => `c${at}`).join(', ')})`,
    values,
  );
}

/** `amountFen` → `amount_fen`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
