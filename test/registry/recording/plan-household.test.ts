import { createSecretKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Day } from '../../../src/kernel/calendar.ts';
import type { MemberState, PersonState, RegisterHousehold } from '../../../src/registry/kinds.ts';
import {
  anchorKey,
  householdOn,
  type StoredHousehold,
  type StoredPerson,
} from '../../../src/registry/household/stored-household.ts';
import {
  type ChangeMode,
  changesNothing,
  type HouseholdPlan,
  planHousehold,
} from '../../../src/registry/recording/plan-household.ts';
import { applyPlan } from '../../support/apply-plan.ts';
import { DayModel, expectApart, expectWithoutGap } from '../../support/day-model.ts';
import {
  household,
  householdState,
  member,
  membershipState,
  person,
  record,
} from '../../support/register-household.ts';
import { runs } from '../../support/runs.ts';

const KEYS = ['m1', 'm2', 'm3'] as const;
const dataKey = createSecretKey(Buffer.alloc(32));
const nothing: StoredHousehold = {
  ...{
    id: 'h',
    unionId: 'u',
    dataKey,
    versions: [],
    members: [],
    closings: [],
    persons: new Map<string, StoredPerson>(),
  },
  ...{ records: [], anchors: new Map<string, string>() },
};

/** Persons who are on record before the household is: `m3` came from elsewhere. */
const elsewhere = (): Map<string, StoredPerson> =>
  new Map(
    KEYS.map((key, at) => {
      const versions =
        at < 2 ? [] : [{ from: 2 as Day, to: null, recordedIn: 'c0', value: person(key, { ethnicity: 'of old' }) }];
      return [key, { id: key, identityNumber: key, dataKey, versions, death: null }] as const;
    }),
  );

/** The persons of members, who have their members' keys as ids. */
function personsOf(persons: ReadonlyMap<string, StoredPerson>) {
  return new Map([...persons].map(([key, { id, versions }]) => [key, { id, versions }]));
}

function newIds() {
  let last = 0;
  return () => `id ${(last += 1)}`;
}

function planOn(
  stored: StoredHousehold,
  given: RegisterHousehold,
  mode: ChangeMode,
  persons: ReadonlyMap<string, StoredPerson>,
  newId = newIds(),
): HouseholdPlan {
  return planHousehold(stored, stored.versions.length === 0, given, personsOf(persons), mode, newId);
}

const variant = fc.nat(2);
const givenMember = (key: string) =>
  fc.tuple(variant, variant).map(([own, membership]) =>
    member(key, 0, {
      identityNumber: key,
      person: person(key, { ethnicity: `ethnicity ${own}` }),
      membershipState: membershipState({ refusedJobOffers: membership }),
    }),
  );
const givenHousehold = fc
  .tuple(
    variant,
    fc.subarray([...KEYS], { minLength: 1 }).chain((keys) => fc.tuple(...keys.map(givenMember))),
    fc.uniqueArray(fc.tuple(fc.constantFrom('r1', 'r2'), variant, fc.boolean()), { selector: ([key]) => key }),
  )
  .map(([state, members, incomes]): RegisterHousehold => {
    const [worker] = members;
    const key = worker?.key ?? '';
    const given = household([], { worker: key, members, household: householdState({ savingsFen: state as never }) });
    return {
      ...given,
      records: {
        ...given.records,
        incomes: incomes.map(([id, amount]) => record('incomes', id, key, { amountFen: amount as never })),
        events: incomes
          .filter(([, , isEvent]) => isEvent)
          .map(([id, amount]) => record('events', id, null, { costFen: amount as never })),
      },
    };
  });
