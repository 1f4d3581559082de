import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideRegister } from '../../../src/assessment/spans/run/decide-register.ts';
import { followChanges } from '../../../src/assessment/spans/follow-changes.store.ts';
import { addDays, type Day } from '../../../src/kernel/calendar.ts';
import { ensureStandards } from '../../../src/standards/enter-standards.ts';
import {
  actsOn,
  asChange,
  ending,
  FIRST_DAY,
  foundUnions,
  ground,
  type Grounded,
  groundOf,
} from '../../registry/promise/ground.ts';
import { randomAct } from '../../registry/promise/acts.ts';
import { perform } from '../../registry/promise/perform.ts';
import { newWorld } from '../../registry/promise/world.ts';
import { sealAll, SERVER, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { DAY } from '../../support/register-household.ts';
import { runs } from '../../support/runs.ts';
import { decisionsOfSpans, overlappingSpans, singleDecisions } from '../../support/single-decisions.ts';

/** Random histories of a household's ground: its unions, the standards and the local rules, between acts on the household itself. */

const TODAY = DAY(2026, 6, 30);
const control = { signal: new AbortController().signal, progress: () => undefined };

let register: TestRegister;
let grounded: Grounded;
beforeAll(async () => {
  register = await testRegister(SERVER);
  await asChange(register, ensureStandards);
  grounded = await groundOf(register);
});
afterAll(() => register.drop());

const script = fc.record({
  steps: fc.array(fc.tuple(ground, fc.option(randomAct)), { minLength: 3, maxLength: 6 }),
  ending,
  asked: fc.array(fc.record({ after: fc.nat(800), back: fc.nat(12) }), { minLength: 10, maxLength: 10 }),
});

async function decideAll(): Promise<number> {
  const { database } = register.deps;
  const last = await sealAll(database);
  if ((await followChanges(database, TODAY)) === 'RUN_NEEDED') valueOf(await decideRegister(database, TODAY, control));
  let followed = await followChanges(database, TODAY);
  while (followed === 'MORE') followed = await followChanges(database, TODAY);
  expect(followed).toBe('UP_TO_DATE');
  return last;
}

async function expectSingleDecisions(ids: readonly string[], day: Day, known: number): Promise<void> {
  const [single, spans] = await register.deps.database.session(async (sql) => {
    return [await singleDecisions(sql, ids, day, known), await decisionsOfSpans(sql, ids, day, known)] as const;
  });
  expect({ day, known, spans }).toEqual({ day, known, spans: single });
}

const SCRIPTS = runs(2, 300);

test(
  'after random acts on unions, standards and local rules, every figure is that of the single decision',
  async () => {
    await fc.assert(
      fc.asyncProperty(script, async ({ steps, ending: { kind, after }, asked }) => {
        const unions = await foundUnions(grounded);
        const world = await newWorld({ ...register, ids: { ...register.ids, employer: unions.own } });
        await decideAll();
        const { act, end } = actsOn(grounded, unions);
        for (const [groundAct, householdAct] of steps) {
          await act(groundAct);
          if (householdAct !== null) await perform(world, householdAct);
          if (groundAct.value > 2) await decideAll();
          else await sealAll(register.deps.database);
        }
        if (kind !== null) await end(kind, after);
        const last = await decideAll();
        for (const { after: days, back } of asked) {
          await expectSingleDecisions(world.ids, addDays(FIRST_DAY, days), Math.max(1, last - back));
        }
      }),
      SCRIPTS,
    );
    expect(await overlappingSpans(register.deps.database)).toEqual([]);
  },
  SCRIPTS.numRuns * 40_000,
);
