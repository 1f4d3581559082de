import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { KnownAt } from '../../src/database/time/known-at.ts';
import { type Day, printDay } from '../../src/kernel/calendar.ts';
import { actOnHousehold } from '../../src/registry/recording/acts/act-on-household.ts';
import { CHANGE_HOUSEHOLD } from '../../src/registry/recording/acts/state-acts.ts';
import { type Asked, BEFORE, MOVED, oneHousehold, TODAY, under } from '../support/one-household.ts';
import { sealAll, SERVERS, valueOf } from '../support/register.ts';
import { DAY } from '../support/register-household.ts';
import { propose, unionSettler } from '../support/union-changes.ts';

/** Two changes of the tree: the union of a household is dissolved, and later the county above it is merged into another one. */

const MERGED = DAY(2026, 1, 1);
const HANDED = DAY(2026, 3, 1);
const by = (actorId: string) => ({ actorId, idempotencyKey: null, purpose: '测试' });

/** Everything that a report says of a day, as known at a revision: statistics by union, lists, and tables of payments. */
async function report(world: Asked, asOf: Day, known: KnownAt) {
  return {
    counted: await under(world, asOf, known),
    listed: await Promise.all(['CITY', 'EMPLOYER'].map((union) => world.listed(union, asOf, known))),
    outcomes: await world.figures({ measures: ['HOUSEHOLDS'], by: ['OUTCOME'], level: 'county', asOf }, known),
    paid: await Promise.all(['COUNTY', 'OTHER-COUNTY'].map((union) => world.paidIn(union, known))),
  };
}

const waiting = (day: Day | null, filter = 'awaitsSteward: true') =>
  `{ households(filter: { ${filter} }${day === null ? '' : `, asOf: "${printDay(day)}"`}) { totalCount nodes { steward { code state } } } }`;
