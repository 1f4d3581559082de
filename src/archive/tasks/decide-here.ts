import { setImmediate } from 'node:timers/promises';
import { workerEmploymentOf } from '../../assessment/history/household-dimensions.ts';
import { loadFacts } from '../../assessment/register/facts.read.ts';
import { digestFacts } from '../../assessment/spans/day-decider.ts';
import type { Sql } from '../../database/database.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { assess, type Assessment } from '../../policy/decision/assess.ts';
import type { HouseholdFacts, Level } from '../../policy/facts/facts.ts';
import { lastDayServed, SURVEY_PATH } from '../../policy/facts/survey.ts';
import type { Standards } from '../../policy/money/standards.ts';
import { loadProfiles } from '../../standards/profile.read.ts';
import { standardsAt } from '../../standards/standard-entries.read.ts';
import type { SituationDecision } from './file-situation.ts';
import type { SituationRow } from './situations.read.ts';

/** What is decided here of a household whose stored decision is not that of the revision. */
export interface DecidedHere {
  readonly decision: SituationDecision | null;
  readonly surveyedOn: Day | null;
  readonly servesUntil: Day | null;
  readonly employment: string | null;
  readonly digest: string;
  readonly standardFen: string | null;
}

/** The day as of which, and the revision at which, households are decided. */
export interface DecidedHereAt {
  readonly asOf: Day;
  readonly known: KnownAt;
}

type ToDecide = Pick<SituationRow, 'householdId' | 'stewardId' | 'level'>;

/** How many households' facts are loaded at once. */
const BATCH = 500;

/** Decides households of files as of a day at a revision, each at the level of its file. Those without a state then are left out. */
export async function decideHere(
  sql: Sql,
  files: readonly ToDecide[],
  { asOf, known }: DecidedHereAt,
): Promise<ReadonlyMap<string, DecidedHere>> {
  const found = new Map<string, DecidedHere>();
  if (files.length === 0) return found;
  const standards = await standardsAt(sql, known);
  for (const [level, own] of Map.groupBy(files, (file) => file.level)) {
    const stewards = new Map(own.map(({ householdId, stewardId }) => [householdId, stewardId]));
    const unions = [...new Set(stewards.values())];
    const profiles = level === 'NATIONAL' ? null : await loadProfiles(sql, unions, level, printDay(asOf), known);
    const findProfile = (id: string) => profiles?.get(stewards.get(id) ?? '') ?? null;
    const ids = [...stewards.keys()];
    for (let from = 0; from < ids.length; from += BATCH) {
      const at = { asOf, knownAt: known, level, findProfile };
      for (const [id, facts] of await loadFacts(sql, ids.slice(from, from + BATCH), at)) {
        found.set(id, decidedOf(facts, level, standards));
      }
      await setImmediate();
    }
  }
  return found;
}

function decidedOf(facts: HouseholdFacts, level: Level, standards: Standards): DecidedHere {
  const { surveyedOn, changedOn } = facts;
  const assessment = tryAssess(facts, standards);
  const hasRules = level === 'NATIONAL' || facts.profile !== null;
  return {
    decision: assessment === null || !hasRules ? null : decisionOf(assessment),
    surveyedOn,
    servesUntil: surveyedOn === null ? null : lastDayServed(surveyedOn, changedOn),
    employment: workerEmploymentOf(facts),
    digest: digestFacts(facts),
    standardFen: assessment?.totals.standard?.toString() ?? null,
  };
}

function decisionOf({ outcome, primaryCategory, missing }: Assessment): SituationDecision {
  return { outcome, category: primaryCategory, lacksSurvey: String(missing) === SURVEY_PATH };
}

/** A household whose decision fails is one of which nothing is known; it must not hide the tasks of all others. */
function tryAssess(facts: HouseholdFacts, standards: Standards): Assessment | null {
  try {
    return assess(facts, standards);
  } catch {
    return null;
  }
}
