import type { Role } from '../../access/staff.codes.ts';

/** A grant that waits for a second administrator; days are `YYYY-MM-DD`. */
export interface Proposal {
  readonly id: string;
  readonly staffId: string;
  readonly role: Role;
  readonly unionId: string;
  readonly from: string;
  readonly to: string | null;
  readonly proposedBy: string;
  /** The grant whose holder is stood in for (代理); `null` for a grant of one's own. */
  readonly deputyFor: string | null;
}
