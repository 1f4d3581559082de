import { addDays, type Day, requireDay } from '../../kernel/calendar.ts';
import type { HouseholdFacts, Level } from '../../policy/facts/facts.ts';
import { indexStandards, type Standards } from '../../policy/money/standards.ts';
import { type StandardRow, toEntries } from '../../standards/standard-entries.read.ts';

export type LocalLevel = Exclude<Level, 'NATIONAL'>;
type LocalProfile = NonNullable<HouseholdFacts['profile']>;

/** A version with the revisions at which it is known: from `knownFrom` until before `knownTo`, which may be `Infinity`. */
export interface Versioned<T> {
  readonly value: T;
  readonly knownFrom: number;
  readonly knownTo: number;
}

/** Days from `from` until before `to`; `null`: without an end. */
interface Days {
  readonly from: Day;
  readonly to: Day | null;
}

/** A local rule of a union. */
export interface LocalRule extends Days {
  readonly unionId: string;
  readonly level: LocalLevel;
  readonly profile: LocalProfile;
}

/** The superior of a union over a range of days; `null`: none. */
export interface UnionPlace extends Days {
  readonly unionId: string;
  readonly parentId: string | null;
}

/** What all decisions rest on, in all its versions. */
export interface RulesHistory {
  readonly standards: readonly Versioned<StandardRow>[];
  readonly localRules: readonly Versioned<LocalRule>[];
  readonly unions: readonly Versioned<UnionPlace>[];
}

/** The local profiles in force over a range of days, by level. */
export interface ProfileSpan extends Days {
  readonly profiles: Readonly<Partial<Record<LocalLevel, LocalProfile>>>;
}

/** The rules as known at one revision. */
export interface KnownRules {
  /** The last revision at which a rule changed. */
  readonly revision: number;
  readonly standards: Standards;
  /** The days on which the minimum living standard of a region changes or passes the day until which it is known, in order. */
  readonly standardDays: (region: string) => readonly Day[];
  /** The profiles of a steward: its own or those of its nearest superiors (Article 2), in the order of their days. */
  readonly profilesOf: (unionId: string) => readonly ProfileSpan[];
}

/** The rules at every revision. */
export interface Rules {
  /** The revisions at which some rule became known or ceased to be, in order. */
  readonly revisions: readonly number[];
  readonly at: (revision: number) => KnownRules;
}

export function rulesOf(history: RulesHistory): Rules {
  const numbers = new Set<number>();
  for (const { knownFrom, knownTo } of [...history.standards, ...history.localRules, ...history.unions]) {
    numbers.add(knownFrom);
    if (knownTo !== Infinity) numbers.add(knownTo);
  }
  const revisions = [...numbers].sort((a, b) => a - b);
  const known = new Map<number, KnownRules>();
  return {
    revisions,
    at: (revision) => {
      const last = revisions.findLast((number) => number <= revision) ?? 0;
      const found = known.get(last) ?? knownRules(history, last);
      known.set(last, found);
      return found;
    },
  };
}

function knownRules(history: RulesHistory, revision: number): KnownRules {
  const at = <T>(versions: readonly Versioned<T>[]) =>
    versions.flatMap(({ value, knownFrom, knownTo }) => (knownFrom <= revision && revision < knownTo ? [value] : []));
  const standards = at(history.standards);
  const localRules = Map.groupBy(at(history.localRules), ({ unionId }) => unionId);
  const places = Map.groupBy(fromTheBeginning(at(history.unions)), ({ unionId }) => unionId);
  const dibao = Map.groupBy(
    standards.filter(({ kind }) => kind === 'DIBAO'),
    ({ region }) => region,
  );
  return {
    revision,
    standards: indexStandards(toEntries(standards)),
    standardDays: memo((region) => standardDays(dibao.get(region) ?? [])),
    profilesOf: memo((unionId) => profileSpans(unionId, places, localRules)),
  };
}

/** Before its first day a union has the place of that day, as in the closure of the tree: it may have recorded earlier facts. */
function fromTheBeginning(places: readonly UnionPlace[]): readonly UnionPlace[] {
  const first = new Map<string, Day>();
  for (const { unionId, from } of places) first.set(unionId, Math.min(from, first.get(unionId) ?? from) as Day);
  return places.map((place) =>
    place.from === first.get(place.unionId) ? { ...place, from: -Infinity as Day } : place,
  );
}

function standardDays(standards: readonly StandardRow[]): readonly Day[] {
  const days = standards.flatMap(({ starts_on: from, known_until: until }) => {
    return [requireDay(from), ...(until === null ? [] : [addDays(requireDay(until), 1)])];
  });
  return [...new Set(days)].sort((a, b) => a - b);
}

/** How many unions a line has at most; a circle of superiors would not end. */
const MOST_DEPTH = 20;

function profileSpans(
  unionId: string,
  places: ReadonlyMap<string, readonly UnionPlace[]>,
  localRules: ReadonlyMap<string, readonly LocalRule[]>,
): readonly ProfileSpan[] {
  const days = new Set<Day>();
  const note = (spans: readonly Days[]) => {
    for (const { from, to } of spans) {
      days.add(from);
      if (to !== null) days.add(to);
    }
  };
  const line = new Set<string>();
  const climb = (id: string, depth: number) => {
    if (line.has(id) || depth > MOST_DEPTH) return;
    line.add(id);
    note(places.get(id) ?? []);
    note(localRules.get(id) ?? []);
    for (const { parentId } of places.get(id) ?? []) if (parentId !== null) climb(parentId, depth + 1);
  };
  climb(unionId, 0);
  const borders = [...days].sort((a, b) => a - b);
  return borders.map((from, at) => {
    return { from, to: borders[at + 1] ?? null, profiles: profilesOn(unionId, from, places, localRules) };
  });
}

function profilesOn(
  unionId: string,
  day: Day,
  places: ReadonlyMap<string, readonly UnionPlace[]>,
  localRules: ReadonlyMap<string, readonly LocalRule[]>,
): ProfileSpan['profiles'] {
  const found: Partial<Record<LocalLevel, LocalProfile>> = {};
  // Outside its days a union is in no tree, and has no rules either.
  const placeOf = (id: string | null) => places.get(id ?? '')?.find((one) => isOn(one, day));
  let depth = 0;
  for (let place = placeOf(unionId); place !== undefined && depth <= MOST_DEPTH; place = placeOf(place.parentId)) {
    const rules = (localRules.get(place.unionId) ?? []).filter((rule) => isOn(rule, day));
    for (const { level, profile } of rules) found[level] ??= profile;
    depth += 1;
  }
  return found;
}

function isOn({ from, to }: Days, day: Day): boolean {
  return from <= day && (to === null || day < to);
}

function memo<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const found = made.get(key);
    if (found !== undefined) return found;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
