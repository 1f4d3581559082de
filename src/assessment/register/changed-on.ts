import { addDays, addMonths, type Day, firstDay, type Month, monthOfDay } from '../../kernel/calendar.ts';

/** What is known, at the revision that is asked for, of a household since the survey in force (R17). */
export interface SinceSurvey {
  readonly surveyedOn: Day;
  /** The states of each membership that overlap the time since, by day: from `from` until before `to`. */
  readonly members: ReadonlyMap<string, readonly MemberSpan[]>;
  readonly spells: readonly Spell[];
  /** The incomes, deductions and expenses of the survey. */
  readonly amounts: readonly Amount[];
}

interface MemberSpan {
  readonly from: Day;
  readonly to: Day | null;
  /** Whether the member counts; `null`: not known. */
  readonly counts: boolean | null;
}

/** A spell of employment. */
export interface Spell {
  readonly memberId: string;
  readonly from: Month;
  readonly to: Month | null;
  /** The day of the act that added it outside the survey; `null`: the survey or a correction stated it. */
  readonly addedOn: Day | null;
  /** Whether its end became known outside the survey, by the day `asOf`. */
  readonly isEnded: boolean;
}

interface Amount {
  readonly to: Month;
  readonly addedOn: Day | null;
}

/**
 * The days after the survey, in order, on which something that its figures rest on is known to have changed. Pure: what was
 * recorded as a correction is no change, and what a later survey states is not given here.
 */
export function changesSince(since: SinceSurvey): readonly Day[] {
  const { surveyedOn, amounts } = since;
  const days = [
    ...memberChanges(since),
    ...spellChanges(since),
    ...amounts.flatMap((one) => amountChange(one, surveyedOn)),
  ];
  return days.filter((day) => day > surveyedOn).sort((one, other) => one - other);
}

/** The days on which a person began or ceased to count, known before and after. */
function memberChanges({ members }: SinceSurvey): readonly Day[] {
  return [...members.values()].flatMap((spans) => {
    const borders = spans.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
    return borders.filter((day) => {
      const [before, after] = [countsOn(spans, addDays(day, -1)), countsOn(spans, day)];
      return before !== null && after !== null && before !== after;
    });
  });
}

/** Who is no member does not count. */
function countsOn(spans: readonly MemberSpan[], day: Day): boolean | null {
  const span = spans.find(({ from, to }) => from <= day && (to === null || day < to));
  return span === undefined ? false : span.counts;
}

/** The days on which a counted member's employment began or ended, unless the survey stated it. */
function spellChanges({ surveyedOn, members, spells }: SinceSurvey): readonly Day[] {
  const month = monthOfDay(surveyedOn);
  return spells.flatMap(({ memberId, from, to, addedOn, isEnded }) => {
    const days: Day[] = [];
    // A spell that began in an earlier month is a correction of what the survey stated.
    if (addedOn !== null && from >= month) days.push(from === month ? addDays(surveyedOn, 1) : firstDay(from));
    if ((addedOn !== null || isEnded) && to !== null) days.push(firstDay(addMonths(to, 1)));
    return days.filter((day) => countsOn(members.get(memberId) ?? [], day) === true);
  });
}

/** The day of the act that added an amount of which a month is after the survey's. */
function amountChange({ to, addedOn }: Amount, surveyedOn: Day): readonly Day[] {
  if (addedOn === null || to <= monthOfDay(surveyedOn)) return [];
  return [addedOn > surveyedOn ? addedOn : addDays(surveyedOn, 1)];
}
