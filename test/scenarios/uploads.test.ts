import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { household } from '../support/register-household.ts';
import { type ServedAnswer, servedAnswerOf, type ServedPlatform, startServed } from '../support/served/platform.ts';
import { rowsOf, writeLargeWorkbook, writeWorkbook } from '../support/workbook.ts';
import { workbookParts, writeZip } from '../support/zip.ts';

/** Workbooks that are sent to a running platform: bombs, many at a time, cancelled ones. */
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let served: ServedPlatform;
let folder = '';
let city: string;
let serial = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-uploads-'));
  served = await startServed({ households: 20 });
  mkdirSync(uploadFolder());
  city = await served.bearer({ staff: 'clerk.410500' });
}, 60_000);
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  // Jobs of the test before have ended, with their files.
  while (uploads().length > 0) await pause(50);
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const uploads = () => readdirSync(uploadFolder());
const uploadFolder = () => join(served.config.dataFolder, 'uploads');
const path = () => join(folder, `${(serial += 1)}.xlsx`);
const clerk = (union: string) => served.bearer({ staff: `clerk.${union.slice(0, 6)}` });

async function post(file: string, union: string, more = ''): Promise<ServedAnswer> {
  const headers = { authorization: await clerk(union), 'content-type': XLSX };
  const body = new Uint8Array(readFileSync(file));
  return servedAnswerOf(await fetch(`${served.url}/imports?union=${union}${more}`, { method: 'POST', body, headers }));
}

async function submit(file: string, union: string, more = ''): Promise<string> {
  const answer = await post(file, union, more);
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('job')]);
  return (JSON.parse(answer.text) as { readonly job: string }).job;
}

interface JobAnswer {
  readonly state: string;
  readonly total: number | null;
  readonly import: {
    readonly recorded: number;
    readonly unchanged: number;
    readonly different: number | null;
    readonly faults: readonly { readonly code: string }[];
  } | null;
}

async function jobOf(id: string, union: string): Promise<JobAnswer> {
  const counts = 'recorded unchanged different rows rowsRecorded rowsUnchanged rowsRefused revision';
  const query = `query Look($id: ID!) { job(id: $id) { state total import { ${counts} faults { code } } } }`;
  const { data } = await served.ask(query, { token: await clerk(union), variables: { id } });
  return data?.['job'] as JobAnswer;
}

async function until(id: string, union: string, states: RegExp): Promise<JobAnswer> {
  for (;;) {
    const job = await jobOf(id, union);
    if (states.test(job.state)) return job;
    await pause(30);
  }
}

async function cancel(id: string, union: string): Promise<void> {
  const query = 'mutation Stop($id: ID!) { cancelJob(id: $id) { state } }';
  const { data } = await served.ask(query, { token: await clerk(union), variables: { id } });
  expect(data).toEqual({ cancelJob: { state: 'CANCELLED' } });
}

const ROWS = 1_700_000;

/** The bytes of a workbook that takes so many times some half a second to read, and holds nothing. */
function slowBytes(times: number): Buffer {
  const rows = Buffer.alloc(ROWS * times * EMPTY_ROW.length, EMPTY_ROW);
  return readFileSync(writeZip(path(), workbookParts('收入', rows), { level: 1 }));
}
const EMPTY_ROW = '<row r="1"/>';
let shortest: Buffer;
let longest: Buffer;
beforeAll(() => {
  [shortest, longest] = [slowBytes(1), slowBytes(12)];
});

/** A slow workbook; each is another file, by the comment at the end of the zip. */
function slow(bytes = longest): string {
  const file = path();
  const comment = Buffer.from(String(serial).padStart(8, '0'));
  writeFileSync(file, Buffer.concat([bytes.subarray(0, -2), Buffer.from([comment.length, 0]), comment]));
  return file;
}

/** One household. */
const small = () => writeWorkbook(path(), rowsOf([household([500_000 + serial])]));

test('a workbook of 118 KB whose sheet is 40 million nested elements is refused, and the platform goes on', async () => {
  const bomb = writeZip(path(), workbookParts('困难职工', Buffer.from('<a>'.repeat(40_000_000))));
  const { state, import: report } = await until(await submit(bomb, '410502-Q1'), '410502-Q1', /DONE|DEAD/);
  expect([state, report?.recorded, report?.faults.map(({ code }) => code)]).toEqual([
    'DONE',
    0,
    expect.arrayContaining(['TOO_COMPLEX']),
  ]);
  expect((await served.ask('{ regions { code } }', { token: city })).status).toBe(200);
});

