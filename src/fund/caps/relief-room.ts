import {
  addDays,
  addMonths,
  type Day,
  firstDay,
  monthNumber,
  monthOfDay,
  toMonth,
  yearOf,
} from '../../kernel/calendar.ts';
import { addFen, asFen, excessFen, type Fen, ZERO_FEN } from '../../kernel/fen.ts';
import type { HouseholdFacts } from '../../policy/facts/facts.ts';
import type { Standards } from '../../policy/money/standards.ts';
import { AID_TYPES } from '../../registry/household/disbursement.fields.ts';
import type { AidType, ReliefCap } from './relief-caps.ts';

/** 剩余可帮扶额度: what may still be paid to a household on a day, for each kind of aid, before anything is entered. */

/** Why there is this room and no more. */
export const ROOM_REASONS = {
  WITHIN_CAP: '限额减去已发放的 / the cap less what was paid',
  CAP_REACHED: '已达限额 / the cap is reached',
  OVER_CAP: '已超出限额 / more was paid than the cap',
  NO_BILLS: '最近一次入户调查没有登记医疗费用 / the survey in force states no medical bills',
  NOT_SURVEYED: '没有入户调查，自付医疗费用不明 / there is no survey, so that the bills are not known',
  SCHOOLING_UNKNOWN: '是否在学尚未核实 / whether they are in education was not verified',
  STANDARD_MISSING: '缺低保标准 / a dibao standard is missing',
  NO_CAP_ON_FILE: '没有登记限额文件，额度不明 / no document with a cap is on file, so that the room is not known',
} as const;
type RoomReason = keyof typeof ROOM_REASONS;

/** A payment that stands, by the day on which it was paid. */
export interface RoomPayment {
  readonly aidType: AidType;
  readonly amount: Fen;
  readonly paidOn: Day;
  /** Who was helped; `null` if the payment names no member, and so the worker. */
  readonly personId: string | null;
  /** Whether it was paid to this household; otherwise to one of its members in another household. */
  readonly isOwn: boolean;
}

/** A member on the day, by the key that the facts have. */
interface RoomMember {
  readonly key: string;
  readonly id: string;
  readonly personId: string;
}

export interface RoomGiven {
  readonly on: Day;
  readonly facts: HouseholdFacts;
  readonly standards: Standards;
  readonly members: readonly RoomMember[];
  readonly payments: readonly RoomPayment[];
}

/** The days over which what was paid counts against a cap, both included. */
interface Period {
  readonly from: Day;
  readonly to: Day;
}

export interface ProjectRoom extends Period {
  readonly aidType: AidType;
  /** The id of the member; `null`: it is the household’s. */
  readonly memberId: string | null;
  /** `null`: unknown. */
  readonly cap: Fen | null;
  readonly paid: Fen;
  /** `null`: unknown, which is not "no limit". */
  readonly left: Fen | null;
  readonly why: RoomReason;
  /** Whether the cap rests on a provisional or outdated standard: paying on it needs the centre's confirmation (POLICY, section 7). */
  readonly isProvisional: boolean;
  /** The document of the cap; `null` where none is on file. */
  readonly source: string | null;
}

/** The room of a household on a day: of each kind of aid, and of each person where the cap is a person's. */
export function roomOf(caps: readonly ReliefCap[], given: RoomGiven): readonly ProjectRoom[] {
  return (Object.keys(AID_TYPES) as AidType[]).flatMap((aidType) => {
    const cap = caps.find((one) => one.aidType === aidType && one.from <= given.on && given.on <= (one.to ?? given.on));
    if (cap?.of === 'PERSON') return given.members.flatMap((member) => roomOfPerson(cap, member, given));
    const period = calendarYear(given.on);
    const paid = sumPaid(given.payments, aidType, period, ({ isOwn }) => isOwn);
    const capped: Capped = cap === undefined ? { cap: null, why: 'NO_CAP_ON_FILE' } : standardsOfYear(given);
    return [{ aidType, memberId: null, ...period, ...weigh(capped, paid), source: cap?.source ?? null }];
  });
}

interface Capped {
  readonly cap: Fen | null;
  /** Why, where that is not the comparison with what was paid. */
  readonly why?: RoomReason;
  readonly isProvisional?: boolean;
}

/** The room of a person: none is listed for whom there is neither a cause nor a payment. */
function roomOfPerson(cap: ReliefCap, member: RoomMember, given: RoomGiven): readonly ProjectRoom[] {
  const { aidType, measure, source } = cap;
  const { facts, payments } = given;
  const found = measure.kind === 'SELF_PAID' ? selfPaid(member, given) : studentCap(member, measure, given);
  const isWorker = facts.worker.memberId === member.key;
  const isTheirs = ({ personId, isOwn }: RoomPayment) =>
    personId === member.personId || (personId === null && isOwn && isWorker);
  const paid = sumPaid(payments, aidType, found.period, isTheirs);
  if (!found.isListed && paid === ZERO_FEN) return [];
  return [{ aidType, memberId: member.id, ...found.period, ...weigh(found.capped, paid), source }];
}

