import type { Sql } from '../../../database/database.ts';

/** The acts that close a table: the 审核人's, then that of the officer who signs. */
export const SEAL_ACTS = { REVIEWED: '审核', SIGNED: '签署' } as const;

export type SealAct = keyof typeof SEAL_ACTS;

/** An act under the platform's seal. */
export interface SealRow {
  readonly tableId: string;
  readonly act: SealAct;
  readonly sealedBy: string;
  readonly sealedOn: string;
  /** What was sealed, as canonical JSON. */
  readonly statement: string;
  readonly keyVersion: number;
  readonly publicKey: Buffer;
  readonly signature: Buffer;
}

/** Finds the seals of tables, the review before the signature. */
export function findSeals(sql: Sql, tableIds: readonly string[]): Promise<readonly SealRow[]> {
  return sql.query<SealRow>(
    `select table_id as "tableId", act, sealed_by as "sealedBy", sealed_on as "sealedOn", statement,
       key_version as "keyVersion", public_key as "publicKey", signature
     from locked_table_seal where table_id = any($1::uuid[]) order by table_id, act`,
    [tableIds],
  );
}
