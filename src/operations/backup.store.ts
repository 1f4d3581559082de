import type { Act } from '../database/time/act.codes.ts';
import { administratorOfCode } from '../access/staff.read.ts';
import { knownMigrations } from '../database/migrations/migrating-owner.ts';
import { insertChange } from '../database/time/change-log.ts';
import { onOwnConnection } from '../database/connection/own-connection.ts';
import type { Sql } from '../database/database.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import { migrationsOf } from './tables.read.ts';

/** What is recorded of a backup or a restoration. */
export type RecordedAction = Extract<Act, 'BACK_UP' | 'RESTORE'>;

const PURPOSES: Readonly<Record<RecordedAction, string>> = { BACK_UP: '备份', RESTORE: '从备份恢复' };

/** What a backup and a restoration are ordered with. */
export interface Order {
  /** The code of the administrator who asks; they are one in the backup. */
  readonly actorCode: string;
  /** Today in China, `YYYY-MM-DD`. */
  readonly today: string;
  /** Is told each step, as a line in Chinese and English. */
  readonly tell: (line: string) => void;
}

/**
 * Checks that the database is one that this program can back up and that the asker is an administrator of all, and
 * records in the sequence of changes that they take everything with them. Returns the migrations that the program knows.
 */
export async function admitBackup(
  ownerUrl: string,
  actorCode: string,
  today: string,
): Promise<Result<readonly string[], string>> {
  const known = knownMigrations();
  return onOwnConnection(ownerUrl, async (sql) => {
    const fault = faultOfVersion(await migrationsOf(sql), known);
    if (fault !== undefined) return fail(fault);
    const recorded = await recordAction(sql, 'BACK_UP', actorCode, today);
    if (!recorded.ok) return recorded;
    await sql.query('select seal_changes()');
    return succeed(known);
  });
}

/** Records what an administrator does with the whole of the data, or refuses it to anybody else. */
export async function recordAction(
  sql: Sql,
  action: RecordedAction,
  actorCode: string,
  today: string,
): Promise<Result<void, string>> {
  const actorId = await administratorOfCode(sql, actorCode, today);
  if (actorId === undefined) {
    return fail(
      `只有管理员可备份和恢复，${actorCode} 不是 / only an administrator may back up and restore, and ${actorCode} is none`,
    );
  }
  await insertChange(sql, { actorId, purpose: PURPOSES[action] }, action, 'STAFF', actorId);
  return succeed(undefined);
}

function faultOfVersion(applied: readonly string[], known: readonly string[]): string | undefined {
  if (applied.length === 0) {
    return '这里没有平台的数据库 / there is no database of the platform here';
  }
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length === 0) return undefined;
  return (
    `数据库由较新版本使用，请用该版本备份（${unknown.join('、')}）/ ` +
    `the database is used by a newer version: back it up with that version (${unknown.join(', ')})`
  );
}
