import { createHmac } from 'node:crypto';
import pg from 'pg';
import { onOwnConnection } from '../connection/own-connection.ts';

const APPLICATION_ROLE = 'bangfu_application';
const SEALER_ROLE = 'bangfu_sealer';

/** The addresses of the embedded database for the application role and for the sealer; their roles are made if they are missing. */
export async function embeddedUrls(ownerUrl: string): Promise<{ readonly url: string; readonly sealerUrl: string }> {
  const url = await embeddedUrl(ownerUrl, APPLICATION_ROLE);
  return { url, sealerUrl: await embeddedUrl(ownerUrl, SEALER_ROLE) };
}

/**
 * Creates a role of the embedded database that owns nothing, if it is missing. Its password is derived from the owner's, so
 * that all processes which share the server know it.
 */
async function embeddedUrl(ownerUrl: string, name: string): Promise<string> {
  const url = new URL(ownerUrl);
  const password = createHmac('sha256', url.password).update(name).digest('base64url');
  await onOwnConnection(ownerUrl, async (sql) => {
    const role = pg.escapeIdentifier(name);
    await sql.query('select pg_advisory_lock(hashtext($1))', [name]);
    const roles = await sql.query('select from pg_roles where rolname = $1', [name]);
    if (roles.length === 0) await sql.query(`create role ${role} login password ${pg.escapeLiteral(password)}`);
  });
  url.username = name;
  url.password = password;
  return url.href;
}

/** The addresses of one database for its three roles; the sealer's is missing where the settings name none. */
interface RoleUrls {
  readonly url: string;
  readonly ownerUrl: string;
  readonly sealerUrl: string | undefined;
}

/** Why the roles must not be used as the application role and as the sealer; `undefined` if they may. */
export async function faultOfRoles({ url, ownerUrl, sealerUrl }: RoleUrls): Promise<string | undefined> {
  const others = sealerUrl === undefined ? [] : [roleOf(sealerUrl)];
  const fault = await faultOfRole('DATABASE_URL', url, [roleOf(ownerUrl), ...others]);
  if (fault !== undefined || sealerUrl === undefined) return fault;
  return faultOfRole('DATABASE_SEALER_URL', sealerUrl, [roleOf(ownerUrl), roleOf(url)]);
}

export function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

async function faultOfRole(setting: string, url: string, others: readonly string[]): Promise<string | undefined> {
  return onOwnConnection(url, async (sql) => {
    const [role] = await sql.query<{ mighty: boolean; old: boolean }>(
      `select rolsuper or rolbypassrls or exists (
                select from pg_roles o where o.rolname = any($1) and pg_has_role(current_user, o.oid, 'member')) as mighty,
              current_setting('server_version_num')::int < 150000 as old
       from pg_roles where rolname = current_user`,
      [others],
    );
    if (role?.old !== false) return '数据库须为 PostgreSQL 15 或更新 / the database must be PostgreSQL 15 or newer';
    return role.mighty
      ? `${setting} 的角色不得是所有者或超级用户，也不得兼任其他角色 / ` +
          `the role of ${setting} must be neither owner nor superuser, nor stand for another of the roles`
      : undefined;
  });
}
