import { keptUnder, unionNamed, withinTerritory } from '../../access/territory-condition.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import { countRows } from '../../database/rows.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import { isPresent, type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { joinStewards } from '../../database/time/stewards.ts';
import { surveysInForce } from '../../database/time/survey-in-force.ts';
import { validOn } from '../../database/time/valid-on.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import type { SurveyDue } from './survey-due.ts';

/** The households on record on a day whose surveys are asked for; `viewer` is `null` for the platform itself. */
export interface DueListing {
  readonly viewer: Viewer | null;
  /** The id or code of the steward on the day, or of a union above it then; `null`: all. */
  readonly union: string | null;
  /** `null`: all reasons. */
  readonly reason: SurveyDue | null;
  readonly on: Day;
  readonly today: string;
}

/** A household and the day of its last survey, `YYYY-MM-DD`; empty where there is none. */
export interface SurveyedHousehold extends Watermark {
  readonly id: string;
  readonly surveyedOn: string;
}

/** Lists all households that follow a position: those without a survey, then those with the oldest. */
export function listSurveyed(
  sql: Sql,
  listing: DueListing,
  known: KnownAt,
  after: readonly (string | null)[] | null,
): Promise<readonly SurveyedHousehold[]> {
  const parameters = new Parameters();
  const rows = fromAndWhere(parameters, listing, known);
  const by = `coalesce(f.surveyed_on::text, '') collate "C"`;
  const later =
    after === null ? '' : `and (${by}, v.anchor_id) > (${parameters.add(after[0])}, ${parameters.add(after[1])}::uuid)`;
  return sql.query<SurveyedHousehold>(
    `select v.anchor_id as id, ${by} as "surveyedOn", ${WATERMARK} ${rows} ${later}
     order by ${by}, v.anchor_id`,
    parameters.values,
  );
}

/** Counts the same households; with the reason NEVER all of them are due. */
export function countSurveyed(sql: Sql, listing: DueListing, known: KnownAt): Promise<number> {
  const parameters = new Parameters();
  return countRows(sql, fromAndWhere(parameters, listing, known), parameters);
}

/**
 * The households on record on the day, with or without a survey as the reason requires, but for those whose files have all ended:
 * they are not visited any more.
 */
function fromAndWhere(
  parameters: Parameters,
  { viewer, union, reason, on, today }: DueListing,
  known: KnownAt,
): string {
  const [now, day] = [`${parameters.add(today)}::date`, `${parameters.add(printDay(on))}::date`];
  // Only the filter by a union asks who kept the household on the day; rights ask who keeps it today.
  const isNow = union === null || isPresent({ asOf: on, known }, today);
  const times = { day, known, today: now, isPresent: isNow };
  const { join, steward, currentSteward } = joinStewards(times, 'v.anchor_id');
  const conditions = [
    ...[knownAt('v', known), validOn('v', day)],
    `coalesce((select bool_or(a.state not in ('LIFTED', 'WITHDRAWN', 'REFUSED')) from archive_file_version a
      where a.household_id = v.anchor_id and ${knownAt('a', known)} and ${validOn('a', day)}), true)`,
  ];
  if (viewer !== null) {
    const judged = { viewer, actions: ['READ_HOUSEHOLD', 'READ_FACTS'], today } as const;
    conditions.push(withinTerritory(parameters, judged, currentSteward, 'v.anchor_id'));
  }
  if (reason !== null) conditions.push(`f.id is ${reason === 'NEVER' ? '' : 'not '}null`);
  if (union !== null) {
    conditions.push(keptUnder({ id: 'v.anchor_id', steward }, unionNamed(parameters, union), day, known));
  }
  return `from household_version v ${join}
    left join (${surveysInForce(day, known, 'true')}) f on f.household_id = v.anchor_id
    where ${conditions.join(' and ')}`;
}
