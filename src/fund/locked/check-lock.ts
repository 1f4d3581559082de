import type { Action } from '../../access/permissions.ts';
import { SENSITIVITIES } from '../../access/sensitivity.codes.ts';
import { namedStaff, type NamedStaff, unionsFor } from '../../access/staff.read.ts';
import type { Sql } from '../../database/database.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { ANY_UNION, listUnions, type UnionRow } from '../../organisation/union.read.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import { REAL_NAME_COLUMNS, type RealNameColumnName } from '../export/real-name-columns.ts';
import type { LockTable } from './lock-command.ts';
import { findTables, type LockedTable } from './locked-table.read.ts';

/** The 填报单位, the 制表人 and the 审核人 of a table. */
export interface LockParties {
  readonly union: UnionRow;
  readonly preparer: NamedStaff;
  readonly reviewer: NamedStaff;
}

/** Checks who locks a table, who is to review it, and whether the preparer may see every column in full. */
export async function checkLock(
  sql: Sql,
  { actorId, unionId, reviewer: code, columns }: LockTable,
  today: string,
): Promise<OrProblems<LockParties>> {
  const [union] = await listUnions(
    sql,
    { ...ANY_UNION, ids: [unionId] },
    { known: 'NOW', today, after: null, limit: 1 },
  );
  const staff = await namedStaff(sql, [actorId, code], today);
  const [preparer, reviewer] = [staff.get(actorId), staff.get(code)];
  const may = (who: NamedStaff | undefined, action: Action) => mayAt(sql, who, action, unionId, today);
  if (union === undefined || preparer === undefined || !(await may(preparer, 'LOCK_REAL_NAME_TABLE'))) {
    return fail([problem('NO_SUCH_UNION', 'unionId')]);
  }
  if (reviewer === undefined || !(await may(reviewer, 'SIGN_REAL_NAME_TABLE'))) {
    return fail([problem('NO_SUCH_STAFF', 'reviewer')]);
  }
  if (reviewer.id === preparer.id) return fail([problem('ANOTHER_PERSON', 'reviewer')]);
  const problems = await checkColumns(columns, (action) => may(preparer, action));
  return problems.length > 0 ? fail(problems) : succeed({ union, preparer, reviewer });
}

/** A locked table, and the member of staff who acts on it. */
export interface TableAct {
  readonly table: LockedTable;
  readonly by: NamedStaff;
}

/**
 * Finds a table for an act; `null` both if there is none and if the actor is not allowed the action at its union, after the same
 * statements.
 */
export async function findTableFor(
  sql: Sql,
  { actorId, tableId }: { readonly actorId: string; readonly tableId: string },
  action: Action,
  today: string,
): Promise<TableAct | null> {
  const table = (await findTables(sql, [tableId])).get(tableId);
  const by = (await namedStaff(sql, [actorId], today)).get(actorId);
  // Of a table that is missing, its own id stands for that of the union: no union has it.
  const isAllowed = await mayAt(sql, by, action, table?.unionId ?? tableId, today);
  return table !== undefined && by !== undefined && isAllowed ? { table, by } : null;
}

/** Whether a member of staff is allowed an action at a union today. */
export async function mayAt(
  sql: Sql,
  who: NamedStaff | undefined,
  action: Action,
  unionId: string,
  today: string,
): Promise<boolean> {
  return who !== undefined && (await unionsFor(sql, who.id, action, [unionId], today)).has(unionId);
}

/** A locked table has no masks: whoever makes it, reviews it or signs it must see all of it. */
export async function checkColumns(
  columns: readonly RealNameColumnName[],
  may: (action: Action) => Promise<boolean>,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const [at, name] of columns.entries()) {
    const { sensitive } = REAL_NAME_COLUMNS[name];
    if (sensitive !== null && !(await may(SENSITIVITIES[sensitive.kind]))) {
      problems.push(problem('COLUMN_NOT_YOURS', 'columns', at));
    }
  }
  return problems;
}
