import { fail, succeed } from '../../../kernel/result.ts';
import type { OrProblems, Problem } from '../../../usecase/problem.ts';
import { ACT_GUARDS } from './act-guards.ts';
import { ACT_RULES } from './act-rules.ts';
import { ACTOR_GUARDS } from './actor-guards.ts';
import type { Actor, Circumstances } from './circumstances.ts';
import type { Act } from './course.codes.ts';
import { applyStep, type FileCourse } from './course.ts';
import type { Step } from './step.ts';
import { isRefusal, STEP_GUARDS } from './step-guards.ts';

/**
 * Takes a step of a file, or refuses it by the first guard that does not let it pass: who acts and when, what the act asks of the
 * file, then what the step names. Pure: a use case reads course and circumstances, and writes the step in the same transaction.
 */
export function takeStep(course: FileCourse, step: Step, circumstances: Circumstances): OrProblems<FileCourse> {
  const refusal =
    refusalOfAct(step.act, step, course, circumstances) ??
    STEP_GUARDS.map((guard) => guard(step, course, circumstances)).find((given) => isRefusal(given));
  return refusal === undefined ? succeed(applyStep(course, step)) : fail([refusal]);
}

export interface NextAct {
  readonly act: Act;
  /** Why it is not possible; `null` if it is. */
  readonly refusal: Problem | null;
}

/** The acts of the procedure as an actor could take them on a day, each with the reason why it is not possible. */
export function nextActs(course: FileCourse, actor: Actor, circumstances: Circumstances): readonly NextAct[] {
  return (Object.keys(ACT_RULES) as Act[]).map((act) => {
    return { act, refusal: refusalOfAct(act, actor, course, circumstances) ?? null };
  });
}

/** Why an act is not possible, whatever the step names; `undefined` if it is. */
export function refusalOfAct(
  act: Act,
  actor: Actor,
  course: FileCourse,
  circumstances: Circumstances,
): Problem | undefined {
  const general = ACTOR_GUARDS.map((guard) => guard(act, actor, course, circumstances)).find((given) =>
    isRefusal(given),
  );
  if (general !== undefined) return general;
  return ACT_GUARDS[act].map((guard) => guard(actor, course, circumstances)).find((given) => given !== undefined);
}
