import type { Cell } from '../workbook/cells.ts';
import { textStore } from '../workbook/text-store.ts';

/** A stored row: its sheet's index, its number, and its cells by the index of their column in the sheet. */
export interface StoredRow {
  readonly sheet: number;
  readonly row: number;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** The rows of a workbook by household. They are packed in memory, so that no personal data goes into a file. */
export interface RowStore {
  /** Stores a row; returns about how many bytes the household's rows take once they are unpacked. */
  readonly add: (household: string, row: StoredRow) => number;
  /** The households in the order of their first rows. */
  readonly households: () => IterableIterator<string>;
  readonly size: () => number;
  readonly householdRows: (household: string) => readonly StoredRow[];
  /** The last result of `add` for the household. */
  readonly householdBytes: (household: string) => number;
}

const NONE = -1;
const BATCH = 250;
const BATCH_BYTES = 4_000_000;
/** The size of a row's entries in `before` and `bytes`, and of a household's entry in `last`. */
const ROW_BYTES = 16;
const HOUSEHOLD_BYTES = 150;
/** The size of an unpacked row, in addition to its text. */
const READ_ROW_BYTES = 400;

/**
 * Makes a row store. The rows of a household are linked from the last to the first; a million rows take some 150 MB.
 * `spend` is called with the bytes that each row takes, and may throw.
 */
export function rowStore(spend: (bytes: number) => void): RowStore {
  const texts = textStore(spend);
  const last = new Map<string, number>();
  const before: number[] = [];
  const bytes: number[] = [];
  const householdBytes = (household: string) => bytes[last.get(household) ?? NONE] ?? 0;
  return {
    add: (household, row) => {
      const former = last.get(household);
      spend(ROW_BYTES + (former === undefined ? HOUSEHOLD_BYTES : 0));
      const text = pack(row);
      const total = householdBytes(household) + READ_ROW_BYTES + text.length;
      before.push(former ?? NONE);
      bytes.push(total);
      last.set(former === undefined ? detached(household) : household, texts.keep(text));
      return total;
    },
    households: () => last.keys(),
    size: () => before.length,
    householdRows: (household) => {
      const rows: StoredRow[] = [];
      for (let index = last.get(household) ?? NONE; index !== NONE; index = before[index] ?? NONE) {
        rows.push(unpack(JSON.parse(texts.read(index) ?? '[]') as Packed));
      }
      return rows.reverse();
    },
    householdBytes,
  };
}

type Packed = readonly [sheet: number, row: number, ...columnsAndCells: Cell[]];

function pack({ sheet, row, cells }: StoredRow): string {
  return JSON.stringify([sheet, row, ...Object.entries(cells).flatMap(([column, cell]) => [Number(column), cell])]);
}

/** Unpacks a row from its sheet, its number, and then its columns and cells alternately. */
function unpack([sheet, row, ...packed]: Packed): StoredRow {
  const cells: Record<number, Cell> = {};
  for (let at = 0; at < packed.length; at += 2) {
    const cell = packed[at + 1];
    if (cell !== undefined) cells[Number(packed[at])] = cell;
  }
  return { sheet, row, cells };
}

/** Copies a text: a substring would keep the text that it was cut from in memory. */
function detached(text: string): string {
  return Buffer.from(text).toString();
}

/** The batches of households that are written together, limited in number and in the memory of their rows. */
export function* householdBatches(store: RowStore): Generator<readonly string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for (const number of store.households()) {
    const own = store.householdBytes(number);
    if (batch.length === BATCH || bytes + own > BATCH_BYTES) {
      if (batch.length > 0) yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(number);
    bytes += own;
  }
  if (batch.length > 0) yield batch;
}
