import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Asking,
  type ServedAnswer,
  type ServedPlatform,
  servedAnswerOf,
  startServed,
} from '../support/served/platform.ts';
import {
  account,
  CLEAR_NAME,
  inputOf,
  paymentsOf,
  marksIn,
  mistyped,
  number,
  secretsOf,
  spoiled,
  telephone,
  workbookOf,
} from '../support/served/marks.ts';
import { type SheetRows, writeWorkbook } from '../support/workbook.ts';

const PERSONS = 1000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CLEAR_OPERATION = 'OperationInClear';

let served: ServedPlatform;
let clerk: Asking;
/** Everybody who was sent, whatever came of it. */
const used = new Set<number>();
const refusals: ServedAnswer[] = [];

beforeAll(async () => {
  served = await startServed({ ownCluster: true, households: 3, environment: { BANGFU_STATEMENT_SECONDS: '1' } });
  clerk = { token: await served.bearer({ role: 'clerk', union: '410500' }), purpose: '建档登记' };
});
afterAll(() => served.close());

/** The next few persons, whom nobody has sent yet. */
function next(count: number): readonly number[] {
  const fresh = Array.from({ length: count }, (_, at) => used.size + at);
  for (const one of fresh) used.add(one);
  return fresh;
}

/** Does something with each of them, with some at once. */
async function withEach<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const client = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: 6 }, client));
}

const RECORD =
  'mutation Recording($input: ArchiveRecordHouseholdInput!) { recordHousehold(input: $input) { problems { code path zh en } household { id } } }';

const ADD = 'mutation ($input: ArchiveAddRecordsInput!) { addRecords(input: $input) { problems { code path zh en } } }';

const send = (query: string, variables: object = {}, over: Partial<Asking> = {}) =>
  served.ask(query, { ...clerk, variables, ...over });

/** What is not to be answered with anything that was sent. */
async function refuse(answer: Promise<ServedAnswer>): Promise<ServedAnswer> {
  const one = await answer;
  refusals.push(one);
  return one;
}

async function upload(sheets: SheetRows): Promise<ServedAnswer> {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-sent-'));
  const body = readFileSync(await writeWorkbook(join(folder, 'sent.xlsx'), sheets));
  rmSync(folder, { recursive: true });
  return postWorkbook(body);
}

async function postWorkbook(body: Buffer, search = 'union=410502-Q1'): Promise<ServedAnswer> {
  const headers = { authorization: clerk.token ?? '', 'content-type': XLSX };
  return servedAnswerOf(
    await fetch(`${served.url}/imports?${search}`, { method: 'POST', body: new Uint8Array(body), headers }),
  );
}

