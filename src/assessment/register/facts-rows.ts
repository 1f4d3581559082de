import type { Spell } from './changed-on.ts';
import { type Day, type Month, monthOfDay } from '../../kernel/calendar.ts';
import { asHundredths } from '../../kernel/decimal.ts';
import { asFen, type Fen } from '../../kernel/fen.ts';
import { invariant } from '../../kernel/invariant.ts';
import type {
  DEDUCTION_KINDS,
  EMPLOYMENT_STATUSES,
  EVENT_KINDS,
  EXPENSE_KINDS,
  HouseholdFacts,
  INCOME_KINDS,
} from '../../policy/facts/facts.ts';

/** One row of the facts' query: the household, the tag, then up to ten texts in the order of the kind's reader. */
export type FactsRow = readonly (string | null)[];

/** The tags of the rows, by the facts that a row holds. */
export const TAGS = {
  household: 'H',
  member: 'M',
  employment: 'E',
  income: 'I',
  deduction: 'D',
  expense: 'X',
  event: 'V',
  dwelling: 'W',
  vehicle: 'C',
  schooling: 'S',
  dibao: 'B',
} as const;
export type Tag = (typeof TAGS)[keyof typeof TAGS];

/** The truths of a household, in the order of the flags that its row holds as one text. */
export const HOUSEHOLD_FLAGS = [
  'migrant',
  'unionMember',
  'retiredSocialised',
  'retirementExcepted',
  'singleParent',
  'severeHardship',
  'refusedVerification',
  'concealment',
  'commercialProperty',
  'ownsShop',
  'employsOthers',
  'dwellingsKnown',
  'vehiclesKnown',
  'schoolingKnown',
  'dibaoKnown',
] as const;

/** The truths of a member, in the order of the flags that its row holds as one text. */
export const MEMBER_FLAGS = [
  'inRegister',
  'livesTogether',
  'countedByDecision',
  'employmentKnown',
  'ableToWork',
  'farms',
  'disabled',
  'ill',
  'inEducation',
] as const;

/** A fact that lies in a row of the register. */
export interface Recorded {
  /** The id of the membership or record. */
  readonly recordId: string;
}

/** Stands for any reason on file: the rules only ask whether there is one, so its text is not read. */
export const REASON_ON_FILE = '理由在档';

export const TAG_AT = 1;
const FIRST = 2;

type Employment = NonNullable<HouseholdFacts['members'][number]['employment']>[number];

/** Reads truths from a text of flags: `1`, `0`, or `-` for "not verified". */
export function readFlags<const Name extends string>(
  row: FactsRow,
  at: number,
  names: readonly Name[],
): Readonly<Record<Name, boolean | null>> {
  const flags = textAt(row, at) ?? '';
  const values: Partial<Record<Name, boolean | null>> = {};
  for (const [index, name] of names.entries()) values[name] = parseFlag(flags.charAt(index));
  return values as Record<Name, boolean | null>;
}

export function textAt(row: FactsRow, at: number): string | null {
  return row[FIRST + at] ?? null;
}

export function fenOrNull(row: FactsRow, at: number): Fen | null {
  const amount = textAt(row, at);
  return amount === null ? null : asFen(Number(amount));
}

/** A spell as of a day: before the act that ended it outside a survey, its last month is what was stated until then. */
export function spellOn(row: FactsRow, asOf: Day): Employment {
  return {
    status: textAt(row, 1) as (typeof EMPLOYMENT_STATUSES)[number],
    from: month(row, 2),
    to: monthOrNull(row, dayOrNullAt(row, 5) === null || isEndedOn(row, asOf) ? 3 : 6),
  };
}

/** The same spell with what tells whether it changed since the survey. */
export function spellSince(row: FactsRow, asOf: Day): Spell {
  const { from, to } = spellOn(row, asOf);
  return { memberId: textAt(row, 0) ?? '', from, to, addedOn: dayOrNullAt(row, 4), isEnded: isEndedOn(row, asOf) };
}

