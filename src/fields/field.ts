import { type Day, type Month, firstDay, monthOfDay, printDay, requireDay } from '../kernel/calendar.ts';
import { asHundredths, type Hundredths } from '../kernel/decimal.ts';
import { asFen, type Fen } from '../kernel/fen.ts';
import type { Sensitivity } from './sensitivity.codes.ts';

/** Values of a code list with their Chinese names, in the order of the form. */
export type Codes = Readonly<Record<string, string>>;

type ColumnType = 'text' | 'text[]' | 'boolean' | 'bigint' | 'integer' | 'date' | 'uuid';

/** What a cell of a workbook or a form holds: how its text is read. */
export type Form = 'TEXT' | 'CODE' | 'CODES' | 'TRUTH' | 'YUAN' | 'AREA' | 'COUNT' | 'MONTH' | 'DAY' | 'REGION';

/**
 * One entry of a field dictionary: the term, how it is held and how it reads. The entities' columns, the constraints,
 * the workbook's headings and drop-down lists, masking and `docs/fields.md` come from it.
 */
export interface Field<T = unknown> {
  /** The term on the form; the workbook's heading. */
  readonly zh: string;
  readonly form: Form;
  readonly column: ColumnType;
  readonly nullable: boolean;
  readonly codes: Codes | null;
  /** Encrypted: held in the row's sealed column, never in one of its own. */
  readonly sealed: boolean;
  /** Masked for whoever need not see it; `null`: ordinary. */
  readonly sensitivity: Sensitivity | null;
  /** Other headings under which forms show it. */
  readonly also: readonly string[];
  /** The value in PostgreSQL's text form. */
  encode(value: NonNullable<T>): string;
  decode(text: string): T;
}

export type Fields = Readonly<Record<string, Field>>;

/** The values that the fields of a dictionary hold. */
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** A field's name in the graph: amounts lose their unit, which stands in their type there. */
export function graphName(key: string): string {
  return key.replace(/Fen$/, '');
}

/** A `Field` that may be left open: `null` is "not verified" or "none", as the field says. */
export function optional<T>(field: Field<T>): Field<T | null> {
  return { ...field, nullable: true };
}

/** Encrypted, and masked; only texts are. */
export function sealed<T extends string | null>(field: Field<T>, sensitivity: Sensitivity): Field<T> {
  return { ...field, sealed: true, sensitivity };
}

/** Masked, but in clear in the database, since the rules read it in bulk. */
export function sensitive<T>(field: Field<T>, sensitivity: Sensitivity): Field<T> {
  return { ...field, sensitivity };
}

/** Other headings that forms give the field. */
export function also<T>(field: Field<T>, ...headings: readonly string[]): Field<T> {
  return { ...field, also: headings };
}

export function text(zh: string): Field<string> {
  return clearField(
    zh,
    'TEXT',
    'text',
    (value) => value,
    (value) => value,
  );
}

export function region(zh: string): Field<string> {
  return { ...text(zh), form: 'REGION' };
}

export function truth(zh: string): Field<boolean> {
  return clearField(
    zh,
    'TRUTH',
    'boolean',
    (value) => String(value),
    (value) => value === 't' || value === 'true',
  );
}

export function yuan(zh: string): Field<Fen> {
  return clearField(zh, 'YUAN', 'bigint', String, (value) => asFen(Number(value)));
}

/** In hundredths, as a multiple or an area is. */
export function area(zh: string): Field<Hundredths> {
  return clearField(zh, 'AREA', 'bigint', String, (value) => asHundredths(Number(value)));
}

export function count(zh: string): Field<number> {
  return clearField(zh, 'COUNT', 'integer', String, Number);
}

export function day(zh: string): Field<Day> {
  return clearField(zh, 'DAY', 'date', printDay, requireDay);
}

/** Held as the first day of the month. */
export function month(zh: string): Field<Month> {
  return clearField(
    zh,
    'MONTH',
    'date',
    (value) => printDay(firstDay(value)),
    (value) => monthOfDay(requireDay(value)),
  );
}

export function code<const C extends Codes>(zh: string, codes: C): Field<keyof C & string> {
  return {
    ...clearField(
      zh,
      'CODE',
      'text',
      (value) => value,
      (value) => value as keyof C & string,
    ),
    codes,
  };
}

/** Several values of one list, sorted. */
export function codeList<const C extends Codes>(zh: string, codes: C): Field<readonly (keyof C & string)[]> {
  return {
    ...clearField(
      zh,
      'CODES',
      'text[]',
      (values) => `{${values.toSorted().join(',')}}`,
      (value) => value.slice(1, -1).split(',').filter(Boolean) as (keyof C & string)[],
    ),
    codes,
  };
}

function clearField<T>(
  zh: string,
  form: Form,
  column: ColumnType,
  encode: (value: NonNullable<T>) => string,
  decode: (text: string) => T,
): Field<T> {
  return { zh, form, column, nullable: false, codes: null, sealed: false, sensitivity: null, also: [], encode, decode };
}

/** A value for every field: nothing known, truths that are always known `false`. */
export function blankValues<F extends Fields>(fields: F): Values<F> {
  const values = Object.entries(fields).map(([name, { nullable, form }]) => [
    name,
    !nullable && form === 'TRUTH' ? false : null,
  ]);
  return Object.fromEntries(values) as Values<F>;
}
