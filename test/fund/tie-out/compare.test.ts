import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../../src/artefacts/canonical-json.ts';
import type { LockedRow } from '../../../src/fund/locked/locked-content.ts';
import { type RecordedPayment, type TieOut, tieOut, type TieOutInput } from '../../../src/fund/tie-out/compare.ts';
import { DIFFERENCES, type DifferenceKind } from '../../../src/fund/tie-out/differences.ts';
import type { LedgerEntry } from '../../../src/fund/tie-out/ledger/general-ledger.ts';
import { runs } from '../../support/runs.ts';

let rowsMade = 0;
function row(voucher: string | null, amountFen: number, more: Partial<LockedRow> = {}): LockedRow {
  const number = (rowsMade += 1);
  const who = { household: 'h', person: 'p', union: 'u', file: 'f', marks: [], cells: [] };
  return { number, payment: `payment-${number}`, amountFen, paidOn: '2026-03-10', voucher, ...who, ...more };
}

let linesMade = 0;
function line(voucher: string, amountFen: number, more: Partial<LedgerEntry> = {}): LedgerEntry {
  const [sheet, subject] = ['账', '530101 维权支出'];
  return {
    sheet,
    row: (linesMade += 1),
    day: '2026-03-12',
    voucher,
    line: null,
    subject,
    summary: null,
    amountFen,
    ...more,
  };
}

const recorded = (rows: readonly LockedRow[]): readonly RecordedPayment[] =>
  rows.map(({ payment, amountFen, paidOn, voucher }) => ({ payment, amountFen, paidOn, voucher }));
const quarter = { from: '2026-01-01', to: '2026-04-01' };

/** Ties out rows that are on record as they are. */
function compared(
  rows: readonly LockedRow[],
  entries: readonly LedgerEntry[],
  subjects: readonly string[] = [],
): TieOut {
  return tieOut({ rows, payments: recorded(rows), ledger: { entries, ...quarter, subjects } });
}

const briefly = ({ differences }: TieOut) =>
  differences.map(({ kind, voucher, tableFen, otherFen }) => [kind, voucher, tableFen, otherFen]);

describe('a table that ties out has no difference', () => {
  test('whose vouchers are written otherwise in the ledger, and in several lines', () => {
    const rows = [row('记字第0012号', 300), row('记-12', 200), row('记13', 500)];
    const found = compared(rows, [line('记-0012', 400), line('记-0012', 100), line('记-0013', 500)]);
    expect(found.differences).toEqual([]);
    expect(found.legs).toEqual({
      table: { count: 3, amountFen: 1000 },
      payments: { count: 3, amountFen: 1000 },
      ledger: { count: 3, amountFen: 1000 },
      files: { count: 3, amountFen: 1000 },
    });
  });

  test('with an entry that reverses a payment, on a red voucher of its own', () => {
    const rows = [row('记-12', 500), row('记-20', -500)];
    expect(compared(rows, [line('记-12', 500), line('记-20', -500)]).differences).toEqual([]);
  });

  test('with no row, and a ledger whose lines are all of other accounts or of other months', () => {
    const entries = [
      line('记-1', 500, { subject: '1002 银行存款' }),
      line('记-2', 5, { day: '2026-04-01' }),
      line('记-3', 0),
    ];
    expect(compared([], entries, ['5301']).differences).toEqual([]);
  });
});

