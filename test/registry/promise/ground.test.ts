import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listDivisionNames } from '../../../src/organisation/divisions/division-name.read.ts';
import { ANY_UNION, listRegions, listUnions } from '../../../src/organisation/union.read.ts';
import { ensureStandards } from '../../../src/standards/enter-standards.ts';
import { standardsInForce } from '../../../src/standards/standard.read.ts';
import { countHouseholds } from '../../../src/registry/listing/household-list.read.ts';
import { addDays, type Day, printDay } from '../../../src/kernel/calendar.ts';
import { viewerWith } from '../../support/graph.ts';
import { sealAll, SERVER, type TestRegister, testRegister } from '../../support/register.ts';
import { runs } from '../../support/runs.ts';
import { singleDecisions } from '../../support/single-decisions.ts';
import { randomAct } from './acts.ts';
import { actsOn, asChange, ending, FIRST_DAY, foundUnions, ground, type Grounded, groundOf } from './ground.ts';
import { perform } from './perform.ts';
import { NO_FILTER } from './snapshot.ts';
import { newWorld } from './world.ts';

/**
 * The promise of the register for its ground: what becomes of unions and divisions, the standards, the local rules and the staff
 * alters nothing that is asked as of an earlier day, and nothing that is asked at an earlier revision.
 */

let register: TestRegister;
let grounded: Grounded;
beforeAll(async () => {
  register = await testRegister(SERVER);
  await asChange(register, ensureStandards);
  grounded = await groundOf(register);
});
afterAll(() => register.drop());

const script = fc.record({
  steps: fc.array(fc.tuple(ground, fc.option(randomAct), fc.nat(400)), { minLength: 3, maxLength: 5 }),
  last: ending,
});
type Script = typeof script extends fc.Arbitrary<infer One> ? One : never;

/** What is asked of the ground and of the households on it as of a day and at a revision, as one text. */
async function asked(ids: readonly string[], unions: readonly string[], day: Day, known: number): Promise<string> {
  const at = { known, today: printDay(day), after: null, limit: null } as const;
  const viewer = viewerWith('AUDITOR', register.ids['city'] ?? '');
  const listing = { viewer, order: 'WORKER_NAME', at: { asOf: day, known }, today: register.deps.today } as const;
  return register.deps.database.session(async (sql) => {
    const rows = await listUnions(sql, { ...ANY_UNION, ids: unions }, at);
    const counts: number[] = [];
    for (const union of unions)
      counts.push(await countHouseholds(sql, { ...listing, filter: { ...NO_FILTER, union } }));
    const names = (await listDivisionNames(sql, ['410523'])).filter(({ from, revision }) => {
      return (from ?? '') <= at.today && revision !== null && revision <= known;
    });
    return JSON.stringify({
      decisions: await singleDecisions(sql, ids, day, known),
      unions: rows.map(({ revision: _, pending: __, ...row }) => row),
      waiting: await countHouseholds(sql, { ...listing, filter: { ...NO_FILTER, awaitsSteward: true } }),
      ...{ counts, names: names.map(({ name }) => name) },
    });
  });
}

/** The division's name and its standards of a day, as known now. */
const divisionOn = (day: Day) =>
  register.deps.database.session(async (sql) => [
    await listRegions(sql, ['410523'], printDay(day)),
    await standardsInForce(sql, ['410502'], printDay(day)),
  ]);

/** Carries out a script, and checks after each act what was asked before it; `spoil` is done after each act on the ground. */
async function check({ steps, last }: Script, spoil?: (unionId: string) => Promise<unknown>): Promise<void> {
  const unions = await foundUnions(grounded);
  const world = await newWorld({ ...register, ids: { ...register.ids, employer: unions.own } });
  const all = [...unions.superiors, unions.own];
  const { act, end, untouched } = actsOn(grounded, unions);
  const seal = () => sealAll(register.deps.database);
  const remembered: { readonly day: Day; readonly revision: number; readonly text: string }[] = [];
  const kept = async (work: () => Promise<void>, earlier: Day, probe: Day) => {
    const known = await seal();
    const [before, then, division] = [
      await asked(world.ids, all, earlier, known),
      await asked(world.ids, all, probe, known),
      await divisionOn(earlier),
    ];
    remembered.push({ day: probe, revision: known, text: then });
    await work();
    await spoil?.(unions.own);
    expect(await asked(world.ids, all, earlier, await seal())).toBe(before);
    expect(await divisionOn(earlier)).toEqual(division);
  };
  for (const [groundAct, householdAct, probe] of steps) {
    await kept(() => act(groundAct), untouched(groundAct.after), addDays(FIRST_DAY, probe));
    if (householdAct !== null) await perform(world, householdAct);
  }
  const { kind, after } = last;
  if (kind !== null) await kept(() => end(kind, after), untouched(after), addDays(FIRST_DAY, 400));
  await seal();
  for (const { day, revision, text } of remembered) expect(await asked(world.ids, all, day, revision)).toBe(text);
}

const SCRIPTS = runs(2, 400);

test(
  'no act on the ground alters what is asked as of a day before it, or what was known before it',
  async () => {
    await fc.assert(
      fc.asyncProperty(script, (given) => check(given)),
      SCRIPTS,
    );
  },
  SCRIPTS.numRuns * 30_000,
);

/** What an act on the ground could do wrong. */
const FAULTS = {
  'a union is known otherwise than it was': (union: string) =>
    overwrite('trade_union_version', `update trade_union_version set name = name || '改' where anchor_id = '${union}'`),
  'what the tree was is lost': (union: string) =>
    overwrite('union_closure', `delete from union_closure where descendant_id = '${union}' and depth = 1`),
  'a standard was otherwise all along': () =>
    overwrite('standard_version', 'update standard_version set amount_fen = amount_fen + 100000'),
};

function overwrite(table: string, text: string): Promise<unknown> {
  return register.asOwner(
    `alter table ${table} disable trigger user; ${text}; alter table ${table} enable trigger user`,
  );
}

describe('a planted fault is found:', () => {
  test.each(Object.entries(FAULTS))(
    '%s',
    async (_, spoil) => {
      const found = await fc.check(
        fc.asyncProperty(script, (given) => check(given, spoil)),
        { ...runs(5, 5), endOnFailure: true },
      );
      expect(String(found.errorInstance)).toContain('expect(');
    },
    120_000,
  );
});
