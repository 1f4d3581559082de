import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedSample } from '../../src/sample/seed.ts';
import { answerOf, ask, viewerWith } from '../support/graph.ts';
import { emptyRegister, valueOf } from '../support/register.ts';
import { DAY } from '../support/register-household.ts';

const today = '2026-06-30';
const HOUSEHOLDS = 150;

let register: Awaited<ReturnType<typeof emptyRegister>>;
const unions: Record<string, string> = {};

beforeAll(async () => {
  register = await emptyRegister('18');
  const { ownerUrl, secrets } = register.platform;
  const options = { households: HOUSEHOLDS, seed: 4, on: DAY(2026, 6, 30), progress: () => undefined };
  valueOf(await seedSample({ ownerUrl, secrets, ...options }));
  for (const { id, code } of await register.asOwner('select id, code from trade_union'))
    unions[String(code)] = String(id);
}, 120_000);
afterAll(() => register.drop());

const ALL = `asOf level year households
  householdsByOutcome { key name households } householdsByCategory { key households } householdsByCause { key households }
  householdsByLevel { key households } householdsByRegion { key name households }
  moneyBySource { key amount payments households } moneyByAidType { key amount payments }`;

interface Count {
  readonly key: string;
  readonly households: number;
}
type Answer = Readonly<Record<string, unknown>> & {
  readonly households: number;
  readonly householdsByOutcome: readonly Count[];
  readonly householdsByRegion: readonly Count[];
  readonly moneyBySource: readonly { readonly amount: string; readonly payments: number }[];
};

const viewer = (code = '410500') => viewerWith('STATISTICIAN', unions[code] ?? '', null);
const statistics = async (args = '', who = viewer()) => {
  const data = await answerOf(register.platform, `{ statistics${args} { ${ALL} } }`, { viewer: who, today });
  return data['statistics'] as Answer;
};
const totalOf = (counts: unknown) => (counts as readonly Count[]).reduce((sum, { households }) => sum + households, 0);

test('a dashboard has every figure in one request, and each count comes to all households', async () => {
  const answer = await statistics();
  expect(answer).toMatchObject({ asOf: today, level: 'NATIONAL', year: 2026, households: HOUSEHOLDS });
  for (const indicator of ['Outcome', 'Category', 'Cause', 'Level', 'Region']) {
    expect([indicator, totalOf(answer[`householdsBy${indicator}`])]).toEqual([indicator, HOUSEHOLDS]);
  }
  expect(answer.householdsByOutcome.map(({ key }) => key)).toEqual(['ELIGIBLE', 'INELIGIBLE', 'INDETERMINATE']);
  expect(answer.householdsByRegion).toContainEqual(expect.objectContaining({ key: '410581', name: '林州市' }));
  expect(answer.moneyBySource.reduce((sum, { payments }) => sum + payments, 0)).toBeGreaterThan(10);
});

test('the money is that of the real-name tables', async () => {
  const finance = viewerWith('FINANCE_OFFICER', unions['410502'] ?? '');
  const { moneyBySource } = await statistics('(year: 2025)', finance);
  const source = '{ realNameSummary(year: 2025, sources: CENTRAL_FINANCE) { total { amount payments } } }';
  const { realNameSummary } = await answerOf(register.platform, source, { viewer: finance, today });
  expect(moneyBySource[0]).toMatchObject({ key: 'CENTRAL_FINANCE', ...(realNameSummary as { total: object }).total });
});

test('another day, level and union are other figures', async () => {
  const now = await statistics();
  const then = await statistics('(asOf: "2024-03-01", level: COUNTY)');
  expect(then).toMatchObject({ asOf: '2024-03-01', level: 'COUNTY', year: 2024 });
  expect(then.households).toBeLessThan(now.households);
  expect(totalOf(then.householdsByOutcome)).toBe(then.households);
  const before = await statistics('(asKnownOn: "2024-03-01")');
  expect(before.households).toBeLessThan(now.households);
  const county = await statistics('(union: "410581")');
  expect(county).toEqual(await statistics('', viewer('410581')));
  expect(county.households).toBeLessThan(now.households);
  for (const union of ['410581', 'nowhere']) {
    const { result } = await ask(register.platform, `{ statistics(union: "${union}") { households } }`, {
      ...{ viewer: viewer('410502'), today },
    });
    expect([result.data, result.errors?.map(({ extensions }) => extensions['code'])]).toEqual([
      { statistics: null },
      ['INVALID_ARGUMENT'],
    ]);
  }
});

