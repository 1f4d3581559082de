import { expect, test } from '@jest/globals';
import { faultsOfLine, type LineFacts } from '../../../src/fund/batches/lines/check-line.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import type { Assessment } from '../../../src/policy/decision/assess.ts';

const decided = (outcome: Assessment['outcome'], provisional: readonly string[] = []) =>
  ({ outcome, provisional }) as unknown as Assessment;

const ROOM = { left: asFen(150), why: 'WITHIN_CAP', isProvisional: false } as const;
/** Test digits of a card: the last one is its check digit. */
const ACCOUNT = { number: '6221 0000 0000 0018', onRecord: '6221000000000018', isShared: false, isExplained: false };

const GOOD: LineFacts = {
  ...{ amount: asFen(100), taken: asFen(50), room: ROOM, hasAmountDocument: false, isAdmitted: true },
  ...{ isDead: false, isClosed: false, isToFile: true, isRecorded: true, isSuspended: false, isConfirmed: false },
  ...{ assessment: decided('ELIGIBLE'), account: ACCOUNT },
};
const account = (over: Partial<LineFacts['account']>) => ({
  account: { ...ACCOUNT, ...over },
});

test.each<readonly [line: Partial<LineFacts>, faults: readonly string[]]>([
  [{}, []],
  [{ isDead: true, isClosed: true }, ['BENEFICIARY_DEAD', 'HOUSEHOLD_CLOSED']],
  [{ isRecorded: false, isSuspended: true }, ['FILE_NOT_RECORDED', 'PAYMENTS_SUSPENDED']],
  [{ isToFile: false, isRecorded: false, assessment: null }, []],
  [{ assessment: decided('INELIGIBLE') }, ['NOT_ELIGIBLE_THEN']],
  [{ assessment: decided('INDETERMINATE') }, ['NOT_DECIDED_THEN']],
  [{ assessment: null }, ['NOT_DECIDED_THEN']],
  [{ assessment: decided('ELIGIBLE', ['dibao']) }, ['NOT_CONFIRMED']],
  [{ room: { ...ROOM, isProvisional: true } }, ['NOT_CONFIRMED']],
  [{ assessment: decided('ELIGIBLE', ['dibao']), isConfirmed: true }, []],
  [{ room: undefined }, ['ROOM_UNKNOWN']],
  [{ room: { ...ROOM, left: null, why: 'NO_CAP_ON_FILE' } }, ['ROOM_UNKNOWN']],
  [{ room: { ...ROOM, left: null, why: 'NO_CAP_ON_FILE' }, hasAmountDocument: true }, []],
  [{ room: { ...ROOM, left: null, why: 'STANDARD_MISSING' }, hasAmountDocument: true }, ['ROOM_UNKNOWN']],
  [{ taken: asFen(51) }, ['OVER_ROOM']],
  [{ isAdmitted: false, isDead: true }, ['BENEFICIARY_DEAD', 'NOT_ADMITTED']],
  [account({ number: null }), ['NO_ACCOUNT']],
  [account({ number: '1', onRecord: '1' }), ['NOT_AN_ACCOUNT']],
  [account({ onRecord: '6221000000000019', number: '6221000000000019' }), ['CHECK_DIGIT_UNEXPLAINED']],
  [account({ onRecord: '6221000000000019', number: '6221000000000019', isExplained: true }), []],
  [account({ onRecord: '6221000000000026' }), ['ACCOUNT_CHANGED']],
  [account({ onRecord: null }), ['ACCOUNT_CHANGED']],
  [account({ isShared: true }), ['ACCOUNT_SHARED']],
  [account({ isShared: true, isExplained: true }), []],
])('a line with %j has the faults %j', (line, faults) => {
  expect(faultsOfLine({ ...GOOD, ...line })).toEqual(faults);
});
