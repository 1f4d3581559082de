import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { backUp } from '../../src/operations/backup.ts';
import { partsOf, type Manifest } from '../../src/operations/manifest.ts';
import { TABLE_CLASSES } from '../../src/database/migrations/table-classes.ts';
import { household } from '../support/register-household.ts';
import { valueOf } from '../support/register.ts';
import { DAY_OF_RESTORING, emptyDatabase, restoreInto, rowsOf } from '../support/restored.ts';
import { type RestoredPlatform, serveRestored } from '../support/restored.ts';
import { servedAnswerOf, type ServedPlatform, startServed } from '../support/served/platform.ts';
import { rowsOf as rowsOfWorkbook, writeWorkbook } from '../support/workbook.ts';

/** A backup that is made while workbooks are imported and others wait, and what becomes of them where it is restored. */
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HOUSEHOLDS = 1000;

let served: ServedPlatform;
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let restored: RestoredPlatform | undefined;
let folder = '';
let manifest: Manifest;
const jobs: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-under-way-'));
  served = await startServed({ households: 40 });
  database = await emptyDatabase();
});
afterAll(async () => {
  await restored?.close();
  await database.drop();
  await served.close();
  rmSync(folder, { recursive: true });
});

const path = (name: string) => join(folder, name);
const set = () => path('set');

async function submit(file: string): Promise<string> {
  const authorization = await served.bearer({ staff: 'clerk.410502' });
  const body = new Uint8Array(readFileSync(file));
  const address = `${served.url}/imports?union=410502-Q1`;
  const answer = await servedAnswerOf(
    await fetch(address, { method: 'POST', body, headers: { authorization, 'content-type': XLSX } }),
  );
  return (JSON.parse(answer.text) as { readonly job: string }).job;
}

async function states(url: string): Promise<Readonly<Record<string, string>>> {
  const rows = await rowsOf(url, 'select id, state::text from job_queue.job');
  return Object.fromEntries(rows.map(({ id, state }) => [String(id), String(state)]));
}

async function untilEnded(url: string): Promise<void> {
  const isOver = (state: unknown) => state === 'completed' || state === 'failed';
  while (!Object.values(await states(url)).every(isOver)) await pause(50);
}

const count = async (url: string, what: string) =>
  Number((await rowsOf(url, `select count(*) as n from ${what}`))[0]?.['n']);

test('it is made while an import writes and another waits', async () => {
  const url = served.platform.ownerUrl;
  const before = await count(url, 'household');
  const many = Array.from({ length: HOUSEHOLDS }, (_, at) => household([600_000 + at]));
  jobs['written'] = await submit(await writeWorkbook(path('many.xlsx'), rowsOfWorkbook(many)));
  jobs['waiting'] = await submit(await writeWorkbook(path('few.xlsx'), rowsOfWorkbook([household([700_001])])));
  // The import waits between two batches until the backup has its snapshot, and goes on while the tables are read.
  const holder = new pg.Client({ connectionString: url });
  await holder.connect();
  await holder.query(
    `begin;
     do $$ begin
       while (select count(*) from household) = ${before} loop perform pg_sleep(0.005); end loop;
     end $$;
     lock table household in exclusive mode`,
  );
  let isReleased = false;
  const release = () => {
    if (!isReleased) void holder.query('commit').then(() => holder.end());
    isReleased = true;
  };
  const tell = (line: string) => {
    if (line.startsWith('1/')) release();
  };
  manifest = valueOf(
    await backUp(
      { ...served.config, ownerUrl: url },
      { folder: set(), actorCode: 'admin', today: DAY_OF_RESTORING, tell },
    ),
  );
  const rows = Object.fromEntries(manifest.tables.map((table) => [table.name, table.rows]));
  expect(rows['household']).toBeGreaterThan(before);
  expect(rows['household']).toBeLessThan(before + HOUSEHOLDS);
  expect(manifest.uploads).toHaveLength(2);
  for (const { file } of partsOf(manifest)) expect(existsSync(join(set(), file))).toBe(true);
});

test('the imports of the platform go on, and end', async () => {
  await untilEnded(served.platform.ownerUrl);
  expect(readdirSync(join(served.config.dataFolder, 'uploads'))).toEqual([]);
});

test('restored, it is one moment: each row is one of the platform’s, whole with all that its change recorded', async () => {
  const settings = { ...database.settings, BANGFU_DATA: path('data') };
  valueOf(await restoreInto(settings, set()));
  const changes = await rowsOf(database.url, "select id from change_log where action <> 'RESTORE'");
  const list = changes.map(({ id }) => `'${String(id)}'`).join(', ');
  const different: string[] = [];
  for (const table of Object.keys(TABLE_CLASSES)) {
    const [isRecorded] = await rowsOf(
      database.url,
      `select 1 from pg_attribute where attrelid = '${table}'::regclass and attname = 'recorded_in'`,
    );
    if (isRecorded === undefined) continue;
    const digest = `select md5(coalesce(string_agg(row, E'\n' order by row collate "C"), '')) as digest
      from (select (to_jsonb(t) - 'superseded_in')::text as row from ${table} t where recorded_in in (${list})) as rows`;
    const [then] = await rowsOf(served.platform.ownerUrl, digest);
    const [now] = await rowsOf(database.url, digest);
    if (then?.['digest'] !== now?.['digest']) different.push(table);
  }
  expect(different).toEqual([]);
  const places = 'select md5(string_agg(p::text, chr(10) order by p::text)) as digest from household_index p';
  const derived = await rowsOf(database.url, places);
  await rowsOf(database.url, 'select index_households(array(select id from household))');
  expect(await rowsOf(database.url, places)).toEqual(derived);
});

test('where it is restored, what waited and what was written begin again, and end', async () => {
  const settings = { ...database.settings, BANGFU_DATA: path('data') };
  const [progress] = await rowsOf(
    database.url,
    'select count(*)::int as n from job_progress where attempt is not null',
  );
  expect(progress).toEqual({ n: 0 });
  expect((await states(database.url))[jobs['written'] ?? '']).toBe('retry');
  restored = await serveRestored(settings, served.today);
  await untilEnded(database.url);
  expect(await states(database.url)).toMatchObject(
    Object.fromEntries(Object.values(jobs).map((id) => [id, 'completed'])),
  );
  expect(await count(database.url, 'household')).toBe(await count(served.platform.ownerUrl, 'household'));
  expect(readdirSync(path('data/uploads'))).toEqual([]);
  const [gaps] = await rowsOf(database.url, 'select count(*)::int - max(number)::int as n from change_sequence');
  expect(gaps).toEqual({ n: 0 });
});
