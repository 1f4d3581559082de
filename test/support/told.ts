import { loadFacts } from '../../src/assessment/register/facts.read.ts';
import type { KnownAt } from '../../src/database/time/known-at.ts';
import { printDay, printMonth, requireDay } from '../../src/kernel/calendar.ts';
import type { Day } from '../../src/kernel/calendar.ts';
import type { TestRegister } from './register.ts';

/** What a decision would rest on, as texts; `null` if nothing is on record for the day. */
export async function told({ deps }: Pick<TestRegister, 'deps'>, id: string, asOf: string, knownAt: KnownAt = 'NOW') {
  const at = { asOf: requireDay(asOf), knownAt, level: 'NATIONAL', findProfile: () => null } as const;
  const own = (await deps.database.session((sql) => loadFacts(sql, [id], at))).get(id);
  if (own === undefined) return null;
  const dayText = (day: Day | null | undefined) => (day === null || day === undefined ? null : printDay(day));
  const spells = (list: (typeof own.members)[number]['employment']) =>
    list === null ? 'null' : list.map((one) => `${printMonth(one.from)}..${one.to === null ? '' : printMonth(one.to)}`);
  return {
    surveyedOn: dayText(own.surveyedOn),
    changedOn: dayText(own.changedOn),
    incomes: own.incomes
      .map((one) => `${one.memberId} ${one.amount} ${printMonth(one.from)}..${printMonth(one.to)}`)
      .sort(),
    expenses: own.expenses.map((one) => `${one.memberId} ${one.amount} ${printMonth(one.from)}`).sort(),
    employment: own.members.map(({ id: member, employment }) => `${member} ${String(spells(employment))}`),
    farming: own.members.filter(({ farms }) => farms !== false).map(({ id: member }) => member),
    dwellings: own.assets.dwellings?.map(({ area }) => Number(area)) ?? null,
  };
}
