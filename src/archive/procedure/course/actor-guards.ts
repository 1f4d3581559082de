import { problem } from '../../../usecase/problem.ts';
import { ACT_RULES } from './act-rules.ts';
import type { ActGuard } from './circumstances.ts';
import type { Act, Body } from './course.codes.ts';
import { type FileCourse, offeredTo } from './course.ts';
import type { Ladder } from './ladder.ts';

/** Whether a step may be taken by whom, for which body, and on which day: the same for every act, in this order. */
export const ACTOR_GUARDS: readonly ActGuard[] = [
  (act, _actor, { state }) => ACT_RULES[act].by[state ?? 'NEW'] === undefined && problem('NOT_IN_THIS_STATE', 'act'),
  (act, { body }, { state }) =>
    ACT_RULES[act].by[state ?? 'NEW']?.includes(body) !== true && problem('NOT_THIS_BODY', 'body'),
  (act, { body, unionId }, course, { ladder }) =>
    unionOfStep(act, body, course, ladder) !== unionId && problem('NOT_THE_UNION_OF_THE_STEP', 'unionId'),
  (_act, _actor, _course, { tie }) => tie === 'OWN' && problem('OWN_FILE', 'actorId'),
  (_act, _actor, _course, { tie }) => tie === 'RELATIVE' && problem('RELATIVES_FILE', 'actorId'),
  (act, actor, course) =>
    (actedForAnotherBody(actor, course.steps) || judgesOwnStep(act, actor.actorId, course)) &&
    problem('ANOTHER_PERSON', 'actorId'),
  (_act, { on }, _course, { today }) => on > today && problem('AFTER_TODAY', 'on'),
  (_act, { on }, { steps, carriedOn }) =>
    on < (steps.at(-1)?.on ?? carriedOn ?? on) && problem('BEFORE_LAST_STEP', 'on'),
];

/** The union that takes a step as a body; a file that is offered is accepted or refused by the union to which it is. */
export function unionOfStep(act: Act, body: Body, course: FileCourse, { unions }: Ladder): string {
  const answers = act === 'ACCEPT_TRANSFER' || act === 'REFUSE_TRANSFER';
  return (answers ? offeredTo(course) : null) ?? unions[body];
}

/** Whether the person took a step of the file for another body before, even where both bodies are one house. */
function actedForAnotherBody(
  { actorId, body }: Parameters<ActGuard>[1],
  steps: Parameters<ActGuard>[2]['steps'],
): boolean {
  return steps.some((step) => step.actorId === actorId && step.body !== body);
}

/** Whether the person would settle an objection to their own publicity, or answer their own decision or transfer. */
function judgesOwnStep(
  act: Parameters<ActGuard>[0],
  actorId: string,
  { publicity, ending, transfer }: Parameters<ActGuard>[2],
): boolean {
  if (act === 'ACCEPT_TRANSFER' || act === 'REFUSE_TRANSFER') return transfer?.actorId === actorId;
  if (act === 'SETTLE_OBJECTION') return publicity?.actorId === actorId;
  return act === 'DECIDE_APPEAL' && ending?.actorId === actorId;
}
