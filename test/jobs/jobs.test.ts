import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { JobFailure, type JobKind, type JobQueue } from '../../src/jobs/job.ts';
import { openJobQueue } from '../../src/jobs/job-queue.store.ts';
import { lead } from '../../src/jobs/leader.store.ts';
import { emptyRegister, SERVERS, valueOf } from '../support/register.ts';

const NAME = 'import-workbook';
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: Awaited<ReturnType<typeof emptyRegister>>;
  let queues: JobQueue[] = [];
  const said: string[] = [];

  beforeAll(async () => {
    register = await emptyRegister(server);
  });
  afterAll(async () => {
    await register.drop();
  });

  const url = () => register.config.database?.url ?? '';
  const openQueue = async () => {
    const queue = await openJobQueue(url(), register.platform.database, (event) => said.push(event));
    queues.push(queue);
    return queue;
  };
  const submit = async (queue: JobQueue, kind: JobKind<never, object>, data: object, key: string) =>
    valueOf(await queue.submit(kind, data, { key, group: key }));
  const closeAll = async () => {
    for (const queue of queues) await queue.close();
    queues = [];
  };
  const ended = async (queue: JobQueue, kind: JobKind<never, object>, id: string) => {
    for (let attempts = 0; attempts < 600; attempts += 1) {
      const view = await queue.view<Record<string, unknown>>(kind, id);
      if (view !== null && view.state !== 'WAITING' && view.state !== 'RUNNING') return view;
      // The pause after a failure is over.
      await register.asOwner("update job_queue.job set start_after = now() where state = 'retry'");
      await pause(50);
    }
    throw new Error('the job did not end');
  };

  test('a job is done once, says how far it has come, and keeps its answer', async () => {
    const queue = await openQueue();
    let runs = 0;
    const kind: JobKind<{ n: number }, { twice: number }> = {
      name: NAME,
      run: async ({ n }, { progress }) => {
        runs += 1;
        progress(7, 10);
        await pause(100);
        return { twice: n * 2 };
      },
    };
    await queue.work(kind);
    const [first, second] = [await submit(queue, kind, { n: 21 }, 'one'), await submit(queue, kind, { n: 21 }, 'one')];
    expect(second).toBe(first);
    expect(await ended(queue, kind, first)).toEqual({
      ...{ request: { n: 21 }, state: 'DONE', done: 7, total: 10, answer: { twice: 42 }, failure: null },
    });
    expect(runs).toBe(1);
    await closeAll();
  });

  test('a running job that is cancelled is told to stop', async () => {
    const queue = await openQueue();
    const stopped: boolean[] = [];
    const kind: JobKind<object, object> = {
      name: NAME,
      run: async (_, { signal }) => {
        while (!signal.aborted) await pause(20);
        stopped.push(true);
        return {};
      },
    };
    await queue.work(kind);
    const id = await submit(queue, kind, {}, 'cancelled');
    while ((await queue.view(kind, id))?.state !== 'RUNNING') await pause(50);
    await queue.cancel(kind, id);
    expect(await ended(queue, kind, id)).toMatchObject({ state: 'CANCELLED', answer: null });
    for (let waits = 0; waits < 50 && stopped.length === 0; waits += 1) await pause(50);
    expect(stopped).toEqual([true]);
    await closeAll();
  });

  describe('of two jobs at a time', () => {
    type Mark = 'hopeless' | 'again';
    let queue: JobQueue;
    let runs = 0;
    const ids = new Map<Mark, string>();
    const kind: JobKind<{ readonly mark: Mark }, { runs: number }> = {
      name: NAME,
      run: async ({ mark }) => {
        if (mark === 'hopeless') throw new JobFailure('BROKEN');
        runs += 1;
        if (runs === 1) {
          await register.asApplication("select 'ID number 410599190001010018'::int");
        }
        return { runs };
      },
    };
    beforeAll(async () => {
      queue = await openQueue();
      await queue.work(kind);
      for (const mark of ['hopeless', 'again'] as const) ids.set(mark, await submit(queue, kind, { mark }, mark));
    });
    afterAll(closeAll);

    test('one that fails is tried again; its failure tells a code, never what the database said', async () => {
      const view = await ended(queue, kind, ids.get('again') ?? '');
      expect(view).toMatchObject({ state: 'DONE', answer: { runs: 2 } });
      expect(said.join('\n')).toMatch(/22P02/);
      expect(said.join('\n')).not.toContain('410599');
      const rows = await register.asOwner('select 1 from job_queue.job where output::text like $1', ['%410599%']);
      expect(rows).toEqual([]);
    });

    test('one that always fails ends among the dead, with the reason that may be told', async () => {
      const view = await ended(queue, kind, ids.get('hopeless') ?? '');
      expect(view).toMatchObject({ state: 'DEAD', failure: 'BROKEN' });
      const dead = await register.asOwner("select data from job_queue.job where name = 'dead'");
      expect(dead).toEqual([{ data: { mark: 'hopeless' } }]);
    }, 60_000);
  });

  test('one process leads; when it ends another does', async () => {
    const duties: string[] = [];
    const first = lead(url(), 'SEAL', 20, () => Promise.resolve(duties.push('first')));
    while (duties.length < 3) await pause(20);
    const second = lead(url(), 'SEAL', 20, () => Promise.resolve(duties.push('second')));
    await pause(300);
    expect(duties).not.toContain('second');
    await first();
    while (!duties.includes('second')) await pause(20);
    const soFar = duties.filter((duty) => duty === 'first').length;
    await pause(100);
    expect(duties.filter((duty) => duty === 'first')).toHaveLength(soFar);
    await second();
  });
});
