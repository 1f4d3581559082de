import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { JobKind, JobQueue } from '../../src/jobs/job.ts';
import { openJobQueue } from '../../src/jobs/job-queue.store.ts';
import { emptyRegister, valueOf } from '../support/register.ts';

/** Jobs on which the process dies, beside jobs that have nothing to do with it. */
const PROGRAM = join(__dirname, '..', 'programs', 'dying-worker.ts');
const kind: JobKind<never, object> = { name: 'import-workbook', run: () => Promise.resolve({}) };

let register: Awaited<ReturnType<typeof emptyRegister>>;
/** Submits and looks; it never works. */
let queue: JobQueue;
let children: ChildProcess[] = [];

beforeAll(async () => {
  register = await emptyRegister('18');
  queue = await openJobQueue(url(), register.platform.database, () => undefined);
});
afterAll(async () => {
  await queue.close();
  await register.drop();
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
});

const url = () => register.config.database?.url ?? '';
const submit = async (mark: string) => valueOf(await queue.submit(kind, { mark }, { key: mark, group: mark }));
const stateOf = async (id: string) => {
  const view = await queue.view<object>(kind, id);
  return [view?.state, view?.failure ?? null];
};

async function until(work: () => Promise<boolean>): Promise<void> {
  for (let attempts = 0; attempts < 600; attempts += 1) {
    if (await work()) return;
    // The pause before another attempt is over.
    await register.asOwner("update job_queue.job set start_after = now() where state = 'retry'");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come');
}

/** A worker whose harmless jobs take so long. */
async function startWorker(
  milliseconds: number,
): Promise<{ readonly child: ChildProcess; readonly said: () => string }> {
  const child = spawn(process.execPath, [PROGRAM, url(), String(milliseconds)]);
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  await until(() => Promise.resolve(said.includes('works') || child.exitCode !== null));
  return { child, said: () => said };
}

/** A worker that is not heard of for ten seconds has died: it was not heard of for a minute. */
const silence = () =>
  register.asOwner("update job_queue.job set heartbeat_on = now() - interval '1 minute' where state = 'active'");

async function untilDied({ child }: Awaited<ReturnType<typeof startWorker>>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  await silence();
}

test('a job on which the process died twice is dead, with the reason; nothing else is', async () => {
  const innocents = await Promise.all(['one', 'two', 'three'].map(submit));
  const killer = await submit('kills');
  const processes = [];
  for (let deaths = 0; deaths < 2; deaths += 1) {
    const worker = await startWorker(1000);
    await untilDied(worker);
    processes.push(worker.said());
  }
  const survivor = await startWorker(100);
  await until(async () => (await stateOf(killer))[0] === 'DEAD');
  expect(await stateOf(killer)).toEqual(['DEAD', 'PROCESS_DIED']);
  expect(processes.every((said) => said.includes('began kills'))).toBe(true);
  expect(survivor.said()).not.toContain('began kills');
  const dead = await register.asOwner("select data, source_output from job_queue.job where name = 'dead'");
  expect(dead).toEqual([
    { data: { mark: 'kills' }, source_output: expect.objectContaining({ message: 'PROCESS_DIED' }) },
  ]);
  // What ran beside it went on: a job on which the process died runs alone among its like.
  await until(async () => (await Promise.all(innocents.map(stateOf))).every(([state]) => state === 'DONE'));
}, 120_000);

test('processes that are asked to stop in the middle of a job cost it nothing', async () => {
  const id = await submit('slow-again');
  for (let stops = 0; stops < 3; stops += 1) {
    const { child, said } = await startWorker(100);
    await until(() => Promise.resolve(said().includes('began slow-again')));
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect((await stateOf(id))[0]).toBe('WAITING');
  }
  await queue.cancel(kind, id);
}, 180_000);