/** Whether an act outside a survey, by a day, ended a spell. */
export function isEndedOn(row: FactsRow, day: Day): boolean {
  const endedOn = dayOrNullAt(row, 5);
  return endedOn !== null && endedOn <= day;
}

export function incomeFacts(row: FactsRow, memberId: string): HouseholdFacts['incomes'][number] {
  return {
    memberId,
    kind: textAt(row, 1) as (typeof INCOME_KINDS)[number],
    relief: textAt(row, 2) === 'true',
    amount: fen(row, 3),
    from: month(row, 4),
    to: month(row, 5),
    verified: textAt(row, 6) === 'true',
  };
}

export function deductionFacts(row: FactsRow, memberId: string): HouseholdFacts['deductions'][number] {
  const kind = textAt(row, 1) as (typeof DEDUCTION_KINDS)[number];
  return { memberId, kind, amount: fen(row, 2), from: month(row, 3), to: month(row, 4) };
}

export function expenseFacts(row: FactsRow, memberId: string): HouseholdFacts['expenses'][number] {
  return {
    memberId,
    kind: textAt(row, 1) as (typeof EXPENSE_KINDS)[number],
    amount: fen(row, 2),
    reimbursed: fen(row, 3),
    from: month(row, 4),
    to: month(row, 5),
  };
}

export function eventFacts(row: FactsRow): HouseholdFacts['events'][number] & Recorded {
  return {
    recordId: textAt(row, 0) ?? '',
    kind: textAt(row, 1) as (typeof EVENT_KINDS)[number],
    date: dayAt(row, 2),
    grave: truth(row, 3),
    cost: fen(row, 4),
    compensated: fen(row, 5),
    compensationInPlace: truth(row, 6),
  };
}

export function dwellingFacts(row: FactsRow): NonNullable<HouseholdFacts['assets']['dwellings']>[number] {
  return { area: asHundredths(Number(textAt(row, 0))) };
}

export function vehicleFacts(row: FactsRow): NonNullable<HouseholdFacts['assets']['vehicles']>[number] & Recorded {
  const rule = textAt(row, 4);
  return {
    recordId: textAt(row, 0) ?? '',
    owned: truth(row, 1),
    regularUse: truth(row, 2),
    asEmployee: truth(row, 3),
    exemption: rule === null ? null : { rule, reason: REASON_ON_FILE },
  };
}

export function schoolingFacts(
  row: FactsRow,
  memberId: string,
): NonNullable<HouseholdFacts['schooling']>[number] & Recorded {
  return {
    memberId,
    recordId: textAt(row, 1) ?? '',
    private: truth(row, 2),
    tuition: fen(row, 3),
    publicTuition: fenOrNull(row, 4),
    abroadSelfFunded: truth(row, 5),
  };
}

export function daySpell(row: FactsRow): NonNullable<HouseholdFacts['dibao']>[number] {
  return { from: dayAt(row, 0), to: dayOrNullAt(row, 1) };
}

/** Reads a day, which the query returns as a number of days since 1970-01-01. */
export function dayAt(row: FactsRow, at: number): Day {
  const number = dayOrNullAt(row, at);
  invariant(number !== null, 'the column is never null');
  return number;
}

export function dayOrNullAt(row: FactsRow, at: number): Day | null {
  const number = textAt(row, at);
  return number === null ? null : (Number(number) as Day);
}

function month(row: FactsRow, at: number): Month {
  return monthOfDay(dayAt(row, at));
}

function monthOrNull(row: FactsRow, at: number): Month | null {
  return textAt(row, at) === null ? null : month(row, at);
}

function fen(row: FactsRow, at: number): Fen {
  return asFen(Number(textAt(row, at)));
}

function truth(row: FactsRow, at: number): boolean | null {
  const value = textAt(row, at);
  return value === null ? null : value === 'true';
}

function parseFlag(flag: string): boolean | null {
  return flag === '-' || flag === '' ? null : flag === '1';
}
