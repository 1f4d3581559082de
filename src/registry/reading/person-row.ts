import { versionReader } from '../../fields/version-reader.ts';
import { STATES } from '../kinds.ts';

/** Reads persons of versions `v`. The identity number is a column of the person. */
export const personReader = versionReader({
  ...STATES.person,
  owner: { kind: 'person', id: 'v.anchor_id' },
  apart: {
    name: 'identityNumber',
    column: 'o.identity',
    open: (secrets, id, key, identity) => secrets.openIdentity(id, key, identity),
  },
});