describe('every difference with the ledger is listed', () => {
  test('of each kind, in one order whatever the order of the rows', () => {
    const rows = [
      ...[row(null, 100), row(' ', 50), row('记-1', 300), row('记-2', 400), row('待补', 70), row('记-3', 30)],
      ...[row('记-1', 5), row('9', 80)],
    ];
    const entries = [
      ...[line('记-2', 350), line('记-2', 40), line('记-4', 60), line('收-9', 8), line('付-9', 9), line('记-3', 30)],
    ];
    const found = compared(rows, entries);
    const numbers = (...at: readonly number[]) => at.map((one) => rows[one]?.number);
    expect(found.differences).toMatchObject([
      { number: 1, kind: 'NO_VOUCHER_NUMBER', voucher: null, tableFen: 150, otherFen: 0, rows: numbers(0, 1) },
      { number: 2, kind: 'VOUCHER_NOT_IN_LEDGER', voucher: '记-1', tableFen: 305, otherFen: 0, rows: numbers(2, 6) },
      { number: 3, kind: 'VOUCHER_NOT_IN_LEDGER', voucher: '待补', tableFen: 70, otherFen: 0, rows: numbers(4) },
      { number: 4, kind: 'VOUCHER_DIFFERS', voucher: '2026-03 记-2', tableFen: 400, otherFen: 390, rows: numbers(3) },
      { number: 5, kind: 'VOUCHER_AMBIGUOUS', voucher: '9', tableFen: 80, otherFen: 17, rows: numbers(7) },
      { number: 6, kind: 'VOUCHER_NOT_IN_TABLE', voucher: '2026-03 记-4', tableFen: 0, otherFen: 60, rows: [] },
    ]);
    expect(found.differences[3]?.places).toEqual(entries.slice(0, 2).map(({ sheet, row: at }) => ({ sheet, row: at })));
    expect(compared(rows.toReversed(), entries)).toEqual(found);
    expect(canonicalJson(found)).toContain('VOUCHER_DIFFERS');
  });

  test('without a ledger it says so, and nothing more', () => {
    const rows = [row('记-1', 300), row(null, 50)];
    const found = tieOut({ rows, payments: recorded(rows), ledger: null });
    expect(briefly(found)).toEqual([['NO_LEDGER', null, 350, 0]]);
    expect(found.legs.ledger).toBeNull();
  });

  test('of the closing of the year, and of a line that corrects itself within its voucher', () => {
    const rows = [row('记-1', 300)];
    const found = compared(rows, [line('记-1', 300), line('记-99', -300), line('记-7', 50), line('记-7', -50)]);
    expect(briefly(found)).toEqual([
      ['VOUCHER_NOT_IN_TABLE', '2026-03 记-99', 0, -300],
      ['VOUCHER_NOT_IN_TABLE', '2026-03 记-7', 0, 0],
    ]);
  });

  test.each<readonly [string, readonly string[], readonly string[]]>([
    ['none is all', [], ['530101 维权支出', '5301.02 送温暖', '1002 银行存款']],
    ['a code has those under it', ['5301'], ['530101 维权支出', '5301.02 送温暖']],
    ['with the marks between levels or without', ['5301.01', '530102'], ['530101 维权支出', '5301.02 送温暖']],
    ['a name is found within', ['送温暖', '银行 存款'], ['5301.02 送温暖', '1002 银行存款']],
    ['a code is no part of another', ['01'], []],
  ])('only of the accounts that were chosen: %s', (_what, subjects, expected) => {
    const all = ['530101 维权支出', '5301.02 送温暖', '1002 银行存款'];
    const entries = all.map((subject, at) => line(`记-${at}`, 10, { subject }));
    const places = compared([], entries, subjects).differences.flatMap((one) => one.places.map(({ row: at }) => at));
    expect(entries.filter((one) => places.includes(one.row)).map(({ subject }) => subject)).toEqual(expected);
  });
});

