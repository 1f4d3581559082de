import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getNamedType } from 'graphql';
import { openSchema } from '../../src/app/schema.ts';
import { insertChange } from '../../src/database/time/change-log.ts';
import { sealLink } from '../../src/export/link/link.ts';
import { CASES } from '../support/exported-lists.ts';
import { type Case, documentOf, expectedRow, type Node } from '../support/list-cells.ts';
import { coordinates } from '../support/schema-walk.ts';
import { sealAll } from '../support/register.ts';
import { sampled } from '../support/runs.ts';
import { changeAfterPublicity } from '../support/change-after-publicity.ts';
import { offerFile } from '../support/offer-file.ts';
import { allocateSome } from '../support/allocate-some.ts';
import { lockVersions } from '../support/lock-versions.ts';
import { payAgain } from '../support/pay-again.ts';
import { DAY } from '../support/register-household.ts';
import { type ServedPlatform, startServed } from '../support/served/platform.ts';

/** Lists of the graph as they are downloaded from the running platform. */
const ROUTE = '/exports/list';
const MASK = /^\*{8,}/;
const schema = openSchema();

/** Numbers of workers at which a spreadsheet would calculate, and one that needs quotes. */
const FORMULAS = `array['=1+1', '+A1', '-5.00', '@SUM(A1)', '＝1+1', 'a,"b"', '0012', '410599199001010017']`;

/** What a reviewer read, saw masked, was refused and found elsewhere. */
const LOOKED = `with read as (
    insert into sensitive_read (id, staff_id, operation, purpose, subjects, trace)
    select gen_random_uuid(), $1, 'Look', '审计检查', jsonb_agg(jsonb_build_object('kind', 'Person', 'id', person_id,
      'fields', '["IDENTITY", "HEALTH"]'::jsonb)), 't' from membership_version where household_id = $2),
  refused as (
    insert into refused_attempt (id, at, last_at, times, kind, code, field, staff_id, trace)
    select gen_random_uuid(), now(), now(), one, 'RIGHT', 'FORBIDDEN', '=1+1', $1, 't' from generate_series(1, 40) as one),
  masked as (insert into masked_read select $1, date_trunc('hour', now()) - one * interval '1 hour', one from generate_series(1, 40) as one)
  insert into duplicate_case (id, number, finding, staff_id, person_id, household_id, union_id, superior_id, found_on, recorded_in)
  select gen_random_uuid(), 'case ' || one, 'ACCOUNT', $1, m.person_id, $2, u.id, u.id, current_date, $3
  from generate_series(1, 40) as one, trade_union u,
    (select person_id from membership_version where household_id = $2 limit 1) as m where u.code = '410500'`;

let served: ServedPlatform;
const tokens: Record<string, string> = {};
const staff: Record<string, string> = {};
/** The id of a household that was paid. */
let household = '';
/** The id of the second version of a locked table, which was tied out. */
let table = '';
/** The id of a batch of payments. */
let batch = '';
/** A member of the household, its file, and a file whose household changed after it was publicised. */
let [person, file, publicised] = ['', '', ''];
const tokenOf = (code: string) => tokens[code] ?? '';
async function idOfStaff(code: string): Promise<string> {
  const [row] = await served.asOwner('select id from staff where code = $1', [code]);
  return String(row?.['id']);
}

const DECLARE =
  'mutation ($input: UnionDeclareRelativeInput!) { declareRelative(input: $input) { problems { code } } }';
