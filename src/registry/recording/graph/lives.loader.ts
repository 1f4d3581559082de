import { idProblem } from '../../../graph/arguments/ids.ts';
import { readAt } from '../../../graph/arguments/read-at.ts';
import { buildCommand, settleCommand } from '../../../graph/command.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { ACTS } from '../../../database/time/act.codes.ts';
import { fail } from '../../../kernel/result.ts';
import { problem } from '../../../usecase/problem.ts';
import { loadHouseholdNode } from '../../graph/household.loader.ts';
import { loadPersonNode } from '../../graph/person.loader.ts';
import { loadDisbursementNode } from '../../payments/disbursement.loader.ts';
import { mergePersons } from '../merging/merge-persons.ts';
import { CORRECT_IDENTITY_NUMBER, SET_IDENTITY_NUMBER } from '../lives/number-acts.ts';
import { splitHousehold } from '../lives/split-household.ts';
import { factsToGive, undoMerge } from '../merging/undo-merge.ts';
import { act, enteredCommand, wrongIds, wrongReason } from './acts.loader.ts';
import { toHouseholdState, toMembershipState } from './entered-household.ts';
import type { MergePersonsInput, SetIdentityNumberInput, SplitHouseholdInput, UndoMergeInput } from './lives.input.ts';

/** Sets the number of an input; a correction needs a reason. */
export function setEnteredNumber(context: GraphContext, input: InstanceType<typeof SetIdentityNumberInput>) {
  const { member, identityNumber, correction, reason, ...rest } = input;
  if (correction !== true) return act(context, rest, SET_IDENTITY_NUMBER, { member, identityNumber });
  const given = reason?.trim() ?? '';
  if (given === '') return { problems: [problem('REASON_REQUIRED', 'reason')], notices: [] };
  return act(context, { ...rest, reason: given }, CORRECT_IDENTITY_NUMBER, { member, identityNumber });
}

/** Splits a household, and answers with both. */
export async function splitEntered(context: GraphContext, input: InstanceType<typeof SplitHouseholdInput>) {
  const { from, worker, state, members } = input;
  const command = {
    ...enteredCommand(context, input, ACTS.SPLIT_HOUSEHOLD),
    ...{ from, worker, state: toHouseholdState(state) },
    members: members.map(({ key, membershipState }) => ({ key, membershipState: toMembershipState(membershipState) })),
  };
  const wrong = wrongIds(command);
  const work = wrong.length > 0 ? Promise.resolve(fail(wrong)) : splitHousehold(context.deps, command);
  const { value, problems } = await settleCommand(context, work);
  if (value === null) return { problems, notices: [] };
  const now = await readAt(context.deps, {});
  const [household, remaining] = await Promise.all(
    [value.householdId, value.fromId].map((id) => loadHouseholdNode(context, id, now)),
  );
  return { problems, notices: value.notices, household, remaining, revision: value.revision };
}

/** Merges two persons, and answers with the one that is kept. */
export async function mergeEntered(
  context: GraphContext,
  { from, into, reason, idempotencyKey }: InstanceType<typeof MergePersonsInput>,
) {
  const command = commandOf(context, idempotencyKey, ACTS.MERGE_PERSONS, reason);
  const ids = Object.entries({ from, into }).flatMap(([path, id]) => idProblem(id, 'NO_SUCH_PERSON', path) ?? []);
  const wrong = [...ids, ...wrongReason(command)];
  const work = wrong.length > 0 ? Promise.resolve(fail(wrong)) : mergePersons(context.deps, { ...command, from, into });
  const { value, problems } = await settleCommand(context, work);
  if (value === null) return { problems, doubles: [] };
  const now = await readAt(context.deps, {});
  const person = await loadPersonNode(context, { by: 'id', id: value.personId }, now);
  const doubles = await Promise.all(value.doubles.map((id) => loadDisbursementNode(context, id, now)));
  return { problems, person, doubles: doubles.filter((one) => one !== null), revision: value.revision };
}

/** Undoes a merge, and answers with the person who has a life of their own again, or with what is nobody's. */
export async function undoEntered(
  context: GraphContext,
  { person, give, reason, idempotencyKey }: InstanceType<typeof UndoMergeInput>,
) {
  const command = commandOf(context, idempotencyKey, ACTS.UNDO_MERGE, reason);
  const gifts = (give ?? []).map(({ kind, factId: id, to }) => ({ kind, id, to }));
  const undoing = { ...command, person, give: gifts };
  const wrong = [
    idProblem(person, 'NO_SUCH_MERGE', 'person'),
    ...undoing.give.map(({ id }, at) => idProblem(id, 'NO_SUCH_RECORD', `give.${at}.factId`)),
    ...wrongReason(command),
  ].filter((one) => one !== null);
  const work = wrong.length > 0 ? Promise.resolve(fail(wrong)) : undoMerge(context.deps, undoing);
  const { value, problems } = await settleCommand(context, work);
  if (value === null)
    return {
      problems,
      facts:
        wrong.length > 0
          ? []
          : (await factsToGive(context.deps, undoing)).map(({ kind, id }) => ({ kind, factId: id })),
    };
  const node = await loadPersonNode(context, { by: 'id', id: value.personId }, await readAt(context.deps, {}));
  return { problems, facts: [], person: node, revision: value.revision };
}

/** The command of an input that is about persons: the reason is a part of the purpose. */
function commandOf(context: GraphContext, key: string | null | undefined, purpose: string, reason: string) {
  const command = buildCommand(context, key, purpose);
  return { ...command, purpose: `${command.purpose}：${reason}` };
}