const act = fc.record({
  given: givenHousehold,
  mode: fc.record({
    from: fc.nat(20).map((day) => (day + 3) as Day),
    correction: fc.boolean(),
    isWhole: fc.constant(false),
  }),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Carries out acts one after the other, and shows each with the household before and after it. */
function carryOut(
  acts: readonly Act[],
  check: (
    before: StoredHousehold,
    one: Act,
    after: StoredHousehold,
    plan: HouseholdPlan,
    newId: () => string,
  ) => void = () => undefined,
): StoredHousehold {
  const newId = newIds();
  return acts.reduce<StoredHousehold>(
    (before, one, at) => {
      const plan = planOn(before, one.given, one.mode, before.persons, newId);
      const after = applyPlan(before, plan, before.persons, `c${at + 1}`);
      check(before, one, after, plan, newId);
      return after;
    },
    { ...nothing, persons: elsewhere() },
  );
}

const property = (check: (acts: readonly Act[]) => void) => {
  fc.assert(fc.property(fc.array(act, { minLength: 1, maxLength: 8 }), check), runs(25, 20_000));
};

/** The naive register: each state day by day. */
class NaiveHousehold {
  readonly state = new DayModel<StoredHousehold['versions'][number]['value']>();
  readonly members = KEYS.map((key) => ({
    key,
    membership: new DayModel<{ personId: string; membershipState: MemberState }>(),
    person: new DayModel<PersonState>(),
  }));

  constructor() {
    const [stranger] = elsewhere().get('m3')?.versions ?? [];
    if (stranger !== undefined) this.members[2]?.person.set(stranger.from, stranger.value, false);
  }

  carryOut({ given, mode: { from, correction } }: Act, ids: ReadonlyMap<string, string>): void {
    this.state.set(from, { workerId: ids.get(given.worker) ?? '', state: given.household }, correction);
    for (const { key, membership, person } of this.members) {
      const wanted = given.members.find((one) => one.key === key);
      const came = Math.min(from, membership.first() ?? from);
      if (wanted === undefined) continue;
      membership.set(from, { personId: key, membershipState: wanted.membershipState }, correction);
      setPerson(person, wanted.person, from, came, correction);
    }
  }
}

/** A correction of what others recorded of a person begins on the day that the person came. */
function setPerson(
  model: DayModel<PersonState>,
  state: PersonState,
  day: number,
  came: number,
  correction: boolean,
): void {
  const before = model.on(day);
  const isOlder = correction && before !== undefined && model.startOf(day) < came;
  const isSame = JSON.stringify(before) === JSON.stringify(state);
  if (isOlder && !isSame) model.set(came, state, false);
  else model.set(day, state, correction);
}

test('after any acts, the live versions hold what a register kept day by day would', () => {
  property((acts) => {
    const naive = new NaiveHousehold();
    carryOut(acts, (_before, one, after) => {
      naive.carryOut(one, new Map(after.members.map(({ key, id }) => [key, id])));
      naive.state.expectSame(after.versions);
      for (const { key, membership, person: own } of naive.members) {
        membership.expectSame(after.members.find((found) => found.key === key)?.versions ?? []);
        own.expectSame(after.persons.get(key)?.versions ?? []);
      }
    });
  });
});

test('no two versions hold on one day; a household and a person have one on each day after their first', () => {
  property((acts) => {
    const { versions, members, persons } = carryOut(acts);
    expectWithoutGap(versions);
    for (const one of persons.values()) expectWithoutGap(one.versions);
    for (const one of members) expectApart(one.versions);
  });
});

test('a change alters nothing before its day', () => {
  property((acts) => {
    carryOut(
      acts.map(({ given, mode }) => ({ given, mode: { ...mode, correction: false } })),
      (before, { mode }, after) => {
        for (let day = 0; day < mode.from; day += 1) {
          const [was, is] = [before, after].map((one) => householdOn(one, day as Day));
          expect([is?.household, is?.members, is?.worker]).toEqual([was?.household, was?.members, was?.worker]);
        }
      },
    );
  });
});

test('the household of the day of an act is the one that was given, with those who were kept', () => {
  property((acts) => {
    carryOut(acts, (_before, { given, mode }, after, plan) => {
      const found = householdOn(after, mode.from);
      const keys = new Set(given.members.map(({ key }) => key));
      expect([found?.worker, found?.household]).toEqual([given.worker, given.household]);
      expect(new Map(found?.members.filter(({ key }) => keys.has(key)).map((one) => [one.key, one]))).toEqual(
        new Map(given.members.map((one) => [one.key, one])),
      );
      const others = found?.members.filter(({ key }) => !keys.has(key)).map(({ key }) => `members.${key}`) ?? [];
      expect(plan.kept.filter((one) => one.startsWith('members')).sort()).toEqual(others.sort());
      for (const kind of ['incomes', 'events'] as const) {
        const wanted = new Map<string, unknown>(given.records[kind].map((one) => [one.key, one.values]));
        // The records of who has left stay, and are not among those that could be given.
        const present = new Set([null, ...after.members.filter(({ key }) => keys.has(key)).map(({ id }) => id)]);
        const live = after.records.filter((one) => one.kind === kind && present.has(one.memberId));
        expect(new Set(live.map(({ key }) => key)).size).toBe(live.length);
        expect(new Map(live.filter(({ key }) => wanted.has(key)).map(({ key, values }) => [key, values]))).toEqual(
          wanted,
        );
        const kept = live.filter(({ key }) => !wanted.has(key)).map(({ key }) => `${kind}.${key}`);
        expect(plan.kept.filter((one) => one.startsWith(kind)).sort()).toEqual(kept.sort());
      }
    });
  });
});

test('the same household again changes nothing, and as a correction neither', () => {
  property((acts) => {
    carryOut(acts, (_before, { given, mode }, after, _plan, newId) => {
      for (const correction of [false, true]) {
        const again = planOn(after, given, { ...mode, correction }, after.persons, newId);
        expect(changesNothing(again)).toBe(true);
        expect([again.members, again.records.anchors]).toEqual([[], []]);
      }
    });
  });
});

test('members and records keep their ids, also when they come back', () => {
  property((acts) => {
    const ids = new Map<string, string>();
    carryOut(acts, (before, _act, after) => {
      for (const [name, id] of [...after.members.map(({ key, id }) => [key, id] as const), ...after.anchors]) {
        expect(id).not.toBe('');
        expect(ids.get(name) ?? id).toBe(id);
        ids.set(name, id);
      }
      expect(new Set(ids.values()).size).toBe(ids.size);
      expect(after.members.length).toBeGreaterThanOrEqual(before.members.length);
      for (const { kind, key, id } of after.records) expect(ids.get(anchorKey(kind, key, null))).toBe(id);
    });
  });
});

test('a new household is written even if nothing of it holds yet', () => {
  const plan = planOn(nothing, household([]), { from: 3 as Day, correction: false, isWhole: false }, new Map());
  expect([plan.id, plan.isNew, changesNothing(plan)]).toEqual(['h', true, false]);
  expect(changesNothing({ ...plan, household: { ended: [], begun: [] } })).toBe(false);
  expect(changesNothing({ ...plan, household: { ended: [], begun: [] }, isNew: false })).toBe(true);
});

test('a single difference of any part is something to write', () => {
  const mode = { from: 3 as Day, correction: false, isWhole: false };
  const one = household([1], { members: [member('m1', 1, { identityNumber: 'm1', person: person('m1') })] });
  const before = { ...nothing, persons: elsewhere() };
  const after = applyPlan(before, planOn(before, one, mode, before.persons), before.persons, 'c1');
  const [own] = one.members;
  if (own === undefined) throw new Error('the household has a member');
  const different: readonly RegisterHousehold[] = [
    { ...one, household: householdState({ savingsFen: 1 as never }) },
    { ...one, members: [{ ...own, person: person('m1', { ethnicity: 'other' }) }] },
    { ...one, members: [{ ...own, membershipState: membershipState({ farms: null }) }] },
    { ...one, records: { ...one.records, dwellings: [record('dwellings', 'd', null, {})] } },
  ];
  expect(changesNothing(planOn(after, one, mode, after.persons))).toBe(true);
  expect(different.map((given) => changesNothing(planOn(after, given, mode, after.persons)))).toEqual(
    different.map(() => false),
  );
});

test('a record that passes to another member is written again', () => {
  const mode = { from: 3 as Day, correction: false, isWhole: false };
  const members = KEYS.map((key) => member(key, 0, { identityNumber: key, person: person(key) }));
  const given = household([], { members });
  const withIncome = (key: string): RegisterHousehold => ({
    ...given,
    records: { ...given.records, incomes: [record('incomes', 'i', key, {})] },
  });
  const before = { ...nothing, persons: elsewhere() };
  const newId = newIds();
  const first = planOn(before, withIncome('m1'), mode, before.persons, newId);
  const after = applyPlan(before, first, before.persons, 'c1');
  const { records } = planOn(after, withIncome('m2'), mode, after.persons, newId);
  const id = (key: string) => first.members.find((one) => one.key === key)?.id;
  expect(records.revised.incomes.ended.map(({ memberId }) => memberId)).toEqual([id('m1')]);
  expect(records.revised.incomes.begun.map(({ memberId }) => memberId)).toEqual([id('m2')]);
  expect(records.anchors).toEqual([]);
});

test('a correction of a person reaches back to the day that this person came, not to another’s before them', () => {
  const of = (personId: string) => ({ personId, membershipState: membershipState() });
  const members = [
    {
      ...{ id: 'anchor', key: 'm1' },
      versions: [
        { from: 0 as Day, to: 10 as Day, recordedIn: 'c', value: of('another') },
        { from: 10 as Day, to: null, recordedIn: 'c', value: of('m3') },
      ],
    },
  ];
  const stranger = elsewhere().get('m3');
  if (stranger === undefined) throw new Error('there is a person from elsewhere');
  const given = household([], { members: [member('m1', 0, { person: person('corrected') })] });
  const mode = { from: 12 as Day, correction: true, isWhole: false };
  const plan = planOn({ ...nothing, members }, given, mode, new Map([['m1', stranger]]));
  expect(plan.persons.begun.map(({ id, from, to, value }) => [id, from, to, value.name])).toEqual([
    ['m3', 2, 10, 'm3'],
    ['m3', 10, null, 'corrected'],
  ]);
});

test('a member without a person is a bug, and says so', () => {
  const mode = { from: 3 as Day, correction: false, isWhole: false };
  expect(() => planOn(nothing, household([1]), mode, new Map())).toThrow('every member has a person');
});
