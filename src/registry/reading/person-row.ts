import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { versionReader } from '../../fields/version-reader.ts';
import { STATES } from '../kinds.ts';

const IDENTITY = 'i.identity';

/** Joins the identity number of the owner `o` at a revision, if it is among the columns. */
export function joinNumber(columns: readonly string[], known: KnownAt): string {
  return columns.includes(IDENTITY) ? `left join person_number i on i.anchor_id = o.id and ${knownAt('i', known)}` : '';
}

/** Reads persons of versions `v`. A statement that reads the identity number needs {@link joinNumber}. */
export const personReader = versionReader({
  ...STATES.person,
  owner: { kind: 'person', id: 'v.anchor_id' },
  apart: {
    name: 'identityNumber',
    column: IDENTITY,
    open: (secrets, id, key, identity) => secrets.openIdentity(id, key, identity),
  },
});
