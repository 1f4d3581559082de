import { bigint, bytea, instant, integer, key, open, table, text, uuid } from '../database/table.ts';

/** The forms of entries: which columns of which tables they cover. */
export const auditFormTable = table('audit_form', { number: key(integer), form: text });

/** The entries of the audit chain; `number` is that of a change. */
export const auditEntryTable = table('audit_entry', {
  position: key(bigint),
  at: instant,
  source: text,
  key: uuid,
  number: open(bigint),
  form: integer,
  digest: bytea,
  link: bytea,
});

/** The signed checkpoints, by the number of entries before them; `number` is the last change of these. */
export const auditCheckpointTable = table('audit_checkpoint', {
  size: key(bigint),
  at: instant,
  root: bytea,
  link: bytea,
  frontier: bytea,
  number: bigint,
  keyVersion: integer,
  signature: bytea,
});

/** Rows of journals that wait for their entry. */
export const auditPendingTable = table('audit_pending', { source: key(text), key: key(uuid) });
