import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Role } from '../../src/access/staff.codes.ts';
import { recordSensitiveRead } from '../../src/access/audit/audit.store.ts';
import { ChainKeeper, type Outside } from '../../src/audit-chain/keep-chain.ts';
import { readPublicKeys } from '../../src/audit-chain/signing-keys.ts';
import type { Verification } from '../../src/audit-chain/verify/verify-chain.ts';
import { insertChanges } from '../../src/database/time/change-log.ts';
import { newId } from '../../src/database/ids.ts';
import { insertGrants } from '../../src/staff/staff-write.store.ts';
import { ownerTransaction } from '../support/owner-transaction.ts';
import { sealAll, type Server, type TestRegister, testRegister, valueOf } from '../support/register.ts';

/** A register with an audit chain, and a connection of the sealer that continues it. */
export interface RecordedChain {
  readonly register: TestRegister;
  readonly outside: Outside;
  readonly sealer: pg.Client;
  readonly keeper: ChainKeeper;
  /** What the chain had to tell. */
  readonly told: string[];
  /** Seals everything that is committed and publishes a checkpoint. */
  readonly publish: () => Promise<void>;
  /** Seals everything that is committed, and publishes nothing before five seconds have passed. */
  readonly seal: () => Promise<void>;
  readonly keys: () => Promise<Verification['keys']>;
  readonly drop: () => Promise<void>;
}

export async function recordedChain(server: Server, url: string | null = null): Promise<RecordedChain> {
  const register = await testRegister(server);
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-chain-'));
  const outside = { file: join(folder, 'outside', 'checkpoints.jsonl'), url, keyFile: join(folder, 'audit-keys.json') };
  const sealer = new pg.Client({ connectionString: register.platform.sealerUrl });
  sealer.on('error', () => undefined);
  await sealer.connect();
  const told: string[] = [];
  const keeper = new ChainKeeper(outside, (sentence) => told.push(sentence));
  return {
    ...{ register, outside, sealer, keeper, told },
    publish: async () => {
      await sealAll(register.platform.database);
      await keeper.finish(sealer);
    },
    seal: async () => {
      await sealAll(register.platform.database);
      await keeper.keep(sealer);
    },
    keys: async () => valueOf(await readPublicKeys(outside.keyFile)),
    drop: async () => {
      await sealer.end();
      await register.drop();
      rmSync(folder, { recursive: true });
    },
  };
}

export async function readOne({ deps, ids }: TestRegister, householdId: string): Promise<void> {
  const viewer = { staffId: ids['clerk'] ?? '', personId: null };
  const subjects = [{ kind: 'Household', id: householdId, fields: ['ADDRESS'] }] as const;
  await deps.database.transaction((sql) =>
    recordSensitiveRead(sql, { viewer, operation: 'Household', purpose: '入户核查', subjects, trace: 'a1' }),
  );
}

/** A grant that the owner put on record. */
export async function grantOne(
  { platform, ids }: TestRegister,
  staff = 'leaver',
  role: Role = 'UNION_CLERK',
): Promise<void> {
  const [id, changeId, staffId = ''] = [newId(), newId(), ids[staff]];
  const people = { grantedBy: ids['admin'] ?? '', confirmedBy: ids['chief'] ?? '' };
  await ownerTransaction(platform.ownerUrl, async (sql) => {
    const change = { id: changeId, actorId: people.confirmedBy, action: 'CONFIRM_GRANT' as const, purpose: '测试' };
    await insertChanges(sql, [{ ...change, subjectKind: 'STAFF', subjectId: staffId }]);
    const grant = {
      id,
      staffId,
      role,
      unionId: ids[role === 'ADMINISTRATOR' ? 'city' : 'county'] ?? '',
      from: '2026-01-01',
    };
    await insertGrants(sql, changeId, [{ ...grant, ...people }]);
  });
}
