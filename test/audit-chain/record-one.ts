import { toMonth } from '../../src/kernel/calendar.ts';
import { asFen } from '../../src/kernel/fen.ts';
import type { RegisterHousehold } from '../../src/registry/kinds.ts';
import type { RecordHousehold } from '../../src/registry/recording/documents/household-document.ts';
import { recordHousehold } from '../../src/registry/recording/record-household.ts';
import type { Deps } from '../../src/usecase/command.ts';
import { DAY, household, householdState, record } from '../support/register-household.ts';

/** Records a household with incomes, an illness and a payment, as a clerk of the union; corrects it if `isCorrected`. */
export async function recordOne(
  { deps, ids }: { readonly deps: Deps; readonly ids: Readonly<Record<string, string>> },
  serial: number,
  isCorrected: boolean,
): Promise<string> {
  const recorded = await recordHousehold(deps, command(ids, householdWith(serial, 100_000)));
  if (!recorded.ok) throw new Error(JSON.stringify(recorded.error));
  const { householdId } = recorded.value;
  if (!isCorrected) return householdId;
  const given = command(ids, householdWith(serial, 120_000));
  const corrected = await recordHousehold(deps, { ...given, householdId, correction: true });
  if (!corrected.ok) throw new Error(JSON.stringify(corrected.error));
  return householdId;
}

function command(ids: Readonly<Record<string, string>>, household: RegisterHousehold): RecordHousehold {
  return {
    ...{ actorId: ids['clerk'] ?? '', idempotencyKey: null, purpose: '测试', householdId: null, household },
    ...{ unionId: ids['employer'] ?? '', from: DAY(2015, 1, 1), correction: false, expectedRevision: null },
  };
}

function householdWith(serial: number, wage: number): RegisterHousehold {
  const given = household([serial * 2, serial * 2 + 1], {
    household: householdState({ address: `人民路 ${serial} 号`, savingsFen: asFen(serial * 100) }),
  });
  const months = { from: toMonth(2025, 1), to: toMonth(2025, 12) };
  return {
    ...given,
    records: {
      ...given.records,
      incomes: [
        record('incomes', 'i1', 'm1', {
          kind: 'WAGE',
          relief: false,
          amountFen: asFen(wage),
          verified: true,
          ...months,
        }),
        record('incomes', 'i2', 'm2', {
          kind: 'FARM',
          relief: false,
          amountFen: asFen(5_000),
          verified: true,
          ...months,
        }),
      ],
      expenses: [
        record('expenses', 'e1', 'm1', {
          kind: 'ILLNESS',
          amountFen: asFen(7_000),
          reimbursedFen: asFen(0),
          ...months,
        }),
      ],
      disbursements: [
        record('disbursements', 'd1', 'm1', {
          ...{ source: 'UNION_FUNDS', aidType: 'LIVING', amountFen: asFen(50_000 + serial), paidOn: DAY(2025, 5, 1) },
        }),
      ],
    },
  };
}
