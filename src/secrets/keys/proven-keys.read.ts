import { hasRows } from '../../database/rows.ts';
import type { Sql } from '../../database/database.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { Secrets } from '../secrets.ts';
import { ARTEFACT_KEY_COLUMNS, type ArtefactKeyRow, keyOwnerOf } from './artefact-key.ts';

/** A person whose data key is wrapped by the master keys of a version. */
interface SealedPerson {
  readonly id: string;
  readonly data_key: Buffer;
  readonly key_version: number;
  readonly identity: Buffer | null;
  readonly token: Buffer | null;
}

/** Artefacts that are tried of a version; a damaged one says nothing of its keys. */
const TRIED = 5;

/** Whether anything is encrypted in the database, in which case no new master keys may be created. */
export function isSealed(sql: Sql): Promise<boolean> {
  const tables = ['person', 'artefact', 'declared_relative'];
  return hasRows(sql, tables.map((table) => `(select 1 from ${table} limit 1)`).join(' union all '));
}

/**
 * Returns the secrets of a key file after each version in use has decrypted what it encrypted. With the keys of another
 * database nobody on record would be found, and the right keys could not decrypt what is recorded.
 */
export async function provenKeys(sql: Sql, secrets: Secrets): Promise<Result<Secrets, string>> {
  const persons = await personOfEachVersion(sql);
  const artefacts = await artefactsOfEachVersion(sql);
  const versions = new Set([...persons, ...artefacts].map(({ key_version }) => key_version));
  const wrong = [...versions].find((version) => {
    const person = persons.find(({ key_version }) => key_version === version);
    if (person !== undefined) return !opensPerson(secrets, person);
    return !artefacts.some((one) => one.key_version === version && opensArtefact(secrets, one));
  });
  if (wrong === undefined) return succeed(secrets);
  return fail(
    `密钥文件不是此数据库的（第 ${wrong} 版），请以 BANGFU_KEYS 指明 / ` +
      `the key file is not the one of this database (version ${wrong}): BANGFU_KEYS names it`,
  );
}

/** Reads the versions by steps along the index, so that the time does not depend on the number of persons. */
function personOfEachVersion(sql: Sql): Promise<readonly SealedPerson[]> {
  return sql.query<SealedPerson>(
    `${versionsOf('person')} select one.* from used cross join lateral (
       select id, data_key, key_version, identity, token from person p
       where p.key_version = used.version order by p.token limit 1
     ) as one`,
  );
}

/** A database of an older version, which is backed up, has no artefacts. */
async function artefactsOfEachVersion(sql: Sql): Promise<readonly ArtefactKeyRow[]> {
  if (!(await hasRows(sql, "select 1 where to_regclass('artefact') is not null"))) return [];
  return sql.query<ArtefactKeyRow>(
    `${versionsOf('artefact')} select one.* from used cross join lateral (
       select ${ARTEFACT_KEY_COLUMNS} from artefact a where a.key_version = used.version order by a.digest limit ${TRIED}
     ) as one`,
  );
}

function versionsOf(table: 'person' | 'artefact'): string {
  return `with recursive used (version) as (
    select min(key_version) from ${table}
    union all
    select (select min(t.key_version) from ${table} t where t.key_version > used.version) from used
    where used.version is not null
  )`;
}

function opensPerson(secrets: Secrets, { id, data_key, key_version, identity, token }: SealedPerson): boolean {
  try {
    const key = secrets.openDataKey(`person ${id}`, data_key, key_version);
    if (identity === null || token === null) return true;
    return secrets.token(secrets.openIdentity(id, key, identity), key_version).equals(token);
  } catch {
    return false;
  }
}

function opensArtefact(secrets: Secrets, row: ArtefactKeyRow): boolean {
  try {
    secrets.openDataKey(keyOwnerOf(row), row.data_key, row.key_version);
    return true;
  } catch {
    return false;
  }
}
