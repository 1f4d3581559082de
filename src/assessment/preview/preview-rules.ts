import type { Sql } from '../../database/database.ts';
import { settledRevision } from '../../database/time/change-log.ts';
import type { JobControl } from '../../jobs/job.ts';
import { type Day, printDay, requireDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { HouseholdFacts } from '../../policy/facts/facts.ts';
import { checkRules, type RulePlan } from '../../standards/proposals/check-rules.ts';
import { openRuleProposal } from '../../standards/proposals/rule-proposal.read.ts';
import type { Deps } from '../../usecase/command.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import { readRulesHistory } from '../history/rules-history.read.ts';
import { type KnownRules, type RulesHistory, rulesOf } from '../history/rules-history.ts';
import { streamFacts } from '../register/facts.read.ts';
import { countAllHouseholds } from '../spans/decision-state.store.ts';
import { compareDecisions, profilesOn } from './compare-decisions.ts';
import { stewardOfEach, type HouseholdChange, type PreviewPart, replacePreview } from './preview.store.ts';
import { throughWindows, withProposal } from './proposed-rules.ts';

/** What a preview found, in numbers. */
export interface Previewed {
  readonly revision: number;
  readonly households: number;
  readonly changes: number;
}

/**
 * Finds what a proposal would do to the whole register: what is decided otherwise on its first day, and what would be today, or on
 * the last first day if that is later, if it had been in force through each household's window. Nothing is put in force.
 */
export async function previewRules(
  deps: Deps,
  proposalId: string,
  control: JobControl,
): Promise<OrProblems<Previewed>> {
  const { database, today } = deps;
  const revision = await settledRevision(database, control.signal);
  const read = await database.session((sql) => readProposal(sql, proposalId, today, revision));
  if (!read.ok) return read;
  const { plan, history, unionId } = read.value;
  const { firstDay, windowDay } = daysOf(plan, today);
  const total = await database.session(countAllHouseholds);
  const compare = (part: PreviewPart, day: string, proposed: RulesHistory, from: number) =>
    database.session((sql) => {
      const rules = rulesOf(proposed);
      const about = { part, day: requireDay(day), before: rules.at(revision), after: rules.at(revision + 1), revision };
      return comparePart(sql, { ...about, plan, today, isStopped: () => control.signal.aborted }, (done) => {
        control.progress(from + done, 2 * total);
      });
    });
  const at = { unionId, revision };
  const first = await compare('FIRST_DAY', firstDay, withProposal(history, plan, at), 0);
  const window = await compare('THROUGH_WINDOW', windowDay, throughWindows(history, plan, at), total);
  control.signal.throwIfAborted();
  const changes = [...first.changes, ...window.changes];
  const found = { proposalId, revision, firstDay, windowDay, households: window.households, changes };
  await database.transaction((sql) => replacePreview(sql, found), { bulk: true });
  return succeed({ revision, households: window.households, changes: changes.length });
}

interface ReadProposal {
  readonly unionId: string;
  readonly plan: RulePlan;
  readonly history: RulesHistory;
}

async function readProposal(
  sql: Sql,
  proposalId: string,
  today: string,
  revision: number,
): Promise<OrProblems<ReadProposal>> {
  const proposal = await openRuleProposal(sql, proposalId, today);
  if (proposal === undefined) return fail([problem('NO_SUCH_PROPOSAL', 'proposalId')]);
  const { unionId, content } = proposal;
  const plan = await checkRules(sql, content, { unionId, today });
  if (!plan.ok) return plan;
  return succeed({ unionId, plan: plan.value, history: await readRulesHistory(sql, revision) });
}

/** A figure whose amount stays, such as one that was checked for longer, changes nothing on its first day. */
function daysOf(plan: RulePlan, today: string): { readonly firstDay: string; readonly windowDay: string } {
  const changing = plan.kind === 'PROFILE' ? [] : plan.steps.filter(({ isOtherwise }) => isOtherwise);
  const days = plan.kind === 'PROFILE' ? [plan.profile.from] : changing.map(({ entry }) => entry.from);
  const [firstDay = today] = [...days].sort();
  return { firstDay, windowDay: [...days, today].sort().at(-1) ?? today };
}

interface ComparedPart {
  readonly part: PreviewPart;
  readonly day: Day;
  readonly revision: number;
  readonly before: KnownRules;
  readonly after: KnownRules;
  readonly plan: RulePlan;
  readonly today: string;
  readonly isStopped: () => boolean;
}

const TOLD = 1000;

async function comparePart(sql: Sql, compared: ComparedPart, tell: (done: number) => void) {
  const { part, day, revision, before, after, today, isStopped } = compared;
  const stewards = await stewardOfEach(sql, printDay(day), revision, today);
  const isTouched = touchedBy(compared);
  const changes: HouseholdChange[] = [];
  let households = 0;
  const at = { asOf: day, knownAt: revision, level: 'NATIONAL', findProfile: () => null } as const;
  await streamFacts(sql, at, (householdId, facts) => {
    households += 1;
    if (households % TOLD === 0) tell(households);
    const stewardId = stewards.get(householdId) ?? '';
    if (isStopped() || !isTouched(facts, stewardId)) return;
    const found = compareDecisions(facts, stewardId, before, after);
    changes.push(...found.map((change) => ({ ...change, part, householdId })));
  });
  return { households, changes };
}

/** Whether a proposal can touch a household at all: by its divisions, or by the profiles of its steward. */
function touchedBy({ plan, day, before, after }: ComparedPart) {
  if (plan.kind === 'STANDARDS') {
    const regions = new Set(plan.steps.map(({ entry }) => entry.region));
    return ({ region, farmRegion }: HouseholdFacts) => regions.has(region) || regions.has(farmRegion ?? '');
  }
  const known = new Map<string, boolean>();
  const profilesFor = (rules: KnownRules, stewardId: string) =>
    JSON.stringify(profilesOn(rules.profilesOf(stewardId), day) ?? {});
  return (_: HouseholdFacts, stewardId: string) => {
    const isOther = known.get(stewardId) ?? profilesFor(before, stewardId) !== profilesFor(after, stewardId);
    known.set(stewardId, isOther);
    return isOther;
  };
}
