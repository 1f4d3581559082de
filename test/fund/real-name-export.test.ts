import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { paymentsOfYear } from '../../src/fund/payments/payment.ts';
import { sealLink } from '../../src/export/link/link.ts';
import { realNameTable } from '../../src/fund/real-name/real-name-table.ts';
import { viewerWith } from '../support/graph.ts';
import { DAY } from '../support/register-household.ts';
import { sealAll } from '../support/register.ts';
import { payAgain } from '../support/pay-again.ts';
import { type ReadPdf, type ReadWorkbook, readBack } from '../support/printed-tables.ts';
import { type ServedPlatform, startServed } from '../support/served/platform.ts';

/** Files of the real-name table as they are downloaded from the running platform. */
const ROUTE = '/exports/real-name-table';
const MASK = /^\*{8,}/;

let served: ServedPlatform;
const tokens: Record<string, string> = {};
const staff: Record<string, string> = {};
beforeAll(async () => {
  served = await startServed({ households: 150, on: DAY(2026, 6, 30) });
  for (const code of ['finance.410500', 'finance.410581', 'auditor.410500', 'clerk.410500']) {
    tokens[code] = await served.bearer({ staff: code });
    const [row] = await served.asOwner('select id from staff where code = $1', [code]);
    staff[code] = String(row?.['id']);
  }
}, 120_000);
afterAll(() => served.close());

interface Who {
  readonly staff?: string;
  readonly purpose?: string;
}
const FINANCE = 'finance.410500';
const asking = ({ staff: code = FINANCE, purpose }: Who) => ({
  token: tokens[code] ?? '',
  ...(purpose === undefined ? {} : { purpose }),
});

interface Made {
  readonly url: string;
  readonly fileName: string;
  readonly volumes: number;
  readonly rows: number;
  readonly revision: number;
  readonly expiresAt: string;
}
const MAKE = `mutation ($input: RealNameExportInput!) {
  exportRealNameTable(input: $input) { url expiresAt fileName volume volumes rows revision } }`;
const request = (input: object, who: Who = {}) =>
  served.ask(MAKE, { ...asking(who), variables: { input: { year: 2025, format: 'CSV', ...input } } });
async function linkTo(input: object = {}, who: Who = {}): Promise<Made> {
  const { data, codes } = await request(input, who);
  expect(codes).toEqual([]);
  return data?.['exportRealNameTable'] as Made;
}

const follow = (url: string, code = FINANCE, init: RequestInit = {}) =>
  fetch(served.url + url, { headers: { authorization: tokens[code] ?? '' }, ...init });
async function download(input: object, who: Who = {}): Promise<Buffer> {
  const answer = await follow((await linkTo(input, who)).url, who.staff);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}
