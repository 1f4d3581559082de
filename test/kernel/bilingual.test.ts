import { expect, test } from '@jest/globals';
import { bilingual } from '../../src/kernel/bilingual.ts';

test('splits a text where its English begins, and refuses one that has none', () => {
  expect(bilingual('是 或 否 / yes / no')).toEqual({ zh: '是 或 否', en: 'yes / no' });
  expect(() => bilingual('是或否')).toThrow('in Chinese and in English');
  expect(() => bilingual(' / yes')).toThrow('in Chinese and in English');
});
