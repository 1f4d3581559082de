import { describe, expect, test } from '@jest/globals';
import { hidesIdentityNumber, tellsMobile } from '../../src/fields/hidden-numbers.ts';
import { computeCheckDigit } from '../../src/fields/identity-number.ts';

const withCheckDigit = (seventeen: string) => seventeen + computeCheckDigit(`${seventeen}0`);
const NUMBER = withCheckDigit('41059919900101001');
/** A number whose check digit is an X. */
const WITH_X =
  Array.from({ length: 99 }, (_, at) => withCheckDigit(`410599199001010${String(at).padStart(2, '0')}`)).find((one) =>
    one.endsWith('X'),
  ) ?? '';
const FORMER = '410599850101123';
/** Of 15 digits that begin with a province and have a day of birth, among which there is a date: 2001-01-01. */
const DIGITS = '372001010112345';

const hidden = (text: string) => hidesIdentityNumber(text);

describe('an identity number is found', () => {
  test.each([
    ['written whole', NUMBER],
    ['within words', `证件${NUMBER}号`],
    ['in groups', `${NUMBER.slice(0, 6)}-${NUMBER.slice(6, 14)} ${NUMBER.slice(14)}`],
    ['one digit after another', Array.from(NUMBER).join('、')],
    ['after another number', `3 ${NUMBER.slice(0, 6)} ${NUMBER.slice(6)}`],
    ['before another number', `${NUMBER.slice(0, 6)} ${NUMBER.slice(6)} 7`],
    ['with an X', WITH_X],
    ['with an X apart', `${WITH_X.slice(0, 17)} x`],
    ['with a letter like an X', `${WITH_X.slice(0, 17)}Х`],
    ['with a sign of multiplication', `${WITH_X.slice(0, 17)}×`],
    ['of 15 digits', FORMER],
    ['of 15 digits within words', `旧证${FORMER}。`],
    ['of 15 digits within a longer number', `1${FORMER}`],
    ['of 15 digits in groups', `${FORMER.slice(0, 6)} ${FORMER.slice(6, 12)} ${FORMER.slice(12)}`],
    ['of 15 digits in groups among others', `7 ${FORMER.slice(0, 6)} ${FORMER.slice(6)} 8`],
    ['of 15 digits, with a year alone among them', '37 2001年 0101 12345'],
    ['of 15 digits in groups that are no date', '372 00101 0112 345'],
    ['by its check digit alone, where it is written whole', withCheckDigit('99000000000000001')],
  ])('%s: %s', (_, text) => {
    expect(hidden(text)).toBe(true);
  });

  test.each([
    ...[
      '零一二三四五六七八九',
      '〇壹贰叁肆伍陆柒捌玖',
      '〇幺貳參四五陸七八九',
      '◯弌弍叄四〥〦〧〨〩',
      '零〡〢〣〤〥〦〧〨〩',
    ],
    ...['⓿❶❷❸❹❺❻❼❽❾', '🄋➀➁➂➃➄➅➆➇➈', '🄌➊➋➌➍➎➏➐➑➒', '零⓵⓶⓷⓸⓹⓺⓻⓼⓽', '零壱貮弎四五六七八九', '零一弐参四五六七八九'],
    ...['０１２３４５６７８９', '٠١٢٣٤٥٦٧٨٩', '०१२३४५६७८९', '⁰¹²³⁴⁵⁶⁷⁸⁹'],
  ])('in the numerals %s', (numerals) => {
    const digits = Array.from(numerals);
    expect(digits).toHaveLength(10);
    for (const number of [NUMBER, withCheckDigit('41059919781206345'), withCheckDigit('41059920031029678')]) {
      const written = Array.from(number, (digit) => (digit === 'X' ? 'X' : (digits[Number(digit)] ?? ''))).join('');
      expect(hidden(`证${written}件`)).toBe(true);
    }
  });
});

describe('none is found', () => {
  const wrong = `${NUMBER.slice(0, 17)}${(Number(NUMBER.slice(17)) + 1) % 10}`;
  const spaced = (text: string) => `${text.slice(0, 6)} ${text.slice(6)}`;
  test.each([
    ['no digits', '入户调查'],
    ['too few digits', NUMBER.slice(0, 17)],
    ['a wrong check digit', wrong],
    ['a wrong check digit in groups', spaced(wrong)],
    ['an X that does not follow', `${WITH_X.slice(0, 17)} 号 X`.replace('X', '')],
    ['no province, in groups', spaced(withCheckDigit('99059919900101001'))],
    ['a birth before 1800, in groups', spaced(withCheckDigit('41059917900101001'))],
    ['no such day of birth, in groups', spaced(withCheckDigit('41059919901301001'))],
    ['15 digits without a day of birth', '410599851301123'],
    ['15 digits that begin within a run', `1${FORMER.slice(0, 1)} ${FORMER.slice(1, 6)} ${FORMER.slice(6)}`],
    ['15 digits that end within a run', `${FORMER.slice(0, 6)} ${FORMER.slice(6)}4`],
    ['15 digits with a day among them', '37 2001-01-01 12345'],
    ['15 digits with a day written together', '37 20010101 12345'],
    ['15 digits with a month among them', '37 2001年01月 0112345'],
    ['a sum, a day and a count', '金额12000元，2026年3月5日，共15户'],
  ])('%s: %s', (_, text) => {
    expect(hidden(text)).toBe(false);
  });

  test('the digits of such a text without the date are a number', () => {
    expect(hidden(DIGITS)).toBe(true);
    expect(hidden('37 20010 101 12345')).toBe(true);
  });
});

describe('the number of a mobile telephone', () => {
  test.each([
    ...['13800138000', '电话13800138000。', '138 0013 8000', '138-0013-8000', '138.0013.8000', '+86 13800138000'],
    ...['+8613800138000', '008613800138000', '86-138 0013 8000', '19912345678', '一三八〇〇一三八〇〇〇'],
  ])('is found in %s', (text) => {
    expect(tellsMobile(text)).toBe(true);
  });

  test.each([
    ...['', '1380013800', '138001380001', '12800138000', '23800138000', '213800138000', '138  0013 8000'],
    ...['0372-5551234', '+85 138001380000'],
  ])('is not found in %j', (text) => {
    expect(tellsMobile(text)).toBe(false);
  });
});
