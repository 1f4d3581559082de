import type { Day } from '../../kernel/calendar.ts';
import { decideAtLevels } from '../../policy/decision/assess.ts';
import type { Decision } from '../../policy/decision/outcome.ts';
import type { HouseholdFacts, Level } from '../../policy/facts/facts.ts';
import type { KnownRules, LocalLevel, ProfileSpan } from '../history/rules-history.ts';

/** What is decided of a household at one level; `null`: no local rule of the level is in force. */
type DecidedAtLevel = Pick<Decision, 'outcome' | 'categories'> | null;

/** A level at which a household would be decided otherwise. */
export interface DecisionChange {
  readonly level: Level;
  readonly before: DecidedAtLevel;
  readonly after: DecidedAtLevel;
}

const LOCAL_LEVELS: readonly LocalLevel[] = ['MUNICIPAL', 'COUNTY', 'ENTERPRISE'];

/** Decides a household under two sets of rules at every level, and returns where the outcome or the categories differ. Pure. */
export function compareDecisions(
  facts: HouseholdFacts,
  stewardId: string,
  before: KnownRules,
  after: KnownRules,
): readonly DecisionChange[] {
  const [old, next] = [before, after].map((rules) => decisionsUnder(facts, stewardId, rules));
  const levels: readonly Level[] = ['NATIONAL', ...LOCAL_LEVELS];
  return levels.flatMap((level) => {
    const change = { level, before: old?.get(level) ?? null, after: next?.get(level) ?? null };
    return isSame(change.before, change.after) ? [] : [change];
  });
}

function decisionsUnder(facts: HouseholdFacts, stewardId: string, rules: KnownRules): ReadonlyMap<Level, Decision> {
  const { assessment, decide } = decideAtLevels(facts, rules.standards);
  const profiles = profilesOn(rules.profilesOf(stewardId), facts.asOf);
  const decisions = new Map<Level, Decision>([['NATIONAL', assessment]]);
  for (const level of LOCAL_LEVELS) {
    const profile = profiles?.[level];
    if (profile !== undefined) decisions.set(level, decide({ level, profile }));
  }
  return decisions;
}

/** The local profiles of a day, by level. */
export function profilesOn(spans: readonly ProfileSpan[], day: Day): ProfileSpan['profiles'] | undefined {
  return spans.find(({ from, to }) => from <= day && (to === null || day < to))?.profiles;
}

function isSame(one: DecidedAtLevel, other: DecidedAtLevel): boolean {
  return one?.outcome === other?.outcome && String(one?.categories) === String(other?.categories);
}
