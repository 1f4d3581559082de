import { lastNumberOn } from '../../database/time/change-log.ts';
import type { Database } from '../../database/database.ts';
import type { ReadAt } from '../../database/time/known-at.ts';
import { type Day, parseDay, printDay } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';

/** The two times that a field was asked for. */
export interface AskedTimes {
  readonly asOf?: Day | null | undefined;
  readonly asKnownOn?: Day | null | undefined;
}

/** Today and now where nothing was asked; `asKnownOn` a day is what was known when it ended in China. */
export async function readAt(
  { database, today }: { readonly database: Database; readonly today: string },
  { asOf, asKnownOn }: AskedTimes,
  otherwise?: ReadAt,
): Promise<ReadAt> {
  const known =
    asKnownOn === null || asKnownOn === undefined
      ? (otherwise?.known ?? 'NOW')
      : await database.session((sql) => lastNumberOn(sql, printDay(asKnownOn)));
  return { asOf: asOf ?? otherwise?.asOf ?? dayOf(today), known };
}

export function timesKey({ asOf, known }: ReadAt): string {
  return `${asOf} ${known}`;
}

function dayOf(today: string): Day {
  const day = parseDay(today);
  invariant(day !== undefined, 'today is a day');
  return day;
}
