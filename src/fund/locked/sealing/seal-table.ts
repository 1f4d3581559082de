import { canonicalJson } from '../../../artefacts/canonical-json.ts';
import { readContent } from '../../../artefacts/artefact.read.ts';
import { insertChange } from '../../../database/time/change-log.ts';
import type { Sql } from '../../../database/database.ts';
import { invariant } from '../../../kernel/invariant.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import type { Command, Deps } from '../../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../../usecase/execute.ts';
import { type OrProblems, problem, type Problem } from '../../../usecase/problem.ts';
import { checkColumns, findTableFor, mayAt, type TableAct } from '../check-lock.ts';
import { nextVersionOf } from '../locked-table.read.ts';
import { insertSeal, lockTableRow } from '../locked-table.store.ts';
import { filesOf } from '../printing/print-table.ts';
import { type SealAct, findSeals } from './seal.read.ts';
import { findFiles, type TableFile } from '../printing/table-file.read.ts';
import { type Explanation, findExplanations, lastTieOuts, type TieOutRow } from '../../tie-out/tie-out.read.ts';

/** The act of the 审核人 or of the officer who signs a locked table. */
export interface SealTable extends Command {
  readonly tableId: string;
  readonly act: SealAct;
}

interface Sealed {
  readonly tableId: string;
  readonly changeId: string;
}

/** What a seal covers. */
interface Covered extends TableAct {
  readonly files: readonly TableFile[];
  readonly tieOut: TieOutRow;
  readonly explanations: readonly Explanation[];
}

const ACTIONS = { REVIEWED: 'REVIEW_TABLE', SIGNED: 'SIGN_TABLE' } as const;
const STATEMENT_FORMAT = 'bangfu seal of a locked table 1';

/**
 * Reviews or signs a locked table (审核, 签署): seals by Ed25519 what was locked, printed and tied out. It is refused to the preparer, to
 * whoever may not see every column, until all files are printed and every difference is explained, and if anything that is
 * stored was damaged.
 */
export async function sealTable(deps: Deps, command: SealTable): Promise<OrProblems<Numbered<Sealed>>> {
  const races = { locked_table_seal_pkey: problem('SEALED_ALREADY', 'tableId') };
  return numbered(deps.database, await execute(deps, command, seal, races));
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
  const statement = canonicalJson(statementOf(act, ready.value, today));
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
  if (files.some(({ unprintable }) => unprintable !== null)) return fail([problem('NOT_PRINTABLE', 'tableId')]);
  if (files.length < filesOf(table.sums.rows).length) return fail([problem('FILES_NOT_READY', 'tableId')]);
  const tieOut = (await lastTieOuts(sql, [table.id])).get(table.id);
  if (tieOut === undefined) return fail([problem('NOT_TIED_OUT', 'tableId')]);
  const explanations = await findExplanations(sql, tieOut.id);
  if (explanations.length < tieOut.differences) return fail([problem('DIFFERENCES_UNEXPLAINED', 'tableId')]);
  return succeed({ table, by, files, tieOut, explanations });
}

/** Whether anything that the seal covers is not what was stored. */
async function findDamage(sql: Sql, { secrets }: Deps, { table, files, tieOut }: Covered): Promise<boolean> {
  const digests = [table.digest, tieOut.digest, tieOut.ledger, ...files.map(({ digest }) => digest)];
  for (const digest of digests) {
    if (digest !== null && !(await readContent(sql, secrets, digest)).ok) return true;
  }
  return false;
}

function statementOf(act: SealAct, { table, files, tieOut, explanations, by }: Covered, today: string): object {
  const { id, number, version, title, digest, tableRevision } = table;
  return {
    format: STATEMENT_FORMAT,
    act,
    table: { id, number, version, title, content: digest, revision: tableRevision },
    files: files.map(({ format, volume, fileName, digest: file, bytes }) => {
      invariant(file !== null && bytes !== null, 'a file that is signed was printed');
      return { format, volume, fileName, content: file, bytes };
    }),
    tieOut: { content: tieOut.digest, ledger: tieOut.ledger, differences: tieOut.differences, explanations },
    by: { code: by.code, name: by.name },
    on: today,
  };
}
