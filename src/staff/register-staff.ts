import type { Sql } from '../database/database.ts';
import { insertChange } from '../database/time/change-log.ts';
import { newId } from '../database/ids.ts';
import { fail, succeed } from '../kernel/result.ts';
import { insertStaff } from './staff-write.store.ts';
import type { Command, Deps } from '../usecase/command.ts';
import { problem, type Problem, type OrProblems } from '../usecase/problem.ts';
import { execute } from '../usecase/execute.ts';
import { isAdministrator } from './grants/grant.store.ts';
import { checkLogin, checkWords, isStaffCode } from './logins/login.ts';
import { isLoginOfWorker } from './logins/login.store.ts';
import type { Changed } from './staff-change.ts';

/** A new member of staff, who is active from today and has no grants yet. */
export interface RegisterStaff extends Command {
  /** The code of the member of staff on command lines: letters, digits and `. _ @ -`. */
  readonly code: string;
  readonly name: string;
  /** The subject of the member of staff in the identity provider's tokens. */
  readonly issuer: string;
  readonly subject: string;
}

export interface RegisteredStaff extends Changed {
  readonly staffId: string;
}

/** The problems for violated constraints, if the code or the login is already in use. */
const TAKEN: Readonly<Record<string, Problem>> = {
  staff_code_key: problem('CODE_TAKEN', 'code'),
  one_member_a_login: problem('LOGIN_TAKEN', 'subject'),
};

/** Registers a member of staff; any administrator may. */
export async function registerStaff(deps: Deps, command: RegisterStaff): Promise<OrProblems<RegisteredStaff>> {
  const problems = [
    ...(isStaffCode(command.code) ? [] : [problem('WRONG_KEY', 'code')]),
    ...checkWords(command.name, 'name'),
    ...checkLogin(command),
  ];
  if (problems.length > 0) return fail(problems);
  return execute(deps, 'registerStaff', command, register, TAKEN);
}

async function register(sql: Sql, { today }: Deps, command: RegisterStaff): Promise<OrProblems<RegisteredStaff>> {
  if (!(await isAdministrator(sql, command.actorId, today))) return fail([problem('NOT_ADMINISTRATOR')]);
  const { code, name, issuer, subject } = command;
  if (await isLoginOfWorker(sql, { issuer, subject }, today)) return fail([problem('LOGIN_TAKEN', 'subject')]);
  const staffId = newId();
  const changeId = await insertChange(sql, command, 'REGISTER_STAFF', 'STAFF', staffId);
  await insertStaff(sql, changeId, [{ id: staffId, code, name, issuer, subject, from: today }]);
  return succeed({ staffId, changeId });
}
