import type { PrintedColumn } from './printed-table.ts';

/** A cell of the head of a table. */
export interface HeadCell {
  readonly text: string;
  /** The first column that it stands above, from 0, and how many columns and lines it spans. */
  readonly column: number;
  readonly columns: number;
  readonly lines: number;
}

/**
 * Returns the lines of a head: two if adjacent columns share a group, whose name then spans them; all other headings span
 * both lines.
 */
export function tableHead(columns: readonly PrintedColumn[]): readonly (readonly HeadCell[])[] {
  const runs = groupRuns(columns);
  const isDouble = runs.some(({ length }) => length > 1);
  const upper = runs.map((run): HeadCell => {
    const [first] = run;
    const isGroup = run.length > 1;
    const text = (isGroup ? columns[first]?.group : columns[first]?.heading) ?? '';
    return { text, column: first, columns: run.length, lines: isDouble && !isGroup ? 2 : 1 };
  });
  if (!isDouble) return [upper];
  const grouped = runs.filter(({ length }) => length > 1).flat();
  return [upper, grouped.map((at) => ({ text: columns[at]?.heading ?? '', column: at, columns: 1, lines: 1 }))];
}

type Run = [first: number, ...others: number[]];

/** The indexes of the columns, those of one group together where they are adjacent. */
function groupRuns(columns: readonly PrintedColumn[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [at, { group }] of columns.entries()) {
    const last = runs.at(-1);
    if (last !== undefined && group !== null && columns[last[0]]?.group === group) last.push(at);
    else runs.push([at]);
  }
  return runs;
}