test('the households behind a figure are those that it counts', async () => {
  const asOf = '2025-03-01';
  const clerk = viewerWith('UNION_CLERK', unions['410500'] ?? '');
  for (const [level, union] of [
    ['NATIONAL', '410500'],
    ['COUNTY', '410500'],
    ['NATIONAL', '410581'],
  ] as const) {
    const source = `{ statistics(asOf: "${asOf}", level: ${level}, union: "${union}") { ${ALL} } }`;
    const counted = (await answerOf(register.platform, source, { viewer: clerk, today }))['statistics'] as Answer;
    const categories = counted['householdsByCategory'] as readonly Count[];
    const outcomes = ['ELIGIBLE', 'INELIGIBLE', 'INDETERMINATE'];
    const filters = [
      ...counted.householdsByOutcome.map(({ key, households }) => [`outcome: ${key}`, key, households] as const),
      ...categories.map(
        ({ key, households }) => [`outcome: ELIGIBLE, primaryCategory: ${key}`, key, households] as const,
      ),
    ].filter(([filter, key]) => key !== 'NO_PROFILE' && !(filter.includes('primary') && outcomes.includes(key)));
    for (const [filter, key, households] of filters) {
      const list = `{ households(asOf: "${asOf}", first: 200, filter: { union: "${union}", assessedAtLevel: ${level}, ${filter} }) {
        totalCount nodes { eligibility(level: ${level}) { outcome primaryCategory } } } }`;
      const { households: found } = (await answerOf(register.platform, list, { viewer: clerk, today })) as {
        households: { totalCount: number; nodes: { eligibility: Record<string, string> }[] };
      };
      expect([filter, found.totalCount, found.nodes.length]).toEqual([filter, households, households]);
      for (const { eligibility } of found.nodes) expect(Object.values(eligibility)).toContain(key);
    }
    expect(filters.some(([, , households]) => households > 1)).toBe(true);
  }
});

test('a list by what was decided is walked page by page, and its files may have ended', async () => {
  const clerk = viewerWith('UNION_CLERK', unions['410500'] ?? '');
  const page = async (args: string) =>
    (
      (await answerOf(
        register.platform,
        `{ households(${args}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
        {
          viewer: clerk,
          today,
        },
      )) as {
        households: {
          totalCount: number;
          nodes: { id: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      }
    ).households;
  const filter = 'filter: { outcome: ELIGIBLE }';
  const all = await page(`first: 200, ${filter}`);
  const ids: string[] = [];
  for (let after = ''; ;) {
    const { nodes, pageInfo } = await page(`first: 7, ${filter} ${after}`);
    ids.push(...nodes.map(({ id }) => id));
    if (!pageInfo.hasNextPage) break;
    after = `after: "${pageInfo.endCursor}"`;
  }
  expect(ids).toEqual(all.nodes.map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(14);
  const [ended] = await register.asOwner(
    "select count(*)::int as n from archive_file_version where state = 'LIFTED' and superseded_in is null and valid_from <= '2026-06-30' and valid_to is null",
  );
  expect((await page('filter: { fileState: LIFTED }')).totalCount).toBe(ended?.['n']);
  expect(ended?.['n']).toBeGreaterThan(0);
});

test('the statements are few', async () => {
  const source = `{ statistics(asOf: "2025-06-30") { ${ALL} } }`;
  const { statements } = await ask(register.platform, source, { viewer: viewer(), today });
  expect(statements.length).toBeLessThanOrEqual(14);
});

test.each(['PARTNER_SYSTEM', 'ADMINISTRATOR'] as const)('a %s is refused, and nothing is read', async (role) => {
  const who = viewerWith(role, unions['410500'] ?? '');
  const { result, statements } = await ask(register.platform, '{ statistics { households } }', { viewer: who, today });
  expect(result.errors?.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
  expect(statements).toEqual([]);
});

test.each(['year: 0', 'year: 10000', 'union: "\\u0000"'])('%s is refused', async (args) => {
  const { result } = await ask(register.platform, `{ statistics(${args}) { households } }`, {
    viewer: viewer(),
    today,
  });
  expect(result.errors?.map(({ extensions }) => extensions['code'])).toEqual(['INVALID_ARGUMENT']);
});
