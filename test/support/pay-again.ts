import { asFen } from '../../src/kernel/fen.ts';
import type { Deps } from '../../src/usecase/command.ts';
import { readHouseholds } from './read-household.ts';
import { recordHousehold } from '../../src/registry/recording/record-household.ts';
import { valueOf } from './register.ts';
import { DAY } from './register-household.ts';

const ON = DAY(2026, 6, 30);

/** Corrects the first payment of a household: it was 123.45 yuan on 2025-03-03. */
export async function payAgain(deps: Deps, householdId: string, actorId: string, unionId: string): Promise<void> {
  const { household } = (await readHouseholds(deps, [householdId], ON, 'NOW')).get(householdId) ?? {};
  const [first, ...others] = household?.records.disbursements ?? [];
  if (household === undefined || first === undefined) throw new Error('it is on record, and was paid');
  const values = { ...first.values, amountFen: asFen(12_345), paidOn: DAY(2025, 3, 3) };
  const records = { ...household.records, disbursements: [{ ...first, values }, ...others] };
  const mode = { from: ON, correction: true, expectedRevision: null, idempotencyKey: null };
  const about = { actorId, householdId, unionId, purpose: '测试', household: { ...household, records } };
  valueOf(await recordHousehold(deps, { ...mode, ...about }));
}
