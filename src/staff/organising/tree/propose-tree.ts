import { unionsFor } from '../../../access/staff.read.ts';
import type { Sql } from '../../../database/database.ts';
import { newId } from '../../../database/ids.ts';
import { insertChange } from '../../../database/time/change-log.ts';
import { addDays, printDay, requireDay } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { checkTree, isOnRecord } from '../../../organisation/tree/check-tree.ts';
import { readRecordedTree } from '../../../organisation/tree/recorded-tree.read.ts';
import type { TreeRow } from '../../../organisation/tree/tree-row.ts';
import type { Command, Deps } from '../../../usecase/command.ts';
import { execute } from '../../../usecase/execute.ts';
import { type OrProblems, type Problem, problem } from '../../../usecase/problem.ts';
import { checkProposedChange } from '../check-proposal.ts';
import { insertUnionProposals } from '../union-proposal.store.ts';
import type { UnionDocument, UnionProposal } from '../union-proposal.ts';
import { openTrees } from './open-trees.read.ts';

/** A row with the document by which it was decided. */
export type ProposedTreeRow = TreeRow & UnionDocument;

/** Divisions and unions of a workbook, under a union that is on record; somebody else confirms all of them together. */
export interface ProposeTree extends Command {
  readonly unionId: string;
  readonly rows: readonly ProposedTreeRow[];
}

interface TreeProposed {
  /** The id by which the rows are confirmed or rejected; `null` if all of them are on record already. */
  readonly workbookId: string | null;
  readonly divisions: number;
  readonly unions: number;
  /** `null` if nothing was written: all is on record, or waits for its second person already. */
  readonly changeId: string | null;
}

/** How long a proposal can be confirmed. */
const DAYS = 30;
const MOST_ROWS = 5000;

/** Proposes what a workbook has and the register has not; the actor must be an administrator of the union that it is of. */
export async function proposeTree(deps: Deps, command: ProposeTree): Promise<OrProblems<TreeProposed>> {
  const problems = checkRows(command.rows, deps.today);
  return problems.length > 0 ? fail(problems) : execute(deps, 'proposeTree', command, propose);
}

function checkRows(rows: readonly ProposedTreeRow[], today: string): readonly Problem[] {
  if (rows.length > MOST_ROWS) return [problem('TOO_MANY', 'rows')];
  return rows.flatMap((row, at) => {
    const change = { ...row, unionId: null, targetId: '', from: requireDay(row.from) };
    const problems = checkProposedChange({ ...change, documentDay: requireDay(row.documentDay) }, today);
    return problems.map((one) => ({ ...one, path: `rows.${at}.${one.path}` }));
  });
}

async function propose(sql: Sql, { today }: Deps, command: ProposeTree): Promise<OrProblems<TreeProposed>> {
  const { actorId, unionId, rows } = command;
  const own = await unionsFor(sql, actorId, 'MANAGE_ORGANISATION', [unionId], today);
  if (!own.has(unionId)) return fail([problem('NO_SUCH_UNION', 'unionId')]);
  const recorded = await readRecordedTree(sql, unionId, rows);
  const problems = checkTree(rows, recorded);
  if (problems.length > 0) return fail(problems);
  const added = rows.filter((row) => !isOnRecord(row, recorded));
  const count = (kind: TreeRow['kind']) => added.filter((row) => row.kind === kind).length;
  const counts = { divisions: count('FOUND_DIVISION'), unions: count('FOUND') };
  if (added.length === 0) return succeed({ workbookId: null, ...counts, changeId: null });
  const waiting = (await openTrees(sql, unionId, today)).find((one) => isSameTree(one.rows, added));
  if (waiting !== undefined) return succeed({ workbookId: waiting.workbookId, ...counts, changeId: null });
  const workbookId = newId();
  const changeId = await insertChange(sql, command, 'PROPOSE_TREE', 'TRADE_UNION', unionId);
  const confirmedBefore = printDay(addDays(requireDay(today), DAYS));
  await insertUnionProposals(
    sql,
    changeId,
    added.map((row, workbookRow): UnionProposal => {
      const ids = { id: newId(), unionId: null, targetId: unionId, superiorId: unionId, workbookId, workbookRow };
      return { ...row, ...ids, confirmedBefore, proposedBy: actorId };
    }),
  );
  return succeed({ workbookId, ...counts, changeId });
}

/** Whether two trees have the same rows in the same order. */
function isSameTree(one: readonly ProposedTreeRow[], other: readonly ProposedTreeRow[]): boolean {
  return one.length === other.length && one.every((row, at) => isSameRow(row, other[at]));
}

function isSameRow(row: ProposedTreeRow, other: ProposedTreeRow | undefined): boolean {
  const columns = Object.keys(other ?? {}) as readonly (keyof ProposedTreeRow)[];
  return other !== undefined && columns.every((name) => row[name] === other[name]);
}
