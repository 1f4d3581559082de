import { describe, expect, test } from '@jest/globals';
import { capitalAmount } from '../../src/fund/payments/capital-amount.ts';
import { asFen } from '../../src/kernel/fen.ts';

describe('an amount in capitals', () => {
  test.each([
    // The examples of 《正确填写票据和结算凭证的基本规定》.
    [140_950, '壹仟肆佰零玖元伍角'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元零叁角贰分'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    // Whole yuan end with 整.
    [0, '零元整'],
    [100, '壹元整'],
    [1000, '壹拾元整'],
    [11_000, '壹佰壹拾元整'],
    [100_000, '壹仟元整'],
    [1_000_000, '壹万元整'],
    // Parts of a yuan alone.
    [5, '伍分'],
    [50, '伍角'],
    [55, '伍角伍分'],
    [105, '壹元零伍分'],
    [110, '壹元壹角'],
    [1_234_567, '壹万贰仟叁佰肆拾伍元陆角柒分'],
    // Zeros at the bounds of 万 and 亿.
    [1_000_500, '壹万零伍元整'],
    [10_010_000, '壹拾万零壹佰元整'],
    [1_050_000, '壹万零伍佰元整'],
    [1_500_000, '壹万伍仟元整'],
    [1_000_000_000, '壹仟万元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [10_001_000_000, '壹亿零壹万元整'],
    [10_100_000_000, '壹亿零壹佰万元整'],
    [11_000_000_000, '壹亿壹仟万元整'],
    [99_999_999_999, '玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
    [1_000_000_000_000, '壹佰亿元整'],
    [100_000_000_000_000, '壹万亿元整'],
    [100_001_000_000_001, '壹万亿壹仟万元零壹分'],
  ])('%d fen: %s', (fen, capitals) => {
    expect(capitalAmount(asFen(fen))).toBe(capitals);
  });

  test('no two amounts read the same', () => {
    const written = new Set(Array.from({ length: 200_000 }, (_, fen) => capitalAmount(asFen(fen * 13))));
    expect(written.size).toBe(200_000);
  });

  test('below zero it begins with 负', () => {
    expect([-1, -50_000].map((fen) => capitalAmount(asFen(fen)))).toEqual(['负壹分', '负伍佰元整']);
  });
});
