import type { Database } from '../database/database.ts';

export interface Attempts {
  /** Attempts whose end was not recorded, because their process died. */
  readonly deaths: number;
  /** Attempts that ended with an error. */
  readonly failures: number;
}

/** Counts how earlier attempts ended; an attempt that is still recorded as running counts as a death. */
export async function earlierAttempts(database: Database, jobId: string): Promise<Attempts> {
  const [row] = await database.session((sql) =>
    sql.query<Attempts>(
      `insert into job_progress as p (job_id, done) values ($1, 0)
       on conflict (job_id) do update
         set deaths = p.deaths + case when p.attempt is null then 0 else 1 end, attempt = null
       returning deaths, failures`,
      [jobId],
    ),
  );
  return { deaths: row?.deaths ?? 0, failures: row?.failures ?? 0 };
}

/** Records that an attempt begins, before any of its work is done. */
export async function beginAttempt(database: Database, jobId: string, attempt: number): Promise<void> {
  await database.session((sql) =>
    sql.query('update job_progress set attempt = $2 where job_id = $1', [jobId, attempt]),
  );
}

/** Records that an attempt has ended: successfully, with an error, or because it was stopped. */
export async function endAttempt(
  database: Database,
  jobId: string,
  attempt: number,
  hasFailed: boolean,
): Promise<void> {
  await database.session((sql) =>
    sql.query(
      `update job_progress set attempt = null, failures = failures + case when $3 then 1 else 0 end
       where job_id = $1 and attempt = $2`,
      [jobId, attempt, hasFailed],
    ),
  );
}
