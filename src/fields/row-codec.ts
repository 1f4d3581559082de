import type { KeyObject } from 'node:crypto';
import { seal, unseal } from '../secrets/secrets.ts';
import { hex, type Texts } from '../database/copy-texts.ts';
import { snakeCase } from '../database/table.ts';
import type { Field, Fields } from './field.ts';

/** Converts the values of a dictionary to and from a row. */
export interface RowCodec {
  /** The columns, quoted, in the dictionary's order; the sealed one, where there is one, comes last. */
  readonly columns: readonly string[];
  /** Whether any of it is encrypted. */
  readonly hasSecrets: boolean;
  /** Prints the values in PostgreSQL's text format, and binds the sealed column to `boundTo`. */
  readonly encode: (values: object, key: KeyObject, boundTo: string) => Texts;
  /** Parses the values from the texts of the columns, which begin at `from`. */
  readonly decode: (row: Texts, from: number, key: KeyObject, boundTo: string) => Readonly<Record<string, unknown>>;
  /** Parses the values that are not encrypted into an object. */
  readonly assignClear: (values: Record<string, unknown>, row: Texts, from: number) => void;
  /** Decrypts the encrypted values. */
  readonly open: (row: Texts, from: number, key: KeyObject, boundTo: string) => Readonly<Record<string, unknown>>;
}

/** Returns the text that the sealed column of a version is bound to. */
export function rowBinding(table: string, anchorId: string, changeId: string): string {
  return `${table}.sealed ${anchorId} ${changeId}`;
}

export function rowCodec(fields: Fields): RowCodec {
  const clear = Object.entries(fields).filter(([, field]) => !field.sealed);
  const secret = Object.entries(fields).filter(([, field]) => field.sealed);
  const hasSecrets = secret.length > 0;
  const assignClear: RowCodec['assignClear'] = (values, row, from) => {
    clear.forEach(([name, field], at) => {
      const text = row[from + at];
      values[name] = text === null || text === undefined ? null : field.decode(text);
    });
  };
  const open: RowCodec['open'] = (row, from, key, boundTo) =>
    hasSecrets ? openSecrets(secret, row[from + clear.length] ?? null, key, boundTo) : {};
  return {
    hasSecrets,
    columns: [...clear.map(([name]) => `"${snakeCase(name)}"`), ...(hasSecrets ? ['sealed'] : [])],
    encode: (given, key, boundTo) => {
      const values = given as Readonly<Record<string, unknown>>;
      const row = clear.map(([name, field]) => encodeOne(field, values[name]));
      return hasSecrets ? [...row, sealSecrets(secret, values, key, boundTo)] : row;
    },
    decode: (row, from, key, boundTo) => {
      const values: Record<string, unknown> = {};
      assignClear(values, row, from);
      return Object.assign(values, open(row, from, key, boundTo));
    },
    assignClear,
    open,
  };
}

function encodeOne(field: Field, value: unknown): string | null {
  return value === null || value === undefined ? null : field.encode(value);
}

/** Encrypts all secrets of a row as one JSON text; returns `null` if all are `null`. */
function sealSecrets(
  secret: readonly [string, Field][],
  values: Readonly<Record<string, unknown>>,
  key: KeyObject,
  boundTo: string,
): string | null {
  const known = secret.filter(([name]) => values[name] !== null);
  if (known.length === 0) return null;
  const plaintext = Object.fromEntries(known.map(([name]) => [name, values[name]]));
  return hex(seal(key, boundTo, Buffer.from(JSON.stringify(plaintext))));
}

function openSecrets(
  secret: readonly [string, Field][],
  sealed: string | null,
  key: KeyObject,
  boundTo: string,
): Readonly<Record<string, unknown>> {
  const empty = Object.fromEntries(secret.map(([name]) => [name, null]));
  if (sealed === null) return empty;
  const plaintext = unseal(key, boundTo, Buffer.from(sealed.slice(2), 'hex')).toString();
  return { ...empty, ...(JSON.parse(plaintext) as Record<string, unknown>) };
}
