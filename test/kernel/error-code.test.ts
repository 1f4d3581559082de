import { expect, test } from '@jest/globals';
import { errorCode, violatedConstraint } from '../../src/kernel/error-code.ts';

test('the code and the constraint of an error are told, whoever made it; nothing else has any', () => {
  const error = Object.assign(new Error('no'), { code: '23505', constraint: 'one_live_file_a_household' });
  expect([errorCode(error), violatedConstraint(error)]).toEqual(['23505', 'one_live_file_a_household']);
  expect(errorCode({ code: 'EEXIST' })).toBe('EEXIST');
  for (const other of [new Error('no'), { code: 7 }, null, undefined, 'EEXIST', { constraint: null }]) {
    expect([errorCode(other), violatedConstraint(other)]).toEqual([undefined, undefined]);
  }
});
