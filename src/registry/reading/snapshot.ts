import type { Snapshot } from '../../database/change-log.ts';
import type { KnownAt } from '../../database/known-at.ts';

/**
 * Reads a page of a walk, each page of which sees the revision of the first. Mostly nothing has changed since, and the
 * quick read of now is that of the revision too.
 */
export async function inOneSnapshot<Row extends Snapshot>(
  known: KnownAt,
  read: (known: KnownAt) => Promise<readonly Row[]>,
): Promise<{ readonly rows: readonly Row[]; readonly revision: number }> {
  const rows = await read('NOW');
  const [first] = rows;
  const settled = first !== undefined && !first.pending;
  if (known === 'NOW') {
    const revision = Number(first?.revision ?? 0);
    return settled || first === undefined ? { rows, revision } : { rows: await read(revision), revision };
  }
  if (settled && Number(first.revision) === known) return { rows, revision: known };
  return { rows: await read(known), revision: known };
}