describe('numbers that begin anew in each month', () => {
  const months = (...of: readonly number[]) => of.map((month) => line('记-12', month, { day: `2026-0${month}-20` }));
  const paid = (month: number, voucher = '记-12', amountFen = month) =>
    row(voucher, amountFen, { paidOn: `2026-0${month}-10` });

  test('are of the month of the pay day', () => {
    expect(compared([paid(2), paid(3)], months(2, 3)).differences).toEqual([]);
  });

  test('are of the next later month that has one, though it is after the period', () => {
    const found = compared([paid(3, '记-12', 5)], months(1, 5, 6));
    expect(briefly(found)).toEqual([['VOUCHER_NOT_IN_TABLE', '2026-01 记-12', 0, 1]]);
    expect(found.legs.ledger).toEqual({ count: 2, amountFen: 6 });
  });

  test('are of the month that is typed with them', () => {
    for (const voucher of ['2026-02 记-12', '202602-12', '2月12号', '记-2026-02-0012']) {
      expect(compared([paid(3, voucher, 2), paid(3)], months(2, 3)).differences).toEqual([]);
    }
    expect(briefly(compared([paid(3, '2026-01 记-12', 2)], months(2)))).toEqual([
      ['VOUCHER_NOT_IN_LEDGER', '2026-01 记-12', 2, 0],
      ['VOUCHER_NOT_IN_TABLE', '2026-02 记-12', 0, 2],
    ]);
  });

  test('are of an earlier month only if it is the only one', () => {
    expect(compared([paid(3, '记-12', 2)], months(2)).differences).toEqual([]);
    expect(briefly(compared([paid(3, '记-12', 2)], months(1, 2)))).toEqual([['VOUCHER_AMBIGUOUS', '记-12', 2, 3]]);
  });

  test('are told as ambiguous once, without the vouchers that other rows have for certain', () => {
    const found = compared([paid(3, '记-12', 9), paid(1)], months(1, 2));
    expect(found.differences).toMatchObject([{ kind: 'VOUCHER_AMBIGUOUS', tableFen: 9, otherFen: 2 }]);
    expect(found.differences[0]?.places).toHaveLength(2);
  });

  test('of the next year are not taken for those of this one', () => {
    const january = line('记-12', 7, { day: '2027-01-08' });
    const december = row('记-12', 7, { paidOn: '2026-12-30' });
    const january2026 = line('记-12', 1, { day: '2026-01-08' });
    expect(briefly(compared([december], [january, january2026]))).toEqual([
      ['VOUCHER_NOT_IN_TABLE', '2026-01 记-12', 0, 1],
    ]);
  });
});

describe('the 字 of a number', () => {
  test('tells vouchers apart', () => {
    expect(compared([row('收-1', 1), row('付-1', 2)], [line('收1', 1), line('付1', 2)]).differences).toEqual([]);
    expect(briefly(compared([row('收-1', 1)], [line('付-1', 1)]))).toEqual([
      ['VOUCHER_NOT_IN_LEDGER', '收-1', 1, 0],
      ['VOUCHER_NOT_IN_TABLE', '2026-03 付-1', 0, 1],
    ]);
  });

  test('may be left out on one side if only one can be meant', () => {
    expect(compared([row('0012', 1)], [line('记-12', 1)]).differences).toEqual([]);
    expect(compared([row('记-12', 1)], [line('12', 1)]).differences).toEqual([]);
    expect(compared([row('12', 1), row('记-12', 2)], [line('12', 1), line('记-12', 2)]).differences).toEqual([]);
  });
});

