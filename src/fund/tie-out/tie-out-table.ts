import { digestOf } from '../../artefacts/artefact.ts';
import { readContent } from '../../artefacts/artefact.read.ts';
import { storeArtefact } from '../../artefacts/store-artefact.ts';
import { canonicalJson } from '../../artefacts/canonical-json.ts';
import { newId } from '../../database/ids.ts';
import { insertChange, settledRevision } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { CONTENT_TYPES } from '../../export/formats.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../usecase/execute.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import { findTableFor } from '../locked/check-lock.ts';
import { decodeContent } from '../locked/locked-content.ts';
import type { LockedTable } from '../locked/locked-table.read.ts';
import { insertTieOut, lockTableRow } from '../locked/locked-table.store.ts';
import { findSeals } from '../locked/sealing/seal.read.ts';
import { listPayments } from '../payments/payment-list.read.ts';
import { tieOut, type TieOut } from './compare.ts';
import type { GeneralLedger } from './ledger/general-ledger.ts';
import { lastTieOuts } from './tie-out.read.ts';

/** A comparison of a locked table with the payments on record and, if it is given, the union's general ledger. */
export interface TieOutTable extends Command {
  readonly tableId: string;
  readonly ledger: LedgerFile | null;
}

/** The workbook of a general ledger as it came, and what was read from it. */
export interface LedgerFile extends GeneralLedger {
  readonly bytes: Buffer;
  /** Codes or names of the accounts that are compared; all of them if there is none. */
  readonly subjects: readonly string[];
}

/** A comparison as it is stored. */
export interface TieOutContent extends TieOut {
  readonly format: typeof TIE_OUT_FORMAT;
  readonly table: string;
  /** The revision of the register at which the payments on record were read. */
  readonly revision: number;
  readonly subjects: readonly string[];
  /** The lines of the ledger that are no entries. */
  readonly skipped: number;
}

interface Compared {
  readonly tieOutId: string;
  readonly differences: number;
  readonly changeId: string;
}

const LONGEST_WAIT_MILLISECONDS = 30_000;
const TIE_OUT_FORMAT = 'bangfu tie-out of a locked table 1';

/**
 * Compares a locked table with the payments that are on record now and with the general ledger, and stores the result and the
 * ledger. The last comparison counts; once the table is reviewed there is no further one.
 */
export async function tieOutTable(deps: Deps, command: TieOutTable): Promise<OrProblems<Numbered<Compared>>> {
  const { tableId, ledger, actorId, idempotencyKey, purpose } = command;
  const compared = ledger && { content: digestOf(ledger.bytes), subjects: ledger.subjects };
  const about = { tableId, ledger: compared, actorId, idempotencyKey, purpose };
  const revision = await settledRevision(deps.database, AbortSignal.timeout(LONGEST_WAIT_MILLISECONDS));
  return numbered(
    deps.database,
    await execute(deps, 'tieOutTable', about, (sql) => compare(sql, deps, command, revision)),
  );
}

async function compare(sql: Sql, deps: Deps, command: TieOutTable, revision: number): Promise<OrProblems<Compared>> {
  const { tableId, ledger } = command;
  const { secrets, today } = deps;
  await lockTableRow(sql, tableId);
  const found = await findTableFor(sql, command, 'LOCK_REAL_NAME_TABLE', today);
  if (found === null) return fail([problem('NO_SUCH_TABLE', 'tableId')]);
  const { table } = found;
  if ((await findSeals(sql, [tableId])).length > 0) return fail([problem('SEALED_ALREADY', 'tableId')]);
  const content = await readContent(sql, secrets, table.digest);
  if (!content.ok) return fail([problem('DAMAGED_TABLE', 'tableId')]);
  const compared = await tieOutContent(sql, table, decodeContent(content.value).rows, { ledger, revision, today });
  const changeId = await insertChange(sql, command, 'TIE_OUT_TABLE', 'LOCKED_TABLE', tableId);
  const store = async (mediaType: string, bytes: Buffer) =>
    Buffer.from((await storeArtefact(sql, secrets, changeId, { mediaType, bytes })).digest, 'hex');
  const tieOutId = newId();
  const place = ((await lastTieOuts(sql, [tableId])).get(tableId)?.place ?? 0) + 1;
  const differences = compared.differences.length;
  await insertTieOut(sql, {
    ...{ id: tieOutId, tableId, place, differences, tiedOn: today, recordedIn: changeId },
    ledger: ledger === null ? null : await store(CONTENT_TYPES.XLSX, ledger.bytes),
    content: await store('application/json', Buffer.from(canonicalJson(compared))),
  });
  return succeed({ tieOutId, differences, changeId });
}

async function tieOutContent(
  sql: Sql,
  table: LockedTable,
  rows: Parameters<typeof tieOut>[0]['rows'],
  { ledger, revision, today }: Pick<TieOutTable, 'ledger'> & { readonly revision: number; readonly today: string },
): Promise<TieOutContent> {
  const { digest, filter, unionId, periodFrom: from, periodTo: to } = table;
  const payments = await listPayments(
    sql,
    { ...filter, isStanding: false, union: unionId, territory: null, today },
    revision,
  );
  const { subjects = [], skipped = 0 } = ledger ?? {};
  const scope = ledger === null ? null : { entries: ledger.entries, from, to, subjects };
  return {
    ...{ format: TIE_OUT_FORMAT, table: digest, revision, subjects, skipped },
    ...tieOut({ rows, payments, ledger: scope }),
  };
}
