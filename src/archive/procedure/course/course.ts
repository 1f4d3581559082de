import type { Day } from '../../../kernel/calendar.ts';
import { invariant } from '../../../kernel/invariant.ts';
import type { Act, Body, CourseState, DisputeOutcome } from './course.codes.ts';
import type { Step, StepOf } from './step.ts';

/** An objection to a publicity. Its words are the note of the step; they are never lost, whatever comes of it. */
export interface Objection extends Pick<StepOf<'OBJECT'>, 'objectionId' | 'receivedOn' | 'author' | 'note'> {
  /** `null` while it is open. */
  readonly outcome: DisputeOutcome | null;
}

export interface Publicity extends Pick<StepOf<'PUBLICISE'>, 'on' | 'until' | 'content' | 'contact' | 'actorId'> {
  readonly objections: readonly Objection[];
  /** Whether the result sheet was made. */
  readonly isConcluded: boolean;
}

/** How a file ended: by 不予建档, 脱困撤档 or 注销. */
interface Ending {
  readonly actorId: string;
  /** The state in which it ended, to which an appeal that is upheld takes it back. */
  readonly before: CourseState;
  readonly deliveredOn: Day | null;
  readonly appeal: 'NONE' | 'OPEN' | DisputeOutcome;
}

/** The last proposal to give a file to another union (移交, Article 17); the file stays with the first one until it is accepted. */
interface Transfer {
  readonly actorId: string;
  readonly toUnionId: string;
  readonly isRefused: boolean;
}

/** Where a file stands: what its steps, told in their order, come to. */
export interface FileCourse {
  /** `null` if it was not opened. */
  readonly state: CourseState | null;
  readonly steps: readonly Step[];
  /** The last publicity. */
  readonly publicity: Publicity | null;
  readonly ending: Ending | null;
  /** `null` where there is none, and once it is accepted. */
  readonly transfer: Transfer | null;
  /** Whether no money is paid until something is decided (暂缓发放). */
  readonly isSuspended: boolean;
  /** The first day whose payments are to be recovered. */
  readonly recoverFrom: Day | null;
  /** Of a file that was in hand before steps were recorded: the day since which it has been in the state that was found. */
  readonly carriedOn: Day | null;
}

export const UNOPENED: FileCourse = {
  state: null,
  steps: [],
  publicity: null,
  ending: null,
  transfer: null,
  isSuspended: false,
  recoverFrom: null,
  carriedOn: null,
};

/** Where a file stands that has no steps on record, because it was in hand before: nothing is known but its state. */
export function carriedCourse(state: CourseState, since: Day): FileCourse {
  return { ...UNOPENED, state, carriedOn: since };
}

/** Tells the steps of a file in their order. They were accepted once and are not judged again. */
export function replaySteps(steps: readonly Step[], from: FileCourse = UNOPENED): FileCourse {
  return steps.reduce(applyStep, from);
}

/** The body in whose hands a file is; `null` if it was not opened. Exactly one body can move it on. */
export function holderOf({ state, ending }: FileCourse): Body | null {
  if (state === null) return null;
  if (state === 'VERIFIED' || ending?.appeal === 'OPEN') return 'SUPERIOR';
  return state === 'REVIEWED' ? 'CENTRE' : 'FILING';
}

/** The union to which a file is offered. */
export function offeredTo({ transfer }: FileCourse): string | null {
  return transfer?.isRefused === false ? transfer.toUnionId : null;
}

/** Whether a step gives the file to the union for which it is taken. */
export function isTakeover({ act }: Pick<Step, 'act'>): boolean {
  return act === 'ACCEPT_TRANSFER' || act === 'TAKE_CUSTODY';
}

export function applyStep(course: FileCourse, step: Step): FileCourse {
  const change = CHANGES[step.act] as (course: FileCourse, step: Step) => Partial<FileCourse>;
  return { ...course, ...change(course, step), steps: [...course.steps, step] };
}

/** What a step of each act changes in the course of a file. */
const CHANGES: { readonly [A in Act]: (course: FileCourse, step: StepOf<A>) => Partial<FileCourse> } = {
  APPLY: () => ({ state: 'APPLIED' }),
  SURVEY: () => ({ state: 'SURVEYED' }),
  PUBLICISE: (_course, { on, until, content, contact, actorId }) => {
    return {
      state: 'PUBLICISED',
      publicity: { on, until, content, contact, actorId, objections: [], isConcluded: false },
    };
  },
  OBJECT: (course, { objectionId, receivedOn, author, note }) =>
    changePublicity(course, ({ objections }) => {
      return { objections: [...objections, { objectionId, receivedOn, author, note, outcome: null }] };
    }),
  SETTLE_OBJECTION: (course, { objectionId, outcome }) =>
    changePublicity(course, ({ objections }) => {
      return { objections: objections.map((one) => (one.objectionId === objectionId ? { ...one, outcome } : one)) };
    }),
  CONCLUDE_PUBLICITY: (course) => changePublicity(course, () => ({ isConcluded: true })),
  VERIFY: () => ({ state: 'VERIFIED' }),
  REVIEW: () => ({ state: 'REVIEWED' }),
  RECORD: () => ({ state: 'RECORDED' }),
  RETURN: () => ({ state: 'RETURNED' }),
  REFUSE: (course, { actorId }) => ({ state: 'REFUSED', ending: endingOf(course, actorId) }),
  LIFT: (course, { actorId }) => ({ state: 'LIFTED', ending: endingOf(course, actorId) }),
  WITHDRAW: (course, { actorId, recoverFrom }) => {
    return { state: 'WITHDRAWN', ending: endingOf(course, actorId), recoverFrom };
  },
  DELIVER_NOTICE: (course, { on }) => changeEnding(course, { deliveredOn: on }),
  APPEAL: (course) => changeEnding(course, { appeal: 'OPEN' }),
  DECIDE_APPEAL: (course, { outcome }) =>
    outcome === 'UPHELD' && course.ending !== null
      ? { state: course.ending.before, ending: null, recoverFrom: null }
      : changeEnding(course, { appeal: outcome }),
  SUSPEND: () => ({ isSuspended: true }),
  RESUME: () => ({ isSuspended: false }),
  TRANSFER: (_course, { actorId, toUnionId }) => ({ transfer: { actorId, toUnionId, isRefused: false } }),
  ACCEPT_TRANSFER: () => ({ transfer: null }),
  REFUSE_TRANSFER: ({ transfer }) => ({ transfer: transfer && { ...transfer, isRefused: true } }),
  TAKE_CUSTODY: () => ({ transfer: null }),
};

function changePublicity(
  { publicity }: FileCourse,
  change: (publicity: Publicity) => Partial<Publicity>,
): Partial<FileCourse> {
  return publicity === null ? {} : { publicity: { ...publicity, ...change(publicity) } };
}

function changeEnding({ ending }: FileCourse, change: Partial<Ending>): Partial<FileCourse> {
  return ending === null ? {} : { ending: { ...ending, ...change } };
}

function endingOf({ state }: FileCourse, actorId: string): Ending {
  invariant(state !== null, 'a file that ends was opened');
  return { actorId, before: state, deliveredOn: null, appeal: 'NONE' };
}
