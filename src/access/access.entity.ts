import { entity, key, of, open, ranged, uuid } from '../database/version-entity.ts';

/** The tables of staff, their grants (which take two people), workers' own logins, and sensitive reads. */
export const staffEntities = [
  entity('staff', { id: key, code: of('text'), recordedIn: uuid }),
  entity('staff_version', { ...ranged, name: of('text'), issuer: open(of('text')), subject: open(of('text')) }),
  entity('staff_grant', { id: key, staffId: uuid, recordedIn: uuid }),
  entity('staff_grant_version', {
    ...ranged,
    role: of('text'),
    unionId: uuid,
    grantedBy: uuid,
    confirmedBy: uuid,
  }),
  entity('grant_proposal', {
    id: key,
    staffId: uuid,
    role: of('text'),
    unionId: uuid,
    validFrom: of('date'),
    validTo: open(of('date')),
    proposedBy: uuid,
    recordedIn: uuid,
  }),
  entity('worker_login_version', { ...ranged, issuer: of('text'), subject: of('text') }),
  entity('sensitive_read', {
    id: key,
    at: of('timestamptz'),
    staffId: open(uuid),
    personId: open(uuid),
    operation: open(of('text')),
    purpose: of('text'),
    subjects: of('jsonb'),
    trace: of('text'),
  }),
  entity('masked_read', { viewerId: key, hour: { type: 'timestamptz', primary: true }, persons: of('bigint') }),
  entity('gateway_nonce', {
    gateway: { type: 'text', primary: true },
    nonce: { type: 'text', primary: true },
    expiresAt: of('timestamptz'),
  }),
];
