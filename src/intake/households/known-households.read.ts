import { readMap } from '../../database/rows.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import type { Sql } from '../../database/database.ts';
import { findPersons } from '../../registry/person/person.read.ts';

/**
 * The ids of registered households whose current worker has one of these identity numbers, by the number; of a worker without
 * one, that of the closed household whose worker they were last.
 */
export async function householdsOfWorkers(
  sql: Sql,
  secrets: Secrets,
  identityNumbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const persons = await findPersons(sql, secrets, identityNumbers);
  const byPerson = await readMap(
    sql,
    `select v.person_id, v.household_id from household_closing c
     join household_version h on h.anchor_id = c.anchor_id and h.valid_to = c.valid_from and h.superseded_in is null
     join membership_version v on v.anchor_id = h.worker_id and v.valid_to = c.valid_from and v.superseded_in is null
     where v.person_id = any($1) and c.valid_to is null and c.superseded_in is null
     union all
     select v.person_id, v.household_id from membership_version v
     join household_version h on h.anchor_id = v.household_id and h.worker_id = v.anchor_id
       and h.superseded_in is null and h.valid_to is null
     where v.person_id = any($1) and v.superseded_in is null and v.valid_to is null`,
    [[...persons.values()]],
  );
  const found = [...persons].flatMap(([number, person]) => {
    const household = byPerson.get(person);
    return household === undefined ? [] : [[number, household] as const];
  });
  return new Map(found);
}
