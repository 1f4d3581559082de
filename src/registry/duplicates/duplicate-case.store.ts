import { currentOn } from '../../database/time/valid-on.ts';
import type { Sql } from '../../database/database.ts';
import type { Finding } from './finding.codes.ts';

/**
 * A case of a person who was to be recorded in one household and is on file in another, outside the actor's territory, or who may
 * be.
 */
export interface DuplicateCase {
  readonly id: string;
  /** The number by which both unions and their common superior refer to the case. */
  readonly number: string;
  readonly finding: Finding;
  readonly staffId: string;
  readonly personId: string;
  /** The household in which the person is on file. */
  readonly householdId: string;
  /** The union that was to record the person. */
  readonly unionId: string;
  /** `YYYY-MM-DD`. */
  readonly on: string;
  readonly changeId: string;
}

/** Inserts the cases, each with the lowest common superior of both unions today, who may see it from then on. */
export async function insertDuplicateCases(sql: Sql, cases: readonly DuplicateCase[]): Promise<void> {
  const column = (of: (one: DuplicateCase) => string) => cases.map(of);
  await sql.query(
    `insert into duplicate_case (id, number, finding, staff_id, person_id, household_id, union_id, superior_id, found_on, recorded_in)
     select given.id, given.number, given.finding, given.staff_id, given.person_id, given.household_id, given.union_id,
       (select mine.ancestor_id
        from stewards(given.found_on) k
        join union_closure theirs on theirs.descendant_id = k.union_id
        join union_closure mine on mine.ancestor_id = theirs.ancestor_id and mine.descendant_id = given.union_id
        where k.household_id = given.household_id
          and ${currentOn('theirs', 'given.found_on')}
          and ${currentOn('mine', 'given.found_on')}
        order by mine.depth limit 1),
       given.found_on, given.recorded_in
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::date[], $8::uuid[], $9::text[])
       as given (id, number, staff_id, person_id, household_id, union_id, found_on, recorded_in, finding)`,
    [
      column(({ id }) => id),
      column(({ number }) => number),
      column(({ staffId }) => staffId),
      column(({ personId }) => personId),
      column(({ householdId }) => householdId),
      column(({ unionId }) => unionId),
      column(({ on }) => on),
      column(({ changeId }) => changeId),
      column(({ finding }) => finding),
    ],
  );
}

/** What makes two findings one case. */
export type CaseKey = Pick<DuplicateCase, 'finding' | 'personId' | 'householdId' | 'unionId'>;

/** Finds the numbers of the cases that the same findings of the same unions have had before. */
export async function findDuplicateCases(
  sql: Sql,
  keys: readonly CaseKey[],
): Promise<(key: CaseKey) => string | undefined> {
  const textOf = ({ finding, personId, householdId, unionId }: CaseKey) =>
    [finding, personId, householdId, unionId].join(' ');
  const rows = await sql.query<CaseKey & { readonly number: string }>(
    `select distinct on (d.finding, d.person_id, d.household_id, d.union_id) d.finding, d.person_id as "personId",
       d.household_id as "householdId", d.union_id as "unionId", d.number
     from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[]) as given (finding, person_id, household_id, union_id)
     join duplicate_case d using (finding, person_id, household_id, union_id)
     order by d.finding, d.person_id, d.household_id, d.union_id, d.id`,
    [
      keys.map(({ finding }) => finding),
      keys.map(({ personId }) => personId),
      keys.map(({ householdId }) => householdId),
      keys.map(({ unionId }) => unionId),
    ],
  );
  const numbers = new Map(rows.map((row) => [textOf(row), row.number]));
  return (key) => numbers.get(textOf(key));
}

/**
 * Holds the cases of unions and the quotas of members of staff until the transaction ends, so that those that run at once see each
 * other's: two of a union have one case for a finding, and two of a member of staff count towards one quota.
 */
export async function holdCases(sql: Sql, staffIds: readonly string[], unionIds: readonly string[]): Promise<void> {
  await holdUntilEnd(sql, [...staffIds.map((id) => `quota ${id}`), ...unionIds.map((id) => `cases ${id}`)]);
}

/**
 * Holds the comparison of search keys until the transaction ends. Transactions do not see each other's keys before they are
 * committed, so two that recorded the same account at once would both find nobody.
 */
export async function holdComparisons(sql: Sql, buckets: readonly number[]): Promise<void> {
  await holdUntilEnd(
    sql,
    buckets.map((bucket) => `comparison ${bucket}`),
  );
}

/** All transactions take the locks of a list in the same order. */
async function holdUntilEnd(sql: Sql, names: readonly string[]): Promise<void> {
  await sql.query(
    `select pg_advisory_xact_lock(key)
     from (select distinct hashtextextended(name, 1) as key from unnest($1::text[]) as name order by key) as keys`,
    [names],
  );
}

/** Counts the cases that each member of staff has caused on a day; staff without any are left out. */
export async function countDuplicateCases(
  sql: Sql,
  staffIds: readonly string[],
  on: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.query<{ staff_id: string; count: string }>(
    'select staff_id, count(*) as count from duplicate_case where staff_id = any($1) and found_on = $2 group by staff_id',
    [staffIds, on],
  );
  return new Map(rows.map(({ staff_id, count }) => [staff_id, Number(count)]));
}
