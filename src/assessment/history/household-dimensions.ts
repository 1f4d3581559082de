import type { Truth } from '../../kernel/truth.ts';
import { type Day, monthOfDay } from '../../kernel/calendar.ts';
import { lastDayServed } from '../../policy/facts/survey.ts';
import { recognisedForDibao } from '../../policy/facts/dibao.ts';
import type { HouseholdFacts } from '../../policy/facts/facts.ts';
import { dayOrNullAt, TAG_AT, textAt } from '../register/facts-rows.ts';
import { COUNTED_AT, PERSON_AT } from './history.read.ts';
import { HISTORY_TAGS, type HistoryRow, type HistoryTag, isValidOn, type KnownHistory } from './history-rows.ts';
import type { HistoryOn } from './rows-on.ts';

/** What a household is counted by on a day, beside its decisions. */
export interface HouseholdDimensions {
  readonly stewardId: string;
  readonly region: string;
  readonly migrant: boolean;
  readonly singleParent: boolean | null;
  /** Whether it is recognised for 低保; `null`: not known. */
  readonly dibao: boolean | null;
  readonly mainCause: string | null;
  /** As PostgreSQL writes a list. */
  readonly otherCauses: string | null;
  readonly declaredClass: string | null;
  /** How many members are on record. */
  readonly members: number;
  readonly workerSex: string | null;
  readonly workerBirthDay: Day | null;
  readonly workerEmployment: string | null;
  /** The file that is live on the day, by its version; `null`: none. */
  readonly file: HistoryRow | null;
  readonly surveyedOn: Day | null;
  /** The last day that the survey in force serves, as far as is known on the day. */
  readonly lastDayServed: Day | null;
}

const ENDED = new Set(['LIFTED', 'WITHDRAWN', 'REFUSED']);

/** Returns what a household is counted by on the day of its facts. */
export function dimensionsOn({ rows }: HistoryOn, facts: HouseholdFacts): HouseholdDimensions {
  const { asOf, surveyedOn } = facts;
  const find = (tag: HistoryTag, is: (row: HistoryRow) => boolean = () => true) =>
    rows.find((row) => row.values[TAG_AT] === tag && is(row));
  const own = find(HISTORY_TAGS.household)?.values ?? [];
  const file = find(HISTORY_TAGS.file, ({ values }) => !ENDED.has(textAt(values, 0) ?? ''));
  // The steward is that of the live file, else the union that recorded the household.
  const stewardship = find(HISTORY_TAGS.stewardship, ({ anchor }) => anchor === file?.anchor);
  const steward = stewardship ?? find(HISTORY_TAGS.recorder);
  const member = find(HISTORY_TAGS.member, (row) => row.anchor === textAt(own, 2) && isValidOn(row, asOf));
  const person = find(HISTORY_TAGS.worker, ({ anchor }) => anchor === valueAt(member, PERSON_AT));
  return {
    stewardId: valueAt(steward, 0) ?? '',
    ...{ region: facts.region, migrant: facts.worker.migrant, singleParent: facts.singleParent },
    dibao: truthOf(recognisedForDibao(facts, asOf, asOf)),
    mainCause: textAt(own, COUNTED_AT),
    otherCauses: textAt(own, COUNTED_AT + 1),
    declaredClass: textAt(own, COUNTED_AT + 2),
    members: facts.members.length,
    workerSex: valueAt(person, 0),
    workerBirthDay: dayOrNullAt(person?.values ?? [], 1),
    workerEmployment: workerEmploymentOf(facts),
    file: file ?? null,
    surveyedOn,
    lastDayServed: endOfService(facts),
  };
}

function endOfService({ surveyedOn, changedOn }: HouseholdFacts): Day | null {
  return surveyedOn === null ? null : lastDayServed(surveyedOn, changedOn);
}

function valueAt(row: HistoryRow | undefined, at: number): string | null {
  return row === undefined ? null : textAt(row.values, at);
}

function truthOf({ state }: Truth): boolean | null {
  return state === 'UNKNOWN' ? null : state === 'HOLDS';
}

/** All unions that ever kept the household. */
export function everySteward(known: KnownHistory): readonly string[] {
  const rows = [...known.of(HISTORY_TAGS.stewardship), ...known.of(HISTORY_TAGS.recorder)];
  return [...new Set(rows.map(({ values }) => textAt(values, 0) ?? ''))];
}

/** The worker's employment in the month of the day, by the survey in force. */
export function workerEmploymentOf({ worker, members, asOf }: HouseholdFacts): string | null {
  const month = monthOfDay(asOf);
  const spells = members.find(({ id }) => id === worker.memberId)?.employment ?? [];
  return spells.find(({ from, to }) => from <= month && (to === null || month <= to))?.status ?? null;
}
