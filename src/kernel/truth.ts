/** The state of a statement: it is known to hold, known to fail, or unknown. */
export type State = 'HOLDS' | 'FAILS' | 'UNKNOWN';

/** A three-valued answer (Kleene); if it is `UNKNOWN`, with the paths of the missing facts. */
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

/** A recorded fact; `null` (not verified) is unknown, and `path` names the fact to find out. */
export function fromFact(value: boolean | null, path: string): Truth {
  return value === null ? unknown([path]) : decided(value);
}

export function negate(truth: Truth): Truth {
  if (truth.state === 'UNKNOWN') return truth;
  return decided(truth.state === 'FAILS');
}

/** Holds if all hold, and fails if one fails, even if others are unknown. */
export function conjunction(truths: readonly Truth[]): Truth {
  return combine(truths, 'FAILS', FAILS, HOLDS);
}

/** Holds if one holds, even if others are unknown, and fails if all fail. */
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
