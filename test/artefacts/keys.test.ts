import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/artefacts/artefact.ts';
import { readArtefact } from '../../src/artefacts/artefact.read.ts';
import { openPlatform } from '../../src/app/platform.ts';
import { onOwnConnection } from '../../src/database/connection/own-connection.ts';
import { addKeys, makeKeys, readKeys } from '../../src/secrets/keys/key-file.ts';
import { isSealed, provenKeys } from '../../src/secrets/keys/proven-keys.read.ts';
import { rotateKeys } from '../../src/secrets/keys/rotate-keys.store.ts';
import type { Secrets } from '../../src/secrets/secrets.ts';
import { SERVERS, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { testSecrets } from '../support/test-secrets.ts';
import { storeAll } from './store-all.ts';

/** The artefacts of this register, in which nobody is on record. */
const CONTENTS = Array.from({ length: 510 }, (_, at) => ({
  mediaType: 'text/plain',
  bytes: Buffer.from(`存档 ${at}`),
}));
/** Some of which are rotated in the first batch, and some in the second. */
const SOME = CONTENTS.map(({ bytes }) => bytes)
  .toSorted((a, b) => digestOf(a).localeCompare(digestOf(b)))
  .filter((_, at) => at % 100 === 0 || at > 505);
const [FIRST = Buffer.alloc(0)] = SOME;

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  beforeAll(async () => {
    register = await testRegister(server);
  });
  afterAll(() => register.drop());

  const read = (secrets: Secrets, content: Buffer) => readArtefact(register.deps.database, secrets, digestOf(content));
  const inSession = <T>(work: Parameters<typeof register.deps.database.session<T>>[0]) =>
    register.deps.database.session(work);
  const rotate = (progress: () => void) =>
    rotateKeys(register.platform.ownerUrl, register.deps.secrets, register.ids['admin'] ?? '', progress);
  const versions = () =>
    register.asOwner('select key_version as version, count(*)::int as n from artefact group by 1 order by 1');

  test('artefacts alone make a database one that no new keys are made for', async () => {
    expect(await inSession(isSealed)).toBe(false);
    await storeAll(register, CONTENTS);
    expect(await inSession(isSealed)).toBe(true);
  });

  test('a platform does not start with other keys than those of its artefacts', async () => {
    const { config } = register;
    const stray = `${config.keyFile}.stray`;
    await makeKeys(stray);
    const refused = await openPlatform({ ...config, keyFile: stray }, () => undefined);
    expect(refused).toEqual({ ok: false, error: expect.stringContaining('BANGFU_KEYS') });
    await valueOf(await openPlatform(config, () => undefined)).close();
  });

  test('a damaged artefact does not keep a platform from its start', async () => {
    const flip = 'update artefact set data_key = set_byte(data_key, 30, get_byte(data_key, 30) # 1)';
    const lowest = 'where digest = (select min(digest::text)::bytea from artefact)';
    await register.asOwner(`${flip} ${lowest}`);
    expect(await inSession((sql) => provenKeys(sql, register.deps.secrets))).toMatchObject({ ok: true });
    await register.asOwner(`${flip} ${lowest}`);
    expect(await inSession((sql) => provenKeys(sql, testSecrets(1)))).toMatchObject({ ok: false });
  });

  test('a database of a version before, which is backed up, is proven without artefacts', async () => {
    await onOwnConnection(register.platform.ownerUrl, async (sql) => {
      await sql.query('begin');
      await sql.query('drop table artefact_part, artefact cascade');
      expect(await provenKeys(sql, testSecrets(1))).toMatchObject({ ok: true });
      await sql.query('rollback');
    });
  });

  test('rotated, broken off and begun again, everything opens with the new keys alone', async () => {
    const { config, deps } = register;
    expect(await addKeys(config.keyFile)).toBe(2);
    while (deps.secrets.version() < 2) await pause(50);
    let told = 0;
    const stop = () => {
      told += 1;
      if (told === 4) throw new Error('broken off');
    };
    // Persons, households and declared relatives, of which there are none, and then the first five hundred.
    await expect(rotate(stop)).rejects.toThrow('broken off');
    expect(await versions()).toEqual([
      { version: 1, n: 10 },
      { version: 2, n: 500 },
    ]);
    for (const bytes of SOME) expect(await read(deps.secrets, bytes)).toEqual({ ok: true, value: bytes });
    const content = "select string_agg(md5(content), '' order by digest) from artefact_part";
    const before = await register.asOwner(content);
    expect(await rotate(() => undefined)).toEqual({ rows: 10, unopened: [] });
    expect(await register.asOwner(content)).toEqual(before);
    const [newest, oldest] = JSON.parse(readFileSync(config.keyFile, 'utf8')) as object[];
    const alone = `${config.keyFile}.alone`;
    writeFileSync(alone, JSON.stringify([newest]));
    const secrets = valueOf(await readKeys(alone, false));
    for (const bytes of SOME) expect(await read(secrets, bytes)).toEqual({ ok: true, value: bytes });
    expect(await inSession((sql) => provenKeys(sql, secrets))).toMatchObject({ ok: true });
    writeFileSync(alone, JSON.stringify([oldest]));
    expect(await read(valueOf(await readKeys(alone, false)), FIRST)).toEqual({ ok: false, error: 'KEY_MISSING' });
  });

  test('a damaged artefact is named by a rotation, which goes through with all others', async () => {
    const { deps } = register;
    const [damaged = ''] = SOME.map(digestOf);
    await register.asOwner("update artefact set media_type = 'text/html' where digest = $1", [
      Buffer.from(damaged, 'hex'),
    ]);
    await addKeys(register.config.keyFile);
    while (deps.secrets.version() < 3) await pause(50);
    expect(await rotate(() => undefined)).toEqual({ rows: 509, unopened: [damaged] });
    expect(await versions()).toEqual([
      { version: 2, n: 1 },
      { version: 3, n: 509 },
    ]);
    expect(await rotate(() => undefined)).toEqual({ rows: 0, unopened: [damaged] });
  });
});