beforeAll(async () => {
  served = await startServed({ households: 150, on: DAY(2026, 6, 30) });
  const codes = [
    ...['finance.410500', 'clerk.410500', 'clerk.410581', 'auditor.410500', 'admin', 'reviewer.410500'],
    'archivist.410500',
  ];
  for (const code of codes) {
    tokens[code] = await served.bearer({ staff: code });
    staff[code] = await idOfStaff(code);
  }
  const PAID = 'select household_id as id from disbursement_version where extract(year from paid_on) = 2025 limit 1';
  const [paid] = await served.asOwner(PAID);
  household = String(paid?.['id']);
  [person, file] = await personAndFile();
  const propose = 'mutation ($input: UnionProposeGrantInput!) { proposeGrant(input: $input) { problems { code } } }';
  const grant = { staffId: staff['auditor.410500'], role: 'AUDITOR', union: '410581', from: '2099-01-01' };
  const { codes: refused } = await served.ask(propose, { token: tokenOf('admin'), variables: { input: grant } });
  const proposeLogin =
    'mutation ($input: UnionProposeWorkerLoginInput!) { proposeWorkerLogin(input: $input) { problems { code } } }';
  const login = { householdId: household, issuer: 'https://idp.example', subject: '=1+1' };
  const archivist = tokenOf('archivist.410500');
  const linked = await served.ask(proposeLogin, { token: archivist, variables: { input: login } });
  const proposeChange =
    'mutation ($input: UnionProposeChangeInput!) { proposeUnionChange(input: $input) { problems { code } } }';
  const document = { documentNumber: '安工〔2026〕1号', documentDay: '2026-06-01', documentTitle: '批复' };
  const renaming = { kind: 'RENAME', union: '410581', name: '=1+1', from: '2026-07-01', ...document };
  const changed = await served.ask(proposeChange, { token: tokenOf('admin'), variables: { input: renaming } });
  expect([...refused, ...linked.codes, ...changed.codes]).toEqual([]);
  const input = { personId: person, relation: 'IN_LAW', from: '2026-06-01' };
  const declared = await served.ask(DECLARE, { token: tokenOf('clerk.410500'), variables: { input } });
  expect(declared.codes).toEqual([]);
  await offerFile(served, tokenOf('clerk.410500'));
  publicised = await changeAfterPublicity(served, tokenOf('clerk.410500'));
  batch = await allocateSome(served, tokenOf('finance.410500'), household);
  await served.asOwner(`alter table household_version disable trigger user;
    update household_version v set worker_number = f.text from unnest(${FORMULAS}) with ordinality as f (text, at)
    join (select distinct anchor_id as id, dense_rank() over (order by anchor_id) as at from household_version) h using (at)
    where h.id = v.anchor_id;
    alter table household_version enable trigger user;
    alter table rule_proposal disable trigger user;
    insert into rule_proposal select '00000000-0000-7000-8000-0000000000a1', u.id, 'STANDARDS', '{"kind":"STANDARDS","entries":[]}',
      '豫民〔2026〕1号', '=1+1', s.id, '2026-06-01', '2026-09-01', (select id from change_log limit 1)
      from trade_union u, staff s where u.code = '410500' and s.code = 'archivist.410500';
    alter table rule_proposal enable trigger user;
    insert into rule_preview values ('00000000-0000-7000-8000-0000000000a1', 1, '2026-07-01', '2026-07-01', 1);
    insert into rule_preview_change values ('00000000-0000-7000-8000-0000000000a1', 'FIRST_DAY', '${household}', 'NATIONAL',
      'ELIGIBLE', 'INELIGIBLE', '{BELOW_STANDARD_AIDED,NEAR_STANDARD_WITH_CAUSE}', '{}')`);
  table = await lockVersions(served, staff[CLERK] ?? '', household);
  const reviewer = staff['reviewer.410500'] ?? '';
  await served.platform.database.transaction(async (sql) => {
    const by = { actorId: reviewer, purpose: '档案审核' };
    const change = await insertChange(sql, by, 'FIND_ELSEWHERE', 'HOUSEHOLD', household);
    await sql.query(LOOKED, [reviewer, household, change]);
  });
  await sealAll(served.platform.database);
}, 120_000);
afterAll(() => served.close());

async function personAndFile(): Promise<[person: string, file: string]> {
  const [of = {}] = await served.asOwner(
    `select (select person_id from membership_version where household_id = $1 limit 1) as person,
       (select id from archive_file where household_id = $1 limit 1) as file`,
    [household],
  );
  return [String(of['person']), String(of['file'])];
}

interface Who {
  readonly staff?: string;
  readonly purpose?: string;
}
const CLERK = 'clerk.410500';
const PURPOSE = { purpose: '资格核对：名册' };
const asking = ({ staff: code = CLERK, purpose }: Who) => ({
  token: tokens[code] ?? '',
  ...(purpose === undefined ? {} : { purpose }),
});

