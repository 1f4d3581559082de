import type { NewId } from '../../../database/ids.ts';
import type { Day } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { problem, type OrProblems, type Problem } from '../../../usecase/problem.ts';
import { isSpell, isSurvey, type StoredHousehold, type StoredRecord } from '../../household/stored-household.ts';
import { isLasting, type RecordKind, type RegisterRecord } from '../../kinds.ts';
import { checkRecord, overlapping } from '../check-household.ts';
import { deepEqual } from '../deep-equal.ts';
import { isInForce, NO_STEP, replaceRecord, type Step, succeedRecord } from '../records/record-step.ts';

export type Path = readonly (string | number)[];

/** A record on record by its id, and the values that it is to have; what is left out is unchanged. */
export interface NamedRecord {
  readonly id: string;
  readonly kind: RecordKind;
  readonly values: object;
  readonly path: Path;
}

/** Does something to a record on record; `path` is that of its id in the command. */
export function withRecord(
  { records }: StoredHousehold,
  id: string,
  path: Path,
  step: (record: StoredRecord) => OrProblems<Step>,
): OrProblems<Step> {
  const record = records.find((one) => one.id === id);
  return record === undefined ? fail([problem('NO_SUCH_RECORD', ...path)]) : step(record);
}

/** Changes a record that lasts from a day on: it ends on the day before, and its successor begins. */
export function changeRecord(
  stored: StoredHousehold,
  current: StoredRecord,
  { kind, values: changes, path }: NamedRecord,
  from: Day,
  newId: NewId,
): OrProblems<Step> {
  if (current.kind !== kind || !isLasting(kind)) return fail([problem('NO_SUCH_RECORD', ...path, 'id')]);
  if (!isInForce(current, from)) return fail([problem('NOT_IN_FORCE_THEN', ...path, 'id')]);
  if ('from' in changes) return fail([problem('FIRST_DAY_IS_CORRECTED', ...path, 'values', 'from')]);
  const values = { ...current.values, ...changes, from };
  const problems = checkStored(stored, current, values, path);
  if (problems.length === 0 && deepEqual({ ...current.values, ...changes }, current.values)) return succeed(NO_STEP);
  return problems.length > 0 ? fail(problems) : succeed(succeedRecord(stored, current, values, from, newId));
}

/** Corrects a record, which was otherwise all along. A survey and a payment are corrected by acts of their own. */
export function correctRecord(
  stored: StoredHousehold,
  current: StoredRecord,
  { kind, values: changes, path }: NamedRecord,
): OrProblems<Step> {
  if (current.kind !== kind || isSurvey(current) || kind === 'disbursements') {
    return fail([problem('NO_SUCH_RECORD', ...path, 'id')]);
  }
  const values = { ...current.values, ...changes };
  const problems = [...checkStored(stored, current, values, path), ...overlaps(stored, { ...current, values }, path)];
  if (problems.length > 0) return fail(problems);
  // The day on which the end of a spell became known stays, unless the end itself was wrong.
  return succeed(replaceRecord(current, values, 'to' in changes ? { ended: null } : {}));
}

function checkStored(
  stored: StoredHousehold,
  { kind, key, memberId }: StoredRecord,
  values: object,
  path: Path,
): readonly Problem[] {
  const member = stored.members.find(({ id }) => id === memberId)?.key ?? null;
  const record = { key, member, values: values as RegisterRecord['values'] };
  return checkRecord(kind, record, memberKeys(stored), path);
}

/** The keys of all who ever were members: what is recorded of who has left is still recorded. */
export function memberKeys({ members }: StoredHousehold): ReadonlySet<string> {
  return new Set(members.map(({ key }) => key));
}

type Given = Pick<StoredRecord, 'id' | 'kind' | 'memberId' | 'surveyId'> & { readonly values: object };

/** Refuses a spell that overlaps another one of the same member in the same survey. */
export function overlaps({ records }: StoredHousehold, given: Given, path: Path): readonly Problem[] {
  if (given.kind !== 'employment') return [];
  const { id, memberId, surveyId } = given;
  const values = given.values as RegisterRecord<'employment'>['values'];
  const others = records.filter(isSpell).filter((one) => one.memberId === memberId && one.surveyId === surveyId);
  const is = others.some((one) => one.id !== id && overlapping(one.values, values));
  return is ? [problem('OVERLAPPING', ...path, 'values', 'from')] : [];
}
