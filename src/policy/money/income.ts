import type { Month } from '../../kernel/calendar.ts';
import { addFen, type Fen, ZERO_FEN } from '../../kernel/fen.ts';
import { exactly, type Interval, isKnown, plus, unknownAmount } from '../../kernel/interval.ts';
import { shareOfMonth } from '../../kernel/spread.ts';
import type { DeductionFacts, HouseholdFacts, IncomeFacts, MemberFacts } from '../facts/facts.ts';
import { memberPath } from '../facts/paths.ts';
import type { UsedStandards } from './used-standards.ts';

/** The records of one member for one month, summed. */
interface MonthRecords {
  /** WAGE and BUSINESS. */
  earned: Fen;
  farm: Fen;
  other: Fen;
  wageVerified: boolean;
  farmVerified: boolean;
}

/** A counted member with their own income records. */
interface Earner {
  readonly member: MemberFacts;
  readonly incomes: readonly IncomeFacts[];
}

/** The inputs for measuring the incomes of a household. */
export interface IncomeContext {
  readonly earners: readonly Earner[];
  readonly migrantHousehold: boolean;
  readonly standards: UsedStandards;
}

export function incomeContext(
  { incomes, worker }: HouseholdFacts,
  counted: readonly MemberFacts[],
  standards: UsedStandards,
): IncomeContext {
  const earners = counted.map((member) => ({
    member,
    incomes: incomes.filter(({ memberId }) => memberId === member.id),
  }));
  return { earners, migrantHousehold: worker.migrant, standards };
}

/** 家庭总收入 `T(m)` of the counted members in one month (Article 4; R4, R5). */
export function incomeOfMonth(context: IncomeContext, month: Month): Interval {
  return plus(...context.earners.map((earner) => memberIncome(earner, month, context)));
}

/** 缴纳所得税 and 社会保障支出 of the counted members in one month. */
export function deductionsOfMonth(
  deductions: readonly DeductionFacts[],
  counted: ReadonlySet<string>,
  month: Month,
): Interval {
  let total = ZERO_FEN;
  for (const record of deductions) {
    if (counted.has(record.memberId)) total = addFen(total, shareOfMonth(record.amount, record, month));
  }
  return exactly(total);
}

/** Whether a counted member received public relief money in the month: a share above 0. */
export function receivesRelief(incomes: readonly IncomeFacts[], counted: ReadonlySet<string>, month: Month): boolean {
  return incomes.some(
    (record) => record.relief && counted.has(record.memberId) && shareOfMonth(record.amount, record, month) > 0,
  );
}

function memberIncome({ member, incomes }: Earner, month: Month, context: IncomeContext): Interval {
  if (member.employment === null) return unknownAmount([memberPath(member, 'employment')]);
  const records = recordsOfMonth(incomes, month);
  return plus(
    earnedIncome(member, month, records, context),
    farmIncome(member, records, context),
    exactly(records.other),
  );
}

function recordsOfMonth(incomes: readonly IncomeFacts[], month: Month): MonthRecords {
  const records: MonthRecords = {
    earned: ZERO_FEN,
    farm: ZERO_FEN,
    other: ZERO_FEN,
    wageVerified: false,
    farmVerified: false,
  };
  for (const income of incomes) {
    if (month >= income.from && month <= income.to) addRecord(records, income, month);
  }
  return records;
}

function addRecord(records: MonthRecords, income: IncomeFacts, month: Month): void {
  const share = shareOfMonth(income.amount, income, month);
  switch (income.kind) {
    case 'WAGE':
      records.earned = addFen(records.earned, share);
      records.wageVerified ||= income.verified;
      break;
    case 'BUSINESS':
      records.earned = addFen(records.earned, share);
      break;
    case 'FARM':
      records.farm = addFen(records.farm, share);
      records.farmVerified ||= income.verified;
      break;
    default:
      records.other = addFen(records.other, share);
  }
}

/** 流动就业的或无法核定收入的，按当地政府公布的最低工资标准计算: raised to the minimum wage, never lowered (R4). */
function earnedIncome(member: MemberFacts, month: Month, records: MonthRecords, context: IncomeContext): Interval {
  if (!isUncertain(member, month, records.wageVerified)) return exactly(records.earned);
  const minimumWage = context.standards.monthly('minimumWage', month);
  return isKnown(minimumWage) ? exactly(Math.max(records.earned, minimumWage.min)) : minimumWage;
}

function isUncertain(member: MemberFacts, month: Month, wageVerified: boolean): boolean {
  const spell = member.employment?.find(({ from, to }) => from <= month && (to === null || month <= to));
  return spell?.status === 'FLEXIBLE' || (spell?.status === 'EMPLOYED' && !wageVerified);
}

/** 农副经营性收入…无法确定的，按上年当地政府公布的人均收入计算: a twelfth a month of last year's figure (R5). */
function farmIncome(member: MemberFacts, records: MonthRecords, context: IncomeContext): Interval {
  const certain = !context.migrantHousehold || member.farms === false || records.farmVerified;
  if (certain) return exactly(records.farm);
  if (member.farms === null) return unknownAmount([memberPath(member, 'farms')]);
  const rural = context.standards.lastYearsRuralIncome();
  return isKnown(rural) ? exactly(Math.floor(rural.min / 12)) : rural;
}
