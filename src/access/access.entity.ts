import {
  bigint,
  bytea,
  date,
  filled,
  instant,
  json,
  key,
  open,
  table,
  text,
  textList,
  uuid,
} from '../database/table.ts';

/** What was read unmasked, by whom and for what. */
export const sensitiveReadTable = table('sensitive_read', {
  id: key(uuid),
  at: filled(instant),
  staffId: open(uuid),
  personId: open(uuid),
  operation: open(text),
  purpose: text,
  subjects: json,
  trace: text,
});

/** The subjects of those reads, one a row, which the database writes with them. */
export const sensitiveReadSubjectTable = table('sensitive_read_subject', {
  at: key(instant),
  readId: key(uuid),
  subjectId: key(uuid),
  kind: text,
  fields: textList,
  staffId: open(uuid),
  personId: open(uuid),
});

/** What was refused to whom, with how often since the row before. */
export const refusedAttemptTable = table('refused_attempt', {
  ...{ id: key(uuid), at: instant, lastAt: instant, times: bigint, kind: text, code: text },
  ...{ field: open(text), operation: open(text), staffId: open(uuid), personId: open(uuid) },
  ...{ gateway: open(text), trace: text },
});

export const maskedReadTable = table('masked_read', { viewerId: key(uuid), hour: key(instant), persons: bigint });

export const gatewayNonceTable = table('gateway_nonce', { gateway: key(text), nonce: key(text), expiresAt: instant });

/** What logins that read by key alone named on a day: the digest of each key, once, and the purpose when it was first named. */
export const namedKeyTable = table('named_key', {
  staffId: key(uuid),
  day: key(date),
  digest: key(bytea),
  purpose: text,
  at: filled(instant),
});
