import type { Sql } from '../../database/database.ts';
import type { JobControl, JobKind } from '../../jobs/job.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import type { Deps } from '../../usecase/command.ts';
import { lockForWriting } from '../recording/lock-for-writing.store.ts';
import { type Owners, ownersWithoutKeys } from './missing-keys.read.ts';
import { refreshSearchKeys } from './search.store.ts';

export const SEARCH_JOB = 'search-keys';

const BATCH = 500;

/**
 * Makes the search keys of what was on record before there were any, or under older master keys, or was written by a process of a
 * version without search keys, while the platform is in use.
 */
export function searchJob(deps: () => Deps): JobKind<object, { readonly done: number }> {
  return {
    name: SEARCH_JOB,
    run: async (_, control) => {
      const { database, secrets } = deps();
      return { done: await makeMissingKeys((work) => database.transaction(work), secrets, control) };
    },
  };
}

type Transaction = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

/**
 * Makes all search keys that are missing, each batch in a transaction; after a kill, calling it again continues. Returns for how
 * many persons and households it made some.
 */
export function makeMissingKeys(transaction: Transaction, secrets: Secrets, control: JobControl): Promise<number> {
  return walkMissing(control, (owners, after) =>
    transaction(async (sql) => {
      const ids = await ownersWithoutKeys(sql, owners, secrets.version(), BATCH, after);
      await lockForWriting(sql, ids);
      await refreshSearchKeys(sql, secrets, { persons: [], households: [], [owners]: ids });
      return ids;
    }),
  );
}

/**
 * Makes all search keys that are missing in the one transaction of whoever fills an empty database. Nobody else writes then, and
 * PostgreSQL has no memory for a lock on each person of a large register.
 */
export async function makeFirstKeys(sql: Sql, secrets: Secrets): Promise<void> {
  const control = { signal: new AbortController().signal, progress: () => undefined };
  await walkMissing(control, async (owners, after) => {
    const ids = await ownersWithoutKeys(sql, owners, secrets.version(), BATCH, after);
    await refreshSearchKeys(sql, secrets, { persons: [], households: [], [owners]: ids });
    return ids;
  });
}

type MakeBatch = (owners: Owners, after: string | undefined) => Promise<readonly string[]>;

async function walkMissing({ signal, progress }: JobControl, makeBatch: MakeBatch): Promise<number> {
  let done = 0;
  for (const owners of ['persons', 'households'] as const) {
    let last: string | undefined;
    do {
      signal.throwIfAborted();
      const ids = await makeBatch(owners, last);
      last = ids.at(-1);
      done += ids.length;
      progress(done, null);
    } while (last !== undefined);
  }
  return done;
}
