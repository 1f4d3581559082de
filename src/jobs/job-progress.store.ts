import type { Database } from '../database/database.ts';

export interface JobProgress {
  readonly done: number;
  readonly total: number | null;
}

export async function saveProgress(database: Database, jobId: string, { done, total }: JobProgress): Promise<void> {
  await database.session((sql) =>
    sql.query(
      `insert into job_progress (job_id, done, total) values ($1, $2, $3)
       on conflict (job_id) do update set done = excluded.done, total = excluded.total, at = now()`,
      [jobId, done, total],
    ),
  );
}

export async function loadProgress(database: Database, jobId: string): Promise<JobProgress> {
  const [row] = await database.session((sql) =>
    sql.query<{ done: string; total: string | null }>('select done, total from job_progress where job_id = $1', [
      jobId,
    ]),
  );
  const total = row?.total ?? null;
  return { done: Number(row?.done ?? 0), total: total === null ? null : Number(total) };
}
