import { requireDay } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { RulePlan } from '../../standards/proposals/check-rules.ts';
import type { ProfileEntry, StandardEntry } from '../../standards/proposals/rule-content.ts';
import { toProfile } from '../../standards/profile.read.ts';
import type { StandardRow } from '../../standards/standard-entries.read.ts';
import type { LocalRule, RulesHistory, Versioned } from '../history/rules-history.ts';

/** Whose rules are proposed, and the revision after which they would be known. */
interface ProposedAt {
  readonly unionId: string;
  readonly revision: number;
}

/** Returns the rules as they would be once a proposal is confirmed: known from the revision after this one. Pure. */
export function withProposal(history: RulesHistory, plan: RulePlan, { unionId, revision }: ProposedAt): RulesHistory {
  const next = revision + 1;
  if (plan.kind === 'PROFILE') {
    const isOf = (rule: LocalRule) => rule.unionId === unionId && rule.level === plan.profile.level;
    return { ...history, localRules: withProfile(history.localRules, plan, { unionId, next, isOf }) };
  }
  const keys = new Set(plan.steps.map(({ entry }) => standardKey(entry.kind, entry.region, entry.from)));
  const isReplaced = ({ kind, region, starts_on }: StandardRow) => keys.has(standardKey(kind, region, starts_on));
  const added = plan.steps.flatMap(({ entry }) => standardRow(entry, entry.from));
  return { ...history, standards: replaced(history.standards, isReplaced, added, next) };
}

/**
 * Returns the rules as if the last of the proposed figures of each division and kind had been in force at all times, and so through
 * every household's window (Articles 3 and 4). A profile is weighed on the day of the decision alone. Pure.
 */
export function throughWindows(history: RulesHistory, plan: RulePlan, at: ProposedAt): RulesHistory {
  if (plan.kind === 'PROFILE') return withProposal(history, plan, at);
  const last = new Map<string, StandardEntry>();
  for (const { entry } of plan.steps) {
    const series = `${entry.kind} ${entry.region}`;
    const known = last.get(series);
    if (entry.act !== 'RETRACT' && (known === undefined || known.from < entry.from)) last.set(series, entry);
  }
  // Where figures are only retracted, none can be in force in their place.
  if (last.size === 0) return withProposal(history, plan, at);
  const isReplaced = ({ kind, region }: StandardRow) => last.has(`${kind} ${region}`);
  const added = [...last.values()].flatMap(atAllTimes);
  return { ...history, standards: replaced(history.standards, isReplaced, added, at.revision + 1) };
}

const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;

function atAllTimes(entry: StandardEntry): readonly StandardRow[] {
  if (entry.kind !== 'RURAL_INCOME') return standardRow(entry, `${FIRST_YEAR}-01-01`);
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, at) => FIRST_YEAR + at);
  return years.flatMap((year) => standardRow(entry, `${year}-01-01`));
}

function standardKey(kind: string, region: string, from: string): string {
  return `${kind} ${region} ${from}`;
}

function standardRow({ kind, region, amountFen, status, checkedUntil }: StandardEntry, from: string): StandardRow[] {
  if (amountFen === null || status === null) return [];
  return [{ kind, region, starts_on: from, amount_fen: String(amountFen), status, known_until: checkedUntil }];
}

function withProfile(
  rules: RulesHistory['localRules'],
  { profile, plan }: Extract<RulePlan, { kind: 'PROFILE' }>,
  { unionId, next, isOf }: { unionId: string; next: number; isOf: (rule: LocalRule) => boolean },
): RulesHistory['localRules'] {
  const from = plan.supersedes === null ? null : requireDay(plan.supersedes);
  const isReplaced = (rule: LocalRule) => isOf(rule) && rule.from === from;
  const before = rules.find(({ value, knownTo }) => knownTo === Infinity && isReplaced(value))?.value;
  invariant(from === null || before !== undefined, 'a version that is superseded is known');
  const ended =
    before === undefined || plan.endsBefore === null ? [] : [{ ...before, to: requireDay(plan.endsBefore) }];
  const { writes } = plan;
  const written =
    writes === null
      ? []
      : [
          {
            ...{ unionId, level: profile.level, profile: profileValues(profile) },
            ...{ from: requireDay(writes.from), to: writes.to === null ? null : requireDay(writes.to) },
          },
        ];
  return replaced(rules, isReplaced, [...ended, ...written], next);
}

function profileValues(profile: ProfileEntry): LocalRule['profile'] {
  const { nearMultiple, suddenMultiple, areaPerHead, dwellings, exclusionsOff } = profile;
  return toProfile({
    ...{ near_multiple: nearMultiple, sudden_multiple: suddenMultiple, dwellings, exclusions_off: exclusionsOff },
    area_per_head: areaPerHead === null ? null : String(areaPerHead),
  });
}

function replaced<T>(
  versions: readonly Versioned<T>[],
  isReplaced: (value: T) => boolean,
  added: readonly T[],
  next: number,
): readonly Versioned<T>[] {
  return [
    ...versions.map((one) => (one.knownTo === Infinity && isReplaced(one.value) ? { ...one, knownTo: next } : one)),
    ...added.map((value) => ({ value, knownFrom: next, knownTo: Infinity })),
  ];
}
