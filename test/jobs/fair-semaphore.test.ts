import { describe, expect, test } from '@jest/globals';
import { FairSemaphore } from '../../src/jobs/fair-semaphore.ts';

const NEVER = new AbortController().signal;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Acquires slots one after the other, each for some milliseconds, and notes them. */
async function work(
  semaphore: FairSemaphore,
  party: string,
  count: number,
  noted: string[],
  milliseconds = 5,
): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    const release = await semaphore.acquire(party, NEVER);
    noted.push(party);
    await pause(milliseconds);
    release();
  }
}

describe('slots that are shared', () => {
  test('go to whoever is new before those who have had them all along', async () => {
    const semaphore = new FairSemaphore(1);
    const noted: string[] = [];
    // Three lanes of a large one and two of another.
    const large = [1, 2, 3].map(() => work(semaphore, 'large', 10, noted));
    large.push(...[1, 2].map(() => work(semaphore, 'other', 10, noted)));
    await pause(100);
    const before = noted.length;
    await work(semaphore, 'small', 1, noted);
    expect(noted.indexOf('small')).toBeLessThanOrEqual(before + 1);
    await Promise.all(large);
  });

  test('are as much each one’s as another’s, however many it asks for at a time', async () => {
    const semaphore = new FairSemaphore(1);
    const noted: string[] = [];
    await Promise.all([
      ...Array.from({ length: 9 }, () => work(semaphore, 'nine at a time', 10, noted)),
      work(semaphore, 'one at a time', 20, noted),
    ]);
    const early = noted.slice(0, 30).filter((party) => party === 'one at a time');
    expect(early.length).toBeGreaterThanOrEqual(10);
  });

  test('are no debt: who had them alone for long is level with whoever comes later', async () => {
    const semaphore = new FairSemaphore(1);
    const noted: string[] = [];
    const first = work(semaphore, 'first', 40, noted);
    await pause(100);
    const before = noted.length;
    await work(semaphore, 'later', 10, noted);
    expect(noted.slice(before, before + 12).filter((party) => party === 'first').length).toBeGreaterThan(3);
    await first;
  });

  test('are no more at a time than there are', async () => {
    const semaphore = new FairSemaphore(3);
    let [now, most] = [0, 0];
    const one = async (party: string) => {
      const release = await semaphore.acquire(party, NEVER);
      now += 1;
      most = Math.max(most, now);
      await pause(2);
      now -= 1;
      release();
    };
    await Promise.all(Array.from({ length: 40 }, (_, at) => one(`party ${at % 5}`)));
    expect(most).toBe(3);
  });

  test('are not waited for by what was cancelled, and nobody waits for that', async () => {
    const semaphore = new FairSemaphore(1);
    const release = await semaphore.acquire('a', NEVER);
    const controller = new AbortController();
    const waiting = semaphore.acquire('b', controller.signal);
    const behind = semaphore.acquire('c', NEVER);
    controller.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    release();
    (await behind)();
    await expect(semaphore.acquire('b', controller.signal)).rejects.toThrow('cancelled');
  });
});
