import { createHmac } from 'node:crypto';
import pg from 'pg';
import { onOwnConnection } from '../connection/own-connection.ts';

const APPLICATION_ROLE = 'bangfu_application';

/**
 * Creates the application role of the embedded database if it is missing; it owns nothing. Its password is derived from
 * the owner's, so that all processes which share the server know it.
 */
export async function embeddedApplicationUrl(ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl);
  const password = createHmac('sha256', url.password).update(APPLICATION_ROLE).digest('base64url');
  await onOwnConnection(ownerUrl, async (sql) => {
    const role = pg.escapeIdentifier(APPLICATION_ROLE);
    await sql.query('select pg_advisory_lock(hashtext($1))', [APPLICATION_ROLE]);
    const roles = await sql.query('select from pg_roles where rolname = $1', [APPLICATION_ROLE]);
    if (roles.length === 0) await sql.query(`create role ${role} login password ${pg.escapeLiteral(password)}`);
  });
  url.username = APPLICATION_ROLE;
  url.password = password;
  return url.href;
}

/** Why a role must not be used as the application role; `undefined` if it may. */
export async function faultOfApplicationRole(url: string, ownerRole: string): Promise<string | undefined> {
  return onOwnConnection(url, async (sql) => {
    const [role] = await sql.query<{ mighty: boolean; old: boolean }>(
      `select rolsuper or rolbypassrls or pg_has_role(current_user, $1, 'member') as mighty,
              current_setting('server_version_num')::int < 150000 as old
       from pg_roles where rolname = current_user`,
      [ownerRole],
    );
    if (role?.old !== false) return '数据库须为 PostgreSQL 15 或更新 / the database must be PostgreSQL 15 or newer';
    return role.mighty
      ? 'DATABASE_URL 的角色不得是所有者或超级用户 / the role of DATABASE_URL must be neither owner nor superuser'
      : undefined;
  });
}
