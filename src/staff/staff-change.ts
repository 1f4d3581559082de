import type { Act } from '../database/time/act.codes.ts';
import { insertChanges } from '../database/time/change-log.ts';
import type { Sql } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import type { Command } from '../usecase/command.ts';
import { unionsFor } from '../access/staff.ts';

/** The result of a change of staff or grants. */
export interface Changed {
  readonly changeId: string;
}

/** Inserts a change of one subject into the change log, before the change itself is written. */
export async function insertChange(
  sql: Sql,
  { actorId, purpose }: Command,
  action: Act,
  subject: { readonly kind: 'STAFF' | 'PERSON'; readonly id: string },
): Promise<string> {
  const id = newId();
  await insertChanges(sql, [{ id, actorId, action, purpose, subjectKind: subject.kind, subjectId: subject.id }]);
  return id;
}

/** Whether a member of staff is an administrator of all these unions today. */
export async function administers(
  sql: Sql,
  staffId: string,
  unionIds: readonly string[],
  today: string,
): Promise<boolean> {
  const own = await unionsFor(sql, staffId, 'MANAGE_STAFF', unionIds, today);
  return unionIds.every((unionId) => own.has(unionId));
}
