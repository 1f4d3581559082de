import type { SurveyDue } from '../../registry/due/survey-due.ts';
import { SURVEY_DUE } from '../../registry/due/survey-due.ts';
import type { Body } from '../procedure/course/course.codes.ts';

/** What is to be done with a file (Articles 7, 10 to 17). */
export const TASK_KINDS = { REASSESS: '重新认定', SURVEY: '入户调查', STEP: '办理步骤' } as const;

export type TaskKind = keyof typeof TASK_KINDS;

/** Why something is to be done with a file, in Chinese and English. */
export const TASK_REASONS = {
  NOT_ELIGIBLE: '在档家庭现认定为不符合 / as decided today, the household on file is not eligible',
  UNDECIDED:
    '在档家庭现不能认定，须查明情况 / whether the household on file is eligible cannot be decided today: find out what is missing',
  CATEGORY_CHANGED:
    '在档家庭的困难情形与公示的不同 / the category of the household on file is another one than was publicised',
  WORKER_DIED:
    '职工已死亡，应注销档案，由配偶承接的除外 / the worker has died: the file is withdrawn unless a spouse who is a worker takes it over',
  HOUSEHOLD_CLOSED: '家庭已不在册，档案尚未终结 / the household is no longer on record, and the file has not ended',
  SURVEY_NEVER: SURVEY_DUE.NEVER,
  SURVEY_CHANGED: SURVEY_DUE.CHANGED,
  SURVEY_OVERDUE: SURVEY_DUE.OVERDUE,
  SURVEY_DUE_THIS_YEAR: SURVEY_DUE.DUE_THIS_YEAR,
  TO_VISIT: '已申请，待入户调查 / applied for: to be visited',
  TO_PUBLICISE: '已调查，待公示 / surveyed: to be publicised',
  TO_SETTLE_OBJECTION: '公示有异议，待处理 / an objection to the publicity is to be settled',
  TO_VERIFY: '公示期满后待核实 / to be verified after its publicity',
  TO_REVIEW: '已核实，待复核 / verified: to be reviewed',
  TO_RECORD: '已复核，待备案 / reviewed: to be recorded',
  TO_SEND_AGAIN: '已退回，待重新办理 / returned: to be publicised or verified again, or refused',
  TO_DELIVER_NOTICE: '档案已终结，通知待送达 / the file has ended: its notice is to be delivered',
  TO_DECIDE_APPEAL: '申诉待处理 / an appeal is to be decided',
} as const;

export type TaskReason = keyof typeof TASK_REASONS;

/** The reason for which a survey of a live file is a task. */
export const surveyReason = (due: SurveyDue): TaskReason => `SURVEY_${due}`;

/** The reasons that are the business of another body than the filing union. */
const OTHER_BODIES: Readonly<Partial<Record<TaskReason, Body>>> = {
  TO_REVIEW: 'SUPERIOR',
  TO_RECORD: 'CENTRE',
  TO_DECIDE_APPEAL: 'SUPERIOR',
};

/** The body whose business a task is (Article 15). */
export function bodyOfTask(reason: TaskReason): Body {
  return OTHER_BODIES[reason] ?? 'FILING';
}

export function kindOfTask(reason: TaskReason): TaskKind {
  if (reason.startsWith('TO_')) return 'STEP';
  return reason.startsWith('SURVEY_') ? 'SURVEY' : 'REASSESS';
}
