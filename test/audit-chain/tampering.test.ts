import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { readCheckpoints } from '../../src/audit-chain/outside.ts';
import { beginSnapshot } from '../../src/audit-chain/verify/facts.read.ts';
import type { Verdict } from '../../src/audit-chain/verify/fault.ts';
import { verifyChain, verifyWith } from '../../src/audit-chain/verify/verify-chain.ts';
import { createSql } from '../../src/database/database.ts';
import { onOwnConnection } from '../../src/database/connection/own-connection.ts';
import { runs } from '../support/runs.ts';
import { SERVERS } from '../support/register.ts';
import { grantOne, readOne, type RecordedChain, recordedChain } from './recorded-chain.ts';
import { recordOne } from './record-one.ts';
import { type Choose, olderCopy, TAMPERINGS } from './tamperings.ts';

const { seed, numRuns } = runs(50, 2000);

/** Milliseconds for all tamperings. */
const LONGEST = 1_800_000;

/** Numbers that follow from a seed (mulberry32). */
function chooser(from: number): Choose {
  let state = from >>> 0;
  return (of) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % of;
  };
}

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let chain: RecordedChain;
  let superuser: pg.Client;
  let superuserUrl = '';

  beforeAll(async () => {
    chain = await recordedChain(server);
    const { register, publish } = chain;
    for (let serial = 0; serial < 12; serial += 1) {
      const householdId = await recordOne(register, serial, serial % 3 === 0);
      await readOne(register, householdId);
      if (serial % 4 === 0) await grantOne(register);
      if (serial % 3 === 2) await publish();
    }
    const url = new URL(process.env[`TEST_DATABASE_${server}`] ?? '');
    url.pathname = new URL(register.platform.ownerUrl).pathname;
    superuserUrl = url.href;
    superuser = new pg.Client({ connectionString: superuserUrl });
    await superuser.connect();
    // Neither triggers nor foreign keys stand in the way of whoever has the database.
    await superuser.query('set session_replication_role = replica');
  });
  afterAll(async () => {
    await superuser.end();
    await chain.drop();
  });

  const verify = async (facts = true): Promise<Verdict> =>
    verifyChain(chain.register.platform.url, {
      ...{ checkpoints: chain.outside.file, keys: await chain.keys(), facts },
    });

  test('what nobody touched holds, up to the last checkpoint', async () => {
    const verdict = await verify();
    expect(verdict).toMatchObject({ faults: [], waiting: 0, unreadable: 0 });
    expect(verdict.proven).toBe(verdict.entries);
    expect(verdict.entries).toBeGreaterThan(30);
    expect(verdict.facts?.rows).toBeGreaterThan(200);
    expect(chain.told).toEqual([]);
  });

  test(
    `${numRuns} tamperings by whoever has the database are found, and the first bad entry is named`,
    async () => {
      const sql = createSql(superuser);
      const lines = await readCheckpoints(chain.outside.file);
      const keys = await chain.keys();
      const { proven } = await verify(false);
      const missed: object[] = [];
      let found = 0;
      for (let turn = 0; found + missed.length < numRuns; turn += 1) {
        const choose = chooser(seed + turn * 7919);
        await superuser.query('begin');
        const tampered = await TAMPERINGS[turn % TAMPERINGS.length]?.(sql, proven, choose);
        if (tampered !== undefined) {
          const { faults, entries } = await verifyWith(sql, lines, { keys, facts: true });
          const first = tampered.first ?? entries + 1;
          const named = faults[0];
          if (named !== undefined && named.first <= first && first <= named.last) found += 1;
          else missed.push({ turn, tampered, faults });
        }
        await superuser.query('rollback');
      }
      expect(missed).toEqual([]);
    },
    LONGEST,
  );

  test('what lies after the last checkpoint outside is named as unproven', async () => {
    const { register, seal, publish } = chain;
    const before = await verify();
    await recordOne(register, 60, false);
    await seal();
    const householdId = await recordOne(register, 61, false);
    await readOne(register, householdId);
    const after = await verify();
    expect(after).toMatchObject({ faults: [], proven: before.entries, entries: before.entries + 1, waiting: 2 });
    await publish();
    expect(await verify()).toMatchObject({ faults: [], proven: before.entries + 3, waiting: 0 });
  });

  test('an older copy of the database in its place is told by the next leading process, and found for ever', async () => {
    const { register, publish, told, sealer } = chain;
    const { proven } = await verify();
    await superuser.query('begin');
    await olderCopy(createSql(superuser), proven, () => proven - 4);
    await superuser.query('update sequencer set last = (select max(number) from change_sequence)');
    await superuser.query('commit');
    expect((await verify()).faults[0]).toMatchObject({
      first: proven - 3,
      words: expect.stringContaining('older copy'),
    });
    const next = new pg.Client({ connectionString: register.platform.sealerUrl });
    await next.connect();
    await chain.keeper.keep(next);
    expect(told).toEqual([expect.stringContaining('an older copy may have been put in its place')]);
    await chain.keeper.keep(sealer);
    for (let serial = 70; serial < 76; serial += 1) await recordOne(register, serial, false);
    await publish();
    const { faults } = await verify();
    expect(faults[0]?.first).toBeLessThanOrEqual(proven);
    await next.end();
  });
});

test('the snapshot of a verification is one that only reads', async () => {
  const url = process.env[`TEST_DATABASE_${SERVERS[0] ?? ''}`] ?? '';
  await onOwnConnection(url, async (sql) => {
    await beginSnapshot(sql);
    await expect(sql.query('create table mine (id int)')).rejects.toThrow('read-only');
  });
});
