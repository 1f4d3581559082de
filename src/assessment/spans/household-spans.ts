import type { Day } from '../../kernel/calendar.ts';
import { affectedFrom } from '../history/affected-from.ts';
import { changeDays } from '../history/change-days.ts';
import { type HouseholdHistory, knownHistory, revisionsOf } from '../history/history-rows.ts';
import { historyOn } from '../history/rows-on.ts';
import type { KnownRules, Rules } from '../history/rules-history.ts';
import { dayDecider, type DecidedOn } from './day-decider.ts';
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

const keyOf = (texts: SpanTexts) => texts.key;

/**
 * Decides a household on the days, and at the revisions, on which a decision may change. What a revision leaves as it was is taken
 * over from the one before. Pure.
 */
export function householdSpans(
  history: HouseholdHistory,
  rules: Rules,
  horizon: Day,
  listDays: typeof changeDays = changeDays,
): HouseholdSpans {
  const decisions = collectRectangles<SpanTexts>(keyOf);
  const households = collectRectangles<SpanTexts>(keyOf);
  const decide = dayDecider();
  let last: { readonly revision: number; readonly rules: KnownRules; readonly spans: readonly DecidedSpan[] } | null =
    null;
  let decidedUntil: Day | null = null;
  for (const revision of revisionsToDecide(history, rules)) {
    const known = knownHistory(history, revision);
    const knownRules = rules.at(revision);
    const { days, isOpen } = listDays(known, knownRules, horizon);
    const since = last?.rules === knownRules ? affectedFrom(history, last.revision, revision) : (-Infinity as Day);
    const begins = daysSince(days, since);
    const decided = begins.flatMap((day, at): readonly DecidedSpan[] => {
      const on = decide(historyOn(known, day), knownRules);
      return on === null ? [] : [{ from: day, to: begins[at + 1] ?? (isOpen ? horizon : null), content: on }];
    });
    const spans: readonly DecidedSpan[] = [...spansBefore(last?.spans ?? [], since), ...decided];
    decisions.add(
      revision,
      joinDays(
        spans.map((span) => ({ ...span, content: span.content.decision })),
        keyOf,
      ),
    );
    households.add(
      revision,
      joinDays(
        spans.map((span) => ({ ...span, content: span.content.household })),
        keyOf,
      ),
    );
    decidedUntil = isOpen && spans.at(-1)?.to === horizon ? horizon : null;
    last = { revision, rules: knownRules, spans };
  }
  return { householdId: history.id, decisions: decisions.all(), households: households.all(), decidedUntil };
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
