import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { servedGraph } from '../../../src/app/schema.ts';
import { archive } from '../../../src/archive/archive.feature.ts';
import { isPublicListKey, publicListPath } from '../../../src/archive/publicity/public-list-address.ts';
import { setPublicList } from '../../../src/archive/publicity/public-list-page.ts';
import { requireDay } from '../../../src/kernel/calendar.ts';
import { CATEGORY_NAMES } from '../../../src/policy/names.ts';
import { type Server, startServer } from '../../../src/server/http/server.ts';
import { ask, answerOf, counted } from '../../support/graph.ts';
import { SERVER } from '../../support/register.ts';
import { testSecrets } from '../../support/test-secrets.ts';
import { stepDesk, WAY, type Who } from '../procedure/step-desk.ts';

let desk: Awaited<ReturnType<typeof stepDesk>>;
let server: Server;
/** The day on which pages are asked for, and the statements that they ran. */
let today = '';
const statements: string[] = [];
beforeAll(async () => {
  desk = await stepDesk(SERVER);
  const { platform, config } = desk.register;
  server = await startServer(
    { ...config, port: 0 },
    {
      schema: servedGraph(),
      createContext: () => Promise.reject(new Error('a public page asks nobody who they are')),
      ...{ plugins: [], uploads: [], downloads: [], publicPages: archive.publicPages ?? [] },
      publicDeps: () => ({ ...desk.register.deps, database: counted(platform.database, statements), today }),
      ...{ recordReads: () => Promise.resolve(), recordRefusals: () => undefined },
      ...{ database: platform.database, jobs: platform.jobs },
    },
    pino({ level: 'silent' }),
  );
}, 60_000);
afterAll(async () => {
  await server.close();
  await desk.drop();
});

const pathOf = (union = 'EMPLOYER') => publicListPath(desk.register.deps.secrets, union);

async function page(day: string, path = pathOf(), headers: Record<string, string> = {}, method = 'GET') {
  today = day;
  const response = await fetch(server.url + path, { headers, method });
  const html = await response.text();
  const periods = [...html.matchAll(/<h2>(.+?)<\/h2>/g)].map(([, period = '']) => period);
  const rows = [...html.matchAll(/<tr>((?:<td>.*?<\/td>)+)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell = '']) => cell),
  );
  return { status: response.status, headers: response.headers, html, periods, rows };
}

/** The names that the list shows on a day. */
const names = async (day: string, path = pathOf()) => (await page(day, path)).rows.map(([, name]) => name);

/** A file that was publicised on a day, with the name of its worker. */
async function publicised(
  on = '2026-03-04',
  over: object = {},
): Promise<{ readonly id: string; readonly name: string }> {
  const id = await desk.opened();
  const { problems } = await desk.take(id, 'clerk', 'PUBLICISE', on, { ...WAY[0]?.[3], ...over });
  expect(problems).toEqual([]);
  const [row] = await desk.register.asOwner(
    `select name from archive_file_step where file_id = $1 and act = 'PUBLICISE'`,
    [id],
  );
  return { id, name: String(row?.['name']) };
}

const NEXT = { note: '查实', outcome: 'UPHELD', document: '文〔2026〕1号' };

async function step(id: string, who: Who, act: string, on: string, over: object = {}) {
  const { problems, stepId } = await desk.take(id, who, act, on, over);
  expect([act, problems]).toEqual([act, []]);
  return stepId;
}

describe('what is shown', () => {
  test('is name, unit and category of each file from the first to the last day of its publicity, and nothing else', async () => {
    const first = await publicised();
    const later = await publicised('2026-03-05', { until: '2026-03-13' });
    const category = CATEGORY_NAMES.BELOW_STANDARD_AIDED;
    const both = await page('2026-03-11');
    expect(both.rows).toEqual([
      ['1', first.name, '机床厂', category],
      ['1', later.name, '机床厂', category],
    ]);
    expect(both.periods).toEqual(['公示期：2026年3月4日至2026年3月11日', '公示期：2026年3月5日至2026年3月13日']);
    expect(both.html).not.toMatch(/\d{17}[\dX]|410502\d{4}|身份证/);
    const seen: unknown[] = [];
    for (const day of ['2026-03-03', '2026-03-04', '2026-03-12', '2026-03-13', '2026-03-14'])
      seen.push(await names(day));
    expect(seen).toEqual([[], [first.name], [later.name], [later.name], []]);
    expect((await page('2026-03-03')).html).toContain('目前没有公示中的职工');
    expect((await page('2026-03-11', pathOf('COUNTY'))).rows).toEqual([]);
  });

  test('goes with the result sheet, an end, or an objection that is upheld, and stays while one is open', async () => {
    const { id, name } = await publicised('2026-04-07');
    expect(await names('2026-04-08')).toEqual([name]);
    const objectionId = await step(id, 'reviewer', 'OBJECT', '2026-04-08', { note: '另有住房', author: '赵邻居' });
    const open = await page('2026-04-08');
    expect([open.rows.length, open.html.includes('住房'), open.html.includes('赵邻居')]).toEqual([1, false, false]);
    await step(id, 'secondReviewer', 'SETTLE_OBJECTION', '2026-04-09', { ...NEXT, document: null, objectionId });
    expect(await names('2026-04-09')).toEqual([]);
    await step(id, 'clerk', 'PUBLICISE', '2026-04-10', WAY[0]?.[3]);
    expect((await page('2026-04-10')).periods).toEqual(['公示期：2026年4月10日至2026年4月17日']);
    await step(id, 'clerk', 'REFUSE', '2026-04-13', { document: '不予〔2026〕1号', findings: ['第六条'] });
    expect(await names('2026-04-13')).toEqual([]);

    const other = await publicised('2026-04-14');
    await step(other.id, 'clerk', 'CONCLUDE_PUBLICITY', '2026-04-22', { document: '结果〔2026〕1号' });
    await step(other.id, 'clerk', 'VERIFY', '2026-04-22');
    await step(other.id, 'reviewer', 'RETURN', '2026-04-23', { note: '材料不齐' });
    expect(await names('2026-04-21')).toEqual([other.name]);
    expect([await names('2026-04-22'), await names('2026-04-23')]).toEqual([[], []]);
  });

  test('is escaped', () => {
    const rows = [{ name: '<b>"&', unit: '<script>', category: 'MIGRANT_WORKER' }] as const;
    const [from, until] = [requireDay('2026-03-04'), { day: requireDay('2026-03-11'), provisional: true }];
    const { title, body } = setPublicList({ unionName: '甲<乙', today: from, parts: [{ from, until, rows }] });
    expect(title).toBe('困难职工建档公示：甲&lt;乙');
    expect(body).toContain('<td>&lt;b&gt;&quot;&amp;</td><td>&lt;script&gt;</td>');
    expect(body).toContain('至2026年3月11日（暂定）');
    expect(body).not.toMatch(/<script|甲<乙/);
  });
});

