import { onOwnConnection } from '../../src/database/connection/own-connection.ts';
import type { Sql } from '../../src/database/database.ts';

/** A transaction of the owner, who may put grants on record that nobody proposed; the sessions' settings are the platform's. */
export function ownerTransaction(ownerUrl: string, work: (sql: Sql) => Promise<void>): Promise<void> {
  return onOwnConnection(
    ownerUrl,
    async (sql) => {
      await sql.query('begin');
      await work(sql);
      await sql.query('commit');
    },
    '-c timezone=Asia/Shanghai -c datestyle=ISO',
  );
}
