import { hex } from '../../database/copy-texts.ts';
import type { Sql } from '../../database/database.ts';
import type { Secrets } from '../secrets.ts';
import { ARTEFACT_KEY_COLUMNS, type ArtefactKeyRow, keyOwnerOf } from './artefact-key.ts';

const BATCH = 500;

/**
 * Wraps the data keys of artefacts again under the current version, batch by batch along their addresses. The contents stay
 * as they are. The addresses of those that do not open are returned.
 */
export async function rotateArtefacts(
  sql: Sql,
  secrets: Secrets,
  progress: (done: number) => void,
): Promise<{ readonly rows: number; readonly unopened: readonly string[] }> {
  const unopened: string[] = [];
  let rows = 0;
  for (let after: string | undefined = ''; after !== undefined;) {
    const batch = await rotateBatch(sql, secrets, after);
    unopened.push(...batch.unopened);
    rows += batch.rows;
    after = batch.last;
    progress(rows);
  }
  return { rows, unopened };
}

async function rotateBatch(sql: Sql, secrets: Secrets, after: string) {
  await sql.query('begin');
  const given = await sql.query<ArtefactKeyRow>(
    `select ${ARTEFACT_KEY_COLUMNS} from artefact
     where key_version < $1 and artefact.digest > decode($2, 'hex') order by artefact.digest limit ${BATCH} for update`,
    [secrets.version(), after],
  );
  const next = given.map((row) => ({ digest: row.digest, key: rewrapped(secrets, row) }));
  const opened = next.flatMap(({ digest, key }) => (key === undefined ? [] : [{ digest, key }]));
  await sql.query(
    `update artefact a set data_key = given.data_key::bytea, key_version = given.key_version
     from unnest($1::text[], $2::text[], $3::integer[]) as given (digest, data_key, key_version)
     where a.digest = decode(given.digest, 'hex')`,
    [
      opened.map(({ digest }) => digest),
      opened.map(({ key }) => hex(key.wrapped)),
      opened.map(({ key }) => key.version),
    ],
  );
  await sql.query('commit');
  return {
    rows: opened.length,
    unopened: next.filter(({ key }) => key === undefined).map(({ digest }) => digest),
    last: given.at(-1)?.digest,
  };
}

/** The data key under the current version; `undefined` if it does not open. */
function rewrapped(secrets: Secrets, row: ArtefactKeyRow): ReturnType<Secrets['rewrap']> | undefined {
  try {
    return secrets.rewrap(keyOwnerOf(row), row.data_key, row.key_version);
  } catch {
    return undefined;
  }
}
