import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { makeKeys, readKeys } from '../../src/secrets/keys/key-file.ts';
import { type MasterKeys, seal, createSecrets, unseal } from '../../src/secrets/secrets.ts';
import { parseConfig } from '../../src/config.ts';
import { valueOf } from '../support/register.ts';

const keys = (version: number, activeFrom = 0): MasterKeys => ({
  version,
  activeFrom,
  wrapping: createSecretKey(randomBytes(32)),
  token: createSecretKey(randomBytes(32)),
});

test('a ciphertext says its algorithm, is another each time, and opens only in its place and unchanged', () => {
  const { key } = createSecrets(() => [keys(1)]).newDataKey('person 1');
  const plain = Buffer.from('410599190001010018');
  const [one, two] = [seal(key, 'person.identity 1', plain), seal(key, 'person.identity 1', plain)];
  expect(one[0]).toBe(1);
  expect(one.equals(two)).toBe(false);
  expect(unseal(key, 'person.identity 1', one)).toEqual(plain);
  expect(() => unseal(key, 'person.identity 2', one)).toThrow();
  for (const at of [1, 5, 20, one.length - 1]) {
    const changed = Buffer.from(one);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unseal(key, 'person.identity 1', changed)).toThrow();
  }
});

test('a data key opens with the master key of its version and for its owner alone', () => {
  const [first, second] = [keys(1), keys(2)];
  const old = createSecrets(() => [first]).newDataKey('person 1');
  const both = createSecrets(() => [second, first]);
  expect(both.openDataKey('person 1', old.wrapped, old.version).equals(old.key)).toBe(true);
  expect(() => both.openDataKey('person 2', old.wrapped, old.version)).toThrow();
  expect(() => createSecrets(() => [second]).openDataKey('person 1', old.wrapped, old.version)).toThrow('version 1');
  expect(both.newDataKey('person 3').version).toBe(2);
});

test('a number has one token under each version of the key; a key that is not yet active makes nothing', () => {
  const [first, second, later] = [keys(1), keys(2), keys(3, Date.now() + 60_000)];
  const all = createSecrets(() => [later, second, first]);
  const tokens = all.tokens('410599190001010018');
  expect(tokens.map(({ version }) => version)).toEqual([3, 2, 1]);
  expect(tokens[2]).toEqual(createSecrets(() => [first]).tokens('410599190001010018')[0]);
  expect(new Set(tokens.map(({ token }) => token.toString('hex'))).size).toBe(3);
  expect(all.token('410599190001010018', 2)).toEqual(tokens[1]?.token);
  expect(all.version()).toBe(2);
  expect(all.newDataKey('person 1').version).toBe(2);
});

test('a key file is made once, for its owner alone; a missing or broken one says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-keys-'));
  const path = join(folder, 'keys.json');
  expect(await readKeys(path, false)).toMatchObject({ ok: false, error: expect.stringContaining('npm run keys') });
  await makeKeys(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const [token] = valueOf(await readKeys(path, false)).tokens('x');
  await makeKeys(path);
  expect(valueOf(await readKeys(path, true)).tokens('x')[0]).toEqual(token);
  for (const broken of ['', '[]', '[{"version":1,"wrapping":"AAAA","token":"AAAA"}]']) {
    writeFileSync(path, broken);
    expect(await readKeys(path, true)).toMatchObject({ ok: false, error: expect.stringContaining('密钥文件') });
  }
  rmSync(folder, { recursive: true });
});

test('settings are taken whole or refused by name, without their values', () => {
  expect(valueOf(parseConfig({}))).toMatchObject({ database: null, sample: true });
  const urls = { DATABASE_URL: 'postgres://a@h/d', DATABASE_MIGRATION_URL: 'postgresql://o@h/d' };
  expect(valueOf(parseConfig({ ...urls, BANGFU_KEYS: '/k' }))).toMatchObject({
    ...{ keyFile: '/k', sample: false },
    database: { url: urls.DATABASE_URL, migrationUrl: urls.DATABASE_MIGRATION_URL },
  });
  expect(parseConfig({ DATABASE_URL: urls.DATABASE_URL })).toMatchObject({ ok: false });
  expect(valueOf(parseConfig({ BANGFU_ORIGINS: 'https://a.example,http://b:81' })).origins).toHaveLength(2);
  for (const origins of ['http://a b', '*', 'https://a.example/', 'a.example', 'null']) {
    expect(parseConfig({ BANGFU_ORIGINS: origins })).toMatchObject({
      ok: false,
      error: expect.stringContaining('ORIGINS'),
    });
  }
  const wrong = parseConfig({ ...urls, DATABASE_URL: 'mysql://user:hush@h' });
  expect(wrong).toMatchObject({ ok: false, error: expect.stringContaining('DATABASE_URL') });
  expect(JSON.stringify(wrong)).not.toContain('hush');
});
