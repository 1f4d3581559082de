import { lastNumberOn } from '../../database/time/change-log.ts';
import type { Database } from '../../database/database.ts';
import type { ReadAt } from '../../database/time/known-at.ts';
import { type Day, requireDay, printDay } from '../../kernel/calendar.ts';

/** The two times as arguments of a field. */
export interface GivenTimes {
  readonly asOf?: Day | null | undefined;
  readonly asKnownOn?: Day | null | undefined;
}

/** The times to read at: by default today, as known now. `asKnownOn` a day means what was known when it ended in China. */
export async function readAt(
  { database, today }: { readonly database: Database; readonly today: string },
  { asOf, asKnownOn }: GivenTimes,
  otherwise?: ReadAt,
): Promise<ReadAt> {
  const known =
    asKnownOn === null || asKnownOn === undefined
      ? (otherwise?.known ?? 'NOW')
      : await database.session((sql) => lastNumberOn(sql, printDay(asKnownOn)));
  return { asOf: asOf ?? otherwise?.asOf ?? requireDay(today), known };
}

export function timesKey({ asOf, known }: ReadAt): string {
  return `${asOf} ${known}`;
}
