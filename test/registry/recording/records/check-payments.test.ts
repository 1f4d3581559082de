import { describe, expect, test } from '@jest/globals';
import { asFen } from '../../../../src/kernel/fen.ts';
import { NO_SURVEY } from '../../../../src/registry/household/stored-household.ts';
import type { RegisterRecord } from '../../../../src/registry/kinds.ts';
import { checkPayments } from '../../../../src/registry/recording/records/check-payments.ts';
import { DAY, record } from '../../../support/register-household.ts';

/** What a document may say of payments: those on record as they are, new ones, and entries that reverse one, whole and once. */

type Payment = RegisterRecord<'disbursements'>;
type Over = Partial<Payment['values']>;

const paid = (key: string, over: Over = {}, member = 'm1'): Payment =>
  record('disbursements', key, member, {
    ...{ source: 'DONATION', aidType: 'LIVING', amountFen: asFen(500), paidOn: DAY(2025, 3, 1), note: '春节', ...over },
  });
const reversal = (reverses: string, over: Over = {}, member = 'm1', key = `of ${reverses}`): Payment => ({
  ...paid(key, { amountFen: asFen(-500), paidOn: DAY(2025, 4, 1), note: null, reason: '重复', ...over }, member),
  reverses,
});

/** On record are a payment, one that was reversed, and its reversal. */
const ON_RECORD = [paid('p'), paid('q'), reversal('q')];
const stored = {
  members: [
    { id: 'id m1', key: 'm1', versions: [] },
    { id: 'id m2', key: 'm2', versions: [] },
  ],
  records: ON_RECORD.map(({ key, member, values, reverses }) => ({
    ...NO_SURVEY,
    ...{ id: `id ${key}`, kind: 'disbursements' as const, key, memberId: `id ${member}`, values },
    reverses: reverses === undefined ? null : `id ${reverses}`,
  })),
};
const check = (...disbursements: readonly Payment[]) =>
  checkPayments(stored, { records: { disbursements } as never }).map(({ code, path }) => `${code} ${path}`);
const AT = 'records.disbursements.0';

test('what is on record as it is, a new one, and its reversal in the same document', () => {
  expect(check(...ON_RECORD, paid('new'), reversal('new'), reversal('p'))).toEqual([]);
});

describe('is refused:', () => {
  test.each<readonly [string, readonly Payment[], readonly string[]]>([
    ['another amount', [paid('p', { amountFen: asFen(501) })], [`PAYMENT_ON_RECORD ${AT}.values.amountFen`]],
    ['another beneficiary', [paid('p', {}, 'm2')], [`PAYMENT_ON_RECORD ${AT}.member`]],
    ['a note that is gone', [paid('p', { note: null })], [`PAYMENT_ON_RECORD ${AT}.values.note`]],
    ['a payment as a reversal', [{ ...paid('p'), reverses: 'q' }], [`PAYMENT_ON_RECORD ${AT}.reverses`]],
    ['a reversal of another reason', [reversal('q', { reason: '他因' })], [`PAYMENT_ON_RECORD ${AT}.values.reason`]],
    ['a second reversal', [reversal('q', {}, 'm1', 'again')], [`REVERSED_ALREADY ${AT}.reverses`]],
    [
      'two at once',
      [reversal('p', {}, 'm1', 'one'), reversal('p', {}, 'm1', 'two')],
      ['REVERSED_ALREADY records.disbursements.1.reverses'],
    ],
    ['a reversal of a reversal', [reversal('of q')], [`IS_A_REVERSAL ${AT}.reverses`]],
    ['a reversal of itself', [reversal('x', {}, 'm1', 'x')], [`IS_A_REVERSAL ${AT}.reverses`]],
    ['a reversal of nothing', [reversal('nothing')], [`NO_SUCH_RECORD ${AT}.reverses`]],
    ['a part of the amount', [reversal('p', { amountFen: asFen(-499) })], [`REVERSAL_DIFFERS ${AT}.values.amountFen`]],
    [
      'an amount that is not negative',
      [reversal('p', { amountFen: asFen(500) })],
      [`REVERSAL_DIFFERS ${AT}.values.amountFen`],
    ],
    [
      'another source for another member',
      [reversal('p', { source: 'OTHER' }, 'm2')],
      [`REVERSAL_DIFFERS ${AT}.member`, `REVERSAL_DIFFERS ${AT}.values.source`],
    ],
    ['before the payment', [reversal('p', { paidOn: DAY(2025, 2, 28) })], [`BEFORE_THE_PAYMENT ${AT}.values.paidOn`]],
    ['without a reason', [reversal('p', { reason: null })], [`REASON_REQUIRED ${AT}.values.reason`]],
    ['a reason for a payment', [paid('new', { reason: '误' })], [`REQUIRED ${AT}.reverses`]],
  ])('%s', (_, given, problems) => {
    expect(check(...given)).toEqual(problems);
  });
});
