import type { Sql } from '../../database/database.ts';
import type { Act } from '../../database/time/act.codes.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { digestContent } from '../../database/time/idempotency.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { checkDocument, type NamedDocument } from '../../standards/check-document.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../usecase/execute.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import { insertTransaction } from './allocation.store.ts';
import { findPosted, type PostedAct } from './posted-act.read.ts';
import type { AllocationAct } from './relief.codes.ts';
import { refusalsOf } from './ledger-refusals.ts';

/** What every act on an allocation has: an amount, its day, and the document that it rests on. */
export interface ReliefAct extends Command, NamedDocument {
  readonly amountFen: number;
  readonly on: Day;
  readonly documentDay: Day;
}

const CHANGES: Readonly<Record<AllocationAct, Act>> = {
  ALLOCATE: 'ALLOCATE_RELIEF',
  REMIT: 'REMIT_RELIEF',
  RECEIVE: 'RECEIVE_RELIEF',
};

/** An act of a kind on an allocation, which `prepare` admits or makes, and names by its id. */
interface Posting<C extends ReliefAct> {
  readonly kind: AllocationAct;
  readonly command: C;
  readonly problems: readonly Problem[];
  readonly prepare: (sql: Sql) => Promise<OrProblems<{ readonly allocationId: string; readonly fresh?: Fresh }>>;
}

/** Writes what an act makes before it is posted, as part of its change. */
type Fresh = (sql: Sql, changeId: string) => Promise<void>;

/**
 * Posts an act to the ledger, once per idempotency key. Refusals come in this order: what is wrong with the input itself, all at
 * once; whether the actor may act; whether the union may get the money; then what the ledger refuses, one at a time.
 */
export async function postAct<C extends ReliefAct>(
  deps: Deps,
  { kind, command, problems, prepare }: Posting<C>,
): Promise<OrProblems<Numbered<PostedAct>>> {
  const wrong = [...checkAct(command, deps.today), ...problems];
  if (wrong.length > 0) return fail(wrong);
  const digest = digestContent({ kind, command });
  const post = async (sql: Sql): Promise<OrProblems<PostedAct>> => {
    const { actorId, idempotencyKey } = command;
    const earlier = await findPosted(sql, { actorId, key: idempotencyKey, digest });
    if (earlier === 'REUSED') return fail([problem('KEY_REUSED', 'idempotencyKey')]);
    if (earlier !== undefined) return succeed(earlier);
    const prepared = await prepare(sql);
    if (!prepared.ok) return prepared;
    const { allocationId, fresh } = prepared.value;
    const changeId = await insertChange(sql, command, CHANGES[kind], 'RELIEF_ALLOCATION', allocationId);
    await fresh?.(sql, changeId);
    const { amountFen, documentNumber, documentTitle } = command;
    const days = { day: printDay(command.on), documentDay: printDay(command.documentDay) };
    const by = { actorId, key: idempotencyKey, digest };
    await insertTransaction(sql, changeId, {
      ...{ kind, allocationId, amountFen, documentNumber, documentTitle, ...days, ...by },
    });
    return succeed({ allocationId, changeId });
  };
  return numbered(deps.database, await execute(deps, kind, command, post, refusalsOf(kind)));
}

function checkAct(act: ReliefAct, today: string): readonly Problem[] {
  return [
    ...(act.amountFen > 0 ? [] : [problem('AMOUNT_ABOVE_ZERO', 'amount')]),
    ...(['on', 'documentDay'] as const)
      .filter((day) => printDay(act[day]) > today)
      .map((day) => problem('AFTER_TODAY', day)),
    ...checkDocument(act),
  ];
}
