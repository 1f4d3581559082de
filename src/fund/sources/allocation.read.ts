import { under, underToday, unionNamed } from '../../access/territory-condition.ts';
import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import { countRows, hasRows } from '../../database/rows.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import { type ReadAt, recordedBy } from '../../database/time/known-at.ts';
import { currentOn } from '../../database/time/valid-on.ts';
import { printDay } from '../../kernel/calendar.ts';

/** A kind of money: its source, sub-fund and fund year (资金年度); narrowed to a kind of aid where that is not `null`. */
export interface ReliefMoney {
  readonly source: string;
  readonly subFund: string;
  readonly fundYear: number;
  readonly aidType: string | null;
}

export interface AllocatedMoney extends ReliefMoney {
  readonly unionId: string;
  /** The union that passes it down; of money from outside the platform, the union that gets it. */
  readonly payerId: string;
}

/** The columns of {@link ReliefMoney} of a fund `f`. */
export const MONEY_COLUMNS = `f.source, f.sub_fund as "subFund", f.fund_year as "fundYear", f.aid_type as "aidType"`;

/** The money of an allocation, and whose it is. */
export async function findMoney(sql: Sql, allocationId: string): Promise<AllocatedMoney | undefined> {
  const [row] = await sql.query<AllocatedMoney>(
    `select ${MONEY_COLUMNS}, f.union_id as "unionId", coalesce(p.union_id, f.union_id) as "payerId"
     from relief_allocation a join relief_fund f on f.id = a.fund_id
     left join relief_allocation b on b.id = a.from_id left join relief_fund p on p.id = b.fund_id where a.id = $1`,
    [allocationId],
  );
  return row;
}

/**
 * Whether a union is under the one that passes money down, as the tree is today: the nearest active union to the one that has the
 * money, from itself upwards. Where that is another one, it may get the money itself.
 */
export function isUnderItsPayer(sql: Sql, unionId: string, holderId: string, today: string): Promise<boolean> {
  return hasRows(
    sql,
    `select from union_closure c where c.descendant_id = $1 and $1 <> $2 and ${currentOn('c', '$3::date')} and c.ancestor_id = (
       select o.ancestor_id from union_closure o
       join trade_union_version v on v.anchor_id = o.ancestor_id and ${currentOn('v', '$3::date')} and v.state = 'ACTIVE'
       where o.descendant_id = $2 and ${currentOn('o', '$3::date')} order by o.depth limit 1)`,
    [unionId, holderId, today],
  );
}

/** The filter of a list of allocations; a field that is `null` does not restrict the list. */
export interface AllocationFilter {
  /** The id or code of a union: allocations to it and to those under it. */
  readonly union: string | null;
  readonly source: string | null;
  readonly fundYear: number | null;
}

export interface AllocationListing {
  /** The unions in whose subtrees the viewer may see allocations. */
  readonly territory: readonly string[];
  readonly filter: AllocationFilter;
  readonly at: ReadAt;
  readonly today: string;
}

/** What a list is sorted by. `allocatedOn`: `YYYY-MM-DD`. */
interface ListedAllocation extends Watermark {
  readonly id: string;
  readonly fundYear: number;
  readonly allocatedOn: string;
}

/** Lists the ids of allocations: the newest fund year first, then the newest allocation. */
export function listAllocations(
  sql: Sql,
  listing: AllocationListing,
  after: readonly (string | null)[] | null,
  limit: number,
): Promise<readonly ListedAllocation[]> {
  const parameters = new Parameters();
  const body = fromAndWhere(parameters, listing);
  const [year, day, id] = (after ?? []).map((value) => parameters.add(value));
  const begins = after === null ? '' : `and (f.fund_year, m.day, a.id) < (${year}::integer, ${day}::date, ${id}::uuid)`;
  return sql.query<ListedAllocation>(
    `select a.id, f.fund_year as "fundYear", m.day as "allocatedOn", ${WATERMARK} ${body} ${begins}
     order by f.fund_year desc, m.day desc, a.id desc limit ${parameters.add(limit)}`,
    parameters.values,
  );
}

export function countAllocations(sql: Sql, listing: AllocationListing): Promise<number> {
  const parameters = new Parameters();
  return countRows(sql, fromAndWhere(parameters, listing), parameters);
}

function fromAndWhere(parameters: Parameters, { territory, filter, at, today }: AllocationListing): string {
  const day = parameters.add(printDay(at.asOf));
  const { union, source, fundYear } = filter;
  const conditions = [
    underToday('f.union_id', `${parameters.add(territory)}::uuid[]`, parameters.add(today)),
    ...(union === null ? [] : [under('f.union_id', unionNamed(parameters, union), day, at.known)]),
    ...(source === null ? [] : [`f.source = ${parameters.add(source)}`]),
    ...(fundYear === null ? [] : [`f.fund_year = ${parameters.add(fundYear)}`]),
  ];
  return `${allocationsAt(day, at)} where ${conditions.join(' and ')}`;
}

/** The allocations `a` of funds `f` that were made on a day or before, by their acts `m`. */
export function allocationsAt(day: string, { known }: Pick<ReadAt, 'known'>): string {
  return `from relief_allocation a join relief_fund f on f.id = a.fund_id
    join relief_transaction m on m.allocation_id = a.id and m.kind = 'ALLOCATE' and m.reverses_id is null
      and m.day <= ${day}::date and ${recordedBy('m', known)}`;
}
