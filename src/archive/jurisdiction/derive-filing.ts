import type { Sql } from '../../database/database.ts';
import { type Day, monthOfDay } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { isServed } from '../../policy/facts/survey.ts';
import { readingsOffOn } from '../../policy/parameters/procedure.ts';
import { householdOn, type StoredHousehold, surveyOn } from '../../registry/household/stored-household.ts';
import type { RegisterHousehold } from '../../registry/kinds.ts';
import { type Problem, problem } from '../../usecase/problem.ts';
import { type CandidateUnion, readCandidates } from './candidate-unions.read.ts';
import {
  FILING_RULES,
  type FilingGap,
  type FilingRuleCode,
  type StatedFact,
  type StatedPlace,
} from './filing.codes.ts';
import {
  type FilingVerdict,
  judgeFilingUnion,
  judgeWhoFiles,
  type UnionsOfWorker,
  type WhoFiles,
  type WorkOfDay,
} from './filing-union.ts';
import { cityOf, employersUnions, placesOfWorker, stateUnion, unionNames } from './places-of-worker.ts';

/** What who opens a file states of the worker's work, where the register does not say it; `null`: nothing. */
export interface StatedWork extends WorkOfDay {
  readonly unions: readonly StatedUnion[];
}

interface StatedUnion {
  readonly place: StatedPlace;
  /** `null`: there is none. */
  readonly unionId: string | null;
  /** Where the input says so. */
  readonly path: readonly (string | number)[];
}

export const NOTHING_STATED: StatedWork = { status: null, isDispatched: null, isOnBenefit: null, unions: [] };

/** What the platform knows of who files: the rules by which the union does, or what leaves it open; and what was only stated. */
export interface FilingBasis {
  /** The worker's state of work; `null`: not known. */
  readonly status: WorkOfDay['status'];
  readonly rules: readonly FilingRuleCode[];
  readonly gaps: readonly FilingGap[];
  readonly stated: readonly StatedFact[];
}

interface Question {
  readonly unionId: string;
  readonly on: Day;
  readonly today: string;
  readonly stored: StoredHousehold;
  readonly work: StatedWork;
}

/**
 * Derives whether a union is the one that files for the worker of a household on a day (Articles 11 and 12; R19 to R21), by what is
 * on record and, where that leaves it open, by what is stated; another union is refused, and what stays open is told.
 */
export async function deriveFiling(sql: Sql, question: Question): Promise<Result<FilingBasis, Problem>> {
  const { unionId, on, work } = question;
  const known = await readFilingCase(sql, question);
  if (!known.ok) return known;
  const { candidates, unions, status } = known.value;
  const verdict = judgeFilingUnion(unionId, { ...work, status }, unions, readingsOffOn(on));
  if (verdict.verdict === 'ANOTHER') return fail(refuseOther(verdict, candidates));
  const [rules, gaps] = verdict.verdict === 'FILES' ? [verdict.rules, []] : [[], verdict.gaps];
  return succeed({ status, rules, gaps, stated: statedFacts(work) });
}

/** The id of no union. */
const NO_UNION = '00000000-0000-0000-0000-000000000000';

/** Derives which union files, where none is proposed, by the same record, statements and rules as {@link deriveFiling}. */
export async function deriveWhoFiles(
  sql: Sql,
  question: Omit<Question, 'unionId'>,
): Promise<Result<WhoFiles, Problem>> {
  const known = await readFilingCase(sql, { ...question, unionId: NO_UNION });
  if (!known.ok) return known;
  const { unions, status } = known.value;
  return succeed(judgeWhoFiles({ ...question.work, status }, unions, readingsOffOn(question.on)));
}

/** What is known of a worker, by which it is judged who files. */
interface FilingCase {
  readonly candidates: readonly CandidateUnion[];
  readonly unions: UnionsOfWorker;
  readonly status: WorkOfDay['status'];
}

async function readFilingCase(sql: Sql, question: Question): Promise<Result<FilingCase, Problem>> {
  const { unionId, on, today, stored, work } = question;
  const household = householdOn(stored, on);
  invariant(household !== null, 'a file is opened for a household that is on record on the day');
  const names = employersOf(household, on).flatMap(unionNames);
  const { region, unionMember: isMember } = household.household;
  const candidates = await readCandidates(sql, { unionId, names, regions: [region, cityOf(region)] }, today);
  const status = settleStatus(stored, household, on, work.status);
  if (!status.ok) return status;
  const places = placesOfWorker(candidates, { unionId, region, isMember });
  const unions = stateUnions(places, work, unionId, employersUnions(candidates, names));
  return unions.ok ? succeed({ candidates, unions: unions.value, status: status.value }) : unions;
}

