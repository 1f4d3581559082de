import type { Day } from '../../../kernel/calendar.ts';
import { type Ranged, versionOn } from '../../household/stored-household.ts';
import { deepEqual } from '../deep-equal.ts';
import type { Revised } from '../plan-household.ts';

/** From which day fields have other values, and whether they had them all along. */
export interface FieldsAct {
  readonly from: Day;
  /** Whether the values in force on that day were wrong on all the days that they held; otherwise they change on that day. */
  readonly correction: boolean;
}

export interface Reach extends FieldsAct {
  /** The first day that a correction reaches back to, where others have recorded what holds before; none by default. */
  readonly notBefore?: Day;
  /** The first day that nothing reaches, from which others record what holds; none by default. */
  readonly until?: Day | null;
}

/**
 * Gives fields of a state other values (pure): from the day on, for as long as what they replace was on record. What is left
 * out is unchanged, and a later change of the same field stays. A correction reaches back as well, over the adjoining versions
 * that have the same values. `undefined`: the state does not hold on the day.
 */
export function reviseFields<State extends object>(
  id: string,
  versions: readonly Ranged<State>[],
  fields: Partial<State>,
  { from, correction, notBefore = -Infinity as Day, until = null }: Reach,
): Revised<State> | undefined {
  const sorted = versions.toSorted((one, other) => one.from - other.from);
  const current = versionOn(sorted, from);
  if (current === undefined) return undefined;
  const at = sorted.indexOf(current);
  const end = until ?? (Infinity as Day);
  const later = sorted.slice(at + 1).filter((version) => version.from < end);
  const earlier = correction
    ? sorted
        .slice(0, at)
        .reverse()
        .filter(({ to }) => to !== null && to > notBefore)
    : [];
  const first = correction ? notBefore : from;
  const changed = [
    { version: current, value: { ...current.value, ...fields } },
    ...following(current, later, fields, (before, next) => before.to === next.from),
    ...following(current, earlier, fields, (before, next) => next.to === before.from),
  ].filter(({ version, value }) => !deepEqual(version.value, value));
  return {
    ended: changed.map(({ version }) => ({ id, version })),
    begun: changed.flatMap(({ version, value }) => {
      const { to, value: before } = version;
      const starts = Math.max(version.from, first) as Day;
      const ends = to === null || to > end ? until : to;
      return [
        ...(version.from < starts ? [{ id, from: version.from, to: starts, value: before }] : []),
        { id, from: starts, to: ends, value },
        ...(ends !== null && ends !== to ? [{ id, from: ends, to, value: before }] : []),
      ];
    }),
  };
}

/** The adjoining versions in one direction, each with the fields that have had the same values since the first. */
function following<State extends object>(
  first: Ranged<State>,
  versions: readonly Ranged<State>[],
  fields: Partial<State>,
  adjoin: (before: Ranged<State>, next: Ranged<State>) => boolean,
) {
  const found: { readonly version: Ranged<State>; readonly value: State }[] = [];
  let [before, own] = [first, fields];
  for (const version of versions) {
    const same = Object.entries(own).filter(([name]) =>
      deepEqual(fieldOf(version.value, name), fieldOf(first.value, name)),
    );
    if (same.length === 0 || !adjoin(before, version)) break;
    own = Object.fromEntries(same) as Partial<State>;
    found.push({ version, value: { ...version.value, ...own } });
    before = version;
  }
  return found;
}

function fieldOf(state: object, name: string): unknown {
  return (state as Readonly<Record<string, unknown>>)[name];
}
