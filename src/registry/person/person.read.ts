import { readMap } from '../../database/rows.ts';
import { notEnded } from '../../database/time/valid-on.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { identityBinding, type Secrets, unseal } from '../../secrets/secrets.ts';
import type { Sql } from '../../database/database.ts';
import type { DEATH_SOURCES } from '../household/household.codes.ts';
import { type PersonState, STATES } from '../kinds.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import type { StoredPerson } from '../household/stored-household.ts';
import { versionReader } from '../../fields/version-reader.ts';
import { groupEntries, RANGE, readRange, requireKey } from '../household/version-rows.ts';

const personVersions = versionReader({
  ...{ ...STATES.person, keysKnown: true, ...RANGE },
  owner: { kind: 'person', id: 'v.anchor_id' },
})(null);

interface Anchor {
  readonly id: string;
  readonly data_key: Buffer;
  readonly key_version: number;
  readonly identity: Buffer | null;
  readonly died_on: string | null;
  readonly source: keyof typeof DEATH_SOURCES | null;
}

/** Loads persons, each with all versions known at a revision. */
export async function loadPersons(
  sql: Sql,
  secrets: Secrets,
  ids: readonly string[],
  known: KnownAt,
): Promise<ReadonlyMap<string, StoredPerson>> {
  const anchors = await sql.query<Anchor>(
    `select p.id, p.data_key, p.key_version, i.identity, d.died_on, d.source
     from person p
     left join person_number i on i.anchor_id = p.id and ${knownAt('i', known)}
     left join person_death d on d.anchor_id = p.id and ${knownAt('d', known)}
     where p.id = any($1)`,
    [ids],
  );
  const keys = new Map(
    anchors.map(({ id, data_key, key_version }) => [id, secrets.openDataKey(`person ${id}`, data_key, key_version)]),
  );
  const rows = await sql.arrays(
    `select ${personVersions.columns.join(', ')}
     from person_version v where v.anchor_id = any($1) and ${knownAt('v', known)} order by v.anchor_id, v.valid_from`,
    [ids],
  );
  const versions = groupEntries(
    rows.map((row) => {
      const version = personVersions.readWhole(row, (id) => requireKey(keys, id));
      return [version.id, { ...readRange(version), value: version.values as PersonState }];
    }),
  );
  return new Map(
    anchors.map(({ id, identity, ...row }) => {
      const dataKey = requireKey(keys, id);
      const number = identity === null ? null : unseal(dataKey, identityBinding(id), identity).toString();
      return [id, { id, identityNumber: number, dataKey, versions: versions.get(id) ?? [], death: readDeath(row) }];
    }),
  );
}

function readDeath({ died_on: on, source }: Pick<Anchor, 'died_on' | 'source'>): StoredPerson['death'] {
  return on === null || source === null ? null : { on: requireDay(on), source };
}

/**
 * Finds the ids of the persons with these identity numbers at a revision, whatever version of the token key they were recorded
 * under. The number of a person who was merged into another one finds that one.
 */
export async function findPersons(
  sql: Sql,
  secrets: Secrets,
  identityNumbers: readonly string[],
  known: KnownAt = 'NOW',
): Promise<ReadonlyMap<string, string>> {
  const { tokens, findNumber } = lookupTokens(secrets, identityNumbers);
  const rows = await sql.query<{ id: string; token: string }>(
    `select coalesce(g.into_id, i.anchor_id) as id, given.token from unnest($1::text[]) as given (token)
     join person_number i on i.token = decode(given.token, 'hex') and ${knownAt('i', known)}
     left join person_merge g on g.anchor_id = i.anchor_id and ${knownAt('g', known)}`,
    [tokens],
  );
  return new Map(rows.map(({ id, token }) => [findNumber(token), id]));
}

/** Finds the persons into whom these were merged, as known at a revision; those who were not are left out. */
export function mergedPersons(sql: Sql, ids: readonly string[], known: KnownAt): Promise<ReadonlyMap<string, string>> {
  return readMap(
    sql,
    `select anchor_id, into_id from person_merge g where anchor_id = any($1) and ${knownAt('g', known)}`,
    [ids],
  );
}

interface LookupTokens {
  /** In hexadecimal. */
  readonly tokens: readonly string[];
  readonly findNumber: (token: string) => string;
}

/** The tokens of these identity numbers under every version of the token key, by which persons are looked up. */
export function lookupTokens(secrets: Secrets, identityNumbers: readonly string[]): LookupTokens {
  const wanted = identityNumbers.flatMap((number) =>
    secrets.tokens(number).map(({ token }) => ({ number, token: token.toString('hex') })),
  );
  const numbers = new Map(wanted.map(({ token, number }) => [token, number]));
  return {
    tokens: wanted.map(({ token }) => token),
    findNumber: (token) => numbers.get(token) ?? '',
  };
}

interface Membership {
  readonly personId: string;
  readonly householdId: string;
  /** `YYYY-MM-DD`. */
  readonly from: string;
  /** The day after the last; `null`: without end. */
  readonly to: string | null;
}

/** Finds for each membership another household that its person is a member of on one of its days, if any. */
export async function membersElsewhere(
  sql: Sql,
  memberships: readonly Membership[],
): Promise<(membership: Pick<Membership, 'personId' | 'householdId'>) => string | undefined> {
  const rows = await sql.query<{ person_id: string; household_id: string; other_id: string }>(
    `select distinct on (given.person_id, given.household_id) given.person_id, given.household_id,
       v.household_id as other_id
     from unnest($1::uuid[], $2::uuid[], $3::date[], $4::date[]) as given (person_id, household_id, valid_from, valid_to)
     join membership_version v on v.person_id = given.person_id and v.household_id <> given.household_id
       and v.superseded_in is null and ${notEnded('v', 'given.valid_from')}
       and (given.valid_to is null or v.valid_from < given.valid_to)
     order by given.person_id, given.household_id, v.valid_from`,
    [
      memberships.map(({ personId }) => personId),
      memberships.map(({ householdId }) => householdId),
      memberships.map(({ from }) => from),
      memberships.map(({ to }) => to),
    ],
  );
  const others = new Map(rows.map((row) => [`${row.household_id} ${row.person_id}`, row.other_id]));
  return ({ personId, householdId }) => others.get(`${householdId} ${personId}`);
}
