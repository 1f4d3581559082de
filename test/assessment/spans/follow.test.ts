import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideRegister } from '../../../src/assessment/spans/run/decide-register.ts';
import { readState } from '../../../src/assessment/spans/decision-state.store.ts';
import { type Followed, followChanges } from '../../../src/assessment/spans/follow-changes.store.ts';
import { horizonOf } from '../../../src/assessment/spans/horizon.ts';
import { insertChange } from '../../../src/database/time/change-log.ts';
import { newId } from '../../../src/database/ids.ts';
import { addDays, addMonths, type Day, firstDay, monthOfDay, printDay } from '../../../src/kernel/calendar.ts';
import { asHundredths } from '../../../src/kernel/decimal.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { ensureStandards, issueProfile } from '../../../src/standards/enter-standards.ts';
import { randomAct } from '../../registry/promise/acts.ts';
import { perform } from '../../registry/promise/perform.ts';
import { newWorld } from '../../registry/promise/world.ts';
import { newHousehold, sealAll, SERVER, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { DAY, household, householdState, record, survey } from '../../support/register-household.ts';
import { runs } from '../../support/runs.ts';
import { unionSettler } from '../../support/union-changes.ts';
import { decisionsOfSpans, overlappingSpans, singleDecisions } from '../../support/single-decisions.ts';

/** The spans follow what is written, and are at every revision what a run over the whole register makes. */

const TODAY = DAY(2026, 6, 30);
const never = { signal: new AbortController().signal, progress: () => undefined };

let register: TestRegister;
beforeAll(async () => {
  register = await testRegister(SERVER);
  await asChange('STANDARD', async (sql, change) => {
    await ensureStandards(sql, change);
    await issueProfile(sql, change, {
      ...{
        id: newId(),
        unionId: register.ids['county'] ?? '',
        level: 'COUNTY',
        from: '2025-09-01',
        document: '测试〔2025〕1号',
      },
      values: { nearMultiple: asHundredths(200), exclusionsOff: ['TWO_DWELLINGS'] },
    });
  });
  valueOf(await decideRegister(register.deps.database, TODAY, never));
});
afterAll(() => register.drop());

async function asChange(
  kind: 'STANDARD',
  work: (sql: Parameters<typeof insertChange>[0], change: string) => Promise<void>,
) {
  const actor = { actorId: register.ids['admin'] ?? '', purpose: '测试' };
  await register.deps.database.transaction(async (sql) => {
    await work(sql, await insertChange(sql, actor, 'MAKE_SAMPLE', kind, newId()));
  });
  return sealAll(register.deps.database);
}

async function follow(today: Day = TODAY): Promise<Followed> {
  for (;;) {
    const followed = await followChanges(register.deps.database, today);
    if (followed !== 'MORE') return followed;
  }
}

const stateNow = () => register.deps.database.session(readState);

async function expectSingleDecisions(ids: readonly string[], day: Day, known: number): Promise<void> {
  const [single, spans] = await register.deps.database.session(async (sql) => {
    return [await singleDecisions(sql, ids, day, known), await decisionsOfSpans(sql, ids, day, known)] as const;
  });
  expect({ day, known, spans }).toEqual({ day, known, spans: single });
}

const days = fc.nat(1200).map((after) => addDays(DAY(2024, 12, 1), after));
const script = fc.record({
  acts: fc.array(randomAct, { minLength: 3, maxLength: 7 }),
  asked: fc.array(fc.record({ day: days, back: fc.nat(12) }), { minLength: 12, maxLength: 12 }),
});
const SCRIPTS = runs(4, 1000);

test(
  'after random acts, every figure on random days at random revisions is that of the single decision',
  async () => {
    await fc.assert(
      fc.asyncProperty(script, async ({ acts, asked }) => {
        const world = await newWorld(register);
        for (const act of acts) {
          await perform(world, act);
          await sealAll(register.deps.database);
          if (act.pick > 2) expect(await follow()).toBe('UP_TO_DATE');
        }
        const last = await sealAll(register.deps.database);
        expect(await follow()).toBe('UP_TO_DATE');
        expect((await stateNow())?.revision).toBe(last);
        for (const { day, back } of asked) await expectSingleDecisions(world.ids, day, Math.max(1, last - back));
      }),
      SCRIPTS,
    );
    expect(await overlappingSpans(register.deps.database)).toEqual([]);
  },
  SCRIPTS.numRuns * 20_000,
);

test('each fact that bears days of its own counts on them, the last one included', async () => {
  const [dwelt, driven, schooled, recognised, employed] = [
    { from: DAY(2025, 3, 5), to: DAY(2026, 3, 15) },
    { from: DAY(2025, 4, 2), to: DAY(2026, 4, 20) },
    { from: DAY(2025, 5, 1), to: DAY(2026, 5, 9) },
    { from: DAY(2025, 6, 3), to: DAY(2026, 1, 20) },
    { from: DAY(2025, 2, 1), to: DAY(2026, 2, 10) },
  ] as const;
  const event = DAY(2025, 10, 12);
  const contract = { contractKind: 'FIXED_TERM', contractFrom: employed.from, contractTo: employed.to } as const;
  const base = household([9001, 9002], { household: householdState({ migrant: true, ...contract }) });
  const amounts = { costFen: asFen(900_000), compensatedFen: asFen(0) };
  const records = {
    ...base.records,
    surveys: [survey(DAY(2025, 1, 2))],
    dwellings: ['a', 'b'].map((key) => record('dwellings', key, null, { area: asHundredths(3000), ...dwelt })),
    vehicles: [record('vehicles', 'v', null, { owned: true, regularUse: false, asEmployee: false, ...driven })],
    schooling: [record('schooling', 's', 'm2', { private: true, tuitionFen: asFen(100), ...schooled })],
    dibao: [record('dibao', 'd', null, recognised)],
    events: [record('events', 'e', null, { kind: 'DISASTER', date: event, grave: true, ...amounts })],
  };
  const recorded = await recordHousehold(
    register.deps,
    newHousehold(register, { ...base, records }, { from: DAY(2025, 1, 2) }),
  );
  const { householdId } = valueOf(recorded);
  const known = await sealAll(register.deps.database);
  expect(await follow()).toBe('UP_TO_DATE');
  const spells = [dwelt, driven, schooled, recognised, employed];
  for (const border of [...spells.flatMap(({ from, to }) => [from, to]), event]) {
    for (const day of [-1, 0, 1, 2]) await expectSingleDecisions([householdId], addDays(border, day), known);
  }
});

test('a survey that found no income is a survey from its day on', async () => {
  const { deps } = register;
  const [first, second] = [DAY(2025, 3, 10), DAY(2026, 2, 5)];
  const own = household([640_001], { household: householdState({ region: '410502' }) });
  const { householdId } = valueOf(await recordHousehold(deps, newHousehold(register, own)));
  for (const day of [first, second]) {
    const surveyed = { ...own, records: { ...own.records, surveys: [survey(day)] } };
    valueOf(await recordHousehold(deps, newHousehold(register, surveyed, { householdId, from: day })));
  }
  const last = await sealAll(deps.database);
  expect(await follow()).toBe('UP_TO_DATE');
  for (const day of [first, second].flatMap((on) => [addDays(on, -1), on, addDays(on, 1)])) {
    await expectSingleDecisions([householdId], day, last);
  }
  const found = await deps.database.session((sql) => decisionsOfSpans(sql, [householdId], second, last));
  expect(found.get(householdId)).toMatchObject({
    surveyedOn: '2026-02-05',
    totals: [0, 0, 0, expect.any(Number), 0, 0],
  });
});

test('a run over the whole register makes the same spans', async () => {
  const rows = (table: string) =>
    register.asOwner(
      `select to_jsonb(t) - 'slot' as row from ${table} t join decision_state s using (slot)
       order by t.household_id, t.valid_from, t.known_from`,
    );
  const followed = [await rows('decision_span'), await rows('household_span')];
  valueOf(await decideRegister(register.deps.database, TODAY, never));
  expect([await rows('decision_span'), await rows('household_span')]).toEqual(followed);
});

test('a new standard is decided by all at once, by a run; until then the figures bear the revision before', async () => {
  const before = await stateNow();
  const world = await newWorld(register);
  await sealAll(register.deps.database);
  await follow();
  const known = (await stateNow())?.revision ?? 0;
  const revision = await asChange('STANDARD', async (sql, change) => {
    await sql.query(
      `with made as (insert into standard values ($1, 'DIBAO', '410502', '2026-05-01', $2) returning id)
       insert into standard_version select id, 99900, 'PUBLISHED', '测试', null, $2 from made`,
      [newId(), change],
    );
  });
  expect(await follow()).toBe('RUN_NEEDED');
  expect(await stateNow()).toMatchObject({ slot: before?.slot, revision: known });
  valueOf(await decideRegister(register.deps.database, TODAY, never));
  expect(await stateNow()).toMatchObject({ slot: 1 - (before?.slot ?? 0), revision });
  expect(await follow()).toBe('UP_TO_DATE');
  for (const at of [known, revision]) await expectSingleDecisions(world.ids, DAY(2026, 6, 1), at);
});

test('a household that was never surveyed is decided month by month, up to a horizon that moves with today', async () => {
  const world = await newWorld(register);
  const [id = ''] = world.ids;
  await register.asOwner(`delete from survey_version where household_id = '${id}'`);
  await sealAll(register.deps.database);
  await follow();
  const until = async () =>
    (
      await register.asOwner(`select d.decided_until::text as day from decided_household d join decision_state using (slot)
      where household_id = '${id}'`)
    )[0]?.['day'];
  const first = await until();
  const later = firstDay(addMonths(monthOfDay(TODAY), 2));
  expect(await follow(later)).toBe('UP_TO_DATE');
  expect([first, await until()]).toEqual(['2028-08-01', '2028-10-01']);
  await expectSingleDecisions([id], addDays(horizonOf(later), -1), (await stateNow())?.revision ?? 0);
});

test('two runs at once: the second is refused, and the first goes on', async () => {
  const { database } = register.deps;
  const both = await Promise.all([decideRegister(database, TODAY, never), decideRegister(database, TODAY, never)]);
  expect(both.map((one) => (one.ok ? 'DONE' : one.error)).sort()).toEqual(['ALREADY_RUNNING', 'DONE']);
});

test('a run that was stopped leaves the former spans in force, and is resumed at its revision', async () => {
  const { database } = register.deps;
  const before = await stateNow();
  const abort = new AbortController();
  const stopped = decideRegister(database, TODAY, {
    signal: abort.signal,
    progress: () => {
      abort.abort(new Error('stopped'));
    },
  });
  await expect(stopped).rejects.toThrow('stopped');
  expect(await stateNow()).toEqual(before);
  const world = await newWorld(register);
  const last = await sealAll(database);
  expect(await follow()).toBe('RUN_NEEDED');
  expect(valueOf(await decideRegister(database, TODAY, never))).toMatchObject({
    resumed: true,
    revision: before?.revision,
  });
  expect(await follow()).toBe('UP_TO_DATE');
  await expectSingleDecisions(world.ids, TODAY, last);
});

test('after changes of unions all is decided anew, and every figure is that of the single decision', async () => {
  const { database } = register.deps;
  const world = await newWorld(register);
  const settle = await unionSettler(register);
  const [moved, dissolved, merged] = [DAY(2026, 2, 1), DAY(2026, 4, 10), DAY(2026, 6, 1)];
  const before = await sealAll(database);
  expect(await follow()).toBe('UP_TO_DATE');
  await settle({ kind: 'MOVE', union: 'employer', target: 'otherCounty', from: printDay(moved) });
  expect(await sealAll(database)).toBeGreaterThan(before);
  expect(await follow()).toBe('RUN_NEEDED');
  await settle({ kind: 'DISSOLVE', union: 'employer', from: printDay(dissolved) });
  await settle({ kind: 'MERGE', union: 'otherCounty', target: 'county', from: printDay(merged) });
  const last = await sealAll(database);
  valueOf(await decideRegister(database, TODAY, never));
  expect(await follow()).toBe('UP_TO_DATE');
  for (const known of [before, before + 2, last]) {
    for (const border of [moved, dissolved, merged]) {
      for (const day of [-1, 0]) await expectSingleDecisions(world.ids, addDays(border, day), known);
    }
  }
});
