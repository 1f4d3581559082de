import { fail, type Result, succeed } from '../../kernel/result.ts';
import { narrow } from '../../fields/day-text.ts';
import type { Field, Form } from '../../fields/field.ts';
import { withoutInvisible } from '../../fields/name-form.ts';
import type { FaultCode } from './fault.ts';
import { hundredthsOfNumber, hundredthsOfText } from './forms/amount-form.ts';
import { readDay, readMonth } from './forms/day-form.ts';
import { readIdentityText } from './forms/identity-text.ts';
import { isMaskedText } from './forms/masked-text.ts';
import { spoiltText } from './forms/spoilt-text.ts';
import { readTruth } from './forms/truth-form.ts';

/** The content of a cell. Of a formula its text, if the cell has it. Formulas, errors, too long texts and amounts of another unit are marked, so that a fault can name them. */
export type Cell =
  | string
  | number
  | boolean
  | { readonly formula: string | true }
  | { readonly error: true }
  | { readonly tooLong: true }
  | { readonly otherUnit: true };

/** The longest text, in characters, that any field can hold; longer ones are not parsed. */
export const LONGEST_CELL = 4000;
/** The longest text for fields other than free text, whose parsing may take quadratic time. */
const LONGEST_TERM = 400;
/** The longest text of a field that is written in one line, such as a name. */
const LONGEST_LINE = 200;

type Parse = (text: string, cell: Cell, field: Field) => Result<unknown, FaultCode>;

/** Spreadsheet programs keep 15 digits of a number: the others of a longer one are lost. */
const FIRST_ROUNDED = 1e15;
const LARGEST_AMOUNT = 99_999_999_999;
/** The plausible counts of a field, by its term. */
const PLAUSIBLE_COUNTS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  入学年份: [1930, 2100],
  年制: [1, 12],
  家庭人口: [1, 99],
};

/** Parses a cell as the value of a field; `null` if it is blank. */
export function parseCell(cell: Cell | undefined, field: Field): Result<unknown, FaultCode> {
  const text = cellText(cell);
  if (!text.ok) return text;
  if (text.value === '') return succeed(null);
  if (isMaskedText(text.value, field.sensitivity)) return fail('MASKED');
  if (field.form !== 'TEXT' && text.value.length > LONGEST_TERM) return fail('TOO_LONG');
  return PARSERS[field.form](text.value, cell ?? '', field);
}

/** Parses a cell as an identity number of 18 characters; `null` if it is blank. */
export function parseIdentityCell(cell: Cell | undefined): Result<string | null, FaultCode> {
  const text = cellText(cell);
  if (!text.ok) return text;
  if (text.value === '') return succeed(null);
  if (isMaskedText(text.value, 'IDENTITY')) return fail('MASKED');
  if (text.value.length > LONGEST_TERM) return fail('NOT_18_OR_15_DIGITS');
  const parsed = readIdentityText(text.value);
  return parsed.ok ? succeed(parsed.value.number) : parsed;
}

/** Whether a cell has nothing that can be seen. */
export function isBlankCell(cell: Cell): boolean {
  return typeof cell === 'string' && withoutInvisible(cell).trim() === '';
}

function cellFault(cell: Extract<Cell, object>): FaultCode {
  if ('formula' in cell) return 'FORMULA';
  if ('otherUnit' in cell) return 'OTHER_UNIT';
  return 'error' in cell ? 'ERROR_CELL' : 'TOO_LONG';
}

/** The text of a cell, without surrounding blanks (full-width ones too) and marks that cannot be seen; a number is printed. */
export function cellText(cell: Cell | undefined): Result<string, FaultCode> {
  if (cell === undefined) return succeed('');
  if (typeof cell === 'object') return fail(cellFault(cell));
  if (typeof cell === 'number' && Math.abs(cell) >= FIRST_ROUNDED) return fail('PRECISION_LOST');
  return succeed((typeof cell === 'string' ? withoutInvisible(cell) : String(cell)).trim());
}

const amount: Parse = (text, cell, { form, signed }) => {
  const hundredths = typeof cell === 'number' ? hundredthsOfNumber(cell) : hundredthsOfText(text, form);
  const least = signed ? -LARGEST_AMOUNT : 0;
  const isAmount = hundredths !== undefined && hundredths >= least && hundredths <= LARGEST_AMOUNT;
  return isAmount ? succeed(hundredths) : fail('NOT_AN_AMOUNT');
};

const PARSERS: Readonly<Record<Form, Parse>> = {
  TEXT: (text, _, field) => {
    const spoilt = spoiltText(text, field);
    if (spoilt !== null) return fail(spoilt);
    return succeed(field.longest <= LONGEST_LINE ? text.replace(/\s+/gu, ' ') : text);
  },
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
  TRUTH: (text, _, field) => {
    const value = readTruth(text, field);
    return value === undefined ? fail('NOT_A_TRUTH') : succeed(value);
  },
  YUAN: amount,
  AREA: amount,
  COUNT: (text, _, { zh }) => {
    const digits = /^(\d+)(?:\.0+)?$/.exec(narrow(text))?.[1];
    const value = Number(digits);
    const [least, most] = PLAUSIBLE_COUNTS[zh] ?? [0, Number.MAX_SAFE_INTEGER];
    return digits !== undefined && value >= least && value <= most ? succeed(value) : fail('NOT_A_COUNT');
  },
  MONTH: (text, cell) => {
    const value = readMonth(narrow(text), cell);
    return value === undefined ? fail('NOT_A_MONTH') : succeed(value);
  },
  DAY: (text, cell) => {
    const value = readDay(narrow(text), cell);
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
