import type { KeyObject } from 'node:crypto';
import type { Secrets } from '../../secrets/secrets.ts';
import type { Sql } from '../../database/database.ts';
import { type HouseholdState, type MemberState, STATES } from '../kinds.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { loadPersons } from '../person/person.read.ts';
import { loadRecords } from './record.read.ts';
import type { StoredHousehold, StoredMember } from './stored-household.ts';
import { versionReader } from '../../fields/version-reader.ts';
import { groupEntries, RANGE, readRange, requireKey } from './version-rows.ts';

const stateReader = versionReader({
  ...{ ...STATES.household, keysKnown: true, extra: { ...RANGE.extra, workerId: 'v.worker_id' }, open: RANGE.open },
  owner: { kind: 'household', id: 'v.anchor_id' },
})(null);

const memberReader = versionReader({
  ...{ ...STATES.member, keysKnown: true, extra: { ...RANGE.extra, personId: 'v.person_id' }, open: RANGE.open },
  owner: { kind: 'household', id: 'v.household_id' },
})(null);

type Closings = StoredHousehold['closings'];

interface ClosingRow {
  readonly anchor_id: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly recorded_in: string;
  readonly reason: Closings[number]['value'];
}

/** Loads all that is known about these households at a revision, over all days, in a constant number of statements. */
export async function loadHouseholds(
  sql: Sql,
  secrets: Secrets,
  ids: readonly string[],
  known: KnownAt,
): Promise<ReadonlyMap<string, StoredHousehold>> {
  const { anchors, keys } = await loadAnchors(sql, secrets, ids);
  const versions = await readStates(sql, ids, known, keys);
  const members = await loadMembers(sql, ids, known, keys);
  const persons = await loadPersons(sql, secrets, personIds([...members.values()].flat()), known);
  const records = await loadRecords(sql, ids, known, keys);
  const closings = await loadClosedDays(sql, ids, known);
  const households = anchors.map(({ id, union_id: unionId }): StoredHousehold => {
    const own = members.get(id) ?? [];
    return {
      id,
      unionId,
      dataKey: requireKey(keys, id),
      versions: versions.get(id) ?? [],
      members: own,
      closings: closings.get(id) ?? [],
      persons: new Map(
        personIds(own)
          .flatMap((person) => persons.get(person) ?? [])
          .map((one) => [one.id, one]),
      ),
      records: records.live.get(id) ?? [],
      anchors: new Map(records.anchors.get(id)),
    };
  });
  return new Map(households.map((household) => [household.id, household]));
}

async function loadAnchors(sql: Sql, secrets: Secrets, ids: readonly string[]) {
  const anchors = await sql.query<{ id: string; union_id: string; data_key: Buffer; key_version: number }>(
    'select id, union_id, data_key, key_version from household where id = any($1)',
    [ids],
  );
  const keys = new Map(
    anchors.map(({ id, data_key, key_version }) => [id, secrets.openDataKey(`household ${id}`, data_key, key_version)]),
  );
  return { anchors, keys };
}

/** Loads only the states of households as wholes, as known now. */
export async function loadStates(sql: Sql, secrets: Secrets, ids: readonly string[]) {
  const { keys } = await loadAnchors(sql, secrets, ids);
  return readStates(sql, ids, 'NOW', keys);
}

async function readStates(sql: Sql, ids: readonly string[], known: KnownAt, keys: ReadonlyMap<string, KeyObject>) {
  const rows = await sql.arrays(
    `select ${stateReader.columns.join(', ')}
     from household_version v where v.anchor_id = any($1) and ${knownAt('v', known)}
     order by v.anchor_id, v.valid_from`,
    [ids],
  );
  return groupEntries(
    rows.map((row) => {
      const version = stateReader.readWhole(row, (id) => requireKey(keys, id));
      const value = { workerId: version.extras.workerId, state: version.values as HouseholdState };
      return [version.id, { ...readRange(version), value }];
    }),
  );
}

/** Loads the days on which households are closed, the first ones first; households that never were are left out. */
export async function loadClosedDays(
  sql: Sql,
  ids: readonly string[],
  known: KnownAt,
): Promise<ReadonlyMap<string, Closings>> {
  const rows = await sql.query<ClosingRow>(
    `select anchor_id, valid_from, valid_to, recorded_in, reason from household_closing v
     where anchor_id = any($1) and ${knownAt('v', known)} order by anchor_id, valid_from`,
    [ids],
  );
  return groupEntries(
    rows.map(({ anchor_id, valid_from: validFrom, valid_to: validTo, recorded_in: recordedIn, reason }) => {
      return [anchor_id, { ...readRange({ recordedIn, extras: { validFrom, validTo } }), value: reason }];
    }),
  );
}

async function loadMembers(sql: Sql, ids: readonly string[], known: KnownAt, keys: ReadonlyMap<string, KeyObject>) {
  const anchors = await sql.query<{ id: string; household_id: string; key: string }>(
    'select id, household_id, key from membership where household_id = any($1) order by id',
    [ids],
  );
  const rows = await sql.arrays(
    `select ${memberReader.columns.join(', ')}
     from membership_version v where v.household_id = any($1) and ${knownAt('v', known)}
     order by v.anchor_id, v.valid_from`,
    [ids],
  );
  const versions = groupEntries(
    rows.map((row) => {
      const version = memberReader.readWhole(row, (id) => requireKey(keys, id));
      const value = { personId: version.extras.personId, membershipState: version.values as MemberState };
      return [version.id, { ...readRange(version), value }];
    }),
  );
  return groupEntries(
    anchors.map(({ id, household_id, key }) => [household_id, { id, key, versions: versions.get(id) ?? [] }]),
  );
}

function personIds(members: readonly StoredMember[]): readonly string[] {
  return [...new Set(members.flatMap(({ versions }) => versions.map(({ value }) => value.personId)))];
}
