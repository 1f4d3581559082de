import type { Day } from '../../kernel/calendar.ts';
import { dayAt, TAG_AT } from '../register/facts-rows.ts';
import { HISTORY_TAGS, type HistoryRow, type HistoryTag, type HouseholdHistory } from './history-rows.ts';

const ALWAYS = -Infinity as Day;
const NEVER = Infinity as Day;

/**
 * The first day on which anything is otherwise than it was known before: what became known, or ceased to be known, after one
 * revision and up to another has no effect on earlier days. `Infinity` if nothing is.
 */
export function affectedFrom({ rows }: HouseholdHistory, after: number, revision: number): Day {
  const within = (number: number) => number > after && number <= revision;
  const begun = rows.filter(({ knownFrom }) => within(knownFrom));
  const ended = rows.filter(({ knownFrom, knownTo }) => within(knownTo) && !within(knownFrom));
  const surveys = surveyDays(rows);
  const days = [
    ...begun.map((row) => firstDayOf(row, ended, surveys)),
    ...ended.map((row) => firstDayOf(row, begun, surveys)),
  ];
  return days.reduce((first, day) => (day < first ? day : first), NEVER);
}

/** The first day on which a version has an effect, beside those that took its place or that it took the place of. */
function firstDayOf(row: HistoryRow, others: readonly HistoryRow[], surveys: ReadonlyMap<string, Day>): Day {
  const twin = others.find((other) => isSameButEnd(row, other));
  // Where only the end of its days is another, nothing is otherwise before the earlier of both.
  if (twin !== undefined) return Math.min(row.to ?? NEVER, twin.to ?? NEVER) as Day;
  return BEGINS[row.values[TAG_AT] as HistoryTag](row, surveys);
}

type Begin = (row: HistoryRow, surveys: ReadonlyMap<string, Day>) => Day;

const ofDays: Begin = ({ from }) => from ?? ALWAYS;
const ofSurvey: Begin = ({ survey }, surveys) => surveys.get(survey ?? '') ?? ALWAYS;
const ofAll: Begin = () => ALWAYS;

/** The first day on which a version of each tag has an effect. */
const BEGINS: Readonly<Record<HistoryTag, Begin>> = {
  ...{ H: ofDays, M: ofDays, E: ofSurvey, I: ofSurvey, D: ofSurvey, X: ofSurvey, V: ofAll, B: ofAll },
  ...{ W: ofDays, C: ofDays, S: ofDays, F: ofDays, T: ofDays, P: ofDays, A: ofAll },
  Y: ({ values }) => dayAt(values, 0),
};

/** The first day that each survey was ever said to be of. */
function surveyDays(rows: readonly HistoryRow[]): ReadonlyMap<string, Day> {
  const days = new Map<string, Day>();
  for (const { values, anchor } of rows) {
    if (values[TAG_AT] !== HISTORY_TAGS.survey) continue;
    days.set(anchor, Math.min(days.get(anchor) ?? NEVER, dayAt(values, 0)) as Day);
  }
  return days;
}

const MEMBER_TO_AT = 7;

/** Whether two versions of a fact that is valid over days differ in nothing but the day on which it ends. */
function isSameButEnd(one: HistoryRow, other: HistoryRow): boolean {
  const [tag, otherTag] = [one.values[TAG_AT], other.values[TAG_AT]];
  if (one.anchor !== other.anchor || tag !== otherTag || one.from !== other.from || one.from === null) return false;
  const isEnd = (at: number) => tag === HISTORY_TAGS.member && at === MEMBER_TO_AT;
  return one.values.every((value, at) => value === other.values[at] || isEnd(at));
}
