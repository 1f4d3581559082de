import { type Day, monthOfDay } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { problem, type OrProblems } from '../../../usecase/problem.ts';
import {
  isPayment,
  isSpell,
  isSurvey,
  type StoredHousehold,
  type StoredRecord,
  surveyOn,
} from '../../household/stored-household.ts';
import { isLasting } from '../../kinds.ts';
import { isInForce, replaceRecord, type Step } from '../records/record-step.ts';
import type { Path } from './named-records.ts';

/** Ends what lasts, with its last day, or a spell of employment in the month of that day. */
export function endRecord(stored: StoredHousehold, current: StoredRecord, on: Day, path: Path): OrProblems<Step> {
  if (isSpell(current)) return endSpell(stored, current, on, path);
  if (!isLasting(current.kind)) return fail([problem('DOES_NOT_LAST', ...path)]);
  if (!isInForce(current, on)) return fail([problem('NOT_IN_FORCE_THEN', ...path)]);
  return succeed(replaceRecord(current, { ...current.values, to: on }));
}

/** The end of a spell becomes known on the day: before it, the last month is what was stated. */
function endSpell(stored: StoredHousehold, current: StoredRecord<'employment'>, on: Day, path: Path): OrProblems<Step> {
  const { surveyId, values } = current;
  const month = monthOfDay(on);
  const { from, to } = values;
  if (month < from || month > (to ?? month)) return fail([problem('NOT_IN_FORCE_THEN', ...path)]);
  if (surveyId === null) return succeed(replaceRecord(current, { ...values, to: month }));
  if (surveyOn(stored, on)?.id !== surveyId) return fail([problem('OF_ANOTHER_SURVEY', ...path)]);
  const ended = { on, statedTo: current.ended === null ? to : current.ended.statedTo };
  return succeed(replaceRecord(current, { ...values, to: month }, { ended }));
}

/** Retracts a record, which never was. With a survey go the figures that it states; what was added to it goes first. */
export function retractRecord(
  stored: StoredHousehold,
  current: StoredRecord,
  ids: readonly string[],
  path: Path,
): OrProblems<Step> {
  if (isPayment(current)) return fail([problem('PAYMENT_ON_RECORD', ...path)]);
  if (!isSurvey(current)) return succeed({ ended: [current], begun: [] });
  const own = stored.records.filter(({ surveyId }) => surveyId === current.id);
  const isLeft = own.some(({ id, addedOn }) => addedOn !== null && !ids.includes(id));
  return isLeft ? fail([problem('SURVEY_HAS_ADDITIONS', ...path)]) : succeed({ ended: [current, ...own], begun: [] });
}
