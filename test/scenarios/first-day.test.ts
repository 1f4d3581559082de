import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import { workOnJobs } from '../../src/app/jobs.ts';
import { serveGraph } from '../../src/app/serve.ts';
import { type Config, parseConfig } from '../../src/config.ts';
import { printDay } from '../../src/kernel/calendar.ts';
import { bootstrap } from '../../src/staff/bootstrap/bootstrap.ts';
import { dayInChina } from '../../src/usecase/today.ts';
import { emptyRegister, sealAll, SERVER, valueOf } from '../support/register.ts';
import { household } from '../support/register-household.ts';
import { type ServedAnswer, servedAnswerOf } from '../support/served/platform.ts';
import { rowsOf, writeWorkbook } from '../support/workbook.ts';

/** A real office from an empty database, as `docs/first-day.md` has it: each block of the page is sent by the person whom it names. */

const PAGE = readFileSync('docs/first-day.md', 'utf8');
const ISSUER = 'https://idp.example';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const today = printDay(dayInChina(Date.now()));
const NAMES: Readonly<Record<string, string>> = {
  ...{ 甲: 'jia', 乙: 'yi', 丙: 'bing', 丁: 'ding', 戊: 'wu', 己: 'ji', 庚: 'geng', 辛: 'xin' },
};

interface Block {
  readonly section: number;
  readonly who: string;
  readonly document: string;
}

/** The blocks of the page, with the numbers of their sections. */
const blocks: readonly Block[] = PAGE.split(/^## /m).flatMap((section) => {
  const number = Number(/^(\d+)\./.exec(section)?.[1] ?? 0);
  return [...section.matchAll(/```graphql\n# (.)\n([^]*?)```/g)].map(([, name = '', document = '']) => {
    return { section: number, who: NAMES[name] ?? '', document };
  });
});

let close: () => Promise<void>;
let url = '';
let bearer: (who: string) => Promise<string>;
/** Numbers what was written, as the leading process does all the time. */
let number: () => Promise<unknown>;
/** What the blocks before have answered, by the names that the page gives it. */
const found: Record<string, unknown> = { today };

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'EdDSA' }] });
  const provider = createServer((_, response) => response.end(keys));
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const { port } = provider.address() as AddressInfo;
  bearer = async (subject) => {
    const token = new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid: 'one' }).setIssuer(ISSUER);
    return `Bearer ${await token.setAudience('bangfu').setSubject(subject).setExpirationTime('5m').sign(privateKey)}`;
  };
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-first-day-'));
  const register = await emptyRegister(SERVER);
  const { database, secrets, jobs } = register.platform;
  const config = productionConfig(register.config, folder, `http://127.0.0.1:${port}/keys`);
  const first = { code: 'jia', name: '甲', subject: 'jia' };
  const second = { code: 'yi', name: '乙', subject: 'yi' };
  const made = { name: '安阳市总工会', region: '410500', regionName: '安阳市' };
  valueOf(await bootstrap(database, { union: { code: '410500', made }, issuer: ISSUER, first, second, today }));
  number = () => sealAll(database);
  await workOnJobs(jobs, () => ({ database, secrets, today }));
  const server = valueOf(await serveGraph(config, { database, secrets, jobs }, pino({ level: 'silent' })));
  url = server.url;
  close = async () => {
    await server.close();
    await register.drop();
    provider.closeAllConnections();
    provider.close();
    rmSync(folder, { recursive: true });
  };
});
afterAll(() => close());

function productionConfig({ database, keyFile }: Config, dataFolder: string, jwksUrl: string): Config {
  return valueOf(
    parseConfig({
      ...{ DATABASE_URL: database?.url, DATABASE_MIGRATION_URL: database?.migrationUrl, BANGFU_KEYS: keyFile },
      ...{ BANGFU_JWKS_URL: jwksUrl, BANGFU_ISSUER: ISSUER, BANGFU_DATA: dataFolder, PORT: '0' },
    }),
  );
}

async function send(
  who: string,
  path: string,
  body: NonNullable<RequestInit['body']>,
  type: string,
): Promise<ServedAnswer> {
  const headers = { authorization: await bearer(who), 'content-type': type };
  return servedAnswerOf(await fetch(`${url}${path}`, { method: 'POST', headers, body }));
}

async function ask(who: string, query: string): Promise<Readonly<Record<string, unknown>>> {
  const body = JSON.stringify({ query, variables: variablesOf(query) });
  await number();
  const { data, errors, text } = await send(who, '/graphql', body, 'application/json');
  if (data === null || data === undefined || errors.length > 0) throw new Error(text);
  return data;
}

/** Those of the earlier answers that a document declares. */
function variablesOf(document: string): object {
  const names = [...document.matchAll(/\$(\w+): /g)].map(([, name = '']) => name);
  return Object.fromEntries(names.map((name) => [name, found[name]]));
}

