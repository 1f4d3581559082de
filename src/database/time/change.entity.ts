import { entity, key, of, uuid } from '../version-entity.ts';

/** The changes, their numbers, and the idempotency keys of requests. */
export const changeEntities = [
  entity('change_log', {
    id: key,
    transaction: of('bigint'),
    at: of('timestamptz'),
    actorId: uuid,
    action: of('text'),
    subjectKind: of('text'),
    subjectId: uuid,
    purpose: of('text'),
  }),
  entity('change_sequence', {
    number: { type: 'bigint', primary: true },
    changeId: uuid,
    sealedAt: of('timestamptz'),
  }),
  entity('sequencer', {
    id: { type: 'integer', primary: true },
    last: of('bigint'),
    horizon: of('bigint'),
  }),
  entity('idempotency_key', {
    actorId: key,
    key: { type: 'text', primary: true },
    digest: of('bytea'),
    answer: of('jsonb'),
    expiresAt: of('timestamptz'),
  }),
  entity('database_mark', { mark: { type: 'text', primary: true }, at: of('timestamptz') }),
];
