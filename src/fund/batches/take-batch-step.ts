import { fail, succeed } from '../../kernel/result.ts';
import { type NewReceipt, recordReceipts } from '../../archive/record-receipts.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { loadRevisions, sealChanges } from '../../database/time/change-log.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { isCentreOver } from '../../organisation/union.read.ts';
import { keepUnchanged } from '../../registry/recording/keep-unchanged.ts';
import { checkClearText } from '../../standards/check-document.ts';
import type { Deps } from '../../usecase/command.ts';
import type { Numbered } from '../../usecase/execute.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import { type BatchLineRow, readStandingLines } from './lines/batch-lines.read.ts';
import type { FoundBatch, TakenStep } from './batch.read.ts';
import { insertMoves } from './batch.store.ts';
import { type BatchCommand, type StepWork, takeBatchStep } from './batch-step.ts';
import type { Decided } from './lines/decide-lines.ts';
import { judgeLines } from './lines/judge-lines.ts';

type Taken = Promise<OrProblems<Numbered<TakenStep>>>;

/** The centre that confirms what rests on a provisional standard, with its document (POLICY, section 7). */
interface Confirmed {
  readonly unionId: string;
  readonly document: string;
}

/** A batch that is submitted, with the number of the minutes that decided on it. */
export interface SubmitBatch extends BatchCommand {
  readonly minutesNumber: string;
  /** The last day on which it may be paid: until then its money is held. */
  readonly payBy: Day;
  readonly confirmation: Confirmed | null;
}

/** Submits a batch (提交): judges all lines, and holds the money of all or of none. */
export async function submitReliefBatch(deps: Deps, command: SubmitBatch): Taken {
  const { minutesNumber, payBy, on, confirmation } = command;
  await sealChanges(deps.database);
  return takeBatchStep(deps, {
    state: 'SUBMITTED',
    command,
    wrong: [
      ...checkClearText(minutesNumber, 'minutesNumber'),
      ...(confirmation === null ? [] : checkClearText(confirmation.document, 'confirmation.document')),
      ...(payBy < on ? [problem('ENDS_BEFORE_IT_BEGINS', 'payBy')] : []),
    ],
    prepare: async (sql, batch, households) => {
      const isConfirmed =
        confirmation !== null && (await isCentreOver(sql, confirmation.unionId, batch.unionId, deps.today));
      if (confirmation !== null && !isConfirmed) return fail([problem('NOT_A_CENTRE', 'confirmation.union')]);
      const judged = await judgeBatch(sql, deps, { batch, households, on, isConfirmed });
      if (!judged.ok) return judged;
      const { lines } = judged.value;
      const totalFen = lines.reduce((sum, { amountFen }) => sum + Number(amountFen), 0);
      const confirmed = { confirmedBy: confirmation?.unionId, confirmationDocument: confirmation?.document };
      const hold = ({ paymentId }: BatchLineRow) => ({ kind: 'HOLD', paymentId, endsOn: printDay(payBy) });
      return succeed({
        row: { minutesNumber, lines: lines.length, totalFen, ...confirmed },
        write: moveWith(judged.value, command, confirmation, hold),
      });
    },
  });
}

/** Reviews a batch (审核). */
export function reviewBatch(deps: Deps, command: BatchCommand): Taken {
  return takeBatchStep(deps, { state: 'REVIEWED', command, wrong: [], prepare: nothing });
}

/** Approves a batch (审批). */
export function approveBatch(deps: Deps, command: BatchCommand): Taken {
  return takeBatchStep(deps, { state: 'APPROVED', command, wrong: [], prepare: nothing });
}

function nothing(): Promise<OrProblems<StepWork>> {
  return Promise.resolve(succeed({}));
}