const list = (...nodes: object[]) => ({ households: { totalCount: nodes.length, nodes } });

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let world: Asked;
  let past = 0;
  let before: unknown[] = [];
  beforeAll(async () => {
    world = await oneHousehold(server);
    valueOf(await world.open('employer', DAY(2023, 6, 15)));
    past = await sealAll(world.database);
    before = [await report(world, BEFORE, past), await report(world, TODAY, past)];
    const settle = await unionSettler(world.register);
    await settle({ kind: 'DISSOLVE', union: 'employer', from: printDay(MOVED) });
    await settle({ kind: 'MERGE', union: 'county', target: 'otherCounty', from: printDay(MERGED) });
    await sealAll(world.database);
    // The tree has changed, so that all is decided anew: by one question, before several are asked at once.
    await world.counted(null, TODAY);
  });
  afterAll(() => world.drop());

  test('every report of an earlier day, or as known before, is what it was', async () => {
    expect([await report(world, BEFORE, past), await report(world, TODAY, past)]).toEqual(before);
    expect(await report(world, BEFORE, 'NOW')).toEqual(before[0]);
  });

  test('a dissolved union counts under its superior of the day, so that parts come to the whole', async () => {
    expect(await under(world, MOVED)).toEqual([1, 0]);
    expect(await under(world, MERGED)).toEqual([0, 1]);
    expect(await world.listed('CITY', TODAY)).toBe(1);
    expect(await world.listed('EMPLOYER', TODAY)).toBe(1);
  });

  test('its households stay readable, and are listed as waiting for a steward from that day on', async () => {
    const dissolved = { steward: { code: 'EMPLOYER', state: 'DISSOLVED' } };
    expect(await world.asked(waiting(null))).toEqual(list(dissolved));
    expect(await world.asked(waiting(MOVED))).toEqual(list(dissolved));
    expect(await world.asked(waiting(BEFORE))).toEqual(list());
    expect(await world.asked(waiting(null, 'awaitsSteward: false'))).toEqual(list());
    expect(await world.asked(waiting(BEFORE, 'awaitsSteward: false'))).toEqual(list(dissolved));
    expect(await world.asked(waiting(null, 'awaitsSteward: true, union: "OTHER-COUNTY"'))).toEqual(list(dissolved));
    expect(await world.asked(waiting(MOVED, 'awaitsSteward: true, union: "OTHER-COUNTY"'))).toEqual(list());
  });

  test('who acts for the successor of the county reads the household, and nobody for the county that was merged', async () => {
    const source = `{ household(id: "${world.householdId}") { id } }`;
    expect(await world.asked(source, 'otherCounty')).toEqual({ household: { id: world.householdId } });
    expect(await world.asked(waiting(null), 'otherCounty')).toMatchObject({ households: { totalCount: 1 } });
    expect(await world.asked(source, 'county')).toEqual({ household: null });
    expect(await world.open('employer', TODAY)).toMatchObject({ error: [{ code: 'NO_SUCH_HOUSEHOLD' }] });
  });

  test('unions are found by what became of them', async () => {
    const ended = await world.asked(
      '{ tradeUnions(filter: { state: MERGED }) { nodes { code hasCentre parent { code } } } }',
    );
    expect(ended).toEqual({
      tradeUnions: { nodes: [{ code: 'COUNTY', hasCentre: false, parent: { code: 'OTHER-COUNTY' } }] },
    });
  });

  test('two people hand its households over to another union, where they wait no more from that day on', async () => {
    const known = await sealAll(world.database);
    const then = await report(world, MERGED, known);
    const settle = await unionSettler(world.register, 'third');
    const staff = (code: string) => world.register.ids[code] ?? '';
    const why = async (union: string, target: string, from = HANDED) => {
      const change = { kind: 'HAND_OVER', union, target, from: printDay(from) } as const;
      const answer = await propose(world.register, staff('chief'), change);
      return answer.ok ? [] : answer.error.map(({ code, path }) => `${code} ${path}`);
    };
    expect(await why('otherEmployer', 'otherCounty')).toEqual(['NOT_DISSOLVED union']);
    expect(await why('county', 'otherEmployer')).toEqual(['HANDED_OVER union']);
    expect(await why('employer', 'county')).toEqual(['UNION_DISSOLVED target']);
    expect(await why('employer', 'employer')).toEqual(['UNDER_ITSELF target']);
    expect(await why('employer', 'otherEmployer', BEFORE)).toEqual(['LATER_UNION_CHANGE from']);
    await settle({ kind: 'HAND_OVER', union: 'employer', target: 'otherEmployer', from: printDay(HANDED) });
    await sealAll(world.database);
    await world.counted(null, TODAY);
    expect(await why('employer', 'otherCounty')).toEqual(['HANDED_OVER union']);
    expect(await world.asked(waiting(null))).toEqual(list());
    expect(await world.asked(waiting(HANDED))).toEqual(list());
    // A union is shown as it is today, in the list of an earlier day too.
    expect(await world.asked(waiting(MERGED))).toEqual(list({ steward: { code: 'EMPLOYER', state: 'MERGED' } }));
    expect(await report(world, MERGED, known)).toEqual(then);
    expect(await report(world, MERGED, 'NOW')).toEqual(then);
    // Who acts for the union that took them over reads them, and records what changes.
    expect(await world.listed('OTHER-EMPLOYER', TODAY)).toBe(1);
    const source = `{ household(id: "${world.householdId}") { steward { code state parent { code } } } }`;
    expect(await world.asked(source, 'otherEmployer', 'UNION_CLERK')).toEqual({
      household: { steward: { code: 'EMPLOYER', state: 'MERGED', parent: { code: 'OTHER-EMPLOYER' } } },
    });
    const command = {
      ...by(staff('otherClerk')),
      householdId: world.householdId,
      from: TODAY,
      state: { migrant: true },
    };
    expect(
      await actOnHousehold(world.deps, { ...command, expectedRevision: null, correction: false }, CHANGE_HOUSEHOLD),
    ).toMatchObject({ ok: true });
  });
});
