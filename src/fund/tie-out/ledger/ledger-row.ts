import { narrow } from '../../../fields/day-text.ts';
import { day as dayField, type Field, signed, yuan } from '../../../fields/field.ts';
import { type Cell, cellText, parseCell } from '../../../intake/workbook/cells.ts';
import { type FaultCode, importFault } from '../../../intake/workbook/fault.ts';
import { type Day, parseDay, printDay } from '../../../kernel/calendar.ts';
import { type Fen, subtractFen, ZERO_FEN } from '../../../kernel/fen.ts';
import { fail, type Result, succeed } from '../../../kernel/result.ts';
import type { LedgerLine } from './general-ledger.ts';
import { type ColumnKey, hasOneAmount, type LedgerColumns } from './ledger-columns.ts';
import { ledgerFault, type LedgerFault, type LedgerFaultCode } from './ledger-fault.ts';
import { parseVoucherNumber } from './voucher-number.ts';

/** Where the rows of a sheet have what; the account is above the headings if it has no column. */
export interface LedgerLayout {
  readonly sheet: string;
  readonly columns: LedgerColumns;
  readonly subject: string | null;
}

interface Sides {
  readonly debitFen: Fen | null;
  readonly creditFen: Fen | null;
}

const DAY: Field = dayField('日期');
const AMOUNT: Field = signed(yuan('金额'));
/** A smaller number in a column of days is no day: it would be taken for one of the year 1900. */
const FIRST_DAY = parseDay('1950-01-01') ?? 0;
const DEBIT = new Set(['借', '借方', 'DR']);
const CREDIT = new Set(['贷', '贷方', 'CR']);
/** What stands for no amount in a printed column. */
const NO_FIGURE = /^[\p{Dash_Punctuation}−]+$/u;
/** Commas that do not divide thousands: such a number might be meant with decimals. */
const WRONG_COMMAS = /,(?!\d{3}(?:\D|$))/;

/** Reads a row that is no total as an entry, or tells all that is wrong with it. */
export function readLedgerRow(
  layout: LedgerLayout,
  row: number,
  cells: ReadonlyMap<number, Cell>,
): Result<LedgerLine, readonly LedgerFault[]> {
  const reading = new RowReading(layout, row, cells);
  const line = reading.line();
  return line === null ? fail(reading.faults) : succeed(line);
}

class RowReading {
  readonly faults: LedgerFault[] = [];
  /** The columns that have a fault: each is told once. */
  readonly #told = new Set<ColumnKey>();
  readonly #layout: LedgerLayout;
  readonly #row: number;
  readonly #cells: ReadonlyMap<number, Cell>;

  constructor(layout: LedgerLayout, row: number, cells: ReadonlyMap<number, Cell>) {
    this.#layout = layout;
    this.#row = row;
    this.#cells = cells;
  }

