import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Job, type JobWithMetadata, PgBoss, type QueueResult } from 'pg-boss';
import type { Database } from '../database/database.ts';
import { errorCode } from '../kernel/error-code.ts';
import { invariant } from '../kernel/invariant.ts';
import { type JobControl, JobFailure, type JobKind, type JobState, type JobView } from './job.ts';
import { loadProgress, saveProgress } from './job-progress.store.ts';

const SCHEMA = 'job_queue';
const DEAD = 'dead';
/** A worker that was not heard of for so long has died; its job goes to another. */
const HEARTBEAT_SECONDS = 10;
const MOST_RETRIES = 5;
const LONGEST_SECONDS = 6 * 3600;
const TICK_MILLISECONDS = 500;

/** The names of all kinds of jobs: their queues are made by the owner, before anybody works. */
const JOB_NAMES = ['import-workbook'] as const;

const STATES: Readonly<Record<JobWithMetadata['state'], JobState>> = {
  created: 'WAITING',
  retry: 'WAITING',
  active: 'RUNNING',
  completed: 'DONE',
  cancelled: 'CANCELLED',
  failed: 'DEAD',
};

interface JobCount {
  readonly kind: string;
  readonly state: JobState;
  readonly count: number;
}

/** The queue of one process: it submits jobs and works on them. */
export interface JobQueue {
  /** Submits a job unless one under the same key is waiting or running; answers the id of whichever there is. */
  readonly submit: (kind: JobKind<never, object>, data: object, key: string) => Promise<string>;
  /** Starts to work on jobs of a kind, one at a time. */
  readonly work: <Data extends object, Answer extends object>(kind: JobKind<Data, Answer>) => Promise<void>;
  readonly view: <Answer>(kind: JobKind<never, object>, id: string) => Promise<JobView<Answer> | null>;
  /** A waiting job never starts; a running one is told to stop. */
  readonly cancel: (kind: JobKind<never, object>, id: string) => Promise<void>;
  /** How many jobs of each kind wait, run, and are dead, as counted a few seconds ago. */
  readonly counts: () => Promise<readonly JobCount[]>;
  /** Lets running work end, at most half a minute. */
  readonly close: () => Promise<void>;
}

/** Makes the queues as the owner and gives them to the application role. */
export async function prepareJobQueues(ownerUrl: string, applicationRole: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: SCHEMA, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    await boss.createQueue(DEAD, { retentionSeconds: 365 * 24 * 3600 });
    for (const name of JOB_NAMES) {
      await boss.createQueue(name, {
        policy: 'exclusive',
        deadLetter: DEAD,
        retryLimit: MOST_RETRIES,
        retryDelay: 1,
        expireInSeconds: LONGEST_SECONDS,
        heartbeatSeconds: HEARTBEAT_SECONDS,
      });
    }
    await grant(ownerUrl, applicationRole);
  } finally {
    await boss.stop({ graceful: false });
  }
}

async function grant(ownerUrl: string, applicationRole: string): Promise<void> {
  const role = pg.escapeIdentifier(applicationRole);
  const owner = new pg.Client({ connectionString: ownerUrl });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await owner.query(
      `begin; select pg_advisory_xact_lock(hashtext('${SCHEMA}'));
       grant usage on schema ${SCHEMA} to ${role};
       grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${role};
       grant execute on all functions in schema ${SCHEMA} to ${role}; commit`,
    );
  } finally {
    await owner.end();
  }
}

/** Opens the queue as the application role. `log` hears of errors by their ids and codes only. */
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
  return {
    submit: async ({ name }, data, key) => {
      const id = await boss.send(name, data, { singletonKey: key });
      if (id !== null) return id;
      const [running] = await boss.findJobs(name, { key });
      invariant(running !== undefined, 'a job under this key is there');
      return running.id;
    },
    work: async (kind) => {
      await boss.work<Parameters<typeof kind.run>[0]>(kind.name, { pollingIntervalSeconds: 0.5 }, async ([job]) => {
        invariant(job !== undefined, 'one job at a time');
        return runJob(boss, database, kind, job, log);
      });
    },
    view: async <Answer>({ name }: JobKind<never, object>, id: string) => {
      const [job] = await boss.findJobs<object>(name, { id });
      return job === undefined ? null : viewOf<Answer>(job, await loadProgress(database, id));
    },
    cancel: async ({ name }, id) => {
      await boss.cancel(name, id);
    },
    counts: async () => (await boss.getQueues([...JOB_NAMES])).flatMap(countsOf),
    close: () => boss.stop({ graceful: true, timeout: 30_000 }),
  };
}

function countsOf({ name, queuedCount, activeCount, failedCount }: QueueResult): readonly JobCount[] {
  return [
    { kind: name, state: 'WAITING', count: queuedCount },
    { kind: name, state: 'RUNNING', count: activeCount },
    { kind: name, state: 'DEAD', count: failedCount },
  ];
}

async function runJob<Data extends object, Answer extends object>(
  boss: PgBoss,
  database: Database,
  kind: JobKind<Data, Answer>,
  job: Job<Data>,
  log: (event: string) => void,
): Promise<Answer> {
  const controller = new AbortController();
  let progress = { done: 0, total: null as number | null };
  const tick = async () => {
    await saveProgress(database, job.id, progress);
    const [now] = await boss.findJobs(kind.name, { id: job.id });
    if (now?.state !== 'active' || now.retryCount !== job.retryCount) controller.abort();
  };
  const timer = setInterval(() => void tick().catch(() => undefined), TICK_MILLISECONDS);
  const control: JobControl = {
    signal: AbortSignal.any([job.signal, controller.signal]),
    progress: (done, total) => {
      progress = { done, total };
    },
  };
  try {
    return await kind.run(job.data, control);
  } catch (error) {
    throw tellable(error, log);
  } finally {
    clearInterval(timer);
    await saveProgress(database, job.id, progress).catch(() => undefined);
  }
}

/** A database's error may quote data: of what was not made to be told, only an id and a code go out. */
function tellable(error: unknown, log: (event: string) => void): Error {
  if (error instanceof JobFailure) return error;
  const code = errorCode(error) ?? (error instanceof Error ? error.name : 'unknown');
  const id = randomUUID();
  log(`任务出错 / a job failed: ${id} ${code}`);
  return new JobFailure(`${id} ${code}`);
}

function viewOf<Answer>(job: JobWithMetadata, progress: { done: number; total: number | null }): JobView<Answer> {
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
