import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { serveGraph } from '../../src/app/serve.ts';
import { sealChanges } from '../../src/database/time/change-log.ts';
import { TABLE_CLASSES } from '../../src/database/migrations/table-classes.ts';
import { requireDay } from '../../src/kernel/calendar.ts';
import { readManifest } from '../../src/operations/manifest.ts';
import { inSnapshot, lastChange } from '../../src/operations/tables.read.ts';
import { sealAll, valueOf } from '../support/register.ts';
import { askText, rowsOf, serveRestored, type RestoredPlatform } from '../support/restored.ts';
import { type ServedPlatform, startServed } from '../support/served/platform.ts';
import { QUESTIONS } from './questions.ts';

/** A backup by the command, of a platform that is served, restored by the command into an empty folder. */
const ROOT = join(__dirname, '..', '..');
let served: ServedPlatform;
let restored: RestoredPlatform | undefined;
let folder = '';
let fileNumber = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-round-'));
  chmodSync(folder, 0o755);
  served = await startServed({ ownCluster: true, households: 100, on: requireDay('2026-06-30'), statistics: true });
  const [file] = await served.asOwner("select number from archive_file where number like '410502%' order by number");
  fileNumber = String(file?.['number']);
  // What the sample has not: a sensitive read, counted masked reads, a key of idempotency.
  const other = valueOf(await serveGraph(served.config, served.platform, pino({ level: 'silent' })));
  for (const questionOf of Object.values(QUESTIONS)) {
    await askText({ ...served, url: other.url }, questionOf(fileNumber));
  }
  // Masked reads are counted; the counts are written every ten seconds, and when a server ends.
  await other.close();
  expect(await served.asOwner('select 1 from masked_read limit 1')).toHaveLength(1);
});
afterAll(async () => {
  await restored?.close();
  await served.close();
  rmSync(folder, { recursive: true });
});

const run = (command: string, data: string, ...args: string[]) => {
  const env = { ...process.env, BANGFU_DATA: data };
  const { status, stdout, stderr } = spawnSync(process.execPath, [`src/cli/backup/${command}.ts`, ...args], {
    ...{ cwd: ROOT, env, encoding: 'utf8' },
  });
  return { status, stdout, stderr };
};

const set = () => join(folder, 'set');
const data = () => join(folder, 'data');

/** The MD5 of each table's ordered rows as text. */
async function digestsOf(url: string): Promise<Readonly<Record<string, unknown>>> {
  const digests: Record<string, unknown> = {};
  for (const table of Object.keys(TABLE_CLASSES)) {
    const [row] = await rowsOf(
      url,
      `select md5(coalesce(string_agg(row, E'\n' order by row collate "C"), '')) as digest, count(*)::int as rows
       from (select (t.*)::text as row from ${table} t) as rows`,
    );
    digests[table] = row;
  }
  return digests;
}

test('the command backs up while the platform is served, and says what it does', async () => {
  const made = run('backup', served.config.dataFolder, set(), '--as', 'admin');
  expect([made.status, made.stdout]).toEqual([0, expect.stringMatching(/^已备份 \/ backed up: /)]);
  expect(made.stderr).toContain(' standard_version: 125 行 / rows');
  for (const name of ['manifest.json', 'keys.json', 'gateways.json']) {
    expect(statSync(join(set(), name)).mode & 0o777).toBe(0o600);
  }
  expect(statSync(set()).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder)).toEqual(['set']);
  const [record] = await served.asOwner(
    "select s.code, c.purpose from change_log c join staff s on s.id = c.actor_id where action = 'BACK_UP'",
  );
  expect(record).toEqual({ code: 'admin', purpose: '备份' });
});

