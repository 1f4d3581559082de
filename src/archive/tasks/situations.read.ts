import { keptUnder, unionNamed, withinTerritory } from '../../access/territory-condition.ts';
import type { Viewer } from '../../access/viewer.ts';
import { CUSTOM_PLAN } from '../../database/custom-plan.ts';
import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { validOn } from '../../database/time/valid-on.ts';
import type { CATEGORY_NAMES, OUTCOME_NAMES } from '../../policy/names.ts';
import type { Level } from '../../policy/facts/facts.ts';
import { RULEBOOK_VERSION } from '../../policy/decision/rulebook.ts';
import type { CourseState } from '../procedure/course/course.codes.ts';
import {
  changeOfDecision,
  decisionColumns,
  MAY_BE_REASSESSED,
  mayBeSurveyed,
  storedDecisions,
} from './stored-decisions.read.ts';
import type { TaskKind } from './task.codes.ts';
import { acts, ENDINGS, openObjection, workersDeath } from './situation-parts.read.ts';

/** The files of a union, or of all within the viewer's territory, that are weighed for tasks; `today` is `YYYY-MM-DD`. */
export interface TaskListing {
  readonly viewer: Viewer;
  /** The id or code of a union; `null`: all. */
  readonly union: string | null;
  /** Only what may be a task of this kind. */
  readonly kind: TaskKind | null;
  readonly today: string;
}

/** What the register holds of a file and of the last decision on its household. Days are `YYYY-MM-DD`. */
export interface SituationRow extends Watermark {
  readonly fileId: string;
  readonly householdId: string;
  readonly stewardId: string;
  readonly state: CourseState;
  readonly level: Level;
  readonly category: keyof typeof CATEGORY_NAMES | null;
  readonly since: string;
  /** Whether what is stored of the decision is not that of the revision, so that the household is to be decided here. */
  readonly isStale: boolean;
  /** The day of the oldest write that the stored decisions do not know. */
  readonly writtenOn: string | null;
  readonly outcome: keyof typeof OUTCOME_NAMES | null;
  readonly primary: keyof typeof CATEGORY_NAMES | null;
  readonly lacksSurvey: boolean | null;
  readonly standardFen: string | null;
  readonly digest: string | null;
  readonly surveyedOn: string | null;
  readonly servesUntil: string | null;
  readonly employment: string | null;
  /** The day since which the stored decision is not what the file rests on, and what the decision before was made on. */
  readonly changedOn: string | null;
  readonly standardBefore: string | null;
  readonly digestBefore: string | null;
  readonly diedOn: string | null;
  readonly isSpouse: boolean | null;
  readonly closedOn: string | null;
  readonly publicisedOn: string | null;
  readonly publicUntil: string | null;
  readonly objectedOn: string | null;
  readonly endedOn: string | null;
  readonly appealedOn: string | null;
}

/** Reads what the files are weighed by, which are live or wait for something after their end. One statement. */
export function readSituations(sql: Sql, listing: TaskListing, known: KnownAt): Promise<readonly SituationRow[]> {
  const parameters = new Parameters();
  const { viewer, union, today } = listing;
  const day = `${parameters.add(today)}::date`;
  const at = { day, known };
  const actions = ['READ_HOUSEHOLD', 'READ_FACTS', 'READ_ASSESSMENT', 'READ_HISTORY'] as const;
  const conditions = [
    withinTerritory(parameters, { viewer, actions, today }, 'present.union_id', 'f.household_id'),
    `(v.state not in (${ENDINGS}) or ended.waits or appeal."on" is not null)`,
    mayBeTask(listing.kind, day),
  ];
  if (union !== null) {
    const kept = { id: 'f.household_id', steward: 's.union_id' };
    conditions.push(keptUnder(kept, unionNamed(parameters, union), day, known));
  }
  return sql.query<SituationRow>(
    `${CUSTOM_PLAN} with ${storedDecisions(parameters.add(RULEBOOK_VERSION))}
     select f.id as "fileId", f.household_id as "householdId", s.union_id as "stewardId", v.state, v.level, v.category,
       v.valid_from::text as since, ${decisionColumns(day)},
       death.day::text as "diedOn", death.is_spouse as "isSpouse",
       case when own.anchor_id is null then coalesce(gone.day, v.valid_from)::text end as "closedOn",
       shown."on"::text as "publicisedOn", shown.until::text as "publicUntil", objection."on"::text as "objectedOn",
       case when ended.waits then ended."on"::text end as "endedOn", appeal."on"::text as "appealedOn", ${WATERMARK}
     from archive_file f
     join archive_file_version v on v.anchor_id = f.id and ${knownAt('v', known)} and ${validOn('v', day)}
     join stewardship s on s.anchor_id = f.id and ${knownAt('s', known)} and ${validOn('s', day)}
     join stewards(${day}) present on present.household_id = f.household_id
     left join household_version own on own.anchor_id = f.household_id and ${knownAt('own', known)} and ${validOn('own', day)}
     ${changeOfDecision(at)}
     ${workersDeath(at)}
     ${acts(at)}
     ${openObjection(at)}
     where ${conditions.join(' and ')}`,
    parameters.values,
  );
}

/** Leaves out files with which nothing is to be done: most of a union's. What is left is for the rules to judge. */
function mayBeTask(kind: TaskKind | null, day: string): string {
  const conditions: Readonly<Record<TaskKind, string>> = {
    STEP: `v.state <> 'RECORDED'`,
    REASSESS: `(${MAY_BE_REASSESSED} or death.day is not null or own.anchor_id is null)`,
    SURVEY: mayBeSurveyed(day),
  };
  return kind === null ? `(${Object.values(conditions).join(' or ')})` : conditions[kind];
}
