import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runs } from '../../support/runs.ts';
import { sealAll, testRegister, type TestRegister } from '../../support/register.ts';
import { ACT_DAYS, type ActKind, KINDS, type RandomAct, randomAct } from './acts.ts';
import { type Fault, FAULTS } from './faults.ts';
import { ALL_ALONG, perform } from './perform.ts';
import { snapshot } from './snapshot.ts';
import { DAYS, newWorld, shown, type World } from './world.ts';

/**
 * The promise of the register: whatever is recorded today, everything asked as of a day before the act's day answers as before,
 * and so does everything asked at a revision before it (DESIGN, section 2). After each act the household is what the model says.
 */

let register: TestRegister;
beforeAll(async () => {
  register = await testRegister('18');
});
afterAll(() => register.drop());

const done = new Map<ActKind, number>();

/** What was answered at a revision about a day. */
interface Remembered {
  readonly revision: number;
  readonly day: number;
  readonly text: string;
}

/** Carries out acts one after another and checks the promise after each; a fault spoils what it is planted in. */
async function check(acts: readonly RandomAct[], fault?: Fault): Promise<void> {
  const world = await newWorld(register);
  const remembered: Remembered[] = [];
  const ask = (day: number, known: number | 'NOW') => snapshot(register, world.ids, dayOf(day), known);
  for (const [step, act] of acts.entries()) {
    const at = 2 * act.day + 1;
    const earlier = (act.value * 5 + step) % at;
    const before = await ask(earlier, 'NOW');
    if (!(await perform(world, act))) continue;
    if (fault?.kind === act.kind) await fault.spoil(world, act);
    done.set(act.kind, (done.get(act.kind) ?? 0) + 1);
    const revision = await sealAll(register.platform.database);
    if (!ALL_ALONG.includes(act.kind)) expect(await ask(earlier, 'NOW')).toBe(before);
    await expectModel(world, act, at);
    const old = remembered[(act.pick + step) % Math.max(1, remembered.length)];
    if (old !== undefined) expect(await ask(old.day, old.revision)).toBe(old.text);
    remembered.push({ revision, day: at, text: await ask(at, revision) });
  }
  for (const { day, revision, text } of remembered.slice(0, 1)) expect(await ask(day, revision)).toBe(text);
}

async function expectModel(world: World, act: RandomAct, at: number): Promise<void> {
  for (const [which, model] of world.models.entries()) {
    for (const probe of new Set([at, (act.pick * 3 + act.value) % DAYS.length])) {
      const own = await shown(world, which, dayOf(probe));
      expect({ which, probe, own }).toEqual({ which, probe, own: model.shownOn(probe) });
    }
  }
}

function dayOf(at: number) {
  const day = DAYS[at];
  if (day === undefined) throw new Error(`there is no day ${at} of ${ACT_DAYS.length}`);
  return day;
}

const sequence = fc.array(randomAct, { minLength: 6, maxLength: 12 });

test('no act alters what is asked as of a day before it, or what was known before it', async () => {
  await fc.assert(
    fc.asyncProperty(sequence, (acts) => check(acts)),
    runs(30, 5000),
  );
  expect(KINDS.filter((kind) => !done.has(kind))).toEqual([]);
}, 3_600_000);

describe.skip('a planted fault is found within the small count:', () => {
  test.each(FAULTS.length === 0 ? [{ name: '', kind: KINDS[0] } as Fault] : FAULTS)(
    '$name',
    async (fault) => {
      const found = await fc.check(
        fc.asyncProperty(sequence, randomAct, (acts, last) => check([...acts, { ...last, kind: fault.kind }], fault)),
        { ...runs(30, 30), endOnFailure: true },
      );
      expect(found.failed).toBe(true);
    },
    120_000,
  );
});
