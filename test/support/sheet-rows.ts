import { assembleHousehold } from '../../src/intake/rows/assemble-household.ts';
import type { StoredRow } from '../../src/intake/rows/row-store.ts';
import type { Cell } from '../../src/intake/workbook/cells.ts';
import { ASSET_KINDS, type Column, SHEETS } from '../../src/intake/workbook/sheets.ts';
import { printDay, printMonth } from '../../src/kernel/calendar.ts';
import { printHundredths } from '../../src/kernel/decimal.ts';
import type { Field } from '../../src/fields/field.ts';
import { RECORD_KINDS, RECORDS, type RegisterHousehold, type RegisterMember } from '../../src/registry/kinds.ts';
import { identityNumber, UNVERIFIED } from './register-household.ts';

/** The name of a column in these tests: `member`, or `person.name`. */
function nameOf(column: Column | undefined): string {
  const target = column?.target ?? { of: '' };
  return 'field' in target ? `${target.of}.${target.field}` : target.of;
}

export function sheetIndex(name: string): number {
  return SHEETS.findIndex((sheet) => sheet.name === name);
}

/** The index of a column by its name. */
export function columnIndex(sheet: number, name: string): number {
  const found = SHEETS[sheet]?.columns.findIndex((column) => nameOf(column) === name) ?? -1;
  if (found === -1) throw new Error(`the sheet has no column ${name}`);
  return found;
}

/** A row of a sheet with cells by the names of their columns. */
export function sheetRow(sheet: number, row: number, cells: Readonly<Record<string, Cell>>): StoredRow {
  const byIndex = Object.entries(cells).map(([name, cell]) => [columnIndex(sheet, name), cell] as const);
  return { sheet, row, cells: Object.fromEntries(byIndex) };
}

/** The cells that say of a worker, and of another member, that no list was verified: of somebody new, empty lists need them. */
export const UNVERIFIED_MEMBER = { 'membershipState.employmentKnown': '否' };
export const UNVERIFIED_WORKER = {
  ...Object.fromEntries(Object.keys(UNVERIFIED).map((flag) => [`household.${flag}`, '否'])),
  ...UNVERIFIED_MEMBER,
};

/** The indexes of all columns of all sheets, but those of these names. */
export function columnsWithout(...names: readonly string[]): readonly ReadonlySet<number>[] {
  return SHEETS.map(({ columns }) => new Set([...columns.keys()].filter((at) => !names.includes(nameOf(columns[at])))));
}

/** The rows that a clerk would enter for a household, without the worker's number, by which they are stored. */
export function rowsOfHousehold({ worker, household, members, records }: RegisterHousehold): readonly StoredRow[] {
  const named = (key: string | null) => {
    const found = members.find((member) => member.key === key);
    return found?.identityNumber ?? found?.person.name;
  };
  const memberRow = (sheet: number, member: RegisterMember, row: number) =>
    printRow(sheet, row, { member: member.identityNumber ?? undefined }, (of) =>
      of === 'household' ? household : of === 'person' ? member.person : member.membershipState,
    );
  const [own, others] = [members.filter(({ key }) => key === worker), members.filter(({ key }) => key !== worker)];
  return [
    ...own.map((member) => memberRow(0, member, 2)),
    ...others.map((member, at) => memberRow(1, member, at + 2)),
    ...RECORD_KINDS.flatMap((kind) => {
      const sheet = SHEETS.findIndex(({ kinds }) => kinds.includes(kind));
      return records[kind].map(({ key, member, values, reverses }, at) => {
        const asset = ASSET_KINDS[kind as keyof typeof ASSET_KINDS] as string | undefined;
        const about = { member: named(member), key, asset, reverses };
        return printRow(sheet, at + (kind === 'vehicles' ? 100 : 2), about, (_of, field) =>
          field in RECORDS[kind].fields ? values : {},
        );
      });
    }),
  ];
}

function printRow(
  sheet: number,
  row: number,
  about: Readonly<Record<string, string | undefined>>,
  valuesOf: (of: string, field: string) => object,
): StoredRow {
  const cells = (SHEETS[sheet]?.columns ?? []).flatMap(({ field, target }, at) => {
    if (!('field' in target)) return about[target.of] === undefined ? [] : [[at, about[target.of] ?? '']];
    const value = (valuesOf(target.of, target.field) as Readonly<Record<string, unknown>>)[target.field] ?? null;
    return value === null ? [] : [[at, printCell(field, value)]];
  });
  return { sheet, row, cells: Object.fromEntries(cells) as StoredRow['cells'] };
}

const PRINTERS: Readonly<
  Partial<Record<Field['form'], (value: never, codes: Readonly<Record<string, string>>) => Cell>>
> = {
  DAY: printDay,
  MONTH: printMonth,
  YUAN: printHundredths,
  AREA: printHundredths,
  TRUTH: (value) => (value === true ? '是' : '否'),
  CODE: (value: string, codes) => codes[value] ?? '',
  CODES: (values: readonly string[], codes) => values.map((code) => codes[code]).join('、'),
};

function printCell({ form, codes }: Field, value: unknown): Cell {
  return PRINTERS[form]?.(value as never, codes ?? {}) ?? (value as Cell);
}

/** The household of rows whose worker has the number of serial 1. */
export function assemble(
  rows: readonly StoredRow[],
  before: RegisterHousehold | null = null,
  columnIndexes = columnsWithout(),
) {
  const stateOn = () => before;
  return assembleHousehold({
    ...{ number: identityNumber(1), rows, columnIndexes, stateOn, memberOn: stateOn, region: '410500' },
  });
}

/** Faults as short texts: the code and the cell. */
export const brief = (
  faults: readonly { code: string; sheet: string | null; row: number | null; column: string | null }[],
) => faults.map(({ code, sheet, row, column }) => `${code} ${sheet}!${row} ${column}`);
