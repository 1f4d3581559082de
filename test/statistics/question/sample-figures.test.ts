import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { currentFacts } from '../../../src/assessment/register/current-facts.ts';
import { paymentsOfYear } from '../../../src/fund/payments/payment.ts';
import { realNameTable } from '../../../src/fund/real-name/real-name-table.ts';
import { type Day, printDay, requireDay } from '../../../src/kernel/calendar.ts';
import { assess } from '../../../src/policy/decision/assess.ts';
import type { Level } from '../../../src/policy/facts/facts.ts';
import { indexStandards } from '../../../src/policy/money/standards.ts';
import { REVERSE_PAYMENT } from '../../../src/registry/recording/acts/record-acts.ts';
import { acted } from '../../support/acts.ts';
import { viewerWith } from '../../support/graph.ts';
import { readHouseholds } from '../../support/read-household.ts';
import { SERVERS, valueOf } from '../../support/register.ts';
import { DAY } from '../../support/register-household.ts';
import {
  answered,
  everythingUnder,
  figuresOf,
  followUp,
  type NamedQuestion,
  SEEDED_ON,
  seededStatistics,
} from '../../support/statistics.ts';

/** The figures of a sample against each household by itself, and against other parts of the platform. */

const TODAY = printDay(SEEDED_ON);
const EARLIER = DAY(2024, 3, 1);

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let world: Awaited<ReturnType<typeof seededStatistics>>;
  beforeAll(async () => {
    world = await seededStatistics(300, server);
  });
  afterAll(async () => {
    await world.projection.close();
    await world.drop();
  });

  const figures = async (question: NamedQuestion, code = '410500') =>
    figuresOf(await answered(world.projection, question, everythingUnder(TODAY, world.unionId(code))));
  const counted = (keys: readonly string[]) =>
    Object.fromEntries([...Map.groupBy(keys, (key) => key)].map(([key, own]) => [key, own.length]));
  const numberOf = async (text: string, ...values: unknown[]) => Number((await world.asOwner(text, values))[0]?.['n']);

  /** The households on record on a day that a union or one under it keeps. */
  const householdsOf = async (code: string, asOf: Day): Promise<readonly string[]> => {
    const rows = await world.asOwner(
      `select k.household_id::text as id from stewards('2026-06-30') k
       join union_closure c on c.descendant_id = k.union_id join trade_union u on u.id = c.ancestor_id
       where u.code = $1 and exists (select from household_version v where v.anchor_id = k.household_id
         and v.valid_from <= $2::date)`,
      [code, printDay(asOf)],
    );
    return rows.map(({ id }) => String(id));
  };

  const decided = (ids: readonly string[], asOf: Day, level: Level) =>
    Promise.all(
      ids.map((householdId) =>
        world.platform.database.session(async (sql) => {
          const { facts, standards } = valueOf(await currentFacts(sql, TODAY, { householdId, asOf, level }));
          return assess(facts, indexStandards(standards));
        }),
      ),
    );

  test.each([
    ['410500', SEEDED_ON, 'NATIONAL'],
    ['410500', EARLIER, 'NATIONAL'],
    ['410581', SEEDED_ON, 'MUNICIPAL'],
  ] as const)('for %s on day %d at %s, outcomes and incomes are those of each household', async (code, asOf, level) => {
    const ids = await householdsOf(code, asOf);
    const decisions = await decided(ids, asOf, level);
    const of = { asOf, level: level.toLowerCase() };
    const outcomes = await figures({ measures: ['HOUSEHOLDS'], by: ['OUTCOME'], ...of }, code);
    expect(outcomes).toEqual(counted(decisions.map(({ outcome }) => outcome)));
    const categories = decisions.map(({ outcome, primaryCategory }) =>
      outcome === 'ELIGIBLE' ? String(primaryCategory) : outcome,
    );
    expect(await figures({ measures: ['HOUSEHOLDS'], by: ['CATEGORY'], ...of }, code)).toEqual(counted(categories));
    const eligible = decisions.filter(({ outcome }) => outcome === 'ELIGIBLE').length;
    expect(await figures({ measures: ['HOUSEHOLDS_ELIGIBLE'], ...of }, code)).toEqual({ '': eligible });
    const perHead = decisions.flatMap(({ perCapitaMonthly }) => perCapitaMonthly ?? []).sort((a, b) => a - b);
    expect(perHead.length).toBeGreaterThan(10);
    const mean = Math.round(perHead.reduce((sum, fen) => sum + fen, 0) / perHead.length);
    expect(await figures({ measures: ['INCOME_PER_HEAD_MEAN'], ...of }, code)).toEqual({ '': mean });
    const place = (share: number) => perHead[Math.max(0, Math.ceil(perHead.length * share) - 1)];
    for (const [name, share] of [
      ['Q1', 0.25],
      ['MEDIAN', 0.5],
      ['Q3', 0.75],
    ] as const) {
      expect(await figures({ measures: [`INCOME_PER_HEAD_${name}`], ...of }, code)).toEqual({ '': place(share) });
    }
  });

  test.each([
    ['410500', SEEDED_ON],
    ['410500', EARLIER],
    ['410502', SEEDED_ON],
  ] as const)('for %s on day %d, causes, divisions and members are those of each household', async (code, asOf) => {
    const ids = await householdsOf(code, asOf);
    const read = [...(await readHouseholds(world.deps, ids, asOf, 'NOW')).values()].map(({ household }) => household);
    const causes = read.map(({ household: { mainCause } }) => mainCause ?? 'NONE');
    expect(await figures({ measures: ['HOUSEHOLDS'], by: ['MAIN_CAUSE'], asOf }, code)).toEqual(counted(causes));
    const all = read.flatMap(({ household: { mainCause, otherCauses } }) => {
      const own = [...new Set([mainCause, ...(otherCauses ?? [])])].filter((cause) => cause !== null);
      return own.length === 0 ? ['NONE'] : own;
    });
    expect(await figures({ measures: ['HOUSEHOLDS'], by: ['CAUSE'], asOf }, code)).toEqual(counted(all));
    const regions = read.map(({ household: { region } }) => region);
    expect(await figures({ measures: ['HOUSEHOLDS'], by: ['REGION'], asOf }, code)).toEqual(counted(regions));
    const relations = read.flatMap(({ members }) => members.map(({ membershipState }) => membershipState.relation));
    expect(await figures({ measures: ['PERSONS'], by: ['RELATION'], asOf }, code)).toEqual(counted(relations));
  });

  test('money is that of the real-name table, to the fen, by union, source and aid type', async () => {
    for (const [code, year] of [
      ['410500', 2025],
      ['410502', 2024],
    ] as const) {
      const viewer = viewerWith('FINANCE_OFFICER', world.unionId(code));
      const table = await realNameTable(world.deps, viewer, { ...paymentsOfYear(year), known: 'NOW' });
      const { subtotals, total } = await table.totals();
      const whole = { from: DAY(year, 1, 1), to: DAY(year, 12, 31) };
      const { cells, totals } = await answered(
        world.projection,
        {
          ...{
            measures: ['PAID', 'PAYMENTS', 'HOUSEHOLDS_HELPED', 'PERSONS_HELPED'],
            by: ['UNION', 'SOURCE', 'AID_TYPE'],
          },
          periods: [whole],
        },
        everythingUnder(TODAY, world.unionId(code)),
      );
      const rows = cells.map(({ keys, figures: all }) => [...keys, ...all.map(({ value }) => value)]);
      const expected = subtotals.map((one) => [
        ...[one.unionCode, one.source, one.aidType, one.amountFen, one.payments, one.households, one.persons],
      ]);
      expect(rows.toSorted()).toEqual(expected.toSorted());
      expect(totals[0]?.figures.map(({ value }) => value)).toEqual([
        ...[total.amountFen, total.payments, total.households, total.persons],
      ]);
      expect(total.payments).toBeGreaterThan(5);
    }
  });

  test('what happened to files is what their versions say', async () => {
    const of = { periods: [{ from: DAY(2024, 1, 1), to: SEEDED_ON }] };
    for (const [measure, state] of [
      ['FILES_RECORDED', 'RECORDED'],
      ['FILES_LIFTED', 'LIFTED'],
      ['FILES_RETURNED', 'RETURNED'],
    ] as const) {
      const entered = await numberOf(
        `select count(distinct v.anchor_id) as n from archive_file_version v where v.state = $1 and v.superseded_in is null
           and v.valid_from between '2024-01-01' and '2026-06-30' and not exists (
             select from archive_file_version b where b.anchor_id = v.anchor_id and b.superseded_in is null
               and b.valid_to = v.valid_from and b.state = v.state)`,
        state,
      );
      expect([measure, entered > 0, await figures({ measures: [measure], ...of })]).toEqual([
        measure,
        true,
        { '': entered },
      ]);
    }
    const begun = await numberOf(
      `select count(*) as n from archive_file f where (select min(v.valid_from) from archive_file_version v
         where v.anchor_id = f.id and v.superseded_in is null) between '2024-01-01' and '2026-06-30'`,
    );
    expect(await figures({ measures: ['FILES_OPENED'], ...of })).toEqual({ '': begun });
  });

  test('who was never helped, has no survey, or was surveyed this year is told by the records', async () => {
    const onFile = `from household_index i where i.valid_to is null and i.file_id is not null and exists (
      select from archive_file_version v where v.anchor_id = i.file_id and v.state = 'RECORDED' and v.superseded_in is null
        and v.valid_from <= '2026-06-30' and (v.valid_to is null or v.valid_to > '2026-06-30'))`;
    const never = await numberOf(
      `select count(*) as n ${onFile} and not exists (select from disbursement_version d where d.household_id = i.household_id
         and d.reverses is null and d.paid_on <= '2026-06-30'
         and not exists (select from disbursement_version r where r.reverses = d.anchor_id))`,
    );
    expect(await figures({ measures: ['HOUSEHOLDS_NEVER_HELPED'] })).toEqual({ '': never });
    expect(await figures({ measures: ['HOUSEHOLDS_ON_FILE'] })).toEqual({
      '': await numberOf(`select count(*) as n ${onFile}`),
    });
    const surveyed = await numberOf(
      `select count(*) as n ${onFile} and exists (select from survey_version s where s.household_id = i.household_id
         and s.superseded_in is null and s.surveyed_on between '2026-01-01' and '2026-06-30')`,
    );
    expect(await figures({ measures: ['HOUSEHOLDS_SURVEYED_THIS_YEAR'] })).toEqual({ '': surveyed });
    expect([never > 0, surveyed > 0]).toEqual([true, true]);
    const surveys = await numberOf(
      `select count(*) as n from survey_version where superseded_in is null and surveyed_on between '2026-01-01' and '2026-06-30'`,
    );
    expect(await figures({ measures: ['SURVEYS'] })).toEqual({ '': surveys });
  });

  test('a household has had no help before its first payment and, once that is reversed, has had none again', async () => {
    const paid = await world.asOwner(
      `select distinct on (d.household_id) d.household_id, d.anchor_id, g.staff_id as clerk from disbursement_version d
       join household_index i on i.household_id = d.household_id and i.valid_to is null
       join union_closure c on c.descendant_id = i.union_id
       join staff_grant_version v on v.union_id = c.ancestor_id and v.role = 'UNION_CLERK' and v.superseded_in is null
       join staff_grant g on g.id = v.anchor_id
       where d.paid_on between '2025-06-01' and '2026-03-31' order by d.household_id, d.paid_on limit 40`,
    );
    for (const { household_id: household, anchor_id: id, clerk } of paid) {
      const acting = { deps: world.deps, ids: { clerk: String(clerk) } };
      const values = { id: String(id), on: DAY(2026, 5, 15), reason: '重复发放' };
      valueOf(await acted(acting, String(household), REVERSE_PAYMENT, values));
    }
    await followUp(world.platform.database, world.projection, SEEDED_ON);
    const neverOn = (day: string) =>
      numberOf(
        `select count(distinct v.household_id) as n from archive_file_version v
         join household_version h on h.anchor_id = v.household_id and h.superseded_in is null and h.valid_from <= $1
           and (h.valid_to is null or h.valid_to > $1)
         where v.state = 'RECORDED' and v.superseded_in is null and v.valid_from <= $1 and (v.valid_to is null or v.valid_to > $1)
           and not exists (select from disbursement_version d where d.household_id = v.household_id and d.reverses is null
             and d.paid_on <= $1 and not exists (
               select from disbursement_version r where r.reverses = d.anchor_id and r.paid_on <= $1))`,
        day,
      );
    const days = ['2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30'];
    const expected = await Promise.all(days.map(neverOn));
    const singles = await Promise.all(
      days.map(async (day) => (await figures({ measures: ['HOUSEHOLDS_NEVER_HELPED'], asOf: requireDay(day) }))['']),
    );
    expect(singles).toEqual(expected);
    expect(expected[2]).toBeGreaterThan(expected[1] ?? 0);
    const periods = [3, 4, 5, 6].map((month) => ({ from: DAY(2026, month, 1), to: requireDay(days[month - 3] ?? '') }));
    const { cells } = await answered(
      world.projection,
      { measures: ['HOUSEHOLDS_NEVER_HELPED'], periods, every: 'MONTH' },
      everythingUnder(TODAY, world.unionId('410500')),
    );
    expect(cells.map(({ figures: [first] }) => first?.value)).toEqual(expected);
  });
});
