import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../database/database.ts';
import { lastRevision } from '../../database/time/change-log.ts';
import { fail, type Result } from '../../kernel/result.ts';
import { lastNumberOf } from './last-write.read.ts';
import type { ProjectionReader } from '../projection/projection.ts';
import { servedProjection } from '../projection/served-projection.ts';

const LONGEST_MILLISECONDS = 2000;
const STEP_MILLISECONDS = 40;

/** Which revision is asked for: the newest one, with what its reader wrote last, or one of the past. */
export type Wanted = { readonly actorId: string } | { readonly revision: number };

/**
 * Reads the projection of this process, once it has the revision that is wanted. It is waited for two seconds at most: later the
 * newest revision is read as it is, and `NOT_READY` is the answer to a past one, or where nothing is projected yet.
 */
export async function readProjection<T>(
  database: Database,
  wanted: Wanted,
  read: (reader: ProjectionReader, revision: number) => Promise<T>,
): Promise<Result<T, 'NOT_READY'>> {
  const projection = servedProjection(database);
  if (projection === undefined) return fail('NOT_READY');
  const least = 'revision' in wanted ? wanted.revision : await ownRevision(database, wanted.actorId);
  const until = Date.now() + LONGEST_MILLISECONDS;
  for (;;) {
    const isLate = Date.now() >= until;
    const answered = await projection.read(async (reader) => {
      const { revision } = reader.mark;
      if (revision >= least) return { value: await read(reader, 'revision' in wanted ? wanted.revision : revision) };
      return isLate && !('revision' in wanted) ? { value: await read(reader, revision) } : null;
    });
    if (answered.ok && answered.value !== null) return { ok: true, value: answered.value.value };
    if (isLate) return fail('NOT_READY');
    await pause(STEP_MILLISECONDS);
  }
}

/** The revision of what somebody wrote last; 0 without any. */
async function ownRevision(database: Database, actorId: string): Promise<number> {
  const last = await database.session((sql) => lastNumberOf(sql, actorId));
  return last === 'PENDING' ? lastRevision(database) : last;
}
