import { type KnownAt, recordedBy } from '../../database/time/known-at.ts';

/**
 * The SQL condition for a step by which a file is offered to a union, and which nobody has answered and no other offer has replaced,
 * as `offeredTo` tells it of the steps.
 */
export function isOpenOffer(step: string, known: KnownAt): string {
  return `${step}.act = 'TRANSFER' and ${recordedBy(step, known)} and not exists (
    select from archive_file_step later where later.file_id = ${step}.file_id and later.number > ${step}.number
      and later.act in ('TRANSFER', 'ACCEPT_TRANSFER', 'REFUSE_TRANSFER', 'TAKE_CUSTODY') and ${recordedBy('later', known)})`;
}

/** The SQL condition for a version of a file: of one that has ended, nobody accepts an offer any more. */
export function hasNotEnded(version: string): string {
  return `${version}.state not in ('LIFTED', 'WITHDRAWN', 'REFUSED')`;
}

/** The SQL condition for a file, by its version, that is offered to a union. */
export function isOfferedTo(version: string, unionId: string, known: KnownAt): string {
  return `${hasNotEnded(version)} and ${version}.anchor_id in (select offer.file_id from archive_file_step offer
    where offer.to_union_id = ${unionId} and ${isOpenOffer('offer', known)})`;
}
