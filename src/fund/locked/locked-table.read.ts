import { under, underToday, unionNamed } from '../../access/territory-condition.ts';
import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import { countRows } from '../../database/rows.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import { type KnownAt, recordedBy } from '../../database/time/known-at.ts';
import type { RealNameColumnName } from '../export/real-name-columns.ts';
import type { LockedFilter, LockedSums } from './locked-content.ts';

/** A locked table without its rows, which are in its content. */
export interface LockedTable {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly previousId: string | null;
  readonly unionId: string;
  readonly title: string;
  /** `YYYY-MM-DD`: the first pay day, and the first one after the period. */
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly filter: LockedFilter;
  readonly columns: readonly RealNameColumnName[];
  readonly tableRevision: number;
  /** The SHA-256 of the content, in hexadecimal. */
  readonly digest: string;
  readonly rowMarks: readonly number[];
  readonly sums: LockedSums;
  readonly preparedBy: string;
  readonly reviewerId: string;
  readonly lockedOn: string;
}

/** Which tables a list has. */
interface LockedTableFilter {
  /** The id or code of a union: tables of it and of those under it. */
  readonly union: string | null;
  /** A year of the pay days. */
  readonly year: number | null;
  /** All versions of one number. */
  readonly number: string | null;
}

export interface LockedTableScope extends LockedTableFilter {
  /** The unions in whose subtrees the viewer may read tables. */
  readonly territory: readonly string[];
  readonly today: string;
}

const COLUMNS = `t.id, t.number, t.version, t.previous_id as "previousId", t.union_id as "unionId", t.title,
  t.period_from as "periodFrom", t.period_to as "periodTo", t.filter, t.columns, t.revision::integer as "tableRevision",
  encode(t.content, 'hex') as digest, t.row_marks as "rowMarks", t.sums, t.prepared_by as "preparedBy",
  t.reviewer_id as "reviewerId", t.locked_on as "lockedOn"`;

export async function findTables(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, LockedTable>> {
  const rows = await sql.query<LockedTable>(`select ${COLUMNS} from locked_table t where t.id = any($1::uuid[])`, [
    ids,
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The id of the table that is the next version of one. */
export async function nextVersionOf(sql: Sql, id: string): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>('select id from locked_table where previous_id = $1', [id]);
  return row?.id;
}

/** Lists tables: by year the newest first, then by number, the newest version first. */
export async function listTables(
  sql: Sql,
  scope: LockedTableScope,
  known: KnownAt,
  after: readonly (string | null)[] | null,
  limit: number,
): Promise<readonly (LockedTable & Watermark)[]> {
  const parameters = new Parameters();
  const body = fromAndWhere(parameters, scope, known);
  const [from, number, version] = after ?? [];
  const begins =
    after === null
      ? 'true'
      : `(-(t.period_from - date '1900-01-01'), t.number, -t.version) > (-(${parameters.add(from)}::date - date '1900-01-01'),
          ${parameters.add(number)}, -(${parameters.add(version)}::integer))`;
  return sql.query<LockedTable & Watermark>(
    `select ${COLUMNS}, ${WATERMARK} ${body} and ${begins}
     order by -(t.period_from - date '1900-01-01'), t.number, -t.version limit ${parameters.add(limit)}`,
    parameters.values,
  );
}

export function countTables(sql: Sql, scope: LockedTableScope, known: KnownAt): Promise<number> {
  const parameters = new Parameters();
  return countRows(sql, fromAndWhere(parameters, scope, known), parameters);
}

function fromAndWhere(
  parameters: Parameters,
  { union, year, number, territory, today }: LockedTableScope,
  known: KnownAt,
): string {
  const day = parameters.add(today);
  const conditions = [
    recordedBy('t', known),
    underToday('t.union_id', `${parameters.add(territory)}::uuid[]`, day),
    ...(union === null ? [] : [under('t.union_id', unionNamed(parameters, union), day, known)]),
    ...(year === null ? [] : [`extract(year from t.period_from) = ${parameters.add(year)}`]),
    ...(number === null ? [] : [`t.number = ${parameters.add(number)}`]),
  ];
  return `from locked_table t where ${conditions.join(' and ')}`;
}
