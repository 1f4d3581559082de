import type { Secrets } from '../../secrets/secrets.ts';
import { insertChanges } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { copyTexts } from '../../database/copy-texts.ts';
import { printDay } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';
import { RECORD_KINDS, RECORDS, STATES } from '../kinds.ts';
import { type NewKeys, refreshSearchKeys, type Sought } from '../search/search.store.ts';
import { endedLives, lifeRows } from './lives/life-rows.ts';
import { lockForWriting } from './lock-for-writing.store.ts';
import { newRows, type Writing } from './new-rows.ts';

/**
 * Writes the plans. Superseded versions are ended first, so that constraints see only the versions that stay. Returns the search
 * keys that persons and households have since.
 */
export async function writePlans(sql: Sql, secrets: Secrets, writings: readonly Writing[]): Promise<NewKeys> {
  const changes = [...new Map(writings.map(({ change }) => [change.id, change])).values()];
  const sought = soughtIn(writings);
  await lockKnown(sql, writings, sought);
  await insertChanges(sql, changes);
  await endVersions(sql, writings);
  for (const rows of newRows(secrets, writings)) await copyTexts(sql, rows);
  for (const rows of lifeRows(secrets, writings)) await copyTexts(sql, rows);
  return refreshSearchKeys(sql, secrets, sought);
}

/**
 * Locks the persons whose keys are made, as the walk of missing keys does. Who has no number is not locked yet, but only their
 * household; those who are not on record before need no lock.
 */
async function lockKnown(sql: Sql, writings: readonly Writing[], { persons }: Sought): Promise<void> {
  const made = new Set(writings.flatMap((writing) => writing.persons.made.map(({ id }) => id)));
  const known = persons.filter((id) => !made.has(id));
  if (known.length > 0) await lockForWriting(sql, known);
}

/** Whose names, numbers or accounts the plans may alter. */
function soughtIn(writings: readonly Writing[]): Sought {
  const persons = writings.flatMap(({ plan, persons: { made } }) => [
    ...[...made, ...plan.persons.begun, ...plan.persons.ended, ...plan.lives.numbers.begun].map(({ id }) => id),
    ...plan.lives.numbers.ended,
  ]);
  const households = writings.filter(({ plan }) => plan.household.begun.length + plan.household.ended.length > 0);
  return { persons: [...new Set(persons)], households: [...new Set(households.map(({ plan }) => plan.id))] };
}

const STATE_TABLES = {
  household: STATES.household.table,
  memberships: STATES.member.table,
  persons: STATES.person.table,
} as const;

async function endVersions(sql: Sql, writings: readonly Writing[]): Promise<void> {
  for (const state of ['household', 'memberships', 'persons'] as const) {
    const ended = writings.flatMap(({ plan, change }) =>
      plan[state].ended.map(({ id, version }) => [id, printDay(version.from), change.id] as const),
    );
    await supersede(sql, STATE_TABLES[state], 'v.valid_from = given.valid_from', ended);
  }
  for (const kind of RECORD_KINDS) {
    const ended = writings.flatMap(({ plan, change }) =>
      plan.records.revised[kind].ended.map(({ id }) => [id, null, change.id] as const),
    );
    await supersede(sql, RECORDS[kind].table, 'true', ended);
  }
  for (const [table, ended] of Map.groupBy(endedLives(writings), (one) => one.table)) {
    const rows = ended.map(({ id, from, changeId }) => [id, from, changeId] as const);
    await supersede(sql, table, table === 'household_closing' ? 'v.valid_from = given.valid_from' : 'true', rows);
  }
}

async function supersede(
  sql: Sql,
  table: string,
  also: string,
  ended: readonly (readonly [id: string, from: string | null, changeId: string])[],
): Promise<void> {
  if (ended.length === 0) return;
  const rows = await sql.query(
    `update ${table} v set superseded_in = given.change_id
     from unnest($1::uuid[], $2::date[], $3::uuid[]) as given (anchor_id, valid_from, change_id)
     where v.anchor_id = given.anchor_id and ${also} and v.superseded_in is null returning 1`,
    [ended.map(([id]) => id), ended.map(([, from]) => from), ended.map(([, , changeId]) => changeId)],
  );
  invariant(rows.length === ended.length, 'what a plan ends is live');
}
