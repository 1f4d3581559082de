import type { Sql } from '../../src/database/database.ts';
import { type Form, formsByNumber, readDigests } from '../../src/audit-chain/chain.read.ts';
import { readEntries, type StoredEntry } from '../../src/audit-chain/entries.read.ts';
import { FIRST_LINK, leafOf, linkOf } from '../../src/audit-chain/entry.ts';
import { MerkleTree } from '../../src/audit-chain/merkle.ts';

/** Chooses from a number of things; what is chosen is the same for the same seed. */
export type Choose = (of: number) => number;

/** What was tampered with: the first entry that no longer holds, or `null` for a row that no entry ever covered. */
interface Tampered {
  readonly first: number | null;
  readonly what: string;
}

/** New values of columns, of the kinds of rows that matter: facts, payments, grants, reads, the record itself. */
const EDITS: readonly (readonly [table: string, column: string, value: string])[] = [
  ['income_version', 'amount_fen', 'amount_fen + 1'],
  ['income_version', 'verified', 'not verified'],
  ['expense_version', 'reimbursed_fen', 'reimbursed_fen + 700'],
  ['expense_version', '"to"', `"to" + interval '1 month'`],
  ['household_version', 'worker_number', "''"],
  ['household_version', 'savings_fen', 'null'],
  ['household_version', 'other_causes', `'{"DISASTER"}'`],
  ['household_version', 'sealed', `sealed || '\\x00'`],
  ['household', 'union_id', '(select id from trade_union where id <> union_id limit 1)'],
  ['membership_version', 'ill', 'not coalesce(ill, false)'],
  ['person_version', 'name', "name || ' '"],
  ['person_version', 'birth_day', "date '1950-01-01'"],
  ['person', 'identity', `identity || '\\x01'`],
  ['disbursement_version', 'amount_fen', 'amount_fen * 10'],
  ['disbursement_version', 'paid_on', 'paid_on + 1'],
  ['disbursement_version', 'payee', "'他人'"],
  ['staff_grant_version', 'role', "case role when 'ADMINISTRATOR' then 'UNION_CLERK' else 'ADMINISTRATOR' end"],
  ['staff_grant_version', 'valid_to', "coalesce(valid_to, date '2030-01-01') + 1"],
  ['staff_grant_version', 'union_id', '(select id from trade_union where id <> union_id limit 1)'],
  ['staff_version', 'subject', "coalesce(subject, '') || 'x'"],
  ['standard_version', 'amount_fen', 'amount_fen + 1'],
  ['sensitive_read', 'purpose', "purpose || '。'"],
  ['sensitive_read', 'subjects', "'[]'"],
  ['sensitive_read', 'at', "at + interval '1 microsecond'"],
  ['sensitive_read', 'staff_id', '(select id from staff where id <> staff_id limit 1)'],
  ['change_log', 'actor_id', '(select id from staff where id <> actor_id limit 1)'],
  ['change_log', 'at', "at - interval '1 day'"],
  ['change_log', 'purpose', "purpose || '改'"],
  ['change_sequence', 'sealed_at', "sealed_at - interval '1 day'"],
];

const ROWS = [
  ...['income_version', 'expense_version', 'household_version', 'disbursement_version', 'staff_grant_version'],
  ...['membership_version', 'household_record', 'sensitive_read', 'change_log', 'change_sequence'],
] as const;

/** The entry of a row, as an expression over its alias `t`. */
function entryOf(table: string): string {
  const keys: Readonly<Record<string, string>> = {
    sensitive_read: 't.id',
    change_log: 't.id',
    change_sequence: 't.change_id',
  };
  return keys[table] ?? 't.recorded_in';
}

interface Target {
  readonly ctid: string;
  readonly position: number;
}

/** A row of a table whose entry is proven. */
async function target(sql: Sql, table: string, proven: number, choose: Choose): Promise<Target | undefined> {
  const rows = await sql.query<{ ctid: string; position: string }>(
    `select t.ctid::text as ctid, e.position from ${table} t join audit_entry e on e.key = ${entryOf(table)}
     where e.position <= ${proven} order by e.position, t.ctid`,
  );
  const row = rows[choose(Math.max(rows.length, 1))];
  return row === undefined ? undefined : { ctid: row.ctid, position: Number(row.position) };
}

