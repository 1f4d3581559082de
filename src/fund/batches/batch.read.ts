import type { Sql } from '../../database/database.ts';
import { hashKey } from '../../database/time/idempotency.ts';
import type { BatchState } from './batch.codes.ts';

/** A batch as it stands. */
export interface FoundBatch {
  readonly id: string;
  readonly unionId: string;
  readonly state: BatchState;
  /** How many steps it has. */
  readonly steps: number;
  /** The document on which its amounts rest where no cap is on file. */
  readonly amountDocument: string | null;
  /** What its submission named of the centre that confirms. */
  readonly confirmedBy: string | null;
  readonly confirmationDocument: string | null;
}

export async function findBatch(sql: Sql, id: string): Promise<FoundBatch | undefined> {
  const [row] = await sql.query<FoundBatch>(
    `select b.id, b.union_id as "unionId", s.state, s.number as steps, b.amount_document as "amountDocument",
       f.confirmed_by as "confirmedBy", f.confirmation_document as "confirmationDocument"
     from relief_batch b
     join lateral (select s.state, s.number from relief_batch_step s where s.batch_id = b.id order by s.number desc limit 1) s on true
     left join relief_batch_step f on f.batch_id = b.id and f.state = 'SUBMITTED'
     where b.id = $1`,
    [id],
  );
  return row;
}

/** A step of a batch that was taken. */
export interface TakenStep {
  readonly batchId: string;
  readonly changeId: string;
}

interface Request {
  readonly actorId: string;
  readonly key: string | null;
  readonly digest: Buffer;
}

/** Finds the step that was taken under an idempotency key, which is kept for ever; `REUSED` if its parameters were others. */
export async function findTakenStep(
  sql: Sql,
  { actorId, key, digest }: Request,
): Promise<TakenStep | 'REUSED' | undefined> {
  if (key === null) return undefined;
  const [row] = await sql.query<TakenStep & { readonly digest: Buffer }>(
    `select s.batch_id as "batchId", s.recorded_in as "changeId", s.digest from relief_batch_step s
     where s.actor_id = $1 and s.key = $2`,
    [actorId, hashKey(key)],
  );
  if (row === undefined) return undefined;
  return row.digest.equals(digest) ? { batchId: row.batchId, changeId: row.changeId } : 'REUSED';
}

/** The households of the lines of a batch that stand. */
export async function householdsOfBatch(sql: Sql, batchId: string): Promise<readonly string[]> {
  const rows = await sql.query<{ readonly id: string }>(
    `select distinct coalesce(d.household_id, p.household_id) as id from relief_lines_of($1::uuid) l
     join relief_payment p on p.id = l.payment_id left join relief_line_detail d on d.line_id = l.id
     where coalesce(d.household_id, p.household_id) is not null`,
    [batchId],
  );
  return rows.map(({ id }) => id);
}
