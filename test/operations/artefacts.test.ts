import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openPlatform } from '../../src/app/platform.ts';
import { digestOf, PART_BYTES } from '../../src/artefacts/artefact.ts';
import { readArtefact } from '../../src/artefacts/artefact.read.ts';
import { parseConfig } from '../../src/config.ts';
import { makeKeys } from '../../src/secrets/keys/key-file.ts';
import { backUp } from '../../src/operations/backup.ts';
import { storeAll } from '../artefacts/store-all.ts';
import { SERVER, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { DAY_OF_RESTORING, emptyDatabase, restoreInto, rowsOf } from '../support/restored.ts';

/** A database in which nothing is encrypted but artefacts, backed up and restored. */
const CONTENTS = [0, 1, 2 * PART_BYTES + 1].map((size) => randomBytes(size));
const TABLES = ['artefact', 'artefact_part'];

let register: TestRegister;
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-artefacts-'));
  register = await testRegister(SERVER);
  database = await emptyDatabase();
  await storeAll(
    register,
    CONTENTS.map((bytes) => ({ mediaType: 'application/pdf', bytes })),
  );
});
afterAll(async () => {
  await register.drop();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const digestsOf = (url: string) =>
  Promise.all(
    TABLES.map((table) =>
      rowsOf(url, `select md5(string_agg(t::text, '' order by t::text collate "C")) as md5, count(*) from ${table} t`),
    ),
  );

test('artefacts are backed up as they are, restored with their keys alone, and read there', async () => {
  const set = join(folder, 'set');
  const { config, platform } = register;
  const source = { ownerUrl: platform.ownerUrl, keyFile: config.keyFile, gatewayFile: join(folder, 'none') };
  const order = { folder: set, actorCode: 'chief', today: DAY_OF_RESTORING, tell: () => undefined };
  const foreign = join(folder, 'foreign.json');
  await makeKeys(foreign);
  const unopened = await backUp({ ...source, keyFile: foreign }, order);
  expect(unopened).toEqual({ ok: false, error: expect.stringContaining('not the one of this database') });
  const { tables } = valueOf(await backUp(source, order));
  expect(tables.filter(({ name }) => TABLES.includes(name)).map(({ name, rows }) => [name, rows])).toEqual([
    ['artefact', 3],
    ['artefact_part', 4],
  ]);

  const settings = { ...database.settings, BANGFU_DATA: join(folder, 'data') };
  const refused = await restoreInto(settings, set, { keys: foreign, as: 'chief' });
  expect(refused).toEqual({ ok: false, error: expect.stringContaining('does not open the data of this backup') });
  expect(await rowsOf(database.url, "select 1 from pg_tables where schemaname = 'public'")).toEqual([]);

  valueOf(await restoreInto(settings, set, { as: 'chief' }));
  expect(await digestsOf(database.url)).toEqual(await digestsOf(platform.ownerUrl));
  const restored = valueOf(await openPlatform(valueOf(parseConfig(settings)), () => undefined));
  for (const bytes of CONTENTS) {
    const read = valueOf(await readArtefact(restored.database, restored.secrets, digestOf(bytes)));
    expect(read.equals(bytes)).toBe(true);
  }
  // Nobody adds to an artefact that was restored.
  const adding = rowsOf(restored.url, "insert into artefact_part select digest, 9, 'x' from artefact limit 1");
  await expect(adding).rejects.toThrow('a part is written in the transaction of its artefact');
  await restored.close();
});

test('a backup names the artefacts that are damaged, and has everything all the same', async () => {
  const { config, platform } = register;
  const source = { ownerUrl: platform.ownerUrl, keyFile: config.keyFile, gatewayFile: join(folder, 'none') };
  const said: string[] = [];
  const order = { folder: join(folder, 'damaged'), actorCode: 'chief', today: DAY_OF_RESTORING };
  const tell = (line: string) => {
    said.push(line);
  };
  const damage = 'update artefact_part set content = set_byte(content, 20, get_byte(content, 20) # 1) where part = 3';
  await register.asOwner(damage);
  valueOf(await backUp(source, { ...order, tell }));
  expect(said.filter((line) => line.includes('is damaged'))).toEqual([
    expect.stringMatching(`^存档件已损坏.*: ${digestOf(CONTENTS[2] ?? Buffer.alloc(0))}$`),
  ]);
  expect(said).toContainEqual(expect.stringContaining('artefact_part: 4 行'));
  await register.asOwner(damage);
  said.length = 0;
  valueOf(await backUp(source, { ...order, folder: join(folder, 'mended'), tell }));
  expect(said.filter((line) => line.includes('is damaged'))).toEqual([]);
});
