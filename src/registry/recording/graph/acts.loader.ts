import { tellsNumber } from '../../../access/purpose/purpose.ts';
import { idProblem } from '../../../graph/arguments/ids.ts';
import { buildCommand, settleCommand } from '../../../graph/command.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { readAt } from '../../../graph/arguments/read-at.ts';
import { fail } from '../../../kernel/result.ts';
import { graphName } from '../../../fields/field.ts';
import { ACTS } from '../../../database/time/act.codes.ts';
import type { Numbered } from '../../../usecase/execute.ts';
import { type OrProblems, problem, type Problem } from '../../../usecase/problem.ts';
import { loadHouseholdNode } from '../../graph/household.loader.ts';
import { RECORD_KINDS, RECORDS, type RecordKind } from '../../kinds.ts';
import { type Acted, actOnHousehold, type HouseholdAct, type HouseholdCommand } from '../acts/act-on-household.ts';
import type { AddRecords } from '../acts/record-acts.ts';
import type { NamedRecord } from '../acts/named-records.ts';
import { LEAVING_REASONS } from '../../household/household.codes.ts';
import { END_MEMBERSHIP } from '../acts/membership-acts.ts';
import { RECORD_DEATH } from '../lives/death-acts.ts';
import type { EndMembershipInput } from './acts.input.ts';
import { text } from '../../../fields/field.ts';
import { checkValues } from '../check-values.ts';
import { toChanges, toRecord } from './entered-household.ts';

/** What the input of every act on a household has. */
export interface ActInput {
  readonly householdId: string;
  readonly expectedRevision?: number | null;
  readonly idempotencyKey?: string | null;
  readonly reason?: string;
}

type Outcome = OrProblems<Numbered<Acted>>;

/** Carries out the act of an input, and answers with the household as it is today. */
export async function act<C extends HouseholdCommand>(
  context: GraphContext,
  input: ActInput,
  household: HouseholdAct<C>,
  own: Omit<C, keyof HouseholdCommand>,
) {
  const command = { ...enteredCommand(context, input, ACTS[household.action]), ...own } as C;
  const toPath = (path: string) => actPath('person' in input ? path.replace(/^state\b/, 'person') : path);
  return answer(context, command, () => actOnHousehold(context.deps, command, household), toPath);
}

/** Ends the membership of an input; of who is said to have died, the death is recorded. */
export async function endEntered(context: GraphContext, input: InstanceType<typeof EndMembershipInput>) {
  const { member, on, reason } = input;
  const given = { ...input, reason: LEAVING_REASONS[reason] };
  if (reason !== 'DIED') return act(context, given, END_MEMBERSHIP, { member, on });
  const answer = await act(context, given, RECORD_DEATH, { member, on, source: 'OTHER', worker: null });
  // The input names no next worker.
  const problems = answer.problems.map((one) => (one.path === 'worker' ? { ...one, path: 'member' } : one));
  return { ...answer, problems };
}

/** Who acts on which household and why: the reason, where one is given, is a part of the purpose. */
export function enteredCommand(
  context: GraphContext,
  { householdId, expectedRevision = null, idempotencyKey, reason }: ActInput,
  purpose: string,
): HouseholdCommand {
  const command = buildCommand(context, idempotencyKey, purpose);
  const own = reason === undefined ? command.purpose : `${command.purpose}：${reason}`;
  return { ...command, purpose: own, householdId, expectedRevision };
}

/** Does the work of a command unless an id names nothing, and answers with the household as it is today. */
export function answer(
  context: GraphContext,
  command: HouseholdCommand,
  work: () => Promise<Outcome>,
  toPath: (path: string) => string = actPath,
) {
  const wrong = [...wrongIds(command), ...wrongReason(command)];
  return settleAct(context, wrong.length === 0 ? work() : Promise.resolve(fail(wrong)), toPath);
}

/** Answers an act with the household as it is today, or as it was on its last day; `toPath` maps the path of a problem to the input. */
export async function settleAct(context: GraphContext, work: Promise<Outcome>, toPath: (path: string) => string) {
  const { value, problems } = await settleCommand(context, work, toPath);
  if (value === null) return { problems, notices: [] };
  const household = await loadHouseholdNode(context, value.householdId, await readAt(context.deps, {}));
  return { problems, notices: enteredNotices(value, toPath), household, revision: value.revision };
}

/** The notices of an answer, with their paths in the input; one that was stored before there were notices has none. */
export function enteredNotices({ notices = [] }: Partial<Pick<Acted, 'notices'>>, toPath: (path: string) => string) {
  return notices.map((one) => ({ ...one, path: toPath(one.path) }));
}

/** The ids of a command that name nothing which can be acted on, such as those of another day. */
export function wrongIds(
  command: HouseholdCommand & { readonly id?: string; readonly ids?: readonly string[]; readonly records?: unknown },
) {
  const { householdId, id, ids = [], records = [] } = command;
  const named = Array.isArray(records) ? (records as readonly NamedRecord[]) : [];
  return [
    idProblem(householdId, 'NO_SUCH_HOUSEHOLD', 'householdId'),
    ...(id === undefined ? [] : [idProblem(id, 'NO_SUCH_RECORD', 'id')]),
    ...ids.map((id, at) => idProblem(id, 'NO_SUCH_RECORD', `ids.${at}`)),
    ...named.map(({ id, path }) => idProblem(id, 'NO_SUCH_RECORD', [...path, 'id'].join('.'))),
  ].flatMap((wrong) => wrong ?? []);
}

/** The reason is kept in clear with the change; the purpose before it was checked where it came in. */
export function wrongReason({ purpose }: Pick<HouseholdCommand, 'purpose'>): readonly Problem[] {
  if (/：\s*$/u.test(purpose)) return [problem('REASON_REQUIRED', 'reason')];
  const wrong = checkValues({ reason: text('理由') }, { reason: purpose }, []);
  return tellsNumber(purpose) ? [problem('NUMBER_IN_CLEAR', 'reason')] : wrong;
}

/** Records by kind as an input has them. */
type Lists = Readonly<Partial<Record<RecordKind, readonly object[] | null>>>;

export function addedRecords(given: object): AddRecords['records'] {
  const lists = given as Lists;
  return Object.fromEntries(
    RECORD_KINDS.map((kind) => [kind, (lists[kind] ?? []).map((record) => toRecord(kind, record))]),
  );
}

/** The records that an input names by their ids, with the values that they are to have. */
export function namedRecords(given: object): readonly NamedRecord[] {
  const lists = given as Lists;
  return RECORD_KINDS.flatMap((kind) =>
    (lists[kind] ?? []).map((record, at) => {
      const { id } = record as { readonly id: string };
      return { id, kind, values: toChanges(RECORDS[kind].fields, record), path: ['records', kind, at] };
    }),
  );
}

/** Converts the path of a value in a command to its path in the graph's input. */
function actPath(path: string): string {
  const names = path.split('.').filter((name, at) => name !== 'values' || at === 0);
  return names.map(graphName).join('.');
}
