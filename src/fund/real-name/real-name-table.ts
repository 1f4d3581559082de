import { loadHouseholdTerritories } from '../../access/territory.read.ts';
import { type Rights, grantedRights, authorisedUnions, type Viewer } from '../../access/viewer.ts';
import { lastRevision } from '../../database/time/change-log.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import { addFen, type Fen, ZERO_FEN } from '../../kernel/fen.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Deps } from '../../usecase/command.ts';
import { memo } from '../../fields/sealed-values.ts';
import { readAtOneRevision } from '../../database/time/one-revision.ts';
import type {
  PaymentFilter,
  PaymentScope,
  PaymentSubtotal,
  PaymentTotals,
  RealNameRow,
  RowKey,
} from '../payments/payment.ts';
import { type PaymentGroup, paymentGroups } from '../payments/payment-sum.read.ts';
import { amountBefore } from '../export/amount-before.read.ts';
import { type KeyedRow, realNameOrder, realNameRows, type RowRange } from './real-name-row.read.ts';

/** The table that is requested; the viewer determines the territory. */
export interface RealNameQuery extends PaymentFilter {
  readonly known: KnownAt;
}

/** A row with the rights of the viewer to it. */
export interface ReadableRow extends RealNameRow {
  /** The 序号, counted from 1 through all pages. */
  readonly number: number;
  readonly rights: Rights;
}

interface ReadableKeyed {
  readonly node: ReadableRow;
  readonly key: RowKey;
}

/** The 实名制汇总表; its pages and its totals show one revision. */
export interface RealNameTable {
  readonly revision: number;
  /** Reads the rows after a position, or from the first one for `null`. */
  readonly rows: (size: number, after: RowKey | null) => Promise<readonly ReadableKeyed[]>;
  readonly totals: () => Promise<PaymentTotals>;
  /** Reads the ids of all its payments, in the order of the rows: the table is sorted once, and then read in parts by them. */
  readonly order: () => Promise<readonly string[]>;
  /** Reads the rows of payments that follow each other; `before` is the number of the row before them. */
  readonly rowsOf: (ids: readonly string[], before: number) => Promise<readonly ReadableKeyed[]>;
  /** Reads the sum of its first rows; `null` if it does not have as many. */
  readonly amountBefore: (rows: number) => Promise<Fen | null>;
}

/** How many rows are read at a time: memory holds the rows of two parts, and what is read of each has its entry in the record. */
const PART = 5000;

/** Rows of a table by their numbers less one. */
export interface RowNumbers {
  readonly from: number;
  readonly most: number;
}

/**
 * Returns the real-name summary table of a period (domain facts, 1.5) at a revision: the payments to households whose steward
 * of today is a union for which the viewer may read the table. It is empty for viewers who may read none.
 */
export async function realNameTable(deps: Deps, viewer: Viewer, query: RealNameQuery): Promise<RealNameTable> {
  const { database, secrets, today } = deps;
  const { known, ...about } = query;
  const revision = known === 'NOW' ? await lastRevision(database) : known;
  const scope: PaymentScope = { ...about, today, territory: authorisedUnions(viewer, 'READ_REAL_NAME_TABLE') };
  const rowsIn = async (range: RowRange) => {
    const read = (at: KnownAt) => database.session((sql) => realNameRows(sql, secrets, scope, at, range));
    return readable(deps, viewer, (await readAtOneRevision(revision, read)).rows);
  };
  return {
    revision,
    rows: (size, after) => rowsIn({ size, after }),
    rowsOf: (ids, before) => rowsIn({ ids, before }),
    order: memo(() => database.session((sql) => realNameOrder(sql, scope, revision))),
    totals: memo(async () => {
      const read = (at: KnownAt) => database.session((sql) => paymentGroups(sql, scope, at));
      return sumTotals((await readAtOneRevision(revision, read)).rows);
    }),
    amountBefore: (rows) => database.session((sql) => amountBefore(sql, scope, revision, rows)),
  };
}

/** A table that is read in parts, whoever reads it: the ids of its payments in their order, and a part of it. */
interface PartedTable<Part> {
  readonly order: RealNameTable['order'];
  readonly rowsOf: (ids: readonly string[], before: number) => Promise<Part>;
}

/** Reads rows of a table in parts, the next one while the one before it is worked on. */
export async function* tableParts<Part>(
  { order, rowsOf }: PartedTable<Part>,
  { from, most }: RowNumbers,
): AsyncGenerator<Part> {
  const ids = (await order()).slice(from, from + most);
  const partAt = (at: number) => (at < ids.length ? rowsOf(ids.slice(at, at + PART), from + at) : null);
  let coming = partAt(0);
  for (let at = PART; coming !== null; at += PART) {
    const part = await coming;
    coming = partAt(at);
    // Where nobody reads on, nobody waits for it either.
    coming?.catch(() => undefined);
    yield part;
  }
}

async function readable({ database, today }: Deps, viewer: Viewer, rows: readonly KeyedRow[]) {
  const ids = new Set(rows.map(({ row }) => row.householdId));
  const territories = await database.session((sql) => loadHouseholdTerritories(sql, [...ids], today));
  const rights = new Map([...territories].map(([id, territory]) => [id, grantedRights(viewer, territory)]));
  return rows.map(({ row, key }) => {
    const granted = rights.get(row.householdId);
    invariant(granted !== undefined, 'every household stands somewhere');
    return { key, node: { ...row, number: Number(key[0]), rights: granted } };
  });
}

/** Returns subtotals and total, and checks that every payment is in one subtotal and that their sum is the total. */
export function sumTotals(groups: readonly PaymentGroup[]): PaymentTotals {
  const total = groups.find(({ subtotal }) => subtotal === null)?.sum;
  invariant(total !== undefined, 'there is a total, of nothing too');
  const subtotals = groups.flatMap(({ subtotal }) => subtotal ?? []);
  const amountFen = subtotals.reduce((sum, one) => addFen(sum, one.amountFen), ZERO_FEN);
  const [payments, rows] = [sumOf(subtotals, 'payments'), sumOf(subtotals, 'rows')];
  const isTied = amountFen === total.amountFen && payments === total.payments && rows === total.rows;
  invariant(isTied, 'the subtotals come to the total');
  return { subtotals, total };
}

function sumOf(subtotals: readonly PaymentSubtotal[], count: 'payments' | 'rows'): number {
  return subtotals.reduce((sum, one) => sum + one[count], 0);
}
