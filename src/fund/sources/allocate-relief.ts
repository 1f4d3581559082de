import { unionsFor } from '../../access/staff.read.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { nextDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { unionsGoneBefore } from '../../organisation/union.read.ts';
import type { Deps } from '../../usecase/command.ts';
import type { Numbered } from '../../usecase/execute.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import { type AllocatedMoney, findMoney, isUnderItsPayer, type ReliefMoney } from './allocation.read.ts';
import { insertAllocation } from './allocation.store.ts';
import type { PostedAct } from './posted-act.read.ts';
import { postAct, type ReliefAct } from './relief-act.ts';

/** Money that is allocated to a union (下达): from outside the platform, or passed down from an allocation of a union above it. */
export interface AllocateRelief extends ReliefAct {
  /** Who gets it. */
  readonly unionId: string;
  /** The allocation whose money it is; `null`: it comes from outside the platform. */
  readonly fromId: string | null;
  /** Source, sub-fund and fund year; what is `null` is that of the allocation it comes from. */
  readonly money: { readonly [K in keyof ReliefMoney]: ReliefMoney[K] | null };
}

/**
 * Allocates money to a union. What comes from outside is recorded by the union itself; what is passed down, by the union that passes
 * it down. Money of a union that is gone is passed down by the nearest active union above it.
 */
export function allocateRelief(deps: Deps, command: AllocateRelief): Promise<OrProblems<Numbered<PostedAct>>> {
  const problems = checkMoney(command);
  return postAct(deps, { kind: 'ALLOCATE', command, problems, prepare: (sql) => prepare(sql, deps, command) });
}

function checkMoney({ fromId, money }: AllocateRelief): readonly Problem[] {
  const { fundYear } = money;
  const named = ['source', 'subFund', 'fundYear'] as const;
  const missing = fromId === null ? named.filter((name) => money[name] === null) : [];
  const isYear = fundYear === null || (fundYear >= 2000 && fundYear <= 2100);
  return [
    ...missing.map((name) => problem('REQUIRED', name)),
    ...(isYear ? [] : [problem('WRONG_FUND_YEAR', 'fundYear')]),
  ];
}

async function prepare(sql: Sql, { today }: Deps, command: AllocateRelief) {
  const { unionId, fromId, money } = command;
  const from = fromId === null ? undefined : await findMoney(sql, fromId);
  const refusal =
    (await refusalOfPayer(sql, command, from, today)) ?? (await refusalOfUnion(sql, unionId, from, today));
  if (refusal !== null) return fail([refusal]);
  const given = Object.fromEntries(Object.entries(money).filter(([, value]) => value !== null));
  const id = newId();
  const allocation = { id, unionId, fromId, money: { ...ANY_AID, ...from, ...given } as ReliefMoney };
  return succeed({
    allocationId: id,
    fresh: (writing: Sql, changeId: string) => insertAllocation(writing, changeId, allocation),
  });
}

const ANY_AID = { aidType: null };

/** Money from outside the platform is recorded for the union that gets it, other money is passed down for the one that has it. */
async function refusalOfPayer(
  sql: Sql,
  { actorId, unionId, fromId }: AllocateRelief,
  from: AllocatedMoney | undefined,
  today: string,
): Promise<Problem | null> {
  const payerId = fromId === null ? unionId : (from?.unionId ?? fromId);
  const own = await unionsFor(sql, actorId, 'MANAGE_FUNDS', [payerId], today);
  if (own.has(payerId)) return null;
  return fromId === null ? problem('NO_SUCH_UNION', 'unionId') : problem('NO_SUCH_ALLOCATION', 'from');
}

/** Only new money is refused to a union that is gone: what it has is not stuck. */
async function refusalOfUnion(
  sql: Sql,
  unionId: string,
  from: AllocatedMoney | undefined,
  today: string,
): Promise<Problem | null> {
  const gone = await unionsGoneBefore(sql, [unionId], nextDay(today));
  if (gone.has(unionId)) return problem('UNION_DISSOLVED', 'unionId');
  if (from === undefined || (await isUnderItsPayer(sql, unionId, from.unionId, today))) return null;
  return problem('NOT_UNDER_ITS_PAYER', 'unionId');
}
