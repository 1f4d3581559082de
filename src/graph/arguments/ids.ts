import { type Day, parseDay } from '../../kernel/calendar.ts';
import { type Problem, problem, type ProblemCode } from '../../usecase/problem.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const TIMED = new RegExp(`^(${UUID})(?:@(\\d{4}-\\d{2}-\\d{2}))?(?:~(0|[1-9]\\d{0,14}))?$`);

/** An id that no row has: missing objects are looked up under it, and so take as many statements as forbidden ones. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** What an id of the graph names: a row and, where these are not today and now, the times at which it is shown. */
export interface TimedId {
  readonly id: string;
  readonly asOf: Day | null;
  readonly revision: number | null;
}

/**
 * Reads an id: a UUID, followed by `@2023-06-30` if it is shown as of another day than today and by `~8121` if it is shown
 * as known at a revision (DESIGN, section 3). `null`: nothing can have such an id, and no statement is needed.
 */
export function parseTimedId(text: string): TimedId | null {
  const [, id, day, revision] = TIMED.exec(text) ?? [];
  const asOf = day === undefined ? null : parseDay(day);
  if (id === undefined || asOf === undefined) return null;
  return { id, asOf, revision: revision === undefined ? null : Number(revision) };
}

/** The id of what is the same at all times, such as a union; `null`: nothing of that kind can have such an id. */
export function parsePlainId(text: string): string | null {
  const parsed = parseTimedId(text);
  return parsed?.asOf === null && parsed.revision === null ? parsed.id : null;
}

/** Why a mutation refuses an id before it looks anything up: the past cannot be changed, and other texts name nothing. */
export function idProblem(text: string, missing: ProblemCode, path: string): Problem | null {
  if (isTimedId(text)) return problem('PAST_VIEW', path);
  return parsePlainId(text) === null ? problem(missing, path) : null;
}

/** Whether an id names another view than the present one. */
export function isTimedId(text: string): boolean {
  const parsed = parseTimedId(text);
  return parsed !== null && (parsed.asOf !== null || parsed.revision !== null);
}