interface Made {
  readonly url: string;
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly expiresAt: string;
}
const MAKE =
  'mutation ($input: ArchiveListExportInput!) { exportConnection(input: $input) { url expiresAt fileName columns } }';
const request = (document: string, who: Who = {}, more: object = {}) =>
  served.ask(MAKE, { ...asking(who), variables: { input: { document, ...more } } });
async function linkTo(document: string, who: Who = {}, more: object = {}): Promise<Made> {
  const { data, errors } = await request(document, who, more);
  expect(errors).toEqual([]);
  return data?.['exportConnection'] as Made;
}
const follow = (url: string, code = CLERK) =>
  fetch(served.url + url, { headers: { authorization: tokens[code] ?? '' } });
const codeOf = async (answer: Response) => {
  const { errors } = (await answer.json()) as { errors: [{ message: string; extensions: { code: string } }] };
  expect(errors[0].message).toMatch(/[\u4e00-\u9fff].+ \/ [a-z]/u);
  return [answer.status, errors[0].extensions.code];
};

/** The cells of a CSV as another library reads them. */
function cellsOf(csv: Buffer): readonly (readonly string[])[] {
  const { Sheets, SheetNames } = read(csv, { type: 'buffer', raw: true });
  const sheet = Sheets[SheetNames[0] ?? ''] ?? {};
  return utils.sheet_to_json<string[]>(sheet, { header: 1, raw: true, defval: '', blankrows: true });
}
async function download(document: string, who: Who = {}, more: object = {}): Promise<readonly (readonly string[])[]> {
  const answer = await follow((await linkTo(document, who, more)).url, who.staff);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
  return cellsOf(Buffer.from(await answer.arrayBuffer()));
}

interface Listed {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly totalCount: number;
}

/** Walks a list by requests, 33 rows a page. `LIST` stands in the document for the arguments and rows of its list. */
async function walk(
  { document, rows, args = '', at }: Omit<Case, 'field' | 'columns' | 'fileName'>,
  who: Who,
): Promise<readonly Node[]> {
  const found: Node[] = [];
  for (let after = ''; ;) {
    const given = [args, 'first: 33', after].filter(Boolean).join(', ');
    const source = document.replace(
      'LIST',
      `(${given}) { nodes ${rows} pageInfo { hasNextPage endCursor } totalCount }`,
    );
    const { data, errors } = await served.ask(source, asking(who));
    expect(errors).toEqual([]);
    const list = at.reduce<unknown>((value, name) => (value as Node)[name], data) as Listed;
    found.push(...list.nodes);
    if (!list.pageInfo.hasNextPage) {
      expect(found).toHaveLength(list.totalCount);
      return found;
    }
    after = `after: "${list.pageInfo.endCursor}"`;
  }
}

describe('every list with pages', () => {
  test('has a case here', () => {
    const fields = coordinates(schema).filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'));
    // A standard is shown only in a list, within which no other list is exported.
    const names = fields.map(({ name }) => name).filter((name) => name !== 'ReliefStandard.history');
    expect(CASES.map(({ field }) => field).sort()).toEqual(names.sort());
  });

  test.each(sampled(CASES))('$field is what a walk by requests is, cell by cell', async (given) => {
    const own = { PERSON: person, FILE: file, PUBLICISED: publicised };
    const ids = { ...own, HOUSEHOLD: household, TABLE: table, BATCH: batch };
    const document = Object.entries(ids).reduce(
      (text, [name, id]) => text.replace(`"${name}"`, `"${id}"`),
      given.document,
    );
    const one = { ...given, document };
    const who = { staff: one.staff ?? CLERK, ...PURPOSE };
    const nodes = await walk(one, who);
    expect(nodes.length).toBeGreaterThan(0);
    const [head, ...lines] = await download(documentOf(one), who);
    expect(head).toEqual(Object.keys(one.columns));
    expect(lines).toEqual(nodes.map((node) => expectedRow(node, one)));
    const { fileName, columns } = await linkTo(documentOf(one), who);
    expect([fileName, columns]).toEqual([one.fileName, head]);
  });
});

/** A list whose rows cost so much that a page has few of them. */
const FAMILY = `members { household { members { key relation livesTogether disabled ill person { id name identityNumber birthDay
  sex ethnicity education maritalStatus politicalStatus healthStatus medicalInsurance workState workplaceOrSchool asOf } } } }`;
