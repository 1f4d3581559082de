import { type Day, printDay } from '../../../kernel/calendar.ts';
import { isSameName } from '../../../fields/name-form.ts';
import { problem, type Problem } from '../../../usecase/problem.ts';
import type { RegisterHousehold, RegisterRecord } from '../../kinds.ts';
import { isSurvey, type StoredHousehold } from '../../household/stored-household.ts';
import { deepEqual } from '../deep-equal.ts';

export interface SurveyAct {
  readonly from: Day;
  readonly correction: boolean;
  readonly household: RegisterHousehold;
}

/**
 * Checks the surveys that are given beside those on record (pure): a new one is of the day of the act, which it states the
 * figures of (R16), is complete, and the only one of its day; one on record is changed by a correction alone.
 */
export function checkSurveys(
  { records }: Pick<StoredHousehold, 'records'>,
  { from, correction, household }: SurveyAct,
  today: string,
): readonly Problem[] {
  const stored = records.filter(isSurvey);
  return household.records.surveys.flatMap((given, at) => {
    const { key, values } = given;
    const current = stored.find((one) => one.key === key);
    if (current !== undefined && deepEqual(current.values, values)) return [];
    const path = ['records', 'surveys', at, 'values'] as const;
    const isAllowed = current === undefined ? values.surveyedOn === from : correction;
    const others = [...stored, ...household.records.surveys].filter((one) => one.key !== key);
    const isTaken = others.some((one) => one.values.surveyedOn === values.surveyedOn);
    return [
      ...(isAllowed ? [] : [problem('SURVEY_NOT_ON_DAY', ...path, 'surveyedOn')]),
      ...(isTaken ? [problem('SURVEYED_THAT_DAY', ...path, 'surveyedOn')] : []),
      ...(printDay(values.surveyedOn) > today ? [problem('AFTER_TODAY', ...path, 'surveyedOn')] : []),
      ...incomplete(given, path),
    ];
  });
}

function incomplete({ values }: RegisterRecord<'surveys'>, path: readonly (string | number)[]): readonly Problem[] {
  const { visitorOne, visitorTwo, signedBy, unsignedReason } = values;
  const isVisited = visitorOne !== null && visitorTwo !== null && !isSameName(visitorOne, visitorTwo);
  return [
    ...(isVisited ? [] : [problem('TWO_VISITORS', ...path, visitorOne === null ? 'visitorOne' : 'visitorTwo')]),
    ...((signedBy === null) === (unsignedReason === null) ? [problem('SIGNED_OR_REASON', ...path, 'signedBy')] : []),
  ];
}