describe('every difference with the payments on record is listed', () => {
  const rows = [row('记-1', 300), row('记-2', 200)];
  const [first, second] = recorded(rows);
  if (first === undefined || second === undefined) throw new Error('there are two');
  const entries = [line('记-1', 300), line('记-2', 200)];
  const withPayments = (payments: readonly RecordedPayment[]) =>
    briefly(tieOut({ rows, payments, ledger: { entries, ...quarter, subjects: [] } }));

  test.each<readonly [string, readonly RecordedPayment[], readonly unknown[]]>([
    ['the same in another order', [second, first], []],
    [
      'one that was recorded since',
      [first, second, { ...first, payment: 'new', voucher: '记-9' }],
      [['PAYMENT_NOT_IN_TABLE', '记-9', 0, 300]],
    ],
    ['one that is gone', [second], [['PAYMENT_GONE', '记-1', 300, 0]]],
    ['another amount', [{ ...first, amountFen: 310 }, second], [['PAYMENT_DIFFERS', '记-1', 300, 310]]],
    ['another pay day', [{ ...first, paidOn: '2026-03-11' }, second], [['PAYMENT_DIFFERS', '记-1', 300, 300]]],
    ['another voucher', [first, { ...second, voucher: null }], [['PAYMENT_DIFFERS', '记-2', 200, 200]]],
    ['one twice', [first, first, second], [['PAYMENT_DIFFERS', '记-1', 300, 600]]],
  ])('%s', (_what, payments, expected) => {
    expect(withPayments(payments)).toEqual(expected);
  });

  test('rows that no record stands behind are told by what is missing, each once for all', () => {
    const marked = [
      ...[row('记-1', 300, { marks: ['NO_FILE', 'NO_ACCOUNT'] }), row('记-2', 200, { marks: ['NO_FILE'] })],
      ...[row('记-3', 100), row('记-4', 50, { marks: ['NO_DECISION'] })],
    ];
    const found = compared(marked, [line('记-1', 300), line('记-2', 200), line('记-3', 100), line('记-4', 50)]);
    expect(
      found.differences.map(({ kind, tableFen, otherFen, rows: of }) => [kind, tableFen, otherFen, of.length]),
    ).toEqual([
      ['NO_FILE', 500, 0, 2],
      ['NO_DECISION', 50, 0, 1],
      ['NO_ACCOUNT', 300, 0, 1],
    ]);
    expect(found.legs.files).toEqual({ count: 2, amountFen: 150 });
  });
});

test('each kind has its sentence in Chinese and in English', () => {
  for (const { zh, en } of Object.values(DIFFERENCES))
    expect([zh, en]).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/[a-z]{3}/)]);
});

/** What differs from the table by the amounts of each side. */
const SIDES: Readonly<Record<'ledger' | 'payments' | 'files', readonly DifferenceKind[]>> = {
  ledger: [
    'NO_VOUCHER_NUMBER',
    'VOUCHER_NOT_IN_LEDGER',
    'VOUCHER_DIFFERS',
    'VOUCHER_AMBIGUOUS',
    'VOUCHER_NOT_IN_TABLE',
  ],
  payments: ['PAYMENT_NOT_IN_TABLE', 'PAYMENT_GONE', 'PAYMENT_DIFFERS'],
  files: ['NO_FILE'],
};

const amount = fc.integer({ min: -300, max: 300 });
const days = fc.constantFrom('2025-12-30', '2026-01-15', '2026-02-15', '2026-03-15', '2026-04-15');
const voucherOf = fc.constantFrom('记-1', '记2', '收-1', '1', '02', '2026-02 记-1', '3月2号', '记字第0001号', 'x');
const marks = fc.subarray(['NO_FILE', 'NO_DECISION', 'NO_ACCOUNT'] as const);
const tables = fc
  .array(fc.tuple(fc.option(voucherOf), amount, days, marks), { maxLength: 12 })
  .map((all) => all.map(([voucher, fen, paidOn, own]) => row(voucher, fen, { paidOn, marks: own })));
const ledgers = fc
  .array(fc.tuple(voucherOf, amount, days, fc.constantFrom('5301 维权', '1002 银行')), { maxLength: 12 })
  .map((all) => all.map(([voucher, fen, day, subject]) => line(voucher, fen, { day, subject })));
/** The payments of a table, of which some are gone, changed or new. */
const paymentsOf = (rows: readonly LockedRow[]) =>
  fc
    .array(fc.tuple(fc.constantFrom('same', 'same', 'gone', 'amount', 'new'), amount), {
      minLength: rows.length,
      maxLength: rows.length,
    })
    .map((changes) =>
      recorded(rows).flatMap((one, at): readonly RecordedPayment[] => {
        const [change, fen] = changes[at] ?? ['same', 0];
        if (change === 'gone') return [];
        if (change === 'new') return [one, { ...one, payment: `${one.payment} again`, amountFen: fen }];
        return [change === 'amount' ? { ...one, amountFen: fen } : one];
      }),
    );
