import { type Day, type Month, firstDay, monthOfDay, printDay, requireDay } from '../kernel/calendar.ts';
import { asHundredths, type Hundredths } from '../kernel/decimal.ts';
import { asFen, type Fen } from '../kernel/fen.ts';
import type { Sensitivity } from './sensitivity.codes.ts';

/** Values of a code list with their Chinese names, in the order of the form. */
export type Codes = Readonly<Record<string, string>>;

type ColumnType = 'text' | 'text[]' | 'boolean' | 'bigint' | 'integer' | 'date' | 'uuid';

/** The form of a value, which determines how its text is read. */
export type Form = 'TEXT' | 'CODE' | 'CODES' | 'TRUTH' | 'YUAN' | 'AREA' | 'COUNT' | 'MONTH' | 'DAY' | 'REGION';

/**
 * One entry of a field dictionary: its term, its storage and its format. The columns of entities, the constraints, the
 * headings and drop-down lists of the workbook, masking and `docs/fields.md` follow from it.
 */
export interface Field<T = unknown> {
  /** The term on the form, which is also the heading in the workbook. */
  readonly zh: string;
  readonly form: Form;
  readonly column: ColumnType;
  readonly nullable: boolean;
  /** Whether an amount may be below 0. */
  readonly signed: boolean;
  /** How long a text may be. */
  readonly longest: number;
  readonly codes: Codes | null;
  /** Whether the value is encrypted, in the sealed column of the row instead of a column of its own. */
  readonly sealed: boolean;
  /** The kind of sensitive value, which is masked for viewers who need not see it; `null` if the value is not sensitive. */
  readonly sensitivity: Sensitivity | null;
  /** Other headings that forms use for it. */
  readonly also: readonly string[];
  /** Prints the value in PostgreSQL's text format. */
  encode(value: NonNullable<T>): string;
  decode(text: string): T;
}

const LONGEST_TEXT = 4000;

export type Fields = Readonly<Record<string, Field>>;

/** The values of the fields of a dictionary. */
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** Returns the name of a field in the graph, where an amount has no suffix `Fen` because its type states the unit. */
export function graphName(key: string): string {
  return key.replace(/Fen$/, '');
}

/** Makes a field nullable; `null` means "not verified" or "none", depending on the field. */
export function optional<T>(field: Field<T>): Field<T | null> {
  return { ...field, nullable: true };
}

/** Makes an amount one that may be below 0. */
export function signed(field: Field<Fen>): Field<Fen> {
  return { ...field, signed: true };
}

/** Makes a field encrypted and masked; only texts can be. */
export function sealed<T extends string | null>(field: Field<T>, sensitivity: Sensitivity): Field<T> {
  return { ...field, sealed: true, sensitivity };
}

/** Makes a field masked but not encrypted, because the rules read it in bulk. */
export function sensitive<T>(field: Field<T>, sensitivity: Sensitivity): Field<T> {
  return { ...field, sensitivity };
}

/** Adds other headings that forms use for the field. */
export function also<T>(field: Field<T>, ...headings: readonly string[]): Field<T> {
  return { ...field, also: headings };
}

export function text(zh: string, longest = LONGEST_TEXT): Field<string> {
  return { ...clearField(zh, 'TEXT', 'text', String, String), longest };
}

export function region(zh: string): Field<string> {
  return { ...text(zh), form: 'REGION' };
}

export function truth(zh: string): Field<boolean> {
  return clearField(zh, 'TRUTH', 'boolean', String, (value) => value === 't' || value === 'true');
}

export function yuan(zh: string): Field<Fen> {
  return clearField(zh, 'YUAN', 'bigint', String, (value) => asFen(Number(value)));
}

/** A decimal in hundredths, such as a multiple or an area. */
export function area(zh: string): Field<Hundredths> {
  return clearField(zh, 'AREA', 'bigint', String, (value) => asHundredths(Number(value)));
}

export function count(zh: string): Field<number> {
  return clearField(zh, 'COUNT', 'integer', String, Number);
}

export function day(zh: string): Field<Day> {
  return clearField(zh, 'DAY', 'date', printDay, requireDay);
}

/** A month, stored as its first day. */
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
  const field = clearField(zh, 'CODE', 'text', String, (value) => value as keyof C & string);
  return { ...field, codes };
}

/** Several values of one code list, sorted. */
export function codeList<const C extends Codes>(zh: string, codes: C): Field<readonly (keyof C & string)[]> {
  const decode = (text: string) => text.slice(1, -1).split(',').filter(Boolean) as readonly (keyof C & string)[];
  const field = clearField(zh, 'CODES', 'text[]', (values) => `{${values.toSorted().join(',')}}`, decode);
  return { ...field, codes };
}

function clearField<T>(
  zh: string,
  form: Form,
  column: ColumnType,
  encode: (value: NonNullable<T>) => string,
  decode: (text: string) => T,
): Field<T> {
  const plain = {
    nullable: false,
    signed: false,
    longest: LONGEST_TEXT,
    codes: null,
    sealed: false,
    sensitivity: null,
    also: [],
  };
  return { zh, form, column, ...plain, encode, decode };
}

/** Returns a blank value for every field: `false` for truths that cannot be `null`, and `null` for all others. */
export function blankValues<F extends Fields>(fields: F): Values<F> {
  const values = Object.entries(fields).map(([name, { nullable, form }]) => [
    name,
    !nullable && form === 'TRUTH' ? false : null,
  ]);
  return Object.fromEntries(values) as Values<F>;
}
