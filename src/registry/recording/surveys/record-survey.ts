import type { Sql } from '../../../database/database.ts';
import { type Day, printDay } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import type { Command, Deps } from '../../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../../usecase/execute.ts';
import type { Notice } from '../../../usecase/notice.ts';
import { problem, type OrProblems, type Problem } from '../../../usecase/problem.ts';
import { type RegisterHousehold, type RegisterRecord, SURVEYED_KINDS, type SurveyedKind } from '../../kinds.ts';
import {
  asStated,
  householdOn,
  isSurvey,
  type StoredHousehold,
  type StoredRecord,
} from '../../household/stored-household.ts';
import { admitHouseholds } from '../admit-household.ts';
import { checkHousehold } from '../check-household.ts';
import { NOTHING_JUDGED } from '../plausibility/judge.ts';
import { judgeDocuments } from '../plausibility/judge-document.ts';
import { deepEqual } from '../deep-equal.ts';
import type { Recorded } from '../documents/household-document.ts';
import { attemptHouseholds } from '../record-household.ts';
import { checkSurveys, type SurveyAct } from './check-surveys.ts';
import { compareFigures, type Figures, type FiguresCompared } from './compare-figures.ts';

/** The command to record a survey of a household on record, with its figures whole (R16). */
export interface RecordSurvey extends Command {
  readonly householdId: string;
  readonly survey: RegisterRecord<'surveys'>['values'];
  readonly records: Pick<RegisterHousehold['records'], SurveyedKind>;
  /** Whether the survey of that day is on record and was recorded wrongly. */
  readonly correction: boolean;
  /** Whether nothing is written: only what would change is answered. */
  readonly preview: boolean;
  readonly expectedRevision: number | null;
}

interface Surveyed extends Omit<Recorded, 'kept'> {
  /** What the survey begins, changes and ends against the figures before it. */
  readonly compared: FiguresCompared;
}

/** Records a survey, or answers what it would change, all or nothing. What else is on record of the household stays as it is. */
export async function recordSurvey(deps: Deps, command: RecordSurvey): Promise<OrProblems<Numbered<Surveyed>>> {
  // A preview writes nothing and leaves its key to the act.
  const keyed = command.preview ? { ...command, idempotencyKey: null } : command;
  return numbered(deps.database, await execute(deps, 'recordSurvey', keyed, survey, { one_survey_a_day: TAKEN }));
}

const DAY_PATH = ['records', 'surveys', 0, 'values', 'surveyedOn'] as const;
const TAKEN = problem('SURVEYED_THAT_DAY', ...DAY_PATH);

async function survey(sql: Sql, deps: Deps, command: RecordSurvey): Promise<OrProblems<Surveyed>> {
  const [admitted = fail([])] = await admitHouseholds(sql, deps, 'RECORD_HOUSEHOLD', [{ ...command, unionId: null }]);
  if (!admitted.ok) return admitted;
  const { stored } = admitted.value;
  const stated = statedHousehold(stored, command);
  if (!stated.ok) return stated;
  const { household, compared } = stated.value;
  const from = command.survey.surveyedOn;
  const act = { ...command, idempotencyKey: null, unionId: null, from, household };
  const recorded = { ...act, action: 'RECORD_SURVEY' as const };
  const { householdId } = command;
  if (command.preview) {
    const judged = await previewJudged(sql, deps, { stored, act });
    return judged.ok ? succeed({ householdId, changeId: null, notices: judged.value, compared }) : judged;
  }
  const [outcome = fail([])] = await attemptHouseholds(sql, deps, [recorded]);
  if (!outcome.ok) return outcome;
  const { changeId, notices } = outcome.value;
  return succeed({ householdId, changeId, notices, compared });
}

