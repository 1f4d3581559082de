import { EntitySchema, type EntitySchemaColumnOptions, EntitySchemaOptions } from 'typeorm';

/** A row of an entity that is declared by its columns instead of a class. */
export type Row = Readonly<Record<string, unknown>>;

export type Columns = Record<string, EntitySchemaColumnOptions>;

export const uuid: EntitySchemaColumnOptions = { type: 'uuid' };
export const key: EntitySchemaColumnOptions = { type: 'uuid', primary: true };
export const open = (column: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({ ...column, nullable: true });
export const of = (type: 'text' | 'date' | 'bigint' | 'integer' | 'boolean' | 'bytea' | 'jsonb' | 'timestamptz') => ({
  type,
});
export const textList: EntitySchemaColumnOptions = { type: 'text', array: true };

/** The columns of every version: its anchor, and the changes that recorded and superseded it. */
export const versioned: Columns = {
  anchorId: key,
  recordedIn: key,
  supersededIn: open(uuid),
};

/** The columns of a version that is valid over a range of days. */
export const ranged: Columns = { ...versioned, validFrom: { type: 'date', primary: true }, validTo: open(of('date')) };

/** Declares the entity of a table, whose columns are the property names in snake case. */
export function entity(tableName: string, columns: Columns): EntitySchema<Row> {
  const named = Object.entries(columns).map(([property, column]) => [
    property,
    { name: snakeCase(property), ...column },
  ]);
  const options = { name: tableName, tableName, columns: Object.fromEntries(named) as Columns };
  return new EntitySchema<Row>(Object.assign(new EntitySchemaOptions<Row>(), options));
}

/** `amountFen` → `amount_fen`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
