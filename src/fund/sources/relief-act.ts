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
import { insertTransaction, type NewTransaction } from './allocation.store.ts';
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
interface AllocationPosting<C extends ReliefAct> {
  readonly kind: AllocationAct;
  readonly command: C;
  readonly problems: readonly Problem[];
  readonly prepare: (sql: Sql) => Promise<OrProblems<Omit<Prepared, 'row'>>>;
}

/** Posts one of the three acts by which money comes to a union. */
export function postAct<C extends ReliefAct>(
  deps: Deps,
  { kind, command, problems, prepare }: AllocationPosting<C>,
): Promise<OrProblems<Numbered<PostedAct>>> {
  const { amountFen, documentNumber, documentTitle } = command;
  const documentDay = printDay(command.documentDay);
  const row = { kind, amountFen, documentNumber, documentDay, documentTitle, day: printDay(command.on) };
  return postRelief(deps, {
    ...{ change: CHANGES[kind], command, refusals: refusalsOf(kind) },
    wrong: [...checkAct(command, deps.today), ...problems],
    prepare: async (sql) => {
      const prepared = await prepare(sql);
      return prepared.ok ? succeed({ ...prepared.value, row }) : prepared;
    },
  });
}

/** A transaction as it is posted, but for whose it is, and what is made before it as part of its change. */
interface Prepared {
  readonly allocationId: string;
  readonly row: Omit<NewTransaction, 'allocationId' | 'actorId' | 'key' | 'digest'>;
  readonly fresh?: (sql: Sql, changeId: string) => Promise<void>;
}

interface Posting<C extends Command> {
  readonly change: Act;
  readonly command: C;
  /** What is wrong with the input itself. */
  readonly wrong: readonly Problem[];
  /** The problems of the constraints by which the ledger refuses it. */
  readonly refusals: Readonly<Record<string, Problem>>;
  readonly prepare: (sql: Sql) => Promise<OrProblems<Prepared>>;
}

/**
 * Posts a transaction to the ledger, once per idempotency key. Refusals come in this order: what is wrong with the input itself, all at
 * once; whether the actor may act; whether the union may get the money; then what the ledger refuses, one at a time.
 */
export async function postRelief<C extends Command>(
  deps: Deps,
  { change, command, wrong, refusals, prepare }: Posting<C>,
): Promise<OrProblems<Numbered<PostedAct>>> {
  if (wrong.length > 0) return fail(wrong);
  const { actorId, idempotencyKey: key } = command;
  const digest = digestContent({ change, command });
  const post = async (sql: Sql): Promise<OrProblems<PostedAct>> => {
    const earlier = await findPosted(sql, { actorId, key, digest });
    if (earlier === 'REUSED') return fail([problem('KEY_REUSED', 'idempotencyKey')]);
    if (earlier !== undefined) return succeed(earlier);
    const prepared = await prepare(sql);
    if (!prepared.ok) return prepared;
    const { allocationId, row, fresh } = prepared.value;
    const changeId = await insertChange(sql, command, change, 'RELIEF_ALLOCATION', allocationId);
    await fresh?.(sql, changeId);
    await insertTransaction(sql, changeId, { ...row, allocationId, actorId, key, digest });
    return succeed({ allocationId, changeId });
  };
  return numbered(deps.database, await execute(deps, change, command, post, refusals));
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
