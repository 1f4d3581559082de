import type { Secrets } from '../../access/secrets.ts';
import type { Sql } from '../../database/database.ts';
import type { Asked } from '../asked-codec.ts';
import { lookupTokens } from '../person/person.store.ts';
import type { PersonRow } from './nodes.ts';
import { personReading } from './person-row.ts';

/** A person as they are today, and the union that keeps the household that they belong to. */
export interface PresentPerson {
  readonly person: PersonRow;
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
  const rows = await sql.arrays(
    `select ${columns}, found.key, k.union_id
     from ${found}
     join person_place k on k.person_id = found.id and ${TODAY('k')}
     join person_version v on v.anchor_id = found.id and v.superseded_in is null and ${TODAY('v')}
     ${join}`,
    [...given, today],
  );
  return new Map(
    rows.map((row) => {
      const [key = '', keeperId = ''] = row.slice(-2) as string[];
      return [valueOf(key), { person: rowOf(secrets, row), keeperId }];
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
