import { isWorkingDay } from '../../../kernel/working-days.ts';
import { problem, type Problem } from '../../../usecase/problem.ts';
import { ACT_RULES } from './act-rules.ts';
import type { Circumstances, StepGuard } from './circumstances.ts';
import { type Act, WITHDRAWAL_REASONS } from './course.codes.ts';
import { type FileCourse, offeredTo } from './course.ts';
import { earliestPublicityEnd, isChanged, publicityEnd } from './publicity.ts';
import type { StepOf } from './step.ts';

type GuardOfStep<A extends Act> = (
  step: StepOf<A>,
  course: FileCourse,
  circumstances: Circumstances,
) => Problem | undefined | false;

const papers: GuardOfStep<'LIFT' | 'WITHDRAW'>[] = [
  ({ notice }) => isBlank(notice) && problem('NOTICE_REQUIRED', 'notice'),
  ({ proof }) => isBlank(proof) && problem('PROOF_REQUIRED', 'proof'),
];

/** What each act asks of the step itself, in this order. */
const GUARDS: { readonly [A in Act]?: readonly GuardOfStep<A>[] } = {
  SURVEY: [
    ({ visitorOne, visitorTwo }) =>
      (isBlank(visitorOne) || isBlank(visitorTwo) || visitorOne.trim() === visitorTwo.trim()) &&
      problem('TWO_VISITORS', isBlank(visitorOne) ? 'visitorOne' : 'visitorTwo'),
    ({ signedBy, unsignedReason }) =>
      isBlank(signedBy) === isBlank(unsignedReason) && problem('SIGNED_OR_REASON', 'signedBy'),
  ],
  PUBLICISE: [
    ({ content }, _course, { present }) =>
      (present === null || isChanged({ content }, present)) && problem('NOT_AS_ON_RECORD', 'content'),
    ({ on, until }, _course, { calendar }) =>
      until < earliestPublicityEnd(calendar, on).day && problem('PUBLICITY_TOO_SHORT', 'until'),
    ({ until }, _course, { calendar }) => !isWorkingDay(calendar, until) && problem('ENDS_ON_A_DAY_OFF', 'until'),
  ],
  OBJECT: [
    ({ receivedOn }, { publicity }) =>
      publicity !== null && receivedOn < publicity.on && problem('OBJECTION_TOO_EARLY', 'receivedOn'),
    ({ receivedOn, on }) => receivedOn > on && problem('RECEIVED_AFTER_STEP', 'receivedOn'),
    ({ receivedOn }, { publicity }, { calendar }) =>
      publicity !== null &&
      receivedOn > publicityEnd(calendar, publicity).day &&
      problem('OBJECTION_TOO_LATE', 'receivedOn'),
    ({ objectionId }, { steps }) =>
      steps.some((step) => step.act === 'OBJECT' && step.objectionId === objectionId) &&
      problem('DUPLICATE_KEY', 'objectionId'),
  ],
  SETTLE_OBJECTION: [
    ({ objectionId }, course) =>
      objectionOf(course, objectionId) === undefined && problem('NO_SUCH_OBJECTION', 'objectionId'),
    ({ objectionId }, course) =>
      objectionOf(course, objectionId)?.outcome !== null && problem('OBJECTION_SETTLED', 'objectionId'),
  ],
  REFUSE: [
    ({ findings }) => (findings.length === 0 || findings.some(isBlank)) && problem('FINDINGS_REQUIRED', 'findings'),
  ],
  LIFT: papers,
  WITHDRAW: [
    ({ reason }, { state }) =>
      state !== 'RECORDED' && !WITHDRAWAL_REASONS[reason].early && problem('ONLY_FOR_RECORDED', 'reason'),
    ({ reason, recoverFrom, on }) =>
      (WITHDRAWAL_REASONS[reason].recovers !== (recoverFrom !== null) || (recoverFrom ?? on) > on) &&
      problem('RECOVERY_DAY', 'recoverFrom'),
    ...papers,
  ],
  TRANSFER: [
    ({ toUnionId, unionId }) => toUnionId === unionId && problem('TRANSFER_TO_ITSELF', 'to'),
    ({ toUnionId }, course) => toUnionId === offeredTo(course) && problem('OFFERED_ALREADY', 'to'),
  ],
};

/** The guards of what a step names: its document and its note first, then what belongs to its act. */
export const STEP_GUARDS: readonly StepGuard[] = [
  ({ act, document }) => ACT_RULES[act].document && isBlank(document) && problem('DOCUMENT_REQUIRED', 'document'),
  ({ act, note }) => ACT_RULES[act].note && isBlank(note) && problem('REASON_REQUIRED', 'note'),
  (step, course, circumstances) => {
    const guards = (GUARDS[step.act] ?? []) as readonly StepGuard[];
    return guards.map((guard) => guard(step, course, circumstances)).find((refusal) => isRefusal(refusal));
  },
];

export function isRefusal(given: Problem | undefined | false): given is Problem {
  return given !== undefined && given !== false;
}

function objectionOf({ publicity }: FileCourse, id: string) {
  return publicity?.objections.find(({ objectionId }) => objectionId === id);
}

function isBlank(text: string | null): boolean {
  return text === null || !/\S/.test(text);
}
