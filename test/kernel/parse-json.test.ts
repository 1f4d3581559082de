import { expect, test } from '@jest/globals';
import { parseJson } from '../../src/kernel/parse-json.ts';

test('a text is parsed, and what is no JSON is nothing', () => {
  expect([parseJson('[1]'), parseJson('null'), parseJson('{'), parseJson('')]).toEqual([
    [1],
    null,
    undefined,
    undefined,
  ]);
});