const WIDE = `{ households { nodes { id fileNumber address ${FAMILY} } } }`;

describe('the query', () => {
  const NAMES = '{ households { edges { node { fileNumber } } } }';

  test('takes variables, an operation, edges; its texts are no formulas', async () => {
    const [, ...all] = await download(NAMES);
    const [second = ''] = all
      .map(([number = '']) => number)
      .filter(Boolean)
      .slice(1);
    const document = `query A { tradeUnions { nodes { code } } }
      query B($filter: ArchiveFileFilterInput) { archiveFiles(filter: $filter) { nodes { number } } }`;
    const more = { operationName: 'B', variables: { filter: { numberFrom: second } } };
    const [head, ...lines] = await download(document, {}, more);
    expect([head, lines[0]]).toEqual([['档案编号'], [second]]);
    const [, ...numbers] = await download('{ households { nodes { workerNumber } } }');
    const shown = new Set(numbers.flat());
    for (const text of ["'=1+1", "'+A1", "'-5.00", "'@SUM(A1)", "'＝1+1", 'a,"b"', '0012', '410599199001010017'])
      expect(shown).toContain(text);
  });

  test('with no rows gives the headings alone', async () => {
    expect(await download('{ disbursements(filter: { fileNumber: "none" }) { nodes { paidOn amount } } }')).toEqual([
      ['发放日期', '帮扶金额'],
    ]);
  });

  test.each([
    [{ variables: [] }, 'INVALID_ARGUMENT', { argument: 'input.variables' }],
    [{ document: NAMES.replace('fileNumber', 'x'.repeat(4096)) }, 'INVALID_DOCUMENT', { argument: 'input.document' }],
    [{ document: `{ tradeUnions(filter: { name: "${'长'.repeat(1400)}" }) { nodes { code } } }` }, 'TOO_LARGE', {}],
    [{ document: '{ households { totalCount } }' }, 'NOT_EXPORTABLE', { path: 'households.totalCount' }],
    [{ document: '{ households {' }, 'INVALID_DOCUMENT', { rules: ['Syntax'] }],
  ])('with %j is refused as %s', async (input, code, extensions) => {
    const { errors } = await request(NAMES, {}, input);
    expect(errors.map((error) => error.extensions)).toEqual([expect.objectContaining({ code, ...extensions })]);
    expect(errors[0]?.path).toEqual(['exportConnection']);
  });

  test('of a list that is not there, or not theirs, or with a wrong argument, is answered before any byte', async () => {
    const none =
      '{ node(id: "0190b0a0-0000-7000-8000-000000000000") { ... on Household { history { nodes { at } } } } }';
    for (const [document, who, refusal] of [
      [none, {}, [400, 'NOT_EXPORTABLE']],
      ['{ staff { nodes { code } } }', {}, [403, 'FORBIDDEN']],
      ['{ households { nodes { fileNumber incomes { amount } } } }', { staff: 'finance.410500' }, [403, 'FORBIDDEN']],
      ['{ disbursements(filter: { union: "nowhere" }) { nodes { paidOn } } }', {}, [400, 'INVALID_ARGUMENT']],
    ] as const) {
      const { url } = await linkTo(document, who);
      expect(await codeOf(await follow(url, 'staff' in who ? who.staff : CLERK))).toEqual(refusal);
    }
  });
});

/** Does some work while sensitive reads cannot be recorded, so that downloads wait after their first page. */
const whileRecording = (work: () => Promise<void>) =>
  served.whileHeld('lock table sensitive_read in exclusive mode', work);
/** Waits until a download has read its first page. */
async function firstPage(): Promise<void> {
  const waiting = "select 1 from pg_locks where not granted and relation = 'sensitive_read'::regclass";
  while ((await served.asOwner(waiting)).length === 0) await new Promise((done) => setTimeout(done, 10));
}

