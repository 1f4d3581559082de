import { addMonths, type MonthSpan } from '../../kernel/calendar.ts';
import { addFen, excessFen, type Fen, ZERO_FEN } from '../../kernel/fen.ts';
import { exactly, type Interval } from '../../kernel/interval.ts';
import { shareOfMonth } from '../../kernel/spread.ts';
import type { ExpenseFacts } from '../facts/facts.ts';

/**
 * The net expenses of the counted members in the months of `window`: amount and reimbursement are each spread, and a
 * month's net is their difference, not below 0 (POLICY section 3).
 */
export function netExpenses(
  expenses: readonly ExpenseFacts[],
  countedIds: ReadonlySet<string>,
  window: MonthSpan,
): Interval {
  let total = ZERO_FEN;
  for (const expense of expenses) {
    if (countedIds.has(expense.memberId)) total = addFen(total, netIn(window, expense));
  }
  return exactly(total);
}

function netIn(window: MonthSpan, expense: ExpenseFacts): Fen {
  let total = ZERO_FEN;
  for (let month = window.from; month <= window.to; month = addMonths(month, 1)) {
    const paid = shareOfMonth(expense.amount, expense, month);
    total = addFen(total, excessFen(paid, shareOfMonth(expense.reimbursed, expense, month)));
  }
  return total;
}
