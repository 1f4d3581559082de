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
  const surveys = new Map<string, Day>();
  for (const { values, anchor } of rows) {
    if (values[TAG_AT] !== HISTORY_TAGS.survey) continue;
    surveys.set(anchor, Math.min(surveys.get(anchor) ?? NEVER, dayAt(values, 0)) as Day);
  }
  let first = NEVER;
  for (const row of [...begun, ...ended]) {
    const others = ended.includes(row) ? begun : ended;
    const twin = others.find((other) => isSameButEnd(row, other));
    // Where only the end of its days is another, nothing is otherwise before the earlier of both.
    const from = twin === undefined ? firstDayOf(row, surveys) : Math.min(row.to ?? NEVER, twin.to ?? NEVER);
    if (from < first) first = from as Day;
  }
  return first;
}

/** The first day on which a version has an effect. */
function firstDayOf({ values, from, survey }: HistoryRow, surveys: ReadonlyMap<string, Day>): Day {
  switch (values[TAG_AT] as HistoryTag) {
    case HISTORY_TAGS.survey:
      return dayAt(values, 0);
    case HISTORY_TAGS.employment:
    case HISTORY_TAGS.income:
    case HISTORY_TAGS.deduction:
    case HISTORY_TAGS.expense:
      return surveys.get(survey ?? '') ?? ALWAYS;
    case HISTORY_TAGS.event:
    case HISTORY_TAGS.dibao:
    case HISTORY_TAGS.recorder:
      return ALWAYS;
    default:
      return from ?? ALWAYS;
  }
}

const MEMBER_TO_AT = 7;

/** Whether two versions of a fact that is valid over days differ in nothing but the day on which it ends. */
function isSameButEnd(one: HistoryRow, other: HistoryRow): boolean {
  if (one.anchor !== other.anchor || one.from !== other.from || one.from === null) return false;
  const tag = one.values[TAG_AT];
  if (tag !== other.values[TAG_AT]) return false;
  const isEnd = (at: number) => tag === HISTORY_TAGS.member && at === MEMBER_TO_AT;
  return one.values.every((value, at) => value === other.values[at] || isEnd(at));
}
