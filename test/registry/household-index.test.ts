import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lastRevision } from '../../src/database/time/change-log.ts';
import { openFile } from '../../src/archive/open-file.ts';
import type { KnownAt } from '../../src/database/time/known-at.ts';
import { printDay } from '../../src/kernel/calendar.ts';
import { countHouseholds, listHouseholds } from '../../src/registry/listing/household-list.read.ts';
import type { HouseholdFilter } from '../../src/registry/listing/household-listing.ts';
import type { RegisterHousehold } from '../../src/registry/kinds.ts';
import { recordHousehold } from '../../src/registry/recording/record-household.ts';
import { viewerWith } from '../support/graph.ts';
import { leave } from '../support/acts.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { DAY, household, householdState, member, person } from '../support/register-household.ts';

/** What lists find households by, and persons their households, is derived: it follows whatever is recorded. */

const LATER = DAY(2024, 5, 1);
const TODAY = DAY(2026, 6, 30);
const NO_FILTER: HouseholdFilter = {
  ...{
    union: null,
    awaitsSteward: null,
    region: null,
    mainCause: null,
    declaredClass: null,
    migrant: null,
    singleParent: null,
  },
  ...{
    level: null,
    category: null,
    fileState: null,
    workerName: null,
    search: null,
    outcome: null,
    primaryCategory: null,
  },
  cell: null,
  assessedAtLevel: 'NATIONAL',
};