test('a heading that would be cut within a character ends an import like any other', async () => {
  const headings = `<row><c t="str"><v>身份证号</v></c><c t="str"><v>${'未'.repeat(59)}${'𠮷'.repeat(10)}</v></c></row>`;
  const file = writeZip(path(), workbookParts('困难职工', Buffer.from(headings)));
  const { state, import: report } = await until(await submit(file, '410502-Q1'), '410502-Q1', /DONE|DEAD/);
  expect([state, report?.faults.map(({ code }) => code)]).toEqual(['DONE', expect.arrayContaining(['UNKNOWN_COLUMN'])]);
});

test('a workbook is compared, also while the same is imported, and then nothing is written', async () => {
  const [file, union] = [await small(), '410502-Q1'];
  const compared = async () => (await until(await submit(file, union, '&compare=true'), union, /DONE|DEAD/)).import;
  expect(await compared()).toMatchObject({ recorded: 0, unchanged: 0, different: 1 });
  const [imported, again] = [await submit(file, union), await submit(file, union, '&compare=true')];
  expect(again).not.toBe(imported);
  expect((await until(imported, union, /DONE|DEAD/)).import).toMatchObject({ recorded: 1, different: null });
  await until(again, union, /DONE|DEAD/);
  expect(await compared()).toMatchObject({ recorded: 0, unchanged: 1, different: 0 });
  const wrong = await post(file, union, '&compare=yes');
  expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('compare')]);
});

test('what is cancelled stops within a second, and its file is gone at once', async () => {
  const id = await submit(slow(), '410502-Q1');
  await until(id, '410502-Q1', /RUNNING/);
  await pause(500);
  expect(uploads()).toHaveLength(1);
  await cancel(id, '410502-Q1');
  expect(uploads()).toEqual([]);
  // A reading that went on would keep this thread busy: nothing does, a second later.
  await pause(1000);
  const { user } = process.cpuUsage();
  await pause(1000);
  expect((process.cpuUsage().user - user) / 1e6).toBeLessThan(0.5);
});

test('of one person three wait; the next is refused until one has been cancelled', async () => {
  const union = '410502-Q1';
  const running = await submit(slow(), union);
  await until(running, union, /RUNNING/);
  const waiting = [
    await submit(slow(shortest), union),
    await submit(slow(shortest), union),
    await submit(slow(shortest), union),
  ];
  const refused = await post(slow(shortest), union);
  expect([refused.status, refused.text]).toEqual([429, expect.stringContaining('TOO_MANY_WAITING')]);
  expect(uploads()).toHaveLength(4);
  await cancel(waiting[0] ?? '', union);
  expect(uploads()).toHaveLength(3);
  await submit(slow(shortest), union);
  // At the same moment too.
  await cancel(waiting[1] ?? '', union);
  const files = Array.from({ length: 5 }, () => slow(shortest));
  const statuses = await Promise.all(files.map(async (file) => (await post(file, union)).status));
  expect(statuses.toSorted()).toEqual([200, 429, 429, 429, 429]);
  expect(uploads()).toHaveLength(4);
  const unfinished = await served.asOwner("select id from job_queue.job where state in ('created', 'retry', 'active')");
  for (const { id } of unfinished) await cancel(String(id), union);
  expect(uploads()).toEqual([]);
});

test('a small workbook waits for no large ones of other unions: neither for those that are read nor for one that is written', async () => {
  const many = Array.from({ length: 5000 }, (_, at) => household([510_000 + at]));
  const written = { union: '410522-Q1', id: await submit(writeLargeWorkbook(path(), rowsOf(many)), '410522-Q1') };
  while ((await jobOf(written.id, written.union)).total === null) await pause(50);
  const read = ['410503-Q1', '410505-Q1', '410506-Q1'];
  const large = await Promise.all(read.map(async (union) => ({ union, id: await submit(slow(), union) })));
  // Two of them are read at a time.
  while (
    !(await Promise.all(large.map(({ id, union }) => jobOf(id, union)))).some(({ state }) => state === 'RUNNING')
  ) {
    await pause(50);
  }
  const from = performance.now();
  const { import: report } = await until(await submit(await small(), '410502-Q1'), '410502-Q1', /DONE/);
  const seconds = (performance.now() - from) / 1000;
  expect(report).toMatchObject({
    ...{ recorded: 1, rows: 1, rowsRecorded: 1, rowsUnchanged: 0, rowsRefused: 0, revision: expect.any(Number) },
  });
  for (const { id, union } of [written, ...large]) {
    expect((await jobOf(id, union)).state).toMatch(/WAITING|RUNNING/);
    await cancel(id, union);
  }
  expect(seconds).toBeLessThan(10);
  console.log(`a small workbook beside four large ones: ${seconds.toFixed(1)} s`);
});
