import type { Secrets } from '../../access/secrets.ts';
import type { Sql } from '../../database/database.ts';
import type { Asked } from '../asked-codec.ts';
import { lookupTokens } from '../person/person.store.ts';
import type { PersonRow } from './nodes.ts';
import { personReading } from './person-row.ts';

/** A person as they are today, the household that they belong to, and the union that keeps it. */
export interface PresentPerson {
  readonly person: PersonRow;
  readonly householdId: string;
  readonly keeperId: string;
}

/** What a person is found by: an id, or an identity number. */
export type PersonKind = 'id' | 'number';

const TODAY = (alias: string) => `${alias}.valid_from <= $3 and (${alias}.valid_to is null or ${alias}.valid_to > $3)`;

/**
 * Persons who are members of a household today and known, as they are today; one statement. Whoever is not is left out:
 * they may have been of a household before.
 */
export async function readPresentPersons(
  sql: Sql,
  secrets: Secrets,
  by: PersonKind,
  values: readonly string[],
  today: string,
  asked: Asked,
): Promise<ReadonlyMap<string, PresentPerson>> {
  const { columns, join, rowOf } = personReading(asked);
  const { found, given, valueOf } = by === 'id' ? byIds(values) : byNumbers(secrets, values);
  // Of an array, so that PostgreSQL takes the index of memberships by persons and not the slower one of the constraint.
  const rows = await sql.arrays(
    `select ${columns}, found.key, m.household_id, k.union_id
     from ${found}
     join membership_version m on m.person_id = any(array[found.id]) and m.superseded_in is null and ${TODAY('m')}
     join household_place k on k.household_id = m.household_id and k.region is not null and ${TODAY('k')}
     join person_version v on v.anchor_id = found.id and v.superseded_in is null and ${TODAY('v')}
     ${join}`,
    [...given, today],
  );
  return new Map(
    rows.map((row) => {
      const [key = '', householdId = '', keeperId = ''] = row.slice(-3) as string[];
      return [valueOf(key), { person: rowOf(secrets, row), householdId, keeperId }];
    }),
  );
}

interface Found {
  /** A table of ids and of what they were found by, of the parameters `$1` and `$2`. */
  readonly found: string;
  readonly given: readonly [unknown, unknown];
  readonly valueOf: (key: string) => string;
}

function byIds(ids: readonly string[]): Found {
  return {
    found: 'unnest($1::uuid[], $2::text[]) as found (id, key)',
    given: [ids, ids],
    valueOf: (key) => key,
  };
}

function byNumbers(secrets: Secrets, numbers: readonly string[]): Found {
  const { versions, tokens, numberOf } = lookupTokens(secrets, numbers);
  return {
    found: `(select holder.id, given.token as key from unnest($1::integer[], $2::text[]) as given (version, token)
      join person holder on holder.key_version = given.version and holder.token = decode(given.token, 'hex')) as found`,
    given: [versions, tokens],
    valueOf: numberOf,
  };
}
