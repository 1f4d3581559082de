import { addDays, addMonths, type Day, firstDay, monthOfDay } from '../../kernel/calendar.ts';
import { lastDayServed } from '../../policy/facts/survey.ts';
import { NATIONAL_PARAMETER_DAYS } from '../../policy/parameters/national.ts';
import { dayAt, dayOrNullAt, textAt } from '../register/facts-rows.ts';
import { HISTORY_TAGS, type HistoryRow, type KnownHistory } from './history-rows.ts';
import { everySteward } from './household-dimensions.ts';
import type { KnownRules } from './rules-history.ts';

/** The days on which the decisions on a household may change. */
export interface ChangeDays {
  /** In order, the first day with a state first; before `horizon`. */
  readonly days: readonly Day[];
  /** Whether the decisions may change every month up to the horizon, so that nothing is known of the days after it. */
  readonly isOpen: boolean;
}

/**
 * Lists the days on which the decisions on a household at any level, or what it is counted by, may differ from those of the day
 * before, as known at one revision: a state, a membership, a file, a steward, a survey and the end of its service (R16, R17),
 * what was added to a survey, a contract, recognition, a dwelling, a vehicle, schooling (the day after an inclusive end), an
 * event, a standard (R18), a local rule, a place in the tree; and the first of each month before the first survey, while the
 * window moves with the day, and while no standard is on file, whose path names the month. Pure.
 */
export function changeDays(known: KnownHistory, rules: KnownRules, horizon: Day): ChangeDays {
  const states = known.of(HISTORY_TAGS.household);
  const begin = Math.min(...states.map(({ from }) => from ?? horizon)) as Day;
  const surveys = known.of(HISTORY_TAGS.survey).map((row) => dayAt(row.values, 0));
  const regions = [...new Set(states.map((row) => textAt(row.values, 0) ?? ''))];
  const monthlyTo = Math.max(
    Math.min(horizon, ...surveys),
    ...regions.map((region) => Math.min(horizon, ...rules.standardDays(region).slice(0, 1))),
  ) as Day;
  const found = new Set<Day>([
    ...states.flatMap(contractDays),
    ...known.rows.flatMap(ownDays),
    ...surveys.flatMap((day) => [day, addDays(lastDayServed(day, null), 1)]),
    ...surveyChanges(known).flatMap((day) => [day, firstDay(addMonths(monthOfDay(day), 2))]),
    ...regions.flatMap((region) => rules.standardDays(region)),
    ...everySteward(known).flatMap((union) => rules.profilesOf(union).map(({ from }) => from)),
    ...NATIONAL_PARAMETER_DAYS,
    ...monthsBetween(begin, monthlyTo),
  ]);
  const days = [...found].filter((day) => day >= begin && day < horizon).sort((a, b) => a - b);
  return { days, isOpen: monthlyTo === horizon };
}

/** The days of a version: those on which it begins and ends, and those that its values name. */
function ownDays({ values, from, to }: HistoryRow): readonly Day[] {
  const days: (Day | null)[] = [from];
  switch (values[1]) {
    case HISTORY_TAGS.dwelling:
    case HISTORY_TAGS.vehicle:
    case HISTORY_TAGS.schooling:
      days.push(dayAfter(to));
      break;
    case HISTORY_TAGS.event:
      days.push(dayAt(values, 2));
      break;
    case HISTORY_TAGS.dibao:
      days.push(dayAt(values, 0), dayAfter(dayOrNullAt(values, 1)));
      break;
    case HISTORY_TAGS.employment:
      // The day of the act that ended it, and the months in which somebody is employed.
      days.push(dayOrNullAt(values, 5), ...spellDays(values));
      break;
    default:
      days.push(to);
  }
  return days.filter((day) => day !== null);
}

function contractDays({ values }: HistoryRow): readonly Day[] {
  return [dayOrNullAt(values, 5), dayAfter(dayOrNullAt(values, 6))].filter((day) => day !== null);
}

/** The first day of a spell and the day after its last month, as stated first and as ended later. */
function spellDays(values: HistoryRow['values']): readonly Day[] {
  const ends = [dayOrNullAt(values, 3), dayOrNullAt(values, 6)].filter((day) => day !== null);
  return [dayAt(values, 2), ...ends.map((end) => firstDay(addMonths(monthOfDay(end), 1)))];
}

/**
 * The days on which something that a survey's figures rest on may have changed (R17), each of which may end its service: more
 * than those on which it has, since who counts is not looked at.
 */
function surveyChanges(known: KnownHistory): readonly Day[] {
  const surveyedOn = new Map(known.of(HISTORY_TAGS.survey).map(({ anchor, values }) => [anchor, dayAt(values, 0)]));
  const amounts = [HISTORY_TAGS.income, HISTORY_TAGS.deduction, HISTORY_TAGS.expense].flatMap((tag) => known.of(tag));
  const spells = known.of(HISTORY_TAGS.employment);
  const dayAfterSurvey = ({ survey }: HistoryRow) => dayAfter(surveyedOn.get(survey ?? '') ?? null);
  const added = [...amounts, ...spells].filter(({ addedOn }) => addedOn !== null);
  return [
    ...known.of(HISTORY_TAGS.member).flatMap(({ from, to }) => [from, to]),
    ...added.flatMap((row) => [row.addedOn, dayAfterSurvey(row)]),
    ...spells
      .filter(({ addedOn, values }) => addedOn !== null || textAt(values, 5) !== null)
      .flatMap(({ values }) => spellDays(values)),
  ].filter((day) => day !== null);
}

/** The first days of the months that begin on the days from one until before another. */
function monthsBetween(from: Day, to: Day): readonly Day[] {
  const first = addMonths(monthOfDay(from), 1);
  const count = Math.max(0, monthOfDay(to) - first + 1);
  return Array.from({ length: count }, (_, at) => firstDay(addMonths(first, at)));
}

function dayAfter(day: Day | null): Day | null {
  return day === null ? null : addDays(day, 1);
}
