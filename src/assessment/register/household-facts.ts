import { type Day, monthOfDay } from '../../kernel/calendar.ts';
import type { FamilyRelation, HouseholdFacts } from '../../policy/facts/facts.ts';
import { changesSince, type SinceSurvey } from './changed-on.ts';
import {
  dayAt,
  dayOrNullAt,
  daySpell,
  deductionFacts,
  dwellingFacts,
  eventFacts,
  expenseFacts,
  type FactsRow,
  fenOrNull,
  readFlags,
  HOUSEHOLD_FLAGS,
  incomeFacts,
  MEMBER_FLAGS,
  REASON_ON_FILE,
  type Recorded,
  schoolingFacts,
  spellOn,
  spellSince,
  type Tag,
  TAG_AT,
  TAGS,
  textAt,
  vehicleFacts,
} from './facts-rows.ts';

type Frame = Pick<HouseholdFacts, 'asOf' | 'level' | 'profile'>;

type Flags = ReturnType<typeof readFlags<(typeof HOUSEHOLD_FLAGS)[number]>>;

type MapRows = <T>(tag: Tag, read: (row: FactsRow, memberId: string) => T) => readonly T[];

/**
 * The rows of one household, by tag. `mapMemberRows` leaves out the rows of persons who are not members on the day, and
 * `mapSurveyedRows` those of newcomers too: they bring no amounts until they are surveyed (R17).
 */
interface Rows {
  /** The members on the day; the rows of `of` are of all who have been members since the survey. */
  readonly present: readonly FactsRow[];
  readonly of: (tag: Tag) => readonly FactsRow[];
  readonly mapMemberRows: MapRows;
  readonly mapSurveyedRows: MapRows;
  /** Whether a member came after the survey, by their id. */
  readonly isNewcomer: (id: string | null) => boolean;
  /** The key of the member whose id is in a column of a row. */
  readonly memberId: (row: FactsRow, at: number) => string;
}

/**
 * The facts of a household but for what follows from the day alone: on all days on which the same rows hold, the same members are
 * present and the same spells are ended, these are the same.
 */
export interface UndatedFacts {
  readonly facts: Omit<HouseholdFacts, keyof Frame | 'changedOn'>;
  /** The days, in order, on which something that the survey's figures rest on changed (R17). */
  readonly changes: readonly Day[];
}

/**
 * Makes the facts of a household from its rows; `null` if it has no state on the day. Members, events, vehicles and entries
 * of schooling are {@link Recorded}.
 */
export function householdFacts(rows: readonly FactsRow[], frame: Frame): HouseholdFacts | null {
  const undated = undatedFacts(rows, frame.asOf);
  return undated === null ? null : datedFacts(undated, frame);
}

export function datedFacts({ facts, changes }: UndatedFacts, frame: Frame): HouseholdFacts {
  return { ...frame, changedOn: changes.find((day) => day <= frame.asOf) ?? null, ...facts };
}

export function undatedFacts(rows: readonly FactsRow[], asOf: Day): UndatedFacts | null {
  const own = rows.find((row) => row[TAG_AT] === TAGS.household);
  if (own === undefined) return null;
  const surveyedOn = dayOrNullAt(own, 9);
  const sorted = sort(rows, asOf, surveyedOn);
  const flags = readFlags(own, 3, HOUSEHOLD_FLAGS);
  const facts = {
    surveyedOn,
    region: textAt(own, 0) ?? '',
    farmRegion: textAt(own, 1),
    worker: workerFacts(own, flags, sorted),
    members: sorted.present.map((row) => memberFacts(row, sorted, asOf)),
    incomes: sorted.mapSurveyedRows(TAGS.income, incomeFacts),
    deductions: sorted.mapSurveyedRows(TAGS.deduction, deductionFacts),
    expenses: sorted.mapSurveyedRows(TAGS.expense, expenseFacts),
    events: sorted.of(TAGS.event).map(eventFacts),
    singleParent: flags.singleParent,
    severeHardship: flags.severeHardship,
    dibao: flags.dibaoKnown === true ? sorted.of(TAGS.dibao).map(daySpell) : null,
    assets: assetFacts(own, flags, sorted),
    schooling: flags.schoolingKnown === true ? sorted.mapMemberRows(TAGS.schooling, schoolingFacts) : null,
    conduct: { refusedVerification: flags.refusedVerification, concealment: flags.concealment },
  };
  return { facts, changes: surveyedOn === null ? [] : changesSince(sinceSurvey(sorted, surveyedOn, asOf)) };
}

