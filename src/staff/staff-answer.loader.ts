import { settleCommand } from '../graph/command.ts';
import type { GraphContext } from '../graph/context.ts';
import type { OrProblems, Problem } from '../usecase/problem.ts';

interface Answer {
  readonly problems: readonly Problem[];
  readonly objectId: string | null;
}

/** The answer of a change of staff, grants or logins, with the id of what was changed. */
export async function staffAnswer<T>(
  context: GraphContext,
  work: Promise<OrProblems<T>>,
  toId: (value: T) => string,
): Promise<Answer> {
  const { value, problems } = await settleCommand(context, work);
  return { problems, objectId: value === null ? null : toId(value) };
}

export function refusedAnswer(wrong: Problem): Answer {
  return { problems: [wrong], objectId: null };
}