interface Answer {
  readonly problems: readonly unknown[];
  readonly objectId?: string;
  readonly proposalId?: string;
}

/** Sends the blocks of a section in their order; nothing in them may be refused. */
async function follow(section: number, from = 0, to = Infinity): Promise<void> {
  for (const { who, document } of blocks.filter((block) => block.section === section).slice(from, to)) {
    for (const [name, answer] of Object.entries(await ask(who, document)) as [string, Answer][]) {
      expect([document, answer.problems]).toEqual([document, []]);
      found[name] = answer.objectId ?? answer.proposalId;
    }
  }
}

async function until<T>(read: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const value = await read();
    if (value !== null) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('every block of the page names one of the people of its table', () => {
  expect(blocks).toHaveLength(PAGE.match(/```graphql/g)?.length ?? 0);
  expect(blocks.filter(({ who, section }) => who === '' || section === 0)).toEqual([]);
});

test('a third administrator, so that two can act while one is away', async () => {
  await follow(2);
  const query = '{ staff(first: 10) { nodes { code grants { role isInEffect } } } }';
  const grants = [{ role: 'ADMINISTRATOR', isInEffect: true }];
  const nodes = ['bing', 'jia', 'yi'].map((code) => ({ code, grants }));
  expect(await ask('bing', query)).toEqual({ staff: { nodes } });
});

test('the tree of unions', async () => {
  await follow(3);
  const query = '{ tradeUnions(first: 10) { nodes { code kind centreName region { code name } parent { code } } } }';
  const { tradeUnions } = await ask('jia', query);
  expect(tradeUnions).toMatchObject({
    nodes: [
      { code: '410500', parent: null },
      {
        code: '410502',
        kind: 'COUNTY',
        centreName: '文峰区困难职工帮扶中心',
        region: { code: '410502', name: '文峰区' },
      },
      { code: '410502-Q1', kind: 'EMPLOYER', parent: { code: '410502' } },
    ],
  });
});

test('staff, each with what the table says', async () => {
  await follow(4);
  const { staff } = await ask('yi', '{ staff(first: 20) { nodes { code grants { role isInEffect } } } }');
  const { nodes } = staff as { nodes: { code: string; grants: { role: string; isInEffect: boolean }[] }[] };
  const held = Object.fromEntries(nodes.map(({ code, grants }) => [code, grants.map(({ role }) => role).toSorted()]));
  expect(held).toMatchObject({
    ...{ ding: ['AUDITOR'], wu: ['CENTRE_ARCHIVIST'], ji: ['CENTRE_ARCHIVIST', 'SUPERIOR_REVIEWER'] },
    ...{ geng: ['UNION_CLERK'], xin: ['FINANCE_OFFICER'] },
  });
  expect(nodes.flatMap(({ grants }) => grants).filter(({ isInEffect }) => !isInEffect)).toEqual([]);
});

test('the standards of today, with their document and their preview', async () => {
  await follow(5, 0, 1);
  const scan = new TextEncoder().encode('%PDF-1.7 豫民〔2026〕1号');
  const stored = await send('wu', `/imports/rule-document?proposal=${String(found['rules'])}`, scan, 'application/pdf');
  expect(JSON.parse(stored.text)).toMatchObject({ problems: [] });
  const query = '{ ruleProposals(first: 5) { nodes { id preview { households } } } }';
  await until(async () => {
    const { ruleProposals } = await ask('wu', query);
    return (ruleProposals as { nodes: { preview: object | null }[] }).nodes[0]?.preview ?? null;
  });
  await follow(5, 1);
  const { standards } = await ask('geng', `{ standards(region: "410502") { kind amount } }`);
  expect(standards).toContainEqual({ kind: 'DIBAO', amount: '680.00' });
});

test('the first workbook and the first decisions', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'bangfu-first-')), 'workbook.xlsx');
  await writeWorkbook(file, rowsOf([household([1, 2]), household([11, 12])]));
  const posted = await send('geng', '/imports?union=410502-Q1', new Uint8Array(readFileSync(file)), XLSX);
  const { job } = JSON.parse(posted.text) as { readonly job: string };
  const ended = await until(async () => {
    const answer = await ask('geng', `{ job(id: "${job}") { state import { recorded faults { code zh } } } }`);
    const found = answer['job'] as { state: string; import: object | null };
    return found.import === null ? null : found;
  });
  expect(ended).toMatchObject({ import: { recorded: 2, faults: [] } });
  const [last] = blocks.filter(({ section }) => section === 7);
  const { households } = await ask('geng', last?.document ?? '');
  expect(households).toMatchObject({ totalCount: 2 });
});
