import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DuckDBInstance } from '@duckdb/node-api';
import { openProjection } from '../../../src/statistics/projection/open-projection.store.ts';
import type { Projection } from '../../../src/statistics/projection/projection.ts';
import { SERVER, testRegister, type TestRegister, valueOf } from '../../support/register.ts';
import { setState } from './spans.ts';

let register: TestRegister;
/** Opened projections and what each has logged. */
const opened: Projection[] = [];
let events: string[] = [];

beforeAll(async () => {
  register = await testRegister(SERVER);
  await setState(register, { slot: 0, revision: 1000, moment: 1 });
});

afterAll(async () => {
  for (const projection of opened) await projection.close();
  await register.drop();
});

async function open(folder: string, { megabytes = 200, seconds = 10 } = {}): Promise<Projection> {
  const { database } = register.platform;
  const log = (event: string) => events.push(event);
  const projection = await openProjection({ database, folder, megabytes, seconds, log });
  opened.push(projection);
  return projection;
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'projection-'));
const files = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.duckdb'));
const MADE = { ok: true, value: { revision: 1000, moment: 1 } };

/** A folder with a complete file of nobody's. */
async function madeFolder(): Promise<{ readonly folder: string; readonly path: string }> {
  const folder = newFolder();
  const projection = await open(folder);
  expect(await projection.follow()).toEqual(MADE);
  await projection.close();
  return { folder, path: join(folder, files(folder)[0] ?? '') };
}

