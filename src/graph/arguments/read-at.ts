import { lastNumberOn, lastRevision } from '../../database/time/change-log.ts';
import type { KnownAt, ReadAt } from '../../database/time/known-at.ts';
import { type Bilingual, bilingual } from '../../kernel/bilingual.ts';
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
  readonly revision?: number | null | undefined;
}

/**
 * The times to read at: by default today, as known now. `asKnownOn` a day means what was known when it ended in China. Errors:
 * INVALID_ARGUMENT for `asKnownOn` and a revision at once, and for a revision that no change has yet.
 */
export async function readAt(
  deps: Pick<Deps, 'database' | 'today'>,
  given: GivenTimes,
  otherwise: Partial<ReadAt> = {},
): Promise<View> {
  const day = given.asOf ?? otherwise.asOf ?? requireDay(deps.today);
  const known = isNamed(given.revision)
    ? await requireRevision(deps.database, given.revision, given.asKnownOn)
    : await knownOn(deps, given.asKnownOn);
  return viewOf(day, known ?? otherwise.known ?? 'NOW', deps.today);
}

function isNamed<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** The last revision of a day that is past. */
async function knownOn(
  { database, today }: Pick<Deps, 'database' | 'today'>,
  day: Day | null | undefined,
): Promise<number | null> {
  if (!isNamed(day) || day >= requireDay(today)) return null;
  return database.session((sql) => lastNumberOn(sql, printDay(day)));
}

const ONE_OF_BOTH = bilingual('asKnownOn 与 revision 不能同时给出 / asKnownOn and revision cannot be given at once');
const NO_SUCH_REVISION = bilingual('没有此登记版本 / there is no such revision');

/** A revision that a change has, beside no day. */
async function requireRevision(
  database: Deps['database'],
  revision: number,
  asKnownOn: Day | null | undefined,
): Promise<number> {
  if (isNamed(asKnownOn)) refuseTimes('asKnownOn | revision', ONE_OF_BOTH);
  const exists = revision >= 1 && revision <= (await lastRevision(database));
  return exists ? revision : refuseTimes('revision', NO_SUCH_REVISION);
}

function refuseTimes(argument: string, sentences: Bilingual): never {
  throw graphError('INVALID_ARGUMENT', { argument, ...sentences });
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
function oneView(named: View, at: View, { asOf, asKnownOn, revision }: GivenTimes): View {
  const differs =
    (typeof asOf === 'number' && asOf !== named.asOf) ||
    (typeof (revision ?? asKnownOn) === 'number' && at.known !== named.known);
  if (named.suffix !== '' && differs) {
    throw graphError('INVALID_ARGUMENT', { argument: 'id | asOf | asKnownOn | revision' });
  }
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
