import type { Act } from '../../../database/time/act.codes.ts';
import type { Day } from '../../../kernel/calendar.ts';
import type { Command } from '../../../usecase/command.ts';
import type { Notice } from '../../../usecase/notice.ts';
import type { OrProblems } from '../../../usecase/problem.ts';
import type { RegisterHousehold } from '../../kinds.ts';
import type { Leaving } from '../lives/plan-leaving.ts';

/** The command to record a household as it is from a day on or, as a correction, as it was from the beginning. */
export interface RecordHousehold extends Command {
  /** `null` for a household that is not yet on record. */
  readonly householdId: string | null;
  /** The union that records a household which is not yet on record; not used for other households. */
  readonly unionId: string | null;
  readonly from: Day;
  readonly correction: boolean;
  /** The last revision that the caller has seen; `null` skips the check. */
  readonly expectedRevision: number | null;
  readonly household: RegisterHousehold;
  /** The members who leave, beside what the household is. */
  readonly leaving?: readonly Leaving[];
  /** What the change log calls the act, where only a part of the household is given anew; a survey states its figures whole. */
  readonly action?: Act;
}

export interface Recorded {
  readonly householdId: string;
  /** `null` if nothing changed. */
  readonly changeId: string | null;
  /** The members and records that were not given and stay on record. */
  readonly kept: readonly string[];
  /** What deserves a second look. */
  readonly notices: readonly Notice[];
}

export type Outcome = OrProblems<Recorded>;
