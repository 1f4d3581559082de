import { perAnswer } from '../batch/per-request.ts';
import type { GraphContext } from '../context.ts';

/** An act that a use case refused: the field of the mutation, and the code of its first problem. */
interface RefusedAct {
  readonly field: string;
  readonly code: string;
}

/** The acts of an answer that were refused, whether or not the sender asked for the problems. */
export const refusedActs = perAnswer((): RefusedAct[] => []);

/** Notes an answer of a mutation that has problems. */
export function noteRefusedAct<Answer>(context: GraphContext, field: string, answer: Answer): Answer {
  const { problems } = Object(answer) as { readonly problems?: unknown };
  const [first] = Array.isArray(problems) ? (problems as readonly { readonly code?: unknown }[]) : [];
  if (typeof first?.code === 'string') refusedActs(context).push({ field, code: first.code });
  return answer;
}
