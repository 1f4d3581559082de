import type { RelativeKind } from './relative.codes.ts';

/** A person whom a member of staff has declared as their relative, by an id of the register or by an identity number. */
export interface DeclaredRelative {
  readonly id: string;
  readonly staffId: string;
  readonly relation: RelativeKind;
  /** `null` where the relative is named by a number. */
  readonly personId: string | null;
  /** `null` where the relative is named by an id. It need not be on record. */
  readonly identityNumber: string | null;
  /** `YYYY-MM-DD`. */
  readonly from: string;
}

/** The text that the data key of a declaration is bound to. */
export function relativeKeyOwner(id: string): string {
  return `declared_relative ${id}`;
}

/** The text that the encrypted number of a declaration is bound to. */
export function relativeBinding(id: string): string {
  return `declared_relative.identity ${id}`;
}
