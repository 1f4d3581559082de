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
  /** Whether it was so all along: only then may it alter earlier days. */
  readonly correction: boolean;
  readonly newId: NewId;
}

/** Adds a record: what lasts and has no first day begins on the day of the act, and what a survey states belongs to the one in force. */
export function addRecord(adding: Adding, kind: RecordKind, given: RegisterRecord, path: Path): OrProblems<Step> {
  const { stored, on, newId } = adding;
  const { key, member } = given;
  const values = isLasting(kind) ? { ...given.values, from: lastingDays(given.values).from ?? on } : given.values;
  const memberId = stored.members.find((one) => one.key === member)?.id ?? null;
  const belonging = addedTo(adding, kind);
  const step = beginRecord(stored, { kind, key, memberId, values }, belonging, newId);
  const [begun] = step.begun;
  const isTaken = stored.records.some(({ id }) => id === begun?.id);
  const problems = [
    ...checkRecord(kind, { key, member, values: values as RegisterRecord['values'] }, memberKeys(stored), path),
    ...(isTaken ? [problem('KEY_ON_RECORD', ...path, 'key')] : []),
    ...(begun === undefined ? [] : overlaps(stored, begun, path)),
    ...wrongDay(adding, kind, values, path),
  ];
  return problems.length > 0 ? fail(problems) : succeed(step);
}

/** Refuses what begins or happens on a day on which the household is closed, or before the act unless it is a correction. */
function wrongDay(
  { stored, on, correction }: Adding,
  kind: RecordKind,
  values: object,
  path: Path,
): readonly Problem[] {
  if (isSurveyed(kind)) return [];
  const name = FIRST_DAYS[kind];
  const day = (values as Readonly<Record<string, Day | null | undefined>>)[name] ?? null;
  if (day === null) return [];
  const at = [...path, 'values', name];
  return [
    ...(versionOn(stored.closings, day) === undefined ? [] : [problem('ALREADY_CLOSED', ...at)]),
    ...(day >= on || correction ? [] : [problem('BEFORE_THE_ACT', ...at)]),
  ];
}

/**
 * What a survey states is added to the one in force on the day, and is weighed from that day on; as a correction, the survey stated
 * it. Without a survey, and of other kinds, it belongs to none.
 */
function addedTo({ stored, on, correction }: Adding, kind: RecordKind): Belonging {
  const survey = isSurveyed(kind) ? surveyOn(stored, on) : null;
  return survey === null ? NO_SURVEY : { ...NO_SURVEY, surveyId: survey.id, addedOn: correction ? null : on };
}