describe('the address', () => {
  test('opens the list of its own union alone; any other is refused before anything is read', async () => {
    const [, , union = '', key = ''] = pathOf().split('/');
    const [, , , other = ''] = pathOf('COUNTY').split('/');
    statements.length = 0;
    const wrong = [`${union}/${other}`, `COUNTY/${key}`, `NOWHERE/${key}`, `${union}/${key}=`, `${union}/${key}A`];
    for (const path of [...wrong, `${union}/`, `${union}/${'A'.repeat(22)}`, `%00/${key}`]) {
      expect([path, (await page('2026-03-04', `/publicity/${path}`)).status]).toEqual([path, 404]);
    }
    expect(statements).toEqual([]);
    expect((await page('2026-03-04')).status).toBe(200);
    expect(statements).toHaveLength(2);
  });

  test('outlives a rotation of the master keys', () => {
    const [, , , old = ''] = publicListPath(testSecrets(1), 'A 区').split('/');
    const rotated = testSecrets(1, 2);
    const [, , code = '', fresh = ''] = publicListPath(rotated, 'A 区').split('/');
    expect(decodeURIComponent(code)).toBe('A 区');
    expect([old === fresh, ...[old, fresh].map((key) => isPublicListKey(rotated, 'A 区', key))]).toEqual([
      false,
      true,
      true,
    ]);
    expect(isPublicListKey(testSecrets(2), 'A 区', old)).toBe(false);
  });

  test('is told to who works on the file, while it is on the list', async () => {
    const { id } = await publicised('2026-05-06');
    const source = 'query ($id: ID!) { archiveFile(id: $id) { publicListUrl } }';
    const urlFor = async (day: string, of = id) =>
      answerOf(desk.register.platform, source, { viewer: desk.viewerOf('clerk'), today: day, variables: { id: of } });
    expect(await urlFor('2026-05-06')).toEqual({ archiveFile: { publicListUrl: pathOf() } });
    expect(await urlFor('2026-06-30')).toEqual({ archiveFile: { publicListUrl: null } });
    expect(await urlFor('2026-06-30', `${id}@2026-05-06`)).toEqual({ archiveFile: { publicListUrl: null } });
    const finance = {
      ...desk.viewerOf('clerk'),
      grants: [{ role: 'FINANCE_OFFICER', unionId: desk.ids['county'] ?? '' }],
    };
    const { result } = await ask(desk.register.platform, source, {
      viewer: finance as ReturnType<typeof desk.viewerOf>,
      today: '2026-05-06',
      variables: { id },
    });
    expect(result.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});

describe('over HTTP', () => {
  test('nobody keeps a page without asking again, no robot keeps it at all, and it loads nothing', async () => {
    const { status, headers } = await page('2026-03-04');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*style-src 'sha256-/);
    const tag = headers.get('etag') ?? '';
    const known = await page('2026-03-04', pathOf(), { 'if-none-match': `"other", ${tag}` });
    expect([known.status, known.html, known.headers.get('etag')]).toEqual([304, '', tag]);
    const next = await page('2026-03-12', pathOf(), { 'if-none-match': tag });
    expect([next.status, next.headers.get('etag') === tag]).toEqual([200, false]);
    expect(await (await fetch(`${server.url}/robots.txt`)).text()).toBe('User-agent: *\nDisallow: /\n');
  });

  test('an account is neither needed nor looked at, and nothing but a page is to be had', async () => {
    expect((await page('2026-03-04', pathOf(), { authorization: 'Bearer wrong' })).status).toBe(200);
    const head = await page('2026-03-04', pathOf(), {}, 'HEAD');
    expect([head.status, head.html, head.headers.get('cache-control')]).toEqual([200, '', 'private, no-cache']);
    expect((await page('2026-03-04', pathOf(), {}, 'POST')).status).toBe(404);
  });
});
