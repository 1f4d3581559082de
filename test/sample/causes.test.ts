import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadFacts } from '../../src/assessment/register/facts.read.ts';
import { addDays, addMonths, type Day, firstDay, monthOfDay, printDay, toMonth } from '../../src/kernel/calendar.ts';
import { assess } from '../../src/policy/decision/assess.ts';
import type { HouseholdFacts } from '../../src/policy/facts/facts.ts';
import { lastDayServed } from '../../src/policy/facts/survey.ts';
import { builtInStandards } from '../../src/policy/parameters/built-in-standards.ts';
import { indexStandards } from '../../src/policy/money/standards.ts';
import { seedSample } from '../../src/sample/seed.ts';
import { emptyRegister, valueOf } from '../support/register.ts';
import { DAY } from '../support/register-household.ts';

/** The outcomes of the sample over its three years move by named causes alone: nothing sinks by itself. */

/** The last days of the quarters from June 2023 on. */
const DAYS = Array.from({ length: 13 }, (_, at) => addDays(firstDay(addMonths(toMonth(2023, 7), 3 * at)), -1));
const standards = indexStandards(builtInStandards);

let register: Awaited<ReturnType<typeof emptyRegister>>;
const ids: string[] = [];
beforeAll(async () => {
  register = await emptyRegister('18');
  const { ownerUrl, secrets } = register.platform;
  const options = { households: 300, seed: 4, on: DAY(2026, 6, 30), progress: () => undefined };
  valueOf(await seedSample({ ownerUrl, secrets, ...options }));
  ids.push(...(await register.asOwner('select id::text from household order by id')).map(({ id }) => String(id)));
});
afterAll(() => register.drop());

const factsOn = (asOf: Day) =>
  register.deps.database.session((sql) =>
    loadFacts(sql, ids, { asOf, knownAt: 'NOW', level: 'NATIONAL', findProfile: () => null }),
  );

/** The causes that fall into the days after `from` up to `to`, from what is on record at both. */
function causesBetween(
  from: Day,
  to: Day,
  before: HouseholdFacts | undefined,
  after: HouseholdFacts,
): readonly string[] {
  if (before === undefined) return ['filed'];
  const within = (day: Day | null) => day !== null && day > from && day <= to;
  const served = (facts: HouseholdFacts) =>
    facts.surveyedOn === null ? null : addDays(lastDayServed(facts.surveyedOn, facts.changedOn), 1);
  const { contract } = after.worker;
  const causes: readonly (readonly [string, boolean])[] = [
    ['surveyed', before.surveyedOn !== after.surveyedOn],
    ['service ended', within(served(before)) || within(served(after))],
    ['standard', builtInStandards.dibao.some((one) => one.region === after.region && within(one.from))],
    ['event', after.events.some(({ date }) => within(date))],
    [
      'contract',
      contract !== null &&
        contract !== 'NONE' &&
        (within(contract.from) || within(contract.to === null ? null : addDays(contract.to, 1))),
    ],
    ['dibao', (after.dibao ?? []).some((one) => within(one.from))],
    ['bill', after.expenses.length !== before.expenses.length],
  ];
  return causes.flatMap(([name, holds]) => (holds ? [name] : []));
}

type Register = ReadonlyMap<string, HouseholdFacts>;

const outcomesOf = (facts: Register) => new Map([...facts].map(([id, one]) => [id, assess(one, standards).outcome]));

const countEach = (values: Iterable<string>) =>
  Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]));

/** The causes of all households whose outcome is another one than it was; each must have one. */
function causesOfMoves(from: Day, to: Day, before: Register, after: Register): readonly string[] {
  const [old, now] = [outcomesOf(before), outcomesOf(after)];
  const moved = [...after].filter(([id]) => old.get(id) !== now.get(id));
  return moved.flatMap(([id, facts]) => {
    const causes = causesBetween(from, to, before.get(id), facts);
    expect([id, printDay(to), causes.length > 0]).toEqual([id, printDay(to), true]);
    return causes;
  });
}

test('each change of an outcome between two quarters has a cause, and every cause occurs', async () => {
  const registers: Register[] = [];
  for (const day of DAYS) registers.push(await factsOn(day));
  const steps = DAYS.slice(1).map((day, at) => {
    const [before, after] = [registers[at] ?? new Map(), registers[at + 1] ?? new Map()];
    const causes = causesOfMoves(DAYS[at] ?? day, day, before, after);
    return { day: printDay(day), outcomes: countEach(outcomesOf(after).values()), causes };
  });
  console.log(steps.map(({ causes, ...one }) => JSON.stringify({ ...one, causes: countEach(causes) })).join('\n'));
  const seen = new Set(steps.flatMap(({ causes }) => causes));
  expect([...seen]).toEqual(expect.arrayContaining(['filed', 'surveyed', 'service ended', 'event']));
});

test('the figures of a household are the same on every day between two surveys', async () => {
  const [early, late] = [await factsOn(DAY(2025, 1, 31)), await factsOn(DAY(2025, 2, 28))];
  let same = 0;
  for (const [id, facts] of late) {
    const before = early.get(id);
    if (before?.surveyedOn !== facts.surveyedOn || facts.changedOn !== null) continue;
    expect([facts.incomes, facts.deductions, facts.expenses]).toEqual([
      before.incomes,
      before.deductions,
      before.expenses,
    ]);
    same += 1;
  }
  expect(same).toBeGreaterThan(100);
});

test('the sample has first visits, clean-ups of three years, overdue surveys and bills that came in since', async () => {
  const facts = [...(await factsOn(DAY(2026, 6, 30))).values()];
  const years = await register.asOwner(
    `select way, count(distinct extract(year from surveyed_on))::int as years from survey_version group by 1 order by 1`,
  );
  expect(years).toEqual([
    { way: 'CLEAN_UP', years: 4 },
    { way: 'VISIT', years: expect.any(Number) as unknown },
  ]);
  expect(facts.filter(({ surveyedOn }) => surveyedOn === null)).toEqual([]);
  const lastYear = firstDay(addMonths(monthOfDay(DAY(2026, 6, 30)), -17));
  expect(facts.filter(({ surveyedOn }) => (surveyedOn ?? 0) < lastYear).length).toBeGreaterThan(2);
  expect(facts.filter(({ changedOn }) => changedOn !== null).length).toBeGreaterThan(2);
});
