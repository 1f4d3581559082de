import type { Secrets } from '../secrets/secrets.ts';
import { enterColleagues } from '../staff/bootstrap/colleagues.ts';
import { SAMPLE_ISSUER } from '../access/token/signing-key.ts';
import { insertChanges } from '../database/time/change-log.ts';
import type { Sql } from '../database/database.ts';
import { idsBy, type NewId } from '../database/ids.ts';
import { TABLE_CLASSES } from '../database/migrations/table-classes.ts';
import { putBack, takeOff } from '../database/scaffold.ts';
import { type Day, requireDay } from '../kernel/calendar.ts';
import { asHundredths } from '../kernel/decimal.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import { enterRegions, enterUnions } from '../organisation/enter-organisation.ts';
import { ensureStandards, issueProfile } from '../standards/enter-standards.ts';
import { makeFirstKeys } from '../registry/search/search-job.ts';
import { randomBy } from './random.ts';
import { CITY, SAMPLE_REGIONS, sampleStaff, sampleUnions } from './sample-organisation.ts';
import { sampleRegister, type SampleSetting } from './sample-register.ts';
import {
  asOwner,
  finishSample,
  isEmptyRegister,
  linkWorkers,
  loadSample,
  markAsSample,
  numberFirst,
} from './seed.store.ts';

export interface SeedOptions {
  readonly ownerUrl: string;
  readonly secrets: Secrets;
  readonly households: number;
  readonly seed: number;
  /** The day that the sample data is as of; incomes cover the twelve months before it. */
  readonly on: Day;
  readonly progress: (done: number) => void;
}

/** The default sample data, which the README and `docs/tours.md` query. */
export const USUAL_SAMPLE = { households: 2000, seed: 1, on: requireDay('2026-06-30') } as const;

const CHUNK = 500;
const SINCE = '2018-01-01';
const MILLISECONDS_OF_A_DAY = 86_400_000;

/**
 * Fills an empty database with an invented register of 安阳市, and permanently marks it as sample data. The same options give
 * the same register, except for the randomness of encryption. Everything is written or nothing.
 */
export async function seedSample(options: SeedOptions): Promise<Result<void, string>> {
  return asOwner(options.ownerUrl, async (sql) => {
    if (!(await isEmptyRegister(sql))) {
      return fail(
        '数据库已有数据，示例数据只能放入空库 / the database already holds data: sample data can only be put into an empty database',
      );
    }
    const newId = sampleIds(options);
    await markAsSample(sql);
    const { changeId, ...organisation } = await organise(sql, newId);
    const scaffold = await takeOff(sql, Object.keys(TABLE_CLASSES));
    await loadHouseholds(sql, options, { ...organisation, newId });
    await finishSample(sql);
    await putBack(sql, scaffold);
    await makeFirstKeys(sql, options.secrets);
    await linkWorkers(sql, changeId, SAMPLE_ISSUER);
    return succeed(undefined);
  });
}

async function loadHouseholds(
  sql: Sql,
  { secrets, seed, households, on, progress }: SeedOptions,
  organisation: Pick<SampleSetting, 'unions' | 'findClerk' | 'newId'>,
): Promise<void> {
  const next = sampleRegister({ secrets, seed, households, on, ...organisation });
  for (let done = 0; done < households;) {
    const count = Math.min(CHUNK, households - done);
    const writings = Array.from({ length: count }, next).flat();
    await loadSample(sql, secrets, writings);
    done += count;
    progress(done);
  }
}

interface Organisation extends Pick<SampleSetting, 'unions' | 'findClerk'> {
  /** The change that recorded it. */
  readonly changeId: string;
}

/** Makes ids from a fixed clock and the random numbers of the seed. */
function sampleIds({ seed, on }: SeedOptions): NewId {
  const random = randomBy(seed ^ 0x5eed);
  const bytes = (size: number) => Buffer.from(Array.from({ length: size }, () => random.below(256)));
  return idsBy(() => (on - 1) * MILLISECONDS_OF_A_DAY, bytes);
}

async function organise(sql: Sql, newId: NewId): Promise<Organisation> {
  const staff = sampleStaff().map((one) => ({ ...one, id: newId() }));
  const idOfStaff = new Map(staff.map(({ code, id }) => [code, id]));
  const unions = sampleUnions().map((one) => ({ ...one, id: newId() }));
  const idOfUnion = new Map(unions.map(({ code, id }) => [code, id]));
  const changeId = newId();
  const [admin, second] = [idOfStaff.get('admin') ?? '', idOfStaff.get('admin2') ?? ''];
  const subject = { subjectKind: 'TRADE_UNION', subjectId: changeId } as const;
  await insertChanges(sql, [{ id: changeId, actorId: admin, action: 'MAKE_SAMPLE', purpose: '示例数据', ...subject }]);
  await enterRegions(sql, changeId, CITY, SAMPLE_REGIONS);
  await enterUnions(
    sql,
    changeId,
    unions.map(({ parent, kind, ...union }) => {
      const hasCentre = kind === 'MUNICIPAL' || kind === 'COUNTY';
      return { ...union, kind, hasCentre, parentId: idOfUnion.get(parent ?? '') ?? null, from: SINCE };
    }),
  );
  const grants = { grantedBy: admin, confirmedBy: second, from: SINCE };
  await enterColleagues(
    sql,
    changeId,
    staff.map(({ union, ...one }) => {
      const login = { issuer: SAMPLE_ISSUER, subject: one.code };
      return { ...one, ...grants, ...login, unionId: idOfUnion.get(union) ?? '', grantId: newId() };
    }),
  );
  await ensureStandards(sql, changeId, newId);
  await sampleProfiles(sql, changeId, idOfUnion.get(CITY) ?? '', newId);
  await numberFirst(sql, changeId, SINCE);
  return {
    changeId,
    unions: unions.filter(({ kind }) => kind === 'EMPLOYER' || kind === 'STREET'),
    findClerk: (region) => idOfStaff.get(`clerk.${region}`) ?? admin,
  };
}

/** Issues an invented local profile of the city for each of 市、县、企业级, because their files follow local rules (Article 2). */
async function sampleProfiles(sql: Sql, changeId: string, unionId: string, newId: NewId): Promise<void> {
  const levels = { MUNICIPAL: 170, COUNTY: 180, ENTERPRISE: 200 } as const;
  for (const [level, near] of Object.entries(levels)) {
    await issueProfile(sql, changeId, {
      id: newId(),
      unionId,
      level: level as keyof typeof levels,
      from: '2020-01-01',
      document: `示例〔2020〕${near}号`,
      values: { nearMultiple: asHundredths(near) },
    });
  }
}
