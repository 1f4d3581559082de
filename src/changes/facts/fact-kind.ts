import type { Action } from '../../access/permissions.ts';
import type { TableName } from '../../database/migrations/table-classes.ts';
import type { Fields } from '../../fields/field.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import type { KeyObject } from 'node:crypto';

/** Whom a fact belongs to: by whose rights it is read, and whose data key seals it. */
export type FactOwner = 'HOUSEHOLD' | 'PERSON' | 'TRADE_UNION' | 'STANDARD';

/**
 * A kind of facts that changes write: a table of versions, or a journal of rows that are written once. What a change did to a
 * fact is the difference between the versions that it superseded and those that it recorded.
 */
export interface FactKind {
  /** The term of the kind. */
  readonly zh: string;
  readonly table: TableName;
  /** Where the versions `v` are read from, with `anchor_id`, `recorded_in` and `superseded_in`. */
  readonly from: string;
  readonly fields: Fields;
  /** Whether the versions are valid over ranges of days. */
  readonly isRanged: boolean;
  readonly owner: FactOwner;
  /** The column with the id of the owner. */
  readonly ownerId: string;
  /** The columns with the key of the fact in its household and the membership that it belongs to, where it has them. */
  readonly key: string | null;
  readonly memberId: string | null;
  /** The column with the person whose values they are; the household’s if there is none. */
  readonly personId: string | null;
  /** The action that reading a field needs, as in the graph. */
  readonly policyOf: (field: string) => Action;
  /** A secret in a column of its own. */
  readonly apart: Apart | null;
}

interface Apart {
  readonly name: string;
  readonly column: string;
  readonly open: (secrets: Secrets, ownerId: string, key: KeyObject, sealed: Buffer) => unknown;
}
