import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insertChanges } from '../../../src/database/time/change-log.ts';
import { newId } from '../../../src/database/ids.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { insertProfile } from '../../../src/standards/profile.store.ts';
import { insertBuiltInStandards } from '../../../src/standards/standard.store.ts';
import type { Projection } from '../../../src/statistics/projection/projection.ts';
import type { CountingRights } from '../../../src/statistics/question/question.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { DAY, household, householdState, record, survey } from '../../support/register-household.ts';
import {
  answered,
  everythingUnder,
  figuresOf,
  followUp,
  type NamedQuestion,
  projected,
} from '../../support/statistics.ts';

/** Figures of households that are recorded, corrected and paid, as known then and now, and for different readers. */

const ON = DAY(2023, 6, 15);

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  let projection: Projection;
  let serial = 0;
  const id = (name: string) => register.ids[name] ?? '';
  const today = () => register.deps.today;
  const city = () => everythingUnder(today(), id('city'));

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
    projection = await projected(register.platform.database, DAY(2026, 6, 30));
  });
  afterAll(async () => {
    await projection.close();
    await register.drop();
  });

  const follow = () => followUp(register.platform.database, projection, DAY(2026, 6, 30));
  const figures = async (question: NamedQuestion, rights: CountingRights = city(), revision?: number) =>
    figuresOf(await answered(projection, { asOf: ON, ...question }, rights, revision));
  const elsewhere = () => ({ unionId: id('otherEmployer'), actorId: id('otherClerk') });

  const recordNew = async (over: Parameters<typeof householdState>[0] = {}, of: object = {}) => {
    serial += 1;
    const base = household([serial], { household: householdState(over) });
    const { householdId } = valueOf(await recordHousehold(register.deps, newHousehold(register, base, of)));
    const surveyed = { ...base, records: { ...base.records, surveys: [survey(ON)] } };
    const act = newHousehold(register, surveyed, { ...of, householdId, from: ON });
    valueOf(await recordHousehold(register.deps, act));
    return { base, householdId };
  };

  test('a household for which no local rule is in force is counted as that, never as not eligible', async () => {
    await recordNew({ concealment: true });
    await recordNew({ concealment: true }, elsewhere());
    await recordNew({}, elsewhere());
    await follow();
    const outcomes = (level: string, asOf = ON) => figures({ measures: ['HOUSEHOLDS'], by: ['OUTCOME'], level, asOf });
    expect(await outcomes('county')).toEqual({ INELIGIBLE: 1, NO_PROFILE: 2 });
    expect(await figures({ measures: ['HOUSEHOLDS'], by: ['CATEGORY'], level: 'county' })).toEqual({
      INELIGIBLE: 1,
      NO_PROFILE: 2,
    });
    expect(await outcomes('municipal')).toEqual({ NO_PROFILE: 3 });
    expect(await outcomes('county', DAY(2019, 12, 31))).toEqual({ NO_PROFILE: 3 });
    expect(await outcomes('national')).toEqual({ INELIGIBLE: 3 });
    expect(await outcomes('national', DAY(2014, 12, 31))).toEqual({});
  });

  test('a household of several causes counts under each, and once in the total', async () => {
    await recordNew({ mainCause: 'LAID_OFF', otherCauses: ['SCHOOLING', 'LAID_OFF', 'DISASTER'] });
    await recordNew({ mainCause: null, otherCauses: null });
    await follow();
    const question = { measures: ['HOUSEHOLDS', 'PERSONS'], by: ['CAUSE', 'UNION_COUNTY'], asOf: ON };
    const { cells, totals } = await answered(projection, question, city());
    const by = new Map(cells.map(({ keys, figures: [first] }) => [keys.join(' '), first?.value]));
    expect([by.get('LAID_OFF COUNTY'), by.get('SCHOOLING COUNTY'), by.get('DISASTER COUNTY')]).toEqual([1, 1, 1]);
    expect(by.get('NONE COUNTY')).toBeGreaterThanOrEqual(1);
    const { HOUSEHOLDS: all } = { HOUSEHOLDS: totals[0]?.figures[0]?.value };
    expect(all).toBe((await figures({ measures: ['HOUSEHOLDS'] }))['']);
    expect([...by.values()].reduce((sum, one) => (sum ?? 0) + (one ?? 0), 0)).toBe((all ?? 0) + 2);
    const months = {
      periods: [
        { from: DAY(2023, 6, 1), to: ON },
        { from: DAY(2023, 6, 16), to: DAY(2023, 6, 30) },
      ],
      every: 'MONTH' as const,
    };
    const series = await answered(projection, { ...question, ...months }, city());
    expect(series.totals.map(({ figures: [first] }) => first?.value)).toEqual([all, all]);
  });

  test('what was known before a correction is counted as it was', async () => {
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
    await follow();
    const then = valueOf(await projection.read(({ mark }) => Promise.resolve(mark.revision)));
    const year = { periods: [{ from: DAY(2022, 1, 1), to: DAY(2022, 12, 31) }] };
    const look = async (revision?: number) => ({
      causes: await figures({ measures: ['HOUSEHOLDS'], by: ['MAIN_CAUSE'] }, city(), revision),
      outcomes: await figures({ measures: ['HOUSEHOLDS'], by: ['OUTCOME'] }, city(), revision),
      paid: await figures({ measures: ['PAID'], by: ['SOURCE'], ...year }, city(), revision),
      helped: await figures({ measures: ['HOUSEHOLDS_HELPED'], by: ['SOURCE'], ...year }, city(), revision),
    });
    const before = await look();
    expect(before).toMatchObject({ causes: { ACCIDENT: 1 }, outcomes: { ELIGIBLE: 1 }, paid: { DONATION: 70 } });
    const reversal = { ...paid('r', -70), reverses: 'd', values: { ...paid('r', -70).values, reason: '误' } };
    const corrected = { mainCause: 'DISASTER', severeHardship: true, concealment: true } as const;
    valueOf(await correct(corrected, reversal, paid('e', 90)));
    await follow();
    const now = await look();
    expect(now).toMatchObject({ causes: { DISASTER: 1 }, paid: { DONATION: 90 }, helped: { DONATION: 1 } });
    expect(now.causes).not.toHaveProperty('ACCIDENT');
    expect(now.outcomes).not.toHaveProperty('ELIGIBLE');
    expect(await look(then)).toEqual(before);
  });

  test('who may not see the households sees no cell of fewer than five, and who may sees each', async () => {
    for (let more = 0; more < 4; more += 1) await recordNew({ mainCause: 'UNABLE_TO_WORK' });
    await recordNew({ mainCause: 'INSURANCE_NOT_HONOURED' });
    await recordNew({ mainCause: 'INSURANCE_NOT_HONOURED' }, elsewhere());
    await follow();
    const look = async (readable: readonly string[], measure = 'HOUSEHOLDS') => {
      const rights = { today: today(), countable: [id('city')], readable };
      const { cells } = await answered(projection, { measures: [measure], by: ['MAIN_CAUSE'], asOf: ON }, rights);
      const figure = (key: string) => cells.find(({ keys }) => keys[0] === key)?.figures[0];
      return (['UNABLE_TO_WORK', 'INSURANCE_NOT_HONOURED'] as const).map((key) => [
        figure(key)?.value === undefined ? 0 : figure(key)?.value,
        figure(key)?.isHidden ?? false,
      ]);
    };
    expect(await look([id('city')])).toEqual([
      [4, false],
      [2, false],
    ]);
    expect(await look([])).toEqual([
      [null, true],
      [null, true],
    ]);
    expect(await look([id('county')])).toEqual([
      [4, false],
      [null, true],
    ]);
    expect(await look([], 'PERSONS')).toEqual([
      [null, true],
      [null, true],
    ]);
    expect(await look([], 'HOUSEHOLDS_ON_FILE')).toEqual([
      [0, false],
      [0, false],
    ]);
    await recordNew({ mainCause: 'UNABLE_TO_WORK' });
    await follow();
    expect(await look([])).toEqual([
      [5, false],
      [null, true],
    ]);
    const months = {
      periods: [
        { from: DAY(2023, 6, 1), to: ON },
        { from: DAY(2023, 6, 16), to: DAY(2023, 6, 30) },
      ],
      every: 'MONTH' as const,
    };
    const rights = { today: today(), countable: [id('city')], readable: [] };
    for (const measures of [['HOUSEHOLDS'], ['HOUSEHOLDS', 'PERSONS'], ['INCOME_PER_HEAD_MEDIAN', 'HOUSEHOLDS']]) {
      const { cells } = await answered(projection, { measures, by: ['MAIN_CAUSE'], ...months }, rights);
      const small = cells.filter(({ keys }) => keys[0] === 'INSURANCE_NOT_HONOURED');
      expect(small.map(({ figures: all }) => all.map(({ isHidden }) => isHidden))).toEqual(
        small.map(() => measures.map(() => true)),
      );
    }
  });

  test('what was paid and reversed does not tell of the few that keep theirs', async () => {
    const paid = (key: string, fen: number, paidOn: ReturnType<typeof DAY>) =>
      record('disbursements', key, 'm1', { source: 'UNION_FUNDS', aidType: 'LIVING', amountFen: asFen(fen), paidOn });
    for (let more = 0; more < 6; more += 1) {
      const { base, householdId } = await recordNew({ mainCause: 'SCHOOLING' });
      const given = paid(`p${more}`, 50_000 + more, DAY(2025, 3, 10));
      const back = paid(`r${more}`, -50_000 - more, DAY(2025, 5, 10));
      const reversal = { ...back, reverses: `p${more}`, values: { ...back.values, reason: '误' } };
      const disbursements = more === 0 ? [given] : [given, reversal];
      const again = { ...base, records: { ...base.records, disbursements } };
      const act = newHousehold(register, again, { householdId, correction: true });
      valueOf(await recordHousehold(register.deps, act));
    }
    await follow();
    const schooling = { where: { MAIN_CAUSE: ['SCHOOLING'] } };
    const year = { periods: [{ from: DAY(2025, 1, 1), to: DAY(2025, 12, 31) }], ...schooling };
    const measures = ['PAID', 'HOUSEHOLDS_HELPED', 'PAYMENTS', 'PAID_PER_HOUSEHOLD_MEAN'];
    const look = async (readable: readonly string[]) => {
      const rights = { today: today(), countable: [id('city')], readable };
      const { totals } = await answered(projection, { measures, ...year }, rights);
      return totals[0]?.figures.map(({ value, isHidden }) => (isHidden ? 'hidden' : value));
    };
    expect(await look([id('city')])).toEqual([50_000, 1, 1, 50_000]);
    expect(await look([])).toEqual(['hidden', 'hidden', 'hidden', 'hidden']);
    const spring = await answered(
      projection,
      { measures, periods: [{ from: DAY(2025, 1, 1), to: DAY(2025, 4, 1) }], ...schooling },
      city(),
    );
    expect(spring.totals[0]?.figures[1]?.value).toBe(6);
  });

  test('rights are those over the stewards of today, and a union that is named counts its households of the day', async () => {
    const all = await figures({ measures: ['HOUSEHOLDS'], by: ['UNION_COUNTY'] });
    const own = everythingUnder(today(), id('otherCounty'));
    expect(await figures({ measures: ['HOUSEHOLDS'], by: ['UNION_COUNTY'] }, own)).toEqual({
      'OTHER-COUNTY': all['OTHER-COUNTY'],
    });
    expect(await figures({ measures: ['HOUSEHOLDS'], unionId: id('county') }, own)).toEqual({});
    expect(await figures({ measures: ['HOUSEHOLDS'], unionId: id('otherCounty') })).toEqual({
      '': all['OTHER-COUNTY'],
    });
    expect(await figures({ measures: ['HOUSEHOLDS'], by: ['UNION_BELOW'], unionId: id('city') })).toEqual(all);
    expect(await figures({ measures: ['HOUSEHOLDS'], where: { UNION_COUNTY: ['COUNTY'] } })).toEqual({
      '': all['COUNTY'],
    });
    expect(await figures({ measures: ['HOUSEHOLDS'] }, { today: today(), countable: [], readable: [] })).toEqual({});
  });
});
