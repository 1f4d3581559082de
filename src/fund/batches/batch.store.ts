import type { KeyObject } from 'node:crypto';
import { copyTexts } from '../../database/copy-texts.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { insertRows, type NewRow } from '../../database/table.ts';
import { hashKey } from '../../database/time/idempotency.ts';
import { rowBinding, rowCodec } from '../../fields/row-codec.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import {
  reliefBatchLineTable,
  reliefBatchStepTable,
  reliefBatchTable,
  reliefPaymentTable,
  reliefStruckLineTable,
  reliefTransactionTable,
} from '../ledger/ledger.entity.ts';
import { batchLineFields, type BatchLineDetail } from './lines/batch-line.fields.ts';

/** A line to be prepared: its payment, its money, and what is kept of it. */
export interface NewLine {
  readonly personId: string;
  readonly householdId: string;
  readonly aidType: string;
  /** The file of the household that is recorded on the day; `null`: it has none, and the payment is to the person alone. */
  readonly file: { readonly id: string; readonly level: string; readonly category: string | null } | null;
  readonly allocationId: string;
  readonly amountFen: number;
  readonly detail: BatchLineDetail;
}

type NewBatch = Omit<NewRow<(typeof reliefBatchTable)['columns']>, 'recordedIn'>;

const codec = rowCodec(batchLineFields);

export async function insertReliefBatch(sql: Sql, changeId: string, batch: NewBatch): Promise<void> {
  await insertRows(sql, reliefBatchTable, [{ ...batch, recordedIn: changeId }]);
}

/** Inserts the lines of a batch, numbered from 1 on, with the payment of each. */
export async function insertLines(
  sql: Sql,
  { openDataKey }: Secrets,
  changeId: string,
  batchId: string,
  lines: readonly NewLine[],
): Promise<void> {
  const keys = await readPersonKeys(sql, [...new Set(lines.map(({ personId }) => personId))], openDataKey);
  const rows = lines.map((line, at) => ({ ...line, number: at + 1, id: newId(), paymentId: newId(), batchId }));
  const recordedIn = changeId;
  await insertRows(
    sql,
    reliefPaymentTable,
    rows.map(({ paymentId: id, personId, aidType, householdId, file }) => ({
      ...{ id, personId, aidType, recordedIn },
      ...(file === null ? {} : { householdId, fileId: file.id, fileLevel: file.level, fileCategory: file.category }),
    })),
  );
  await insertRows(
    sql,
    reliefBatchLineTable,
    rows.map(({ id, number, paymentId, allocationId, amountFen }) => {
      return { id, batchId, number, paymentId, allocationId, amountFen, recordedIn };
    }),
  );
  await insertDetails(sql, changeId, rows, keys);
}

type Keyed = Pick<NewLine, 'householdId' | 'personId' | 'detail'> & { readonly id: string };

async function insertDetails(sql: Sql, changeId: string, rows: readonly Keyed[], keys: ReadonlyMap<string, KeyObject>) {
  await copyTexts(sql, {
    table: 'relief_line_detail',
    columns: ['line_id', 'household_id', 'person_id', 'recorded_in', ...codec.columns],
    rows: rows.map(({ id, householdId, personId, detail }) => {
      const key = keys.get(personId);
      invariant(key !== undefined, 'the person of a line is on record');
      const binding = rowBinding('relief_line_detail', id, changeId);
      return [id, householdId, personId, changeId, ...codec.encode(detail, key, binding)];
    }),
  });
}

async function readPersonKeys(sql: Sql, ids: readonly string[], openDataKey: Secrets['openDataKey']) {
  const rows = await sql.query<{ id: string; data_key: Buffer; key_version: number }>(
    'select id, data_key, key_version from person where id = any($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, data_key, key_version }) => [id, openDataKey(`person ${id}`, data_key, key_version)]));
}

export type NewBatchStep = Omit<
  NewRow<(typeof reliefBatchStepTable)['columns']>,
  'id' | 'recordedIn' | 'key' | 'digest'
> & {
  readonly key: string | null;
  readonly digest: Buffer;
};

/** Inserts a step. Of its key only a hash is stored, as of every idempotency key. */
export async function insertBatchStep(
  sql: Sql,
  changeId: string,
  { key, digest, ...step }: NewBatchStep,
): Promise<void> {
  const once = key === null ? {} : { key: hashKey(key), digest };
  await insertRows(sql, reliefBatchStepTable, [{ ...step, ...once, id: newId(), recordedIn: changeId }]);
}

type Moved = Omit<NewRow<(typeof reliefTransactionTable)['columns']>, 'id' | 'recordedIn'>;

/** Moves the money of lines in one statement, which the ledger checks as a whole. */
export async function insertMoves(sql: Sql, changeId: string, moves: readonly Moved[]): Promise<void> {
  await insertRows(
    sql,
    reliefTransactionTable,
    moves.map((row) => ({ ...row, id: newId(), recordedIn: changeId })),
  );
}

export async function insertStruckLines(
  sql: Sql,
  changeId: string,
  lineIds: readonly string[],
  reason: string,
): Promise<void> {
  await insertRows(
    sql,
    reliefStruckLineTable,
    lineIds.map((lineId) => ({ lineId, reason, recordedIn: changeId })),
  );
}
