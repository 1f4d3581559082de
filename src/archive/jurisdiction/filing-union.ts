import type { EMPLOYMENT_STATUSES } from '../../policy/facts/facts.ts';
import type { FilingReading } from '../../policy/parameters/procedure.ts';
import {
  FILING_GAPS,
  FILING_RULES,
  type FilingGap,
  type FilingPlace,
  type FilingRule,
  type FilingRuleCode,
} from './filing.codes.ts';

/** The worker's work on a day, by which the filing union is derived. `null`: not known, which is never "no". */
export interface WorkOfDay {
  readonly status: (typeof EMPLOYMENT_STATUSES)[number] | null;
  /** Whether the worker is dispatched (劳务派遣). */
  readonly isDispatched: boolean | null;
  /** Whether the worker draws unemployment benefit (领取失业金). */
  readonly isOnBenefit: boolean | null;
}

/** Another union than those that are named, whichever it is. */
export const ELSEWHERE = 'ELSEWHERE';

/** Which union may be at each place: ids, {@link ELSEWHERE}, and `null` where there may be none. One is known, more leave it open. */
export type UnionsOfWorker = Readonly<Record<FilingPlace, readonly (string | null)[]>>;

/** Whether a union files for a worker. */
export type FilingVerdict =
  /** It does, whichever of these rules holds. */
  | { readonly verdict: 'FILES'; readonly rules: readonly FilingRuleCode[] }
  /** Another one does, whatever is not known; its id where only one can be. */
  | { readonly verdict: 'ANOTHER'; readonly rules: readonly FilingRuleCode[]; readonly unionId: string | null }
  /** What is known leaves it open. */
  | { readonly verdict: 'OPEN'; readonly gaps: readonly FilingGap[] };

/** One way in which what is not known may come out: who files then, or why nobody does. */
interface Possibility {
  readonly rule: FilingRuleCode | null;
  readonly unionId: string | null;
  readonly gap: FilingGap | null;
}

/**
 * Judges whether a union files, over everything that what is not known may turn out to be: a union is refused only where it files
 * in no case, and derived only where it files in every one.
 */
export function judgeFilingUnion(
  unionId: string,
  work: WorkOfDay,
  unions: UnionsOfWorker,
  switchedOff: ReadonlySet<FilingReading>,
): FilingVerdict {
  const rules = rulesFor(work);
  const possible = rules.flatMap((rule) => possibilitiesOf(rule, unions, switchedOff));
  const named = [...new Set(possible.flatMap(({ rule }) => rule ?? []))];
  if (possible.every((one) => one.unionId === unionId)) return { verdict: 'FILES', rules: named };
  const filers = [...new Set(possible.map((one) => one.unionId))];
  if (!filers.includes(unionId) && !filers.includes(null)) {
    const [only = ELSEWHERE] = filers.length === 1 ? filers : [];
    return { verdict: 'ANOTHER', rules: named, unionId: only === ELSEWHERE ? null : only };
  }
  return { verdict: 'OPEN', gaps: gapsOf(work, rules, unions, possible, (ids) => ids.length > 1) };
}

/** Who files, where nobody is proposed. */
export interface WhoFiles {
  /** `null` where what is known leaves it open. */
  readonly unionId: string | null;
  /** The rules that may hold. */
  readonly rules: readonly FilingRuleCode[];
  /** What leaves it open. */
  readonly gaps: readonly FilingGap[];
}

/** Judges which union files, over everything that what is not known may turn out to be: the one that does in every case. */
export function judgeWhoFiles(
  work: WorkOfDay,
  unions: UnionsOfWorker,
  switchedOff: ReadonlySet<FilingReading>,
): WhoFiles {
  const rules = rulesFor(work);
  const possible = rules.flatMap((rule) => possibilitiesOf(rule, unions, switchedOff));
  const named = [...new Set(possible.flatMap(({ rule }) => rule ?? []))];
  const [unionId = null, ...others] = new Set(possible.map((one) => one.unionId));
  if (unionId !== null && unionId !== ELSEWHERE && others.length === 0) return { unionId, rules: named, gaps: [] };
  const isOpen: IsOpen = (ids) => ids.length > 1 || ids.includes(ELSEWHERE);
  return { unionId: null, rules: named, gaps: gapsOf(work, rules, unions, possible, isOpen) };
}

