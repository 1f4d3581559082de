import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadFacts, streamFacts } from '../../../src/assessment/register/facts.read.ts';
import { type Day, monthOfDay, printDay, requireDay } from '../../../src/kernel/calendar.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import type { HouseholdFacts } from '../../../src/policy/facts/facts.ts';
import { lastDayServed } from '../../../src/policy/facts/survey.ts';
import type { RegisterHousehold, RegisterRecord } from '../../../src/registry/kinds.ts';
import { recordHouseholds } from '../../../src/registry/recording/record-household.ts';
import { leave, neverWas, retract } from '../../support/acts.ts';
import { newHousehold, sealAll, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { household, member, membershipState, record, survey } from '../../support/register-household.ts';

/** The situations of R16 and R17 (`policy/cases/changes.md`) and others, each as acts of a clerk over a household of three. */

const day = requireDay;
const month = (text: string) => monthOfDay(day(`${text}-01`));
const SURVEYED = day('2019-03-10');

type Act = readonly [change: (base: RegisterHousehold) => RegisterHousehold, from: string, correction?: 'correction'];

interface Asked {
  readonly asOf?: string;
  /** Asks what was known after as many acts. */
  readonly after?: number;
}

const withRecords = (of: Partial<RegisterHousehold['records']>) => (base: RegisterHousehold) => {
  const added = Object.entries(of).map(([kind, list]) => {
    const keys = new Set(list.map(({ key }) => key));
    const kept = (base.records[kind as 'incomes'] as readonly RegisterRecord[]).filter(({ key }) => !keys.has(key));
    return [kind, [...kept, ...list]];
  });
  return { ...base, records: { ...base.records, ...Object.fromEntries(added) } as RegisterHousehold['records'] };
};

const spell = (who: string, from: string, to: string | null = null, key = `${who}-${from}`) =>
  record('employment', key, who, { status: 'EMPLOYED', from: month(from), to: to === null ? null : month(to) });
const works = (who: string, from: string, to: string | null = null, key?: string) =>
  withRecords({ employment: [spell(who, from, to, key)] });
const span = (from: string, to: string) => ({ from: month(from), to: month(to) });
const bill = (from: string, to = from, key = `b${from}`) =>
  withRecords({
    expenses: [
      record('expenses', key, 'm1', {
        kind: 'ILLNESS',
        amountFen: asFen(100),
        reimbursedFen: asFen(0),
        ...span(from, to),
      }),
    ],
  });
const wage = (from: string, to: string, who = 'm1') =>
  withRecords({
    incomes: [
      record('incomes', `w${from}`, who, {
        ...{ kind: 'WAGE', relief: false, verified: true, amountFen: asFen(1200), ...span(from, to) },
      }),
    ],
  });
const without = (kind: 'employment' | 'incomes', key: string) => (base: RegisterHousehold) => ({
  ...base,
  records: { ...base.records, [kind]: base.records[kind].filter((one) => one.key !== key) },
});
const leaves = (who: string) => (base: RegisterHousehold) => ({
  ...base,
  members: base.members.filter(({ key }) => key !== who),
  records: { ...base.records, employment: base.records.employment.filter(({ member: of }) => of !== who) },
});
const flags = (who: string, over: Partial<ReturnType<typeof membershipState>>) => (base: RegisterHousehold) => ({
  ...base,
  members: base.members.map((one) =>
    one.key === who ? { ...one, membershipState: { ...one.membershipState, ...over } } : one,
  ),
});
const joins =
  (who: string, over: Partial<ReturnType<typeof membershipState>> = {}) =>
  (base: RegisterHousehold) => ({
    ...base,
    members: [...base.members, { ...member(who, 0), identityNumber: null, membershipState: membershipState(over) }],
  });
const surveyAgain =
  (on: string, stated: (base: RegisterHousehold) => RegisterHousehold = (base) => base) =>
  (base: RegisterHousehold) => {
    const empty = { ...base, records: { ...base.records, employment: [], incomes: [], deductions: [], expenses: [] } };
    return withRecords({ surveys: [survey(day(on))] })(stated(empty));
  };

/** Each: what the survey found, the acts after it, how it is asked, and the day of the change (or none). */
const SITUATIONS: readonly [string, Act['0'], readonly Act[], Asked, string | null][] = [
  ['1 nothing', (base) => base, [], {}, null],
  ['2 m2 begins work', (base) => base, [[works('m2', '2019-05'), '2019-06-02']], {}, '2019-05-01'],
  ['3 the same, as known before', (base) => base, [[works('m2', '2019-05'), '2019-06-02']], { after: 0 }, null],
  ['4 in the month of the survey', (base) => base, [[works('m2', '2019-03'), '2019-04-20']], {}, '2019-03-11'],
  ['5 in a month before it: a correction', (base) => base, [[works('m2', '2019-01'), '2019-04-20']], {}, null],
  ['6 a fixed term that was on record ends', works('m1', '2015-01', '2019-06'), [], {}, null],
  [
    '7 open-ended work ends',
    works('m1', '2015-01', null, 'e'),
    [[works('m1', '2015-01', '2019-06', 'e'), '2019-07-03']],
    ...([{}, '2019-07-01' as string | null] as const),
  ],
  [
    '8 who does not count begins work',
    flags('m3', { livesTogether: false }),
    [[works('m3', '2019-05'), '2019-06-02']],
    {},
    null,
  ],
  ['9 m2 leaves', (base) => base, [[leaves('m2'), '2019-08-15']], {}, '2019-08-15'],
  ['10 m2 never was a member', (base) => base, [[leaves('m2'), '2019-09-01', 'correction']], {}, null],
  [
    '11 a flag that was unknown is verified',
    flags('m3', { livesTogether: null }),
    [[flags('m3', { livesTogether: true }), '2019-05-01']],
    {},
    null,
  ],
  ['12 a flag turns false', (base) => base, [[flags('m3', { livesTogether: false }), '2019-05-01']], {}, '2019-05-01'],
  ['13 m1 dies: the membership ends', (base) => base, [[leaves('m3'), '2019-12-31']], {}, '2019-12-31'],
  ['14 a child is born', (base) => base, [[joins('m4'), '2019-07-20']], {}, '2019-07-20'],
  ['15 a bill of the window is added', (base) => base, [[bill('2019-01'), '2019-09-05']], {}, null],
  ['16 a bill of the month of the survey', (base) => base, [[bill('2019-03'), '2019-09-05']], {}, null],
  ['17 a bill of a later month', (base) => base, [[bill('2019-04'), '2019-09-05']], {}, '2019-09-05'],
  [
    '18 an income that goes on after it',
    (base) => base,
    [[wage('2019-01', '2019-12'), '2019-09-05']],
    {},
    '2019-09-05',
  ],
  [
    '19 an income of a later month is accepted',
    (base) => base,
    [[wage('2019-10', '2019-10'), '2019-12-02']],
    {},
    '2019-12-02',
  ],
  [
    '20 a second survey states later work',
    (base) => base,
    [[surveyAgain('2019-11-05', works('m2', '2019-05')), '2019-11-05']],
    { asOf: '2019-10-01' },
    null,
  ],
  [
    '22 work and leaving: the first day',
    (base) => base,
    [
      [works('m2', '2019-05'), '2019-06-02'],
      [leaves('m2'), '2019-08-15'],
    ],
    {},
    '2019-05-01',
  ],
  [
    '23 the spell is retracted',
    (base) => base,
    [
      [works('m2', '2019-05'), '2019-06-02'],
      [without('employment', 'm2-2019-05'), '2019-06-20'],
    ],
    {},
    null,
  ],
  [
    '24 as of a day before it began',
    (base) => base,
    [[works('m2', '2019-05'), '2019-06-02']],
    { asOf: '2019-04-30' },
    null,
  ],
  [
    'a spell that was added ends, as was known when it was added',
    (base) => base,
    [[works('m2', '2019-01', '2019-06'), '2019-04-20']],
    {},
    '2019-07-01',
  ],
  [
    'work that was over before the survey is added',
    (base) => base,
    [[works('m2', '2018-01', '2018-12'), '2019-04-20']],
    {},
    null,
  ],
  [
    'the end of a term is corrected',
    works('m1', '2015-01', '2019-06', 'e'),
    [[works('m1', '2015-01', '2019-05', 'e'), '2019-07-03', 'correction']],
    {},
    null,
  ],
  [
    'a term is extended: its new end',
    works('m1', '2015-01', '2019-06', 'e'),
    [[works('m1', '2015-01', '2019-09', 'e'), '2019-06-20']],
    {},
    '2019-10-01',
  ],
  [
    'an end that is recorded later, as of a day before that act',
    works('m1', '2015-01', null, 'e'),
    [[works('m1', '2015-01', '2019-06', 'e'), '2019-09-03']],
    { asOf: '2019-08-31' },
    null,
  ],
  [
    'a bill of a later month, as of a day before its act',
    (base) => base,
    [[bill('2019-04'), '2019-09-05']],
    { asOf: '2019-09-04' },
    null,
  ],
  [
    'a bill of a later month as a correction',
    (base) => base,
    [[bill('2019-04'), '2019-09-05', 'correction']],
    {},
    null,
  ],
  [
    'a decision that somebody counts',
    flags('m3', { livesTogether: false }),
    [[flags('m3', { countedByDecision: true, countedByDecisionReason: '住校' }), '2019-06-15']],
    {},
    '2019-06-15',
  ],
  [
    'a decision that changes nothing',
    (base) => base,
    [[flags('m3', { countedByDecision: true, countedByDecisionReason: '住校' }), '2019-06-15']],
    {},
    null,
  ],
  ['a flag becomes unknown', (base) => base, [[flags('m3', { inRegister: null }), '2019-06-15']], {}, null],
  [
    'a newcomer of whom it is not known whether they count',
    (base) => base,
    [[joins('m4', { inRegister: null }), '2019-07-20']],
    {},
    null,
  ],
  ['a newcomer who does not count', (base) => base, [[joins('m4', { livesTogether: false }), '2019-07-20']], {}, null],
  ['who does not count leaves', flags('m3', { inRegister: false }), [[leaves('m3'), '2019-07-20']], {}, null],
  ['another flag of a member changes', (base) => base, [[flags('m3', { ill: true }), '2019-06-15']], {}, null],
  [
    'two changes: the first of them',
    (base) => base,
    [
      [leaves('m3'), '2019-10-20'],
      [bill('2019-08'), '2019-10-25'],
    ],
    {},
    '2019-10-20',
  ],
  [
    'a second survey begins anew',
    (base) => base,
    [
      [works('m2', '2019-05'), '2019-06-02'],
      [surveyAgain('2019-07-15', works('m2', '2019-05')), '2019-07-15'],
    ],
    {},
    null,
  ],
  [
    'a change after the second survey',
    (base) => base,
    [
      [surveyAgain('2019-07-15'), '2019-07-15'],
      [works('m2', '2019-09'), '2019-10-02'],
    ],
    {},
    '2019-09-01',
  ],
  [
    'a change before the second survey is none of it',
    (base) => base,
    [
      [leaves('m2'), '2019-06-01'],
      [surveyAgain('2019-07-15'), '2019-07-15'],
    ],
    {},
    null,
  ],
];

let register: TestRegister;

/** Who is left out has left, or never was a member, and the spells of members that are left out are retracted. */
async function leaveOut(
  householdId: string,
  before: RegisterHousehold,
  given: RegisterHousehold,
  { from, correction }: { readonly from: Day; readonly correction: boolean },
): Promise<void> {
  const present = new Set(given.members.map(({ key }) => key));
  for (const { key } of before.members.filter((one) => !present.has(one.key))) {
    await (correction ? neverWas : leave)(register, householdId, key, from);
  }
  const keys = new Set(given.records.employment.map(({ key }) => key));
  const isSurvey = given.records.surveys.length > 0;
  const gone = before.records.employment.filter(({ key, member: of }) => !keys.has(key) && present.has(of ?? ''));
  if (gone.length > 0 && !isSurvey) {
    await retract(register, householdId, 'employment', ...gone.map(({ key }) => key));
  }
}

const found = new Map<string, { readonly loaded: HouseholdFacts; readonly streamed: HouseholdFacts | undefined }>();

beforeAll(async () => {
  register = await testRegister('18');
  for (const [at, [name, begin, acts, asked]] of SITUATIONS.entries()) {
    const { deps } = register;
    let given = begin(withRecords({ surveys: [survey(SURVEYED)] })(household([at * 10 + 1, at * 10 + 2, at * 10 + 3])));
    const command = newHousehold(register, given, { from: SURVEYED });
    const { householdId } = valueOf((await recordHouseholds(deps, [command]))[0] ?? { ok: false, error: [] });
    let known = await sealAll(deps.database);
    for (const [step, [change, from, correction]] of acts.entries()) {
      const before = given;
      given = change({ ...given, records: { ...given.records, surveys: [] } });
      const act = { ...command, householdId, unionId: null, from: day(from), correction: correction !== undefined };
      valueOf((await recordHouseholds(deps, [{ ...act, household: given }]))[0] ?? { ok: false, error: [] });
      await leaveOut(householdId, before, given, act);
      const revision = await sealAll(deps.database);
      if (step < (asked.after ?? acts.length)) known = revision;
    }
    const frame = {
      asOf: day(asked.asOf ?? '2021-06-30'),
      knownAt: known,
      level: 'NATIONAL',
      findProfile: () => null,
    } as const;
    await deps.database.session(async (sql) => {
      const loaded = (await loadFacts(sql, [householdId], frame)).get(householdId);
      let streamed: HouseholdFacts | undefined;
      await streamFacts(sql, frame, (id, facts) => {
        if (id === householdId) streamed = facts;
      });
      if (loaded !== undefined) found.set(name, { loaded, streamed });
    });
  }
}, 300_000);
afterAll(() => register.drop());

test.each(SITUATIONS)('%s', (name, _begin, _acts, _asked, wanted) => {
  const facts = found.get(name);
  expect(facts?.loaded.changedOn ?? null).toBe(wanted === null ? null : day(wanted));
  expect(facts?.streamed).toEqual(facts?.loaded);
});

/** The rows of the table as it is given: number, day of the change, last day of the service. */
const TABLE = readFileSync(join(__dirname, '..', '..', 'policy', 'cases', 'changes.md'), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, number = '']) => /^\d+$/.test(number));

