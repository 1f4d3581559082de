import { under, underToday, unionNamed } from '../../access/territory-condition.ts';
import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import { countRows } from '../../database/rows.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import { type ReadAt, recordedBy } from '../../database/time/known-at.ts';
import { printDay } from '../../kernel/calendar.ts';
import type { BatchState } from './batch.codes.ts';

/** A batch as of a day. Days are `YYYY-MM-DD`; numbers are texts of the database. */
export interface BatchRow {
  readonly id: string;
  readonly unionId: string;
  readonly amountDocument: string | null;
  readonly twoPeopleDocument: string | null;
  readonly state: BatchState;
  readonly preparedOn: string;
  readonly lineCount: number;
  readonly struckCount: number;
  readonly totalFen: string;
}

/** The batches `b` that were prepared by a day, by their first steps `m`, with their last ones `s`. */
function batchesAt(day: string, { known }: Pick<ReadAt, 'known'>): string {
  return `from relief_batch b
    join relief_batch_step m on m.batch_id = b.id and m.number = 1 and m.day <= ${day}::date and ${recordedBy('m', known)}
    join lateral (select s.state from relief_batch_step s where s.batch_id = b.id and s.day <= ${day}::date
      and ${recordedBy('s', known)} order by s.number desc limit 1) s on true`;
}

/** Reads batches as of a day, with what their lines come to. One statement. */
export async function readBatches(
  sql: Sql,
  ids: readonly string[],
  at: ReadAt,
): Promise<ReadonlyMap<string, BatchRow>> {
  const parameters = new Parameters();
  const rows = await sql.query<BatchRow>(
    `select b.id, b.union_id as "unionId", b.amount_document as "amountDocument",
       b.two_people_document as "twoPeopleDocument", s.state, m.day as "preparedOn", l.*
     ${batchesAt(parameters.add(printDay(at.asOf)), at)}
     cross join lateral (
       select count(*) filter (where k.line_id is null)::int as "lineCount", count(k.line_id)::int as "struckCount",
         coalesce(sum(l.amount_fen) filter (where k.line_id is null), 0) as "totalFen"
       from relief_batch_line l left join relief_struck_line k on k.line_id = l.id and ${recordedBy('k', at.known)}
       where l.batch_id = b.id
     ) l
     where b.id = any(${parameters.add(ids)}::uuid[])`,
    parameters.values,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A step of a batch. Days are `YYYY-MM-DD`. */
export interface BatchStepRow {
  readonly id: string;
  readonly batchId: string;
  readonly state: BatchState;
  readonly on: string;
  readonly actor: string;
  readonly recordedAt: string;
  readonly minutesNumber: string | null;
  readonly confirmationDocument: string | null;
  readonly rejectionReason: string | null;
}

/** Reads the steps of batches by a day, in their order. One statement. */
export async function readBatchSteps(
  sql: Sql,
  batchIds: readonly string[],
  at: ReadAt,
): Promise<ReadonlyMap<string, readonly BatchStepRow[]>> {
  const rows = await sql.query<BatchStepRow>(
    `select s.id, s.batch_id as "batchId", s.state, s.day as on, a.code as actor, s.reason as "rejectionReason",
       to_char(c.at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') as "recordedAt", s.minutes_number as "minutesNumber",
       s.confirmation_document as "confirmationDocument"
     from relief_batch_step s join staff a on a.id = s.actor_id join change_log c on c.id = s.recorded_in
     where s.batch_id = any($1::uuid[]) and s.day <= $2::date and ${recordedBy('s', at.known)} order by s.batch_id, s.number`,
    [batchIds, printDay(at.asOf)],
  );
  return Map.groupBy(rows, ({ batchId }) => batchId);
}

/** The filter of a list of batches; a field that is `null` does not restrict the list. */
export interface BatchFilter {
  /** The id or code of a union: batches of it and of those under it. */
  readonly union: string | null;
  readonly state: string | null;
}

export interface BatchListing {
  /** The unions in whose subtrees the viewer may see batches. */
  readonly territory: readonly string[];
  readonly filter: BatchFilter;
  readonly at: ReadAt;
  readonly today: string;
}

interface ListedBatch extends Watermark {
  readonly id: string;
  readonly preparedOn: string;
}

/** Lists the ids of batches, the newest first. */
export function listBatches(
  sql: Sql,
  listing: BatchListing,
  after: readonly (string | null)[] | null,
  limit: number,
): Promise<readonly ListedBatch[]> {
  const parameters = new Parameters();
  const body = fromAndWhere(parameters, listing);
  const [day, id] = (after ?? []).map((value) => parameters.add(value));
  const begins = after === null ? '' : `and (m.day, b.id) < (${day}::date, ${id}::uuid)`;
  return sql.query<ListedBatch>(
    `select b.id, m.day as "preparedOn", ${WATERMARK} ${body} ${begins}
     order by m.day desc, b.id desc limit ${parameters.add(limit)}`,
    parameters.values,
  );
}

export function countBatches(sql: Sql, listing: BatchListing): Promise<number> {
  const parameters = new Parameters();
  return countRows(sql, fromAndWhere(parameters, listing), parameters);
}

function fromAndWhere(parameters: Parameters, { territory, filter, at, today }: BatchListing): string {
  const day = parameters.add(printDay(at.asOf));
  const { union, state } = filter;
  const conditions = [
    underToday('b.union_id', `${parameters.add(territory)}::uuid[]`, parameters.add(today)),
    ...(union === null ? [] : [under('b.union_id', unionNamed(parameters, union), day, at.known)]),
    ...(state === null ? [] : [`s.state = ${parameters.add(state)}`]),
  ];
  return `${batchesAt(day, at)} where ${conditions.join(' and ')}`;
}
