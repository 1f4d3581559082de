/** What is known of a statement: that it holds, that it fails, or neither. */
export type State = 'HOLDS' | 'FAILS' | 'UNKNOWN';

/** A three-valued answer (Kleene) and, where it is `UNKNOWN`, the paths of the facts that leave it open. */
export interface Truth {
  readonly state: State;
  readonly missing: readonly string[];
}

const NOTHING: readonly string[] = [];

export const HOLDS: Truth = { state: 'HOLDS', missing: NOTHING };
export const FAILS: Truth = { state: 'FAILS', missing: NOTHING };

export function unknown(missing: readonly string[]): Truth {
  return { state: 'UNKNOWN', missing };
}

export function decided(value: boolean): Truth {
  return value ? HOLDS : FAILS;
}

/** A recorded fact; `null` (not verified) is unknown, and `path` is what to find out. */
export function fromFact(value: boolean | null, path: string): Truth {
  return value === null ? unknown([path]) : decided(value);
}

export function negate(truth: Truth): Truth {
  if (truth.state === 'UNKNOWN') return truth;
  return decided(truth.state === 'FAILS');
}

/** Holds when all hold; one that fails decides, whatever else is unknown. */
export function conjunction(truths: readonly Truth[]): Truth {
  return combine(truths, 'FAILS', FAILS, HOLDS);
}

/** Holds when one holds, whatever else is unknown; fails when all fail. */
export function disjunction(truths: readonly Truth[]): Truth {
  return combine(truths, 'HOLDS', HOLDS, FAILS);
}

function combine(truths: readonly Truth[], decisive: State, whenDecisive: Truth, otherwise: Truth): Truth {
  let open: readonly Truth[] | undefined;
  for (const truth of truths) {
    if (truth.state === decisive) return whenDecisive;
    if (truth.state === 'UNKNOWN') open = open === undefined ? [truth] : [...open, truth];
  }
  return open === undefined ? otherwise : unknown(open.flatMap(({ missing }) => missing));
}
