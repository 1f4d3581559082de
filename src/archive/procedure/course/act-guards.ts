import { type Problem, problem, type ProblemCode } from '../../../usecase/problem.ts';
import type { ActGuard } from './circumstances.ts';
import type { Act } from './course.codes.ts';
import { offeredTo, type Publicity } from './course.ts';
import { isChanged, publicityEnd } from './publicity.ts';

type GuardOfAct = (...given: Parameters<ActGuard> extends [Act, ...infer Rest] ? Rest : never) => Problem | undefined;

const isEligible: GuardOfAct = (_actor, _course, { decision, present }) =>
  refuse(decision.outcome !== 'ELIGIBLE' || present === null, 'NOT_ELIGIBLE');
const isConfirmed: GuardOfAct = (_actor, _course, { decision }) =>
  refuse(!decision.isConfirmed, 'PROVISIONAL_STANDARD');
const isUnchanged: GuardOfAct = (_actor, { publicity }, { present }) =>
  refuse(publicity === null || present === null || isChanged(publicity, present), 'PUBLICISE_AGAIN');
const nothingOpen: GuardOfAct = (_actor, { publicity }) => refuse(hasOpen(publicity), 'OBJECTION_OPEN');
const isOffered: GuardOfAct = (_actor, course) => refuse(offeredTo(course) === null, 'NO_TRANSFER');
const isRecordedFirst: GuardOfAct = (_actor, { publicity }) =>
  refuse(publicity?.isConcluded !== true, 'PUBLICITY_NOT_CONCLUDED');

/** What each act asks of the file as it stands, in this order. */
export const ACT_GUARDS: Readonly<Record<Act, readonly GuardOfAct[]>> = {
  APPLY: [],
  SURVEY: [],
  PUBLICISE: [
    nothingOpen,
    (_actor, { state, publicity }, { present }) =>
      refuse(
        state === 'PUBLICISED' &&
          publicity !== null &&
          !hasUpheld(publicity) &&
          present !== null &&
          !isChanged(publicity, present),
        'PUBLICITY_UNDER_WAY',
      ),
    isEligible,
    isConfirmed,
  ],
  OBJECT: [(_actor, { publicity }) => refuse(publicity?.isConcluded !== false, 'OBJECTION_TOO_LATE')],
  SETTLE_OBJECTION: [(_actor, { publicity }) => refuse(!hasOpen(publicity), 'NO_OPEN_OBJECTION')],
  CONCLUDE_PUBLICITY: [
    (_actor, { publicity }) => refuse(publicity?.isConcluded !== false, 'CONCLUDED_ALREADY'),
    ({ on }, { publicity }, { calendar }) =>
      refuse(publicity === null || on <= publicityEnd(calendar, publicity).day, 'PUBLICITY_RUNNING'),
    nothingOpen,
  ],
  VERIFY: [
    isRecordedFirst,
    (_actor, { publicity }) => refuse(publicity !== null && hasUpheld(publicity), 'OBJECTION_UPHELD'),
    isUnchanged,
  ],
  REVIEW: [isUnchanged],
  RECORD: [isUnchanged, isEligible, isConfirmed],
  RETURN: [],
  REFUSE: [],
  LIFT: [(_actor, _course, { decision }) => refuse(decision.lifted !== 'HOLDS', 'NOT_OUT_OF_HARDSHIP')],
  WITHDRAW: [],
  DELIVER_NOTICE: [(_actor, { ending }) => refuse(ending?.deliveredOn !== null, 'DELIVERED_ALREADY')],
  APPEAL: [(_actor, { ending }) => refuse(ending?.appeal !== 'NONE', 'APPEALED_ALREADY')],
  DECIDE_APPEAL: [(_actor, { ending }) => refuse(ending?.appeal !== 'OPEN', 'NO_APPEAL')],
  SUSPEND: [(_actor, { isSuspended }) => refuse(isSuspended, 'SUSPENDED_ALREADY')],
  RESUME: [(_actor, { isSuspended }) => refuse(!isSuspended, 'NOT_SUSPENDED')],
  TRANSFER: [],
  ACCEPT_TRANSFER: [isOffered],
  REFUSE_TRANSFER: [isOffered],
  TAKE_CUSTODY: [
    (_actor, { transfer }, { isOrphaned, ladder: { unions } }) =>
      refuse(unions.FILING === unions.CENTRE || (!isOrphaned && transfer?.isRefused !== true), 'NOT_UNCLAIMED'),
  ],
};

function refuse(isRefused: boolean, code: ProblemCode): Problem | undefined {
  return isRefused ? problem(code, 'act') : undefined;
}

function hasOpen(publicity: Publicity | null): boolean {
  return publicity?.objections.some(({ outcome }) => outcome === null) === true;
}

function hasUpheld({ objections }: Publicity): boolean {
  return objections.some(({ outcome }) => outcome === 'UPHELD');
}
