import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { makeKeys } from '../../src/secrets/keys/key-file.ts';
import type { Role } from '../../src/access/staff.codes.ts';
import { openMigrated, openServer, type Platform } from '../../src/app/platform.ts';
import { type Config, parseConfig } from '../../src/config.ts';
import { insertChanges, isStillAt, sealChanges } from '../../src/database/time/change-log.ts';
import type { Database, Sql } from '../../src/database/database.ts';
import { newId } from '../../src/database/ids.ts';
import type { Result } from '../../src/kernel/result.ts';
import type { Deps } from '../../src/usecase/command.ts';
import type { RecordHousehold } from '../../src/registry/recording/documents/household-document.ts';
import type { RegisterHousehold } from '../../src/registry/kinds.ts';
import { insertRegions, insertUnions, type NewUnion, refreshUnionClosure } from '../../src/organisation/union.store.ts';
import { insertGrants, insertStaff } from '../../src/staff/staff-write.store.ts';
import { ownerTransaction } from './owner-transaction.ts';
import { DAY } from './register-household.ts';
import { copyTemplate, databaseUrl, dropDatabase } from './template-database.ts';

export type Server = '18' | '15';

/** The server that the store tests run on: the embedded one, or Debian's PostgreSQL 15 with `TEST_SERVER=15`. */
export const SERVER: Server = process.env['TEST_SERVER'] === '15' ? '15' : '18';

export const SERVERS: readonly Server[] = [SERVER];

const TODAY = '2026-06-30';

/** A register of its own, with two counties, a union in each, and staff. */
export interface TestRegister {
  readonly platform: Platform;
  readonly deps: Deps;
  readonly config: Config;
  readonly ids: Readonly<Record<string, string>>;
  readonly asOwner: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  readonly asApplication: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  readonly drop: () => Promise<void>;
}

/** What a file has opened and not yet closed. The test environment closes it: its connections would keep Jest alive. */
const leftRegisters = (globalThis.leftRegisters = new Set<() => Promise<void>>());

/** Creates an empty, migrated database. */
export async function emptyRegister(server: Server): Promise<Omit<TestRegister, 'ids'>> {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-register-'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = process.env[`TEST_DATABASE_${server}`] ?? '';
  await copyTemplate(url, name);
  const ownerUrl = databaseUrl(url, name, 'test_owner');
  const applicationUrl = databaseUrl(url, name, 'test_application');
  const keys = join(folder, 'keys.json');
  await makeKeys(keys);
  const parsed = parseConfig({
    DATABASE_URL: applicationUrl,
    DATABASE_MIGRATION_URL: ownerUrl,
    DATABASE_SEALER_URL: databaseUrl(url, name, 'test_sealer'),
    BANGFU_KEYS: keys,
    BANGFU_SAMPLE: '1',
  });
  if (!parsed.ok) throw new Error(parsed.error);
  const log = () => undefined;
  const platform = valueOf(await openMigrated(parsed.value, valueOf(await openServer(parsed.value, log)), log));
  const [owner, application] = [poolOf(ownerUrl), poolOf(applicationUrl)];
  const drop = async () => {
    leftRegisters.delete(drop);
    await Promise.all([platform.close(), owner.end(), application.end()]);
    await dropDatabase(url, name);
    rmSync(folder, { recursive: true });
  };
  leftRegisters.add(drop);
  return {
    platform,
    config: parsed.value,
    deps: { database: platform.database, secrets: platform.secrets, today: TODAY },
    asOwner: (text, values) => rowsOf(owner, text, values),
    asApplication: (text, values) => rowsOf(application, text, values),
    drop,
  };
}

