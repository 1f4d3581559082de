import { bigint, bytea, filled, instant, integer, json, key, table, text, uuid } from '../table.ts';

/** The changes: what each transaction did to each subject. */
export const changeLogTable = table('change_log', {
  id: key(uuid),
  transaction: filled(bigint),
  at: filled(instant),
  actorId: uuid,
  action: text,
  subjectKind: text,
  subjectId: uuid,
  purpose: text,
});

/** The households that a change is about beside its subject. */
export const changeHouseholdTable = table('change_household', { householdId: key(uuid), recordedIn: key(uuid) });

/** The numbers of the changes. */
export const changeSequenceTable = table('change_sequence', { number: key(bigint), changeId: uuid, sealedAt: instant });

export const sequencerTable = table('sequencer', { id: key(integer), last: bigint, horizon: bigint });

/** The idempotency keys of requests. */
export const idempotencyKeyTable = table('idempotency_key', {
  actorId: key(uuid),
  key: key(text),
  digest: bytea,
  answer: json,
  expiresAt: filled(instant),
});

export const databaseMarkTable = table('database_mark', { mark: key(text), at: filled(instant) });

/** How often each area of the tables was written, and which transactions did that are not counted yet. */
export const areaMarkTable = table('area_mark', { area: key(text), mark: bigint });
export const areaWriteTable = table('area_write', { area: key(text), transaction: key(bigint) });
