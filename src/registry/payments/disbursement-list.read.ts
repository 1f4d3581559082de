import { countRows } from '../../database/rows.ts';
import { keptUnderThen, unionNamed, withinTerritory } from '../../access/territory-condition.ts';
import type { Viewer } from '../../access/viewer.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { joinStewards } from '../../database/time/stewards.ts';
import { Parameters } from '../../database/parameters.ts';

/** The filter of a list of payments; a field that is `null` does not restrict the list. */
export interface DisbursementFilter {
  /** The id or code of a union: it or a union under it was the steward of the household on the pay day. */
  readonly union: string | null;
  readonly source: string | null;
  readonly aidType: string | null;
  readonly fileNumber: string | null;
  /** The first and the last day of payment, both included. */
  readonly paidFrom: Day | null;
  readonly paidTo: Day | null;
}

export interface DisbursementListing {
  readonly viewer: Viewer;
  readonly filter: DisbursementFilter;
  readonly today: string;
}

interface ListedDisbursement extends Watermark {
  readonly id: string;
  readonly paidOn: string;
}

/** Lists the ids of a page of payments, newest first. */
export function listDisbursements(
  sql: Sql,
  listing: DisbursementListing,
  known: KnownAt,
  after: readonly (string | null)[] | null,
  limit: number,
): Promise<readonly ListedDisbursement[]> {
  const parameters = new Parameters();
  const body = fromAndWhere(parameters, listing, known);
  const from =
    after === null
      ? ''
      : `and (v.paid_on, v.anchor_id) < (${parameters.add(after[0])}::date, ${parameters.add(after[1])}::uuid)`;
  return sql.query<ListedDisbursement>(
    `select v.anchor_id as id, v.paid_on as "paidOn", ${WATERMARK} ${body} ${from}
     order by v.paid_on desc, v.anchor_id desc limit ${parameters.add(limit)}`,
    parameters.values,
  );
}

export function countDisbursements(sql: Sql, listing: DisbursementListing, known: KnownAt): Promise<number> {
  const parameters = new Parameters();
  return countRows(sql, fromAndWhere(parameters, listing, known), parameters);
}

function fromAndWhere(parameters: Parameters, { viewer, filter, today }: DisbursementListing, known: KnownAt): string {
  const times = { day: 'v.paid_on', known, today: `${parameters.add(today)}::date` };
  const { union, source, aidType, fileNumber, paidFrom, paidTo } = filter;
  // Only the filter by a union asks who kept the household on the pay day; rights ask who keeps it today.
  const { join, steward, currentSteward } = joinStewards({ ...times, isPresent: union === null }, 'v.household_id');
  const conditions = [
    knownAt('v', known),
    withinTerritory(parameters, { viewer, actions: ['READ_PAYMENTS'], today }, currentSteward, 'v.household_id'),
  ];
  const compare = (expression: string, value: string | null, type = 'text') => {
    if (value !== null) conditions.push(`${expression} ${parameters.add(value)}::${type}`);
  };
  compare('v.source =', source);
  compare('v.aid_type =', aidType);
  compare('v.file_number =', fileNumber);
  compare('v.paid_on >=', paidFrom === null ? null : printDay(paidFrom), 'date');
  compare('v.paid_on <=', paidTo === null ? null : printDay(paidTo), 'date');
  if (union !== null) {
    const kept = { id: 'v.household_id', steward };
    conditions.push(keptUnderThen(kept, unionNamed(parameters, union), 'v.paid_on', known));
  }
  return `from disbursement_version v ${join}
    where ${conditions.join(' and ')}`;
}
