import type { SelectedFields } from '../../fields/selected-fields.ts';
import type { HouseholdState, MemberState, PersonState, RecordKind, RegisterRecord } from '../kinds.ts';
import type { ReadAt } from '../../database/time/known-at.ts';
import type { Secret } from '../../fields/sealed-values.ts';

/** A read, and what of each row: there may be more in it. */
export interface Reading extends ReadAt {
  readonly selectedFields: SelectedFields;
}

/** A household as it stands on a day, before anybody's rights are weighed. */
export interface HouseholdRow extends Partial<HouseholdState> {
  readonly id: string;
  /** The membership of the worker. */
  readonly workerId: string;
  /** The steward of the household today. */
  readonly stewardId: string;
  readonly fileId: string | null;
  readonly fileNumber: string | null;
  readonly secret: Secret;
}

export interface MemberRow extends Partial<MemberState> {
  readonly id: string;
  readonly key: string;
  readonly householdId: string;
  readonly personId: string;
  readonly secret: Secret;
}

export interface PersonRow extends Partial<PersonState> {
  readonly id: string;
  /** Also opens `identityNumber`. */
  readonly secret: Secret;
}

export type RecordRow<K extends RecordKind = RecordKind> = Partial<RegisterRecord<K>['values']> & {
  readonly id: string;
  readonly key: string;
  readonly householdId: string;
  /** The membership that it is of, where the kind has one. */
  readonly memberId: string | null;
  readonly secret: Secret;
};

/** One change of a household: who did what, when and why. */
export interface ChangeRow {
  readonly id: string;
  /** Its number in the one sequence of what happened; `null` until it is sealed. */
  readonly number: number | null;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly purpose: string;
}
