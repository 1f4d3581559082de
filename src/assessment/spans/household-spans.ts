import type { Day } from '../../kernel/calendar.ts';
import { affectedFrom } from '../history/affected-from.ts';
import { type ChangeDays, changeDays } from '../history/change-days.ts';
import { type HouseholdHistory, knownHistory, type KnownHistory, revisionsOf } from '../history/history-rows.ts';
import { historyOn } from '../history/rows-on.ts';
import type { KnownRules, Rules } from '../history/rules-history.ts';
import { type DayDecider, dayDecider, type DecidedOn } from './day-decider.ts';
import { collectRectangles, type DaySpan, joinDays, type Rectangle } from './rectangles.ts';
import type { SpanTexts } from './span-texts.ts';

/** Everything that is decided of a household: on every day up to the horizon, at every revision up to the one read. */
export interface HouseholdSpans {
  readonly householdId: string;
  readonly decisions: readonly Rectangle<SpanTexts>[];
  readonly households: readonly Rectangle<SpanTexts>[];
  /** The day before which the last revision's spans end, if they do not go on for ever. */
  readonly decidedUntil: Day | null;
}

type DecidedSpan = DaySpan<DecidedOn>;

/** What is decided of a household as known at one revision. */
interface DecidedAtRevision {
  readonly revision: number;
  readonly rules: KnownRules;
  readonly spans: readonly DecidedSpan[];
  readonly decidedUntil: Day | null;
}

const keyOf = (texts: SpanTexts) => texts.key;

/** Decides a household on the days, and at the revisions, on which a decision may change. Pure. */
export function householdSpans(
  history: HouseholdHistory,
  rules: Rules,
  horizon: Day,
  listDays: typeof changeDays = changeDays,
): HouseholdSpans {
  const decisions = collectRectangles<SpanTexts>(keyOf);
  const households = collectRectangles<SpanTexts>(keyOf);
  const decide = dayDecider();
  let last: DecidedAtRevision | null = null;
  for (const revision of revisionsToDecide(history, rules)) {
    const days = (known: KnownHistory) => listDays(known, rules.at(revision), horizon);
    last = decideAtRevision({ history, rules: rules.at(revision), revision, horizon, days, decide }, last);
    const of = (part: keyof DecidedOn) => last?.spans.map((span) => ({ ...span, content: span.content[part] })) ?? [];
    decisions.add(revision, joinDays(of('decision'), keyOf));
    households.add(revision, joinDays(of('household'), keyOf));
  }
  const decidedUntil = last?.decidedUntil ?? null;
  return { householdId: history.id, decisions: decisions.all(), households: households.all(), decidedUntil };
}

interface RevisionToDecide {
  readonly history: HouseholdHistory;
  readonly rules: KnownRules;
  readonly revision: number;
  readonly horizon: Day;
  readonly days: (known: KnownHistory) => ChangeDays;
  readonly decide: DayDecider;
}

/** Decides at a revision; what it leaves as it was is taken over from the one before. */
function decideAtRevision(
  { history, rules, revision, horizon, days, decide }: RevisionToDecide,
  last: DecidedAtRevision | null,
): DecidedAtRevision {
  const known = knownHistory(history, revision);
  const listed = days(known);
  const since = sinceRevision(history, rules, revision, last);
  const begins = daysSince(listed.days, since);
  const end = listed.isOpen ? horizon : null;
  const decided = begins.flatMap((day, at): readonly DecidedSpan[] => {
    const content = decide(historyOn(known, day), rules);
    return content === null ? [] : [{ from: day, to: begins[at + 1] ?? end, content }];
  });
  const spans = [...spansBefore(last?.spans ?? [], since), ...decided];
  return { revision, rules, spans, decidedUntil: spans.at(-1)?.to === end ? end : null };
}

/** The first day on which anything may be otherwise than at the revision before: any, if there is none or the rules changed. */
function sinceRevision(
  history: HouseholdHistory,
  rules: KnownRules,
  revision: number,
  last: DecidedAtRevision | null,
): Day {
  return last?.rules === rules ? affectedFrom(history, last.revision, revision) : (-Infinity as Day);
}

/** The days from one on, which is among them if there are any before it. */
function daysSince(days: readonly Day[], since: Day): readonly Day[] {
  const later = days.filter((day) => day >= since);
  const isWithin = since !== Infinity && days.some((day) => day < since) && later[0] !== since;
  return isWithin ? [since, ...later] : later;
}

function spansBefore(spans: readonly DecidedSpan[], since: Day): readonly DecidedSpan[] {
  const earlier = spans.filter(({ from }) => from < since);
  return earlier.map((span) =>
    span.to === null || span.to > since ? { ...span, to: since === Infinity ? span.to : since } : span,
  );
}

/** The revisions at which the household or the rules changed, once something of the household is known. */
function revisionsToDecide(history: HouseholdHistory, rules: Rules): readonly number[] {
  const own = revisionsOf(history);
  const [first = Infinity] = own;
  const later = rules.revisions.filter((revision) => revision > first);
  return [...new Set([...own, ...later])].sort((a, b) => a - b);
}
