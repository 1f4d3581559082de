import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { makeKeys } from '../../src/secrets/keys/key-file.ts';
import type { Role } from '../../src/access/staff.codes.ts';
import { JOB_NAMES } from '../../src/app/jobs.ts';
import { openPlatform, type Platform } from '../../src/app/platform.ts';
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
    BANGFU_KEYS: keys,
    BANGFU_SAMPLE: '1',
  });
  if (!parsed.ok) throw new Error(parsed.error);
  const platform = await openPlatform(parsed.value, () => undefined, JOB_NAMES);
  if (!platform.ok) throw new Error(platform.error);
  const drop = async () => {
    leftRegisters.delete(drop);
    await platform.value.close();
    await dropDatabase(url, name);
    rmSync(folder, { recursive: true });
  };
  leftRegisters.add(drop);
  return {
    platform: platform.value,
    config: parsed.value,
    deps: { database: platform.value.database, secrets: platform.value.secrets, today: TODAY },
    asOwner: (text, values) => asRole(ownerUrl, text, values),
    asApplication: (text, values) => asRole(applicationUrl, text, values),
    drop,
  };
}

/** A register with unions `city`, `county` (its `employer`) and `otherCounty` (its `otherEmployer`) and a clerk of each. */
export async function testRegister(server: Server): Promise<TestRegister> {
  const register = await emptyRegister(server);
  const ids: Record<string, string> = {};
  const id = (name: string) => (ids[name] ??= newId());
  await register.platform.database.transaction(async (sql) => {
    const changeId = await insertChange(sql, id('admin'));
    await insertStaff(
      sql,
      changeId,
      ['admin', 'chief', 'clerk', 'otherClerk', 'archivist', 'statistician', 'leaver'].map((code) => ({
        ...{ id: id(code), code, name: code, issuer: null, subject: null, from: '2018-01-01' },
      })),
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
 * Numbers everything that was committed; the last number. Transactions of the cluster's other databases hold numbers back,
 * for as long as they last.
 */
export async function sealAll(database: Database): Promise<number> {
  const until = Date.now() + 10_000;
  for (;;) {
    const last = await sealChanges(database);
    if (Date.now() > until || (await database.session((sql) => isStillAt(sql, last)))) return last;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
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

async function asRole(url: string, text: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, values);
    return rows;
  } finally {
    await client.end();
  }
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