async function refusalOf(answer: Response): Promise<readonly unknown[]> {
  const { errors } = (await answer.json()) as { errors: [{ message: string; extensions: { code: string } }] };
  expect(errors[0].message).toMatch(/[\u4e00-\u9fff].+ \/ [a-z]/u);
  return [answer.status, errors[0].extensions.code];
}
/** The rows of a CSV whose texts have no quotes. */
const linesOf = (csv: Buffer) =>
  csv
    .toString()
    .replace('\u{feff}', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

type Row = Readonly<Record<string, string | number | null>>;
interface Table {
  readonly rows: { readonly nodes: readonly Row[] };
  readonly total: { readonly amount: string; readonly amountInCapitals: string; readonly households: number };
}
async function tableOf(who: Who = {}, args = 'year: 2025'): Promise<Table> {
  const source = `{ realNameSummary(${args}) { total { amount amountInCapitals households }
    rows(first: 200) { nodes { number fileNumber name identityNumber workplace amount accountNumber paidOn telephone note } } } }`;
  return (await served.ask(source, asking(who))).data?.['realNameSummary'] as Table;
}

const PURPOSE = { purpose: '资金核对：发放' };
const COLUMNS = [
  'NUMBER',
  'FILE_NUMBER',
  'NAME',
  'IDENTITY_NUMBER',
  'WORKPLACE',
  'AMOUNT',
  'ACCOUNT_NUMBER',
  'PAID_ON',
];
const cellsOf = (row: Row) =>
  ['number', 'fileNumber', 'name', 'identityNumber', 'workplace', 'amount', 'accountNumber', 'paidOn'].map((name) =>
    String(row[name] ?? ''),
  );

describe('a file is the table of the graph', () => {
  test('as CSV, with the chosen columns in their order', async () => {
    const { rows } = await tableOf(PURPOSE);
    expect(rows.nodes.length).toBeGreaterThan(20);
    const [head, ...lines] = linesOf(await download({ columns: COLUMNS }, PURPOSE));
    expect(head).toEqual(['序号', '档案编号', '姓名', '身份证号', '工作单位', '帮扶金额', '银行卡号', '发放日期']);
    expect(lines).toEqual(rows.nodes.map(cellsOf));
    const [turned, first] = linesOf(await download({ columns: ['AMOUNT', 'NAME'] }, PURPOSE));
    expect([turned, first]).toEqual([
      ['帮扶金额', '姓名'],
      [rows.nodes[0]?.['amount'], rows.nodes[0]?.['name']],
    ]);
  });

  test('as a workbook and as print, to the total and its capitals', async () => {
    const { rows, total } = await tableOf(PURPOSE);
    const input = { columns: COLUMNS };
    const [workbook] = await readBack<ReadWorkbook>('xlsx', await download({ ...input, format: 'XLSX' }, PURPOSE));
    const body = workbook?.rows.slice(4, 4 + rows.nodes.length).map((cells) => cells.map((cell) => cell ?? ''));
    expect(body).toEqual(
      rows.nodes.map((row) => cellsOf(row).map((text, at) => (at === 0 || at === 5 ? Number(text) : text))),
    );
    expect(workbook?.formulas.map(([, , value]) => value)).toEqual([Number(total.amount)]);
    expect(workbook?.rows.map(([text]) => text)).toContain(`合计（大写）：${total.amountInCapitals}`);
    const [print] = await readBack<ReadPdf>('pdf', await download({ ...input, format: 'PDF' }, PURPOSE));
    const text = (print?.pages ?? []).join('').replace(/\s+/gu, '');
    for (const row of rows.nodes) expect(text).toContain(`${String(row['number'])}${String(row['fileNumber'] ?? '')}`);
    expect(text).toContain(`合计（大写）：${total.amountInCapitals}户数${total.households}户`);
    expect(text).toContain('填报单位（公章）：安阳市总工会');
  });

  test('at the revision of the link, whatever was recorded since', async () => {
    const { url, revision, fileName } = await linkTo({ columns: ['AMOUNT'] });
    const before = (await tableOf()).rows.nodes.map(({ amount }) => [amount]);
    const [paid] = await served.asOwner(
      `select household_id as id from disbursement_version where extract(year from paid_on) = 2025 limit 1`,
    );
    const { database, secrets } = served.platform;
    await payAgain({ database, secrets, today: served.today }, String(paid?.['id']), staff['clerk.410500'] ?? '');
    await sealAll(database);
    expect((await tableOf()).rows.nodes).toHaveLength(before.length + 2);
    const answer = await follow(url);
    expect(linesOf(Buffer.from(await answer.arrayBuffer())).slice(1)).toEqual(before);
    expect((await linkTo({ revision })).revision).toBe(revision);
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="export.csv"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    );
    expect([answer.headers.get('cache-control'), fileName]).toEqual(['no-store', '2025年度帮扶资金实名制汇总表.csv']);
  });
});

describe('the list by which recipients sign', () => {
  const input = { paper: 'SIGNING_LIST', year: 2025 };

  test('has the payments in cash and goods that stand, and room to sign', async () => {
    const [paid] = await served.asOwner(
      `select count(*)::int as rows, sum(amount_fen)::text as fen from disbursement_version d
       where extract(year from paid_on) = 2025 and payment_method in ('CASH', 'GOODS') and d.reverses is null
         and not exists (select from disbursement_version r where r.reverses = d.anchor_id)`,
    );
    const rows = Number(paid?.['rows']);
    expect(rows).toBeGreaterThan(2);
    const made = await linkTo({ ...input, format: 'XLSX' });
    expect(made).toMatchObject({ rows, fileName: '2025年度帮扶资金（物品）发放花名册.xlsx' });
    const [workbook] = await readBack<ReadWorkbook>('xlsx', await download({ ...input, format: 'XLSX' }));
    expect(workbook?.formulas.map(([, , value]) => value)).toEqual([Number(paid?.['fen']) / 100]);
    const texts = (workbook?.rows ?? []).flat().map(String);
    expect(texts).toEqual(expect.arrayContaining(['领取人签字', '代领人签字（与领取人关系）', '领取日期']));
    const [print] = await readBack<ReadPdf>('pdf', await download({ ...input, format: 'PDF' }));
    const text = (print?.pages ?? []).join('').replace(/\s+/gu, '');
    expect(text).toContain('发放花名册');
    expect(text.match(/经办人：/gu)).toHaveLength(2);
  });

  test('is a paper: it is no CSV', async () => {
    expect((await request({ ...input, format: 'CSV' })).codes).toEqual(['INVALID_ARGUMENT']);
  });
});

