import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openLink, sealLink } from '../../src/export/link/link.ts';
import { DAY } from '../support/register-household.ts';
import { type Asking, type ServedPlatform, startServed } from '../support/served/platform.ts';

/** Statistics as files for programs that draw charts: links that need no token, as Excel, Metabase or Grafana follow them. */

let served: ServedPlatform;
let statistician: Asking;
beforeAll(async () => {
  served = await startServed({ households: 120, on: DAY(2026, 6, 30), statistics: true });
  statistician = { token: await served.bearer({ role: 'statistician', union: '410500' }) };
});
afterAll(() => served.close());

const QUESTION = 'measures: [HOUSEHOLDS, PAID, INCOME_PER_HEAD_MEAN], by: [UNION_COUNTY, OUTCOME], asOf: "2026-06-30"';

async function linkOf(format: 'CSV' | 'PARQUET', asking = statistician, question = QUESTION): Promise<string> {
  const { data, codes } = await served.ask(
    `{ statistics(${question}) { link(format: ${format}) { url expiresAt } } }`,
    asking,
  );
  expect(codes).toEqual([]);
  const { url, expiresAt } = (data?.['statistics'] as { link: { url: string; expiresAt: string } }).link;
  const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(90);
  return url;
}

const fetched = (url: string) => fetch(`${served.url}${url}`);
const refusal = async (url: string) => {
  const response = await fetched(url);
  return [response.status, JSON.stringify(await response.json())] as const;
};

interface Row {
  readonly keys: readonly { readonly key: string; readonly name: string }[];
  readonly figures: readonly {
    readonly count: number | null;
    readonly amount: string | null;
    readonly isHidden: boolean;
  }[];
}

async function rowsAsked(): Promise<{ readonly rows: readonly Row[]; readonly revision: number }> {
  const { data } = await served.ask(
    `{ statistics(${QUESTION}) { revision rows { keys { key name } figures { count amount isHidden } } } }`,
    statistician,
  );
  return data?.['statistics'] as { rows: readonly Row[]; revision: number };
}

test('a link gives the rows as CSV again and again, without a token', async () => {
  const url = await linkOf('CSV');
  const first = await fetched(url);
  expect([first.status, first.headers.get('content-type'), first.headers.get('cache-control')]).toEqual([
    200,
    'text/csv; charset=utf-8; header=present',
    'no-store',
  ]);
  const text = await first.text();
  expect(await (await fetched(url)).text()).toBe(text);
  const { rows, revision } = await rowsAsked();
  const names = ['HOUSEHOLDS', 'PAID', 'INCOME_PER_HEAD_MEAN'];
  const lines = rows.map(({ keys, figures }) => {
    const own = figures.map(({ count, amount }) => count ?? amount ?? '');
    const hidden = names.filter((_, at) => figures[at]?.isHidden === true).join(' ');
    return ['2026-01-01', '2026-06-30', ...keys.flatMap(({ key, name }) => [key, name]), ...own, hidden, revision].join(
      ',',
    );
  });
  expect(lines.length).toBeGreaterThan(10);
  expect(text.split('\r\n')).toEqual([
    'from,to,UNION_COUNTY,UNION_COUNTY_NAME,OUTCOME,OUTCOME_NAME,HOUSEHOLDS,PAID,INCOME_PER_HEAD_MEAN,hidden,revision',
    ...lines,
    '',
  ]);
});

