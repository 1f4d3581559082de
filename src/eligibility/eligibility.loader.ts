import { figuresJson } from '../assessment/json/assessment-json.ts';
import { parseCase } from '../assessment/json/case-json.ts';
import type { Fault } from '../assessment/json/fault.ts';
import { loadStewardsAt } from '../access/territory.read.ts';
import type { Rights } from '../access/viewer.ts';
import { requestLoader } from '../graph/batch/batch.ts';
import type { GraphContext } from '../graph/context.ts';
import { graphError } from '../graph/error.ts';
import type { Protected } from '../graph/policy/protected.ts';
import { redactNumbers } from '../graph/redaction.ts';
import { printDay } from '../kernel/calendar.ts';
import { invariant } from '../kernel/invariant.ts';
import { assess, type Assessment } from '../policy/decision/assess.ts';
import type { HouseholdFacts, Level } from '../policy/facts/facts.ts';
import type { Finding } from '../policy/decision/rule.ts';
import type { Standards } from '../policy/money/standards.ts';
import { loadFacts } from '../assessment/register/facts.read.ts';
import type { HouseholdNode } from '../registry/graph/household.loader.ts';
import { timesKey, type View } from '../graph/arguments/read-at.ts';
import { describeMissing, type MissingFact } from './missing-facts.ts';
import type { KnownAt, ReadAt } from '../database/time/known-at.ts';
import { loadProfiles } from '../standards/profile.read.ts';
import { standardsAt } from '../standards/standard-entries.read.ts';

/** What was decided on, to find what is missing in it. */
interface Decided {
  readonly facts: HouseholdFacts;
  /** `null` of a what-if assessment. */
  readonly household: { readonly id: string; readonly at: View } | null;
}

/** An assessment as the graph's type has it. Its sentences are made when a document selects them. */
export interface AssessmentNode extends Protected, Decided {
  readonly assessment: Assessment;
  readonly outcome: Assessment['outcome'];
  readonly level: Level;
  readonly primaryCategory: Assessment['primaryCategory'];
  readonly categories: Assessment['categories'];
  readonly missing: readonly MissingFact[];
  readonly provisional: readonly string[];
}

interface AssessmentKey {
  readonly household: HouseholdNode;
  readonly at: ReadAt;
  readonly level: Level;
}

/** All standards at a revision, read once for a request: they are few. */
const standards = requestLoader<KnownAt, Standards>({
  cacheKey: String,
  groupKey: String,
  read: async (sql, _keys, _deps, known) => new Map([[String(known), await standardsAt(sql, known)]]),
});

/** The standards at a revision. */
export async function loadStandardsAt(context: GraphContext, known: KnownAt): Promise<Standards> {
  const found = await standards(context).load(known);
  invariant(found !== null, 'the standards of a revision are there, if empty');
  return found;
}

const facts = requestLoader<AssessmentKey, HouseholdFacts | 'NO_PROFILE'>({
  cacheKey: ({ household }) => household.id,
  groupKey: ({ at, level }) => `${timesKey(at)} ${level}`,
  read: async (sql, keys, { today }, { at, level }) => {
    const ids = keys.map(({ household }) => household.id);
    const isLocal = level !== 'NATIONAL';
    const stewards = isLocal ? await loadStewardsAt(sql, ids, at, today) : new Map<string, string>();
    const day = printDay(at.asOf);
    const profiles = isLocal ? await loadProfiles(sql, [...new Set(stewards.values())], level, day, at.known) : null;
    const findProfile = (id: string) => profiles?.get(stewards.get(id) ?? '') ?? null;
    const hasRules = (id: string) => profiles?.has(stewards.get(id) ?? '') !== false;
    const ruled = ids.filter(hasRules);
    const others = ids.filter((id) => !hasRules(id));
    const found = await loadFacts(sql, ruled, { asOf: at.asOf, knownAt: at.known, level, findProfile });
    return new Map<string, HouseholdFacts | 'NO_PROFILE'>([
      ...found,
      ...others.map((id) => [id, 'NO_PROFILE'] as const),
    ]);
  },
});

/** The facts that are judged of a household as of a day; `null` if it has no state on the day. */
export function loadHouseholdFacts(
  context: GraphContext,
  household: HouseholdNode,
  at: View,
  level: Level,
): Promise<HouseholdFacts | 'NO_PROFILE' | null> {
  return facts(context).load({ household, at, level });
}

/**
 * Assesses a household as of a day, by the rules of the requested level or else the national ones; `null` if it has no
 * state on the day.
 */
export async function loadEligibility(
  context: GraphContext,
  household: HouseholdNode,
  at: View,
  requested: Level | null | undefined,
): Promise<AssessmentNode | null> {
  const level = requested ?? 'NATIONAL';
  const [known, read] = await Promise.all([
    loadStandardsAt(context, at.known),
    loadHouseholdFacts(context, household, at, level),
  ]);
  if (read === 'NO_PROFILE') throw graphError('NO_PROFILE');
  if (read === null) return null;
  const decided = { facts: read, household: { id: household.id, at } };
  return assessmentNode(assess(read, known), decided, household.rights, household.subject);
}

/** The subject of a what-if assessment, whose facts belong to no household. */
const NOBODY = { kind: 'Household', id: '' } as const;

/** Assesses facts that are given in the form of the worked cases. Nothing is stored. */
export async function whatIf(context: GraphContext, facts: unknown, standards: unknown) {
  const onRecord = await loadStandardsAt(context, 'NOW');
  const read = parseCase({ facts, ...(standards === undefined ? {} : { standards }) }, onRecord);
  if (!read.ok) {
    const toProblem = (fault: Fault) => ({ code: 'WRONG_FACTS', ...fault, path: redactNumbers(fault.path) });
    return { problems: read.error.map(toProblem) };
  }
  const assessment = assess(read.value.facts, read.value.standards);
  const decided = { facts: read.value.facts, household: null };
  return { assessment: assessmentNode(assessment, decided, new Set(['READ_FACTS']), NOBODY), problems: [] };
}

function assessmentNode(
  assessment: Assessment,
  decided: Decided,
  rights: Rights,
  subject: Protected['subject'],
): AssessmentNode {
  const { outcome, level, primaryCategory, categories, provisional } = assessment;
  const missing = missingNodes(assessment.missing, decided);
  const shown = { outcome, level, primaryCategory, categories, missing, provisional };
  return { ...shown, ...decided, assessment, rights, subject, secret: () => null };
}

export function findingNode({ conditions, sentences, ...finding }: Finding, decided: Decided) {
  const { rule, article, readings, state } = finding;
  const missing = missingNodes(finding.missing, decided);
  return { rule, article, readings, state, missing, figures: figuresJson(conditions), ...sentences() };
}

/** What is missing, with the ids of the view that was decided on. */
function missingNodes(paths: readonly string[], { facts, household }: Decided): readonly MissingFact[] {
  return paths.map((path) => {
    const { recordId, ...shown } = describeMissing(path, facts, household?.id ?? null);
    return { ...shown, recordId: recordId === null ? null : `${recordId}${household?.at.suffix ?? ''}` };
  });
}

/** The totals of an assessment as the graph's type has them. */
export function figuresNode({ window, population, totals, perCapitaMonthly, ...rest }: Assessment) {
  const { perCapitaMonthlyAfterExpenses } = rest;
  return { ...window, population, ...totals, perCapitaMonthly, perCapitaMonthlyAfterExpenses };
}
