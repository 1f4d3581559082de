import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { paymentsOfYear } from '../../src/fund/payments/payment.ts';
import type { Role } from '../../src/access/staff.codes.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import { realNameTable } from '../../src/fund/real-name/real-name-table.ts';
import { insertChanges, changeNumber } from '../../src/database/time/change-log.ts';
import { newId } from '../../src/database/ids.ts';
import type { Day } from '../../src/kernel/calendar.ts';
import { assess } from '../../src/policy/decision/assess.ts';
import { EXCLUSION_IDS, type Level } from '../../src/policy/facts/facts.ts';
import { indexStandards } from '../../src/policy/money/standards.ts';
import { currentFacts } from '../../src/assessment/register/current-facts.ts';
import { readHouseholds } from '../support/read-household.ts';
import { insertProfile } from '../../src/standards/profile.store.ts';
import { seedSample } from '../../src/sample/seed.ts';
import {
  householdsByCategory,
  householdsByCause,
  householdsByLevel,
  householdsByOutcome,
  householdsByRegion,
} from '../../src/statistics/households-by.ts';
import { moneyBy } from '../../src/statistics/money.ts';
import { type HouseholdCount, statisticsScope } from '../../src/statistics/statistics.ts';
import { emptyRegister, SERVERS, valueOf } from '../support/register.ts';
import { DAY } from '../support/register-household.ts';

