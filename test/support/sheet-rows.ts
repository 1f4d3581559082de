import type { StoredRow } from '../../src/intake/rows/row-store.ts';
import type { Cell } from '../../src/intake/workbook/cells.ts';
import { type Column, SHEETS } from '../../src/intake/workbook/sheets.ts';
import { ASSET_KINDS } from '../../src/intake/workbook/sheets.ts';
import { printDay, printMonth } from '../../src/kernel/calendar.ts';
import { printHundredths } from '../../src/kernel/decimal.ts';
import type { Field } from '../../src/fields/field.ts';
import { RECORD_KINDS, RECORDS, type RegisterHousehold, type RegisterMember } from '../../src/registry/kinds.ts';

/** The name of a column in these tests: `member`, or `person.name`. */
function nameOf({ target }: Column): string {
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

/** The indexes of all columns of all sheets, but those of these names. */
export function columnsWithout(...names: readonly string[]): readonly ReadonlySet<number>[] {
  return SHEETS.map(
    ({ columns }) => new Set([...columns.keys()].filter((at) => !names.includes(nameOf(columns[at] as Column)))),
  );
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
      return records[kind].map(({ key, member, values }, at) => {
        const asset = ASSET_KINDS[kind as keyof typeof ASSET_KINDS] as string | undefined;
        const about = { member: named(member), key, asset };
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

function printCell({ form, codes }: Field, value: unknown): Cell {
  if (form === 'DAY') return printDay(value as never);
  if (form === 'MONTH') return printMonth(value as never);
  if (form === 'YUAN' || form === 'AREA') return printHundredths(Number(value));
  if (form === 'TRUTH') return value === true ? '是' : '否';
  if (form === 'CODES') return (value as readonly string[]).map((code) => codes?.[code]).join('、');
  return form === 'CODE' ? (codes?.[String(value)] ?? '') : (value as Cell);
}
