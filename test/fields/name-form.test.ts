import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isSameName, nameForm, withoutInvisible } from '../../src/fields/name-form.ts';
import { runs } from '../support/runs.ts';

/** Marks that nobody sees, one of each sort. */
const MARKS = [
  ['a blank of no width', '\u200B'],
  ['a joiner', '\u200D'],
  ['a byte order mark', '\uFEFF'],
  ['a mark of direction', '\u202E'],
  ['an isolate', '\u2066'],
  ['a soft hyphen', '\u00AD'],
  ['a word joiner', '\u2060'],
  ['a variation selector', '\uFE0F'],
  ['a selector of a variant of a character', '\u{E0100}'],
  ['a tag', '\u{E0041}'],
  ['a filler', '\u3164'],
  ['an annotation', '\uFFF9'],
] as const;

/** Names of people as their papers have them. */
const NAMES = [
  ...['王建国', '曹', '欧阳娜娜', '𠮷野', '㐂', '𬎆', '䶮', '〇一', '\uE863'],
  ...['阿卜杜热合曼·买买提艾力·托合提如则', '古丽米热·艾比布力', '加仓·晋美南杰', 'བསྟན་འཛིན', 'ئابدۇراخمان'],
  ...['Nguyễn Thị Ánh', "O'Brien", 'José'],
];

describe('marks that cannot be seen', () => {
  test.each(MARKS)('%s is removed wherever it stands', (_, mark) => {
    expect(withoutInvisible(`${mark}王${mark}建国${mark}`)).toBe('王建国');
    expect(nameForm(`${mark}王${mark}建国${mark}`)).toBe(nameForm('王建国'));
  });

  test.each(NAMES)('nothing of %s is', (name) => {
    expect(withoutInvisible(name)).toBe(name);
  });

  test('everything else stays as it was written: blanks, lines, width', () => {
    expect(withoutInvisible('  王　建国\t一\n二 Ａ')).toBe('  王　建国\t一\n二 Ａ');
  });
});

describe('names are one', () => {
  test.each([
    ['however wide', 'ＡＢＣ（甲）', 'ABC(甲)'],
    ['however large', 'José', 'JOSÉ'],
    ['however composed', 'Jose\u0301', 'José'],
    ['however spaced', '王　建 国', '王建国'],
    ['with a character of the radicals', '⼭田', '山田'],
    ...['•', '‧', '∙', '⋅', '・', '･', '．', '.', '●', ' · '].map(
      (dot) => [`with the dot ${dot}`, `古丽米热${dot}艾比布力`, '古丽米热·艾比布力'] as const,
    ),
  ])('%s', (_, one, other) => {
    expect(isSameName(one, other)).toBe(true);
  });

  test.each([
    ['王建国', '王建'],
    ['古丽米热·艾比布力', '古丽米热艾比布力'],
    ['J.Smith', 'J·Smith'],
    ['䶮', '龑'],
    ['張三', '张三'],
  ])('%s is not %s', (one, other) => {
    expect(isSameName(one, other)).toBe(false);
  });

  test('who has no name has nobody’s', () => {
    expect([isSameName(null, null), isSameName('王', null), isSameName(null, '王')]).toEqual([false, false, false]);
  });

  test('the form of a form is the form', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(text, (name) => {
        expect(nameForm(nameForm(name))).toBe(nameForm(name));
        expect(isSameName(name, ` ${name.normalize('NFD')}\u200B`)).toBe(true);
      }),
      runs(200, 20_000),
    );
  });
});