async function ended({ text }: ServedAnswer): Promise<ServedAnswer> {
  const { job } = JSON.parse(text) as { readonly job: string };
  for (;;) {
    const answer = await send(
      'query Ended($id: ID!) { job(id: $id) { state failure import { recorded refused faults { sheet row column code zh en } missing } } }',
      { id: job },
    );
    if (!/WAITING|RUNNING/.test(answer.text)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('numbers, accounts and telephones come in', () => {
  test('by the graph, and are recorded', async () => {
    const households = Array.from({ length: 60 }, () => next(4));
    await withEach(households, async (persons) => {
      const { data } = await refuse(send(RECORD, { input: inputOf(persons) }));
      expect(data).toMatchObject({ recordHousehold: { problems: [], household: { id: expect.any(String) } } });
      const { id } = (data as { recordHousehold: { household: { id: string } } }).recordHousehold.household;
      const paid = await refuse(send(ADD, { input: paymentsOf(id, persons) }));
      expect(paid.data).toEqual({ addRecords: { problems: [] } });
    });
  });

  test('by a workbook, and are recorded by a job', async () => {
    const households = Array.from({ length: 120 }, () => next(4));
    const answer = await refuse(ended(await upload(workbookOf(households))));
    expect(answer.data).toMatchObject({ job: { state: 'DONE', failure: null, import: { recorded: 120, faults: [] } } });
  });

  test('by a workbook that is wrong', async () => {
    const households = Array.from({ length: 20 }, () => next(2));
    const answer = await refuse(ended(await upload(spoiled(workbookOf(households)))));
    expect(answer.text).toMatch(/"code"/);
    const noise = await refuse(postWorkbook(Buffer.from(next(5).flatMap(secretsOf).join('\n'))));
    expect(noise.status === 200 ? (await refuse(ended(noise))).text : noise.text).toMatch(/DONE|DEAD|code/);
    await refuse(postWorkbook(Buffer.from('PK'), `union=${number(next(1)[0] ?? 0)}&on=${telephone(1)}`));
  });

  test('in inputs that are refused', async () => {
    const [one = 0, two = 0] = next(2);
    const wrong = [
      inputOf([one, one]),
      JSON.parse(JSON.stringify(inputOf([one])).replaceAll(number(one), mistyped(one))) as object,
      inputOf([two], { union: number(two) }),
      inputOf([two], { householdId: number(two) }),
      inputOf([two], { from: number(two) }),
      inputOf([two], { expectedRevision: account(two) }),
      inputOf([two], { [`x${number(two)}`]: account(two) }),
      { ...inputOf([two]), household: secretsOf(two) },
    ];
    for (const input of wrong) {
      const answer = await refuse(send(RECORD, { input }));
      expect(answer.text).toMatch(/"code":"[A-Z_]+"/);
    }
    const [other = 0] = next(1);
    const elsewhere = await refuse(send(RECORD, { input: inputOf([other, 0]) }));
    expect(elsewhere.text).toContain('ALREADY_ON_FILE_ELSEWHERE');
  });

  test('in bodies that are broken', async () => {
    await withEach(next(20), async (one) => {
      const json = JSON.stringify({ query: RECORD, variables: { input: inputOf([one]) } });
      const bodies = [
        json.slice(0, -3),
        json.replace('"variables"', 'variables'),
        `${json}${number(one)}`,
        `[${json}]`,
        number(one),
        json.replace('{', `{"${number(one)}":`),
        Buffer.from(json, 'utf16le'),
      ];
      for (const body of bodies) expect((await refuse(served.post(body as string, clerk))).status).toBe(400);
    });
  });

  test('in searches, filters and wherever else a value may stand', async () => {
    await withEach(next(32), async (one) => {
      for (const of of secretsOf(one)) {
        const searches = [
          'query ($of: String) { household(idNumber: $of) { id } }',
          'query ($of: String) { person(idNumber: $of) { id } }',
          'query ($of: String) { person(token: $of) { id } }',
          'query ($of: ID) { person(id: $of) { id } }',
          'query ($of: ID!) { job(id: $of) { id } }',
          'query ($of: String) { household(fileNumber: $of) { id } }',
          'query ($of: String) { households(filter: { workerName: $of }) { totalCount } }',
          'query ($of: String) { households(filter: { union: $of, region: $of }) { totalCount } }',
          'query ($of: String) { archiveFiles(filter: { numberFrom: $of }) { totalCount } }',
          'query ($of: String) { disbursements(filter: { fileNumber: $of }) { totalCount } }',
          'query ($of: String) { households(after: $of) { totalCount } }',
          'query ($of: String!) { standards(region: $of) { kind } }',
          'query ($of: String) { tradeUnion(code: $of) { id } }',
          'query ($of: Int!) { realNameSummary(year: $of) { year } }',
          'query ($of: Date) { regions { standards(on: $of) { kind } } }',
          'query ($of: JSON!) { assessHousehold(facts: $of) { problems { code path zh en } } }',
        ];
        const search = searches[one % searches.length] ?? '';
        await refuse(send(search, { of }));
        await refuse(send(search.replace(/\(\$of: \S+\) /, '').replace('$of', `"${of}"`)));
        await refuse(send(search, { of: { [of]: of } }));
      }
    });
  });

  test('in documents: names of operations, fields, aliases, variables, fragments', async () => {
    await withEach(next(10), async (one) => {
      const [of = ''] = secretsOf(one);
      const documents = [
        `query Of${of} { regions { code } }`,
        `query Of_${of.slice(0, 6)}_${of.slice(6)} { regions { code } }`,
        `{ regions { code${of} } }`,
        `{ regions { code(of: "${of}") } }`,
        `query ($v${of}: String) { regions { code } }`,
        `{ ...F${of} } fragment F${of} on Query { nothing }`,
        `{ regions @of${of} { code } }`,
        `{ regions { code } "${of}"`,
        `# ${of}\n{`,
      ];
      for (const document of documents) await refuse(send(document));
      await refuse(served.post(JSON.stringify({ query: '{ regions { code } }', operationName: of }), clerk));
      const noted = await send(
        `query Of${of} { household(idNumber: "${number(0)}") { members { person { identityNumber } } } }`,
      );
      expect(noted.text).toContain(number(0));
    });
  });

  test('in headers and addresses', async () => {
    await withEach(next(8), async (one) => {
      for (const of of secretsOf(one)) {
        const query = '{ household(idNumber: "x") { id } }';
        for (const purpose of [of, `核对 ${of}`, `核对${of.slice(0, 4)} ${of.slice(4, 8)} ${of.slice(8)}`]) {
          const answer = await refuse(send(query, {}, { purpose }));
          expect([answer.status, answer.codes]).toEqual([400, ['INVALID_ARGUMENT']]);
        }
        for (const name of [
          'user-agent',
          'cookie',
          'x-request-id',
          'referer',
          'accept-language',
          'traceparent',
          'x-forwarded-for',
          'bangfu-signature',
        ]) {
          await refuse(send(query, {}, { headers: { [name]: of } }));
        }
        await refuse(send(query, {}, { token: `Bearer ${of}.${of}.${of}` }));
        await refuse(send(query, {}, { headers: { 'content-type': `application/json; charset=${of}` } }));
        for (const address of [
          `/${of}`,
          `/graphql/${of}`,
          `/graphql?query={household(idNumber:"${of}"){id}}`,
          `/graphiql?${of}`,
          `/metrics?${of}`,
        ]) {
          await refuse(
            servedAnswerOf(await fetch(served.url + address, { headers: { 'apollo-require-preflight': '1' } })),
          );
        }
      }
    });
  });

  test('as keys of idempotency', async () => {
    await withEach(next(10), async (one) => {
      const answer = await refuse(send(RECORD, { input: inputOf([one], { idempotencyKey: number(one) }) }));
      expect(answer.data).toMatchObject({ recordHousehold: { problems: [] } });
    });
  });

  test('in statements that fail: constraints, rights, time, a database that ends the session', async () => {
    const record = () => refuse(send(RECORD, { input: inputOf(next(3)) }));
    const { data } = await send(RECORD, { input: inputOf(next(1)) });
    const { id } = (data as { recordHousehold: { household: { id: string } } }).recordHousehold.household;
    const pay = () => refuse(send(ADD, { input: paymentsOf(id, next(1)) }));
    const role = decodeURIComponent(new URL(served.platform.url).username);
    const broken = async (breaking: string, mending: string, write: typeof record) => {
      await served.asOwner(breaking);
      expect((await write()).codes).toEqual(['INTERNAL']);
      await served.asOwner(mending);
    };
    for (const table of [
      'person',
      'person_number',
      'person_version',
      'household_version',
      'membership_version',
      'disbursement_version',
    ]) {
      const write = table === 'disbursement_version' ? pay : record;
      await broken(
        `alter table ${table} add constraint broken check (false) not valid`,
        `alter table ${table} drop constraint broken`,
        write,
      );
      await broken(`revoke insert on ${table} from ${role}`, `grant insert on ${table} to ${role}`, write);
      await served.whileHeld(`lock table ${table} in access exclusive mode`, async () => {
        expect((await write()).codes).toEqual(['UNAVAILABLE']);
      });
    }
    await served.whileHeld('lock table person, person_number in access exclusive mode', async () => {
      const waiting = record();
      const found = refuse(
        send('query ($of: String) { person(idNumber: $of) { id } }', { of: number(next(1)[0] ?? 0) }),
      );
      await served.asOwner('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [role]);
      expect([(await waiting).status, (await found).status]).toEqual([503, 503]);
    });
  });

  test('at once for two households', async () => {
    const shared = next(10);
    const answers = await Promise.all(
      shared.flatMap((one) => [1, 2, 3].map(() => refuse(send(RECORD, { input: inputOf([one]) })))),
    );
    expect(answers.filter(({ text }) => text.includes('"problems":[]')).length).toBe(shared.length);
  });
});

describe('afterwards none of them stands in clear', () => {
  test(`all ${PERSONS} were sent`, async () => {
    while (used.size < PERSONS) await refuse(send(RECORD, { input: inputOf(next(Math.min(4, PERSONS - used.size))) }));
    expect(used.size).toBe(PERSONS);
    // They are on record all the same.
    const { data } = await send(
      `{ household(idNumber: "${number(1)}") { accountNumber members { person { identityNumber mobile } } } }`,
    );
    expect(data).toMatchObject({
      household: {
        accountNumber: account(0),
        members: expect.arrayContaining([{ person: { identityNumber: number(1), mobile: telephone(1) } }]),
      },
    });
  });

  test('in the files of the database, its write-ahead log, its own log, temporary files', async () => {
    await served.asOwner('checkpoint');
    const paths = filesUnder(tmpdir());
    const found = paths.flatMap((path) => marksIn(textOf(path), PERSONS).map((mark) => `${path} ${mark}`));
    expect(found).toEqual([]);
    const inClear = Buffer.from(CLEAR_NAME).toString('latin1');
    expect(paths.filter((path) => textOf(path).includes(inClear)).length).toBeGreaterThan(1);
    for (const part of ['/pg_wal/', '/server.log', '/base/'])
      expect(paths.some((path) => path.includes(part))).toBe(true);
    expect(paths.filter((path) => /upload|xlsx/.test(path))).toEqual([]);
  });

  test('in any row of any table, however it is packed: the audit, the changes, the jobs', async () => {
    const tables = await served.asOwner(
      "select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')",
    );
    const found: string[] = [];
    let control = 0;
    for (const { name } of tables) {
      const rows = await served.asOwner(`select t::text as row from ${String(name)} t`);
      const text = rows.map(({ row }) => String(row)).join('\n');
      found.push(...marksIn(text, PERSONS).map((mark) => `${String(name)} ${mark}`));
      control += text.includes(CLEAR_NAME) ? 1 : 0;
    }
    expect(found).toEqual([]);
    expect(control).toBeGreaterThan(0);
    expect(tables.length).toBeGreaterThan(40);
  });

  test('in our logs and measurements', async () => {
    await send(`query ${CLEAR_OPERATION} { regions { code } }`);
    const metrics = await (await fetch(`${served.url}/metrics`)).text();
    await served.stop();
    expect(marksIn(metrics, PERSONS)).toEqual([]);
    expect(metrics).toContain(CLEAR_OPERATION);
    expect(marksIn(served.log(), PERSONS)).toEqual([]);
    expect(served.log()).toContain(CLEAR_OPERATION);
    expect(served.lines().filter(({ msg }) => msg === 'failure').length).toBeGreaterThan(10);
  });

  test('in what was answered where something was refused', () => {
    const found = refusals.filter(
      ({ text, headers }) => marksIn(text + JSON.stringify([...headers]), PERSONS).length > 0,
    );
    expect(found.map(({ text }) => text)).toEqual([]);
    expect(refusals.length).toBeGreaterThan(1000);
  });
});

function filesUnder(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
  return found?.isFile() === true ? [path] : [];
}

/** Of a file as it stands; others' may have gone. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
