import { notEnded } from '../../database/time/valid-on.ts';
import { identityBinding, type Secrets, unseal } from '../../secrets/secrets.ts';
import type { Sql } from '../../database/database.ts';
import { type PersonState, STATES } from '../kinds.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import type { StoredPerson } from '../household/stored-household.ts';
import { versionReader } from '../../fields/version-reader.ts';
import { groupEntries, RANGE, readRange, requireKey } from '../household/version-rows.ts';

const personVersions = versionReader({
  ...{ ...STATES.person, keysKnown: true, ...RANGE },
  owner: { kind: 'person', id: 'v.anchor_id' },
})(null);

/** Loads persons, each with all versions known at a revision. */
export async function loadPersons(
  sql: Sql,
  secrets: Secrets,
  ids: readonly string[],
  known: KnownAt,
): Promise<ReadonlyMap<string, StoredPerson>> {
  const anchors = await sql.query<{ id: string; data_key: Buffer; key_version: number; identity: Buffer | null }>(
    'select id, data_key, key_version, identity from person where id = any($1)',
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
    anchors.map(({ id, identity }) => {
      const dataKey = requireKey(keys, id);
      const number = identity === null ? null : unseal(dataKey, identityBinding(id), identity).toString();
      return [id, { id, identityNumber: number, dataKey, versions: versions.get(id) ?? [] }];
    }),
  );
}

/**
 * Finds the ids of the persons with these identity numbers, whatever version of the token key they were recorded under.
 */
export async function findPersons(
  sql: Sql,
  secrets: Secrets,
  identityNumbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { versions, tokens, findNumber } = lookupTokens(secrets, identityNumbers);
  const rows = await sql.query<{ id: string; token: string }>(
    `select p.id, given.token from unnest($1::integer[], $2::text[]) as given (version, token)
     join person p on p.key_version = given.version and p.token = decode(given.token, 'hex')`,
    [versions, tokens],
  );
  return new Map(rows.map(({ id, token }) => [findNumber(token), id]));
}

interface LookupTokens {
  /** The version of the key of each token, in the same order. */
  readonly versions: readonly number[];
  /** In hexadecimal. */
  readonly tokens: readonly string[];
  readonly findNumber: (token: string) => string;
}

/** The tokens of these identity numbers under every version of the token key, by which persons are looked up. */
export function lookupTokens(secrets: Secrets, identityNumbers: readonly string[]): LookupTokens {
  const wanted = identityNumbers.flatMap((number) =>
    secrets.tokens(number).map(({ version, token }) => ({ number, version, token: token.toString('hex') })),
  );
  const numbers = new Map(wanted.map(({ token, number }) => [token, number]));
  return {
    versions: wanted.map(({ version }) => version),
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