describe('what is shown', () => {
  const READS = `select staff_id as "staffId", operation, purpose, subjects from sensitive_read
    where operation = 'GET ${ROUTE}' or operation is null order by at, id`;
  const SECRET = { columns: ['IDENTITY_NUMBER', 'ACCOUNT_NUMBER', 'TELEPHONE', 'NOTE'] };
  const SHOWN = ['identityNumber', 'accountNumber', 'telephone', 'note'];
  const cells = ({ rows }: Table) => rows.nodes.map((row) => SHOWN.map((name) => String(row[name] ?? '')));

  test.each([
    ['for a purpose, by who may', { ...PURPOSE }],
    ['without a purpose', {}],
    ['to an auditor, who sees no telephone', { staff: 'auditor.410500', ...PURPOSE }],
    ['to a county, its own rows alone', { staff: 'finance.410581', ...PURPOSE }],
  ])('is what the graph shows: %s', async (_name, who: Who) => {
    const graph = cells(await tableOf(who));
    expect(linesOf(await download(SECRET, who)).slice(1)).toEqual(graph);
    expect(graph.some(([number = '']) => MASK.test(number))).toBe(who.purpose === undefined);
  });

  test('is on record as an answer of the graph is, with the purpose of the link', async () => {
    await served.asOwner('delete from sensitive_read');
    await tableOf(PURPOSE);
    await download(SECRET, PURPOSE);
    await download(SECRET);
    const [asked, downloaded, ...others] = await served.asOwner(READS);
    expect(others).toEqual([]);
    expect(downloaded).toEqual({ ...asked, operation: `GET ${ROUTE}` });
    expect(downloaded).toMatchObject({ staffId: staff[FINANCE], purpose: '资金核对：发放' });
    await served.asOwner("update sensitive_read set operation = 'x'");
  });

  test('is nothing, if it cannot be recorded', async () => {
    const { url } = await linkTo(SECRET, PURPOSE);
    const { url: book } = await linkTo({ ...SECRET, format: 'XLSX' }, PURPOSE);
    const role = new URL(served.platform.url).username;
    await served.asOwner(`revoke insert on sensitive_read from ${role}`);
    try {
      const answer = await follow(url);
      expect([answer.status, (await answer.text()).includes('410599')]).toEqual([500, false]);
      await expect(follow(book).then((broken) => broken.arrayBuffer())).rejects.toThrow();
    } finally {
      await served.asOwner(`grant insert on sensitive_read to ${role}`);
    }
  });
});