const named = (serials: readonly number[], name: string, over: Parameters<typeof householdState>[0] = {}) =>
  household(serials, {
    household: householdState(over),
    members: serials.map((serial, at) => member(`m${at + 1}`, serial, { person: person(`${name}${at}`) })),
  });

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  let recorder: TestRegister['deps'];
  beforeAll(async () => {
    register = await testRegister(server);
    // Some of it is recorded after the day on which the lists are asked for.
    recorder = { ...register.deps, today: '2027-01-01' };
    await recordAll();
  });
  afterAll(() => register.drop());

  const recordOf = async (base: RegisterHousehold, over: object = {}) =>
    valueOf(await recordHousehold(recorder, newHousehold(register, base, over))).householdId;

  /** Everything that can happen to a household: causes, names, workers and members that change, corrections, files. */
  async function recordAll(): Promise<void> {
    const causes = ['MAJOR_ILLNESS', 'SCHOOLING', 'OTHER'] as const;
    for (let at = 0; at < 24; at += 1) {
      const mainCause = causes[at % 3] ?? null;
      await recordOf(named([at * 10, at * 10 + 1, at * 10 + 2], `赵${'一丁万丈三上下'.charAt(at % 7)}`, { mainCause }));
    }
    const rows = await register.asApplication('select id::text from household order by id');
    const nth = (at: number) => String(rows[at]?.['id']);
    await recordOf(named([0, 1, 2], '钱', { mainCause: 'ACCIDENT', migrant: true }), {
      householdId: nth(0),
      from: LATER,
    });
    await recordOf(named([10, 11, 12], '孙'), { householdId: nth(1), from: LATER, correction: true });
    await recordOf({ ...named([20, 21], '李'), worker: 'm2' }, { householdId: nth(2), from: LATER });
    await recordOf(named([30], '周'), { householdId: nth(3), from: LATER });
    for (const key of ['m2', 'm3']) await leave(register, nth(3), key, LATER);
    await recordOf(named([400, 32], '吴'), { from: LATER });
    await recordOf(named([40, 41, 42], '郑', { singleParent: true }), { householdId: nth(4), from: DAY(2027, 1, 1) });
    for (const at of [0, 2, 4]) await fileOf(nth(at));
  }

  async function fileOf(householdId: string): Promise<void> {
    const { ids, deps } = register;
    const opened = await openFile(deps, {
      ...{ actorId: ids['clerk'] ?? '', idempotencyKey: null, purpose: '测试', expectedRevision: null },
      ...{ householdId, stewardId: ids['employer'] ?? '', on: DAY(2025, 1, 1) },
      state: { level: 'NATIONAL', category: null, hardshipClass: 'DEEP', state: 'APPLIED', reason: '本人申请' },
    });
    valueOf(opened);
  }

  test.each(['household_index', 'person_index'])('%s is what it would be if it were rebuilt', async (table) => {
    const rows = () => register.asOwner(`select * from ${table} order by 1, 2`);
    const before = await rows();
    expect(before.length).toBeGreaterThan(24);
    await register.asOwner('select index_households(array(select id from household))');
    expect(await rows()).toEqual(before);
  });

  test('a person’s row names their household of the day', async () => {
    for (const day of ['2014-12-31', '2015-01-01', '2024-04-30', '2024-05-01', '2026-06-30', '2027-02-01']) {
      const derived = await register.asOwner(
        `select person_id, household_id, union_id from person_index
         where valid_from <= $1 and (valid_to is null or valid_to > $1) order by 1`,
        [day],
      );
      const versions = await register.asOwner(
        `select m.person_id, m.household_id, k.union_id from membership_version m
         join household_version h on h.anchor_id = m.household_id and h.superseded_in is null
           and h.valid_from <= $1 and (h.valid_to is null or h.valid_to > $1)
         join stewards($1) k on k.household_id = m.household_id
         where m.superseded_in is null and m.valid_from <= $1 and (m.valid_to is null or m.valid_to > $1) order by 1`,
        [day],
      );
      expect([day, derived]).toEqual([day, versions]);
    }
  });

  const FILTERS: readonly Partial<HouseholdFilter>[] = [
    ...[{}, { mainCause: 'ACCIDENT' }, { mainCause: 'OTHER' }, { migrant: true }, { singleParent: true }],
    ...[
      { workerName: '赵' },
      { workerName: '1' },
      { region: '410502' },
      { union: 'EMPLOYER' },
      { union: 'OTHER-COUNTY' },
    ],
    ...[{ level: 'NATIONAL' }, { mainCause: 'SCHOOLING', workerName: '丁' }],
  ];

  test.each(['FILE_NUMBER', 'WORKER_NAME', 'ID'] as const)(
    'lists of today by %s are those of the versions, page by page',
    async (order) => {
      const { database } = register.deps;
      const revision = await lastRevision(database);
      const viewer = viewerWith('AUDITOR', register.ids['city'] ?? '');
      for (const filter of FILTERS) {
        const listingAt = (known: KnownAt) => ({
          ...{ viewer, order, at: { asOf: TODAY, known }, today: printDay(TODAY) },
          filter: { ...NO_FILTER, ...filter },
        });
        const all = async (known: KnownAt, size: number) => {
          const rows: string[] = [];
          for (let after: readonly (string | null)[] | null = null; ;) {
            const page = await database.session((sql) => listHouseholds(sql, listingAt(known), after, size));
            rows.push(...page.map(({ id, by, unionId }) => `${id} ${by} ${unionId}`));
            const last = page.at(-1);
            if (last === undefined) return rows;
            after = [last.by, last.id];
          }
        };
        const versions = await all(revision, 100);
        expect([filter, await all('NOW', 7)]).toEqual([filter, versions]);
        const counts = [revision, 'NOW' as const].map((known) =>
          database.session((sql) => countHouseholds(sql, listingAt(known))),
        );
        expect([filter, ...(await Promise.all(counts))]).toEqual([filter, versions.length, versions.length]);
      }
      expect(await database.session((sql) => countHouseholds(sql, listing(viewer, order)))).toBe(25);
    },
  );

  const listing = (viewer: ReturnType<typeof viewerWith>, order: 'FILE_NUMBER' | 'WORKER_NAME' | 'ID') => ({
    ...{ viewer, order, filter: NO_FILTER, at: { asOf: TODAY, known: 'NOW' as const }, today: printDay(TODAY) },
  });
});
