import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf, PART_BYTES } from '../../src/artefacts/artefact.ts';
import { findArtefact, readArtefact, readArtefactRange } from '../../src/artefacts/artefact.read.ts';
import { SERVERS, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { storeAll } from './store-all.ts';

const PDF = 'application/pdf';
const MEBIBYTE = 1024 * 1024;

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  beforeAll(async () => {
    register = await testRegister(server);
  });
  afterAll(() => register.drop());

  const read = (digest: string) => readArtefact(register.deps.database, register.deps.secrets, digest);
  const range = (digest: string, from: number, to: number) =>
    readArtefactRange(register.deps.database, register.deps.secrets, digest, from, to);
  const find = (digest: string) => register.deps.database.session((sql) => findArtefact(sql, digest));

  test.each([
    ['nothing', 0, 0],
    ['a byte', 1, 1],
    ['exactly a part', PART_BYTES, 1],
    ['a part and a byte', PART_BYTES + 1, 2],
    ['5 MiB', 5 * MEBIBYTE, 10],
  ])('%s is read as it was stored', async (_, size, parts) => {
    const bytes = randomBytes(size);
    const [stored] = await storeAll(register, [{ mediaType: PDF, bytes }]);
    const digest = digestOf(bytes);
    expect(stored).toEqual({ digest, bytes: size, mediaType: PDF });
    expect(valueOf(await read(digest)).equals(bytes)).toBe(true);
    expect(await find(digest)).toEqual(stored);
    const rows = await register.asOwner('select content from artefact_part where digest = $1', [
      Buffer.from(digest, 'hex'),
    ]);
    expect(rows).toHaveLength(parts);
  });
});
