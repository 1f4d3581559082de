import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Role } from '../../src/access/staff.codes.ts';
import { CLOSE_HOUSEHOLD } from '../../src/registry/recording/lives/close-household.ts';
import { openProjection } from '../../src/statistics/projection/open-projection.store.ts';
import { serveProjection } from '../../src/statistics/projection/served-projection.ts';
import { acted } from '../support/acts.ts';
import { answerOf, ask, viewerWith } from '../support/graph.ts';
import { valueOf } from '../support/register.ts';
import { followUp, SEEDED_ON, seededStatistics } from '../support/statistics.ts';

/** Statistics through the graph, as a dashboard asks them. */

const today = '2026-06-30';
const HOUSEHOLDS = 150;
let world: Awaited<ReturnType<typeof seededStatistics>>;

beforeAll(async () => {
  world = await seededStatistics(HOUSEHOLDS, undefined, 4);
});
afterAll(async () => {
  await world.projection.close();
  await world.drop();
});

interface Figure {
  readonly measure: string;
  readonly count: number | null;
  readonly amount: string | null;
  readonly isHidden: boolean;
  readonly cell: unknown;
}
interface Row {
  readonly from: string;
  readonly to: string;
  readonly keys: readonly { readonly dimension: string; readonly key: string; readonly name: string | null }[];
  readonly figures: readonly Figure[];
}
interface Answer {
  readonly asOf: string;
  readonly revision: number;
  readonly isCurrent: boolean;
  readonly rowCount: number;
  readonly rows: readonly Row[];
  readonly totals: readonly Row[];
}

const ROW = '{ from to keys { dimension key name } figures { measure count amount isHidden cell } }';
const ALL = `asOf revision isCurrent level rowCount measures { measure name article unit zh en version } rows ${ROW} totals ${ROW}`;
const viewer = (role: Role = 'STATISTICIAN', code = '410500') => viewerWith(role, world.unionId(code), null);
const statistics = async (args: string, who = viewer()) => {
  const data = await answerOf(world.platform, `{ statistics(${args}) { ${ALL} } }`, { viewer: who, today });
  return data['statistics'] as Answer;
};
const faultOf = async (args: string, who = viewer()) => {
  const { result, statements } = await ask(world.platform, `{ statistics(${args}) { rowCount } }`, {
    viewer: who,
    today,
  });
  const [error] = result.errors ?? [];
  return { ...error?.extensions, data: result.data?.['statistics'], statements: statements.length } as Record<
    string,
    unknown
  >;
};

test('one question has rows with named keys, totals and the definitions of its measures', async () => {
  const answer = await statistics('measures: [HOUSEHOLDS, PAID], by: [REGION, FILE_STATE]', viewer('AUDITOR'));
  expect(answer).toMatchObject({ asOf: today, isCurrent: true, level: 'NATIONAL', rowCount: answer.rows.length });
  expect(answer.rows[0]).toMatchObject({
    from: '2026-01-01',
    to: today,
    figures: [{ measure: 'HOUSEHOLDS' }, { measure: 'PAID' }],
  });
  const keys = answer.rows.flatMap((row) => row.keys);
  expect(keys).toContainEqual({ dimension: 'REGION', key: '410581', name: '林州市' });
  expect(keys).toContainEqual({ dimension: 'FILE_STATE', key: 'RECORDED', name: '在档' });
  expect(keys).toContainEqual({ dimension: 'FILE_STATE', key: 'NONE', name: '未登记' });
  const sum = answer.rows.reduce((all, { figures: [first] }) => all + (first?.count ?? 0), 0);
  expect([sum, answer.totals.length, answer.totals[0]?.figures[0]?.count]).toEqual([HOUSEHOLDS, 1, HOUSEHOLDS]);
  const yuan = (row: Row | undefined) => Number(row?.figures[1]?.amount);
  expect(answer.rows.reduce((all, row) => all + yuan(row), 0)).toBeCloseTo(yuan(answer.totals[0]), 2);
  expect(answer).toMatchObject({
    measures: [
      { measure: 'HOUSEHOLDS', name: '总户数', article: '第二条', unit: 'HOUSEHOLDS', version: 1 },
      { measure: 'PAID', name: '发放金额', unit: 'YUAN', zh: expect.stringContaining('冲销'), en: expect.any(String) },
    ],
  });
});