type Tampering = (sql: Sql, proven: number, choose: Choose) => Promise<Tampered | undefined>;

const edit: Tampering = async (sql, proven, choose) => {
  const [table, column, value] = EDITS[choose(EDITS.length)] ?? ['', '', ''];
  const row = await target(sql, table, proven, choose);
  if (row === undefined) return undefined;
  const done = await sql.query(
    `update ${table} set ${column} = ${value} where ctid = $1::tid and ${column} is distinct from ${value} returning 1`,
    [row.ctid],
  );
  return done.length === 0 ? undefined : { first: row.position, what: `edit ${table}.${column}` };
};

const remove: Tampering = async (sql, proven, choose) => {
  const table = ROWS[choose(ROWS.length)] ?? '';
  const row = await target(sql, table, proven, choose);
  if (row === undefined) return undefined;
  await sql.query(`delete from ${table} where ctid = $1::tid`, [row.ctid]);
  return { first: row.position, what: `delete from ${table}` };
};

/** A row that claims to have been there all along: a copy of another, under an id of its own. */
const insert: Tampering = async (sql, proven, choose) => {
  const table = ['income_version', 'disbursement_version', 'staff_grant_version', 'sensitive_read'][choose(4)] ?? '';
  const row = await target(sql, table, proven, choose);
  if (row === undefined) return undefined;
  const key = table === 'sensitive_read' ? 'id' : 'anchor_id';
  await sql.query(
    `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object('${key}', gen_random_uuid()))).*
     from ${table} t where t.ctid = $1::tid`,
    [row.ctid],
  );
  return { first: table === 'sensitive_read' ? null : row.position, what: `insert into ${table}` };
};

/** A fact that is superseded again is valid, and one that is not any longer is not. */
const supersede: Tampering = async (sql, proven, choose) => {
  const table = ['income_version', 'household_version', 'disbursement_version'][choose(3)] ?? '';
  const row = await target(sql, table, proven, choose);
  if (row === undefined) return undefined;
  await sql.query(`drop index ${table}_live`);
  const [done] = await sql.query<{ position: string }>(
    `with before as (select superseded_in, recorded_in from ${table} where ctid = $1::tid),
       made as (update ${table} t set superseded_in = case when b.superseded_in is null then b.recorded_in end
         from before b where t.ctid = $1::tid returning t.superseded_in)
     select min(e.position) as position from audit_entry e
     where e.key in (select superseded_in from before union select superseded_in from made)`,
    [row.ctid],
  );
  return { first: Number(done?.position), what: `supersede in ${table}` };
};

/** Two payments take each other’s place: the sum is right. */
const swap: Tampering = async (sql, proven, choose) => {
  const [one, other] = [
    await target(sql, 'disbursement_version', proven, choose),
    await target(sql, 'disbursement_version', proven, choose),
  ];
  if (one === undefined || other === undefined || one.position === other.position) return undefined;
  await sql.query(
    `update disbursement_version t set amount_fen = o.amount_fen, paid_on = o.paid_on, payee = o.payee
     from disbursement_version o where t.ctid = any(array[$1, $2]::tid[]) and o.ctid = any(array[$1, $2]::tid[]) and o.ctid <> t.ctid`,
    [one.ctid, other.ctid],
  );
  return { first: Math.min(one.position, other.position), what: 'swap payments' };
};

const truncate: Tampering = async (sql, proven, choose) => {
  const table = ['sensitive_read', 'disbursement_version', 'staff_grant_version'][choose(3)] ?? '';
  const [row] = await sql.query<{ position: string }>(
    `select min(e.position) as position from ${table} t join audit_entry e on e.key = ${entryOf(table)} having count(*) > 0`,
  );
  if (row === undefined || Number(row.position) > proven) return undefined;
  await sql.query(`delete from ${table}`);
  return { first: Number(row.position), what: `truncate ${table}` };
};

const LINK_EDITS = [
  "digest = sha256('x')",
  "at = at - interval '1 hour'",
  'key = gen_random_uuid()',
  "source = 'sensitive_reads'",
  'number = coalesce(number, 0) + 1',
  "link = sha256('y')",
];

