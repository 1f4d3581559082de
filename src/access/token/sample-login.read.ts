import { currentOn } from '../../database/time/valid-on.ts';
import type { Sql } from '../../database/database.ts';
import type { Party } from '../permissions.ts';
import { SAMPLE_ISSUER } from './signing-key.ts';

/** A person of the sample data who can get a token. */
export interface SampleLogin {
  readonly role: Party;
  /** The code of the union of the grant, or of the steward of the worker's file. */
  readonly union: string;
  readonly subject: string;
  /** The code of a member of staff. */
  readonly code: string | null;
}

/** Returns all persons of the sample data with a login on a day, with one row per grant. */
export function sampleLogins(sql: Sql, today: string): Promise<SampleLogin[]> {
  return sql.query<SampleLogin>(
    `select g.role, u.code as union, v.subject, s.code
     from staff s
     join staff_version v on v.anchor_id = s.id and v.issuer = $1 and ${currentOn('v', '$2')}
     join staff_grant a on a.staff_id = s.id
     join staff_grant_version g on g.anchor_id = a.id and ${currentOn('g', '$2')}
     join trade_union u on u.id = g.union_id
     union all
     select 'WORKER', split_part(w.subject, '.', 2), w.subject, null
     from worker_login_version w where w.issuer = $1 and ${currentOn('w', '$2')}
     order by 2, 1, 3`,
    [SAMPLE_ISSUER, today],
  );
}
