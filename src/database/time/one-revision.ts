import type { Watermark } from './change-log.ts';
import type { KnownAt } from './known-at.ts';

/** Rows of one revision, and what else of that revision is to be read at. */
interface AtOneRevision<Row> {
  readonly rows: readonly Row[];
  readonly revision: number;
  readonly known: KnownAt;
}

/**
 * Reads a page of a walk, each page of which sees the revision of the first. Mostly nothing has changed since, and the
 * quick read of now is that of the revision too.
 */
export async function readAtOneRevision<Row extends Watermark>(
  known: KnownAt,
  read: (known: KnownAt) => Promise<readonly Row[]>,
): Promise<AtOneRevision<Row>> {
  const rows = await read('NOW');
  const [first] = rows;
  if (first === undefined && known === 'NOW') return { rows, revision: 0, known };
  const revision = known === 'NOW' ? Number(first?.revision) : known;
  if (isOf(revision, first)) return { rows, revision, known: 'NOW' };
  return { rows: await read(revision), revision, known: revision };
}

/** Whether a row was read when just this revision was known. */
function isOf(revision: number, row: Watermark | undefined): boolean {
  return row?.pending === false && Number(row.revision) === revision;
}
