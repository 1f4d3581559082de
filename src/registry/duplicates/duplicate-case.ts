import { unionsFor } from '../../access/staff.ts';
import { stewardsOf } from '../../access/territories.ts';
import { insertChanges } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import type { RegisterHousehold } from '../kinds.ts';
import { problem, type Problem } from '../../usecase/problem.ts';
import type { StoredHousehold } from '../household/stored-household.ts';
import { countDuplicateCases, type DuplicateCase, insertDuplicateCases } from './duplicate-case.store.ts';

/** A member who is on file in another household. */
export interface MemberElsewhere {
  /** Which of the members. */
  readonly at: number;
  readonly personId: string;
  /** The household that they are of. */
  readonly householdId: string;
}

/** Who found them, recording for which union, and why. */
interface Finder {
  readonly actorId: string;
  readonly purpose: string;
  readonly unionId: string;
  readonly elsewhere: readonly MemberElsewhere[];
}

/** An answer tells that somebody is on file: nobody looks through the register that way (DESIGN, section 4). */
const MOST_OF_A_HOUSEHOLD = 5;
const MOST_OF_A_DAY = 200;

/** Those of the staff who have found so many of others' persons today that they look for no more. */
export async function spentQuotas(sql: Sql, actorIds: readonly string[], today: string): Promise<ReadonlySet<string>> {
  const counts = await countDuplicateCases(sql, [...new Set(actorIds)], today);
  return new Set([...counts].filter(([, count]) => count >= MOST_OF_A_DAY).map(([actorId]) => actorId));
}

/** Whether a household names anybody by a number who is not known to be of it. */
export function looksForOthers({ members }: RegisterHousehold, { persons }: StoredHousehold): boolean {
  const own = new Set([...persons.values()].map(({ identityNumber }) => identityNumber));
  return members.some(({ identityNumber }) => identityNumber !== null && !own.has(identityNumber));
}

/**
 * Says of members who are on file elsewhere that they are; where that is not the actor's own territory, under the number
 * of a case for the common superior, which goes on record although nothing else is written.
 */
export async function reportElsewhere(
  sql: Sql,
  finders: readonly Finder[],
  today: string,
): Promise<readonly (readonly Problem[])[]> {
  if (finders.every(({ elsewhere }) => elsewhere.length === 0)) return finders.map(() => []);
  const stewards = await stewardsOf(sql, [...new Set(finders.flatMap(householdsOf))], today);
  const cases: (DuplicateCase & { readonly purpose: string })[] = [];
  const problems: (readonly Problem[])[] = [];
  for (const finder of finders) {
    const { actorId, purpose, unionId, elsewhere } = finder;
    const unions = householdsOf(finder).flatMap((id) => stewards.get(id) ?? []);
    const own = await unionsFor(sql, actorId, 'RECORD_HOUSEHOLD', unions, today);
    const told = elsewhere.slice(0, MOST_OF_A_HOUSEHOLD).map(({ at, personId, householdId }) => {
      const found = problem('ALREADY_ON_FILE_ELSEWHERE', 'members', at, 'identityNumber');
      if (own.has(stewards.get(householdId) ?? '')) return found;
      const [id, changeId] = [newId(), newId()];
      const number = `${today.replaceAll('-', '')}-${id.slice(-8).toUpperCase()}`;
      cases.push({ id, number, staffId: actorId, personId, householdId, unionId, on: today, changeId, purpose });
      const zh = `${found.zh}，协查编号 ${number}，请联系共同上级`;
      const en = `${found.en}: case ${number}, for the common superior`;
      return { ...found, zh, en, caseNumber: number };
    });
    problems.push(elsewhere.length > told.length ? [...told, problem('MORE_ELSEWHERE', 'members')] : told);
  }
  await record(sql, cases);
  return problems;
}

async function record(sql: Sql, cases: readonly (DuplicateCase & { readonly purpose: string })[]): Promise<void> {
  await insertChanges(
    sql,
    cases.map(({ changeId, staffId, personId, purpose }) => ({
      ...{ id: changeId, actorId: staffId, action: 'FIND_ELSEWHERE', purpose },
      ...{ subjectKind: 'PERSON', subjectId: personId },
    })),
  );
  await insertDuplicateCases(sql, cases);
}

function householdsOf({ elsewhere }: Finder): readonly string[] {
  return elsewhere.map(({ householdId }) => householdId);
}