describe('what is shown', () => {
  const SECRET = '{ households { nodes { address worker { person { identityNumber } } } } }';
  const READS = `select staff_id as "staffId", operation, purpose, subjects from sensitive_read where operation = 'GET ${ROUTE}' order by at, id`;

  test.each([
    ['for a purpose', PURPOSE],
    ['without a purpose', {}],
    ['to an auditor, who sees no address', { staff: 'auditor.410500', ...PURPOSE }],
    ['to a county, its own rows alone', { staff: 'clerk.410581', ...PURPOSE }],
  ])('is what the graph shows: %s', async (_name, who: Who) => {
    const rows = '{ address worker { person { identityNumber } } }';
    const nodes = await walk({ document: '{ households LIST }', at: ['households'], rows }, who);
    const [, ...lines] = await download(SECRET, who);
    const columns = { a: 'address', b: 'worker.person.identityNumber' };
    expect(lines).toEqual(nodes.map((node) => expectedRow(node, { columns })));
    expect(lines.some(([, number = '']) => MASK.test(number))).toBe(!('purpose' in who));
  });

  test('is no birth day without a purpose, whatever the format; for one it is, and is on record', async () => {
    const document = '{ households { nodes { worker { person { name birthDay } } } } }';
    const days = async (who: Who) => (await download(document, who)).slice(1).map(([, day = '']) => day);
    expect(new Set(await days({}))).toEqual(new Set(['']));
    await served.asOwner('delete from sensitive_read');
    expect((await days(PURPOSE)).filter((day) => /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(day)).length).toBeGreaterThan(10);
    const subjects = (await served.asOwner(READS)).flatMap(
      (read) => read['subjects'] as { readonly fields: string[] }[],
    );
    expect(new Set(subjects.flatMap(({ fields }) => fields))).toEqual(new Set(['BIRTH_DAY']));
  });

  test('is on record page by page, with the purpose of the link', async () => {
    await served.asOwner('delete from sensitive_read');
    const lines = await download(WIDE, PURPOSE);
    const reads = await served.asOwner(READS);
    expect(reads.length).toBeGreaterThan(3);
    for (const one of reads) expect(one).toMatchObject({ staffId: staff[CLERK], purpose: PURPOSE.purpose });
    const households = reads.flatMap(({ subjects }) => subjects as { kind: string; id: string }[]);
    const ids = new Set(households.filter(({ kind }) => kind === 'Household').map(({ id }) => id));
    expect(lines.slice(1).filter(([id = '', , address = '']) => address !== '' && !ids.has(id))).toEqual([]);
  });

  test('is one snapshot, whatever is recorded while it is sent', async () => {
    const { database, secrets } = served.platform;
    const document = `{ disbursements { nodes { id amount accountNumber household { ${FAMILY} } } } }`;
    const before = await download(document, PURPOSE);
    const { url } = await linkTo(document, PURPOSE);
    let file: Promise<ArrayBuffer> | undefined;
    await whileRecording(async () => {
      file = follow(url).then((answer) => answer.arrayBuffer());
      await firstPage();
      await payAgain({ database, secrets, today: served.today }, household, staff[CLERK] ?? '');
      await sealAll(database);
    });
    expect(cellsOf(Buffer.from((await file) ?? new ArrayBuffer(0)))).toEqual(before);
    expect(await download(document, PURPOSE)).toHaveLength(before.length + 2);
  });
});

/** Whether a download came whole. */
const comesWhole = (answering: Promise<Response>) =>
  answering.then(async (answer) => answer.ok && (await answer.arrayBuffer()).byteLength > 0).catch(() => false);

describe('a file breaks off', () => {
  test('where a page cannot be recorded', async () => {
    const { url } = await linkTo(WIDE, PURPOSE);
    await served.asOwner(`create function fails() returns trigger language plpgsql as $$ begin
        if (select count(*) > 5 from sensitive_read where operation = 'GET ${ROUTE}') then raise 'no'; end if;
        return new; end $$;
      delete from sensitive_read;
      create trigger fails before insert on sensitive_read for each row execute function fails()`);
    try {
      const answer = await follow(url);
      expect(answer.status).toBe(200);
      await expect(answer.arrayBuffer()).rejects.toThrow();
      expect(served.log()).toContain('failure');
    } finally {
      await served.asOwner('drop trigger fails on sensitive_read; drop function fails');
    }
    expect(await comesWhole(follow((await linkTo(WIDE, PURPOSE)).url))).toBe(true);
  });

  test('for a reader whose rights change while it is sent', async () => {
    const who = { staff: 'reviewer.410500', ...PURPOSE };
    const { url } = await linkTo(WIDE, who);
    let whole: Promise<boolean> | undefined;
    await whileRecording(async () => {
      whole = comesWhole(follow(url, who.staff));
      await firstPage();
      const end = 'mutation ($id: ID!) { deactivateStaff(staffId: $id) { problems { code } } }';
      const { codes } = await served.ask(end, { token: tokens['admin'] ?? '', variables: { id: staff[who.staff] } });
      expect(codes).toEqual([]);
    });
    expect(await whole).toBe(false);
  });
});

