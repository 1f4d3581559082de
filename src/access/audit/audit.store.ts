import { insertRows } from '../../database/table.ts';
import { refusedAttemptTable, sensitiveReadTable } from '../access.entity.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import type { Sensitivity } from '../../fields/sensitivity.codes.ts';
import type { Viewer } from '../viewer.ts';
import type { RefusalKind } from './refusals.codes.ts';

/** An answer that shows sensitive values: the viewer, the purpose and the persons. */
export interface SensitiveRead {
  readonly viewer: Pick<Viewer, 'staffId' | 'personId'>;
  /** The name of the operation, if it has one. */
  readonly operation: string | null;
  readonly purpose: string;
  readonly subjects: readonly {
    readonly kind: 'Person' | 'Household';
    readonly id: string;
    readonly fields: readonly Sensitivity[];
  }[];
  readonly trace: string;
}

export async function recordSensitiveRead(sql: Sql, read: SensitiveRead): Promise<void> {
  const { viewer, ...seen } = read;
  const row = { id: newId(), staffId: viewer.staffId, personId: viewer.personId, ...seen };
  await insertRows(sql, sensitiveReadTable, [row]);
}

/** Adds to the count of persons that a viewer saw masked in an hour; `instant` is in milliseconds since 1970. */
export async function countMasked(sql: Sql, viewerId: string, persons: number, now: number): Promise<void> {
  await sql.query(
    `insert into masked_read (viewer_id, hour, persons) values ($1, date_trunc('hour', $3::timestamptz), $2)
     on conflict (viewer_id, hour) do update set persons = masked_read.persons + excluded.persons`,
    [viewerId, persons, new Date(now).toISOString()],
  );
}

/** Attempts of one sender that were refused for the same reason; instants are in ISO 8601. */
export interface RefusedAttempts {
  readonly at: string;
  readonly lastAt: string;
  readonly times: number;
  readonly kind: RefusalKind;
  /** The code of the answer's error, or of the first problem of an act. */
  readonly code: string;
  /** The field of the schema, or the route. */
  readonly field: string | null;
  /** The name of the first one's operation. */
  readonly operation: string | null;
  readonly staffId: string | null;
  readonly personId: string | null;
  /** The registered gateway that was named with a signature. */
  readonly gateway: string | null;
  /** That of the first one. */
  readonly trace: string;
}

export async function insertRefusedAttempts(sql: Sql, attempts: readonly RefusedAttempts[]): Promise<void> {
  await insertRows(
    sql,
    refusedAttemptTable,
    attempts.map((one) => ({ id: newId(), ...one })),
  );
}
