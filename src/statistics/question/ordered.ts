import type { Dimension } from '../dimensions/dimension.ts';
import type { Measure } from '../measures/measure.ts';
import type { Cell, Question } from './question.ts';

/** What cells are sorted by: a figure or a key. */
export type Order = { readonly descending: boolean } & (
  { readonly measure: Measure } | { readonly dimension: Dimension }
);

/** Sorts cells; those that are equal, by their keys in the order of the code lists, and then by their periods. */
export function ordered(cells: readonly Cell[], { by }: Question, orders: readonly Order[]): readonly Cell[] {
  const places = by.map(({ names }) =>
    typeof names === 'string' ? null : new Map(Object.keys(names).map((key, at) => [key, at])),
  );
  const compareKeys = (a: Cell, b: Cell, at: number) =>
    compareKey(places[at] ?? null, a.keys[at] ?? '', b.keys[at] ?? '');
  return cells.toSorted((a, b) => {
    for (const order of orders) {
      const compared =
        'measure' in order ? compareFigures(a, b, order) : sign(order) * compareKeys(a, b, by.indexOf(order.dimension));
      if (compared !== 0) return compared;
    }
    const keys = by.map((_, at) => compareKeys(a, b, at)).find((compared) => compared !== 0);
    return keys ?? a.period - b.period;
  });
}

function sign({ descending }: { readonly descending: boolean }): number {
  return descending ? -1 : 1;
}

/** Figures that are hidden, and means of nothing, come last, so that their place tells nothing. */
function compareFigures(a: Cell, b: Cell, order: Extract<Order, { readonly measure: Measure }>): number {
  const [left, right] = [a, b].map(
    ({ figures }) => figures.find(({ measure }) => measure === order.measure)?.value ?? null,
  );
  if (left === null || right === null || left === undefined || right === undefined) {
    return Number(left === null) - Number(right === null);
  }
  return sign(order) * (left - right);
}

/** Keys in the order of their code list, the others by their characters. */
function compareKey(places: ReadonlyMap<string, number> | null, a: string, b: string): number {
  if (places !== null) return (places.get(a) ?? places.size) - (places.get(b) ?? places.size);
  return a < b ? -1 : a > b ? 1 : 0;
}
