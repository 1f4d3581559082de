import type { Day } from '../../../kernel/calendar.ts';
import type { CLOSING_REASONS, DEATH_SOURCES } from '../../household/household.codes.ts';

/** What an act writes about the lives of persons and households, beside their states and records. */
export interface LifePlan {
  readonly numbers: Replaced<{ readonly id: string; readonly identityNumber: string }>;
  readonly deaths: Replaced<{ readonly id: string; readonly on: Day; readonly source: keyof typeof DEATH_SOURCES }>;
  readonly merges: Replaced<{ readonly id: string; readonly intoId: string }>;
  readonly closings: {
    readonly ended: readonly { readonly id: string; readonly from: Day }[];
    readonly begun: readonly Closing[];
  };
}

/** The persons whose fact ends, and the facts that begin. */
interface Replaced<T> {
  readonly ended: readonly string[];
  readonly begun: readonly T[];
}

interface Closing {
  readonly id: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly reason: keyof typeof CLOSING_REASONS;
}

const NOTHING = { ended: [], begun: [] };

export const NO_LIVES: LifePlan = { numbers: NOTHING, deaths: NOTHING, merges: NOTHING, closings: NOTHING };