test('three years by month and category are one question', async () => {
  const over = 'over: { from: "2023-07-01", to: "2026-06-30", every: MONTH }';
  const answer = await statistics(`measures: [HOUSEHOLDS_ON_FILE], by: [CATEGORY], ${over}`);
  expect(answer.totals).toHaveLength(36);
  expect([answer.totals[0]?.from, answer.totals[35]?.to]).toEqual(['2023-07-01', today]);
  expect(answer.rowCount % 36).toBe(0);
  const counts = answer.totals.map(({ figures: [first] }) => first?.count ?? 0);
  expect([counts[0] === counts[35], counts.every((count) => count > 0)]).toEqual([false, true]);
});

test('rows are sorted as asked, and the first ones are those', async () => {
  const figures = ({ rows }: Answer) => rows.map(({ figures: [first] }) => first?.count ?? 0);
  const all = await statistics(
    'measures: [HOUSEHOLDS], by: [UNION], orderBy: [{ measure: HOUSEHOLDS, descending: true }]',
  );
  expect(figures(all)).toEqual(figures(all).toSorted((a, b) => b - a));
  const first = await statistics(
    'measures: [HOUSEHOLDS], by: [UNION], first: 3, orderBy: [{ measure: HOUSEHOLDS, descending: true }]',
  );
  expect([first.rows, first.rowCount]).toEqual([all.rows.slice(0, 3), all.rowCount]);
  const outcomes = await statistics('measures: [HOUSEHOLDS], by: [OUTCOME]');
  expect(outcomes.rows.map(({ keys: [key] }) => key?.key)).toEqual(['ELIGIBLE', 'INELIGIBLE', 'INDETERMINATE']);
  const back = await statistics(
    'measures: [HOUSEHOLDS], by: [OUTCOME], orderBy: [{ dimension: OUTCOME, descending: true }]',
  );
  expect(back.rows).toEqual(outcomes.rows.toReversed());
});

test('another day, another known day, a union and conditions are other figures', async () => {
  const total = async (args: string, who = viewer()) =>
    (await statistics(`measures: [HOUSEHOLDS], ${args}`, who)).totals[0]?.figures[0]?.count;
  const then = await total('asOf: "2024-03-01"');
  expect(then).toBeLessThan(HOUSEHOLDS);
  expect(await total('asKnownOn: "2024-03-01"')).toBeLessThan(HOUSEHOLDS);
  const county = await total('filter: { union: "410581" }');
  expect(county).toBe(await total('level: COUNTY', viewer('STATISTICIAN', '410581')));
  expect(county).toBe(await total('filter: { where: [{ dimension: UNION_COUNTY, keys: ["410581"] }] }'));
  const some = await total('filter: { where: [{ dimension: FILE_STATE, keys: ["RECORDED", "NONE"] }] }');
  expect(some).toBe(
    ((await total('filter: { where: [{ dimension: FILE_STATE, keys: ["RECORDED"] }] }')) ?? 0) +
      ((await total('filter: { where: [{ dimension: FILE_STATE, keys: ["NONE"] }] }')) ?? 0),
  );
});

test('every cell opens the households that it counts, and nobody’s who may not see them', async () => {
  const clerk = viewer('UNION_CLERK');
  const list = async (cell: unknown, asOf: string) => {
    const source = `query ($cell: JSON) { households(asOf: "${asOf}", first: 200, filter: { cell: $cell }) { totalCount nodes { id } } }`;
    const data = await answerOf(world.platform, source, { viewer: clerk, today, variables: { cell } });
    return data['households'] as { readonly totalCount: number; readonly nodes: readonly unknown[] };
  };
  let opened = 0;
  for (const args of [
    'measures: [HOUSEHOLDS, HOUSEHOLDS_NEVER_HELPED], by: [OUTCOME, UNION_COUNTY]',
    'measures: [HOUSEHOLDS_ON_FILE, HOUSEHOLDS_SURVEY_DUE], by: [CAUSE, WORKER_AGE], asOf: "2025-03-01", level: COUNTY',
    'measures: [HOUSEHOLDS_ON_FILE_NOT_ELIGIBLE], by: [SINGLE_PARENT], filter: { union: "410581", where: [{ dimension: SIZE, keys: ["P3", "P4"] }] }',
  ]) {
    const { rows } = await statistics(args, clerk);
    for (const { figures, to } of rows) {
      for (const { count, cell } of figures) {
        expect([count, cell === null]).toEqual([count, count === 0]);
        if (cell === null) continue;
        const { totalCount, nodes } = await list(cell, to);
        expect([cell, totalCount, nodes.length]).toEqual([cell, count, count]);
        opened += count ?? 0;
      }
    }
  }
  expect(opened).toBeGreaterThan(100);
  const { rows } = await statistics('measures: [HOUSEHOLDS], by: [OUTCOME]');
  expect(rows.map(({ figures: [first] }) => first?.cell)).toEqual(rows.map(() => null));
});

