import { insertChange } from '../../database/time/change-log.ts';
import { onOwnConnection } from '../../database/connection/own-connection.ts';
import type { Sql } from '../../database/database.ts';
import { invariant } from '../../kernel/invariant.ts';
import { hex } from '../../database/copy-texts.ts';
import { identityBinding, type Secrets, unseal } from '../secrets.ts';
import { rotateArtefacts } from './rotate-artefacts.store.ts';

interface KeyRow {
  readonly id: string;
  readonly data_key: Buffer;
  readonly key_version: number;
  readonly identity: Buffer | null;
}

/** What a rotation did. */
export interface Rotated {
  /** The number of rows that it changed. */
  readonly rows: number;
  /** The addresses of artefacts whose data keys could not be opened, because they are damaged; they keep their old version. */
  readonly unopened: readonly string[];
}

const BATCH = 500;

/**
 * Re-encrypts every data key and token under the current version of the master keys, batch by batch as the owner, while the
 * platform is in use. After a kill, calling it again continues. A damaged artefact does not keep the others from it.
 */
export async function rotateKeys(
  ownerUrl: string,
  secrets: Secrets,
  actorId: string,
  progress: (done: number) => void,
): Promise<Rotated> {
  return onOwnConnection(ownerUrl, async (sql) => {
    await insertChange(sql, { actorId, purpose: '更换密钥' }, 'ROTATE_KEYS', 'STAFF', actorId);
    let done = 0;
    for (const table of ['person', 'household', 'declared_relative'] as const) {
      for (let changed = BATCH; changed > 0;) {
        changed = await rotateBatch(sql, secrets, table);
        done += changed;
        progress(done);
      }
    }
    const artefacts = await rotateArtefacts(sql, secrets, (rows) => {
      progress(done + rows);
    });
    return { ...artefacts, rows: done + artefacts.rows };
  });
}

async function rotateBatch(
  sql: Sql,
  secrets: Secrets,
  table: 'person' | 'household' | 'declared_relative',
): Promise<number> {
  await sql.query('begin');
  const rows = await sql.query<KeyRow>(
    `select id, data_key, key_version, ${table === 'person' ? 'identity' : 'null::bytea as identity'} from ${table}
     where key_version < $1 order by id limit ${BATCH} for update`,
    [secrets.version()],
  );
  const next = rows.map((row) => rotated(secrets, table, row));
  const columns = ['data_key', 'key_version', ...(table === 'person' ? ['token'] : [])];
  await sql.query(
    `update ${table} t set ${columns.map((column) => `${column} = given.${column}`).join(', ')}
     from (select c0::uuid as id, c1::bytea as data_key, c2::integer as key_version, c3::bytea as token
           from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as texts (c0, c1, c2, c3)) as given
     where t.id = given.id`,
    [0, 1, 2, 3].map((at) => next.map((row) => row[at])),
  );
  if (table === 'person') await rotateNumbers(sql, secrets, rows);
  await sql.query('commit');
  return rows.length;
}

/** Gives all numbers that persons have or had their tokens under the current version. */
async function rotateNumbers(sql: Sql, secrets: Secrets, persons: readonly KeyRow[]): Promise<void> {
  const numbers = await sql.query<{ anchor_id: string; recorded_in: string; identity: Buffer }>(
    'select anchor_id, recorded_in, identity from person_number where anchor_id = any($1)',
    [persons.map(({ id }) => id)],
  );
  const keys = new Map(
    persons.map(({ id, data_key, key_version }) => [id, secrets.openDataKey(`person ${id}`, data_key, key_version)]),
  );
  const tokens = numbers.map(({ anchor_id: id, identity }) => {
    const key = keys.get(id);
    invariant(key !== undefined, 'every person has a data key');
    return hex(secrets.token(secrets.openIdentity(id, key, identity), secrets.version()));
  });
  await sql.query(
    `update person_number n set token = given.token::bytea
     from unnest($1::uuid[], $2::uuid[], $3::text[]) as given (anchor_id, recorded_in, token)
     where n.anchor_id = given.anchor_id and n.recorded_in = given.recorded_in`,
    [numbers.map(({ anchor_id }) => anchor_id), numbers.map(({ recorded_in }) => recorded_in), tokens],
  );
}

function rotated(secrets: Secrets, table: string, { id, data_key, key_version, identity }: KeyRow) {
  const owner = `${table} ${id}`;
  const { wrapped, version } = secrets.rewrap(owner, data_key, key_version);
  if (identity === null) return [id, hex(wrapped), String(version), null];
  const key = secrets.openDataKey(owner, data_key, key_version);
  const number = unseal(key, identityBinding(id), identity).toString();
  return [id, hex(wrapped), String(version), hex(secrets.token(number, version))];
}
