import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeKeys } from '../../src/secrets/keys/key-file.ts';
import { beginFolder } from '../../src/operations/backup-folder.ts';
import { backUp } from '../../src/operations/backup.ts';
import { openBackup } from '../../src/operations/backup-set.ts';
import { MANIFEST, type Manifest } from '../../src/operations/manifest.ts';
import { valueOf } from '../support/register.ts';
import { DAY_OF_RESTORING, emptyDatabase, restoreInto, rowsOf } from '../support/restored.ts';

/** Backups that are damaged, incomplete, of another version or without their keys, and places that are not free. */
const ROOT = join(__dirname, '..', '..');
const FIXTURE = join(__dirname, 'fixtures', '1894a18');

let folder = '';
let serial = 0;
let database: Awaited<ReturnType<typeof emptyDatabase>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-refusals-'));
  database = await emptyDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const fresh = () => join(folder, String((serial += 1)));

/** A copy of a backup, spoilt. */
function spoilt(spoil: (set: string) => void): string {
  const set = fresh();
  cpSync(FIXTURE, set, { recursive: true });
  spoil(set);
  return set;
}

function rewritten(change: (manifest: Manifest) => object): (set: string) => void {
  return (set) => {
    const path = join(set, MANIFEST);
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    writeFileSync(path, JSON.stringify({ ...manifest, ...change(manifest) }));
  };
}

const person = (set: string) => join(set, 'tables/public.person.copy.gz');

const SPOILT: Readonly<Record<string, readonly [(set: string) => void, RegExp]>> = {
  'without its manifest': [
    (set) => {
      rmSync(join(set, MANIFEST));
    },
    /缺少 manifest.json \/ .* is not a whole backup/,
  ],
  'with half a manifest': [
    (set) => {
      truncateSync(join(set, MANIFEST), 400);
    },
    /manifest.json is damaged/,
  ],
  'without its keys': [
    (set) => {
      rmSync(join(set, 'keys.json'));
    },
    /the key file .*keys.json is missing/,
  ],
  'with other keys in their place': [
    (set) => {
      writeFileSync(join(set, 'keys.json'), '[]');
    },
    /is damaged: keys.json/,
  ],
  'without a table': [
    (set) => {
      rmSync(person(set));
    },
    /not whole, missing: tables\/public.person.copy.gz/,
  ],
  'with a table cut off': [
    (set) => {
      truncateSync(person(set), 2000);
    },
    /is damaged: tables\/public.person.copy.gz/,
  ],
  'with something after a table': [
    (set) => {
      appendFileSync(person(set), gzipSync('1\t2\n'));
    },
    /damaged: tables\/public.person/,
  ],
  'with a value altered': [
    (set) => {
      const rows = gunzipSync(readFileSync(person(set))).toString();
      writeFileSync(person(set), gzipSync(rows.replace(/\d(?=\n)/, (digit) => String(9 - Number(digit)))));
    },
    /damaged: tables\/public.person/,
  ],
  'of a later form': [
    rewritten(() => ({ format: 2, news: [] })),
    /a newer version made this backup \(form 2, this program reads 1\)/,
  ],
  'of a later version': [
    rewritten(({ migrations }) => ({ migrations: [...migrations, 'Later9964000000000'] })),
    /a newer version made this backup.*Later9964000000000/,
  ],
  'that names a file elsewhere': [
    rewritten(({ keys }) => ({ keys: { ...keys, file: '../keys.json' } })),
    /manifest.json is damaged: keys.file/,
  ],
};

test.each(Object.entries(SPOILT))('a backup %s is refused, and nothing is begun', async (_, [spoil, reason]) => {
  const opened = await openBackup(spoilt(spoil), undefined);
  expect(opened).toEqual({ ok: false, error: expect.stringMatching(reason) });
});

const settings = (over: object = {}) => ({ ...database.settings, BANGFU_DATA: fresh(), ...over });
const isEmpty = async () =>
  (await rowsOf(database.url, "select 1 from pg_tables where schemaname = 'public'")).length === 0;

test('half the tables of a version are refused, although the manifest is whole', async () => {
  const half = spoilt(rewritten(({ tables }) => ({ tables: tables.filter(({ name }) => name !== 'income_version') })));
  expect(await restoreInto(settings(), half)).toEqual({ ok: false, error: expect.stringContaining('income_version') });
  const other = spoilt(rewritten(({ migrations }) => ({ migrations: migrations.slice(0, -1) })));
  expect(await restoreInto(settings(), other)).toEqual({ ok: false, error: expect.stringContaining('person_place') });
  expect(await isEmpty()).toBe(true);
});

test('keys that do not open the data are refused, and so is who is no administrator; nothing is left', async () => {
  const others = join(folder, 'others.json');
  await makeKeys(others);
  const own = settings();
  const refused = await restoreInto(own, FIXTURE, { keys: others });
  expect(refused).toEqual({ ok: false, error: expect.stringContaining('does not open the data of this backup') });
  for (const as of ['clerk.410502', 'nobody']) {
    const error = expect.stringContaining('only an administrator may back up and restore');
    expect(await restoreInto(own, FIXTURE, { as })).toEqual({ ok: false, error });
  }
  expect([await isEmpty(), existsSync(own.BANGFU_DATA)]).toEqual([true, false]);
});

