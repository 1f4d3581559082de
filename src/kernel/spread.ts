import type { Month, MonthSpan } from './calendar.ts';
import { asFen, type Fen, ZERO_FEN } from './fen.ts';

/**
 * The part of `amount` that falls on month `on` when it is spread evenly over `over` (POLICY section 2): each month
 * gets `floor(fen / n)`, and the remaining fen go one each to the earliest months. Outside `over`: 0.
 */
export function shareOfMonth(amount: Fen, over: MonthSpan, on: Month): Fen {
  if (on < over.from || on > over.to) return ZERO_FEN;
  const months = over.to - over.from + 1;
  const rest = amount % months;
  return asFen((amount - rest) / months + (on - over.from < rest ? 1 : 0));
}