describe('a link', () => {
  const DOCUMENT = '{ tradeUnions { nodes { code } } }';

  test('is used once, in time, by the one who asked, and does not tell its query', async () => {
    const { url, expiresAt } = await linkTo('{ tradeUnions(filter: { name: "文峰" }) { nodes { code } } }');
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(300_000);
    expect(Buffer.from(url.split('.')[1] ?? '', 'base64url').toString()).not.toMatch(/tradeUnions|文峰/);
    expect(await codeOf(await follow(url, 'auditor.410500'))).toEqual([403, 'LINK_OF_ANOTHER']);
    expect(await comesWhole(follow(url))).toBe(true);
    expect(await codeOf(await follow(url))).toEqual([410, 'LINK_USED']);
    const file = { document: DOCUMENT, variables: {}, operationName: null };
    const late = { file, viewerId: staff[CLERK] ?? '', purpose: null, expiresAt: Date.now() - 1, nonce: 'late' };
    const link = sealLink(served.platform.secrets, ROUTE, late);
    expect(await codeOf(await follow(`${ROUTE}?link=${link}`))).toEqual([410, 'LINK_EXPIRED']);
  });

  test('with the longest query fits into a URL of 8 KB', async () => {
    const name = '长'.repeat(1330);
    const { url } = await linkTo(`{ tradeUnions(filter: { name: "${name}" }) { nodes { code } } }`, PURPOSE);
    expect(url.length).toBeGreaterThan(5000);
    expect(url.length).toBeLessThan(8000);
    // The list refuses the name, and so the link was read.
    expect(await codeOf(await follow(url))).toEqual([400, 'INVALID_ARGUMENT']);
  });

  test('is for workers too, page by page', async () => {
    tokens['worker'] = await served.bearer({ role: 'worker', union: '410502' });
    const codes = Array.from({ length: 25 }, (_, at) => `c${at}: code`).join(' ');
    const document = `{ tradeUnions { nodes { code children { children { ${codes} } } } } }`;
    const lines = await download(document, { staff: 'worker' });
    expect(lines.length).toBeGreaterThan(100);
    expect(lines).toEqual(await download(document));
  });

  test('is followed by four at the same time', async () => {
    const links = await Promise.all(Array.from({ length: 4 }, () => linkTo(WIDE, PURPOSE)));
    const files = await Promise.all(links.map(async ({ url }) => (await follow(url)).text()));
    expect(new Set(files).size).toBe(1);
    expect(files[0]?.trimEnd().split('\r\n').length).toBeGreaterThan(100);
  });

  test('leads to the workbook of a union’s households too, for who may have it', async () => {
    const making = 'mutation { exportWorkbook(input: { union: "410502" }) { url fileName households } }';
    const { data } = await served.ask(making, asking({ purpose: '建档登记：导出' }));
    const made = data?.['exportWorkbook'] as Made & { readonly households: number };
    const answer = await follow(made.url);
    const { Sheets } = read(await answer.arrayBuffer());
    expect(made.households).toBeGreaterThan(0);
    expect(utils.sheet_to_json(Sheets['困难职工'] ?? {})).toHaveLength(made.households);
    expect(await codeOf(await follow(made.url))).toEqual([410, 'LINK_USED']);
    const reads = `select purpose from sensitive_read where operation = 'GET /exports/workbook'`;
    expect((await served.asOwner(reads))[0]).toEqual({ purpose: '建档登记：导出' });
    const nowhere = await served.ask(making.replace('410502', 'NOWHERE'), asking({}));
    expect(nowhere.codes).toEqual(['INVALID_ARGUMENT']);
  });
});