interface PersonCap {
  readonly capped: Capped;
  readonly period: Period;
  readonly isListed: boolean;
}

/** What a person paid of their medical bills; what was paid since the first month of these bills counts against it. */
function selfPaid({ key }: RoomMember, { facts, on }: RoomGiven): PersonCap {
  const year = calendarYear(on);
  if (facts.surveyedOn === null) return { capped: { cap: null, why: 'NOT_SURVEYED' }, period: year, isListed: true };
  const bills = facts.expenses.filter(({ memberId, kind }) => memberId === key && kind === 'ILLNESS');
  const since = Math.min(year.from, ...bills.map(({ from }) => firstDay(from))) as Day;
  const cap = bills.reduce((sum, { amount, reimbursed }) => addFen(sum, excessFen(amount, reimbursed)), ZERO_FEN);
  const capped: Capped = bills.length === 0 ? { cap, why: 'NO_BILLS' } : { cap };
  return { capped, period: { ...year, from: since }, isListed: bills.length > 0 };
}

/** What may be paid to a student for the school year of the day. */
function studentCap(
  { key }: RoomMember,
  measure: ReliefCap['measure'],
  { facts, standards, on }: RoomGiven,
): PersonCap {
  const inEducation = facts.members.find(({ id }) => id === key)?.inEducation ?? null;
  const period = schoolYear(on);
  if (inEducation === null) return { capped: { cap: null, why: 'SCHOOLING_UNKNOWN' }, period, isListed: true };
  const standard = standards.monthly('dibao', facts.region, on);
  const months = measure.kind === 'MONTHLY_STANDARDS' ? measure.months : 0;
  const capped: Capped =
    standard === undefined
      ? { cap: null, why: 'STANDARD_MISSING' }
      : { cap: asFen(standard.amount * months), isProvisional: standard.provisional };
  return { capped, period, isListed: inEducation };
}

/** The standards of the twelve months of the year: of months to come, the newest known. */
function standardsOfYear({ facts, standards, on }: RoomGiven): Capped {
  const year = yearOf(monthOfDay(on));
  let [cap, isProvisional] = [ZERO_FEN, false];
  for (let month = 1; month <= 12; month += 1) {
    const standard = standards.monthly('dibao', facts.region, firstDay(toMonth(year, month)));
    if (standard === undefined) return { cap: null, why: 'STANDARD_MISSING' };
    cap = addFen(cap, standard.amount);
    isProvisional ||= standard.provisional;
  }
  return { cap, isProvisional };
}

type Weighed = Pick<ProjectRoom, 'cap' | 'paid' | 'left' | 'why' | 'isProvisional'>;

function weigh({ cap, why, isProvisional = false }: Capped, paid: Fen): Weighed {
  if (cap === null) return { cap, paid, left: null, why: why ?? 'NO_CAP_ON_FILE', isProvisional };
  const left = excessFen(cap, paid);
  return { cap, paid, left, why: why ?? compare(cap, paid), isProvisional };
}

function compare(cap: Fen, paid: Fen): RoomReason {
  if (paid > cap) return 'OVER_CAP';
  return paid === cap ? 'CAP_REACHED' : 'WITHIN_CAP';
}

function sumPaid(
  payments: readonly RoomPayment[],
  aidType: AidType,
  { from, to }: Period,
  counts: (payment: RoomPayment) => boolean,
): Fen {
  return payments
    .filter((one) => one.aidType === aidType && from <= one.paidOn && one.paidOn <= to && counts(one))
    .reduce((sum, { amount }) => addFen(sum, amount), ZERO_FEN);
}

function calendarYear(on: Day): Period {
  const year = yearOf(monthOfDay(on));
  return { from: firstDay(toMonth(year, 1)), to: addDays(firstDay(toMonth(year + 1, 1)), -1) };
}

const FIRST_MONTH_OF_SCHOOL = 9;

/** 学年: from 1 September to 31 August. */
function schoolYear(on: Day): Period {
  const month = monthOfDay(on);
  const begins = toMonth(yearOf(month) - (monthNumber(month) < FIRST_MONTH_OF_SCHOOL ? 1 : 0), FIRST_MONTH_OF_SCHOOL);
  return { from: firstDay(begins), to: addDays(firstDay(addMonths(begins, 12)), -1) };
}