/** Whether it is not known which union is at a place, by those that may be there. */
type IsOpen = (ids: readonly (string | null)[]) => boolean;

/** What is not known, as far as it matters; while the state of work is not, that comes first. */
function gapsOf(
  { status, isDispatched, isOnBenefit }: WorkOfDay,
  rules: readonly (FilingRuleCode | null)[],
  unions: UnionsOfWorker,
  possible: readonly Possibility[],
  isOpen: IsOpen,
): readonly FilingGap[] {
  if (status === null) return ['STATUS'];
  const ofWork: readonly FilingGap[] = [
    ...(status === 'EMPLOYED' && isDispatched === null ? (['DISPATCH'] as const) : []),
    ...(status === 'UNEMPLOYED' && isOnBenefit === null ? (['BENEFIT'] as const) : []),
  ];
  const places = rules.flatMap((rule) => (rule === null ? [] : openPlaces(orderOf(rule, unions), unions, isOpen)));
  return [...new Set([...ofWork, ...places, ...possible.flatMap(({ gap }) => gap ?? [])])];
}

/** The places of a rule; after the employer's union come those of an employer who may have none. */
function orderOf(rule: FilingRuleCode, { EMPLOYER }: UnionsOfWorker): readonly FilingPlace[] {
  const { order } = FILING_RULES[rule];
  const hasNone = rule === 'EMPLOYED' && EMPLOYER.includes(null);
  return hasNone ? [...order, ...FILING_RULES.EMPLOYER_WITHOUT_UNION.order] : order;
}

/** Those of the places that may matter of which it is not known which union is there. */
function openPlaces(
  [place, ...rest]: readonly FilingPlace[],
  unions: UnionsOfWorker,
  isOpen: IsOpen,
): readonly FilingGap[] {
  if (place === undefined) return [];
  const own = isOpen(unions[place]) && isGap(place) ? [place] : [];
  return unions[place].includes(null) ? [...own, ...openPlaces(rest, unions, isOpen)] : own;
}

function isGap(place: FilingPlace): place is FilingPlace & FilingGap {
  return place in FILING_GAPS;
}

/** The rules that may hold; `null` stands for a state of work for which neither the text nor a reading has one. */
function rulesFor({ status, isDispatched, isOnBenefit }: WorkOfDay): readonly (FilingRuleCode | null)[] {
  if (status === null) return ['EMPLOYED', 'DISPATCHED', 'FLEXIBLE', 'ON_BENEFIT', 'AFTER_BENEFIT', null];
  if (status === 'EMPLOYED') return eitherOf(isDispatched, 'DISPATCHED', 'EMPLOYED');
  if (status === 'UNEMPLOYED') return eitherOf(isOnBenefit, 'ON_BENEFIT', 'AFTER_BENEFIT');
  return [status === 'FLEXIBLE' ? 'FLEXIBLE' : null];
}

function eitherOf(isKnown: boolean | null, yes: FilingRuleCode, no: FilingRuleCode): readonly FilingRuleCode[] {
  if (isKnown === null) return [no, yes];
  return [isKnown ? yes : no];
}

function possibilitiesOf(
  rule: FilingRuleCode | null,
  unions: UnionsOfWorker,
  switchedOff: ReadonlySet<FilingReading>,
): readonly Possibility[] {
  if (rule === null) return [{ rule, unionId: null, gap: 'NO_RULE' }];
  const { reading, order }: FilingRule = FILING_RULES[rule];
  if (reading !== null && switchedOff.has(reading)) return [{ rule, unionId: null, gap: 'READING_OFF' }];
  return firstOf(order, unions).flatMap((unionId) => {
    if (unionId !== null) return [{ rule, unionId, gap: null }];
    if (rule === 'EMPLOYED') return possibilitiesOf('EMPLOYER_WITHOUT_UNION', unions, switchedOff);
    return [{ rule, unionId, gap: 'NO_UNION' as const }];
  });
}

/** Which union may be the first that there is; `null` where there may be none. */
function firstOf([place, ...rest]: readonly FilingPlace[], unions: UnionsOfWorker): readonly (string | null)[] {
  if (place === undefined) return [null];
  return unions[place].flatMap((unionId) => (unionId === null ? firstOf(rest, unions) : [unionId]));
}
