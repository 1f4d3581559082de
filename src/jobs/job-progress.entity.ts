import { bigint, filled, instant, integer, key, open, table, uuid } from '../database/table.ts';

/** The progress of each job, its running attempt, and the numbers of its deaths and failures. */
export const jobProgressTable = table('job_progress', {
  ...{ jobId: key(uuid), done: bigint, total: open(bigint), at: filled(instant) },
  ...{ attempt: open(integer), deaths: filled(integer), failures: filled(integer) },
});
