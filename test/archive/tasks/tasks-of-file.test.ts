import { describe, expect, test } from '@jest/globals';
import type { FileSituation, SituationDecision } from '../../../src/archive/tasks/file-situation.ts';
import { bodyOfTask, kindOfTask, TASK_REASONS, type TaskReason } from '../../../src/archive/tasks/task.codes.ts';
import { tasksOfFile } from '../../../src/archive/tasks/tasks-of-file.ts';
import { printDay, requireDay } from '../../../src/kernel/calendar.ts';
import { CHINA_CALENDAR } from '../../../src/usecase/working-calendar.ts';

const day = requireDay;
const ELIGIBLE: SituationDecision = { outcome: 'ELIGIBLE', category: 'SUDDEN_HARDSHIP', lacksSurvey: false };

/** A recorded file with which nothing is to be done. */
const FINE: FileSituation = {
  ...{ fileId: 'f', householdId: 'h', stewardId: 'u', state: 'RECORDED', since: day('2025-04-01') },
  ...{ category: 'SUDDEN_HARDSHIP', decision: ELIGIBLE, changedOn: day('2026-06-01'), isByStandard: false },
  ...{ surveyedOn: day('2026-02-02'), servesUntil: day('2027-12-31'), diedOn: null, closedOn: null },
  ...{ publicity: null, objectedOn: null, endedOn: null, appealedOn: null },
};

function told(over: Partial<FileSituation>, today = '2026-06-30'): readonly string[] {
  return tasksOfFile({ ...FINE, ...over }, day(today), CHINA_CALENDAR).map(({ reason, due }) => {
    return `${reason} ${printDay(due.day)}${due.provisional ? ' 暂定' : ''}`;
  });
}

describe('a recorded file', () => {
  test('on which nothing has changed has no task', () => {
    expect(told({})).toEqual([]);
  });

  test.each<[string, Partial<FileSituation>, readonly string[]]>([
    ['is not eligible', { decision: { ...ELIGIBLE, outcome: 'INELIGIBLE' } }, ['NOT_ELIGIBLE 2026-06-15']],
    ['is in another category', { category: 'MIGRANT_WORKER' }, ['CATEGORY_CHANGED 2026-06-15']],
    ['was publicised without a category', { category: null }, []],
    ['cannot be decided', { decision: { ...ELIGIBLE, outcome: 'INDETERMINATE' } }, ['UNDECIDED 2026-06-15']],
    ['has no rules to be decided by', { decision: null }, ['UNDECIDED 2026-06-15']],
    [
      'cannot be decided because the survey alone serves no longer',
      {
        ...{ decision: { outcome: 'INDETERMINATE', category: null, lacksSurvey: true } },
        ...{ surveyedOn: day('2024-02-02'), servesUntil: day('2025-12-31') },
      },
      ['SURVEY_OVERDUE 2025-12-31'],
    ],
    ['is of a worker who died', { diedOn: day('2026-06-29'), decision: null }, ['WORKER_DIED 2026-07-13']],
    [
      'is of a household that is not on record, which nobody visits',
      { closedOn: day('2026-06-29'), decision: null, surveyedOn: null, servesUntil: null },
      ['HOUSEHOLD_CLOSED 2026-07-13'],
    ],
    ['was never surveyed', { surveyedOn: null, servesUntil: null }, ['SURVEY_NEVER 2025-12-31']],
    [
      'rests on a survey that stops serving at the end of a month that is a Sunday',
      { servesUntil: day('2026-05-31') },
      ['SURVEY_CHANGED 2026-05-29'],
    ],
    [
      'was not surveyed this year',
      { surveyedOn: day('2025-02-02'), servesUntil: day('2026-12-31') },
      ['SURVEY_DUE_THIS_YEAR 2026-12-31'],
    ],
  ])('that %s', (_name, over, tasks) => {
    expect(told(over)).toEqual(tasks);
  });

  test('has a provisional day where the calendar of its year is not published', () => {
    expect(told({ diedOn: day('2027-01-04') }, '2027-01-05')).toContain('WORKER_DIED 2027-01-18 暂定');
  });
});

describe('a file that is under way', () => {
  const since = day('2026-09-24');
  test.each<[FileSituation['state'], readonly string[]]>([
    ['APPLIED', ['TO_VISIT 2026-10-15']],
    ['SURVEYED', ['TO_PUBLICISE 2026-10-15']],
    ['VERIFIED', ['TO_REVIEW 2026-10-15']],
    ['REVIEWED', ['TO_RECORD 2026-10-15']],
    ['RETURNED', ['TO_SEND_AGAIN 2026-10-15']],
    ['PUBLICISED', ['TO_VERIFY 2026-10-15']],
    ['LIFTED', []],
  ])('waits in %s for its next step, over the holidays', (state, tasks) => {
    expect(told({ state, since, decision: null })).toEqual(tasks);
  });

  test('waits for the end of its publicity, and for the objections to it', () => {
    const publicity = { on: day('2026-09-15'), until: day('2026-09-22') };
    expect(told({ state: 'PUBLICISED', since, publicity })).toEqual(['TO_VERIFY 2026-10-13']);
    expect(told({ state: 'PUBLICISED', since, publicity, objectedOn: day('2026-09-17') })).toEqual([
      'TO_SETTLE_OBJECTION 2026-10-08',
    ]);
  });

  test('waits after its end for its notice and its appeal', () => {
    const ended = { state: 'REFUSED', endedOn: day('2026-06-01'), appealedOn: day('2026-06-02') } as const;
    expect(told(ended)).toEqual(['TO_DELIVER_NOTICE 2026-06-15', 'TO_DECIDE_APPEAL 2026-06-16']);
  });
});

test('each reason is of one kind, and of the body whose step it is', () => {
  const reasons = Object.keys(TASK_REASONS) as TaskReason[];
  const of = (body: string) => reasons.filter((reason) => bodyOfTask(reason) === body && kindOfTask(reason) === 'STEP');
  expect([of('SUPERIOR'), of('CENTRE')]).toEqual([['TO_REVIEW', 'TO_DECIDE_APPEAL'], ['TO_RECORD']]);
  expect(reasons.filter((reason) => bodyOfTask(reason) !== 'FILING' && kindOfTask(reason) !== 'STEP')).toEqual([]);
});
