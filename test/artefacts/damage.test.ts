import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf, PART_BYTES } from '../../src/artefacts/artefact.ts';
import { findArtefact, readArtefact, readArtefactRange } from '../../src/artefacts/artefact.read.ts';
import { SERVERS, type TestRegister, testRegister } from '../support/register.ts';
import { storeAll } from './store-all.ts';

const MEDIA_TYPE = 'application/pdf';
const THREE_PARTS = 2 * PART_BYTES + 100;
const DAMAGED = { ok: false, error: 'DAMAGED' };

/** What an owner of the database, a disk or a program does to the artefact `$1`, of which there are three parts. */
const DAMAGES: Readonly<Record<string, string>> = {
  'another size': 'update artefact set bytes = bytes - 1 where digest = $1',
  'another size of parts': 'update artefact set part_bytes = part_bytes + 1 where digest = $1',
  'another media type': "update artefact set media_type = 'application/pdg' where digest = $1",
  'another change': `update artefact set recorded_in = (select id from change_log where id <> recorded_in limit 1)
    where digest = $1`,
  'a byte of the data key':
    'update artefact set data_key = set_byte(data_key, 40, get_byte(data_key, 40) # 1) where digest = $1',
  'the version that the data key says': 'update artefact set data_key = set_byte(data_key, 2, 9) where digest = $1',
  'a data key cut off': 'update artefact set data_key = substr(data_key, 1, 2) where digest = $1',
  'another version of the key': 'update artefact set key_version = 9 where digest = $1',
  'the data key of another': `update artefact set data_key = (select data_key from artefact where digest <> $1 limit 1)
    where digest = $1`,
  'a byte of a part': `update artefact_part set content = set_byte(content, 300000, get_byte(content, 300000) # 1)
    where digest = $1 and part = 2`,
  'a byte of its nonce': `update artefact_part set content = set_byte(content, 5, get_byte(content, 5) # 1)
    where digest = $1 and part = 2`,
  'a part cut off': `update artefact_part set content = substr(content, 1, 500) where digest = $1 and part = 2`,
  'an empty part': `update artefact_part set content = '' where digest = $1 and part = 2`,
  'a part with a tag of four bytes': `update artefact_part set content = substr(content, 1, 19) where digest = $1 and part = 2`,
  'a part missing': 'delete from artefact_part where digest = $1 and part = 2',
  'a part under another number': 'update artefact_part set part = 9 where digest = $1 and part = 2',
  'two parts in each other’s place': `update artefact_part p set content = o.content from artefact_part o
    where p.digest = $1 and o.digest = $1 and p.part in (1, 2) and o.part = 3 - p.part`,
  'a part of another': `update artefact_part set content = (
      select content from artefact_part where digest <> $1 and part = 2 limit 1) where digest = $1 and part = 2`,
};

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  beforeAll(async () => {
    register = await testRegister(server);
    await store(THREE_PARTS);
    // The owner's way round: what it finds on record was not written by this transaction.
    await register.asOwner('alter table artefact_part disable trigger refuse_late_part');
  });
  afterAll(() => register.drop());

  const store = async (size: number) => {
    const bytes = randomBytes(size);
    await storeAll(register, [{ mediaType: MEDIA_TYPE, bytes }]);
    return { bytes, digest: digestOf(bytes), address: Buffer.from(digestOf(bytes), 'hex') };
  };
  const read = (digest: string) => readArtefact(register.deps.database, register.deps.secrets, digest);
  const range = (digest: string, from: number, to: number) =>
    readArtefactRange(register.deps.database, register.deps.secrets, digest, from, to);

  test.each(Object.entries(DAMAGES))('%s is found, also in a range', async (_, damage) => {
    const { digest, address } = await store(THREE_PARTS);
    const rows = await register.asOwner(`${damage} returning 1`, [address]);
    expect(rows.length).toBeGreaterThan(0);
    expect(await read(digest)).toEqual(DAMAGED);
    expect(await range(digest, PART_BYTES, PART_BYTES + 1)).toEqual(DAMAGED);
  });

  test('a part too many is found, and so is a content whose parts were taken away', async () => {
    const { digest, address } = await store(10);
    await register.asOwner('insert into artefact_part select digest, 2, content from artefact_part where digest = $1', [
      address,
    ]);
    expect(await read(digest)).toEqual(DAMAGED);
    const other = await store(10);
    await register.asOwner('delete from artefact_part where digest = $1', [other.address]);
    await register.asOwner('update artefact set bytes = 0 where digest = $1', [other.address]);
    expect(await read(other.digest)).toEqual(DAMAGED);
  });

  test('an artefact under another address is not read there, and missing at its own', async () => {
    const { digest, address } = await store(0);
    const wrong = randomBytes(32);
    await register.asOwner('update artefact set digest = $2 where digest = $1', [address, wrong]);
    expect(await read(wrong.toString('hex'))).toEqual(DAMAGED);
    expect(await read(digest)).toEqual({ ok: false, error: 'MISSING' });
    await register.asOwner('update artefact set digest = $1 where digest = $2', [address, wrong]);
    expect(await read(digest)).toEqual({ ok: true, value: Buffer.alloc(0) });
  });

  test('nothing is stored under what is no address', async () => {
    const { digest } = await store(5);
    for (const address of ['', 'x', digest.slice(1), `${digest}zz`, digest.toUpperCase(), digest.replace(/.$/, 'g')]) {
      expect(await read(address)).toEqual({ ok: false, error: 'MISSING' });
      expect(await register.deps.database.session((sql) => findArtefact(sql, address))).toBeUndefined();
    }
  });

  test('a damaged artefact is not said to be stored again', async () => {
    const { bytes, address } = await store(1000);
    await register.asOwner("update artefact_part set content = '' where digest = $1", [address]);
    await expect(storeAll(register, [{ mediaType: MEDIA_TYPE, bytes }])).rejects.toThrow(
      'that is on record can be read',
    );
  });
});
