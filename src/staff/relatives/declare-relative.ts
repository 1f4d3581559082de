import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { parseIdentityNumber } from '../../fields/identity-number.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute } from '../../usecase/execute.ts';
import { type OrProblems, problem, type Problem } from '../../usecase/problem.ts';
import { isActive } from '../grants/grant.store.ts';
import type { Changed } from '../staff-change.ts';
import { mayNamePerson } from './named-person.read.ts';
import type { RelativeKind } from './relative.codes.ts';
import { insertRelative } from './relative.store.ts';

/** A relative of whoever declares them, named by exactly one of an id and an identity number, never by a name. */
export interface DeclareRelative extends Command {
  readonly personId: string | null;
  readonly idNumber: string | null;
  readonly relation: RelativeKind;
  /** The first day on which they are related; today where it is not said. */
  readonly from: Day | null;
}

export interface RelativeDeclared extends Changed {
  readonly relativeId: string;
}

/**
 * Declares a relative: from that day on, whoever declares acts on no file of a household of which the relative is a member. Whether
 * a number is on record makes no difference to the answer, so that nobody learns it here.
 */
export async function declareRelative(deps: Deps, command: DeclareRelative): Promise<OrProblems<RelativeDeclared>> {
  const number = numberProblem(command);
  return number === null ? execute(deps, 'declareRelative', command, declare) : fail([number]);
}

function numberProblem({ personId, idNumber }: DeclareRelative): Problem | null {
  if ((personId === null) === (idNumber === null)) return problem('ID_OR_NUMBER', 'personId');
  return idNumber === null || parseIdentityNumber(idNumber).ok ? null : problem('WRONG_IDENTITY_NUMBER', 'idNumber');
}

async function declare(sql: Sql, deps: Deps, command: DeclareRelative): Promise<OrProblems<RelativeDeclared>> {
  const { actorId, personId, idNumber, relation, from } = command;
  const first = from === null ? deps.today : printDay(from);
  if (first > deps.today) return fail([problem('AFTER_TODAY', 'from')]);
  if (!(await isActive(sql, actorId, deps.today))) return fail([problem('NO_SUCH_STAFF')]);
  const named = await checkPerson(sql, deps, command);
  if (!named.ok) return fail([named.error]);
  const parsed = idNumber === null ? null : parseIdentityNumber(idNumber);
  const identityNumber = parsed?.ok === true ? parsed.value.number : null;
  const relativeId = newId();
  const changeId = await insertChange(sql, command, 'DECLARE_RELATIVE', 'STAFF', actorId);
  const relative = { id: relativeId, staffId: actorId, relation, personId, identityNumber, from: first };
  await insertRelative(sql, deps.secrets, changeId, relative);
  return succeed({ relativeId, changeId });
}

/** A person who is not on record is looked for as one whom the actor may not see. */
async function checkPerson(
  sql: Sql,
  { today }: Deps,
  { actorId, personId }: DeclareRelative,
): Promise<Result<null, Problem>> {
  if (personId === null || (await mayNamePerson(sql, actorId, personId, today))) return succeed(null);
  return fail(problem('NO_SUCH_PERSON', 'personId'));
}