const dateIn = (cell = '', whole = /^\d{4}-\d{2}-\d{2}/) => whole.exec(cell)?.[0] ?? null;

test('the table of situations says the same', () => {
  expect(TABLE).toHaveLength(25);
  const seen: string[] = [];
  for (const [, number = '', , changed, serves] of TABLE) {
    const situation = SITUATIONS.find(([name]) => name.startsWith(`${number} `));
    if (situation === undefined) continue;
    seen.push(number);
    const wanted = dateIn(changed, /^\d{4}-\d{2}-\d{2}$/);
    expect([number, situation[4]]).toEqual([number, wanted]);
    const until = dateIn(serves);
    const change = wanted === null ? null : day(wanted);
    if (until !== null) expect([number, printDay(lastDayServed(SURVEYED, change))]).toEqual([number, until]);
  }
  // 21 is of which survey an addition belongs to, 25 of a survey of another day.
  const others = TABLE.map(([, number]) => number).filter((number = '') => !seen.includes(number));
  expect(others).toEqual(['21', '25']);
});

/** The numbers of what is weighed: the keys of the incomes and expenses as of a day. */
async function weighed(householdId: string, asOf: Day): Promise<readonly string[]> {
  const frame = { asOf, knownAt: 'NOW', level: 'NATIONAL', findProfile: () => null } as const;
  const facts = await register.deps.database.session((sql) => loadFacts(sql, [householdId], frame));
  const own = facts.get(householdId);
  return [...(own?.incomes ?? []), ...(own?.expenses ?? [])].map(({ kind, amount }) => `${kind} ${amount}`);
}

