import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/access/viewer.ts';
import { insertChanges, changeNumber } from '../../src/database/time/change-log.ts';
import type { Database } from '../../src/database/database.ts';
import type { KnownAt } from '../../src/database/time/known-at.ts';
import { newId } from '../../src/database/ids.ts';
import { asFen } from '../../src/kernel/fen.ts';
import { insertProfile } from '../../src/standards/profile.store.ts';
import { insertBuiltInStandards } from '../../src/standards/standard.store.ts';
import type { RecordHousehold } from '../../src/registry/recording/documents/household-document.ts';
import { recordHousehold } from '../../src/registry/recording/record-household.ts';
import {
  householdsByCategory,
  householdsByCause,
  householdsByLevel,
  householdsByOutcome,
  householdsByRegion,
} from '../../src/statistics/households-by.ts';
import { moneyBy } from '../../src/statistics/money.ts';
import { type StatisticsQuery, statisticsScope } from '../../src/statistics/statistics.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { DAY, household, householdState, record, survey } from '../support/register-household.ts';

const ON = DAY(2023, 6, 15);
let serial = 0;

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;

  beforeAll(async () => {
    register = await testRegister(server);
    const changeId = newId();
    await register.platform.database.transaction(async (sql) => {
      const change = { id: changeId, actorId: id('admin'), action: 'MAKE_SAMPLE' as const, purpose: '测试' };
      await insertChanges(sql, [{ ...change, subjectKind: 'STANDARD', subjectId: changeId }]);
      await insertBuiltInStandards(sql, changeId, newId);
      const rule = { unionId: id('county'), from: '2020-01-01', document: '文工〔2020〕1号', values: {} };
      await insertProfile(sql, changeId, { id: newId(), level: 'COUNTY', ...rule });
    });
    await changeNumber(register.platform.database, changeId);
  });
  afterAll(() => register.drop());

  const id = (name: string) => register.ids[name] ?? '';
  const viewer = (union: string): Viewer => ({
    ...{ staffId: id('statistician'), personId: null, purpose: null },
    grants: [{ role: 'STATISTICIAN', unionId: id(union) }],
  });
  const scopeOf = (over: Partial<StatisticsQuery> = {}, union = 'city', deps = register.deps) =>
    statisticsScope(deps, viewer(union), { union: null, asOf: ON, known: 'NOW', ...over });
  /** Whoever records tomorrow what is counted today. */
  const recorder = () => ({ ...register.deps, today: '2026-07-01' });
  const recordNew = async (over: Parameters<typeof householdState>[0] = {}, of: Partial<RecordHousehold> = {}) => {
    serial += 1;
    const base = household([serial], { household: householdState(over) });
    const { householdId } = valueOf(await recordHousehold(recorder(), newHousehold(register, base, of)));
    if (of.from !== undefined) return { base, householdId };
    const surveyed = { ...base, records: { ...base.records, surveys: [survey(ON)] } };
    const act = newHousehold(register, surveyed, { ...of, householdId, from: ON });
    valueOf(await recordHousehold(register.deps, act));
    return { base, householdId };
  };
  const elsewhere = () => ({ unionId: id('otherEmployer'), actorId: id('otherClerk') });
  const numbers = (counts: readonly { key: string; households: number }[]) =>
    Object.fromEntries(counts.filter(({ households }) => households > 0).map((one) => [one.key, one.households]));

  test('a household for which no local rule is in force is counted as that, never as not eligible', async () => {
    const { database } = register.platform;
    await recordNew({ concealment: true });
    await recordNew({ concealment: true }, elsewhere());
    await recordNew({}, elsewhere());
    const scope = await scopeOf();
    expect(numbers(await householdsByOutcome(database, scope, 'COUNTY'))).toEqual({ INELIGIBLE: 1, NO_PROFILE: 2 });
    expect(numbers(await householdsByCategory(database, scope, 'COUNTY'))).toEqual({ INELIGIBLE: 1, NO_PROFILE: 2 });
    expect(numbers(await householdsByOutcome(database, scope, 'MUNICIPAL'))).toEqual({ NO_PROFILE: 3 });
    const before = await scopeOf({ asOf: DAY(2019, 12, 31) });
    expect(numbers(await householdsByOutcome(database, before, 'COUNTY'))).toEqual({ NO_PROFILE: 3 });
    const national = numbers(await householdsByOutcome(database, scope, 'NATIONAL'));
    expect(national).toMatchObject({ INELIGIBLE: 3 });
    const never = await scopeOf({ asOf: DAY(2014, 12, 31) });
    expect(await householdsByOutcome(database, never, 'NATIONAL')).toEqual([
      { key: 'ELIGIBLE', name: '符合', households: 0 },
      { key: 'INELIGIBLE', name: '不符合', households: 0 },
      { key: 'INDETERMINATE', name: '尚不能确定', households: 0 },
    ]);
  });

  test('what was known before a correction is counted as it was', async () => {
    const { database } = register.platform;
    const paid = (key: string, fen: number) =>
      record('disbursements', key, 'm1', {
        ...{ source: 'DONATION', aidType: 'WARMTH', amountFen: asFen(fen), paidOn: DAY(2022, 2, 2) },
      });
    const { base, householdId } = await recordNew({ mainCause: 'ACCIDENT', severeHardship: true });
    const correct = async (over: object, ...disbursements: readonly ReturnType<typeof paid>[]) =>
      recordHousehold(
        register.deps,
        newHousehold(
          register,
          { ...base, household: householdState(over), records: { ...base.records, disbursements } },
          { householdId, correction: true },
        ),
      );
    valueOf(await correct({ mainCause: 'ACCIDENT', severeHardship: true }, paid('d', 70)));
    const then = await scopeOf();
    const look = async (scope: typeof then) => ({
      causes: numbers(await householdsByCause(database, scope)),
      outcomes: numbers(await householdsByOutcome(database, scope, 'NATIONAL')),
      donations: (await moneyBy('source', database, scope, 2022)).find(({ key }) => key === 'DONATION'),
    });
    const before = await look(then);
    expect(before).toMatchObject({
      causes: { ACCIDENT: 1 },
      outcomes: { ELIGIBLE: 1 },
      donations: { amountFen: 70, payments: 1, households: 1 },
    });
    const reversal = { ...paid('r', -70), reverses: 'd', values: { ...paid('r', -70).values, reason: '误' } };
    const corrected = { mainCause: 'DISASTER', severeHardship: true, concealment: true } as const;
    valueOf(await correct(corrected, reversal, paid('e', 90)));
    const now = await look(await scopeOf());
    expect(now).toMatchObject({ causes: { DISASTER: 1 }, donations: { amountFen: 90, payments: 1, households: 1 } });
    expect(now.causes).not.toHaveProperty('ACCIDENT');
    expect(now.outcomes).not.toHaveProperty('ELIGIBLE');
    expect(await look(await scopeOf({ known: then.revision }))).toEqual(before);
  });

  test('today is counted alike while it is the last revision and once it is not', async () => {
    const { database } = register.platform;
    const [yesterday, today, tomorrow] = [DAY(2026, 6, 29), DAY(2026, 6, 30), DAY(2026, 7, 1)];
    const begun = (from: typeof today) => recordNew({ mainCause: 'LAID_OFF' }, { from });
    const goesOn = async ({ base, householdId }: Awaited<ReturnType<typeof begun>>, from: typeof today) => {
      const next = { ...base, household: householdState({ mainCause: 'SCHOOLING' }) };
      valueOf(await recordHousehold(recorder(), newHousehold(register, next, { householdId, from })));
    };
    const look = async (known: KnownAt) => {
      const scope = await scopeOf({ asOf: today, known });
      return {
        causes: numbers(await householdsByCause(database, scope)),
        regions: numbers(await householdsByRegion(database, scope)),
        levels: numbers(await householdsByLevel(database, scope)),
        outcomes: numbers(await householdsByOutcome(database, scope, 'NATIONAL')),
        employer: numbers(await householdsByCause(database, { ...scope, union: id('employer') })),
      };
    };
    const before = await look('NOW');
    await goesOn(await begun(yesterday), today);
    await goesOn(await begun(today), tomorrow);
    await begun(tomorrow);
    const { revision } = await scopeOf({ asOf: today });
    const now = await look('NOW');
    const more = (kind: 'causes' | 'employer', key: string) => (now[kind][key] ?? 0) - (before[kind][key] ?? 0);
    for (const kind of ['causes', 'employer'] as const) {
      expect([more(kind, 'LAID_OFF'), more(kind, 'SCHOOLING')]).toEqual([1, 1]);
    }
    await recordNew();
    expect(await look('NOW')).not.toEqual(now);
    expect(await look(revision)).toEqual(now);
  });

  test('one revision is assessed once, by however many it is asked for; the next one anew', async () => {
    const counting = countingDatabase(register.platform.database);
    const deps = { ...register.deps, database: counting.database };
    const ask = async (union = 'city') => {
      const before = counting.assessed();
      const scope = await scopeOf({}, union, deps);
      const outcomes = await householdsByOutcome(counting.database, scope, 'NATIONAL');
      return { outcomes: numbers(outcomes), loads: counting.assessed() - before };
    };
    const [first, second] = await Promise.all([ask(), ask()]);
    expect([first.loads, second.loads].sort()).toEqual([1, 1]);
    expect(counting.assessed()).toBe(1);
    expect(await ask()).toEqual({ outcomes: first.outcomes, loads: 0 });
    expect((await ask('otherCounty')).outcomes).not.toEqual(first.outcomes);
    const all = (counts: Record<string, number>) => Object.values(counts).reduce((sum, one) => sum + one, 0);
    await recordNew();
    const after = await ask();
    expect(after.loads).toBe(1);
    expect(all(after.outcomes)).toBe(all(first.outcomes) + 1);
  });

  test('an assessment that failed is tried again', async () => {
    const { database } = register.platform;
    const broken: Database = { ...database, session: () => Promise.reject(new Error('no connection')) };
    const scope = await scopeOf();
    await expect(householdsByOutcome(broken, scope, 'NATIONAL')).rejects.toThrow('no connection');
    const mended = Object.assign(broken, database);
    expect(await householdsByOutcome(mended, scope, 'NATIONAL')).toEqual(
      await householdsByOutcome(database, scope, 'NATIONAL'),
    );
  });
});

/** A database that counts how often facts are loaded for assessing. */
function countingDatabase(database: Database): { readonly database: Database; readonly assessed: () => number } {
  let loads = 0;
  return {
    assessed: () => loads,
    database: {
      ...database,
      session: (work) =>
        database.session((sql) => work({ ...sql, arrays: (...given) => ((loads += 1), sql.arrays(...given)) })),
    },
  };
}
