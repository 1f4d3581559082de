import { hash } from 'node:crypto';
import type { Day } from '../../kernel/calendar.ts';
import { assessAtLevels } from '../../policy/decision/assess.ts';
import type { HouseholdFacts } from '../../policy/facts/facts.ts';
import { changeDays } from '../history/change-days.ts';
import { householdOn } from '../history/household-on.ts';
import { type HouseholdHistory, knownHistory, revisionsOf } from '../history/history-rows.ts';
import { factsRowsOf, type HistoryOn, historyOn } from '../history/rows-on.ts';
import type { KnownRules, LocalLevel, ProfileSpan, Rules } from '../history/rules-history.ts';
import { dayRead } from '../../policy/decision/day-read.ts';
import type { Standards } from '../../policy/money/standards.ts';
import { householdFacts } from '../register/household-facts.ts';
import { collectRectangles, joinDays, type Rectangle } from './rectangles.ts';
import { decisionTexts, householdTexts, type SpanTexts } from './span-texts.ts';

/** Everything that is decided of a household: on every day up to the horizon, at every revision up to the one read. */
export interface HouseholdSpans {
  readonly householdId: string;
  readonly decisions: readonly Rectangle<SpanTexts>[];
  readonly households: readonly Rectangle<SpanTexts>[];
  /** The day before which the last revision's spans end, if they do not go on for ever. */
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
  const decide = decider();
  let decidedUntil: Day | null = null;
  for (const revision of revisionsToDecide(history, rules)) {
    const known = knownHistory(history, revision);
    const knownRules = rules.at(revision);
    const { days, isOpen } = listDays(known, knownRules, horizon);
    const spans = days.flatMap((day, at) => {
      const on = decide(historyOn(known, day), knownRules);
      return on === null ? [] : [{ from: day, to: days[at + 1] ?? (isOpen ? horizon : null), on }];
    });
    decisions.add(
      revision,
      joinDays(
        spans.map(({ on, ...span }) => ({ ...span, content: on.decision })),
        keyOf,
      ),
    );
    households.add(
      revision,
      joinDays(
        spans.map(({ on, ...span }) => ({ ...span, content: on.household })),
        keyOf,
      ),
    );
    decidedUntil = isOpen && spans.at(-1)?.to === horizon ? horizon : null;
  }
  return { householdId: history.id, decisions: decisions.all(), households: households.all(), decidedUntil };
}

interface DecidedOn {
  readonly decision: SpanTexts;
  readonly household: SpanTexts;
}

/**
 * Decides once for all days and revisions on which the same versions hold, or the same facts and all else that is read of the day.
 */
function decider(): (on: HistoryOn, rules: KnownRules) => DecidedOn | null {
  const decided = new Map<string, DecidedOn | null>();
  const decisions = new Map<string, SpanTexts>();
  return (on, rules) => {
    const key = `${on.day} ${rules.revision} ${on.rows.map(({ at }) => at).join(' ')}`;
    const found = decided.get(key);
    if (found !== undefined) return found;
    const made = decideOn(on, rules, decisions);
    decided.set(key, made);
    return made;
  };
}

function decideOn(on: HistoryOn, rules: KnownRules, decisions: Map<string, SpanTexts>): DecidedOn | null {
  const facts = householdFacts(factsRowsOf(on), { asOf: on.day, level: 'NATIONAL', profile: null });
  if (facts === null) return null;
  const household = householdOn(on, facts);
  const local = profilesOn(rules.profilesOf(household.stewardId), on.day);
  const factsDigest = digestFacts(facts);
  const key = `${factsDigest} ${rules.revision} ${household.stewardId} ${local?.from ?? ''} ${dayRead(facts, rules.standards)}`;
  const found = decisions.get(key);
  const decision = found ?? decisionTexts({ ...decideAtLevels(facts, rules.standards, local), factsDigest });
  decisions.set(key, decision);
  return { decision, household: householdTexts(household) };
}

function profilesOn(spans: readonly ProfileSpan[], day: Day): ProfileSpan | undefined {
  return spans.find(({ from, to }) => from <= day && (to === null || day < to));
}

function decideAtLevels(facts: HouseholdFacts, standards: Standards, span: ProfileSpan | undefined) {
  const assessAt = assessAtLevels(facts, standards);
  const local = (level: LocalLevel) => {
    const profile = span?.profiles[level];
    return profile === undefined ? null : assessAt({ level, profile });
  };
  return {
    national: assessAt({ level: 'NATIONAL', profile: null }),
    local: { MUNICIPAL: local('MUNICIPAL'), COUNTY: local('COUNTY'), ENTERPRISE: local('ENTERPRISE') },
  };
}

/** The revisions at which the household or the rules changed, once something of the household is known. */
function revisionsToDecide(history: HouseholdHistory, rules: Rules): readonly number[] {
  const own = revisionsOf(history);
  const [first = Infinity] = own;
  const later = rules.revisions.filter((revision) => revision > first);
  return [...new Set([...own, ...later])].sort((a, b) => a - b);
}

function digestFacts({ asOf: _asOf, level: _level, profile: _profile, ...facts }: HouseholdFacts): string {
  return hash('sha256', JSON.stringify(facts), 'hex').slice(0, 32);
}
