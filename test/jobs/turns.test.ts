import { describe, expect, test } from '@jest/globals';
import { Turns } from '../../src/jobs/turns.ts';

const NEVER = new AbortController().signal;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Takes turns of a length one after the other, and notes each. */
async function work(turns: Turns, party: string, count: number, noted: string[], milliseconds = 5): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    const giveBack = await turns.take(party, NEVER);
    noted.push(party);
    await pause(milliseconds);
    giveBack();
  }
}

describe('places that are shared', () => {
  test('go to whoever comes anew before those who have had them all along', async () => {
    const turns = new Turns(1);
    const noted: string[] = [];
    // Three lanes of a large one and two of another.
    const large = [1, 2, 3].map(() => work(turns, 'large', 10, noted));
    large.push(...[1, 2].map(() => work(turns, 'other', 10, noted)));
    await pause(100);
    const before = noted.length;
    await work(turns, 'small', 1, noted);
    expect(noted.indexOf('small')).toBeLessThanOrEqual(before + 1);
    await Promise.all(large);
  });

  test('are as much each one’s as another’s, however many it asks for at a time', async () => {
    const turns = new Turns(1);
    const noted: string[] = [];
    await Promise.all([
      ...Array.from({ length: 9 }, () => work(turns, 'nine at a time', 10, noted)),
      work(turns, 'one at a time', 20, noted),
    ]);
    const early = noted.slice(0, 30).filter((party) => party === 'one at a time');
    expect(early.length).toBeGreaterThanOrEqual(10);
  });

  test('are no debt: who had them alone for long is level with whoever comes later', async () => {
    const turns = new Turns(1);
    const noted: string[] = [];
    const first = work(turns, 'first', 40, noted);
    await pause(100);
    const before = noted.length;
    await work(turns, 'later', 10, noted);
    expect(noted.slice(before, before + 12).filter((party) => party === 'first').length).toBeGreaterThan(3);
    await first;
  });

  test('are no more at a time than there are', async () => {
    const turns = new Turns(3);
    let [now, most] = [0, 0];
    const one = async (party: string) => {
      const giveBack = await turns.take(party, NEVER);
      now += 1;
      most = Math.max(most, now);
      await pause(2);
      now -= 1;
      giveBack();
    };
    await Promise.all(Array.from({ length: 40 }, (_, at) => one(`party ${at % 5}`)));
    expect(most).toBe(3);
  });

  test('are not waited for by what was cancelled, and nobody waits for that', async () => {
    const turns = new Turns(1);
    const giveBack = await turns.take('a', NEVER);
    const controller = new AbortController();
    const waiting = turns.take('b', controller.signal);
    const behind = turns.take('c', NEVER);
    controller.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    giveBack();
    (await behind)();
    await expect(turns.take('b', controller.signal)).rejects.toThrow('cancelled');
  });
});
