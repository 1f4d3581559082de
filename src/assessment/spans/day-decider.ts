import { hash } from 'node:crypto';
import type { Day } from '../../kernel/calendar.ts';
import { decideAtLevels } from '../../policy/decision/assess.ts';
import { dayRead } from '../../policy/decision/day-read.ts';
import type { HouseholdFacts } from '../../policy/facts/facts.ts';
import type { Standards } from '../../policy/money/standards.ts';
import { dimensionsOn } from '../history/household-dimensions.ts';
import { factsKey, factsRowsOf, type HistoryOn } from '../history/rows-on.ts';
import type { KnownRules, LocalLevel, ProfileSpan } from '../history/rules-history.ts';
import { datedFacts, undatedFacts, type UndatedFacts } from '../register/household-facts.ts';
import { decisionTexts, householdTexts, type SpanTexts } from './span-texts.ts';

/** What is decided of a household on a day, and what it is counted by. */
export interface DecidedOn {
  readonly decision: SpanTexts;
  readonly household: SpanTexts;
}

/** Decides one household on its days; `null` if it has no state on the day. Pure. */
export type DayDecider = (on: HistoryOn, rules: KnownRules) => DecidedOn | null;

/** Makes a decider of one household, which neither makes the same facts twice nor decides twice on the same. */
export function dayDecider(): DayDecider {
  const made = new Map<string, UndatedFacts | null>();
  const digests = new Map<string, string>();
  const decisions = new Map<string, SpanTexts>();
  return (on, rules) => {
    const key = factsKey(on);
    const undated = remember(made, key, () => undatedFacts(factsRowsOf(on), on.day));
    if (undated === null) return null;
    const facts = datedFacts(undated, { asOf: on.day, level: 'NATIONAL', profile: null });
    const household = dimensionsOn(on, facts);
    const local = profilesOn(rules.profilesOf(household.stewardId), on.day);
    const factsDigest = remember(digests, `${key}${facts.changedOn ?? ''}`, () => digestFacts(facts));
    const read = [factsDigest, rules.revision, household.stewardId, local?.from, dayRead(facts, rules.standards)].join(
      ' ',
    );
    const decision = remember(decisions, read, () =>
      decisionTexts({ ...decisionsAt(facts, rules.standards, local), factsDigest }),
    );
    return { decision, household: householdTexts(household) };
  };
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = make();
  known.set(key, value);
  return value;
}

function profilesOn(spans: readonly ProfileSpan[], day: Day): ProfileSpan | undefined {
  return spans.find(({ from, to }) => from <= day && (to === null || day < to));
}

function decisionsAt(facts: HouseholdFacts, standards: Standards, span: ProfileSpan | undefined) {
  const { assessment: national, decide } = decideAtLevels(facts, standards);
  const local = (level: LocalLevel) => {
    const profile = span?.profiles[level];
    return profile === undefined ? null : decide({ level, profile });
  };
  return {
    national,
    local: { MUNICIPAL: local('MUNICIPAL'), COUNTY: local('COUNTY'), ENTERPRISE: local('ENTERPRISE') },
  };
}

/** The digest of facts without the day and the level, by which decisions on the same facts are told. */
export function digestFacts({ asOf: _asOf, level: _level, profile: _profile, ...facts }: HouseholdFacts): string {
  return hash('sha256', JSON.stringify(facts), 'hex').slice(0, 32);
}
