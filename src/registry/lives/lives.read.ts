import type { Sql } from '../../database/database.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { type Day, requireDay } from '../../kernel/calendar.ts';
import type { CLOSING_REASONS, DEATH_SOURCES } from '../household/household.codes.ts';
import { loadClosedDays } from '../household/household.read.ts';

/** The death of a person. */
export interface Death {
  readonly on: Day;
  readonly source: keyof typeof DEATH_SOURCES;
}

/** Days on which a household is closed, from the first until before `until`. */
export interface Closing {
  readonly from: Day;
  readonly until: Day | null;
  readonly closingReason: keyof typeof CLOSING_REASONS;
}

/** Reads the deaths of persons as known at a revision; those of whom none is known are left out. */
export async function readDeaths(
  sql: Sql,
  personIds: readonly string[],
  known: KnownAt,
): Promise<ReadonlyMap<string, Death>> {
  const rows = await sql.query<{ id: string; on: string; source: Death['source'] }>(
    `select d.anchor_id as id, d.died_on as on, d.source from person_death d
     where d.anchor_id = any($1) and ${knownAt('d', known)}`,
    [personIds],
  );
  return new Map(rows.map(({ id, on, source }) => [id, { on: requireDay(on), source }]));
}

/** Reads the closings of households on any day, as known at a revision, the first one first. */
export async function readClosings(
  sql: Sql,
  householdIds: readonly string[],
  known: KnownAt,
): Promise<ReadonlyMap<string, readonly Closing[]>> {
  const closed = await loadClosedDays(sql, householdIds, known);
  return new Map(
    [...closed].map(([id, days]) => [
      id,
      days.map(({ from, to: until, value: closingReason }) => ({ from, until, closingReason })),
    ]),
  );
}
