import { parseIdentityNumber } from '../../../fields/identity-number.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { problem, type OrProblems, type Problem } from '../../../usecase/problem.ts';
import { reportElsewhere, spentQuotas } from '../../duplicates/duplicate-case.ts';
import { findPersons } from '../../person/person.read.ts';
import { householdsOfPersons } from '../../reading/find.read.ts';
import type { StoredHousehold } from '../../household/stored-household.ts';
import type { Asked, HouseholdAct, HouseholdCommand, Own } from '../acts/act-on-household.ts';
import { planOf } from '../household-plan.ts';
import type { HouseholdPlan } from '../plan-household.ts';
import { refuseLeft } from './death-acts.ts';
import { findPerson } from './find-person.ts';
import { NO_LIVES } from './life-plan.ts';

/** Says which identity number (公民身份号码) the person of a member has. */
export interface SetIdentityNumber extends HouseholdCommand {
  readonly member: string;
  readonly identityNumber: string;
}

const TAKEN = problem('NUMBER_TAKEN', 'identityNumber');
const ACT = { refuse, races: { person_number_token: TAKEN, person_number_live: TAKEN } };

/** Of a person who had none, such as a newborn. */
export const SET_IDENTITY_NUMBER: HouseholdAct<SetIdentityNumber> = {
  ...ACT,
  action: 'SET_IDENTITY_NUMBER',
  plan: (stored, command) => planNumber(stored, command, false),
};

/** Of a person whose number on record was wrong all along; it becomes free for whose it is. */
export const CORRECT_IDENTITY_NUMBER: HouseholdAct<SetIdentityNumber> = {
  ...ACT,
  action: 'CORRECT_IDENTITY_NUMBER',
  plan: (stored, command) => planNumber(stored, command, true),
};

function planNumber(
  stored: StoredHousehold,
  { member, identityNumber }: Own<SetIdentityNumber>,
  correction: boolean,
): OrProblems<HouseholdPlan> {
  const found = findPerson(stored, member);
  if (!found.ok) return found;
  const parsed = parseIdentityNumber(identityNumber);
  if (!parsed.ok) return fail([problem('WRONG_IDENTITY_NUMBER', 'identityNumber')]);
  const { id, identityNumber: before } = found.value.person;
  const { number } = parsed.value;
  if (before === number) return succeed(planOf(stored, {}));
  if (before !== null && !correction) return fail([problem('NUMBER_ON_RECORD', 'identityNumber')]);
  const numbers = { ended: before === null ? [] : [id], begun: [{ id, identityNumber: number }] };
  return succeed(planOf(stored, { lives: { ...NO_LIVES, numbers } }));
}

/** Refuses the number of another person, and of somebody who is a member of another household since. */
async function refuse(asked: Asked<SetIdentityNumber>): Promise<readonly Problem[]> {
  const left = await refuseLeft(asked);
  return left.length > 0 ? left : refuseTaken(asked);
}

/**
 * Refuses the number of another person. Of one outside the actor's territory it gives the number of a case, and counts towards
 * the quota of the day.
 */
async function refuseTaken({
  sql,
  deps,
  command,
  stored,
  stewardId,
}: Asked<SetIdentityNumber>): Promise<readonly Problem[]> {
  const { actorId, purpose, member } = command;
  if ((await spentQuotas(sql, [actorId], deps.today)).has(actorId))
    return [problem('TOO_MANY_ELSEWHERE', 'identityNumber')];
  const parsed = parseIdentityNumber(command.identityNumber);
  const own = findPerson(stored, member);
  const number = parsed.ok ? parsed.value.number : '';
  const personId = (await findPersons(sql, deps.secrets, [number])).get(number);
  if (personId === undefined || (own.ok && own.value.person.id === personId)) return [];
  const householdId = (await householdsOfPersons(sql, [personId], deps.today)).get(personId);
  if (householdId === undefined) return [TAKEN];
  const elsewhere = [{ at: 0, personId, householdId }];
  const [reported = []] = await reportElsewhere(sql, [{ actorId, purpose, unionId: stewardId, elsewhere }], deps.today);
  return reported.map((one) => (one.caseNumber === undefined ? TAKEN : { ...one, path: 'identityNumber' }));
}
