import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf, PART_BYTES } from '../../src/artefacts/artefact.ts';
import { findArtefact, readArtefact, readArtefactRange } from '../../src/artefacts/artefact.read.ts';
import { SERVERS, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { storeArtefact } from '../../src/artefacts/store-artefact.ts';
import { beginChange, storeAll } from './store-all.ts';

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
    const rows = await register.asOwner('select part from artefact_part where digest = $1', [
      Buffer.from(digest, 'hex'),
    ]);
    expect(rows).toHaveLength(parts);
  });

  test('a range is what subarray gives, and reads only the parts that hold it', async () => {
    const bytes = randomBytes(2 * PART_BYTES + 1000);
    const [stored] = await storeAll(register, [{ mediaType: PDF, bytes }]);
    const { digest = '' } = stored ?? {};
    const size = bytes.length;
    const bounds = [
      0,
      1,
      PART_BYTES - 1,
      PART_BYTES,
      PART_BYTES + 1,
      2 * PART_BYTES,
      size - 1,
      size,
      size + 1,
      2 * size,
    ];
    const wrong: string[] = [];
    for (const [at, from] of bounds.entries()) {
      for (const to of bounds.slice(at)) {
        if (!valueOf(await range(digest, from, to)).equals(bytes.subarray(from, to))) wrong.push(`${from} to ${to}`);
      }
    }
    expect(wrong).toEqual([]);
    await register.asOwner('delete from artefact_part where digest = $1 and part <> 2', [Buffer.from(digest, 'hex')]);
    const second = valueOf(await range(digest, PART_BYTES, 2 * PART_BYTES));
    expect(second.equals(bytes.subarray(PART_BYTES, 2 * PART_BYTES))).toBe(true);
    expect(await range(digest, PART_BYTES - 1, PART_BYTES + 1)).toEqual({ ok: false, error: 'DAMAGED' });
    for (const [from, to] of [
      [-1, 1],
      [2, 1],
      [0.5, 1],
      [0, NaN],
    ] as const) {
      expect(() => range(digest, from, to)).toThrow('a range of bytes');
    }
  });

  test('nothing of a content stands in clear, and one part does not show that it is like another', async () => {
    const bytes = Buffer.alloc(2 * PART_BYTES, '410599190001010018');
    const [stored] = await storeAll(register, [{ mediaType: PDF, bytes }]);
    const rows = await register.asOwner('select content from artefact_part where digest = $1', [
      Buffer.from(stored?.digest ?? '', 'hex'),
    ]);
    const [one, two] = rows.map(({ content }) => content as Buffer);
    expect(one?.includes('0599')).toBe(false);
    expect(one?.toString('hex', 100, 200)).not.toBe(two?.toString('hex', 100, 200));
  });

  test('what is stored again keeps its media type and writes nothing', async () => {
    const bytes = randomBytes(PART_BYTES + 1);
    const first = await storeAll(register, [{ mediaType: PDF, bytes }]);
    const rowsOf = () =>
      register.asOwner(
        'select md5(a::text) as artefact, md5(p::text) as part from artefact a join artefact_part p using (digest)',
      );
    const before = await rowsOf();
    const again = await storeAll(register, [
      { mediaType: 'image/png', bytes },
      { mediaType: PDF, bytes },
    ]);
    expect(again).toEqual([...first, ...first]);
    expect(await rowsOf()).toEqual(before);
  });

  test('of sixteen that store the same at once, one writes and all have the address', async () => {
    const bytes = randomBytes(PART_BYTES + 5);
    const all = await Promise.all(Array.from({ length: 16 }, () => storeAll(register, [{ mediaType: PDF, bytes }])));
    const digest = digestOf(bytes);
    expect(all).toEqual(Array(16).fill([{ digest, bytes: bytes.length, mediaType: PDF }]));
    const rows = await register.asOwner('select part from artefact_part where digest = $1 order by part', [
      Buffer.from(digest, 'hex'),
    ]);
    expect(rows).toEqual([{ part: 1 }, { part: 2 }]);
    expect(valueOf(await read(digest)).equals(bytes)).toBe(true);
  });

  test('two that store the same contents in opposite order both succeed', async () => {
    const contents = [randomBytes(PART_BYTES), randomBytes(PART_BYTES)].map((bytes) => ({ mediaType: PDF, bytes }));
    const [forth, back] = await Promise.all([storeAll(register, contents), storeAll(register, contents.toReversed())]);
    expect(back.toReversed()).toEqual(forth);
    for (const { bytes } of contents) expect(valueOf(await read(digestOf(bytes))).equals(bytes)).toBe(true);
  });

  test('while one that stores has not ended another waits, and stores it if the first gives up', async () => {
    const { database, secrets } = register.deps;
    const bytes = randomBytes(100);
    let other: ReturnType<typeof storeAll> | undefined;
    const first = database.transaction(async (sql) => {
      await storeArtefact(sql, secrets, await beginChange(sql, register), { mediaType: PDF, bytes });
      other = storeAll(register, [{ mediaType: 'image/png', bytes }]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      throw new Error('given up');
    });
    await expect(first).rejects.toThrow('given up');
    expect(await other).toEqual([{ digest: digestOf(bytes), bytes: 100, mediaType: 'image/png' }]);
    expect(valueOf(await read(digestOf(bytes))).equals(bytes)).toBe(true);
  });

  test('an artefact without all of its parts cannot be committed, and nothing is added to one on record', async () => {
    const { database } = register.deps;
    const insert = (size: number) =>
      database.transaction(async (sql) => {
        const changeId = await beginChange(sql, register);
        await sql.query(`insert into artefact values ($1, $2, 524288, 'text/plain', '', 1, $3)`, [
          randomBytes(32),
          size,
          changeId,
        ]);
      });
    await expect(insert(1)).rejects.toThrow('an artefact has all of its parts');
    await insert(0);
    const adding = register.asApplication("insert into artefact_part select digest, 7, 'x' from artefact limit 1");
    await expect(adding).rejects.toThrow('a part is written in the transaction of its artefact');
    for (const table of ['artefact', 'artefact_part']) {
      await expect(register.asApplication(`delete from ${table}`)).rejects.toThrow('permission denied');
      await expect(register.asApplication(`update ${table} set digest = digest`)).rejects.toThrow('permission denied');
    }
  });

  test('a media type that is none is refused', async () => {
    for (const mediaType of ['', 'pdf', 'text/html\r\nx: y', 'Application/PDF']) {
      await expect(storeAll(register, [{ mediaType, bytes: randomBytes(9) }])).rejects.toThrow('media_type');
    }
  });
});
