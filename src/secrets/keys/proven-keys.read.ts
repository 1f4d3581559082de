import { hasRows } from '../../database/rows.ts';
import type { Sql } from '../../database/database.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { Secrets } from '../secrets.ts';

/** A person whose data key is wrapped by the master keys of a version. */
interface Sealed {
  readonly id: string;
  readonly data_key: Buffer;
  readonly key_version: number;
  readonly identity: Buffer | null;
  readonly token: Buffer | null;
}

/** Whether anything is encrypted in the database, in which case no new master keys may be created. */
export function isSealed(sql: Sql): Promise<boolean> {
  return hasRows(sql, 'select 1 from person limit 1');
}

/**
 * Returns the secrets of a key file after each version in use has decrypted what it encrypted. With the keys of another
 * database nobody on record would be found, and the right keys could not decrypt what is recorded.
 */
export async function provenKeys(sql: Sql, secrets: Secrets): Promise<Result<Secrets, string>> {
  const wrong = (await oneOfEachVersion(sql)).find((one) => !opens(secrets, one));
  if (wrong === undefined) return succeed(secrets);
  return fail(
    `密钥文件不是此数据库的（第 ${wrong.key_version} 版），请以 BANGFU_KEYS 指明 / ` +
      `the key file is not the one of this database (version ${wrong.key_version}): BANGFU_KEYS names it`,
  );
}

/** Reads the versions by steps along the index, so that the time does not depend on the number of persons. */
function oneOfEachVersion(sql: Sql): Promise<readonly Sealed[]> {
  return sql.query<Sealed>(
    `with recursive used (version) as (
       select min(key_version) from person
       union all
       select (select min(p.key_version) from person p where p.key_version > used.version) from used
       where used.version is not null
     )
     select one.* from used cross join lateral (
       select id, data_key, key_version, identity, token from person p
       where p.key_version = used.version order by p.token limit 1
     ) as one`,
  );
}

function opens(secrets: Secrets, { id, data_key, key_version, identity, token }: Sealed): boolean {
  try {
    const key = secrets.openDataKey(`person ${id}`, data_key, key_version);
    if (identity === null || token === null) return true;
    return secrets.token(secrets.openIdentity(id, key, identity), key_version).equals(token);
  } catch {
    return false;
  }
}
