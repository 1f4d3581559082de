import { type Month, printMonth } from '../../kernel/calendar.ts';
import type { MemberFacts } from './facts.ts';
import type { MonthlyStandardKind } from '../money/standards.ts';

/** Paths of facts and standards, as `missing` and `provisional` name them: members by id, other lists by index. */
export function memberPath(member: MemberFacts, fact: keyof MemberFacts): string {
  return `members.${member.id}.${fact}`;
}

export function monthlyStandardPath(kind: MonthlyStandardKind, region: string, month: Month): string {
  return `standards.${kind}.${region}.${printMonth(month)}`;
}

export function ruralIncomePath(region: string, year: number): string {
  return `standards.ruralIncome.${region}.${year}`;
}
