import { describe, expect, test } from '@jest/globals';
import {
  area,
  code,
  codeList,
  count,
  day,
  type Field,
  month,
  optional,
  region,
  text,
  truth,
  yuan,
} from '../../../src/fields/field.ts';
import { PROBLEMS } from '../../../src/usecase/problem.ts';
import { checkValues } from '../../../src/registry/recording/check-values.ts';

const CODES = { A: '甲', B: '乙' };
const found = (field: Field, value: unknown) =>
  checkValues({ own: field }, { own: value }, ['list', 3]).map((one) => `${one.code} ${one.path}`);

describe('a value', () => {
  test.each<readonly [string, Field, readonly unknown[], readonly unknown[]]>([
    [
      'WRONG_TEXT',
      text('文'),
      ['a', ' a ', 'a\n\r\tb', '一', 'x'.repeat(4000)],
      ['', ' ', '\n', 'x'.repeat(4001), 'a\u0000', 'a\u0007b', 'a\u0085', 1, {}, []],
    ],
    ['WRONG_REGION', region('区'), ['410502'], ['41050', '4105020', '41050x', ' 410502', '410502\n', 410502]],
    ['WRONG_CODE', code('码', CODES), ['A', 'B'], ['C', '', 'toString', '__proto__', 1, ['A']]],
    ['WRONG_CODE', codeList('码', CODES), [[], ['A'], ['B', 'A']], [['C'], ['A', 'C'], 'A', ['A', 1], {}]],
    ['WRONG_AMOUNT', yuan('元'), [0, 1, 99_999_999_999], [-1, 100_000_000_000, 0.5, NaN, Infinity, '1']],
    ['WRONG_AMOUNT', area('米'), [0, 1, 99_999_999_999], [-1, 100_000_000_000, 0.5, NaN, '1']],
    ['WRONG_COUNT', count('数'), [0, 1, 1_000_000], [-1, 1_000_001, 0.5, NaN, '1']],
    ['nothing', truth('是'), [true, false], []],
    ['nothing', month('月'), [24_000], []],
    ['nothing', day('日'), [20_000], []],
  ])('%s of %p', (fault, field, good, wrong) => {
    expect(good.map((value) => found(field, value))).toEqual(good.map(() => []));
    expect(wrong.map((value) => found(field, value))).toEqual(wrong.map(() => [`${fault} list.3.own`]));
  });

  test('of text that is refused for being blank is said to be', () => {
    expect(PROBLEMS.WRONG_TEXT).toBe(
      '文字为空、过长或含有控制字符 / is empty, too long or contains control characters',
    );
  });

  test('that is missing is reported only where it is required', () => {
    for (const nothing of [null, undefined]) {
      expect(found(text('文'), nothing)).toEqual(['REQUIRED list.3.own']);
      expect(found(optional(text('文')), nothing)).toEqual([]);
    }
    expect(found(truth('是'), false)).toEqual([]);
    expect(found(count('数'), 0)).toEqual([]);
  });

  test('of a code without a list is wrong', () => {
    expect(found({ ...code('码', CODES), codes: null }, 'A')).toEqual(['WRONG_CODE list.3.own']);
  });

  test('that no field names is not looked at', () => {
    expect(checkValues({}, { other: '\u0000' }, [])).toEqual([]);
  });
});
