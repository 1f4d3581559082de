/** A version of a fact, valid from a day on and before another; both are `null` where it is valid on all days. */
export interface Version<Value> {
  readonly from: string | null;
  readonly to: string | null;
  readonly value: Value;
}

/** Days on which a fact was one thing before a change and another after it; `null`: there was or is no such fact. */
export interface Difference<Value> {
  readonly from: string | null;
  readonly to: string | null;
  readonly old: Value | null;
  readonly now: Value | null;
}

const FIRST = '';
const END = '~';

/**
 * The days on which the versions that a change superseded and those that it recorded differ, in their order. Days that follow
 * each other with the same two versions are one difference; versions that are valid on the same days are compared by the caller.
 */
export function diffVersions<Value>(
  superseded: readonly Version<Value>[],
  recorded: readonly Version<Value>[],
): readonly Difference<Value>[] {
  const all = [...superseded, ...recorded];
  const days = [...new Set(all.flatMap(({ from, to }) => [from ?? FIRST, to ?? END]))].sort();
  return days.slice(0, -1).flatMap((from, at) => {
    const to = days[at + 1] ?? END;
    const [old, now] = [valueOn(superseded, from), valueOn(recorded, from)];
    if (old === null && now === null) return [];
    return [{ from: from === FIRST ? null : from, to: to === END ? null : to, old, now }];
  });
}

function valueOn<Value>(versions: readonly Version<Value>[], day: string): Value | null {
  return versions.find(({ from, to }) => (from ?? FIRST) <= day && day < (to ?? END))?.value ?? null;
}
