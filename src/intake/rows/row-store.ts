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
  /** Answers how many bytes the household's rows take when they are read, about. */
  readonly add: (household: string, row: KeptRow) => number;
  /** In the order in which they came. */
  readonly households: () => IterableIterator<string>;
  readonly size: () => number;
  readonly rowsOf: (household: string) => readonly KeptRow[];
  /** As `add` answered last. */
  readonly bytesOf: (household: string) => number;
}

const NONE = -1;
const BATCH = 250;
const BATCH_BYTES = 4_000_000;
/** A row's link to the one before it, and their bytes; a household's number and its last row. */
const ROW_BYTES = 16;
const HOUSEHOLD_BYTES = 150;
/** A row that is read, beside its text. */
const READ_ROW_BYTES = 400;

/**
 * Those of a household are linked from the last to the first: a million rows take some 150 MB. `spend` hears how many
 * bytes each takes, and may refuse.
 */
export function rowStore(spend: (bytes: number) => void): RowStore {
  const texts = textStore(spend);
  const last = new Map<string, number>();
  const before: number[] = [];
  const bytes: number[] = [];
  const bytesOf = (household: string) => bytes[last.get(household) ?? NONE] ?? 0;
  return {
    add: (household, row) => {
      const former = last.get(household);
      spend(ROW_BYTES + (former === undefined ? HOUSEHOLD_BYTES : 0));
      const text = packed(row);
      const total = bytesOf(household) + READ_ROW_BYTES + text.length;
      before.push(former ?? NONE);
      bytes.push(total);
      last.set(former === undefined ? detached(household) : household, texts.keep(text));
      return total;
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
    bytesOf,
  };
}

type Packed = readonly [sheet: number, row: number, ...columnsAndCells: Cell[]];

function packed({ sheet, row, cells }: KeptRow): string {
  return JSON.stringify([sheet, row, ...Object.entries(cells).flatMap(([column, cell]) => [Number(column), cell])]);
}

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

/** Households that are written together: so many, and no more rows than fit into memory beside those of other batches. */
export function* batchesOf(store: RowStore): Generator<readonly string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for (const number of store.households()) {
    const own = store.bytesOf(number);
    if (batch.length === BATCH || bytes + own > BATCH_BYTES) {
      if (batch.length > 0) yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(number);
    bytes += own;
  }
  if (batch.length > 0) yield batch;
}
