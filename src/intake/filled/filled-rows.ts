import type { Field, Fields } from '../../fields/field.ts';
import { type Day, printDay, printMonth } from '../../kernel/calendar.ts';
import {
  RECORDS,
  type RecordKind,
  type RegisterHousehold,
  type RegisterMember,
  type RegisterRecord,
} from '../../registry/kinds.ts';
import { ASSET_KINDS, type Column, MEMBER_SHEET, type Sheet, WORKER_SHEET } from '../workbook/sheets.ts';

/** A cell of an exported workbook; one that is masked is marked as such. */
export type FilledCell = string | number | null | { readonly masked: string };

/** A value as the reader may see it: itself, or what is shown in its place. */
type Shown = { readonly value: unknown } | { readonly masked: string };

/** Shows a sensitive value of a member or, without one, of the household. */
export type Show = (value: unknown, sensitivity: Sensitivity, member: string | null) => Shown;
type Sensitivity = NonNullable<Field['sensitivity']>;

/** A household that is written into a workbook. */
interface FilledHousehold {
  readonly household: RegisterHousehold;
  /** Its number in the workbook. */
  readonly shortNumber: number;
  /** The day as of which it is written. */
  readonly on: Day;
  readonly show: Show;
}

/** Rows by the index of their sheet. */
export type SheetsOfRows = readonly FilledRows[];
type FilledRows = readonly (readonly FilledCell[])[];

/** The rows of a household on a sheet, as the import reads them. */
export function filledRows(filled: FilledHousehold, sheet: Sheet, index: number): FilledRows {
  const { worker, members, records } = filled.household;
  const isWorker = ({ key }: RegisterMember) => key === worker;
  const rowOf = (row: Omit<Row, 'filled'>) => sheet.columns.map((column) => cellOf({ filled, ...row }, column));
  if (index === WORKER_SHEET) return members.filter(isWorker).map((member) => rowOf({ member, isOfWorker: true }));
  if (index === MEMBER_SHEET) {
    return members.filter((member) => !isWorker(member)).map((member) => rowOf({ member, isOfWorker: false }));
  }
  return sheet.kinds.flatMap((kind) =>
    records[kind].map((record) => {
      const member = members.find(({ key }) => key === record.member) ?? null;
      return rowOf({ member, isOfWorker: false, record: { kind, record } });
    }),
  );
}

interface Row {
  readonly filled: FilledHousehold;
  /** Whom the row is about; `null` for a record of the household. */
  readonly member: RegisterMember | null;
  readonly isOfWorker: boolean;
  readonly record?: { readonly kind: RecordKind; readonly record: RegisterRecord };
}

function cellOf(row: Row, { field, target }: Column): FilledCell {
  if (!('field' in target)) return OWN[target.of](row);
  const { filled, member, record } = row;
  // A sheet of several kinds has columns that a record of this kind has not.
  if (target.of === 'record' && !(target.field in fieldsOf(record))) return null;
  const isOfMember = target.of === 'person' || target.of === 'membershipState';
  return valueOf(filled, field, sourceOf(row, target.of), target.field, isOfMember ? keyOf(member) : null);
}

/** The values that a column is about. */
function sourceOf({ filled, member, record }: Row, of: Extract<Column['target'], { readonly field: string }>['of']) {
  const sources = {
    household: filled.household.household,
    person: member?.person,
    membershipState: member?.membershipState,
    record: record?.record.values,
  };
  return sources[of] ?? {};
}

function fieldsOf(record: Row['record']): Fields {
  return record === undefined ? {} : RECORDS[record.kind].fields;
}

function keyOf(member: RegisterMember | null): string | null {
  return member?.key ?? null;
}

function valueOf({ show }: FilledHousehold, field: Field, values: object, name: string, member: string | null) {
  const value = (values as Readonly<Record<string, unknown>>)[name] ?? null;
  if (field.sensitivity === null) return printCell(field, value);
  const shown = show(value, field.sensitivity, member);
  return 'masked' in shown ? shown : printCell(field, shown.value);
}

function numberOf({ filled, member }: Row): FilledCell {
  const number = member?.identityNumber ?? null;
  if (number === null) return null;
  const shown = filled.show(number, 'IDENTITY', keyOf(member));
  return 'masked' in shown ? shown : number;
}

/** How a record names its member: by the number or, where there is none to be seen, by the name. The worker is named by nothing. */
function nameOf(row: Row): FilledCell {
  const { member, filled } = row;
  if (member === null || member.key === filled.household.worker) return null;
  const number = numberOf(row);
  return typeof number === 'string' ? number : member.person.name;
}

/** The cells of columns that are no fields of a dictionary. Nobody leaves, and nothing is corrected. */
const OWN: Readonly<Record<Exclude<Column['target'], { readonly field: string }>['of'], (row: Row) => FilledCell>> = {
  shortNumber: ({ filled }) => filled.shortNumber,
  worker: (row) => (row.isOfWorker ? numberOf(row) : row.filled.shortNumber),
  member: (row) => (row.record === undefined ? numberOf(row) : nameOf(row)),
  key: ({ record }) => record?.record.key ?? null,
  reverses: ({ record }) => record?.record.reverses ?? null,
  asset: ({ record }) => ASSET_KINDS[record?.kind as keyof typeof ASSET_KINDS],
  date: ({ filled }) => printDay(filled.on),
  correction: () => null,
  leftOn: () => null,
  leavingReason: () => null,
};

type Print = (value: never, codes: Readonly<Record<string, string>>) => FilledCell;

const PRINTERS: Partial<Readonly<Record<Field['form'], Print>>> = {
  DAY: printDay,
  MONTH: printMonth,
  YUAN: (hundredths: number) => hundredths / 100,
  AREA: (hundredths: number) => hundredths / 100,
  COUNT: String,
  TRUTH: (value: boolean) => (value ? '是' : '否'),
  CODE: (code: string, codes) => codes[code] ?? code,
  CODES: (list: readonly string[], codes) => list.map((code) => codes[code] ?? code).join('、'),
};

/** Prints a value as the import reads it. */
function printCell({ form, codes }: Field, value: unknown): FilledCell {
  if (value === null) return null;
  return PRINTERS[form]?.(value as never, codes ?? {}) ?? (value as string);
}
