import { isDeepStrictEqual } from 'node:util';
import type { LockedContent } from '../locked-content.ts';
import type { LockedTable } from '../locked-table.read.ts';

/**
 * Whether the record of a table says what its content says. A content cannot be changed unseen, but the record beside it can be by
 * whoever owns the database: another content, columns, sums or officers. `codes` are those of the officers, by id.
 */
export function isAsLocked(
  table: LockedTable,
  codes: ReadonlyMap<string, { readonly code: string }>,
  { head, sums }: Pick<LockedContent, 'head' | 'sums'>,
): boolean {
  const { number, version, title, periodFrom: from, periodTo: to, lockedOn, columns, filter } = table;
  const { period, ...lists } = filter;
  const { year, quarter, month, sources, aidTypes, paymentMethods, revision } = head;
  const recorded = {
    ...{ number, version, title, from, to, lockedOn, columns, revision: table.tableRevision, union: table.unionId },
    ...{ ...period, ...lists, sums: table.sums },
    ...{ preparer: codes.get(table.preparedBy)?.code, reviewer: codes.get(table.reviewerId)?.code },
  };
  const locked = {
    ...{ number: head.number, version: head.version, title: head.title, from: head.from, to: head.to },
    ...{ lockedOn: head.lockedOn, columns: head.columns.map(({ name }) => name), revision, union: head.union.id },
    ...{ year, quarter, month, sources, aidTypes, paymentMethods, sums },
    ...{ preparer: head.preparer.code, reviewer: head.reviewer.code },
  };
  return isDeepStrictEqual(recorded, locked);
}
