import { currentOn, validOn } from '../../database/time/valid-on.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import type { Sql } from '../../database/database.ts';
import type { SelectedFields } from '../../fields/selected-fields.ts';
import { lookupTokens } from '../person/person.read.ts';
import type { PersonRow } from './rows.ts';
import { joinNumber, personReader } from './person-row.ts';

/** A person as of today, and the steward of the household that they belong to. */
export interface PresentPerson {
  readonly person: PersonRow;
  readonly stewardId: string;
}

/** The persons to read. */
interface PersonQuery {
  /** Whether the values are ids or identity numbers. */
  readonly by: 'id' | 'number';
  readonly values: readonly string[];
  readonly today: string;
  readonly selectedFields: SelectedFields;
}

/**
 * Reads, by id or identity number, the persons who belong to a household today, as of today. Other persons are left out,
 * even if they belonged to a household before.
 */
export async function readPresentPersons(
  sql: Sql,
  secrets: Secrets,
  { by, values, today, selectedFields }: PersonQuery,
): Promise<ReadonlyMap<string, PresentPerson>> {
  const { columns, join, readRow } = personReader(selectedFields);
  const { found, given, requestedKey } = by === 'id' ? byIds(values) : byNumbers(secrets, values);
  const rows = await sql.arrays(
    `select found.key, k.union_id, ${columns.join(', ')}
     from ${found}
     join person_index k on k.person_id = found.id and ${validOn('k', '$3')}
     join person_version v on v.anchor_id = found.id and ${currentOn('v', '$3')}
     ${join} ${joinNumber(columns, 'NOW')}`,
    [...given, today],
  );
  const persons = rows.map((row) => {
    const [key, stewardId] = row;
    return [requestedKey(key ?? ''), { person: readRow(secrets, row, 2), stewardId: stewardId ?? '' }] as const;
  });
  return new Map(persons);
}

interface Lookup {
  /** A table over the parameters `$1` and `$2`: each id, with the key that it was found by. */
  readonly found: string;
  readonly given: readonly [unknown, unknown];
  readonly requestedKey: (key: string) => string;
}

function byIds(ids: readonly string[]): Lookup {
  return { found: 'unnest($1::uuid[], $2::text[]) as found (id, key)', given: [ids, ids], requestedKey: (key) => key };
}

function byNumbers(secrets: Secrets, numbers: readonly string[]): Lookup {
  const { tokens, findNumber } = lookupTokens(secrets, numbers);
  return {
    found: `(select coalesce(g.into_id, holder.anchor_id) as id, given.token as key
      from unnest($1::text[], $2::text[]) as given (token, unused)
      join person_number holder on holder.token = decode(given.token, 'hex') and holder.superseded_in is null
      left join person_merge g on g.anchor_id = holder.anchor_id and g.superseded_in is null) as found`,
    given: [tokens, tokens],
    requestedKey: findNumber,
  };
}
