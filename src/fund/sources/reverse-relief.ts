import { unionsFor } from '../../access/staff.read.ts';
import type { Sql } from '../../database/database.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { checkClearText } from '../../standards/check-document.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import type { Numbered } from '../../usecase/execute.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import { type AllocatedMoney, findMoney } from './allocation.read.ts';
import { REVERSAL_REFUSALS } from './ledger-refusals.ts';
import { findAct, type FoundAct, type PostedAct } from './posted-act.read.ts';
import { postRelief } from './relief-act.ts';

/** An act on an allocation that is taken back (冲销), all of it or a part. */
export interface ReverseRelief extends Command {
  /** The transaction that is reversed. */
  readonly actId: string;
  /** `null`: all of it. */
  readonly amountFen: number | null;
  readonly on: Day;
  /** Why, in at most 200 characters; stored in clear. */
  readonly reason: string;
}

/**
 * Reverses an act on an allocation, once, by another person of the union that took it. What was made with the money since must be
 * possible without it.
 */
export function reverseRelief(deps: Deps, command: ReverseRelief): Promise<OrProblems<Numbered<PostedAct>>> {
  return postRelief(deps, {
    ...{ change: 'REVERSE_RELIEF', command, refusals: REVERSAL_REFUSALS, wrong: checkReversal(command, deps.today) },
    prepare: (sql) => prepare(sql, deps, command),
  });
}

function checkReversal({ amountFen, on, reason }: ReverseRelief, today: string): readonly Problem[] {
  return [
    ...(amountFen === null || amountFen > 0 ? [] : [problem('AMOUNT_ABOVE_ZERO', 'amount')]),
    ...(printDay(on) > today ? [problem('AFTER_TODAY', 'on')] : []),
    ...checkClearText(reason, 'reason'),
  ];
}

async function prepare(sql: Sql, { today }: Deps, { actorId, actId, amountFen, on, reason }: ReverseRelief) {
  const act = await findAct(sql, actId);
  // What does not exist runs the same statements as what the actor may not reverse.
  const money = await findMoney(sql, act?.allocationId ?? actId);
  const unionId = unionOfAct(act, money) ?? actId;
  const own = await unionsFor(sql, actorId, 'MANAGE_FUNDS', [unionId], today);
  if (act === undefined || !own.has(unionId)) return fail([problem('NO_SUCH_ACT', 'act')]);
  const { allocationId, kind } = act;
  const row = { kind, amountFen: amountFen ?? act.amountFen, day: printDay(on), reversesId: actId, reason };
  return succeed({ allocationId, row });
}

/** What has arrived was recorded by the union that has it, the other acts by the one that passed it down. */
function unionOfAct(act: FoundAct | undefined, money: AllocatedMoney | undefined): string | undefined {
  return act?.kind === 'RECEIVE' ? money?.unionId : money?.payerId;
}