const ON = DAY(2026, 6, 30);
const EARLIER = DAY(2024, 3, 1);
const HOUSEHOLDS = 300;

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: Awaited<ReturnType<typeof emptyRegister>>;
  const unions = new Map<string, string>();

  beforeAll(async () => {
    register = await emptyRegister(server);
    const { ownerUrl, secrets } = register.platform;
    const options = { ownerUrl, secrets, households: HOUSEHOLDS, seed: 8, on: ON, progress: () => undefined };
    valueOf(await seedSample(options));
    for (const { code, id } of await register.asOwner('select code, id from trade_union')) {
      unions.set(String(code), String(id));
    }
    // Beside the city's rules, one of a county that excludes nobody.
    const changeId = newId();
    await register.platform.database.transaction(async (sql) => {
      const [admin] = await sql.query<{ id: string }>("select id from staff where code = 'admin'");
      const change = { id: changeId, actorId: admin?.id ?? '', action: 'MAKE_SAMPLE' as const, purpose: '测试' };
      await insertChanges(sql, [{ ...change, subjectKind: 'PROFILE', subjectId: changeId }]);
      const rule = {
        id: newId(),
        unionId: unions.get('410581') ?? '',
        from: '2020-01-01',
        document: '林工〔2020〕1号',
      };
      await insertProfile(sql, changeId, { ...rule, level: 'ENTERPRISE', values: { exclusionsOff: EXCLUSION_IDS } });
    });
    await changeNumber(register.platform.database, changeId);
  }, 120_000);
  afterAll(() => register.drop());

  const viewer = (code: string, role: Role = 'STATISTICIAN'): Viewer => ({
    ...{ staffId: unions.get(code) ?? '', personId: null, purpose: null },
    grants: [{ role, unionId: unions.get(code) ?? '' }],
  });
  const scopeOf = (code: string, asOf: Day, union: string | null = null) =>
    statisticsScope(register.deps, viewer(code), { union, asOf, known: 'NOW' });
  const database = () => register.platform.database;

  /** Those that a union or one under it keeps, and that are on record on a day. */
  const householdsOf = async (code: string, asOf: Day): Promise<readonly string[]> => {
    const rows = await register.asOwner(
      `select k.household_id::text as id from stewards('2026-06-30') k
       join union_closure c on c.descendant_id = k.union_id join trade_union u on u.id = c.ancestor_id
       where u.code = $1 and exists (select from household_version v where v.anchor_id = k.household_id
         and v.valid_from <= date '1970-01-01' + $2::int)`,
      [code, asOf],
    );
    return rows.map(({ id }) => id as string);
  };

  const counted = (keys: readonly string[]): Record<string, number> => {
    return Object.fromEntries([...Map.groupBy(keys, (key) => key)].map(([key, own]) => [key, own.length]));
  };
  const plain = (counts: readonly HouseholdCount[]): Record<string, number> =>
    Object.fromEntries(counts.filter(({ households }) => households > 0).map((one) => [one.key, one.households]));

  const assessed = (ids: readonly string[], asOf: Day, level: Level) =>
    Promise.all(
      ids.map((householdId) =>
        database().session(async (sql) => {
          const { facts, standards } = valueOf(await currentFacts(sql, '2026-06-30', { householdId, asOf, level }));
          return assess(facts, indexStandards(standards));
        }),
      ),
    );

  test.each([
    ['410500', ON, 'NATIONAL'],
    ['410500', ON, 'ENTERPRISE'],
    ['410500', EARLIER, 'NATIONAL'],
    ['410581', ON, 'MUNICIPAL'],
    ['410500-C1', ON, 'NATIONAL'],
  ] as const)(
    'for %s as of %d at %s, outcomes and categories are those of each household',
    async (code, asOf, level) => {
      const ids = await householdsOf(code, asOf);
      const one = await assessed(ids, asOf, level);
      expect(ids.length).toBeGreaterThan(0);
      const scope = await scopeOf(code, asOf);
      expect(plain(await householdsByOutcome(database(), scope, level))).toEqual(
        counted(one.map(({ outcome }) => outcome)),
      );
      const categories = one.map(({ outcome, primaryCategory }) =>
        outcome === 'ELIGIBLE' ? primaryCategory : outcome,
      );
      expect(plain(await householdsByCategory(database(), scope, level))).toEqual(counted(categories.map(String)));
    },
  );

  test('levels differ, so that the test above tells them apart', async () => {
    const scope = await scopeOf('410500', ON);
    const national = await householdsByOutcome(database(), scope, 'NATIONAL');
    expect(await householdsByOutcome(database(), scope, 'ENTERPRISE')).not.toEqual(national);
    expect(await householdsByOutcome(database(), await scopeOf('410500', EARLIER), 'NATIONAL')).not.toEqual(national);
  });

  test.each([
    ['410500', ON],
    ['410500', EARLIER],
    ['410502', ON],
  ] as const)(
    'for %s as of %d, causes, divisions and levels of files are those of each household',
    async (code, asOf) => {
      const ids = await householdsOf(code, asOf);
      const read = [...(await readHouseholds(register.deps, ids, asOf, 'NOW')).values()];
      const scope = await scopeOf(code, asOf);
      const causes = read.map(({ household }) => household.household.mainCause ?? 'NOT_RECORDED');
      expect(plain(await householdsByCause(database(), scope))).toEqual(counted(causes));
      const regions = read.map(({ household }) => household.household.region);
      expect(plain(await householdsByRegion(database(), scope))).toEqual(counted(regions));
      const files = await register.asOwner(
        "select household_id::text as id, level from archive_file_version where state not in ('LIFTED', 'WITHDRAWN')",
      );
      const levels = new Map(files.map(({ id, level }) => [id as string, level as string]));
      expect(plain(await householdsByLevel(database(), scope))).toEqual(
        counted(ids.map((id) => levels.get(id) ?? 'NO_FILE')),
      );
    },
  );

  test('each count comes to all households; every key of a list is there, in its order', async () => {
    const scope = await scopeOf('410500', ON);
    const all = [
      await householdsByOutcome(database(), scope, 'COUNTY'),
      await householdsByCategory(database(), scope, 'COUNTY'),
      await householdsByCause(database(), scope),
      await householdsByLevel(database(), scope),
      await householdsByRegion(database(), scope),
    ];
    for (const counts of all) {
      expect(counts.reduce((sum, { households }) => sum + households, 0)).toBe(HOUSEHOLDS);
    }
    const none = await statisticsScope(register.deps, viewer('410500', 'PARTNER_SYSTEM'), {
      ...{ union: null, asOf: ON, known: 'NOW' },
    });
    expect((await householdsByOutcome(database(), none, 'NATIONAL')).map(({ households }) => households)).toEqual([
      0, 0, 0,
    ]);
    expect(plain(await householdsByCause(database(), none))).toEqual({});
    expect((await householdsByLevel(database(), none)).map(({ key }) => key)).toEqual([
      ...['NATIONAL', 'MUNICIPAL', 'COUNTY', 'ENTERPRISE'],
    ]);
  });

  test('a union that is asked for is counted as its own people see it; another’s is not', async () => {
    const own = await householdsByRegion(database(), await scopeOf('410581', ON));
    expect(own).toEqual([{ key: '410581', name: '林州市', households: (await householdsOf('410581', ON)).length }]);
    expect(await householdsByRegion(database(), await scopeOf('410500', ON, '410581'))).toEqual(own);
    expect(await householdsByRegion(database(), await scopeOf('410502', ON, '410581'))).toEqual([]);
  });

  test('money by source and by aid type is that of the real-name table, to the fen', async () => {
    for (const [code, year] of [
      ['410500', 2025],
      ['410502', 2024],
    ] as const) {
      const scope = await scopeOf(code, ON);
      const table = await realNameTable(register.deps, viewer(code, 'FINANCE_OFFICER'), {
        ...paymentsOfYear(year),
        known: 'NOW',
      });
      const { subtotals, total } = await table.totals();
      const bySource = await moneyBy('source', database(), scope, year);
      expect(bySource.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(total.amountFen);
      expect(total.payments).toBeGreaterThan(5);
      const [paid] = await register.asOwner(
        `select count(distinct household_id)::int as households from disbursement_version d
         where source = 'UNION_FUNDS' and extract(year from paid_on) = $1 and household_id = any($2)`,
        [year, await householdsOf(code, ON)],
      );
      for (const { key, amountFen, payments, households } of bySource) {
        const same = subtotals.filter(({ source }) => source === key);
        expect(amountFen).toBe(same.reduce((sum, one) => sum + one.amountFen, 0));
        expect(payments).toBe(same.reduce((sum, one) => sum + one.payments, 0));
        if (key === 'UNION_FUNDS') expect(households).toBe(paid?.['households']);
      }
      const byAid = await moneyBy('aid_type', database(), scope, year);
      expect(byAid.map(({ key }) => key)).toEqual([
        ...['LIVING', 'MEDICAL', 'SCHOOLING', 'LEGAL', 'TRAINING', 'JOB_PLACEMENT', 'WARMTH'],
      ]);
      for (const { key, amountFen } of byAid) {
        const same = subtotals.filter(({ aidType }) => aidType === key);
        expect(amountFen).toBe(same.reduce((sum, one) => sum + one.amountFen, 0));
      }
    }
  });
});
