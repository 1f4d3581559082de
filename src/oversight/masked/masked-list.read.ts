import { underToday, unionNamed } from '../../access/territory-condition.ts';
import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import { countRows } from '../../database/rows.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import {
  type After,
  employedUnder,
  momentColumns,
  type Narrowing,
  ofStaff,
  type Overseen,
  staffColumns,
  withinDays,
} from '../listed.read.ts';

/** How many persons and households a member of staff saw masked in an hour. */
export interface ListedMasked extends Watermark {
  readonly hour: string;
  readonly hourKey: string;
  readonly viewerId: string;
  readonly persons: number;
  readonly staffCode: string;
  readonly staffName: string | null;
}

const COLUMNS = `${momentColumns('s.hour', 'hour')}, s.viewer_id as "viewerId", s.persons::float8 as persons,
  ${staffColumns('s.viewer_id')}, ${WATERMARK}`;
const NEWEST = 'order by s.hour desc, s.viewer_id desc';

/** Whose rows are looked up one by one: with an index of each, a page takes as long in a table of a year as of a day. */
function candidates(parameters: Parameters, { roots, today }: Overseen, narrowing: Narrowing) {
  const [own, day] = [`${parameters.add(roots)}::uuid[]`, `${parameters.add(today)}::date`];
  const arrays = [own, ...(narrowing.union === null ? [] : [unionNamed(parameters, narrowing.union)])];
  const ever = arrays.map((array) => underToday('v.union_id', array, day)).join(' and ');
  const conditions = [
    `(exists (select from staff_grant g join staff_grant_version v on v.anchor_id = g.id and v.superseded_in is null
      where g.staff_id = a.id and ${ever}) or not exists (select from staff_grant g where g.staff_id = a.id))`,
    ...ofStaff(parameters, 'a.id', narrowing.staff),
  ];
  return { staff: `staff a where ${conditions.join(' and ')}`, arrays, day };
}

/** The counts of staff who then had a grant in the territory, the newest first. */
export async function listMasked(
  sql: Sql,
  overseen: Overseen,
  narrowing: Narrowing,
  after: After,
  limit: number,
): Promise<readonly ListedMasked[]> {
  const parameters = new Parameters();
  const { staff, arrays, day } = candidates(parameters, overseen, narrowing);
  const conditions = [
    's.viewer_id = a.id',
    employedUnder('a.id', 's.hour', arrays, day),
    ...withinDays(parameters, 's.hour', narrowing),
    ...before(parameters, after),
  ];
  const most = parameters.add(limit);
  return sql.query<ListedMasked>(
    `select ${COLUMNS} from (select a.id from ${staff}) as a cross join lateral (
       select s.* from masked_read s where ${conditions.join(' and ')} ${NEWEST} limit ${most}
     ) as s ${NEWEST} limit ${most}`,
    parameters.values,
  );
}

/** The rows after those of the page before. */
function before(parameters: Parameters, after: After): readonly string[] {
  if (after === null) return [];
  const [hour, viewer] = after.map((one) => parameters.add(one));
  return [`(s.hour, s.viewer_id) < (${hour}::timestamptz, ${viewer}::uuid)`];
}

/** The counts of one member of staff, the newest first. */
export function listOwnMasked(
  sql: Sql,
  staffId: string,
  narrowing: Narrowing,
  after: After,
  limit: number,
): Promise<readonly ListedMasked[]> {
  const parameters = new Parameters();
  const conditions = [...ownConditions(parameters, staffId, narrowing), ...before(parameters, after)].join(' and ');
  return sql.query<ListedMasked>(
    `select ${COLUMNS} from masked_read s where ${conditions} ${NEWEST} limit ${parameters.add(limit)}`,
    parameters.values,
  );
}

export function countOwnMasked(sql: Sql, staffId: string, narrowing: Narrowing): Promise<number> {
  const parameters = new Parameters();
  const conditions = ownConditions(parameters, staffId, narrowing).join(' and ');
  return countRows(sql, `from masked_read s where ${conditions}`, parameters);
}

function ownConditions(parameters: Parameters, staffId: string, narrowing: Narrowing): readonly string[] {
  return [`s.viewer_id = ${parameters.add(staffId)}::uuid`, ...withinDays(parameters, 's.hour', narrowing)];
}

export function countMaskedLists(sql: Sql, overseen: Overseen, narrowing: Narrowing): Promise<number> {
  const parameters = new Parameters();
  const { staff, arrays, day } = candidates(parameters, overseen, narrowing);
  const conditions = [employedUnder('a.id', 's.hour', arrays, day), ...withinDays(parameters, 's.hour', narrowing)];
  return countRows(
    sql,
    `from (select a.id from ${staff}) as a join masked_read s on s.viewer_id = a.id where ${conditions.join(' and ')}`,
    parameters,
  );
}
