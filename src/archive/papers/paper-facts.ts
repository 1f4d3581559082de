import type { Day } from '../../kernel/calendar.ts';
import type { Level } from '../../policy/facts/facts.ts';
import type { FileCourse } from '../procedure/course/course.ts';
import type { StepOf } from '../procedure/course/step.ts';

/** The acts whose steps issue a paper, with what it is called. */
export const PAPER_TITLES = {
  PUBLICISE: '困难职工建档公示',
  CONCLUDE_PUBLICITY: '困难职工建档公示结果证明',
  REFUSE: '不予建档通知书',
  WITHDRAW: '困难职工档案注销通知书',
  LIFT: '困难职工脱困撤档通知书',
} as const;

export type PaperAct = keyof typeof PAPER_TITLES;

export function isPaperAct(act: string): act is PaperAct {
  return Object.hasOwn(PAPER_TITLES, act);
}

/** What the paper of a step says, and nothing of it changes later but the names. */
export interface PaperFacts<A extends PaperAct = PaperAct> {
  readonly step: StepOf<A>;
  /** Where the file stood after the step. */
  readonly course: FileCourse;
  readonly fileNumber: string;
  readonly level: Level;
  /** The union that took the step, by its name of that day. */
  readonly unionName: string;
  /** The superior union, which decides an appeal. */
  readonly superiorName: string;
  readonly workerName: string;
  readonly otherNames: readonly string[];
  readonly today: Day;
}
