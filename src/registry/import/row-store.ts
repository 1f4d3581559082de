import type { Cell } from '../workbook/cells.ts';
import { textStore } from '../workbook/text-store.ts';

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

const NONE = -1;
/** A row's link to the one before it; a household's number and its last row. */
const ROW_BYTES = 8;
const HOUSEHOLD_BYTES = 150;

/**
 * Those of a household are linked from the last to the first: a million rows take some 150 MB. `spend` hears how many
 * bytes each takes, and may refuse.
 */
export function rowStore(spend: (bytes: number) => void): RowStore {
  const texts = textStore(spend);
  const last = new Map<string, number>();
  const before: number[] = [];
  return {
    add: (household, row) => {
      const former = last.get(household);
      spend(ROW_BYTES + (former === undefined ? HOUSEHOLD_BYTES : 0));
      before.push(former ?? NONE);
      last.set(
        former === undefined ? detached(household) : household,
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
        rows.push(unpack(JSON.parse(texts.read(index) ?? '[]') as Packed));
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

/** A copy of its own: a part of a text keeps the whole of it in memory. */
function detached(text: string): string {
  return Buffer.from(text).toString();
}
