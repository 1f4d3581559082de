import type { NewId } from '../../../database/ids.ts';
import type { Day } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { problem, type OrProblems, type Problem } from '../../../usecase/problem.ts';
import {
  type Belonging,
  NO_SURVEY,
  type StoredHousehold,
  surveyOn,
  versionOn,
} from '../../household/stored-household.ts';
import { FIRST_DAYS, isLasting, isSurveyed, type RecordKind, type RegisterRecord } from '../../kinds.ts';
import { checkRecord } from '../check-household.ts';
import { beginRecord, lastingDays, type Step } from '../records/record-step.ts';
import { memberKeys, overlaps, type Path } from './named-records.ts';

/** A household to which a record is added, and the day of the act. */
interface Adding {
  readonly stored: StoredHousehold;
  readonly on: Day;
  readonly newId: NewId;
}

/** Adds a record: what lasts and has no first day begins on the day of the act, and what a survey states belongs to the one in force. */
export function addRecord(
  { stored, on, newId }: Adding,
  kind: RecordKind,
  given: RegisterRecord,
  path: Path,
): OrProblems<Step> {
  const { key, member } = given;
  const values = isLasting(kind) ? { ...given.values, from: lastingDays(given.values).from ?? on } : given.values;
  const memberId = stored.members.find((one) => one.key === member)?.id ?? null;
  const belonging = addedTo(stored, kind, on);
  const step = beginRecord(stored, { kind, key, memberId, values }, belonging, newId);
  const [begun] = step.begun;
  const isTaken = stored.records.some(({ id }) => id === begun?.id);
  const problems = [
    ...checkRecord(kind, { key, member, values: values as RegisterRecord['values'] }, memberKeys(stored), path),
    ...(isTaken ? [problem('KEY_ON_RECORD', ...path, 'key')] : []),
    ...(begun === undefined ? [] : overlaps(stored, begun, path)),
    ...closedThen(stored, kind, values, path),
  ];
  return problems.length > 0 ? fail(problems) : succeed(step);
}

/** Refuses what begins or happens on a day on which the household is closed. */
function closedThen({ closings }: StoredHousehold, kind: RecordKind, values: object, path: Path): readonly Problem[] {
  if (isSurveyed(kind)) return [];
  const name = FIRST_DAYS[kind];
  const day = (values as Readonly<Record<string, Day | undefined>>)[name];
  const isClosed = day !== undefined && versionOn(closings, day) !== undefined;
  return isClosed ? [problem('ALREADY_CLOSED', ...path, 'values', name)] : [];
}

/** What a survey states is added on the day to the one in force; without one, and of other kinds, it belongs to none. */
function addedTo(stored: StoredHousehold, kind: RecordKind, on: Day): Belonging {
  const survey = isSurveyed(kind) ? surveyOn(stored, on) : null;
  return survey === null ? NO_SURVEY : { ...NO_SURVEY, surveyId: survey.id, addedOn: on };
}
