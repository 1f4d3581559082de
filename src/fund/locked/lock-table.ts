import { storeArtefact } from '../../artefacts/store-artefact.ts';
import { newId } from '../../database/ids.ts';
import { insertChange, lastRevision, settledRevision } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { RULEBOOK_VERSION } from '../../policy/decision/rulebook.ts';
import type { Deps } from '../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../usecase/execute.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import { REAL_NAME_COLUMNS } from '../export/real-name-columns.ts';
import { periodDays } from '../payments/period.ts';
import { tableTitle } from '../real-name/table-title.ts';
import { checkLock, type LockParties } from './check-lock.ts';
import type { LockTable } from './lock-command.ts';
import { CONTENT_FORMAT, CONTENT_TYPE, encodeContent, type LockedHead } from './locked-content.ts';
import { insertTable, lockSeries, nextNumber } from './locked-table.store.ts';
import { findPrevious, type Previous } from './previous-version.ts';
import { type ReadTable, readTable } from './lock-rows.ts';

interface Locked {
  readonly tableId: string;
  readonly changeId: string;
}

/** Everything that the table consists of, before it has its number. */
interface Prepared extends LockParties {
  readonly read: ReadTable;
  readonly revision: number;
}

const LONGEST_WAIT_MILLISECONDS = 30_000;

/**
 * Locks a real-name table (锁定): reads it at one revision and stores its canonical content, which is the same for ever. The actor is
 * its 制表人 and may see every column in full; the 审核人 is somebody else, who may sign it.
 */
export async function lockTable(deps: Deps, command: LockTable): Promise<OrProblems<Numbered<Locked>>> {
  const { database, today } = deps;
  const parties = await database.session((sql) => checkLock(sql, command, today));
  if (!parties.ok) return parties;
  const revision = await revisionToLock(deps, command.revision);
  if (revision === null) return fail([problem('NO_SUCH_REVISION', 'revision')]);
  const scope = { ...command.filter, isStanding: false, union: command.unionId, territory: null, today };
  const read = await readTable(deps, scope, revision, command.columns);
  const prepared = { ...parties.value, read, revision };
  return numbered(database, await execute(deps, 'lockTable', command, (sql) => lock(sql, deps, command, prepared)));
}

/** A table that is locked includes everything that was committed before, however long a number takes. */
async function revisionToLock({ database }: Deps, asked: number | null): Promise<number | null> {
  if (asked === null) return settledRevision(database, AbortSignal.timeout(LONGEST_WAIT_MILLISECONDS));
  return asked >= 0 && asked <= (await lastRevision(database)) ? asked : null;
}

async function lock(
  sql: Sql,
  { secrets, today }: Deps,
  command: LockTable,
  prepared: Prepared,
): Promise<OrProblems<Locked>> {
  const { unionId, filter, previousId } = command;
  await lockSeries(sql, unionId, filter.period.year);
  const previous = await findPrevious(sql, command);
  if (!previous.ok) return previous;
  const { union, preparer, reviewer, read, revision } = prepared;
  const number = previous.value?.number ?? (await nextNumber(sql, union.code, filter.period.year));
  const head = headOf(command, prepared, { number, previous: previous.value, today });
  const { bytes, marks } = encodeContent(head, read.rows, read.sums);
  const tableId = newId();
  const changeId = await insertChange(sql, command, 'LOCK_TABLE', 'LOCKED_TABLE', tableId);
  const { digest } = await storeArtefact(sql, secrets, changeId, { mediaType: CONTENT_TYPE, bytes });
  const { version, title, from, to, lockedOn } = head;
  await insertTable(sql, {
    ...{ id: tableId, number, version, previousId, unionId, title, revision, lockedOn, recordedIn: changeId },
    ...{ periodFrom: from, periodTo: to, filter, columns: command.columns, sums: read.sums },
    ...{ content: Buffer.from(digest, 'hex'), rowMarks: marks, preparedBy: preparer.id, reviewerId: reviewer.id },
  });
  return succeed({ tableId, changeId });
}

function headOf(
  { filter, columns }: LockTable,
  { union, preparer, reviewer, revision, read: { standards } }: Prepared,
  { number, previous, today }: { readonly number: string; readonly previous: Previous | null; readonly today: string },
): LockedHead {
  const { period, sources, aidTypes, paymentMethods } = filter;
  return {
    ...{ format: CONTENT_FORMAT, number, version: (previous?.version ?? 0) + 1, title: tableTitle(filter) },
    ...{ union: { id: union.id, code: union.code, name: union.name }, ...period, sources, aidTypes, paymentMethods },
    ...periodDays(period),
    columns: columns.map((name) => ({ name, heading: REAL_NAME_COLUMNS[name].heading })),
    ...{ revision, rulebook: RULEBOOK_VERSION, standards },
    preparer: { code: preparer.code, name: preparer.name },
    reviewer: { code: reviewer.code, name: reviewer.name },
    lockedOn: today,
  };
}
