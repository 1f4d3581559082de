import type { NewId } from '../../../database/ids.ts';
import { type Bilingual, bilingual } from '../../../kernel/bilingual.ts';
import { addMonths, type Day, firstDay, type Month, monthOfDay, printDay } from '../../../kernel/calendar.ts';
import { fail, type Result, succeed } from '../../../kernel/result.ts';
import { WINDOW_MONTHS } from '../../../policy/parameters/parameters.ts';
import {
  anchorKey,
  isSurvey,
  NO_SURVEY,
  type StoredHousehold,
  type StoredRecord,
  versionOn,
} from '../../household/stored-household.ts';
import { isSurveyed, type SurveyedKind } from '../../kinds.ts';
import { planOf } from '../household-plan.ts';
import type { HouseholdPlan } from '../plan-household.ts';
import { beginRecord, planOfSteps, replaceRecord, type Step } from '../records/record-step.ts';
import type { GivenDay } from './read-days.ts';

/** A row on record, and the survey that it goes to. */
export interface PlacedRow {
  readonly kind: SurveyedKind;
  readonly key: string;
  readonly from: Month;
  readonly to: Month | null;
  readonly surveyedOn: Day;
  /** Whether the row goes to another survey, and this one has a copy of it. */
  readonly isCopy: boolean;
}

/** The writes that make surveys of given days, and give each row to one. */
export interface BacklogPlan {
  readonly plan: HouseholdPlan;
  readonly rows: readonly PlacedRow[];
}

/** Why a line asks for what is refused. */
export interface LineRefusal extends Bilingual {
  readonly line: number;
}

const AFTER_TODAY = bilingual('不得晚于今天 / must not be after today');
const NOT_ON_RECORD_THEN = bilingual('该日家庭尚无记录 / the household was not on record on that day');
const TWICE = bilingual('同一日期重复 / the same day is given twice');
const SURVEYED = bilingual(
  '此家庭已有入户调查，新的调查请另行登记 / the household has a survey already: record further ones by themselves',
);
const OTHERWISE = bilingual(
  '此家庭当日的入户调查已登记，内容不同，请更正该次调查 / ' +
    'the household has a survey of that day, with other content: correct that one',
);

/**
 * Plans the surveys of a household without any (pure): each given day becomes one, and each row without a survey goes to the
 * first given day after its last month, else to the last given day, as also what has no last month. A spell of employment is
 * copied to the other given days of which it is a part, for each survey states who worked in its window. `null` if all that
 * is given is on record.
 */
export function planBacklog(
  stored: StoredHousehold,
  days: readonly GivenDay[],
  today: string,
  newId: NewId,
): Result<BacklogPlan | null, readonly LineRefusal[]> {
  if (days.every((day) => isOnRecord(stored, day))) return succeed(null);
  const refusals = days
    .filter((day) => !isOnRecord(stored, day))
    .flatMap((day) => refusalsOf(stored, days, day, today));
  if (refusals.length > 0) return fail(refusals);
  const surveys = days.map(({ survey }) => {
    const key = printDay(survey.surveyedOn);
    const known = stored.anchors.get(anchorKey('surveys', key, null));
    return { id: known ?? newId(), key, values: survey };
  });
  const sorted = surveys.toSorted((one, other) => one.values.surveyedOn - other.values.surveyedOn);
  const placements = stored.records.filter(isWithoutSurvey).flatMap((record) => placeRecord(record, sorted));
  const rows = placements.map(({ record: { kind, key, values }, survey, isCopy }) => {
    return { kind, key, from: values.from, to: values.to, surveyedOn: survey.values.surveyedOn, isCopy };
  });
  const steps = [
    ...surveys.map((one) => beginSurvey(stored, one)),
    ...placements.map((one) => placeStep(stored, one, newId)),
  ];
  return succeed({ plan: planOf(stored, { records: planOfSteps(steps) }), rows });
}

/** The survey that a record goes to, and those that have a copy of it; `surveys` are in the order of their days. */
function placeRecord(record: StoredRecord<SurveyedKind>, surveys: readonly NewSurvey[]): readonly Placement[] {
  const { to } = record.values;
  const after = surveys.find(({ values }) => to !== null && values.surveyedOn >= firstDay(addMonths(to, 1)));
  const own = after ?? surveys.at(-1);
  return surveys
    .filter((survey) => survey === own || isPartOf(record, survey))
    .map((survey) => ({ record, survey, isCopy: survey !== own }));
}

/** Whether a record is a spell of employment that has a month in the window of the survey. */
function isPartOf({ kind, values: { from, to } }: StoredRecord<SurveyedKind>, { values }: NewSurvey): boolean {
  const month = monthOfDay(values.surveyedOn);
  return kind === 'employment' && from < month && (to === null || to >= addMonths(month, -WINDOW_MONTHS));
}

function isWithoutSurvey(record: StoredRecord): record is StoredRecord<SurveyedKind> {
  return isSurveyed(record.kind) && record.surveyId === null;
}

/** Whether a survey of the day is on record that has what the line says of it. */
function isOnRecord({ records }: StoredHousehold, { survey }: GivenDay): boolean {
  const given = Object.entries(survey).filter(([, value]) => value !== null);
  return records.filter(isSurvey).some(({ values }) => {
    return given.every(([name, value]) => (values as Readonly<Record<string, unknown>>)[name] === value);
  });
}

function refusalsOf(
  stored: StoredHousehold,
  days: readonly GivenDay[],
  { line, survey: { surveyedOn } }: GivenDay,
  today: string,
): readonly LineRefusal[] {
  const surveys = stored.records.filter(isSurvey);
  if (surveys.some(({ values }) => values.surveyedOn === surveyedOn)) return [{ line, ...OTHERWISE }];
  if (surveys.length > 0) return [{ line, ...SURVEYED }];
  const first = days.find(({ survey }) => survey.surveyedOn === surveyedOn);
  return [
    ...(first?.line === line ? [] : [{ line, ...TWICE }]),
    ...(printDay(surveyedOn) > today ? [{ line, ...AFTER_TODAY }] : []),
    ...(versionOn(stored.versions, surveyedOn) === undefined ? [{ line, ...NOT_ON_RECORD_THEN }] : []),
  ];
}

interface NewSurvey {
  readonly id: string;
  readonly key: string;
  readonly values: GivenDay['survey'];
}

/** A record on record that a survey gets: itself, or a copy of it. */
interface Placement {
  readonly record: StoredRecord<SurveyedKind>;
  readonly survey: NewSurvey;
  readonly isCopy: boolean;
}

function beginSurvey(stored: StoredHousehold, { id, key, values }: NewSurvey): Step {
  return beginRecord(stored, { kind: 'surveys', key, memberId: null, values }, NO_SURVEY, () => id);
}

/** A record is given to its survey; a copy has an id of its own, under the same key of another survey. */
function placeStep(stored: StoredHousehold, { record, survey, isCopy }: Placement, newId: NewId): Step {
  const belonging = { ...NO_SURVEY, surveyId: survey.id };
  return isCopy ? beginRecord(stored, record, belonging, newId) : replaceRecord(record, record.values, belonging);
}
