import { lastNumberOn } from '../../database/time/change-log.ts';
import type { Database } from '../../database/database.ts';
import type { ReadAt } from '../../database/time/known-at.ts';
import { type Day, dayOf, printDay } from '../../kernel/calendar.ts';

/** The two times that a field was asked for. */
export interface GivenTimes {
  readonly asOf?: Day | null | undefined;
  readonly asKnownOn?: Day | null | undefined;
}

/** Today and now where nothing was asked; `asKnownOn` a day is what was known when it ended in China. */
export async function readAt(
  { database, today }: { readonly database: Database; readonly today: string },
  { asOf, asKnownOn }: GivenTimes,
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
