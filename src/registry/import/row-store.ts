import type { Cell } from '../workbook/cells.ts';

/** A row that was kept: its sheet's index, its number and its cells by the index of their column in the sheet. */
export interface KeptRow {
  readonly sheet: number;
  readonly row: number;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** The rows of a workbook by household, compactly and in memory: nothing personal in a file. */
export interface RowStore {
  readonly add: (household: string, row: KeptRow) => void;
  readonly households: () => IterableIterator<string>;
  readonly size: () => number;
  readonly rowsOf: (household: string) => readonly KeptRow[];
}

const CHUNK = 8 * 1024 * 1024;
const NONE = -1;

/**
 * Rows as UTF-8 in large buffers outside the garbage collector's reach, those of a household linked from the last to the
 * first: a million rows take some 150 MB.
 */
export function rowStore(): RowStore {
  const texts = textStore();
  const last = new Map<string, number>();
  const before: number[] = [];
  return {
    add: (household, row) => {
      before.push(last.get(household) ?? NONE);
      last.set(
        household,
        texts.keep(
          JSON.stringify([
            row.sheet,
            row.row,
            ...Object.entries(row.cells).flatMap(([column, cell]) => [Number(column), cell]),
          ]),
        ),
      );
    },
    households: () => last.keys(),
    size: () => before.length,
    rowsOf: (household) => {
      const rows: KeptRow[] = [];
      for (let index = last.get(household) ?? NONE; index !== NONE; index = before[index] ?? NONE) {
        rows.push(unpack(JSON.parse(texts.read(index)) as Packed));
      }
      return rows.reverse();
    },
  };
}

type Packed = readonly [sheet: number, row: number, ...columnsAndCells: Cell[]];

/** A row as it is kept: sheet, number, then column and cell by turns. */
function unpack([sheet, row, ...packed]: Packed): KeptRow {
  const cells: Record<number, Cell> = {};
  for (let at = 0; at < packed.length; at += 2) {
    const cell = packed[at + 1];
    if (cell !== undefined) cells[Number(packed[at])] = cell;
  }
  return { sheet, row, cells };
}

/** Texts by the order in which they were kept. */
function textStore() {
  const chunks: Buffer[] = [];
  let used = CHUNK;
  const places: number[] = [];
  const lengths: number[] = [];
  const keep = (text: string): number => {
    const length = Buffer.byteLength(text);
    if (used + length > CHUNK) {
      chunks.push(Buffer.allocUnsafeSlow(Math.max(CHUNK, length)));
      used = 0;
    }
    const chunk = chunks.length - 1;
    chunks[chunk]?.write(text, used);
    places.push(chunk * CHUNK + used);
    lengths.push(length);
    used += length;
    return places.length - 1;
  };
  const read = (index: number): string => {
    const place = places[index] ?? 0;
    const from = place % CHUNK;
    return chunks[Math.floor(place / CHUNK)]?.toString('utf8', from, from + (lengths[index] ?? 0)) ?? '';
  };
  return { keep, read };
}
