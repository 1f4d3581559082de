import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seedSample } from '../../../src/sample/seed.ts';
import { answerOf, viewerWith } from '../../support/graph.ts';
import { emptyRegister, valueOf } from '../../support/register.ts';
import { DAY } from '../../support/register-household.ts';

const today = '2026-06-30';

let register: Awaited<ReturnType<typeof emptyRegister>>;
let city = '';
beforeAll(async () => {
  register = await emptyRegister('18');
  const { ownerUrl, secrets } = register.platform;
  const options = { households: 200, seed: 6, on: DAY(2026, 6, 30), progress: () => undefined };
  valueOf(await seedSample({ ownerUrl, secrets, ...options }));
  const [row] = await register.asOwner("select id from trade_union where code = '410500'");
  city = String(row?.['id']);
}, 120_000);
afterAll(() => register.drop());

const asked = (source: string, variables: Record<string, unknown> = {}) =>
  answerOf(register.platform, source, { viewer: viewerWith('AUDITOR', city), today, variables });

type Row = Readonly<Record<string, unknown>>;

/** All rows of a list, page by page, and its own count. */
async function listed(list: string, filter: object, fields: string): Promise<readonly Row[]> {
  const input = list === 'disbursements' ? 'ReliefDisbursementFilterInput' : 'ArchiveFileFilterInput';
  const source = `query ($filter: ${input}, $after: String) { ${list}(first: 90, filter: $filter, after: $after) {
    totalCount nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`;
  const rows: Row[] = [];
  for (let after: string | null = null; ;) {
    const page = (await asked(source, { filter, after }))[list] as {
      readonly totalCount: number;
      readonly nodes: readonly Row[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
    rows.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) {
      expect(rows).toHaveLength(page.totalCount);
      return rows;
    }
    after = page.pageInfo.endCursor;
  }
}

const PAYMENTS = `select d.anchor_id::text as id, d.paid_on::text as "paidOn", (d.amount_fen / 100.0)::numeric(12, 2)::text as amount
  from disbursement_version d join stewards('2026-06-30') k on k.household_id = d.household_id
  join union_closure c on c.descendant_id = k.union_id join trade_union u on u.id = c.ancestor_id
  where d.superseded_in is null and u.code = $1`;

test.each([
  ['every payment', {}, '410500', 'true'],
  ['those to a county', { union: '410502' }, '410502', 'true'],
  ['those of a source', { source: 'UNION_FUNDS' }, '410500', "d.source = 'UNION_FUNDS'"],
  ['those of an aid type', { aidType: 'LIVING' }, '410500', "d.aid_type = 'LIVING'"],
  [
    'those of some days, both included',
    { paidFrom: '2024-01-05', paidTo: '2025-02-03' },
    '410500',
    "d.paid_on between '2024-01-05' and '2025-02-03'",
  ],
])('payments are listed, the newest first: %s', async (_, filter, union, condition) => {
  const wanted = await register.asOwner(`${PAYMENTS} and ${condition} order by d.paid_on desc, d.anchor_id desc`, [
    union,
  ]);
  expect(wanted.length).toBeGreaterThan(5);
  expect(await listed('disbursements', filter, 'id paidOn amount')).toEqual(wanted);
});

const FILES = `select a.number, v.state, v.level from archive_file a
  join archive_file_version v on v.anchor_id = a.id and v.superseded_in is null and v.valid_from <= '2026-06-30'
    and (v.valid_to is null or v.valid_to > '2026-06-30')
  join stewards('2026-06-30') k on k.household_id = a.household_id
  join union_closure c on c.descendant_id = k.union_id join trade_union u on u.id = c.ancestor_id
  where u.code = $1`;

test.each([
  ['every file', {}, '410500', 'true'],
  ['those of a county', { union: '410502' }, '410502', 'true'],
  ['those on record', { state: 'RECORDED' }, '410500', "v.state = 'RECORDED'"],
  ['those that have ended', { state: 'LIFTED' }, '410500', "v.state = 'LIFTED'"],
  ['those of a level', { level: 'NATIONAL' }, '410500', "v.level = 'NATIONAL'"],
  ['those of a division and year', { numberFrom: '4105022024' }, '410500', "a.number like '4105022024%'"],
])('files are listed by their numbers: %s', async (_, filter, union, condition) => {
  const wanted = await register.asOwner(`${FILES} and ${condition} order by a.number collate "C"`, [union]);
  expect(wanted.length).toBeGreaterThan(0);
  expect(await listed('archiveFiles', filter, 'number state level')).toEqual(wanted);
});

test('the standards of a division are those in force on the day', async () => {
  const source = 'query ($on: Date) { standards(region: "410502", on: $on) { kind amount from region status source } }';
  const on = async (day: string) => (await asked(source, { on: day }))['standards'] as readonly Row[];
  const [then, now] = [await on('2019-06-30'), await on('2024-06-30')];
  for (const [day, rows] of [
    ['2019-06-30', then],
    ['2024-06-30', now],
  ] as const) {
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ kind }) => kind)).size).toBe(rows.length);
    for (const { from, amount, source: of } of rows) {
      expect(String(from) <= day).toBe(true);
      expect([amount, of]).toEqual([expect.stringMatching(/^\d+\.\d\d$/), expect.stringMatching(/\S/)]);
    }
  }
  expect(now).not.toEqual(then);
  expect(await on('1999-01-01')).toEqual([]);
});

describe('the what-if of the graph', () => {
  interface WorkedCase {
    readonly name: string;
    readonly facts: object;
    readonly standards?: object;
    readonly expect?: Row;
    readonly expectStates?: Row;
  }
  const folder = join(__dirname, '..', '..', 'policy', 'cases');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'refusals.json');
  const source = `query ($facts: JSON!, $standards: JSON) { assessHousehold(facts: $facts, standards: $standards) {
    problems { path } assessment { outcome primaryCategory categories level missing { path } provisional findings { rule state } } } }`;

  test.each(files)('gives the worked cases their results: %s', async (file) => {
    const cases = JSON.parse(readFileSync(join(folder, file), 'utf8')) as readonly WorkedCase[];
    for (const { name, facts, standards, expect: wanted, expectStates } of cases) {
      const answer = (await asked(source, { facts, standards: standards ?? null }))['assessHousehold'] as {
        readonly problems: readonly object[];
        readonly assessment: Row & { readonly findings: readonly Row[]; readonly missing: readonly Row[] };
      };
      expect([name, answer.problems]).toEqual([name, []]);
      const { findings, missing, ...others } = answer.assessment;
      const shown = { ...others, missing: missing.map(({ path }) => path) };
      const told = Object.entries(wanted ?? {}).filter(([key]) => key in shown);
      expect([name, shown]).toMatchObject([name, Object.fromEntries(told)]);
      expect(told.length).toBeGreaterThan(0);
      expect([name, Object.fromEntries(findings.map(({ rule, state }) => [rule, state]))]).toEqual([
        name,
        expectStates,
      ]);
    }
  });
});