const inputs: fc.Arbitrary<TieOutInput> = fc
  .record({ rows: tables, entries: ledgers, subjects: fc.constantFrom([], ['5301']) })
  .chain(({ rows, entries, subjects }) =>
    paymentsOf(rows).map((payments) => ({ rows, payments, ledger: { entries, ...quarter, subjects } })),
  );

test('the sides differ by exactly what their differences say', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { legs, differences } = tieOut(input);
      for (const [side, kinds] of Object.entries(SIDES)) {
        const between = differences.filter(({ kind }) => kinds.includes(kind));
        const difference = between.reduce((sum, { tableFen, otherFen }) => sum + tableFen - otherFen, 0);
        expect(legs.table.amountFen - (legs[side as keyof typeof SIDES]?.amountFen ?? 0)).toBe(difference);
      }
      expect(differences.map(({ number }) => number)).toEqual(differences.map((_, at) => at + 1));
      expect(canonicalJson({ legs, differences })).not.toBe('');
      expect(tieOut({ ...input, rows: input.rows.toReversed() })).toEqual({ legs, differences });
    }),
    runs(300, 20_000),
  );
});

test('every line of the period and every row is on one side of one voucher only', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { differences } = tieOut(input);
      const ofLedger = differences.filter(({ kind }) => SIDES.ledger.includes(kind));
      const rows = ofLedger.flatMap((one) => one.rows);
      expect(new Set(rows).size).toBe(rows.length);
      const places = ofLedger.filter(({ kind }) => kind !== 'VOUCHER_AMBIGUOUS').flatMap((one) => one.places);
      expect(new Set(places.map((place) => place.row)).size).toBe(places.length);
    }),
    runs(300, 20_000),
  );
});

/** Vouchers whose numbers leave no doubt, by which table and ledger are compared most simply. */
const plainNumbers = fc.constantFrom('记-1', '记-2', '收-1', '付-3');
const sumsOf = (all: readonly { readonly voucher: string | null; readonly amountFen: number }[]) => {
  const sums = new Map<string | null, number>();
  for (const { voucher, amountFen } of all) sums.set(voucher, (sums.get(voucher) ?? 0) + amountFen);
  return Object.fromEntries([...sums].map(([voucher, sum]) => [String(voucher), sum]));
};

test('there is no difference if and only if table and ledger agree voucher by voucher', () => {
  const few = fc.constantFrom(100, 200);
  const sides = fc.tuple(
    fc.array(fc.tuple(plainNumbers, few), { maxLength: 4 }),
    fc.array(fc.tuple(plainNumbers, few), { maxLength: 4 }),
    fc.boolean(),
  );
  let agreed = 0;
  fc.assert(
    fc.property(sides, ([table, ledger, isSame]) => {
      const rows = table.map(([voucher, fen]) => row(voucher, fen));
      const entries = (isSame ? table : ledger).map(([voucher, fen]) => line(voucher, fen));
      const isTied = compared(rows, entries).differences.length === 0;
      const [ofTable, ofLedger] = [sumsOf(rows), sumsOf(entries)];
      agreed += Number(isTied);
      expect(isTied).toBe(canonicalJson(ofTable) === canonicalJson(ofLedger));
    }),
    runs(300, 20_000),
  );
  expect(agreed).toBeGreaterThan(50);
});

test('a table of a county’s year is compared at once', () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => row(`记-${at >> 3}`, 500));
  const entries = Array.from({ length: 40_000 }, (_, at) => line(`记-${at >> 4}`, 250));
  const from = performance.now();
  expect(compared(rows, entries).differences).toEqual([]);
  expect(performance.now() - from).toBeLessThan(15_000);
});
