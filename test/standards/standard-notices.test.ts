import { expect, test } from '@jest/globals';
import { requireDay } from '../../src/kernel/calendar.ts';
import { standardNotices } from '../../src/standards/notices/standard-notices.ts';
import type { StandardRow } from '../../src/standards/standard-entries.read.ts';

const row = (over: Partial<StandardRow>): StandardRow => ({
  ...{ kind: 'DIBAO', region: '410502', starts_on: '2026-01-01', amount_fen: '68000', status: 'PUBLISHED' },
  known_until: '2026-12-31',
  ...over,
});
const INCOME = row({ kind: 'RURAL_INCOME', starts_on: '2025-01-01', known_until: null });
const WAGE = row({ kind: 'MINIMUM_WAGE' });
const of = (rows: readonly StandardRow[], today = '2026-06-30') =>
  standardNotices(['410502'], rows, requireDay(today)).map(({ kind, code }) => `${kind} ${code}`);

test('nothing is told of standards that are published and checked beyond the coming month', () => {
  expect(of([row({}), WAGE, INCOME])).toEqual([]);
});

test('a missing standard is told once', () => {
  expect(of([])).toEqual(['DIBAO MISSING', 'MINIMUM_WAGE MISSING', 'RURAL_INCOME MISSING']);
});

test('a provisional one, one past its day, and one that is not checked for the coming month are told', () => {
  const others = [WAGE, INCOME];
  expect(of([row({ status: 'PROVISIONAL' }), ...others])).toEqual(['DIBAO PROVISIONAL']);
  expect(of([row({ known_until: '2026-06-29' }), ...others])).toEqual(['DIBAO PAST_CHECKED_DAY']);
  expect(of([row({ known_until: '2026-06-30' }), ...others])).toEqual(['DIBAO MISSING_NEXT_MONTH']);
  expect(of([row({ known_until: '2026-07-01' }), ...others])).toEqual([]);
  expect(of([row({ known_until: '2026-06-29', status: 'PROVISIONAL' }), ...others])).toEqual([
    'DIBAO PROVISIONAL',
    'DIBAO PAST_CHECKED_DAY',
  ]);
});

test('the one that begins next month counts for it', () => {
  const next = row({ starts_on: '2026-07-01' });
  expect(of([row({ known_until: '2026-06-30' }), next, WAGE, INCOME])).toEqual([]);
  expect(of([next, WAGE, INCOME])).toEqual(['DIBAO MISSING']);
});

test('in December the income of the year that ends is missing for January', () => {
  const rows = [row({ known_until: '2027-12-31' }), row({ kind: 'MINIMUM_WAGE', known_until: '2027-12-31' }), INCOME];
  expect(of(rows, '2026-11-30')).toEqual([]);
  expect(of(rows, '2026-12-01')).toEqual(['RURAL_INCOME MISSING_NEXT_MONTH']);
});