function sort(rows: readonly FactsRow[], asOf: Day, surveyedOn: Day | null): Rows {
  const byTag = new Map<string | null | undefined, FactsRow[]>();
  for (const row of rows) {
    const list = byTag.get(row[TAG_AT]);
    if (list === undefined) byTag.set(row[TAG_AT], [row]);
    else list.push(row);
  }
  const of = (tag: Tag) => byTag.get(tag) ?? [];
  const present = of(TAGS.member).filter((row) => asOf < (dayOrNullAt(row, 5) ?? Infinity));
  const keys = new Map(present.map((row) => [textAt(row, 0), textAt(row, 1) ?? '']));
  const mapRowsOf =
    (members: typeof keys): MapRows =>
    (tag, read) =>
      of(tag).flatMap((row) => {
        const memberId = members.get(textAt(row, 0));
        return memberId === undefined ? [] : [read(row, memberId)];
      });
  // The rows are of all who have been members since the survey, from the day of the survey on.
  const surveyed = of(TAGS.member).filter((row) => surveyedOn === null || dayAt(row, 4) <= surveyedOn);
  const visited = new Set(surveyed.map((row) => textAt(row, 0)));
  return {
    present,
    of,
    mapMemberRows: mapRowsOf(keys),
    mapSurveyedRows: mapRowsOf(new Map([...keys].filter(([id]) => visited.has(id)))),
    isNewcomer: (id) => !visited.has(id),
    memberId: (row, at) => keys.get(textAt(row, at)) ?? '',
  };
}

function workerFacts(own: FactsRow, flags: Flags, { memberId }: Rows): HouseholdFacts['worker'] {
  return {
    memberId: memberId(own, 2),
    migrant: flags.migrant === true,
    unionMember: flags.unionMember,
    contract: readContract(own),
    retiredSocialised: flags.retiredSocialised,
    retirementException: flags.retirementExcepted === true ? REASON_ON_FILE : null,
  };
}

function readContract(own: FactsRow): HouseholdFacts['worker']['contract'] {
  const kind = textAt(own, 4);
  if (kind === null || kind === 'NONE') return kind;
  return { from: dayAt(own, 5), to: dayOrNullAt(own, 6) };
}

function memberFacts(row: FactsRow, rows: Rows, asOf: Day): HouseholdFacts['members'][number] & Recorded {
  const { countedByDecision: counted, employmentKnown, ...flags } = readFlags(row, 2, MEMBER_FLAGS);
  const refused = textAt(row, 3);
  const spells = rows.of(TAGS.employment).filter((one) => textAt(one, 0) === textAt(row, 0));
  const known = employmentKnown === true ? spells.map((one) => spellOn(one, asOf)) : null;
  const isNewcomer = rows.isNewcomer(textAt(row, 0));
  return {
    ...flags,
    // Farm income is an amount too.
    farms: isNewcomer ? false : flags.farms,
    id: textAt(row, 1) ?? '',
    recordId: textAt(row, 0) ?? '',
    populationOverride: counted === null ? null : { counted, reason: REASON_ON_FILE },
    employment: isNewcomer ? [] : known,
    refusedJobOffers: refused === null ? null : Number(refused),
    relation: textAt(row, 6) as FamilyRelation | null,
  };
}

function assetFacts(own: FactsRow, flags: Flags, rows: Rows): HouseholdFacts['assets'] {
  return {
    savings: fenOrNull(own, 7),
    investments: fenOrNull(own, 8),
    dwellings: flags.dwellingsKnown === true ? rows.of(TAGS.dwelling).map(dwellingFacts) : null,
    commercialProperty: flags.commercialProperty,
    ownsShop: flags.ownsShop,
    employsOthers: flags.employsOthers,
    vehicles: flags.vehiclesKnown === true ? rows.of(TAGS.vehicle).map(vehicleFacts) : null,
  };
}

/** What is known since the survey, to find what has changed (R17). */
function sinceSurvey({ of }: Rows, surveyedOn: Day, asOf: Day): SinceSurvey {
  const members = Map.groupBy(
    of(TAGS.member).map((row) => ({
      id: textAt(row, 0) ?? '',
      ...{ from: dayAt(row, 4), to: dayOrNullAt(row, 5), counts: countsBy(readFlags(row, 2, MEMBER_FLAGS)) },
    })),
    ({ id }) => id,
  );
  const amounts = AMOUNTS.flatMap(([tag, to, added]) =>
    of(tag).map((row) => ({ to: monthOfDay(dayAt(row, to)), addedOn: dayOrNullAt(row, added) })),
  );
  return { surveyedOn, members, spells: of(TAGS.employment).map((row) => spellSince(row, asOf)), amounts };
}

/** The tags of amounts, with the places of their last month and of the day on which they were added. */
const AMOUNTS = [
  [TAGS.income, 5, 7],
  [TAGS.deduction, 4, 5],
  [TAGS.expense, 5, 6],
] as const;

/** Whether a member counts (R2): a decision, or both flags; `null`: not known. */
function countsBy(flags: Readonly<Record<(typeof MEMBER_FLAGS)[number], boolean | null>>): boolean | null {
  const { countedByDecision, inRegister, livesTogether } = flags;
  if (countedByDecision !== null) return countedByDecision;
  if (inRegister === false || livesTogether === false) return false;
  return inRegister === null || livesTogether === null ? null : true;
}
