import type { Identity } from '../../access/viewer.read.ts';

/** A login of a worker that waits for a second person; days are `YYYY-MM-DD`. */
export interface LoginProposal extends Identity {
  readonly id: string;
  readonly householdId: string;
  readonly personId: string;
  readonly validFrom: string;
  /** The first day on which it can no longer be confirmed. */
  readonly validTo: string;
  readonly proposedBy: string;
}
