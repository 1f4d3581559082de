import type { Watermark } from './change-log.ts';
import type { KnownAt } from './known-at.ts';

/** Rows of one revision; `known` is what further reads of the same revision should use. */
interface AtOneRevision<Row> {
  readonly rows: readonly Row[];
  readonly revision: number;
  readonly known: KnownAt;
}

/**
 * Reads a page at one revision, which is that of the walk's first page. It first reads the current state, which is quicker,
 * and reads again at the revision only if something has changed since.
 */
export async function readAtOneRevision<Row extends Watermark>(
  known: KnownAt,
  read: (known: KnownAt) => Promise<readonly Row[]>,
): Promise<AtOneRevision<Row>> {
  const rows = await read('NOW');
  const [first] = rows;
  if (first === undefined && known === 'NOW') return { rows, revision: 0, known };
  const revision = known === 'NOW' ? Number(first?.revision) : known;
  if (isAtRevision(revision, first)) return { rows, revision, known: 'NOW' };
  return { rows: await read(revision), revision, known: revision };
}

/** Whether a row was read when this revision was the last one. */
function isAtRevision(revision: number, row: Watermark | undefined): boolean {
  return row?.pending === false && Number(row.revision) === revision;
}
