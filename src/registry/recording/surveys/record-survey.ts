import type { Sql } from '../../../database/database.ts';
import { type Day, printDay } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import type { Command, Deps } from '../../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../../usecase/execute.ts';
import { problem, type OrProblems } from '../../../usecase/problem.ts';
import type { RegisterHousehold, RegisterRecord, SurveyedKind } from '../../kinds.ts';
import { householdOn, isSurvey, type StoredHousehold, type StoredRecord } from '../../household/stored-household.ts';
import { admitHouseholds } from '../admit-household.ts';
import { checkHousehold } from '../check-household.ts';
import { deepEqual } from '../deep-equal.ts';
import { attemptHouseholds, type Recorded } from '../record-household.ts';
import { checkSurveys } from './check-surveys.ts';
import { compareFigures, type FiguresCompared } from './compare-figures.ts';

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
  return numbered(deps.database, await execute(deps, command, survey, { one_survey_a_day: TAKEN }));
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
  const act = { ...command, idempotencyKey: null, unionId: null, from, keepMissing: false, household, survey: true };
  const { householdId } = command;
  if (command.preview) {
    const problems = [...checkHousehold(household), ...checkSurveys(stored, act, deps.today)];
    return problems.length > 0 ? fail(problems) : succeed({ householdId, changeId: null, compared });
  }
  const [outcome = fail([])] = await attemptHouseholds(sql, deps, [act]);
  return outcome.ok ? succeed({ householdId, changeId: outcome.value.changeId, compared }) : outcome;
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
  const surveys = [{ key: known?.key ?? printDay(day), member: null, values }];
  const household = { ...before, records: { ...before.records, ...records, surveys } };
  const compared = compareFigures(before.records, household.records);
  const isTaken = known !== undefined && !correction && !(deepEqual(known.values, values) && isEqual(compared));
  return isTaken ? fail([TAKEN]) : succeed({ household, compared });
}

function surveyOfDay({ records }: StoredHousehold, day: Day): StoredRecord<'surveys'> | undefined {
  const surveys = records.filter(isSurvey);
  return surveys.find(({ values }) => values.surveyedOn === day);
}

function isEqual({ begins, changes, ends }: FiguresCompared): boolean {
  return begins.length + changes.length + ends.length === 0;
}
