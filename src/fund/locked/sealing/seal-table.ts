import { readContent } from '../../../artefacts/artefact.read.ts';
import { staffById } from '../../../access/staff.read.ts';
import { insertChange } from '../../../database/time/change-log.ts';
import type { Sql } from '../../../database/database.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import type { Command, Deps } from '../../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../../usecase/execute.ts';
import { type OrProblems, problem, type Problem } from '../../../usecase/problem.ts';
import { checkColumns, findTableFor, mayAt, type TableAct } from '../check-lock.ts';
import { decodeContent } from '../locked-content.ts';
import { nextVersionOf } from '../locked-table.read.ts';
import { insertSeal, lockTableRow } from '../locked-table.store.ts';
import { filesOf } from '../printing/print-table.ts';
import { type SealAct, findSeals } from './seal.read.ts';
import { findFiles } from '../printing/table-file.read.ts';
import { findExplanations, lastTieOuts } from '../../tie-out/tie-out.read.ts';
import { isAsLocked } from './is-as-locked.ts';
import { type Covered, isSealOf, statementOf } from './statement.ts';

/** The act of the 审核人 or of the officer who signs a locked table. */
export interface SealTable extends Command {
  readonly tableId: string;
  readonly act: SealAct;
}

interface Sealed {
  readonly tableId: string;
  readonly changeId: string;
}

const ACTIONS = { REVIEWED: 'REVIEW_TABLE', SIGNED: 'SIGN_TABLE' } as const;

/**
 * Reviews or signs a locked table (审核, 签署): seals by Ed25519 what was locked, printed and tied out. It is refused to the preparer, to
 * whoever may not see every column, until all files are printed and every difference is explained, and if anything that is
 * stored was damaged.
 */
export async function sealTable(deps: Deps, command: SealTable): Promise<OrProblems<Numbered<Sealed>>> {
  const races = { locked_table_seal_pkey: problem('SEALED_ALREADY', 'tableId') };
  return numbered(deps.database, await execute(deps, 'sealTable', command, seal, races));
}

async function seal(sql: Sql, deps: Deps, command: SealTable): Promise<OrProblems<Sealed>> {
  const { secrets, today } = deps;
  const { actorId, tableId, act } = command;
  await lockTableRow(sql, tableId);
  const found = await findTableFor(sql, command, 'SIGN_REAL_NAME_TABLE', today);
  if (found === null) return fail([problem('NO_SUCH_TABLE', 'tableId')]);
  const problems = await refuseSealer(sql, command, { ...found, today });
  if (problems.length > 0) return fail(problems);
  const ready = await requireReady(sql, found);
  if (!ready.ok) return ready;
  const damaged = await findDamage(sql, deps, ready.value);
  if (damaged) return fail([problem('DAMAGED_TABLE', 'tableId')]);
  const statement = statementOf(act, ready.value, today);
  const sealed = secrets.sign(Buffer.from(statement));
  const changeId = await insertChange(sql, command, ACTIONS[act], 'LOCKED_TABLE', tableId);
  await insertSeal(sql, {
    ...{ tableId, act, tieOutId: ready.value.tieOut.id, sealedBy: actorId, sealedOn: today, statement },
    ...{ keyVersion: sealed.version, publicKey: sealed.publicKey, signature: sealed.signature, recordedIn: changeId },
  });
  return succeed({ tableId, changeId });
}

async function refuseSealer(
  sql: Sql,
  { actorId, act }: SealTable,
  { table, by, today }: TableAct & { readonly today: string },
): Promise<readonly Problem[]> {
  if (actorId === table.preparedBy) return [problem('ANOTHER_PERSON', 'tableId')];
  if (act === 'REVIEWED' && actorId !== table.reviewerId) return [problem('NOT_THE_REVIEWER', 'tableId')];
  const columns = await checkColumns(table.columns, (action) => mayAt(sql, by, action, table.unionId, today));
  if (columns.length > 0) return columns;
  const early = await refuseOrder(sql, table.id, act);
  return early === null ? [] : [early];
}

/** A table is reviewed once and then signed once, as long as it has no later version. */
async function refuseOrder(sql: Sql, tableId: string, act: SealAct): Promise<Problem | null> {
  const acts = (await findSeals(sql, [tableId])).map((one) => one.act);
  if (acts.includes(act)) return problem('SEALED_ALREADY', 'tableId');
  if (act === 'SIGNED' && !acts.includes('REVIEWED')) return problem('NOT_REVIEWED', 'tableId');
  const next = await nextVersionOf(sql, tableId);
  return next === undefined ? null : problem('NOT_LAST_VERSION', 'tableId');
}

/** What signing waits for: all files, and a comparison in which nothing is unexplained. */
async function requireReady(sql: Sql, { table, by }: TableAct): Promise<OrProblems<Covered>> {
  const files = await findFiles(sql, [table.id]);
  if (files.length < filesOf(table.sums.rows).length) return fail([problem('FILES_NOT_READY', 'tableId')]);
  const tieOut = (await lastTieOuts(sql, [table.id])).get(table.id);
  if (tieOut === undefined) return fail([problem('NOT_TIED_OUT', 'tableId')]);
  const explanations = await findExplanations(sql, tieOut.id);
  if (explanations.length < tieOut.differences) return fail([problem('DIFFERENCES_UNEXPLAINED', 'tableId')]);
  return succeed({ table, by, files, tieOut, explanations });
}

/** Whether anything that the seal covers is not what was stored, or the record of the table is not what its content says. */
async function findDamage(sql: Sql, { secrets }: Deps, covered: Covered): Promise<boolean> {
  const { table, files, tieOut } = covered;
  const content = await readContent(sql, secrets, table.digest);
  const seals = await findSeals(sql, [table.id]);
  const staff = await staffById(sql, [table.preparedBy, table.reviewerId, ...seals.map(({ sealedBy }) => sealedBy)]);
  if (!content.ok || !isAsLocked(table, staff, decodeContent(content.value))) return true;
  // A review that was written into the database is none.
  if (seals.some((one) => !isSealOf(secrets, one, covered, staff.get(one.sealedBy)?.code))) return true;
  const digests = [tieOut.digest, tieOut.ledger, ...files.map(({ digest }) => digest)];
  for (const digest of digests) {
    if (digest !== null && !(await readContent(sql, secrets, digest)).ok) return true;
  }
  return false;
}
