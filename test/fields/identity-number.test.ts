import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { printDay } from '../../src/kernel/calendar.ts';
import { computeCheckDigit, parseIdentityNumber } from '../../src/fields/identity-number.ts';
import { identityNumber } from '../support/register-household.ts';
import { runs } from '../support/runs.ts';

function read(text: string): string {
  const parsed = parseIdentityNumber(text);
  if (!parsed.ok) return parsed.error;
  const { number, area, birthDay, sex } = parsed.value;
  return `${number} ${area} ${printDay(birthDay)} ${sex}`;
}

describe('identity numbers', () => {
  test.each([
    ['410502180001010014', '410502180001010014 410502 1800-01-01 MALE'],
    ['41052618000101004X', '41052618000101004X 410526 1800-01-01 FEMALE'],
    ['410503180006151242', '410503180006151242 410503 1800-06-15 FEMALE'],
    ['41052618000101004x', '41052618000101004X 410526 1800-01-01 FEMALE'],
    ['４１０５２６１８０００１０１００４ｘ', '41052618000101004X 410526 1800-01-01 FEMALE'],
    [' 410502180001010014　\t', '410502180001010014 410502 1800-01-01 MALE'],
  ])('%s is read', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test('one of 15 digits is converted, and reads as its 18 digits do', () => {
    const converted = read('410599000101001');
    expect(converted).toMatch(/^41059919000101001[0-9X] 410599 1900-01-01 MALE$/);
    expect(read(converted.slice(0, 18))).toBe(converted);
  });

  test.each([
    ['', 'NOT_18_OR_15_DIGITS'],
    ['41050218000101001', 'NOT_18_OR_15_DIGITS'],
    ['4105021800010100144', 'NOT_18_OR_15_DIGITS'],
    ['41050218000101001Y', 'NOT_18_OR_15_DIGITS'],
    ['41050218000101X014', 'NOT_18_OR_15_DIGITS'],
    ['41059900010100X', 'NOT_18_OR_15_DIGITS'],
    ['410502 180001010014', 'NOT_18_OR_15_DIGITS'],
    ['410502180002300011', 'NO_SUCH_BIRTH_DAY'],
    ['410502180013010011', 'NO_SUCH_BIRTH_DAY'],
    ['410599000230001', 'NO_SUCH_BIRTH_DAY'],
    ['410502180001010015', 'WRONG_CHECK_DIGIT'],
    ['41050218000101001X', 'WRONG_CHECK_DIGIT'],
  ])('%j is refused: %s', (text, fault) => {
    expect(read(text)).toBe(fault);
  });

  test('one wrong digit, or two neighbours exchanged, is always noticed', () => {
    const number = '410502180001010014';
    const wrong = Array.from(number).flatMap((digit, at) =>
      Array.from('0123456789')
        .filter((other) => other !== digit)
        .map((other) => number.slice(0, at) + other + number.slice(at + 1)),
    );
    const swapped = Array.from(number.slice(1))
      .map((digit, at) => number.slice(0, at) + digit + (number[at] ?? '') + number.slice(at + 2))
      .filter((text) => text !== number);
    expect([...wrong, ...swapped].filter((text) => parseIdentityNumber(text).ok)).toEqual([]);
    expect(wrong).toHaveLength(18 * 9);
  });

  test('any text is read or refused, and what was read reads the same again', () => {
    const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789Xx ')), minLength: 14, maxLength: 19 });
    const sound = fc.nat(364_999).map(identityNumber);
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits, sound), (text) => {
        const parsed = parseIdentityNumber(text);
        if (!parsed.ok) return;
        const { number, area, sex } = parsed.value;
        expect(parseIdentityNumber(` ${number.toLowerCase()} `)).toEqual(parsed);
        expect(number).toBe(number.slice(0, 17) + computeCheckDigit(number));
        expect([area, sex]).toEqual([number.slice(0, 6), Number(number[16]) % 2 === 1 ? 'MALE' : 'FEMALE']);
      }),
      runs(100, 10_000),
    );
  });
});
