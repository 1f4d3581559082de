import { staffOfCode, unionsFor } from '../access/staff.read.ts';
import type { Database, Sql } from '../database/database.ts';
import { fail, succeed } from '../kernel/result.ts';
import { problem, type OrProblems } from '../usecase/problem.ts';
import { unionByCode } from '../organisation/union.read.ts';
import type { ImportRequest } from './import-answer.ts';

type Importer = Pick<ImportRequest, 'actorId' | 'union'>;

/** Finds a member of staff and a union by their codes; refuses staff who may not do so for the union. */
export async function findImporter(
  database: Database,
  staffCode: string,
  unionCode: string,
  today: string,
  action: 'IMPORT_WORKBOOK' | 'EXPORT_WORKBOOK' = 'IMPORT_WORKBOOK',
): Promise<OrProblems<Importer>> {
  return database.session(async (sql) => {
    const actorId = await staffOfCode(sql, staffCode, today);
    return actorId === undefined
      ? fail([problem('NO_SUCH_STAFF', 'as')])
      : importerWith(sql, actorId, unionCode, today, action);
  });
}

/** Like {@link findImporter}, with the id of the member of staff. */
export async function importerWith(
  sql: Sql,
  actorId: string,
  unionCode: string,
  today: string,
  action: 'IMPORT_WORKBOOK' | 'EXPORT_WORKBOOK' = 'IMPORT_WORKBOOK',
): Promise<OrProblems<Importer>> {
  const union = await unionByCode(sql, unionCode);
  const own = union === undefined ? new Set() : await unionsFor(sql, actorId, action, [union.id], today);
  if (union === undefined || !own.has(union.id)) return fail([problem('NO_SUCH_UNION', 'union')]);
  return succeed({ actorId, union: { id: union.id, region: union.region } });
}
