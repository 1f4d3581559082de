import { staffOfCode } from '../access/staff.read.ts';
import { USUAL_COLUMNS } from '../fund/export/real-name-columns.ts';
import { lockTable } from '../fund/locked/lock-table.ts';
import { paymentsOfYear } from '../fund/payments/payment.ts';
import { type Day, monthOfDay, yearOf } from '../kernel/calendar.ts';
import { invariant } from '../kernel/invariant.ts';
import { unionByCode } from '../organisation/union.read.ts';
import type { Deps } from '../usecase/command.ts';

/** The county whose finance officer locks them, and the finance officer of the city, who reviews and signs them. */
const COUNTY = '410502';
const REVIEWER = 'finance.410500';
const YEARS = 3;

/** Locks the real-name tables of one county of the sample, for the year of a day and the two before it. */
export async function lockSampleTables(deps: Deps, on: Day): Promise<void> {
  const [actorId, union] = await deps.database.session(async (sql) => [
    await staffOfCode(sql, `finance.${COUNTY}`, deps.today),
    await unionByCode(sql, COUNTY),
  ]);
  invariant(actorId !== undefined && union !== undefined, 'the sample has the county and its finance officer');
  const last = yearOf(monthOfDay(on));
  for (let year = last - YEARS + 1; year <= last; year += 1) {
    const { period, sources, aidTypes, paymentMethods } = paymentsOfYear(year);
    const filter = { period, sources, aidTypes, paymentMethods };
    const locked = await lockTable(deps, {
      ...{ actorId, idempotencyKey: null, purpose: '锁定示例汇总表', unionId: union.id, filter },
      ...{ columns: USUAL_COLUMNS, reviewer: REVIEWER, previousId: null, revision: null },
    });
    invariant(locked.ok, 'a table of the sample is locked');
  }
}
