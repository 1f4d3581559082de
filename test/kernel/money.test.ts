import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asHundredths, parseHundredths, printHundredths } from '../../src/kernel/decimal.ts';
import { addFen, asFen, divideRounded, excessFen, parseYuan, printYuan, subtractFen } from '../../src/kernel/fen.ts';
import { InvariantError } from '../../src/kernel/invariant.ts';
import { runs } from '../support/runs.ts';

const LARGEST = Number.MAX_SAFE_INTEGER;

describe('yuan as text', () => {
  test.each([
    ['0', 0],
    ['0.00', 0],
    ['0.01', 1],
    ['0.1', 10],
    ['7', 700],
    ['7.5', 750],
    ['1234.50', 123450],
    ['999999999.99', 99_999_999_999],
  ])('%s is %d fen', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  test.each([
    '',
    ' ',
    '-1',
    '+1',
    '01',
    '00',
    '1.',
    '.5',
    '1.234',
    '1e3',
    '1,000',
    '１',
    '1 ',
    ' 1',
    '1\n',
    'x1',
    '0x1',
    '1000000000',
    '9999999990.00',
    'NaN',
    'Infinity',
  ])('%j is refused', (text) => {
    expect(parseYuan(text)).toBeUndefined();
  });

  test.each([
    [0, '0.00'],
    [1, '0.01'],
    [10, '0.10'],
    [123450, '1234.50'],
    [-5, '-0.05'],
    [-123456, '-1234.56'],
  ])('%d fen are printed %s', (fen, text) => {
    expect(printYuan(asFen(fen))).toBe(text);
  });

  test('what is printed is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (fen) => {
        expect(parseYuan(printYuan(asFen(fen)))).toBe(fen);
      }),
      runs(300, 30_000),
    );
  });
});

describe('fen', () => {
  test.each([0.5, NaN, Infinity, LARGEST + 1, -LARGEST - 1])('%d is no amount of money', (value) => {
    expect(() => asFen(value)).toThrow(InvariantError);
    expect(() => asFen(value)).toThrow('an amount of money is a safe integer of fen');
  });

  test('a sum or difference beyond the safe integers is a bug, never a wrong fen', () => {
    expect(addFen(asFen(LARGEST - 1), asFen(1))).toBe(LARGEST);
    expect(() => addFen(asFen(LARGEST), asFen(1))).toThrow(InvariantError);
    expect(subtractFen(asFen(3), asFen(5))).toBe(-2);
    expect(() => subtractFen(asFen(-LARGEST), asFen(1))).toThrow(InvariantError);
  });

  test('an excess is not below 0', () => {
    expect(excessFen(asFen(5), asFen(3))).toBe(2);
    expect(excessFen(asFen(3), asFen(3))).toBe(0);
    expect(excessFen(asFen(3), asFen(5))).toBe(0);
  });

  test.each([
    [10, 4, 3],
    [9, 4, 2],
    [11, 4, 3],
    [10, 5, 2],
    [-10, 4, -3],
    [-9, 4, -2],
    [0, 4, 0],
    [1, 3, 0],
    [2, 3, 1],
    [LARGEST, 1, LARGEST],
    [LARGEST, 2, (LARGEST + 1) / 2],
  ])('%d / %d is rounded to %d, half away from zero', (amount, divisor, quotient) => {
    expect(divideRounded(asFen(amount), divisor) + 0).toBe(quotient);
  });

  test.each([0, -1, 1.5])('%d divides nothing', (divisor) => {
    expect(() => divideRounded(asFen(1), divisor)).toThrow('a divisor is a positive whole number');
  });
});

describe('hundredths', () => {
  test('are read and printed with two places', () => {
    expect(parseHundredths('12.5')).toBe(1250);
    expect(parseHundredths('12.345')).toBeUndefined();
    expect(printHundredths(1250)).toBe('12.50');
  });

  test('are whole numbers', () => {
    expect(() => asHundredths(0.5)).toThrow('hundredths are a safe integer');
    expect(() => printHundredths(0.5)).toThrow('hundredths are a safe integer');
  });
});