/** A register with unions `city`, `county` (its `employer`) and `otherCounty` (its `otherEmployer`) and a clerk of each. */
export async function testRegister(server: Server): Promise<TestRegister> {
  const register = await emptyRegister(server);
  const ids: Record<string, string> = {};
  const id = (name: string) => (ids[name] ??= newId());
  await ownerTransaction(register.platform.ownerUrl, async (sql) => {
    const changeId = await insertChange(sql, id('admin'));
    await insertStaff(
      sql,
      changeId,
      ['admin', 'chief', 'clerk', 'otherClerk', 'archivist', 'secondArchivist', 'statistician', 'leaver'].map(
        (code) => ({
          ...{ id: id(code), code, name: code, issuer: null, subject: null, from: '2018-01-01' },
        }),
      ),
    );
    await insertRegions(sql, changeId, '410500', {
      ...{ 410500: '安阳市', 410502: '文峰区', 410522: '安阳县', 410523: '汤阴县', 410526: '滑县', 410581: '林州市' },
      // The worked cases have one for which no standards are on record.
      999999: '没有标准的区划',
    });
    await insertUnions(sql, changeId, [
      union(id('city'), 'CITY', 'MUNICIPAL', '410500', null),
      union(id('county'), 'COUNTY', 'COUNTY', '410502', id('city')),
      union(id('employer'), 'EMPLOYER', 'EMPLOYER', '410502', id('county')),
      union(id('otherCounty'), 'OTHER-COUNTY', 'COUNTY', '410581', id('city')),
      union(id('otherEmployer'), 'OTHER-EMPLOYER', 'EMPLOYER', '410581', id('otherCounty')),
    ]);
    await refreshUnionClosure(sql, changeId);
    const grants: readonly [string, Role, string][] = [
      ['clerk', 'UNION_CLERK', 'county'],
      ['otherClerk', 'UNION_CLERK', 'otherCounty'],
      ['archivist', 'CENTRE_ARCHIVIST', 'city'],
      ['secondArchivist', 'CENTRE_ARCHIVIST', 'city'],
      ['statistician', 'STATISTICIAN', 'city'],
      ['chief', 'ADMINISTRATOR', 'city'],
    ];
    await insertGrants(
      sql,
      changeId,
      grants.map(([staff, role, unionName]) => ({
        ...{ id: newId(), staffId: id(staff), role, unionId: id(unionName), from: '2018-01-01' },
        ...{ grantedBy: id('admin'), confirmedBy: id('archivist') },
      })),
    );
  });
  await sealAll(register.platform.database);
  return { ...register, ids };
}

/**
 * Numbers everything that was committed; the last number. Transactions of the cluster's other databases hold numbers back
 * for as long as they last, and another file's may be a whole import.
 */
export async function sealAll(database: Database): Promise<number> {
  const until = Date.now() + 100_000;
  while (Date.now() < until) {
    const last = await sealChanges(database);
    if (await database.session((sql) => isStillAt(sql, last))) return last;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('a transaction of the cluster holds numbers back');
}

async function insertChange(sql: Sql, actorId: string): Promise<string> {
  const changeId = newId();
  const change = { id: changeId, actorId, action: 'MAKE_SAMPLE' as const, purpose: '测试', subjectId: actorId };
  await insertChanges(sql, [{ ...change, subjectKind: 'STAFF' }]);
  return changeId;
}

function union(id: string, code: string, kind: NewUnion['kind'], region: string, parentId: string | null): NewUnion {
  return {
    id,
    code,
    name: code,
    kind,
    region,
    hasCentre: kind === 'COUNTY' || kind === 'MUNICIPAL',
    parentId,
    from: '2018-01-01',
  };
}

/** A connection takes longer than most statements: it is kept until the register is dropped. */
function poolOf(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, idleTimeoutMillis: 0 });
  // A test may end all connections.
  pool.on('error', () => undefined);
  return pool;
}

async function rowsOf(pool: pg.Pool, text: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  return (await pool.query<Record<string, unknown>>(text, values)).rows;
}

/** Makes the command of a county clerk that records a new household from 2015 on. */
export function newHousehold(
  { ids }: Pick<TestRegister, 'ids'>,
  household: RegisterHousehold,
  over: Partial<RecordHousehold> = {},
): RecordHousehold {
  return {
    actorId: ids['clerk'] ?? '',
    idempotencyKey: null,
    purpose: '测试',
    householdId: null,
    unionId: ids['employer'] ?? '',
    from: DAY(2015, 1, 1),
    correction: false,
    expectedRevision: null,
    household,
    ...over,
  };
}

/** Returns the value of a result that must have succeeded. */
export function valueOf<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