/** What recording would be refused for, or the notices that it would have. */
async function previewJudged(
  sql: Sql,
  { today }: Deps,
  { stored, act }: { readonly stored: StoredHousehold; readonly act: SurveyAct },
): Promise<OrProblems<readonly Notice[]>> {
  const problems = [...checkHousehold(act.household), ...checkSurveys(stored, act, today)];
  if (problems.length > 0) return fail(problems);
  const [judged = NOTHING_JUDGED] = await judgeDocuments(sql, [{ ...act, isPart: true, stored }], today);
  return judged.problems.length > 0 ? fail(judged.problems) : succeed(judged.notices);
}

/** The household of the day of the survey with what the survey states, beside what was on record (pure). */
function statedHousehold(
  stored: StoredHousehold,
  { survey: values, records, correction }: RecordSurvey,
): OrProblems<{ readonly household: RegisterHousehold; readonly compared: FiguresCompared }> {
  const day = values.surveyedOn;
  const before = householdOn(stored, day);
  if (before === null) return fail([problem('NOT_ON_RECORD_THEN', ...DAY_PATH)]);
  const known = surveyOfDay(stored, day);
  const own = { key: known === undefined ? printDay(day) : known.key, member: null, values };
  const household = { ...before, records: { ...before.records, ...records, surveys: [own] } };
  if (known === undefined) {
    if (correction) return fail([problem('NO_SURVEY_THAT_DAY', ...DAY_PATH)]);
    return succeed({ household, compared: compareFigures({ ...before.records, surveys: [] }, household.records) });
  }
  const compared = compareFigures(statedFigures(stored, known), household.records);
  const problems = restated(stored, known, records, correction || isEqual(compared));
  return problems.length > 0 ? fail(problems) : succeed({ household, compared });
}

/** Why a survey on record is not stated again: only a correction states it otherwise. */
function restated(
  stored: StoredHousehold,
  known: StoredRecord<'surveys'>,
  records: RecordSurvey['records'],
  isAllowed: boolean,
): readonly Problem[] {
  return isAllowed ? keysOfAdditions(stored, known, records) : [TAKEN];
}

/** The figures that a survey states, without what was added to it and what became known since. */
function statedFigures(stored: StoredHousehold, known: StoredRecord<'surveys'>): Figures {
  const keys = new Map(stored.members.map(({ id, key }) => [id, key]));
  const own = stored.records.filter(({ surveyId, addedOn }) => surveyId === known.id && addedOn === null);
  const figures = SURVEYED_KINDS.map((kind) => {
    const stated = own.filter((one) => one.kind === kind).map(asStated);
    return [
      kind,
      stated.map(({ key, memberId, values }) => ({ key, member: keys.get(memberId ?? '') ?? null, values })),
    ];
  });
  const { key, values } = known;
  const surveys = [{ key, member: null, values }];
  return { ...(Object.fromEntries(figures) as unknown as Omit<Figures, 'surveys'>), surveys };
}

/** Refuses figures under the keys of others that were added to the survey since: these are corrected by themselves. */
function keysOfAdditions(
  stored: StoredHousehold,
  known: StoredRecord<'surveys'>,
  records: RecordSurvey['records'],
): readonly Problem[] {
  const added = stored.records.filter(({ surveyId, addedOn }) => surveyId === known.id && addedOn !== null);
  return SURVEYED_KINDS.flatMap((kind) =>
    records[kind].flatMap(({ key, values }, at) => {
      const other = added.find((one) => one.kind === kind && one.key === key);
      const isTaken = other !== undefined && !deepEqual(other.values, values);
      return isTaken ? [problem('KEY_ON_RECORD', 'records', kind, at, 'key')] : [];
    }),
  );
}

function surveyOfDay({ records }: StoredHousehold, day: Day): StoredRecord<'surveys'> | undefined {
  const surveys = records.filter(isSurvey);
  return surveys.find(({ values }) => values.surveyedOn === day);
}

function isEqual({ begins, changes, ends }: FiguresCompared): boolean {
  return begins.length + changes.length + ends.length === 0;
}
