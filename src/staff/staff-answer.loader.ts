import { settleCommand } from '../graph/command.ts';
import type { GraphContext } from '../graph/context.ts';
import { loadInHand } from './in-hand/in-hand.loader.ts';
import type { InHand } from './in-hand/in-hand.read.ts';
import type { OrProblems, Problem } from '../usecase/problem.ts';

interface Answer {
  readonly problems: readonly Problem[];
  readonly objectId: string | null;
  readonly inHand: readonly InHand[] | null;
}

/** The answer of a change of staff, grants or logins, with the id of what was changed. */
export async function staffAnswer<T>(
  context: GraphContext,
  work: Promise<OrProblems<T>>,
  toId: (value: T) => string,
): Promise<Answer> {
  const { value, problems } = await settleCommand(context, work);
  return { problems, objectId: value === null ? null : toId(value), inHand: null };
}

export function refusedAnswer(wrong: Problem): Answer {
  return { problems: [wrong], objectId: null, inHand: null };
}

/** The answer of a deactivation: what was in the hands of whom it ended, as it was before. */
export async function deactivationAnswer<T>(
  context: GraphContext,
  staffId: string,
  work: () => Promise<OrProblems<T>>,
): Promise<Answer> {
  const inHand = await loadInHand(context, staffId);
  const answer = await staffAnswer(context, work(), () => staffId);
  return answer.objectId === null ? answer : { ...answer, inHand };
}
