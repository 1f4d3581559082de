import type { Sql } from '../../../database/database.ts';
import { Parameters } from '../../../database/parameters.ts';
import { countRows } from '../../../database/rows.ts';
import { WATERMARK, type Watermark } from '../../../database/time/change-log.ts';
import { type KnownAt, recordedBy } from '../../../database/time/known-at.ts';
import { versionReader } from '../../../fields/version-reader.ts';
import type { Level } from '../../../policy/facts/facts.ts';
import type { Secrets } from '../../../secrets/secrets.ts';
import type { Secret } from '../../../fields/sealed-values.ts';
import type { AidType } from '../../caps/relief-caps.ts';
import { batchLineFields, type BatchLineDetail } from './batch-line.fields.ts';

type Clear = Omit<BatchLineDetail, 'accountNumber' | 'identityNumber' | 'basisNumber' | 'basisIssuer'>;

/** A line of a batch with what is kept of it, of which `secret` decrypts what is sealed. Amounts and numbers are texts. */
export interface BatchLineRow extends Clear {
  readonly id: string;
  readonly batchId: string;
  readonly number: string;
  readonly householdId: string;
  readonly personId: string;
  readonly allocationId: string;
  readonly paymentId: string;
  readonly amountFen: string;
  readonly aidType: AidType;
  readonly fileId: string | null;
  readonly fileLevel: Level | null;
  readonly fileCategory: string | null;
  /** The hold of its money; `null` while there is none. */
  readonly holdId: string | null;
  /** The last day on which the hold may be paid, `YYYY-MM-DD`. */
  readonly holdEndsOn: string | null;
  /** Why it was struck out; `null` while it stands. */
  readonly struckReason: string | null;
  readonly secret: Secret;
}

const reader = versionReader({
  table: 'relief_line_detail',
  fields: batchLineFields,
  extra: {
    ...{ batchId: 'l.batch_id', number: 'l.number::text', householdId: 'v.household_id', personId: 'v.person_id' },
    ...{ allocationId: 'l.allocation_id', paymentId: 'l.payment_id', amountFen: 'l.amount_fen::text' },
    aidType: 'p.aid_type',
  },
  open: {
    ...{ fileId: 'p.file_id', fileLevel: 'p.file_level', fileCategory: 'p.file_category' },
    ...{ holdId: 'h.id', holdEndsOn: 'h.ends_on::text', struckReason: 'k.reason' },
  },
  owner: { kind: 'person', id: 'v.person_id' },
});

const linesFrom = (
  join: string,
  known: KnownAt,
) => `from (select w.*, w.line_id as anchor_id from relief_line_detail w) v
  join relief_batch_line l on l.id = v.line_id join relief_payment p on p.id = l.payment_id ${join}
  left join relief_struck_line k on k.line_id = l.id and ${recordedBy('k', known)}
  left join relief_transaction h on h.payment_id = p.id and h.allocation_id = l.allocation_id and h.reverses_id is null
    and ${recordedBy('h', known)}`;

/** The lines of a batch that stand, in the order of their numbers. One statement. */
export async function readStandingLines(sql: Sql, secrets: Secrets, batchId: string): Promise<readonly BatchLineRow[]> {
  const { columns, join, readRow } = reader(null);
  const rows = await sql.arrays(
    `select ${columns.join(', ')} ${linesFrom(join, 'NOW')} where l.batch_id = $1 and k.line_id is null order by l.number`,
    [batchId],
  );
  return rows.map((row) => readRow(secrets, row) as unknown as BatchLineRow);
}

/** A line of a page, with the revision of the walk. */
export interface ListedLine extends Watermark {
  readonly line: BatchLineRow;
}

/** Lines of a batch after a number, struck out or not, as known at a revision. One statement. */
export async function readLinesAfter(
  sql: Sql,
  secrets: Secrets,
  batchId: string,
  { known, after, limit }: { readonly known: KnownAt; readonly after: number; readonly limit: number },
): Promise<readonly ListedLine[]> {
  const { columns, join, readRow } = reader(null);
  const rows = await sql.arrays(
    `select ${WATERMARK}, ${columns.join(', ')} ${linesFrom(join, known)}
     where l.batch_id = $1 and l.number > $2::integer and ${recordedBy('l', known)} order by l.number limit $3`,
    [batchId, after, limit],
  );
  return rows.map((row) => ({
    ...{ revision: row[0] ?? '0', pending: String(row[1]).startsWith('t') },
    line: readRow(secrets, row, 2) as unknown as BatchLineRow,
  }));
}

/** How many lines a batch has, struck out or not, as known at a revision. */
export function countLines(sql: Sql, batchId: string, known: KnownAt): Promise<number> {
  const parameters = new Parameters();
  const id = `${parameters.add(batchId)}::uuid`;
  return countRows(sql, `from relief_batch_line l where l.batch_id = ${id} and ${recordedBy('l', known)}`, parameters);
}

/** The ids of the lines of a batch with these numbers that stand, by their numbers. */
export async function findStandingLines(
  sql: Sql,
  batchId: string,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await sql.query<{ readonly id: string; readonly number: number }>(
    'select l.id, l.number from relief_lines_of($1::uuid) l where l.number = any($2::integer[])',
    [batchId, numbers],
  );
  return new Map(rows.map(({ id, number }) => [number, id]));
}