test('what is added outside a survey is weighed from the day of its act, and belongs to that survey for ever', async () => {
  const { deps } = register;
  const base = withRecords({ surveys: [survey(SURVEYED)] })(household([9001, 9002, 9003]));
  const command = newHousehold(register, base, { from: SURVEYED });
  const { householdId } = valueOf((await recordHouseholds(deps, [command]))[0] ?? { ok: false, error: [] });
  const act = async (change: Act[0], from: string, correction = false) => {
    const given = change({ ...base, records: { ...base.records, surveys: [] } });
    const own = { ...command, householdId, unionId: null, from: day(from), correction };
    valueOf((await recordHouseholds(deps, [{ ...own, household: given }]))[0] ?? { ok: false, error: [] });
  };
  await act(bill('2019-01'), '2019-09-05');
  expect([await weighed(householdId, day('2019-06-01')), await weighed(householdId, day('2019-09-04'))]).toEqual([
    [],
    [],
  ]);
  expect(await weighed(householdId, day('2019-09-05'))).toEqual(['ILLNESS 100']);
  // A correction holds for every day of its survey.
  await act(wage('2019-01', '2019-01'), '2019-10-05', true);
  expect(await weighed(householdId, day('2019-06-01'))).toEqual(['WAGE 1200']);
  // 21: a survey that is entered later for an earlier day does not take it over.
  await act(surveyAgain('2019-08-15'), '2019-08-15');
  expect(await weighed(householdId, day('2019-08-14'))).toEqual(['WAGE 1200']);
  expect([await weighed(householdId, day('2019-08-15')), await weighed(householdId, day('2019-09-05'))]).toEqual([
    [],
    [],
  ]);
});
