import { digestOf } from '../../../artefacts/artefact.ts';
import { scanTypeOf } from '../../../artefacts/scan-type.ts';
import { storeArtefact } from '../../../artefacts/store-artefact.ts';
import { newId } from '../../../database/ids.ts';
import { insertChange } from '../../../database/time/change-log.ts';
import type { Sql } from '../../../database/database.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import type { Command, Deps } from '../../../usecase/command.ts';
import { execute } from '../../../usecase/execute.ts';
import { type OrProblems, problem } from '../../../usecase/problem.ts';
import { findTableFor } from '../check-lock.ts';
import { insertScan, lockTableRow } from '../locked-table.store.ts';
import { findScans } from './scan.read.ts';
import { findSeals } from './seal.read.ts';

/** The scan of the printed and signed copy that bears the stamp in ink. */
export interface ReceiveScan extends Command {
  readonly tableId: string;
  readonly content: Buffer;
}

interface Received {
  readonly scanId: string;
  /** The SHA-256 of the scan, in hexadecimal. */
  readonly digest: string;
}

/** Stores the scan beside a signed table. A further scan does not replace the ones before it. */
export async function receiveScan(deps: Deps, command: ReceiveScan): Promise<OrProblems<Received>> {
  const { content, tableId, actorId, idempotencyKey, purpose } = command;
  const about = { tableId, content: digestOf(content), actorId, idempotencyKey, purpose };
  const mediaType = scanTypeOf(content);
  if (mediaType === null) return fail([problem('NOT_A_SCAN', 'content')]);
  return execute(deps, 'receiveScan', about, (sql) => receive(sql, deps, command, mediaType));
}

async function receive(
  sql: Sql,
  { secrets, today }: Deps,
  command: ReceiveScan,
  mediaType: string,
): Promise<OrProblems<Received>> {
  const { actorId, tableId, content } = command;
  await lockTableRow(sql, tableId);
  const found = await findTableFor(sql, command, 'LOCK_REAL_NAME_TABLE', today);
  if (found === null) return fail([problem('NO_SUCH_TABLE', 'tableId')]);
  const seals = await findSeals(sql, [tableId]);
  if (!seals.some(({ act }) => act === 'SIGNED')) return fail([problem('NOT_SIGNED', 'tableId')]);
  const changeId = await insertChange(sql, command, 'RECEIVE_SCAN', 'LOCKED_TABLE', tableId);
  const { digest } = await storeArtefact(sql, secrets, changeId, { mediaType, bytes: content });
  const scanId = newId();
  const place = (await findScans(sql, [tableId])).length + 1;
  const about = { receivedOn: today, receivedBy: actorId, recordedIn: changeId };
  await insertScan(sql, { id: scanId, tableId, place, content: Buffer.from(digest, 'hex'), ...about });
  return succeed({ scanId, digest });
}
