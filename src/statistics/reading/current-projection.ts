import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../database/database.ts';
import { lastRevision } from '../../database/time/change-log.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { lastNumberOf } from './last-write.read.ts';
import type { ProjectionReader, ReadFault } from '../projection/projection.ts';
import { servedProjection } from '../projection/served-projection.ts';

const LONGEST_MILLISECONDS = 2000;
const STEP_MILLISECONDS = 40;

/** Which revision is asked for: the newest one, with what its reader wrote last, or one of the past. */
export type Wanted = { readonly actorId: string } | { readonly revision: number };

/** Why nothing is answered: nothing is projected yet, or a statement takes too long or too much memory. */
export type Unanswered = 'NOT_READY' | 'TOO_HEAVY';

type Read<T> = (reader: ProjectionReader, revision: number) => Promise<T>;

/**
 * Reads the projection of this process, once it has the revision that is wanted. It is waited for two seconds at most: later the
 * newest revision is read as it is, and `NOT_READY` is the answer to a past one, or where nothing is projected yet.
 */
export async function readProjection<T>(
  database: Database,
  wanted: Wanted,
  read: Read<T>,
): Promise<Result<T, Unanswered>> {
  const projection = servedProjection(database);
  if (projection === undefined) return fail('NOT_READY');
  const least = await leastRevision(database, wanted);
  const until = Date.now() + LONGEST_MILLISECONDS;
  for (;;) {
    const isLate = Date.now() >= until;
    const answered = await projection.read(async (reader) => {
      const revision = revisionOf(reader, wanted, least, isLate);
      return revision === null ? null : { value: await read(reader, revision) };
    });
    if (answered.ok && answered.value !== null) return succeed(answered.value.value);
    const fault = faultOf(answered, isLate);
    if (fault !== null) return fail(fault);
    projection.pace.hurry();
    await pause(STEP_MILLISECONDS);
  }
}

/** Why a read is given up; `null` while it is tried again. */
function faultOf(answered: Result<unknown, ReadFault>, isLate: boolean): Unanswered | null {
  if (!answered.ok && answered.error === 'TOO_HEAVY') return 'TOO_HEAVY';
  return isLate ? 'NOT_READY' : null;
}

/** The revision to read; `null` while it is waited for. */
function revisionOf({ mark }: ProjectionReader, wanted: Wanted, least: number, isLate: boolean): number | null {
  if ('revision' in wanted) return mark.revision >= least ? wanted.revision : null;
  return mark.revision >= least || isLate ? mark.revision : null;
}

function leastRevision(database: Database, wanted: Wanted): Promise<number> | number {
  return 'revision' in wanted ? wanted.revision : ownRevision(database, wanted.actorId);
}

/** The revision of what somebody wrote last; 0 without any. */
async function ownRevision(database: Database, actorId: string): Promise<number> {
  const last = await database.session((sql) => lastNumberOf(sql, actorId));
  return last === 'PENDING' ? lastRevision(database) : last;
}
