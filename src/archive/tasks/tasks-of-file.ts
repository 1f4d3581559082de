import { addDays, type Day, firstDay, monthOfDay, toMonth, yearOf } from '../../kernel/calendar.ts';
import { addWorkingDays, type DueDay, type WorkingCalendar, workingDayUpTo } from '../../kernel/working-days.ts';
import { officeWorkingDaysOn } from '../../policy/parameters/procedure.ts';
import { dueBy } from '../../registry/due/survey-due.ts';
import type { CourseState } from '../procedure/course/course.codes.ts';
import { publicityEnd } from '../procedure/course/publicity.ts';
import type { FileSituation } from './file-situation.ts';
import { surveyReason, type TaskReason } from './task.codes.ts';

/** Something that is to be done with a file, and by when. */
export interface FileTask {
  readonly reason: TaskReason;
  /** The day since which; `null` where it is not known. */
  readonly since: Day | null;
  readonly due: DueDay;
}

const ENDED: readonly CourseState[] = ['LIFTED', 'WITHDRAWN', 'REFUSED'];

/**
 * Lists what is to be done with a file on a day (Article 16). Whatever takes the decision from a recorded file is a task of its
 * union, as is a survey that stops serving or is due (R16, R17), and the step that the file waits for. Pure.
 */
export function tasksOfFile(file: FileSituation, today: Day, calendar: WorkingCalendar): readonly FileTask[] {
  const within = (reason: TaskReason, since: Day): FileTask => {
    return { reason, since, due: addWorkingDays(calendar, since, officeWorkingDaysOn(since)) };
  };
  if (ENDED.includes(file.state)) return endedTasks(file, within);
  return [
    ...reassessments(file, within),
    ...(file.closedOn === null ? surveys(file, today, calendar) : []),
    ...steps(file, calendar, within),
  ];
}

type Within = (reason: TaskReason, since: Day) => FileTask;

function endedTasks({ endedOn, appealedOn }: FileSituation, within: Within): readonly FileTask[] {
  return [
    ...(endedOn === null ? [] : [within('TO_DELIVER_NOTICE', endedOn)]),
    ...(appealedOn === null ? [] : [within('TO_DECIDE_APPEAL', appealedOn)]),
  ];
}

/** At most one of each file: the death of the worker, or that nobody is left, settles what else there would be to decide. */
function reassessments(file: FileSituation, within: Within): readonly FileTask[] {
  const { diedOn, closedOn, state, changedOn } = file;
  if (diedOn !== null) return [within('WORKER_DIED', diedOn)];
  if (closedOn !== null) return [within('HOUSEHOLD_CLOSED', closedOn)];
  const reason = state === 'RECORDED' ? whyToReassess(file) : null;
  return reason === null ? [] : [within(reason, changedOn)];
}

/** Why the decision on a recorded file is to be made again; `null` if it is as it was. What is unknown is never taken as so. */
export function whyToReassess({ category, decision }: Pick<FileSituation, 'category' | 'decision'>): TaskReason | null {
  if (decision === null) return 'UNDECIDED';
  if (decision.outcome === 'INELIGIBLE') return 'NOT_ELIGIBLE';
  // Where the survey alone is missing, the survey is the task.
  if (decision.outcome === 'INDETERMINATE') return decision.lacksSurvey ? null : 'UNDECIDED';
  return category !== null && decision.category !== category ? 'CATEGORY_CHANGED' : null;
}

/** A file that was applied for is visited as its next step. */
function surveys(file: FileSituation, today: Day, calendar: WorkingCalendar): readonly FileTask[] {
  const { surveyedOn, servesUntil, state } = file;
  const due = state === 'APPLIED' ? null : dueBy(surveyedOn, servesUntil, today);
  if (due === null) return [];
  const day = workingDayUpTo(calendar, due.servesUntil ?? lastDayOfYear(file.since));
  return [{ reason: surveyReason(due.reason), since: sinceOfSurvey(due.reason, file), due: day }];
}

function sinceOfSurvey(reason: string, { surveyedOn, since }: FileSituation): Day | null {
  if (surveyedOn === null) return since;
  return reason === 'CHANGED' ? null : addDays(lastDayOfYear(surveyedOn), 1);
}

function lastDayOfYear(day: Day): Day {
  return addDays(firstDay(toMonth(yearOf(monthOfDay(day)) + 1, 1)), -1);
}

const NEXT_STEPS: Readonly<Partial<Record<CourseState, TaskReason>>> = {
  APPLIED: 'TO_VISIT',
  SURVEYED: 'TO_PUBLICISE',
  PUBLICISED: 'TO_VERIFY',
  VERIFIED: 'TO_REVIEW',
  REVIEWED: 'TO_RECORD',
  RETURNED: 'TO_SEND_AGAIN',
};

/** The step that a file waits for, from the day on which it could be taken. */
function steps(
  { state, since, publicity, objectedOn }: FileSituation,
  calendar: WorkingCalendar,
  within: Within,
): readonly FileTask[] {
  const next = NEXT_STEPS[state];
  if (next === undefined) return [];
  if (objectedOn !== null) return [within('TO_SETTLE_OBJECTION', objectedOn)];
  const isRunning = state === 'PUBLICISED' && publicity !== null;
  if (!isRunning) return [within(next, since)];
  const end = publicityEnd(calendar, publicity);
  const task = within(next, end.day);
  return [{ ...task, due: { ...task.due, provisional: task.due.provisional || end.provisional } }];
}