/** A clerk of the household's union says that it was recorded by mistake. */
async function closeByMistake(householdId: string): Promise<void> {
  const [clerk] = await world.asOwner(
    `select g.staff_id::text as id from staff_grant g join staff_grant_version v on v.anchor_id = g.id and v.role = 'UNION_CLERK'
     join union_closure c on c.ancestor_id = v.union_id join household_index i on i.union_id = c.descendant_id
     where i.household_id = $1 limit 1`,
    [householdId],
  );
  const acting = { deps: { ...world.deps, today }, ids: { clerk: String(clerk?.['id']) } };
  valueOf(await acted(acting, householdId, CLOSE_HOUSEHOLD, { on: SEEDED_ON, reason: 'MISTAKE' }));
  await followUp(world.platform.database, world.projection, SEEDED_ON);
}

test('a cell without any condition opens all households, page by page as of one revision while others write', async () => {
  const auditor = viewer('AUDITOR');
  const { totals } = await statistics('measures: [HOUSEHOLDS, HOUSEHOLDS_SURVEYED, PAID]', viewer('UNION_CLERK'));
  const [households, ...others] = (totals[0]?.figures ?? []).map(({ cell }) => cell);
  const page = async (cell: unknown, after: string | null) => {
    const source = `query ($cell: JSON, $after: String) { households(first: 60, after: $after, filter: { cell: $cell }) {
      totalCount nodes { registerId } pageInfo { hasNextPage endCursor } } }`;
    const data = await answerOf(world.platform, source, { viewer: auditor, today, variables: { cell, after } });
    return data['households'] as {
      readonly totalCount: number;
      readonly nodes: readonly { readonly registerId: string }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  };
  for (const cell of others) expect((await page(cell, null)).totalCount).toBeGreaterThan(10);
  const first = await page(households, null);
  const staying = await page(households, first.pageInfo.endCursor);
  await closeByMistake(String(staying.nodes.at(-1)?.registerId));
  const seen = new Set(first.nodes.map(({ registerId }) => registerId));
  for (let at = first; at.pageInfo.hasNextPage;) {
    at = await page(households, at.pageInfo.endCursor);
    for (const { registerId } of at.nodes) seen.add(registerId);
    expect(at.totalCount).toBe(HOUSEHOLDS);
  }
  expect(seen.size).toBe(HOUSEHOLDS);
  expect((await page(households, null)).totalCount).toBe(HOUSEHOLDS - 1);
});

test('a finance officer is not told what they may not see of a household, and nested grants are one', async () => {
  const hidden = async (dimension: string, who = viewer('FINANCE_OFFICER')) => {
    const { rows } = await statistics(`measures: [PERSONS], by: [${dimension}, UNION]`, who);
    return rows.some(({ figures: [first] }) => first?.isHidden === true);
  };
  for (const told of ['RELATION', 'WORK_STATE']) expect([told, await hidden(told)]).toEqual([told, false]);
  for (const secret of ['AGE', 'EDUCATION', 'MARITAL_STATUS', 'SURVEY_STATE', 'DIBAO', 'ILL']) {
    expect([secret, await hidden(secret)]).toEqual([secret, true]);
    expect([secret, await hidden(secret, viewer('UNION_CLERK'))]).toEqual([secret, false]);
  }
  const [city, county] = [world.unionId('410500'), world.unionId('410502')];
  const grants = [
    { role: 'UNION_CLERK', unionId: city },
    { role: 'FINANCE_OFFICER', unionId: county },
  ] as const;
  const { rows } = await statistics('measures: [HOUSEHOLDS], by: [DIBAO]', { ...viewer('UNION_CLERK'), grants });
  expect(rows.every(({ figures: [first] }) => first?.cell !== null)).toBe(true);
});

test('a question with too many rows, or whose statement takes too long, is refused, and others are answered', async () => {
  const many =
    'measures: [HOUSEHOLDS, PERSONS, PAID, SURVEYS, PAYMENTS], by: [UNION, CAUSE, SIZE, WORKER_AGE], over: { from: "1995-03-01", to: "2028-06-01", every: MONTH }';
  expect(await faultOf(many)).toMatchObject({ code: 'INVALID_ARGUMENT', argument: 'by' });
  const impatient = await openProjection({
    ...{ database: world.platform.database, folder: mkdtempSync(join(tmpdir(), 'projection-')), megabytes: 200 },
    ...{ seconds: 0.001, log: () => undefined },
  });
  valueOf(await impatient.follow());
  serveProjection([world.platform.database], impatient);
  expect(
    await faultOf(
      'measures: [INCOME_PER_HEAD_MEDIAN, INCOME_PER_HEAD_Q1, HOUSEHOLDS], by: [UNION, CAUSE], over: { from: "1995-01-01", every: MONTH }',
    ),
  ).toMatchObject({
    code: 'TOO_COMPLEX',
  });
  serveProjection([world.platform.database], world.projection);
  await impatient.close();
  expect((await statistics('measures: [HOUSEHOLDS]')).rowCount).toBe(1);
});

test('what happened opens households by what they are, too', async () => {
  const clerk = viewer('UNION_CLERK');
  for (const args of [
    'measures: [HOUSEHOLDS_HELPED], by: [MAIN_CAUSE, UNION_COUNTY], asOf: "2026-06-30"',
    'measures: [HOUSEHOLDS_SURVEYED], by: [REGION], filter: { union: "410500" }, asOf: "2026-06-30"',
    'measures: [FILES_RECORDED], by: [SIZE], over: { from: "2024-01-01", to: "2026-06-30", every: YEAR }',
  ]) {
    const { rows } = await statistics(args, clerk);
    const [row] = rows.filter(({ to }) => to === today);
    const source =
      'query ($cell: JSON) { households(asOf: "2026-06-30", first: 200, filter: { cell: $cell }) { totalCount } }';
    const variables = { cell: row?.figures[0]?.cell };
    const data = await answerOf(world.platform, source, { viewer: clerk, today, variables });
    const { totalCount } = data['households'] as { readonly totalCount: number };
    expect([args, totalCount > 0, totalCount <= (row?.figures[0]?.count ?? 0)]).toEqual([args, true, true]);
  }
});

test('what was paid opens the households that were helped and are on record on the last day', async () => {
  const clerk = viewer('UNION_CLERK');
  const { rows } = await statistics('measures: [HOUSEHOLDS_HELPED], by: [SOURCE], asOf: "2025-12-31"', clerk);
  const [row] = rows;
  const source =
    'query ($cell: JSON) { households(asOf: "2025-12-31", first: 200, filter: { cell: $cell }) { totalCount } }';
  const variables = { cell: row?.figures[0]?.cell };
  const data = await answerOf(world.platform, source, { viewer: clerk, today, variables });
  expect(data).toEqual({ households: { totalCount: row?.figures[0]?.count } });
});

test('a cell is refused where it tells what the viewer may not see, of another day, or where it is none', async () => {
  const finance = viewer('FINANCE_OFFICER');
  const { rows } = await statistics('measures: [HOUSEHOLDS], by: [SINGLE_PARENT]', finance);
  expect(rows.every(({ figures: [first] }) => first?.cell === null)).toBe(true);
  const clerks = await statistics('measures: [HOUSEHOLDS], by: [SINGLE_PARENT]', viewer('UNION_CLERK'));
  const cell = clerks.rows[0]?.figures[0]?.cell as object;
  const refused = async (given: unknown, who = viewer('UNION_CLERK'), day = today) => {
    const source = `query ($cell: JSON) { households(asOf: "${day}", filter: { cell: $cell }) { totalCount } }`;
    const { result } = await ask(world.platform, source, { viewer: who, today, variables: { cell: given } });
    return result.errors?.map(({ extensions }) => [extensions['code'], extensions['argument']]);
  };
  expect(await refused(cell)).toBeUndefined();
  expect(await refused(cell, finance)).toEqual([['FORBIDDEN', 'filter.cell']]);
  const invalid = [['INVALID_ARGUMENT', 'filter.cell']];
  expect(await refused(cell, undefined, '2026-06-29')).toEqual(invalid);
  for (const none of [
    7,
    [],
    {},
    { ...cell, measure: 'NOTHING' },
    { ...cell, to: '2026-13-01' },
    { ...cell, more: 1 },
  ]) {
    expect(await refused(none)).toEqual(invalid);
  }
});

test('small cells are hidden from a statistician, in rows and totals', async () => {
  const { rows } = await statistics('measures: [HOUSEHOLDS, INCOME_PER_HEAD_MEAN, PAID], by: [UNION]');
  const counted = await statistics(
    'measures: [HOUSEHOLDS, INCOME_PER_HEAD_MEAN, PAID], by: [UNION]',
    viewer('UNION_CLERK'),
  );
  const small = counted.rows.map(({ figures: [first] }) => (first?.count ?? 0) < 5);
  expect(small).toEqual(expect.arrayContaining([true, false]));
  expect(rows.map(({ figures: [first] }) => first?.isHidden)).toEqual(small);
  expect(rows.map(({ figures: [first] }) => first?.count === null)).toEqual(small);
  expect(rows.filter(({ figures }) => figures[1]?.isHidden === true && figures[1].amount !== null)).toEqual([]);
  expect(counted.rows.some(({ figures }) => figures.some(({ isHidden }) => isHidden))).toBe(false);
});

test('what a question cannot ask is refused, with the argument and the reason', async () => {
  const faults = {
    'measures: []': 'measures',
    'measures: [HOUSEHOLDS, HOUSEHOLDS]': 'measures',
    'measures: [HOUSEHOLDS], by: [REGION, SIZE, MIGRANT, OUTCOME, CATEGORY]': 'by',
    'measures: [HOUSEHOLDS], by: [SIZE, SIZE]': 'by',
    'measures: [HOUSEHOLDS, PAID], by: [SOURCE]': 'measures',
    'measures: [HOUSEHOLDS], by: [UNION_BELOW]': 'filter.union',
    'measures: [HOUSEHOLDS], filter: { union: "nowhere" }': 'filter.union',
    'measures: [HOUSEHOLDS], filter: { where: [{ dimension: OUTCOME, keys: ["ELIGIBLE_"] }] }': 'filter.where.0.keys',
    'measures: [HOUSEHOLDS], filter: { where: [{ dimension: UNION, keys: ["nowhere"] }] }': 'filter.where.0.keys',
    'measures: [HOUSEHOLDS], filter: { where: [{ dimension: OUTCOME, keys: [] }] }': 'filter.where.0.keys',
    'measures: [HOUSEHOLDS], over: { from: "1926-01-01", to: "2026-01-01", every: MONTH }': 'over',
    'measures: [HOUSEHOLDS], over: { from: "2026-01-02", to: "2026-01-01", every: MONTH }': 'over',
    'measures: [HOUSEHOLDS], asOf: "1930-01-01"': 'asOf',
    'measures: [HOUSEHOLDS], asOf: "2031-01-01"': 'asOf',
    'measures: [HOUSEHOLDS], asKnownOn: "2026-07-01"': 'asKnownOn',
    'measures: [HOUSEHOLDS], first: 0': 'first',
    'measures: [HOUSEHOLDS], first: 10001': 'first',
    'measures: [HOUSEHOLDS], orderBy: [{ measure: PERSONS }]': 'orderBy.0',
    'measures: [HOUSEHOLDS], orderBy: [{ dimension: OUTCOME }]': 'orderBy.0',
    'measures: [HOUSEHOLDS], orderBy: [{}]': 'orderBy.0',
  };
  for (const [args, argument] of Object.entries(faults)) {
    const fault = await faultOf(args);
    expect([args, fault['code'], fault['argument'], fault['data']]).toEqual([args, 'INVALID_ARGUMENT', argument, null]);
  }
  const { zh, en } = await faultOf('measures: [HOUSEHOLDS, PAID], by: [SOURCE]');
  expect([zh, en]).toEqual([
    '指标 HOUSEHOLDS 不能按 SOURCE 分组或筛选',
    'the measure HOUSEHOLDS has no dimension SOURCE',
  ]);
});

test.each(['PARTNER_SYSTEM', 'ADMINISTRATOR'] as const)('a %s is refused, and nothing is read', async (role) => {
  const { code, statements } = await faultOf('measures: [HOUSEHOLDS]', viewer(role));
  expect([code, statements]).toEqual(['FORBIDDEN', 0]);
});