test('restored into an empty folder, every table has the digest that it had', async () => {
  const done = run('restore', data(), set(), '--as', 'admin');
  expect([done.status, done.stdout]).toEqual([0, expect.stringMatching(/^已恢复 .* 升级 \/ migrations since: 0\n$/)]);
  restored = await serveRestored({ BANGFU_DATA: data(), BANGFU_RATE_PERSON: '100000' }, served.today);
  const [before, after] = [await digestsOf(served.platform.ownerUrl), await digestsOf(restored.platform.ownerUrl)];
  const different = Object.keys(TABLE_CLASSES).filter(
    (table) => JSON.stringify(before[table]) !== JSON.stringify(after[table]),
  );
  // The record of the restoration itself, the numbers of transactions, which are the server's, and the job of its start.
  expect(different).toEqual(
    ['change_log', 'change_sequence', 'job_progress', 'sequencer'].filter((table) => different.includes(table)),
  );
  const contentOf = (url: string) =>
    rowsOf(
      url,
      "select id, at::text, actor_id, action, subject_id, purpose from change_log where action <> 'RESTORE' order by id",
    );
  expect(await contentOf(restored.platform.ownerUrl)).toEqual(await contentOf(served.platform.ownerUrl));
  const { revision } = valueOf(await readManifest(set()));
  const numbered = (url: string) =>
    rowsOf(
      url,
      `select number, change_id, sealed_at::text from change_sequence where number <= ${revision} order by number`,
    );
  expect(await numbered(restored.platform.ownerUrl)).toEqual(await numbered(served.platform.ownerUrl));
});

test.each(Object.entries(QUESTIONS))('it gives the same bytes in answer: %s', async (_, questionOf) => {
  if (restored === undefined) throw new Error('it was restored');
  const [before, after] = [
    await askText(served, questionOf(fileNumber)),
    await askText(restored, questionOf(fileNumber)),
  ];
  expect(after).toBe(before);
  expect(before).not.toContain('"errors"');
});

test('it goes on: a change is recorded, numbered after the last, and seen', async () => {
  if (restored === undefined) throw new Error('it was restored');
  const { platform } = restored;
  const last = await sealAll(platform.database);
  const [clerk] = await rowsOf(platform.ownerUrl, "select id from staff where code = 'clerk.410502'");
  const answer = await askText(restored, {
    as: { role: 'administrator', union: '410500' },
    purpose: '其他：任用工作人员',
    query: `mutation { registerStaff(input: { code: "after", name: "示例", issuer: "bangfu:sample", subject: "after" }) {
      problems { code } objectId } }`,
  });
  expect(JSON.parse(answer)).toMatchObject({ data: { registerStaff: { problems: [] } } });
  expect(await sealChanges(platform.database)).toBe(last + 1);
  // Nobody writes into a change of before, even where the server counts its transactions from the beginning.
  const backdated = rowsOf(
    platform.url,
    `insert into grant_proposal (id, staff_id, role, union_id, valid_from, proposed_by, recorded_in)
     select gen_random_uuid(), '${String(clerk?.['id'])}', 'AUDITOR', u.id, '2026-01-01', '${String(clerk?.['id'])}', c.id
     from (select id from trade_union limit 1) u, (select id from change_log order by id limit 1) c`,
  );
  await expect(backdated).rejects.toThrow('is recorded in a change of its own transaction');
  await expect(rowsOf(platform.url, 'delete from person')).rejects.toThrow('permission denied');
  const marks = await rowsOf(platform.ownerUrl, 'select mark from database_mark');
  expect(marks).toEqual([{ mark: 'SAMPLE' }]);
});

test('a restored platform can be backed up and restored again, and nothing is restored over it', () => {
  const again = join(folder, 'again');
  expect(run('backup', data(), again, '--as', 'admin')).toMatchObject({ status: 0 });
  const over = run('restore', data(), set(), '--as', 'admin');
  expect([over.status, over.stderr]).toEqual([1, expect.stringContaining('数据库不为空')]);
});

test('what is recorded while a backup reads gets its number at once', async () => {
  const { database, ownerUrl } = served.platform;
  await inSnapshot(ownerUrl, async (sql) => {
    const before = await lastChange(sql);
    await rowsOf(
      ownerUrl,
      `insert into change_log (id, actor_id, action, subject_kind, subject_id, purpose)
       select gen_random_uuid(), id, 'TEST', 'STAFF', id, '测试' from staff where code = 'admin'`,
    );
    expect(await sealChanges(database)).toBe(before + 1);
    expect(await lastChange(sql)).toBe(before);
  });
});