const editEntry: Tampering = async (sql, proven, choose) => {
  const position = 1 + choose(proven);
  const change = LINK_EDITS[choose(LINK_EDITS.length)] ?? '';
  await sql.query(`update audit_entry set ${change} where position = ${position}`);
  return { first: position, what: `edit entry: ${change}` };
};

const removeEntry: Tampering = async (sql, proven, choose) => {
  const position = 1 + choose(proven);
  await sql.query(`delete from audit_entry where position = ${position}`);
  return { first: position, what: 'delete entry' };
};

const swapEntries: Tampering = async (sql, proven, choose) => {
  const [one, other] = [1 + choose(proven), 1 + choose(proven)];
  if (one === other) return undefined;
  await sql.query(`update audit_entry set position = position + 1000000 where position in (${one}, ${other})`);
  await sql.query(
    `update audit_entry set position = case position - 1000000 when ${one} then ${other} else ${one} end where position > 1000000`,
  );
  return { first: Math.min(one, other), what: 'swap entries' };
};

/** The end of the chain is cut off, with the checkpoints that covered it. */
const cutOff: Tampering = async (sql, proven, choose) => {
  const position = 1 + choose(proven);
  await sql.query(`delete from audit_entry where position >= ${position}`);
  await sql.query(`delete from audit_checkpoint where size >= ${position}`);
  return { first: position, what: 'cut the chain off' };
};

/** An older copy: what was recorded from an entry on is gone, with its rows, and nothing else is. */
export const olderCopy: Tampering = async (sql, proven, choose) => {
  const position = 1 + choose(proven);
  await sql.query(`create temp table gone on commit drop as select key from audit_entry where position >= ${position}`);
  const { tables } = [...(await formsByNumber(sql)).values()].at(-1) ?? { tables: [] };
  for (const { table, by, superseded } of tables) {
    await sql.query(`delete from ${table} where ${by} in (select key from gone)`);
    if (superseded) {
      await sql.query(`update ${table} set superseded_in = null where superseded_in in (select key from gone)`);
    }
  }
  await cutOff(sql, 1, () => position - 1);
  return { first: position, what: 'an older copy' };
};

/** A row is altered, and its digest and all links from there on are computed anew, with the roots of all checkpoints. */
const recompute: Tampering = async (sql, proven, choose) => {
  const altered = await (choose(2) === 0 ? edit : remove)(sql, proven, choose);
  if (altered === undefined || altered.first === null) return undefined;
  await rewriteChain(sql, altered.first, [...(await formsByNumber(sql)).values()]);
  return { first: altered.first, what: `${altered.what}, recomputed` };
};

async function rewriteChain(sql: Sql, from: number, forms: readonly Form[]): Promise<void> {
  const entries: StoredEntry[] = [];
  await readEntries(sql, { after: 0 }, (entry) => entries.push(entry));
  const tree = new MerkleTree();
  let link: Buffer = FIRST_LINK;
  for (const stored of entries) {
    const digest = stored.position < from ? stored.digest : await digestAnew(sql, stored, forms);
    const leaf = leafOf({ ...stored, digest });
    link = linkOf(link, leaf);
    tree.add(leaf);
    const { position } = stored;
    await sql.query('update audit_entry set digest = $2, link = $3 where position = $1', [position, digest, link]);
    const roots = [position, tree.root(), link, tree.subtrees()];
    await sql.query('update audit_checkpoint set root = $2, link = $3, frontier = $4 where size = $1', roots);
  }
}

async function digestAnew(sql: Sql, stored: StoredEntry, forms: readonly Form[]): Promise<Buffer> {
  const { source, formNumber } = stored;
  const form = { tables: forms.find(({ number }) => number === formNumber)?.tables ?? [] };
  const [covered] = (await readDigests(sql, form, [{ source, key: stored.key.toString('hex') }])).values();
  return covered?.digest ?? stored.digest;
}

export const TAMPERINGS: readonly Tampering[] = [
  ...[edit, edit, edit, remove, insert, supersede, swap, truncate],
  ...[editEntry, removeEntry, swapEntries, cutOff, olderCopy, recompute],
];
