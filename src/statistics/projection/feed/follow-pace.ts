import { setTimeout as pause } from 'node:timers/promises';

/** The rests between the passes of a loop that follows what others write. */
export interface FollowPace {
  /** Cuts a rest short: somebody waits for what the next pass brings. */
  readonly hurry: () => void;
  /** Rests for at least some milliseconds, and at most for others, unless somebody waits or the signal ends it. */
  readonly rest: (least: number, most: number, signal: AbortSignal) => Promise<void>;
}

export function followPace(): FollowPace {
  let hurried = new AbortController();
  return {
    hurry: () => {
      hurried.abort();
    },
    rest: async (least, most, signal) => {
      await nap(least, signal);
      await nap(most - least, AbortSignal.any([signal, hurried.signal]));
      hurried = new AbortController();
    },
  };
}

function nap(milliseconds: number, signal: AbortSignal): Promise<void> {
  return pause(milliseconds, undefined, { signal }).catch(() => undefined);
}
