import type { Sql } from '../../../database/database.ts';
import { checkTree, isOnRecord } from '../../../organisation/tree/check-tree.ts';
import { foundTree } from '../../../organisation/tree/found-tree.ts';
import { readRecordedTree } from '../../../organisation/tree/recorded-tree.read.ts';
import { type Problem, problem } from '../../../usecase/problem.ts';
import type { UnionProposal } from '../union-proposal.ts';
import { treeRows } from './stored-tree.ts';

/** Why the proposals of a workbook cannot be made as the register is now; `null` if they can. */
export async function checkStoredTree(
  sql: Sql,
  unionId: string,
  proposals: readonly UnionProposal[],
): Promise<Problem | null> {
  const rows = treeRows(proposals);
  const recorded = await readRecordedTree(sql, unionId, rows);
  if (rows.some((row) => isOnRecord(row, recorded))) return problem('CODE_TAKEN', 'rows');
  return checkTree(rows, recorded)[0] ?? null;
}

/** Founds the divisions and unions of a workbook that was checked. */
export async function foundStoredTree(
  sql: Sql,
  changeId: string,
  unionId: string,
  proposals: readonly UnionProposal[],
): Promise<void> {
  const rows = treeRows(proposals);
  await foundTree(sql, changeId, rows, await readRecordedTree(sql, unionId, rows));
}
