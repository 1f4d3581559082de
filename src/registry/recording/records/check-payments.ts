import { problem, type Problem } from '../../../usecase/problem.ts';
import { isPayment, paymentKeys, type StoredHousehold } from '../../household/stored-household.ts';
import { type RegisterHousehold, type RegisterRecord, RECORDS } from '../../kinds.ts';
import { deepEqual } from '../deep-equal.ts';

/** The key of the entry that reverses a payment, unless it is given one. */
export function reversalKey(key: string): string {
  return `冲销 ${key}`;
}

type Payment = RegisterRecord<'disbursements'>;

/** What a reversing entry has in common with its payment, beside the member. */
const IN_COMMON = ['source', 'aidType', 'fileNumber'] as const;

/**
 * Why payments of a document are refused (pure): one on record is given otherwise than it is, for it is never altered, or what
 * is given as a reversing entry is none.
 */
export function checkPayments(
  stored: Pick<StoredHousehold, 'records' | 'members'>,
  { records: { disbursements } }: Pick<RegisterHousehold, 'records'>,
): readonly Problem[] {
  const onRecord = paymentsOnRecord(stored);
  const before = new Map(onRecord.map((one) => [one.key, one]));
  const known = new Map([...disbursements, ...onRecord].map((one) => [one.key, one]));
  const reversed = new Set(onRecord.flatMap(({ reverses }) => reverses ?? []));
  return disbursements.flatMap((given, at) => {
    const path = ['records', 'disbursements', at];
    const same = before.get(given.key);
    if (same !== undefined) {
      const other = difference(same, given);
      return other === undefined ? [] : [problem('PAYMENT_ON_RECORD', ...path, ...other)];
    }
    if (given.reverses === undefined) return withoutReason(given, path);
    const problems = checkReversal(given, given.reverses, known, reversed, path);
    reversed.add(given.reverses);
    return problems;
  });
}

function paymentsOnRecord(stored: Pick<StoredHousehold, 'records' | 'members'>): readonly Payment[] {
  const members = new Map(stored.members.map(({ id, key }) => [id, key]));
  const keys = paymentKeys(stored);
  return stored.records.filter(isPayment).map(({ key, memberId, values, reverses }) => {
    const of = keys.get(reverses ?? '');
    return { key, values, member: members.get(memberId ?? '') ?? null, ...(of === undefined ? {} : { reverses: of }) };
  });
}

/** The path of the first thing in which a payment is given otherwise than it is on record. */
function difference(before: Payment, given: Payment): readonly string[] | undefined {
  if (before.member !== given.member) return ['member'];
  if (before.reverses !== given.reverses) return ['reverses'];
  const fields = Object.keys(RECORDS.disbursements.fields) as (keyof Payment['values'])[];
  const field = fields.find((name) => !deepEqual(before.values[name], given.values[name]));
  return field && ['values', field];
}

/** Only a reversing entry has a reason, and the payment that it reverses is named. */
function withoutReason({ values }: Payment, path: readonly (string | number)[]): readonly Problem[] {
  return values.reason === null ? [] : [problem('REQUIRED', ...path, 'reverses')];
}

function checkReversal(
  { member, values }: Payment,
  key: string,
  known: ReadonlyMap<string, Payment>,
  reversed: ReadonlySet<string>,
  path: readonly (string | number)[],
): readonly Problem[] {
  const of = known.get(key);
  if (of === undefined) return [problem('NO_SUCH_RECORD', ...path, 'reverses')];
  if (of.reverses !== undefined) return [problem('IS_A_REVERSAL', ...path, 'reverses')];
  if (reversed.has(key)) return [problem('REVERSED_ALREADY', ...path, 'reverses')];
  const others = IN_COMMON.filter((name) => values[name] !== of.values[name]);
  return [
    ...(member === of.member ? [] : [problem('REVERSAL_DIFFERS', ...path, 'member')]),
    ...others.map((name) => problem('REVERSAL_DIFFERS', ...path, 'values', name)),
    ...(values.amountFen + of.values.amountFen === 0
      ? []
      : [problem('REVERSAL_DIFFERS', ...path, 'values', 'amountFen')]),
    ...(values.paidOn < of.values.paidOn ? [problem('BEFORE_THE_PAYMENT', ...path, 'values', 'paidOn')] : []),
    ...(values.reason === null ? [problem('REASON_REQUIRED', ...path, 'values', 'reason')] : []),
  ];
}
