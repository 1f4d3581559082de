import { lastNumberOn, lastRevision } from '../../database/time/change-log.ts';
import type { KnownAt, ReadAt } from '../../database/time/known-at.ts';
import { type Day, requireDay, printDay } from '../../kernel/calendar.ts';
import type { Deps } from '../../usecase/command.ts';
import { perRequest } from '../batch/per-request.ts';
import type { GraphContext } from '../context.ts';
import { graphError } from '../error.ts';
import { NOBODY, parseTimedId } from './ids.ts';

/** The two times of what is shown. */
export interface View extends ReadAt {
  /** What its ids have after the UUID: nothing for today and now, or the day and the revision that the question names. */
  readonly suffix: string;
}

/** The two times as arguments of a field. */
export interface GivenTimes {
  readonly asOf?: Day | null | undefined;
  readonly asKnownOn?: Day | null | undefined;
}

/** The times to read at: by default today, as known now. `asKnownOn` a day means what was known when it ended in China. */
export async function readAt(
  { database, today }: Pick<Deps, 'database' | 'today'>,
  { asOf, asKnownOn }: GivenTimes,
  otherwise: Partial<ReadAt> = {},
): Promise<View> {
  const isOfNow = asKnownOn === null || asKnownOn === undefined || asKnownOn >= requireDay(today);
  const known = isOfNow
    ? (otherwise.known ?? 'NOW')
    : await database.session((sql) => lastNumberOn(sql, printDay(asKnownOn)));
  return viewOf(asOf ?? otherwise.asOf ?? requireDay(today), known, today);
}

/** The view of a day, as known at a revision. */
export function viewOf(asOf: Day, known: KnownAt, today: string): View {
  const day = printDay(asOf);
  return { asOf, known, suffix: `${day === today ? '' : `@${day}`}${known === 'NOW' ? '' : `~${known}`}` };
}

/** A row and the times at which it is to be shown. */
export interface Viewed {
  readonly id: string;
  readonly at: View;
}

/** What an id names; `null` if nothing can have it, as with a revision that is still to come. */
export async function viewById(context: GraphContext, text: string): Promise<Viewed | null> {
  const parsed = parseTimedId(text);
  if (parsed === null) return null;
  const { id, asOf, revision } = parsed;
  if (revision !== null && revision > (await lastRevisions(context)())) return null;
  const { today } = context.deps;
  return { id, at: viewOf(asOf ?? requireDay(today), revision ?? 'NOW', today) };
}

/**
 * The one key that was given of several, and the times to read at. An id brings its times along; arguments that name others
 * are refused. An id that nothing can have becomes {@link NOBODY}. Errors: INVALID_ARGUMENT.
 */
export async function requireOneKey<Name extends string>(
  context: GraphContext,
  keys: Readonly<Record<Name, string | null | undefined>>,
  times: GivenTimes,
): Promise<{ readonly by: Name; readonly value: string; readonly at: View }> {
  const given = Object.entries<string | null | undefined>(keys).filter(([, value]) => typeof value === 'string');
  const [[by, value] = ['', '']] = given;
  if (given.length !== 1) throw graphError('INVALID_ARGUMENT', { argument: Object.keys(keys).join(' | ') });
  const at = await readAt(context.deps, times);
  if (by !== 'id') return { by: by as Name, value: value ?? '', at };
  const named = await viewById(context, value ?? '');
  if (named === null) return { by: by as Name, value: NOBODY, at };
  return { by: by as Name, value: named.id, at: oneView(named.at, at, times) };
}

/** The view that an id and the arguments beside it name. */
function oneView(named: View, at: View, { asOf, asKnownOn }: GivenTimes): View {
  const differs =
    (typeof asOf === 'number' && asOf !== named.asOf) || (typeof asKnownOn === 'number' && at.known !== named.known);
  if (named.suffix !== '' && differs) throw graphError('INVALID_ARGUMENT', { argument: 'id | asOf | asKnownOn' });
  return named.suffix === '' ? at : named;
}

const lastRevisions = perRequest(({ deps }) => {
  let reading: Promise<number> | undefined;
  return () => (reading ??= lastRevision(deps.database));
});

/** The revision that a view shows; for what is known now, the last one. */
export function shownRevision(context: GraphContext, { known }: ReadAt): number | Promise<number> {
  return known === 'NOW' ? lastRevisions(context)() : known;
}

export function timesKey({ asOf, known }: ReadAt): string {
  return `${asOf} ${known}`;
}
