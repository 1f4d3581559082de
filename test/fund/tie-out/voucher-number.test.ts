import { describe, expect, test } from '@jest/globals';
import { parseVoucherNumber } from '../../../src/fund/tie-out/ledger/voucher-number.ts';

const none = { year: null, month: null };

describe('a number of a voucher is one however it is written', () => {
  test.each([
    ...[
      '记-12',
      '记-0012',
      '记12',
      '记 - 12',
      '记字第12号',
      '记字第 0012 号',
      '记账凭证12号',
      '记帐-12',
      '记账凭证-0012',
    ],
    ...[
      '记－００１２',
      '记—12',
      '记_12',
      '记(12)',
      '记（12）',
      '记字12#',
      '记凭证第12号',
      '\u200b记-12\ufeff',
      '记-12.0',
      '记:12',
      '记/12',
    ],
  ])('%s', (text) => {
    expect(parseVoucherNumber(text)).toEqual({ word: '记', number: '12', ...none });
  });

  test.each(['12', '0012', '第12号', '12号', '12#', 'No.12', '№12', '凭证12', '12.0', '１２', '(12)'])('%s', (text) => {
    expect(parseVoucherNumber(text)).toEqual({ word: null, number: '12', ...none });
  });

  test.each([
    ['2026-03 记-12', '记'],
    ['2026年3月 记-12', '记'],
    ['2026年03月份记字第0012号', '记'],
    ['2026.3记12', '记'],
    ['2026/03/记-12', '记'],
    ['202603记-12', '记'],
    ['202603-12', null],
    ['2026-03-0012', null],
    ['2026年3月12号', null],
    ['2026年3期记12', '记'],
    ['记-2026-03-0012', '记'],
    ['记-202603-0012', '记'],
    ['银付2026年3月12号', '银付'],
  ])('%s has its month', (text, word) => {
    expect(parseVoucherNumber(text)).toEqual({ word, number: '12', year: 2026, month: 3 });
  });

  test.each([
    ['3月12号', null, null, 3],
    ['3月份记-12', '记', null, 3],
    ['2026-记-12', '记', 2026, null],
    ['2026年记12号', '记', 2026, null],
    ['2026-12', null, 2026, null],
    ['2026年12号', null, 2026, null],
    ['2026-0012', null, 2026, null],
  ])('%s has a part of it', (text, word, year, month) => {
    expect(parseVoucherNumber(text)).toEqual({ word, number: '12', year, month });
  });

  test.each([
    ['银行付款-12', '银付'],
    ['银付12', '银付'],
    ['现金收款第12号', '现收'],
    ['转账-12', '转'],
    ['付款12', '付'],
    ['收字12号', '收'],
    ['jz-12', 'JZ'],
  ])('%s is of its own 字', (text, word) => {
    expect(parseVoucherNumber(text)).toEqual({ word, number: '12', ...none });
  });

  test.each([
    ['记-12-1', '12-1'],
    ['记-0012/0002', '12-2'],
    ['记-120', '120'],
    ['记-0', '0'],
    ['记-1200', '1200'],
    ['记-20260312', '20260312'],
  ])('%s is another than 记-12', (text, number) => {
    expect(parseVoucherNumber(text)).toEqual({ word: '记', number, ...none });
  });

  test.each(['待补', '见附件', '记-12、记-13', '记12和13', '3月', '', '9'.repeat(61)])('“%s” is none', (text) => {
    expect(parseVoucherNumber(text)).toEqual({ word: null, number: text, ...none });
  });
});