  line(): LedgerLine | null {
    const voucher = this.#voucher();
    const day = this.#day();
    const subject = this.#subject();
    const sides = hasOneAmount(this.#layout.columns) ? this.#amountBySide() : this.#sides();
    const [line, summary] = [this.#text('line'), this.#text('summary')];
    if (this.faults.length > 0 || voucher === null || day === null || subject === null) return null;
    const { debitFen, creditFen } = sides;
    const amountFen = subtractFen(debitFen ?? ZERO_FEN, creditFen ?? ZERO_FEN);
    const place = { sheet: this.#layout.sheet, row: this.#row };
    return {
      entry: { ...place, day: printDay(day), voucher, line, subject, summary, amountFen },
      debitFen,
      creditFen,
      headings: { voucher: this.#heading('voucher'), line: this.#heading('line') },
    };
  }

  /** The number with its 凭证字, which may have a column of its own. */
  #voucher(): string | null {
    const number = this.#text('voucher');
    if (number === null) return this.#fault('NO_VOUCHER', 'voucher');
    const word = this.#text('word');
    return word === null || parseVoucherNumber(number).word !== null ? number : `${word}-${number}`;
  }

  #day(): Day | null {
    if (this.#layout.columns.day === undefined) return this.#dayOfThree();
    const cell = this.#cell('day');
    const parsed = parseCell(cell, DAY) as Result<Day | null, FaultCode>;
    if (!parsed.ok) return this.#unreadable(parsed.error, 'WRONG_DAY', 'day');
    if (parsed.value === null) return this.#fault('NO_DAY', 'day');
    return parsed.value < FIRST_DAY ? this.#fault('WRONG_DAY', 'day') : parsed.value;
  }

  /** The day of a ledger with a column for each of year, month and day. */
  #dayOfThree(): Day | null {
    const parts = (['year', 'month', 'dayOfMonth'] as const).map((key) => {
      const text = this.#text(key);
      if (text === null) this.#fault('NO_DAY', key);
      return text?.normalize('NFKC').replace(/[年月日]$/, '') ?? '';
    });
    if (parts.includes('')) return null;
    const found = parseDay(parts.map((part) => part.padStart(2, '0')).join('-'));
    return found === undefined || found < FIRST_DAY ? this.#fault('WRONG_DAY', 'dayOfMonth') : found;
  }

  #subject(): string | null {
    const parts = [this.#text('code'), this.#text('name')].filter((part) => part !== null);
    if (parts.length > 0) return parts.join(' ');
    const key = this.#layout.columns.code === undefined ? 'name' : 'code';
    if (this.#layout.columns[key] === undefined) return this.#layout.subject;
    return this.#fault('NO_SUBJECT', key);
  }

  #sides(): Sides {
    const [debitFen, creditFen] = [this.#amount('debit'), this.#amount('credit')];
    if (this.#isBlank('debit') && this.#isBlank('credit')) this.#fault('NO_AMOUNT', 'debit');
    // Programs print 0.00 on the other side.
    if ((debitFen ?? 0) !== 0 && (creditFen ?? 0) !== 0) this.#fault('BOTH_SIDES', 'credit');
    return { debitFen, creditFen };
  }

  #amountBySide(): Sides {
    const amount = this.#amount('amount');
    if (this.#isBlank('amount')) this.#fault('NO_AMOUNT', 'amount');
    const side = this.#text('side')?.normalize('NFKC').toUpperCase() ?? '';
    if (DEBIT.has(side)) return { debitFen: amount, creditFen: null };
    if (!CREDIT.has(side)) this.#fault('WRONG_SIDE', 'side');
    return { debitFen: null, creditFen: amount };
  }

  #amount(key: ColumnKey): Fen | null {
    const cell = this.#cell(key);
    if (typeof cell === 'string' && WRONG_COMMAS.test(narrow(cell))) return this.#fault('WRONG_AMOUNT', key);
    if (this.#isBlank(key)) return null;
    const parsed = parseCell(cell, AMOUNT) as Result<Fen | null, FaultCode>;
    return parsed.ok ? parsed.value : this.#unreadable(parsed.error, 'WRONG_AMOUNT', key);
  }

  #isBlank(key: ColumnKey): boolean {
    const text = cellText(this.#cell(key));
    return text.ok && (text.value === '' || NO_FIGURE.test(text.value));
  }

  #text(key: ColumnKey): string | null {
    const text = cellText(this.#cell(key));
    if (!text.ok) return this.#unreadable(text.error, null, key);
    return text.value === '' ? null : text.value;
  }

  #cell(key: ColumnKey): Cell | undefined {
    const column = this.#layout.columns[key];
    return column === undefined ? undefined : this.#cells.get(column.at);
  }

  #heading(key: ColumnKey): string {
    return this.#layout.columns[key]?.heading ?? '';
  }

  #fault(code: LedgerFaultCode, key: ColumnKey): null {
    return this.#tell(key, ledgerFault(code, this.#layout.sheet, this.#row, this.#heading(key)));
  }

  /** Tells of a cell that has no text, such as a formula, or of a text that is not of the form. */
  #unreadable(code: FaultCode, wrong: LedgerFaultCode | null, key: ColumnKey): null {
    const isForm = code === 'NOT_A_DAY' || code === 'NOT_AN_AMOUNT';
    if (isForm && wrong !== null) return this.#fault(wrong, key);
    return this.#tell(key, importFault(code, this.#layout.sheet, this.#row, this.#heading(key)));
  }

  #tell(key: ColumnKey, fault: LedgerFault): null {
    if (!this.#told.has(key)) this.faults.push(fault);
    this.#told.add(key);
    return null;
  }
}