/** Releases a batch (发放): judges all lines again as of the day, which is the pay day, and pays all or none. */
export async function releaseBatch(deps: Deps, command: BatchCommand): Taken {
  const { on } = command;
  await sealChanges(deps.database);
  return takeBatchStep(deps, {
    state: 'RELEASED',
    command,
    wrong: [],
    prepare: async (sql, batch, households) => {
      const { confirmedBy: unionId, confirmationDocument: document } = batch;
      const confirmation = unionId === null || document === null ? null : { unionId, document };
      const judged = await judgeBatch(sql, deps, { batch, households, on, isConfirmed: confirmation !== null });
      if (!judged.ok) return judged;
      const pay = ({ holdId }: BatchLineRow) => ({ kind: 'PAY', followsId: holdId });
      return succeed({ write: moveWith(judged.value, command, confirmation, pay) });
    },
  });
}

export interface RejectBatch extends BatchCommand {
  /** Why, in at most 200 characters; stored in clear. */
  readonly reason: string;
}

/** Rejects a batch that is not released yet (驳回): what is held for it is released. */
export function rejectBatch(deps: Deps, command: RejectBatch): Taken {
  const { actorId, batchId, on, reason } = command;
  return takeBatchStep(deps, {
    state: 'REJECTED',
    command,
    wrong: checkClearText(reason, 'reason'),
    prepare: async (sql) => {
      const lines = await readStandingLines(sql, deps.secrets, batchId);
      const held = lines.filter(({ holdId }) => holdId !== null);
      const moves = held.map(({ allocationId, amountFen, holdId }) => {
        const moved = { kind: 'RELEASE', allocationId, amountFen: Number(amountFen), followsId: holdId };
        return { ...moved, day: printDay(on), reason, actorId };
      });
      return succeed({ row: { reason }, write: (writing, changeId) => insertMoves(writing, changeId, moves) });
    },
  });
}

interface ToJudge {
  readonly batch: FoundBatch;
  readonly households: readonly string[];
  readonly on: Day;
  readonly isConfirmed: boolean;
}

interface JudgedBatch {
  readonly lines: readonly BatchLineRow[];
  readonly decisions: ReadonlyMap<string, Decided>;
  /** The revision of each household at which it was decided. */
  readonly revisions: ReadonlyMap<string, number>;
}

/** Judges the lines of a batch under the locks of their households and persons: two batches do not take the same room at once. */
async function judgeBatch(
  sql: Sql,
  deps: Deps,
  { batch, households, on, isConfirmed }: ToJudge,
): Promise<OrProblems<JudgedBatch>> {
  const lines = await readStandingLines(sql, deps.secrets, batch.id);
  if (lines.length === 0) return fail([problem('NO_LINES', 'batch')]);
  await keepUnchanged(sql, [...new Set([...households, ...lines.map(({ personId }) => personId)])]);
  const judging = { on, isConfirmed, hasAmountDocument: batch.amountDocument !== null };
  const { problems, decisions } = await judgeLines(sql, deps, lines, judging);
  if (problems.length > 0) return fail(problems);
  const found = await loadRevisions(sql, households);
  return succeed({ lines, decisions, revisions: new Map([...found].map(([id, { number }]) => [id, number])) });
}

/** Moves the money of all lines in one statement; each payment to a file rests on a receipt that is recorded with it. */
function moveWith(
  { lines, decisions, revisions }: JudgedBatch,
  { actorId, on }: BatchCommand,
  confirmation: Confirmed | null,
  moveOf: (line: BatchLineRow) => { readonly kind: string; readonly followsId?: string | null },
): NonNullable<StepWork['write']> {
  const receipts = new Map(
    [...decisions].map(([householdId, decided]): [string, NewReceipt] => {
      const revision = revisions.get(householdId) ?? 0;
      return [householdId, { id: newId(), householdId, revision, ...decided, confirmation }];
    }),
  );
  const day = printDay(on);
  const moves = lines.map((line) => ({
    ...{ allocationId: line.allocationId, amountFen: Number(line.amountFen), day, actorId },
    receiptId: line.fileId === null ? null : receipts.get(line.householdId)?.id,
    ...moveOf(line),
  }));
  return async (sql, changeId) => {
    await recordReceipts(sql, changeId, [...receipts.values()]);
    await insertMoves(sql, changeId, moves);
  };
}
