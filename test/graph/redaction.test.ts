import { describe, expect, test } from '@jest/globals';
import { notedName, containsPersonalNumber, redactNumbers } from '../../src/graph/redaction.ts';

describe('what could be somebody’s number', () => {
  test.each([
    '410599199001010011',
    '41059919900101001X',
    '核对 410599 19900101 0011 的身份',
    '410599900101001',
    '４１０５９９１９９００１０１００１１',
    '6222021234567890123',
    '6222 0212 3456 7890',
    '13800138000',
    '138-0013-8000',
    '电话13800138000。',
    'Of410599199001010011',
    'Of_410599_19900101_0011',
    '4105.9919.9003.0700.11',
    '410599、19900101、0011',
    '٤١٠٥٩٩١٩٩٠٠١٠١٠٠١١',
  ])('is told by “%s”', (text) => {
    expect(containsPersonalNumber(text)).toBe(true);
  });

  test.each([
    '',
    '核对身份',
    '2026年第三季度',
    '2026-06-30 至 2026-07-31',
    '2026-06-30 2026-07-31',
    '档案 4105022026000123',
    '工会 410502-Q1，12 户，1234567890 元',
    'HouseholdsOf2026',
  ])('is not told by “%s”', (text) => {
    expect(containsPersonalNumber(text)).toBe(false);
  });

  test.each([
    'facts.４１０５９９１９９００１０１００１３',
    'facts.41.05.99.19.90.01.01.00.13',
    'facts.四一〇五九九一九九〇〇一〇一〇〇一三',
    'facts.m4a1b0c5d9e9f1g9h9i0j0k1l0m1n0o0p1q3',
    'facts.６２２２０２１２３４５６７８９０１２３',
  ])('is left out with all around it where it is disguised: “%s”', (text) => {
    expect(redactNumbers(text)).toBe('…');
  });

  test('is left out of what is repeated, and nothing else is', () => {
    expect(redactNumbers('facts.members.0.410599199001010011')).toBe('facts.members.0.…');
    expect(redactNumbers('facts.4105022026000123.2026-06-30')).toBe('facts.4105022026000123.2026-06-30');
  });
});

test.each([
  ['Households_of2026', 'Households_of2026'],
  ['a'.repeat(64), 'a'.repeat(64)],
  ['a'.repeat(65), null],
  ['Of410599199001010011', null],
  ['\u001b[31m', null],
  ['', null],
  [undefined, null],
  [null, null],
])('the name of an operation, %p, is noted as %p', (name, noted) => {
  expect(notedName(name)).toBe(noted);
});
