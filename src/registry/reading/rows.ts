import type { SelectedFields } from '../../fields/selected-fields.ts';
import type { HouseholdState, MemberState, PersonState, RecordKind, RegisterRecord } from '../kinds.ts';
import type { ReadAt } from '../../database/time/known-at.ts';
import type { Secret } from '../../fields/sealed-values.ts';

/** The times of a read, and the fields that it needs; rows may hold more fields. */
export interface Reading extends ReadAt {
  readonly selectedFields: SelectedFields;
}

/** A household as of a day, before permissions are checked. */
export interface HouseholdRow extends Partial<HouseholdState> {
  readonly id: string;
  /** The id of the worker's membership. */
  readonly workerId: string;
  /** The steward of the household on the day. */
  readonly stewardId: string;
  /** The steward of today as known now, by whom permissions are checked. */
  readonly currentStewardId: string;
  readonly fileId: string | null;
  readonly fileNumber: string | null;
  /** Of a household that is closed on the day, the last day before, `YYYY-MM-DD`, as of which the row is. */
  readonly lastDay: string | null;
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
  /** Also decrypts `identityNumber`. */
  readonly secret: Secret;
}

export type RecordRow<K extends RecordKind = RecordKind> = Partial<RegisterRecord<K>['values']> & {
  readonly id: string;
  readonly key: string;
  readonly householdId: string;
  /** The id of the membership that the record belongs to; `null` if it belongs to the household. */
  readonly memberId: string | null;
  /** Of an entry that reverses a payment, the id of that payment. */
  readonly reversesId: string | null;
  readonly secret: Secret;
};
