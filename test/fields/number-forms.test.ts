import { describe, expect, test } from '@jest/globals';
import {
  accountDigits,
  cardCheckDigit,
  hasWrongCheckDigit,
  isMobile,
  numbersIn,
  telephoneDigits,
} from '../../src/fields/number-forms.ts';
import { identityNumber } from '../support/register-household.ts';

const CARD = `622848${'0'.repeat(12)}`;
/** A card of UnionPay that nobody has, with its check digit. */
const card = CARD + cardCheckDigit(CARD);

describe('an account', () => {
  test.each([
    ['6228480000000000000', '6228480000000000000'],
    ['6228 4800 0000 0000 000', '6228480000000000000'],
    ['6228-4800-0000-0000', '6228480000000000'],
    ['６２２８４８００', '62284800'],
    ['12345678', '12345678'],
    ['1'.repeat(32), '1'.repeat(32)],
    // A passbook of a rural bank.
    ['190001508123456', '190001508123456'],
  ])('%s is %s', (text, digits) => {
    expect(accountDigits(text)).toBe(digits);
  });

  test.each([
    '1234567',
    '1'.repeat(33),
    '',
    '-12345678',
    '6228480000000000X',
    '农行6228480000000000',
    '6228/4800/0000',
  ])('%j is none', (text) => {
    expect(accountDigits(text)).toBeUndefined();
  });

  test.each([
    ['6217000010000000007', '6217000010000000000'],
    [card, `${card.slice(0, -1)}${(Number(card.slice(-1)) + 1) % 10}`],
  ])('the check digit of a card tells %s from %s', (right, wrong) => {
    expect(hasWrongCheckDigit(right.slice(0, -1) + cardCheckDigit(right.slice(0, -1)))).toBe(false);
    expect(hasWrongCheckDigit(wrong)).toBe(cardCheckDigit(wrong.slice(0, -1)) !== wrong.slice(-1));
    expect(hasWrongCheckDigit(`${right.slice(0, -1)}${(Number(cardCheckDigit(right.slice(0, -1))) + 3) % 10}`)).toBe(
      true,
    );
  });

  test('the published examples of the check digit hold', () => {
    expect([cardCheckDigit('7992739871'), cardCheckDigit('411111111111111'), cardCheckDigit('0')]).toEqual([
      '3',
      '1',
      '0',
    ]);
  });

  test('a number of another length has no check digit', () => {
    expect(['123456789012345', '1'.repeat(20)].map(hasWrongCheckDigit)).toEqual([false, false]);
  });
});

describe('a telephone', () => {
  test.each([
    ['13800000000', '13800000000', true],
    ['+86 138-0000-0000', '13800000000', true],
    ['0086 13800000000', '13800000000', true],
    ['8613800000000', '13800000000', true],
    ['１３８００００００００', '13800000000', true],
    // Prefixes that were assigned after many a check was written.
    ...['166', '192', '197', '199'].map((prefix) => [`${prefix}00000000`, `${prefix}00000000`, true] as const),
    ['0372-3838438', '03723838438', false],
    ['（0372）3838438', '03723838438', false],
    ['8612345', '8612345', false],
    ['12345', undefined, false],
    ['1'.repeat(21), undefined, false],
    ['张三 13800000000', undefined, false],
    ['无', undefined, false],
    ['13800000000/13900000000', undefined, false],
  ])('%j', (text, digits, mobile) => {
    expect(telephoneDigits(text)).toBe(digits);
    if (digits !== undefined) expect(isMobile(digits)).toBe(mobile);
  });
});

describe('numbers of persons in a text', () => {
  const number = identityNumber(77_001);
  const endingInX =
    Array.from({ length: 50 }, (_, at) => identityNumber(77_000 + at)).find((one) => one.endsWith('X')) ?? '';

  test.each([
    ['an identity number', number, ['IDENTITY']],
    ['one that ends in X', endingInX, ['IDENTITY']],
    ['one that ends in x', endingInX.toLowerCase(), ['IDENTITY']],
    ['one in a sentence', `张三${number}（示例）`, ['IDENTITY']],
    ['one after letters', `m${number}`, ['IDENTITY']],
    ['one in groups', `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`, ['IDENTITY']],
    [
      'one of wide digits',
      number.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
      ['IDENTITY'],
    ],
    ['one beside a telephone', `${number} 13800000000`, ['IDENTITY']],
    ['one of 15 digits', '410599550203001', ['SHORT_IDENTITY']],
    ['a card', card, ['UNIONPAY_CARD']],
    [
      'a card in groups',
      `${card.slice(0, 4)} ${card.slice(4, 8)} ${card.slice(8, 12)} ${card.slice(12)}`,
      ['UNIONPAY_CARD'],
    ],
    ['a card of another issuer', '4111111111111111', ['CARD']],
  ])('%s', (_, text, found) => {
    expect(numbersIn(text)).toEqual(found);
  });

  test.each([
    ['a name', '王建国'],
    ['nothing', ''],
    ['one with a wrong check digit', number.slice(0, 17) + (number.endsWith('7') ? '8' : '7')],
    ['one of no province', `99${number.slice(2)}`],
    ['the number of a file', '4105022024000001'],
    ['a unified code of an employer', '91410500MA45XXXX0X'],
    ['a document', '豫政〔2021〕33号'],
    ['days', '2019-03-10 2020-01-05'],
    ['a landline and its extension', '0372-3838438-801'],
    ['a moment in milliseconds', '1764000000000'],
  ])('are not in %s', (_, text) => {
    expect(numbersIn(text)).toEqual([]);
  });
});
