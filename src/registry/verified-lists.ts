import type { HouseholdState, LastingKind, MemberState, RecordKind } from './kinds.ts';

/** The flags of states that say whether a list of records was verified, each with the kind of the records. */
export const VERIFIED_LISTS = {
  household: {
    dwellingsKnown: 'dwellings',
    vehiclesKnown: 'vehicles',
    schoolingKnown: 'schooling',
    dibaoKnown: 'dibao',
  },
  member: { employmentKnown: 'employment' },
} as const satisfies {
  readonly household: { readonly [F in keyof HouseholdState]?: LastingKind };
  readonly member: { readonly [F in keyof MemberState]?: RecordKind };
};

interface Lists {
  /** Whether the input has records of a kind, of the household or member. */
  readonly hasEntries: (kind: RecordKind) => boolean;
  /** The state on record; `null` for a new household or member. */
  readonly before: object | null;
}

/**
 * Infers the flags that a state leaves out, alike for the graph and the workbook (pure): a list with entries counts as verified,
 * and what is on record is unchanged. A flag that neither says stays `null`: whether an empty list was verified has to be said.
 */
export function inferVerified<State extends object>(
  of: keyof typeof VERIFIED_LISTS,
  given: State,
  { hasEntries, before }: Lists,
): State {
  const flags = Object.entries(VERIFIED_LISTS[of]).map(([flag, kind]) => {
    return [flag, valueOf(given, flag) ?? (hasEntries(kind) ? true : valueOf(before ?? {}, flag))];
  });
  return { ...given, ...Object.fromEntries(flags) } as State;
}

const FLAGS: ReadonlySet<string> = new Set(Object.values(VERIFIED_LISTS).flatMap((lists) => Object.keys(lists)));

/** Whether a field says if a list was verified. Its `null` says nothing, like a value that is left out. */
export function isListFlag(field: string): boolean {
  return FLAGS.has(field);
}

/** Why a mandatory value that is missing is refused. */
export function missingCode(field: string): 'REQUIRED' | 'NONE_OR_NOT_VERIFIED' {
  return isListFlag(field) ? 'NONE_OR_NOT_VERIFIED' : 'REQUIRED';
}

function valueOf(state: object, field: string): unknown {
  return (state as Readonly<Record<string, unknown>>)[field] ?? null;
}
