import type { NewId } from '../../../database/ids.ts';
import { type Bilingual, bilingual } from '../../../kernel/bilingual.ts';
import { addMonths, type Day, firstDay, type Month, printDay } from '../../../kernel/calendar.ts';
import { fail, type Result, succeed } from '../../../kernel/result.ts';
import {
  anchorKey,
  isSurvey,
  NO_SURVEY,
  type StoredHousehold,
  type StoredRecord,
  versionOn,
} from '../../household/stored-household.ts';
import { isSurveyed, RECORD_KINDS, type SurveyedKind } from '../../kinds.ts';
import type { HouseholdPlan } from '../plan-household.ts';
import type { RecordPlan } from '../record-step.ts';
import type { GivenDay } from './read-days.ts';

/** A row on record, and the survey that it goes to. */
export interface PlacedRow {
  readonly kind: SurveyedKind;
  readonly key: string;
  readonly from: Month;
  readonly to: Month | null;
  readonly surveyedOn: Day;
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

/**
 * Plans the surveys of a household without any (pure): each given day becomes one, and each row without a survey goes to the
 * first given day after its last month, else to the last given day, as also what has no last month. `null` if all that is
 * given is on record.
 */
export function planBacklog(
  stored: StoredHousehold,
  days: readonly GivenDay[],
  today: string,
  newId: NewId,
): Result<BacklogPlan | null, readonly LineRefusal[]> {
  if (days.every((day) => isOnRecord(stored, day))) return succeed(null);
  const refusals = days.flatMap((day) => refusalsOf(stored, days, day, today));
  if (refusals.length > 0) return fail(refusals);
  const surveys = days.map(({ survey }) => {
    const key = printDay(survey.surveyedOn);
    const known = stored.anchors.get(anchorKey('surveys', key, null));
    return { id: known ?? newId(), isNew: known === undefined, key, values: survey };
  });
  const sorted = surveys.toSorted((one, other) => one.values.surveyedOn - other.values.surveyedOn);
  const placed = stored.records.filter(isWithoutSurvey).map((record) => {
    const { from, to } = record.values;
    const survey = sorted.find(({ values }) => to !== null && values.surveyedOn >= firstDay(addMonths(to, 1)));
    return { record, from, to, survey: survey ?? sorted.at(-1) };
  });
  const rows = placed.flatMap(({ record: { kind, key }, from, to, survey }) => {
    return survey === undefined ? [] : [{ kind, key, from, to, surveyedOn: survey.values.surveyedOn }];
  });
  const moves = placed.map(({ record, survey }) => ({ record, surveyId: survey?.id ?? null }));
  return succeed({ plan: planOf(stored, surveys, moves), rows });
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
  if (stored.records.some(isSurvey)) return [{ line, ...SURVEYED }];
  const first = days.find(({ survey }) => survey.surveyedOn === surveyedOn);
  return [
    ...(first?.line === line ? [] : [{ line, ...TWICE }]),
    ...(printDay(surveyedOn) > today ? [{ line, ...AFTER_TODAY }] : []),
    ...(versionOn(stored.versions, surveyedOn) === undefined ? [{ line, ...NOT_ON_RECORD_THEN }] : []),
  ];
}

interface NewSurvey {
  readonly id: string;
  readonly isNew: boolean;
  readonly key: string;
  readonly values: GivenDay['survey'];
}

interface Move {
  readonly record: StoredRecord<SurveyedKind>;
  readonly surveyId: string | null;
}

function planOf({ id }: StoredHousehold, surveys: readonly NewSurvey[], moves: readonly Move[]): HouseholdPlan {
  const anchors = surveys.filter(({ isNew }) => isNew);
  const begunSurveys = surveys.map((one) => ({ id: one.id, memberId: null, values: one.values, ...NO_SURVEY }));
  const revised = RECORD_KINDS.map((kind) => {
    if (kind === 'surveys') return [kind, { ended: [], begun: begunSurveys }];
    const own = moves.filter(({ record }) => record.kind === kind);
    const begun = own.map(({ record: { id: rowId, memberId, values }, surveyId }) => {
      return { id: rowId, memberId, values, ...NO_SURVEY, surveyId };
    });
    return [kind, { ended: own.map(({ record }) => record), begun }];
  });
  const records: RecordPlan = {
    anchors: anchors.map((one) => ({ id: one.id, kind: 'surveys', key: one.key, ofSurvey: null })),
    revised: Object.fromEntries(revised) as RecordPlan['revised'],
    missing: [],
  };
  const nothing = { ended: [], begun: [] };
  const states = { household: nothing, memberships: nothing, persons: nothing };
  return { id, isNew: false, members: [], records, ...states, kept: [] };
}
