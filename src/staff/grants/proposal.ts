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
}
