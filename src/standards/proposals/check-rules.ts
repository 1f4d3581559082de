import type { Sql } from '../../database/database.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { listRegions, unionToday } from '../../organisation/union.read.ts';
import type { UnionKind } from '../../organisation/union.codes.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import { planProfile, type ProfilePlan } from './plan-profile.ts';
import { planStandards, type StandardStep } from './plan-standards.ts';
import { mattersSet, type ProfileEntry, type RuleContent, type StandardEntry } from './rule-content.ts';
import { forbiddenAbove, mattersSetBelow, profileOnRecord, standardsOnRecord } from './rules-on-record.read.ts';

/** What is written once a proposal is confirmed. */
export type RulePlan =
  | { readonly kind: 'STANDARDS'; readonly steps: readonly StandardStep[] }
  | {
      readonly kind: 'PROFILE';
      readonly profileId: string | null;
      readonly profile: ProfileEntry;
      readonly plan: ProfilePlan;
    };

/** Whose rules are proposed. */
interface ForUnion {
  readonly unionId: string;
  readonly today: string;
}

/** Holds the content of a proposal against what is on record, when it is proposed and again when it is confirmed. */
export async function checkRules(sql: Sql, content: RuleContent, of: ForUnion): Promise<OrProblems<RulePlan>> {
  const union = await unionToday(sql, of.unionId);
  if (union === undefined) return fail([problem('NO_SUCH_UNION', 'unionId')]);
  if (content.kind === 'PROFILE') return checkProfile(sql, content.profile, { ...of, kind: union.kind });
  if (!isCentre(union)) return fail([problem('NOT_A_CENTRE', 'unionId')]);
  const problems = await checkDivisions(sql, content.entries, union, of.today);
  if (problems.length > 0) return fail(problems);
  const regions = [...new Set(content.entries.map(({ region }) => region))];
  const steps = planStandards(await standardsOnRecord(sql, regions), content.entries);
  return steps.ok ? succeed({ kind: 'STANDARDS', steps: steps.value }) : steps;
}

type Union = NonNullable<Awaited<ReturnType<typeof unionToday>>>;

function isCentre({ kind, hasCentre }: Union): boolean {
  return hasCentre && (kind === 'COUNTY' || kind === 'MUNICIPAL');
}

/** A municipal union enters the standards of all divisions of its prefecture, and incomes of farms that lie elsewhere. */
async function checkDivisions(
  sql: Sql,
  entries: readonly StandardEntry[],
  { kind: of, region: own }: Union,
  today: string,
): Promise<readonly Problem[]> {
  const onRecord = new Set(
    (
      await listRegions(
        sql,
        entries.map(({ region }) => region),
        today,
      )
    ).map(({ code }) => code),
  );
  const isOwn = ({ kind, region }: StandardEntry) =>
    of === 'MUNICIPAL' ? kind === 'RURAL_INCOME' || region.slice(0, 4) === own.slice(0, 4) : region === own;
  return entries.flatMap((entry, at) =>
    onRecord.has(entry.region) && isOwn(entry) ? [] : [problem('NOT_ITS_DIVISION', 'entries', at, 'region')],
  );
}

/** The levels for whose files a union of each kind may rule (Articles 2 and 23). */
const LEVELS_OF: Readonly<Record<UnionKind, readonly ProfileEntry['level'][]>> = {
  MUNICIPAL: ['MUNICIPAL', 'COUNTY', 'ENTERPRISE'],
  COUNTY: ['COUNTY', 'ENTERPRISE'],
  INDUSTRY: ['ENTERPRISE'],
  EMPLOYER: ['ENTERPRISE'],
  STREET: [],
};

async function checkProfile(
  sql: Sql,
  profile: ProfileEntry,
  { unionId, today, kind }: ForUnion & { readonly kind: UnionKind },
): Promise<OrProblems<RulePlan>> {
  if (!LEVELS_OF[kind].includes(profile.level)) return fail([problem('NOT_ITS_LEVEL', 'profile', 'level')]);
  const { id: profileId, versions } = await profileOnRecord(sql, unionId, profile.level);
  const plan = planProfile(versions, profile);
  if (!plan.ok) return plan;
  const { writes } = plan.value;
  const problems = writes === null ? [] : await checkLine(sql, { ...profile, ...writes }, unionId, today);
  return problems.length > 0 ? fail(problems) : succeed({ kind: 'PROFILE', profileId, profile, plan: plan.value });
}

/** Holds a profile against those of the unions above and below it. */
async function checkLine(sql: Sql, profile: ProfileEntry, unionId: string, today: string): Promise<readonly Problem[]> {
  const inForce = { unionId, level: profile.level, from: profile.from, to: profile.to };
  const forbidden = await forbiddenAbove(sql, inForce, today);
  const below = await mattersSetBelow(sql, inForce, today);
  const set = [...mattersSet(profile)].filter(([matter]) => forbidden.includes(matter));
  const forbids = profile.forbids.flatMap((matter, at) => (below.includes(matter) ? [at] : []));
  return [
    ...set.map(([, field]) => problem('FORBIDDEN_ABOVE', 'profile', field)),
    ...forbids.map((at) => problem('SET_BELOW', 'profile', 'forbids', at)),
  ];
}
