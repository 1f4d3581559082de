import { asFen } from '../../src/kernel/fen.ts';
import { isPayment } from '../../src/registry/household/stored-household.ts';
import { ADD_AS_CORRECTION, REVERSE_PAYMENT } from '../../src/registry/recording/acts/record-acts.ts';
import type { Deps } from '../../src/usecase/command.ts';
import { acted, storedOf } from './acts.ts';
import { valueOf } from './register.ts';
import { DAY, record } from './register-household.ts';

const [BEGIN, END, ON] = [DAY(2025, 1, 1), DAY(2025, 12, 31), DAY(2026, 6, 30)];

/** A household's first payment of 2025 is reversed on its day; it is paid 123.45 yuan on 2025-03-03 instead. */
export async function payAgain(deps: Deps, householdId: string, clerk: string): Promise<void> {
  const { records, members } = await storedOf(deps, householdId);
  const paid = records.filter(isPayment).find(({ values }) => values.paidOn >= BEGIN && values.paidOn <= END);
  if (paid === undefined) throw new Error('it is on record, and was paid');
  const { id, memberId, values } = paid;
  const acting = { deps, ids: { clerk } };
  valueOf(await acted(acting, householdId, REVERSE_PAYMENT, { id, on: values.paidOn, reason: '金额有误' }));
  const member = members.find((one) => one.id === memberId)?.key ?? null;
  const again = record('disbursements', 'again', member, {
    ...{ ...values, amountFen: asFen(12_345), paidOn: DAY(2025, 3, 3) },
  });
  valueOf(
    await acted(acting, householdId, ADD_AS_CORRECTION, {
      on: ON,
      correction: true,
      records: { disbursements: [again] },
    }),
  );
}
