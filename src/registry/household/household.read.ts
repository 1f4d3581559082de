import type { KeyObject } from 'node:crypto';
import type { Secrets } from '../../secrets/secrets.ts';
import type { Sql } from '../../database/database.ts';
import { type HouseholdState, type MemberState, STATES } from '../kinds.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { rowCodec } from '../../fields/row-codec.ts';
import { rowBinding, texts } from '../../fields/version-columns.ts';
import { loadPersons } from '../person/person.read.ts';
import { loadRecords } from './record.read.ts';
import type { StoredHousehold, StoredMember } from './stored-household.ts';
import { requireKey, groupEntries, readRange } from './version-rows.ts';

const householdCodec = rowCodec(STATES.household.fields);
const memberCodec = rowCodec(STATES.member.fields);

/** Loads all that is known about these households at a revision, over all days, in a constant number of statements. */
export async function loadHouseholds(
  sql: Sql,
  secrets: Secrets,
  ids: readonly string[],
  known: KnownAt,
): Promise<ReadonlyMap<string, StoredHousehold>> {
  const anchors = await sql.query<{ id: string; union_id: string; data_key: Buffer; key_version: number }>(
    'select id, union_id, data_key, key_version from household where id = any($1)',
    [ids],
  );
  const keys = new Map(
    anchors.map(({ id, data_key, key_version }) => [id, secrets.openDataKey(`household ${id}`, data_key, key_version)]),
  );
  const versions = await loadStates(sql, ids, known, keys);
  const members = await loadMembers(sql, ids, known, keys);
  const persons = await loadPersons(sql, secrets, personIds([...members.values()].flat()), known);
  const records = await loadRecords(sql, ids, known, keys);
  const households = anchors.map(({ id, union_id: unionId }): StoredHousehold => {
    const own = members.get(id) ?? [];
    return {
      id,
      unionId,
      dataKey: requireKey(keys, id),
      versions: versions.get(id) ?? [],
      members: own,
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

async function loadStates(
  sql: Sql,
  ids: readonly string[],
  known: KnownAt,
  keys: ReadonlyMap<string, KeyObject>,
): Promise<ReadonlyMap<string, StoredHousehold['versions']>> {
  const rows = await sql.arrays(
    `select v.anchor_id, v.valid_from, v.valid_to, v.recorded_in, v.worker_id, ${texts(householdCodec)}
     from household_version v where v.anchor_id = any($1) and ${knownAt('v', known)}
     order by v.anchor_id, v.valid_from`,
    [ids],
  );
  return groupEntries(
    rows.map((row) => {
      const [id = '', , , changeId = '', workerId = ''] = row as string[];
      const boundTo = rowBinding(STATES.household.table, id, changeId);
      const state = householdCodec.decode(row.slice(5), requireKey(keys, id), boundTo) as HouseholdState;
      return [id, { ...readRange(row), value: { workerId, state } }];
    }),
  );
}

async function loadMembers(
  sql: Sql,
  ids: readonly string[],
  known: KnownAt,
  keys: ReadonlyMap<string, KeyObject>,
): Promise<ReadonlyMap<string, readonly StoredMember[]>> {
  const anchors = await sql.query<{ id: string; household_id: string; key: string }>(
    'select id, household_id, key from membership where household_id = any($1) order by id',
    [ids],
  );
  const rows = await sql.arrays(
    `select v.anchor_id, v.valid_from, v.valid_to, v.recorded_in, v.household_id, v.person_id, ${texts(memberCodec)}
     from membership_version v where v.household_id = any($1) and ${knownAt('v', known)}
     order by v.anchor_id, v.valid_from`,
    [ids],
  );
  const versions = groupEntries(
    rows.map((row) => {
      const [id = '', , , changeId = '', household = '', personId = ''] = row as string[];
      const boundTo = rowBinding(STATES.member.table, id, changeId);
      const membershipState = memberCodec.decode(row.slice(6), requireKey(keys, household), boundTo) as MemberState;
      return [id, { ...readRange(row), value: { personId, membershipState } }];
    }),
  );
  return groupEntries(
    anchors.map(({ id, household_id, key }) => [household_id, { id, key, versions: versions.get(id) ?? [] }]),
  );
}

function personIds(members: readonly StoredMember[]): readonly string[] {
  return [...new Set(members.flatMap(({ versions }) => versions.map(({ value }) => value.personId)))];
}
