import type { Day } from '../../kernel/calendar.ts';
import { dayAt, type FactsRow, isEndedOn, TAG_AT, TAGS } from '../register/facts-rows.ts';
import { HISTORY_TAGS, type HistoryRow, type HistoryTag, isValidOn, type KnownHistory } from './history-rows.ts';

/** The versions that hold on a day, as known at one revision. */
export interface HistoryOn {
  readonly day: Day;
  readonly surveyedOn: Day | null;
  readonly rows: readonly HistoryRow[];
}

/** Finds the versions that hold on a day: of facts, those that the facts' query reads. */
export function historyOn(known: KnownHistory, day: Day): HistoryOn {
  const survey = surveyOn(known, day);
  const surveyedOn = survey === null ? null : dayAt(survey.values, 0);
  const holds = conditionsOn(day, survey?.anchor ?? null, surveyedOn);
  return { day, surveyedOn, rows: known.rows.filter((row) => holds[row.values[TAG_AT] as HistoryTag](row)) };
}

/**
 * A text that is the same on all days on which the facts are, but for what follows from the day alone. The survey in force is part
 * of it by itself: one that found no income has no rows.
 */
export function factsKey({ rows, day, surveyedOn }: HistoryOn): string {
  let key = `${surveyedOn ?? ''}: `;
  for (const row of rows) {
    const tag = row.values[TAG_AT];
    if (!OF_FACTS.has(tag)) continue;
    const isOver = tag === TAGS.member ? !isValidOn(row, day) : tag === TAGS.employment && isEndedOn(row.values, day);
    key += isOver ? `${row.at}x ` : `${row.at} `;
  }
  return key;
}

const SURVEYED_ON_AT = 9;
const FIRST = 2;
const OF_FACTS: ReadonlySet<string | null | undefined> = new Set(Object.values(TAGS));

/** The rows of the facts' query. */
export function factsRowsOf({ rows, surveyedOn }: HistoryOn): readonly FactsRow[] {
  const ofFacts = rows.filter(({ values }) => OF_FACTS.has(values[TAG_AT]));
  return ofFacts.map(({ values }) => (values[TAG_AT] === TAGS.household ? withSurvey(values, surveyedOn) : values));
}

/** The survey in force on a day (R16). */
function surveyOn(known: KnownHistory, day: Day): HistoryRow | null {
  let found: HistoryRow | null = null;
  for (const row of known.of(HISTORY_TAGS.survey)) {
    const on = dayAt(row.values, 0);
    if (on <= day && (found === null || on > dayAt(found.values, 0))) found = row;
  }
  return found;
}

type Condition = (row: HistoryRow) => boolean;

/** When the versions of each tag hold; of facts, as their query says it in SQL. */
function conditionsOn(
  day: Day,
  surveyId: string | null,
  surveyedOn: Day | null,
): Readonly<Record<HistoryTag, Condition>> {
  const state: Condition = (row) => isValidOn(row, day);
  const since = surveyedOn === null ? day : Math.min(day, surveyedOn);
  const member: Condition = ({ from, to }) => (from ?? day) <= day && (to === null || to > since);
  const surveyed: Condition = ({ survey, addedOn }) => survey === surveyId && (addedOn === null || addedOn <= day);
  const owned: Condition = ({ from, to }) => (from === null || from <= day) && (to === null || to >= day);
  const always: Condition = () => true;
  return {
    ...{ H: state, M: member, E: surveyed, I: surveyed, D: surveyed, X: surveyed, V: always, B: always },
    ...{ W: owned, C: owned, S: owned, F: state, T: state, P: state, A: always },
    Y: ({ anchor }) => anchor === surveyId,
  };
}

function withSurvey(values: FactsRow, surveyedOn: Day | null): FactsRow {
  const row = values.slice(0, FIRST + SURVEYED_ON_AT);
  row.push(surveyedOn === null ? null : String(surveyedOn));
  return row;
}
