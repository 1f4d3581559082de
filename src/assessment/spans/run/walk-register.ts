import { limited } from '../../../jobs/limited.ts';
import type { Decided } from '../decide-households.ts';
import type { IdRange } from '../../history/id-range.ts';
import type { RangeDecider } from './decide-threads.ts';

interface Walk {
  readonly deciders: readonly RangeDecider[];
  readonly signal: AbortSignal;
  /** The households after an id; `null` after the last. The first call has no id. */
  readonly next: (after: string | null) => Promise<IdRange | null>;
  /** Notes that all households up to an id are decided, and how many more these are. */
  readonly advance: (doneTo: string, households: number) => Promise<void>;
}

/** Lets the deciders decide one range of households after another; after a failure nothing more is begun. */
export async function walkRegister({ deciders, signal, next, advance }: Walk): Promise<Decided> {
  const sum = { households: 0, spans: 0, undecided: 0 };
  const ranges = rangesInOrder(next, advance);
  const work = async ({ decide }: RangeDecider) => {
    for (let range = await ranges.take(); range !== null; range = await ranges.take()) {
      signal.throwIfAborted();
      const { households, spans, undecided } = await decide(range.households);
      sum.households += households;
      sum.spans += spans;
      sum.undecided += undecided;
      await ranges.finish(range, households + undecided);
    }
  };
  try {
    await Promise.all(deciders.map(work));
    return sum;
  } finally {
    await Promise.all(deciders.map(({ end }) => end()));
  }
}

interface NumberedRange {
  readonly at: number;
  readonly households: IdRange;
}

/** Hands out ranges in order, one call at a time, and advances past those before which all are finished. */
function rangesInOrder(next: Walk['next'], advance: Walk['advance']) {
  let taken = 0;
  let last: string | null = null;
  let advanced = 0;
  const finished = new Map<number, () => Promise<void>>();
  const inTurn = limited(1);
  return {
    take: () =>
      inTurn(async (): Promise<NumberedRange | null> => {
        const households = await next(last);
        if (households === null) return null;
        last = households.to;
        return { at: taken++, households };
      }),
    finish: ({ at, households: { to } }: NumberedRange, households: number) =>
      inTurn(async () => {
        finished.set(at, () => advance(to, households));
        for (let note = finished.get(advanced); note !== undefined; note = finished.get(advanced)) {
          finished.delete(advanced++);
          await note();
        }
      }),
  };
}