/** Changes a file that nobody has open. */
async function inFile(path: string, statement: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

test('a complete file is gone on with', async () => {
  const { folder, path } = await madeFolder();
  const projection = await open(folder);
  expect(await projection.read(({ mark }) => Promise.resolve(mark))).toEqual(MADE);
  expect(files(folder)).toEqual([path.slice(folder.length + 1)]);
});

test('before it is made, it is not read; before anything is decided, it is not made', async () => {
  const projection = await open(newFolder());
  expect(await projection.query('select 1')).toEqual({ ok: false, error: 'NOT_MADE' });
  await register.asOwner('delete from decision_state');
  const made = await projection.follow();
  await setState(register, { slot: 0, revision: 1000, moment: 1 });
  expect(made).toEqual({ ok: false, error: expect.stringContaining('nothing is decided yet') });
  expect(await projection.follow()).toEqual(MADE);
});

test.each([
  [
    'cut in half',
    (path: string) => {
      truncateSync(path, Math.floor(statSync(path).size / 2));
    },
  ],
  [
    'empty',
    (path: string) => {
      truncateSync(path, 0);
    },
  ],
  [
    'of something else',
    (path: string) => {
      writeFileSync(path, '不是数据库'.repeat(9000));
    },
  ],
])('a file that is %s is removed with a word in two languages, and made anew', async (_, harm) => {
  const { folder, path } = await madeFolder();
  harm(path);
  events = [];
  const projection = await open(folder);
  expect(events).toEqual([expect.stringMatching(/已损坏.* is broken and is made anew: .*statistics-/)]);
  expect(files(folder)).toEqual([]);
  expect(await projection.follow()).toEqual(MADE);
});

test.each([
  ['of another layout', "update projection_mark set layout = 'other'"],
  ['incomplete', 'update projection_mark set complete = false'],
])('a file that is %s is removed and made anew', async (_, statement) => {
  const { folder, path } = await madeFolder();
  await inFile(path, statement);
  events = [];
  const projection = await open(folder);
  expect(events).toEqual([expect.stringContaining('incomplete or of another layout')]);
  expect(await projection.follow()).toEqual(MADE);
  expect(files(folder)).toHaveLength(1);
});

test('a run of decisions that has ended in the other slot makes it anew, while reads of the file before end in peace', async () => {
  const { folder } = await madeFolder();
  const projection = await open(folder);
  let goOn = (): void => undefined;
  const waits = new Promise<void>((resolve) => (goOn = resolve));
  const reading = projection.read(async ({ query, mark }) => {
    await waits;
    return { mark, rows: await query('select slot from projection_mark') };
  });
  await setState(register, { slot: 1, revision: 1001, moment: 2 });
  expect(await projection.follow()).toEqual({ ok: true, value: { revision: 1001, moment: 2 } });
  expect(valueOf(await projection.query('select slot from projection_mark'))).toEqual([{ slot: 1 }]);
  goOn();
  expect(await reading).toEqual({ ok: true, value: { mark: MADE.value, rows: [{ slot: 0 }] } });
  await setState(register, { slot: 0, revision: 1000, moment: 1 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(files(folder)).toHaveLength(1);
});

test('of two processes on one folder, each has a file of its own', async () => {
  const { folder, path } = await madeFolder();
  const script = `const { DuckDBInstance } = require('@duckdb/node-api');
    DuckDBInstance.create(process.argv[1]).then(() => console.log('has it'));
    process.stdin.resume();`;
  const other = spawn(process.execPath, ['-e', script, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(other.stdout, 'data');
  events = [];
  const projection = await open(folder);
  expect(await projection.query('select 1')).toEqual({ ok: false, error: 'NOT_MADE' });
  expect(await projection.follow()).toEqual(MADE);
  expect(files(folder)).toHaveLength(2);
  expect(events).toEqual([]);
  other.kill();
  await once(other, 'close');
  const third = await open(folder);
  expect(await third.query('select 1 as one')).toEqual({ ok: true, value: [{ one: 1 }] });
  expect(files(folder)).toHaveLength(2);
});

test('it reads no other file, writes none, and takes only reads', async () => {
  const { folder, path } = await madeFolder();
  const projection = await open(folder);
  for (const statement of [
    `copy (select 1) to '${path}.wal'`,
    `copy (select 1) to '${folder}/out.csv'`,
    `attach '${folder}/other.duckdb'`,
    'install httpfs',
    "set memory_limit = '9GB'",
    'delete from payment',
  ]) {
    await expect(projection.query(statement)).rejects.toThrow(/by SELECT alone|Permission Error/);
  }
  for (const read of ["from read_csv('/etc/passwd')", "from read_text('/etc/*')", "from glob('/etc/*')"]) {
    await expect(projection.query(`select * ${read}`)).rejects.toThrow(/Permission Error|Cannot access/);
  }
  await expect(projection.query("select * from '/etc/passwd'")).rejects.toThrow();
});

test('numbers are exact, days and ids are texts', async () => {
  const { folder } = await madeFolder();
  const projection = await open(folder);
  const rows = valueOf(
    await projection.query(
      `select sum(n) as sum, date '2024-02-29' as day, ['a', 'b'] as list, null as none,
         '0190aaaa-0000-7000-8000-000000000001'::uuid as id, true as yes, $given as given, avg(n) as mean
       from (values (9007199254740990), (1)) v(n)`,
      { given: '甲' },
    ),
  );
  expect(rows).toEqual([
    {
      ...{ sum: 9_007_199_254_740_991, day: '2024-02-29', list: ['a', 'b'], none: null, yes: true, given: '甲' },
      ...{ id: '0190aaaa-0000-7000-8000-000000000001', mean: 4_503_599_627_370_495.5 },
    },
  ]);
  await expect(projection.query('select sum(n) as sum from (values (9007199254740991), (1)) v(n)')).rejects.toThrow(
    'exactly',
  );
});

test('a query that takes too long is ended', async () => {
  const { folder } = await madeFolder();
  const projection = await open(folder, { seconds: 0.3 });
  const long = 'select count(*) as n from range(1000000) a, range(1000000) b where hash(a.range, b.range) = 7';
  expect(await projection.query(long)).toEqual({ ok: false, error: 'TOO_HEAVY' });
  expect(valueOf(await projection.query('select 1 as one'))).toEqual([{ one: 1 }]);
});

test.each([
  ['of another register', "update projection_mark set change = 'other'"],
  ['of a later state, before a restore', 'update projection_mark set revision = 2000'],
])('the file %s is not followed, but made anew', async (_, statement) => {
  const { folder, path } = await madeFolder();
  await inFile(path, statement);
  const projection = await open(folder);
  expect(await projection.follow()).toEqual(MADE);
  expect(valueOf(await projection.query('select change, revision from projection_mark'))).toEqual([
    { change: '', revision: 1000 },
  ]);
});

test('memory is bounded: what does not fit goes beside the file, or is refused', async () => {
  const { folder } = await madeFolder();
  const projection = await open(folder, { megabytes: 100 });
  const sorted = `select count(*) as rows from (select range as n, md5(range::varchar) as text from range(3000000) order by text offset 1)`;
  expect(valueOf(await projection.query(sorted))).toEqual([{ rows: 2_999_999 }]);
  const tooMuch = 'select len(list(md5(range::varchar))) as n from range(4000000)';
  expect(await projection.query(tooMuch)).toEqual({ ok: false, error: 'TOO_HEAVY' });
  expect(valueOf(await projection.query('select 1 as one'))).toEqual([{ one: 1 }]);
});

test('a folder that cannot be written is said in two languages', async () => {
  const folder = newFolder();
  const projection = await open(folder);
  events = [];
  // Permissions would not do, since tests may run as root.
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  expect(await projection.follow()).toEqual({ ok: false, error: expect.stringContaining('cannot be made') });
  expect(events).toEqual([expect.stringMatching(/统计投影无法建立.*IO Error/)]);
});

test('a file that breaks while it is open is given up and made anew', async () => {
  const { folder, path } = await madeFolder();
  const projection = await open(folder);
  const size = statSync(path).size;
  const handle = openSync(path, 'r+');
  writeSync(handle, Buffer.alloc(size - 12_288, 7), 0, size - 12_288, 12_288);
  closeSync(handle);
  events = [];
  await projection.query('select * from union_line').catch(() => undefined);
  const followed = await projection.follow();
  expect(followed).toEqual(MADE);
});