test('other keys or workbooks where they would go are not overwritten', async () => {
  const keyed = settings();
  await makeKeys(join(keyed.BANGFU_DATA, 'keys.json'));
  const error = expect.stringContaining('a restoration overwrites nothing');
  expect(await restoreInto(keyed, FIXTURE)).toEqual({ ok: false, error });
  const used = settings();
  mkdirSync(join(used.BANGFU_DATA, 'uploads'), { recursive: true });
  writeFileSync(join(used.BANGFU_DATA, 'uploads', 'x.upload'), '');
  expect(await restoreInto(used, FIXTURE)).toEqual({ ok: false, error: expect.stringContaining('is not empty') });
  expect(await isEmpty()).toBe(true);
});

const command = (name: string, args: readonly string[], over: object) =>
  spawn(process.execPath, [`src/cli/backup/${name}.ts`, ...args], { cwd: ROOT, env: { ...process.env, ...over } });

/** Kills a command as soon as it has said something. */
async function killAt(child: ReturnType<typeof command>, line: RegExp): Promise<void> {
  let said = '';
  const ended = once(child, 'exit');
  child.stderr.on('data', (data: Buffer) => {
    said += data.toString();
    if (line.test(said)) child.kill('SIGKILL');
  });
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
}

test('a restoration that is killed leaves an empty database, and goes through when it is run again', async () => {
  const own = settings();
  await killAt(command('restore', [FIXTURE, '--as', 'admin'], own), /^30\//m);
  // The server notices that its client has gone.
  while (!(await isEmpty())) await new Promise((resolve) => setTimeout(resolve, 50));
  // With the keys kept apart, and in their place already.
  const apart = join(folder, 'apart.json');
  const set = spoilt((copy) => {
    renameSync(join(copy, 'keys.json'), apart);
  });
  mkdirSync(own.BANGFU_DATA, { recursive: true });
  cpSync(apart, join(own.BANGFU_DATA, 'keys.json'));
  valueOf(await restoreInto(own, set, { keys: apart }));
  expect(await restoreInto(settings(), FIXTURE)).toEqual({ ok: false, error: expect.stringContaining('数据库不为空') });
});

const source = () => ({
  ownerUrl: database.url,
  keyFile: join(FIXTURE, 'keys.json'),
  gatewayFile: join(folder, 'no-gateways.json'),
});
const order = (path: string, over: object = {}) => ({
  ...{ folder: path, actorCode: 'admin', today: DAY_OF_RESTORING, tell: () => undefined },
  ...over,
});

test('a backup that is killed has not the name of one, and says so at the next', async () => {
  const set = fresh();
  const keys = { BANGFU_KEYS: join(FIXTURE, 'keys.json') };
  await killAt(command('backup', [set, '--as', 'admin'], settings(keys)), /^20\//m);
  expect([existsSync(set), existsSync(join(`${set}.partial`, MANIFEST))]).toEqual([false, false]);
  expect(await openBackup(`${set}.partial`, undefined)).toMatchObject({ ok: false });
  const refused = await backUp(source(), order(set));
  expect(refused).toEqual({ ok: false, error: expect.stringContaining('was broken off') });
});

test('a backup is refused where a folder is not free, for others than administrators, with other keys', async () => {
  const used = fresh();
  mkdirSync(used);
  writeFileSync(join(used, 'x'), '');
  expect(await backUp(source(), order(used))).toEqual({ ok: false, error: expect.stringContaining('not empty') });
  expect(await backUp(source(), order(join(used, 'x')))).toEqual({
    ok: false,
    error: expect.stringContaining('not empty'),
  });
  await expect(backUp(source(), order('/dev/null/set'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  const clerk = await backUp(source(), order(fresh(), { actorCode: 'clerk.410502' }));
  expect(clerk).toEqual({ ok: false, error: expect.stringContaining('only an administrator') });
  const others = { ...source(), keyFile: join(folder, 'others.json') };
  const unopened = fresh();
  expect(await backUp(others, order(unopened))).toEqual({
    ok: false,
    error: expect.stringContaining('not the one of this'),
  });
  const none = await backUp({ ...source(), keyFile: join(folder, 'none.json') }, order(unopened));
  expect(none).toEqual({ ok: false, error: expect.stringContaining('none.json') });
  expect(readdirSync(folder).filter((name) => name.startsWith(unopened))).toEqual([]);
});

test('what cannot be written ends a backup with nothing left of it', async () => {
  const set = fresh();
  const begun = valueOf(await beginFolder(set));
  const full = new Readable({
    read() {
      this.destroy(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    },
  });
  await expect(begun.write('tables/x.copy.gz', full)).rejects.toMatchObject({ code: 'ENOSPC' });
  await begun.discard();
  expect([existsSync(set), existsSync(`${set}.partial`)]).toEqual([false, false]);
});

test('a database of a later version is not backed up by this one; an empty folder is taken', async () => {
  const set = fresh();
  mkdirSync(set);
  await rowsOf(
    database.url,
    "create table of_somebody_else (x int); insert into schema_migration (timestamp, name) values (9, 'Later9')",
  );
  expect(await backUp(source(), order(set))).toEqual({ ok: false, error: expect.stringContaining('Later9') });
  await rowsOf(database.url, "delete from schema_migration where name = 'Later9'");
  const said: string[] = [];
  const made = valueOf(await backUp(source(), order(set, { tell: (line: string) => said.push(line) })));
  expect(said.join('\n')).toContain("a table that is not the platform's is left out: of_somebody_else");
  expect(made.tables.map(({ name }) => name)).not.toContain('of_somebody_else');
  expect(readdirSync(set).toSorted()).toEqual(['keys.json', MANIFEST, 'tables']);
  expect(valueOf(await openBackup(set, undefined)).manifest).toEqual(made);
});
