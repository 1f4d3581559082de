import type { Sql } from '../database/database.ts';
import { hasRows } from '../database/rows.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { ArtefactFault } from './artefact.ts';
import { readContent } from './artefact.read.ts';

interface DamagedArtefact {
  readonly digest: string;
  readonly fault: ArtefactFault;
}

/**
 * Reads every artefact and returns those that cannot be read whole. Damage that nobody looks for is found when the last
 * backup without it is gone. A database of an older version has no artefacts.
 */
export async function findDamagedArtefacts(sql: Sql, secrets: Secrets): Promise<readonly DamagedArtefact[]> {
  if (!(await hasRows(sql, "select 1 where to_regclass('artefact') is not null"))) return [];
  const artefacts = await sql.query<{ digest: string }>(
    "select encode(digest, 'hex') as digest from artefact order by artefact.digest",
  );
  const damaged: DamagedArtefact[] = [];
  for (const { digest } of artefacts) {
    const read = await readContent(sql, secrets, digest);
    if (!read.ok) damaged.push({ digest, fault: read.error });
  }
  return damaged;
}