describe('a link', () => {
  const file = {
    filter: paymentsOfYear(2025),
    paper: 'REAL_NAME_TABLE',
    revision: 1,
    format: 'CSV',
    columns: ['NAME'],
    volume: 1,
  };
  const sealed = (more: object) => {
    const link = { file, viewerId: staff[FINANCE] ?? '', purpose: null, expiresAt: Date.now() + 60_000 };
    return `${ROUTE}?link=${sealLink(served.platform.secrets, ROUTE, { ...link, nonce: Math.random().toString(), ...more })}`;
  };

  test('holds for five minutes', async () => {
    const { expiresAt } = await linkTo();
    const seconds = (Date.parse(expiresAt) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(280);
    expect(seconds).toBeLessThanOrEqual(300);
    expect(await refusalOf(await follow(sealed({ expiresAt: Date.now() - 1 })))).toEqual([410, 'LINK_EXPIRED']);
  });

  test('is used once, by one of eight at the same time', async () => {
    const { url } = await linkTo();
    const answers = await Promise.all(Array.from({ length: 8 }, () => follow(url)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 410)]);
    await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    expect(await refusalOf(await follow(url))).toEqual([410, 'LINK_USED']);
  });

  test('is of the one who asked for it, and only with their token; refusals and a HEAD do not use it up', async () => {
    const { url } = await linkTo();
    expect(await refusalOf(await follow(url, 'auditor.410500'))).toEqual([403, 'LINK_OF_ANOTHER']);
    expect(await refusalOf(await fetch(served.url + url))).toEqual([401, 'UNAUTHENTICATED']);
    const wrong = { headers: { authorization: 'Bearer wrong' } };
    expect(await refusalOf(await follow(url, FINANCE, wrong))).toEqual([401, 'UNAUTHENTICATED']);
    const head = { method: 'HEAD', headers: { authorization: tokens[FINANCE] ?? '' } };
    expect((await follow(url, FINANCE, head)).status).toBe(404);
    expect((await follow(url)).status).toBe(200);
  });

  test('that was changed, or is none, is refused', async () => {
    const { url } = await linkTo();
    const flipped = url.slice(0, -1) + (url.endsWith('A') ? 'B' : 'A');
    for (const wrong of [flipped, url.slice(0, -1), `${url}A`, `${ROUTE}?link=`, ROUTE, `${ROUTE}?link=%00`]) {
      expect(await refusalOf(await follow(wrong))).toEqual([400, 'LINK_INVALID']);
    }
  });

  test('gives no right: what is served is what its user may read when they use it', async () => {
    const ofClerk = sealed({ viewerId: staff['clerk.410500'] });
    expect(await refusalOf(await follow(ofClerk, 'clerk.410500'))).toEqual([403, 'FORBIDDEN']);
    const elsewhere = sealed({
      viewerId: staff['finance.410581'],
      file: { ...file, filter: { ...file.filter, union: '410502' } },
    });
    expect(await refusalOf(await follow(elsewhere, 'finance.410581'))).toEqual([400, 'INVALID_ARGUMENT']);
    const late = sealed({ file: { ...file, format: 'PDF', volume: 2 } });
    expect(await refusalOf(await follow(late))).toEqual([400, 'INVALID_ARGUMENT']);
  });
});

test('volumes begin where the ones before them end', async () => {
  const { rows } = await tableOf();
  const [union] = await served.asOwner("select id from trade_union where code = '410500'");
  const city = String(union?.['id']);
  const { database, secrets } = served.platform;
  const table = await realNameTable({ database, secrets, today: served.today }, viewerWith('FINANCE_OFFICER', city), {
    ...paymentsOfYear(2025),
    known: 'NOW',
  });
  const fen = rows.nodes.slice(0, 7).reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
  expect([await table.amountBefore(0), await table.amountBefore(7)]).toEqual([0, fen]);
  expect(await table.amountBefore(rows.nodes.length)).not.toBeNull();
  expect(await table.amountBefore(rows.nodes.length + 1)).toBeNull();
  const ids = await table.order();
  expect(ids).toHaveLength(rows.nodes.length);
  const [next, after, ...others] = await table.rowsOf(ids.slice(7, 9), 7);
  const shown = [next, after].map((row) => [row?.node.number, row?.node.fileNumber]);
  expect([shown, others]).toEqual([rows.nodes.slice(7, 9).map((row) => [row['number'], row['fileNumber']]), []]);
});

test.each([
  [{ columns: [] }, 'INVALID_ARGUMENT'],
  [{ columns: ['NAME', 'NAME'] }, 'INVALID_ARGUMENT'],
  [{ volume: 0 }, 'INVALID_ARGUMENT'],
  [{ volume: 2, format: 'PDF' }, 'INVALID_ARGUMENT'],
  [{ year: 0 }, 'INVALID_ARGUMENT'],
  [{ union: 'nowhere' }, 'INVALID_ARGUMENT'],
  [{ columns: ['ADDRESS'] }, 'INVALID_VARIABLES'],
])('%j is refused', async (input, code) => {
  expect((await request(input)).codes).toEqual([code]);
});

test('who may not read the table gets no link to it', async () => {
  expect((await request({}, { staff: 'clerk.410500' })).codes).toEqual(['FORBIDDEN']);
});
