import pg from 'pg';
import { type Job, type JobWithMetadata, PgBoss, type QueueResult } from 'pg-boss';
import { onOwnConnection } from '../database/connection/own-connection.ts';
import type { Database, Sql } from '../database/database.ts';
import { errorCode } from '../kernel/error-code.ts';
import { invariant } from '../kernel/invariant.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import type { JobKind, JobState, JobView, JobOrder, JobCount, JobQueue } from './job.ts';
import { loadProgress } from './job-progress.store.ts';
import { JobRunner } from './job-runner.store.ts';
import { keepWorkers } from './job-workers.store.ts';

const SCHEMA = 'job_queue';
const DEAD = 'dead';
/** A worker without a heartbeat for so long counts as dead; its job goes to another. */
const HEARTBEAT_SECONDS = 10;
/** High enough never to be reached: `job-runner.store.ts` limits the attempts, by how they ended. */
const MOST_RETRIES = 1000;
const LONGEST_SECONDS = 6 * 3600;
const GRACE_MILLISECONDS = 30_000;

const SETTINGS = {
  deadLetter: DEAD,
  retryLimit: MOST_RETRIES,
  retryDelay: 1,
  expireInSeconds: LONGEST_SECONDS,
  heartbeatSeconds: HEARTBEAT_SECONDS,
};

const STATES: Readonly<Record<JobWithMetadata['state'], JobState>> = {
  created: 'WAITING',
  retry: 'WAITING',
  active: 'RUNNING',
  completed: 'DONE',
  cancelled: 'CANCELLED',
  failed: 'DEAD',
};

/** Creates the queues of these kinds of jobs as the owner, and grants the application role access to them. */
export async function prepareJobQueues(
  ownerUrl: string,
  applicationRole: string,
  names: readonly string[],
): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: SCHEMA, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    await boss.createQueue(DEAD, { retentionSeconds: 365 * 24 * 3600 });
    for (const name of names) {
      await boss.createQueue(name, { policy: 'exclusive', ...SETTINGS });
      await boss.updateQueue(name, SETTINGS);
    }
    await grant(ownerUrl, applicationRole);
  } finally {
    await boss.stop({ graceful: false });
  }
}

async function grant(ownerUrl: string, applicationRole: string): Promise<void> {
  const role = pg.escapeIdentifier(applicationRole);
  await onOwnConnection(ownerUrl, async (sql) => {
    await sql.query(
      `begin; select pg_advisory_xact_lock(hashtext('${SCHEMA}'));
       grant usage on schema ${SCHEMA} to ${role};
       grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${role};
       grant execute on all functions in schema ${SCHEMA} to ${role}; commit`,
    );
  });
}

/** Opens the queue as the application role. `log` gets errors as ids and codes only, without data. */
export async function openJobQueue(url: string, database: Database, log: (event: string) => void): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    migrate: false,
    schedule: false,
    max: 3,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
  });
  boss.on('error', (error) => {
    log(`任务队列 / job queue: ${errorCode(error) ?? error.name}`);
  });
  await boss.start();
  const runner = new JobRunner(boss, database, log);
  return {
    submit: ({ name }, data, order) => submit(boss, database, name, data, order),
    waiting: ({ name }, data) => database.session((sql) => countWaiting(sql, name, data)),
    work: (kind) => keepWorkers(boss, kind.name, (job: Job<Parameters<typeof kind.run>[0]>) => runner.run(kind, job)),
    view: async <Answer>({ name }: JobKind<never, object>, id: string) => {
      const [job] = await boss.findJobs<object>(name, { id });
      return job === undefined ? null : toJobView<Answer>(job, await loadProgress(database, id));
    },
    cancel: async <Data extends object>(kind: JobKind<Data, object>, id: string) => {
      await boss.cancel(kind.name, id);
      runner.stop(id);
      const [job] = await boss.findJobs<Data>(kind.name, { id });
      if (job?.state === 'cancelled') await kind.deleteFiles?.(job.data);
    },
    counts: async () => (await boss.getQueues()).filter(({ name }) => name !== DEAD).flatMap(toJobCounts),
    close: async () => {
      runner.stopAll();
      await boss.stop({ graceful: true, timeout: GRACE_MILLISECONDS });
      await runner.close();
    },
  };
}

/** Counts and submits in one transaction. Requests with the same limit are serialised by an advisory lock. */
async function submit(
  boss: PgBoss,
  database: Database,
  name: string,
  data: object,
  { key, group, limit }: JobOrder,
): Promise<Result<string, 'TOO_MANY'>> {
  return database.transaction(async (sql) => {
    const db = { executeSql: async (text: string, values: unknown[] = []) => sql.client.query(text, values) };
    const options = { singletonKey: key, group: { id: group }, db };
    if (limit !== undefined) {
      await sql.query('select pg_advisory_xact_lock(hashtext($1))', [`${name} ${JSON.stringify(limit.data)}`]);
    }
    const same = await underWay(sql, name, key);
    if (same !== undefined) return succeed(same);
    if (limit !== undefined && (await countWaiting(sql, name, limit.data)) >= limit.waiting) return fail('TOO_MANY');
    const id = await boss.send(name, data, options);
    if (id !== null) return succeed(id);
    // A concurrent request of another person has submitted a job under this key.
    const quicker = await underWay(sql, name, key);
    invariant(quicker !== undefined, 'a job under this key is there');
    return succeed(quicker);
  });
}

/** The id of the waiting or running job under a key. Ended jobs are not read, since their answers may be long. */
async function underWay(sql: Sql, name: string, key: string): Promise<string | undefined> {
  const [job] = await sql.query<{ readonly id: string }>(
    `select id from ${SCHEMA}.job where name = $1 and singleton_key = $2 and state in ('created', 'retry', 'active')`,
    [name, key],
  );
  return job?.id;
}

async function countWaiting(sql: Sql, name: string, data: object): Promise<number> {
  const [row] = await sql.query<{ readonly count: string }>(
    `select count(*) as count from ${SCHEMA}.job where name = $1 and state in ('created', 'retry') and data @> $2`,
    [name, JSON.stringify(data)],
  );
  return Number(row?.count ?? 0);
}

function toJobCounts({ name, queuedCount, activeCount, failedCount }: QueueResult): readonly JobCount[] {
  return [
    { kind: name, state: 'WAITING', count: queuedCount },
    { kind: name, state: 'RUNNING', count: activeCount },
    { kind: name, state: 'DEAD', count: failedCount },
  ];
}

function toJobView<Answer>(job: JobWithMetadata, progress: { done: number; total: number | null }): JobView<Answer> {
  const state = STATES[job.state];
  const output: unknown = job.output;
  const failure = typeof output === 'object' && output !== null && 'message' in output ? String(output.message) : null;
  return {
    request: job.data,
    state,
    ...progress,
    answer: state === 'DONE' ? (output as Answer) : null,
    failure: state === 'DEAD' ? failure : null,
  };
}
