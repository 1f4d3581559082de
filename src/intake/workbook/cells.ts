import { type Day, type Month, monthOfDay, parseDay, parseMonth } from '../../kernel/calendar.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { narrow, readDayText } from '../../fields/day-text.ts';
import type { Field, Form } from '../../fields/field.ts';
import { withoutInvisible } from '../../fields/name-form.ts';
import { type IdentityFault, parseIdentityNumber } from '../../fields/identity-number.ts';
import type { FaultCode } from './fault.ts';

/** The content of a cell. Formulas, errors and too long texts are marked, so that a fault can name their cell. */
export type Cell =
  string | number | boolean | { readonly formula: true } | { readonly error: true } | { readonly tooLong: true };

/** The longest text, in characters, that any field can hold; longer ones are not parsed. */
export const LONGEST_CELL = 4000;
/** The longest text for fields other than free text, whose parsing may take quadratic time. */
const LONGEST_TERM = 400;

type Parse = (text: string, cell: Cell, field: Field) => Result<unknown, FaultCode>;

const LARGEST_EXACT = Number.MAX_SAFE_INTEGER;
const LARGEST_AMOUNT = 99_999_999_999;
/** Spreadsheets store days as numbers, counted from 1899-12-30; the last is 9999-12-31. */
const SERIAL_EPOCH = parseDay('1899-12-30') ?? 0;
const LAST_SERIAL = 2_958_465;
const TRUTHS: Readonly<Record<string, boolean>> = {
  ...{ 是: true, 有: true, 对: true, '√': true, Y: true, YES: true, TRUE: true, '1': true, 已落实: true, 已核实: true },
  ...{ 否: false, 无: false, 没有: false, 不是: false, '×': false, N: false, NO: false, FALSE: false, '0': false },
  ...{ 未落实: false, 未核实: false },
};

/** Parses a cell as the value of a field; `null` if it is blank. */
export function parseCell(cell: Cell | undefined, field: Field): Result<unknown, FaultCode> {
  const text = cellText(cell);
  if (!text.ok) return text;
  if (text.value === '') return succeed(null);
  if (field.form !== 'TEXT' && text.value.length > LONGEST_TERM) return fail('TOO_LONG');
  return PARSERS[field.form](text.value, cell ?? '', field);
}

/** Parses a cell as an identity number of 18 characters; `null` if it is blank. */
export function parseIdentityCell(cell: Cell | undefined): Result<string | null, FaultCode | IdentityFault> {
  const text = cellText(cell);
  if (!text.ok) return text;
  if (text.value === '') return succeed(null);
  if (text.value.length > LONGEST_TERM) return fail('NOT_18_OR_15_DIGITS');
  const parsed = parseIdentityNumber(text.value);
  return parsed.ok ? succeed(parsed.value.number) : parsed;
}

function cellFault(cell: Extract<Cell, object>): FaultCode {
  if ('formula' in cell) return 'FORMULA';
  return 'error' in cell ? 'ERROR_CELL' : 'TOO_LONG';
}

/** The text of a cell, without surrounding blanks (full-width ones too) and marks that cannot be seen; a number is printed. */
export function cellText(cell: Cell | undefined): Result<string, FaultCode> {
  if (cell === undefined) return succeed('');
  if (typeof cell === 'object') return fail(cellFault(cell));
  if (typeof cell === 'number' && Math.abs(cell) > LARGEST_EXACT) return fail('PRECISION_LOST');
  return succeed((typeof cell === 'string' ? withoutInvisible(cell) : String(cell)).trim());
}

const amount: Parse = (text, cell, { signed }) => {
  const value = typeof cell === 'number' ? cell : amountInText(narrow(text));
  const hundredths = Math.round(value * 100) + 0;
  const exact = Math.abs(hundredths - value * 100) < 1e-4;
  const least = signed ? -LARGEST_AMOUNT : 0;
  return exact && hundredths >= least && hundredths <= LARGEST_AMOUNT ? succeed(hundredths) : fail('NOT_AN_AMOUNT');
};

/** Reads an amount with its unit; in brackets, as books of account have it, it is below 0. */
function amountInText(text: string): number {
  const [, inBrackets = text] = /^\((?!-)(.*)\)$/.exec(text) ?? [];
  const plain = inBrackets.replace('−', '-').replace(/^(-?)[¥￥]|[,，\s]|(元|㎡|平方米|m2)$/g, '$1');
  const value = plain === '' ? NaN : Number(plain);
  return inBrackets === text ? value : -value;
}

const PARSERS: Readonly<Record<Form, Parse>> = {
  TEXT: (text) => succeed(text),
  CODE: (text, _, { codes }) => {
    const code = findCode(text, codes ?? {});
    return code === undefined ? fail('NOT_A_CODE') : succeed(code);
  },
  CODES: (text, _, { codes }) => {
    const found = text
      .split(/[、,，;；\n]+/)
      .filter((part) => part.trim() !== '')
      .map((part) => findCode(part, codes ?? {}));
    return found.includes(undefined) ? fail('NOT_A_CODE') : succeed([...new Set(found)].sort());
  },
  TRUTH: (text) => {
    const value = TRUTHS[narrow(text).toUpperCase()];
    return value === undefined ? fail('NOT_A_TRUTH') : succeed(value);
  },
  YUAN: amount,
  AREA: amount,
  COUNT: (text) => {
    const value = Number(narrow(text));
    return Number.isSafeInteger(value) && value >= 0 ? succeed(value) : fail('NOT_A_COUNT');
  },
  MONTH: (text, cell) => {
    const value = monthInCell(narrow(text), cell);
    return value === undefined ? fail('NOT_A_MONTH') : succeed(value);
  },
  DAY: (text, cell) => {
    const value = dayInCell(narrow(text), cell);
    return value === undefined ? fail('NOT_A_DAY') : succeed(value);
  },
  REGION: (text) => (/^[0-9]{6}$/.test(narrow(text)) ? succeed(narrow(text)) : fail('NOT_A_REGION')),
};

function findCode(text: string, codes: Readonly<Record<string, string>>): string | undefined {
  const wanted = normalizeText(text);
  return Object.entries(codes).find(([code, name]) => normalizeText(name) === wanted || code === text.trim())?.[0];
}

/** Removes blanks and replaces full-width brackets, so that a name is found however it was typed. */
function normalizeText(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '');
}

function dayInCell(text: string, cell: Cell): Day | undefined {
  return readDayText(text) ?? serialDay(text, cell);
}

function monthInCell(text: string, cell: Cell): Month | undefined {
  const match = /^(\d{4})(?:[-/.年])(\d{1,2})月?$/.exec(text) ?? /^((?:19|20)\d{2})(\d{2})$/.exec(text);
  if (match !== null) return parseMonth(`${match[1]}-${match[2]?.padStart(2, '0')}`);
  const day = dayInCell(text, cell);
  return day === undefined ? undefined : monthOfDay(day);
}

function serialDay(text: string, cell: Cell): Day | undefined {
  const serial = typeof cell === 'number' ? cell : Number(/^\d{5}$/.test(text) ? text : NaN);
  const inRange = serial >= 1 && serial <= LAST_SERIAL;
  return inRange ? ((SERIAL_EPOCH + Math.floor(serial)) as Day) : undefined;
}