test('another program reads the Parquet file, with its types, and finds the same', async () => {
  const response = await fetched(await linkOf('PARQUET'));
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/vnd.apache.parquet']);
  const path = join(mkdtempSync(join(tmpdir(), 'parquet-')), 'statistics.parquet');
  writeFileSync(path, Buffer.from(await response.arrayBuffer()));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const described = await connection.runAndReadAll(
    `select column_name, column_type from (describe from read_parquet('${path}'))`,
  );
  expect(Object.fromEntries(described.getRowsJson().map(([name, type]) => [name, type]))).toEqual({
    ...{ from: 'DATE', to: 'DATE', UNION_COUNTY: 'VARCHAR', UNION_COUNTY_NAME: 'VARCHAR', OUTCOME: 'VARCHAR' },
    ...{ OUTCOME_NAME: 'VARCHAR', HOUSEHOLDS: 'BIGINT', PAID: 'DECIMAL(18,2)', INCOME_PER_HEAD_MEAN: 'DECIMAL(18,2)' },
    ...{ hidden: 'VARCHAR', revision: 'BIGINT' },
  });
  const found = await connection.runAndReadAll(
    `select UNION_COUNTY, OUTCOME, HOUSEHOLDS, PAID, INCOME_PER_HEAD_MEAN from read_parquet('${path}')`,
  );
  const { rows } = await rowsAsked();
  const expected = rows.map(({ keys, figures: [households, paid, income] }) => [
    ...keys.map(({ key }) => key),
    households?.count === null ? null : String(households?.count),
    ...[paid, income].map((figure) => figure?.amount ?? null),
  ]);
  expect(found.getRowsJson()).toEqual(expected);
});

test('a link shows no small cell, whoever made it', async () => {
  const clerk = { token: await served.bearer({ role: 'auditor', union: '410500' }) };
  const own = await served.ask(`{ statistics(${QUESTION}) { rows { figures { isHidden } } } }`, clerk);
  expect(own.text).not.toContain('"isHidden":true');
  const [mine, theirs] = [await linkOf('CSV', clerk), await linkOf('CSV')];
  expect(await (await fetched(mine)).text()).toBe(await (await fetched(theirs)).text());
});

test('a dashboard makes no link, which would outlive its token', async () => {
  const dashboard = { token: await served.bearer({ role: 'dashboard', union: '410502' }) };
  const { codes } = await served.ask('{ statistics(measures: [HOUSEHOLDS]) { link { url } } }', dashboard);
  expect(codes).toEqual(['FORBIDDEN']);
});

test('a series without an end goes on to today', async () => {
  const url = await linkOf('CSV', statistician, 'measures: [HOUSEHOLDS], over: { from: "2026-01-01", every: MONTH }');
  const lines = (await (await fetched(url)).text()).trim().split('\r\n');
  expect(lines.at(1)).toMatch(/^2026-01-01,2026-01-31,/);
  expect(lines.at(-1)?.split(',')[1]).toBe(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10));
});

test('a link that was changed, is of the other route, or has ended is refused', async () => {
  const url = await linkOf('CSV');
  expect((await refusal(`${url}A`))[0]).toBe(400);
  expect((await refusal(url.replace('.csv', '.parquet')))[0]).toBe(400);
  expect((await refusal('/statistics.csv'))[1]).toContain('LINK_INVALID');
  const { secrets } = served.platform;
  const link = openLink(secrets, '/statistics.csv', new URL(url, 'http://x').searchParams.get('link') ?? '');
  if (link === null) throw new Error('the link is ours');
  const ended = sealLink(secrets, '/statistics.csv', { ...link, expiresAt: Date.now() - 1 });
  const [status, text] = await refusal(`/statistics.csv?link=${ended}`);
  expect([status, text]).toEqual([410, expect.stringContaining('LINK_ENDED')]);
});

test('a link has the rights that its maker has when it is followed', async () => {
  const token = await served.bearer({ role: 'statistician', union: '410581' });
  const url = await linkOf('CSV', { token }, 'measures: [HOUSEHOLDS]');
  expect((await fetched(url)).status).toBe(200);
  const [grant] = await served.asOwner(
    `select g.id, g.staff_id from staff_grant g join staff_grant_version v on v.anchor_id = g.id and v.superseded_in is null
     join trade_union u on u.id = v.union_id where u.code = '410581' and v.role = 'STATISTICIAN'`,
  );
  const administrator = { token: await served.bearer({ role: 'administrator', union: '410500' }) };
  const change = async (mutation: string) => {
    const { text } = await served.ask(`mutation { ${mutation} { problems { code } } }`, administrator);
    expect(text).toContain('"problems":[]');
  };
  await change(`endGrant(grantId: "${String(grant?.['id'])}")`);
  expect((await refusal(url))[1]).toContain('FORBIDDEN');
  await change(`deactivateStaff(staffId: "${String(grant?.['staff_id'])}")`);
  expect((await refusal(url))[1]).toContain('LINK_ENDED');
});
