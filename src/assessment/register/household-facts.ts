import type { FamilyRelation, HouseholdFacts } from '../../policy/facts/facts.ts';
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
  spell,
  type Tag,
  TAG_AT,
  TAGS,
  textAt,
  vehicleFacts,
} from './facts-rows.ts';

type Frame = Pick<HouseholdFacts, 'asOf' | 'level' | 'profile'>;

type Flags = ReturnType<typeof readFlags<(typeof HOUSEHOLD_FLAGS)[number]>>;

/** The rows of one household, by tag. `mapMemberRows` leaves out the rows of persons who are not members on the day. */
interface Rows {
  readonly of: (tag: Tag) => readonly FactsRow[];
  readonly mapMemberRows: <T>(tag: Tag, read: (row: FactsRow, memberId: string) => T) => readonly T[];
  /** The key of the member whose id is in a column of a row. */
  readonly memberId: (row: FactsRow, at: number) => string;
}

/**
 * Makes the facts of a household from its rows; `null` if it has no state on the day. Members, events, vehicles and entries
 * of schooling are {@link Recorded}.
 */
export function householdFacts(rows: readonly FactsRow[], frame: Frame): HouseholdFacts | null {
  const sorted = sort(rows);
  const [own] = sorted.of(TAGS.household);
  if (own === undefined) return null;
  const flags = readFlags(own, 3, HOUSEHOLD_FLAGS);
  return {
    ...frame,
    surveyedOn: frame.asOf,
    changedOn: null,
    region: textAt(own, 0) ?? '',
    farmRegion: textAt(own, 1),
    worker: workerFacts(own, flags, sorted),
    members: sorted.of(TAGS.member).map((row) => memberFacts(row, sorted)),
    incomes: sorted.mapMemberRows(TAGS.income, incomeFacts),
    deductions: sorted.mapMemberRows(TAGS.deduction, deductionFacts),
    expenses: sorted.mapMemberRows(TAGS.expense, expenseFacts),
    events: sorted.of(TAGS.event).map(eventFacts),
    singleParent: flags.singleParent,
    severeHardship: flags.severeHardship,
    dibao: flags.dibaoKnown === true ? sorted.of(TAGS.dibao).map(daySpell) : null,
    assets: assetFacts(own, flags, sorted),
    schooling: flags.schoolingKnown === true ? sorted.mapMemberRows(TAGS.schooling, schoolingFacts) : null,
    conduct: { refusedVerification: flags.refusedVerification, concealment: flags.concealment },
  };
}

function sort(rows: readonly FactsRow[]): Rows {
  const byTag = new Map<string | null | undefined, FactsRow[]>();
  for (const row of rows) {
    const list = byTag.get(row[TAG_AT]);
    if (list === undefined) byTag.set(row[TAG_AT], [row]);
    else list.push(row);
  }
  const of = (tag: Tag) => byTag.get(tag) ?? [];
  const keys = new Map(of(TAGS.member).map((row) => [textAt(row, 0), textAt(row, 1) ?? '']));
  return {
    of,
    mapMemberRows: (tag, read) =>
      of(tag).flatMap((row) => {
        const memberId = keys.get(textAt(row, 0));
        return memberId === undefined ? [] : [read(row, memberId)];
      }),
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

function memberFacts(row: FactsRow, rows: Rows): HouseholdFacts['members'][number] & Recorded {
  const { countedByDecision: counted, employmentKnown, ...flags } = readFlags(row, 2, MEMBER_FLAGS);
  const refused = textAt(row, 3);
  const spells = rows.of(TAGS.employment).filter((one) => textAt(one, 0) === textAt(row, 0));
  return {
    ...flags,
    id: textAt(row, 1) ?? '',
    recordId: textAt(row, 0) ?? '',
    populationOverride: counted === null ? null : { counted, reason: REASON_ON_FILE },
    employment: employmentKnown === true ? spells.map(spell) : null,
    refusedJobOffers: refused === null ? null : Number(refused),
    relation: textAt(row, 4) as FamilyRelation | null,
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