/** The state of work on record, else the one that is stated; a statement that contradicts the record is refused. */
function settleStatus(
  stored: StoredHousehold,
  household: RegisterHousehold,
  on: Day,
  stated: WorkOfDay['status'],
): Result<WorkOfDay['status'], Problem> {
  const known = isSurveyed(stored, on) ? statusOf(household, on) : null;
  const contradicts = known !== null && stated !== null && stated !== known;
  return contradicts ? fail(problem('WORK_NOT_AS_ON_RECORD', 'work', 'status')) : succeed(known ?? stated);
}

/** Who files instead, as far as one is known, and the rules that say so. */
function refuseOther(
  { rules, unionId }: Extract<FilingVerdict, { verdict: 'ANOTHER' }>,
  candidates: readonly CandidateUnion[],
): Problem {
  const name = candidates.find(({ id }) => id === unionId)?.name;
  const said = rules.map((rule) => FILING_RULES[rule]);
  const base = problem('NOT_THE_FILING_UNION', 'stewardId');
  const [zh, en] = [said.map((rule) => rule.zh).join('；'), said.map((rule) => rule.en).join('; ')];
  return {
    ...base,
    zh: `${base.zh}：${zh}${name === undefined ? '' : `（${name}）`}`,
    en: `${base.en}: ${en}${name === undefined ? '' : ` (${name})`}`,
  };
}

/** Whether a survey serves the day (R16): the spells of work that an older one states are not known any more. */
function isSurveyed(stored: StoredHousehold, on: Day): boolean {
  const survey = surveyOn(stored, on);
  return survey !== null && isServed({ asOf: on, surveyedOn: survey.values.surveyedOn, changedOn: null });
}

/** The worker's state of work on a day: by the one spell, or several alike, of the survey in force that cover its month. */
function statusOf(household: RegisterHousehold, on: Day): WorkOfDay['status'] {
  const worker = household.members.find(({ key }) => key === household.worker);
  if (worker?.membershipState.employmentKnown !== true) return null;
  const found = new Set(spellsOf(household, on).map(({ values }) => values.status));
  const [only = null] = found.size === 1 ? found : [];
  return only;
}

function spellsOf({ worker, records }: RegisterHousehold, on: Day) {
  const month = monthOfDay(on);
  return records.employment.filter(({ member, values: { from, to } }) => {
    return member === worker && from <= month && (to === null || month <= to);
  });
}

/** The employers on record: of the worker's spells, else the workplace that the worker's form names. */
function employersOf(household: RegisterHousehold, on: Day): readonly string[] {
  const ofSpells = spellsOf(household, on).flatMap(({ values }) => values.employer ?? []);
  const worker = household.members.find(({ key }) => key === household.worker);
  const named = ofSpells.length > 0 ? ofSpells : [worker?.person.workplaceOrSchool ?? ''];
  return named.filter((name) => /\S/.test(name));
}

/** What is stated of the places; where the employer's union is not stated, those that have the employer's name. */
function stateUnions(
  places: UnionsOfWorker,
  { unions: stated }: StatedWork,
  unionId: string,
  employers: readonly string[],
): Result<UnionsOfWorker, Problem> {
  let known = places;
  const seen = new Set<StatedPlace>();
  for (const { place, unionId: named, path } of stated) {
    const narrowed = stateUnion(known, place, named, unionId);
    if (seen.has(place)) return fail(problem('DUPLICATE_KEY', ...path));
    if (narrowed === undefined) return fail(problem('WORK_NOT_AS_ON_RECORD', ...path));
    known = narrowed;
    seen.add(place);
  }
  return succeed(seen.has('EMPLOYER') || employers.length === 0 ? known : { ...known, EMPLOYER: employers });
}

function statedFacts({ status, isDispatched, isOnBenefit, unions }: StatedWork): readonly StatedFact[] {
  return [
    ...(status === null ? [] : (['STATUS'] as const)),
    ...(isDispatched === null ? [] : (['DISPATCH'] as const)),
    ...(isOnBenefit === null ? [] : (['BENEFIT'] as const)),
    ...unions.map(({ place }) => place),
  ];
}
