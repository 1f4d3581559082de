import type { Day } from '../../../kernel/calendar.ts';
import type { State } from '../../../kernel/truth.ts';
import type { WorkingCalendar } from '../../../kernel/working-days.ts';
import type { OUTCOME_NAMES } from '../../../policy/names.ts';
import type { Problem } from '../../../usecase/problem.ts';
import type { Act } from './course.codes.ts';
import type { FileCourse } from './course.ts';
import type { Ladder } from './ladder.ts';
import type { PublicContent, Step, StepHead } from './step.ts';

/** What a step is judged by beside the file's own course: a use case reads it in the transaction that writes the step. */
export interface Circumstances {
  readonly today: Day;
  readonly calendar: WorkingCalendar;
  readonly ladder: Ladder;
  /** Whether the filing union exists no more. */
  readonly isOrphaned: boolean;
  /** How the actor stands to the file: it is their own, a declared relative's, or neither. */
  readonly tie: 'NONE' | 'OWN' | 'RELATIVE';
  /** What a publicity would show as the household is on record; `null` where it has no category. */
  readonly present: PublicContent | null;
  /** The decision on the household as of the day of the step. */
  readonly decision: DecisionOfDay;
}

interface DecisionOfDay {
  readonly outcome: keyof typeof OUTCOME_NAMES;
  /** Whether no provisional standard was used, or a person of the centre has confirmed it by a document. */
  readonly isConfirmed: boolean;
  /** 脱困: every category fails, and income per head is above the standard in each of the last six months. */
  readonly lifted: State;
}

/** Who would take a step, and on which day. */
export type Actor = Pick<StepHead, 'actorId' | 'body' | 'unionId' | 'on'>;

/** A guard that needs only the act, the actor and the file: it also says which acts are possible next. */
export type ActGuard = (
  act: Act,
  actor: Actor,
  course: FileCourse,
  circumstances: Circumstances,
) => Problem | undefined | false;

/** A guard of what a step names. */
export type StepGuard = (step: Step, course: FileCourse, circumstances: Circumstances) => Problem | undefined | false;
