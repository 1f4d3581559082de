import { unionsFor } from '../../access/staff.read.ts';
import { loadStewards } from '../../access/territory.read.ts';
import { insertChanges } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import type { RegisterHousehold } from '../kinds.ts';
import { problem, type Problem } from '../../usecase/problem.ts';
import type { StoredHousehold } from '../household/stored-household.ts';
import { countDuplicateCases, type DuplicateCase, insertDuplicateCases } from './duplicate-case.store.ts';

/** A member who is on file in another household. */
export interface MemberElsewhere {
  /** The index of the member. */
  readonly at: number;
  readonly personId: string;
  /** The other household. */
  readonly householdId: string;
}

/** An actor who found members elsewhere, with their purpose and the union that they record for. */
interface Finder {
  readonly actorId: string;
  readonly purpose: string;
  readonly unionId: string;
  readonly elsewhere: readonly MemberElsewhere[];
}

/**
 * The most members elsewhere that are reported of a household, and the most cases that an actor may cause in a day.
 * Each report reveals that somebody is on file, so the limits keep anybody from searching the register (DESIGN, section
 * 4).
 */
const MOST_OF_A_HOUSEHOLD = 5;
const MOST_OF_A_DAY = 200;

/** The members of staff who have reached the limit of cases of the day, and may look for no more persons. */
export async function spentQuotas(sql: Sql, actorIds: readonly string[], today: string): Promise<ReadonlySet<string>> {
  const counts = await countDuplicateCases(sql, [...new Set(actorIds)], today);
  return new Set([...counts].filter(([, count]) => count >= MOST_OF_A_DAY).map(([actorId]) => actorId));
}

/** Whether a household gives an identity number that none of its persons on record has. */
export function looksForOthers({ members }: RegisterHousehold, { persons }: StoredHousehold): boolean {
  const own = new Set([...persons.values()].map(({ identityNumber }) => identityNumber));
  return members.some(({ identityNumber }) => identityNumber !== null && !own.has(identityNumber));
}

/**
 * Reports the members who are on file elsewhere. If that is outside the actor's territory, the problem gives the number
 * of a case for the common superior, which is recorded although the household itself is refused.
 */
export async function reportElsewhere(
  sql: Sql,
  finders: readonly Finder[],
  today: string,
): Promise<readonly (readonly Problem[])[]> {
  if (finders.every(({ elsewhere }) => elsewhere.length === 0)) return finders.map(() => []);
  const stewards = await loadStewards(sql, [...new Set(finders.flatMap(householdIds))], today);
  const cases: (DuplicateCase & { readonly purpose: string })[] = [];
  const problems: (readonly Problem[])[] = [];
  for (const finder of finders) {
    const { actorId, purpose, unionId, elsewhere } = finder;
    const unions = householdIds(finder).flatMap((id) => stewards.get(id) ?? []);
    const own = await unionsFor(sql, actorId, 'RECORD_HOUSEHOLD', unions, today);
    const reported = elsewhere.slice(0, MOST_OF_A_HOUSEHOLD).map(({ at, personId, householdId }) => {
      const found = problem('ALREADY_ON_FILE_ELSEWHERE', 'members', at, 'identityNumber');
      if (own.has(stewards.get(householdId) ?? '')) return found;
      const [id, changeId] = [newId(), newId()];
      const number = `${today.replaceAll('-', '')}-${id.slice(-8).toUpperCase()}`;
      cases.push({ id, number, staffId: actorId, personId, householdId, unionId, on: today, changeId, purpose });
      const zh = `${found.zh}，协查编号 ${number}，请联系共同上级`;
      const en = `${found.en}: ask the common superior about case ${number}`;
      return { ...found, zh, en, caseNumber: number };
    });
    problems.push(elsewhere.length > reported.length ? [...reported, problem('MORE_ELSEWHERE', 'members')] : reported);
  }
  await record(sql, cases);
  return problems;
}

async function record(sql: Sql, cases: readonly (DuplicateCase & { readonly purpose: string })[]): Promise<void> {
  const changes = cases.map(({ changeId: id, staffId: actorId, personId: subjectId, purpose }) => {
    return { id, actorId, action: 'FIND_ELSEWHERE' as const, purpose, subjectKind: 'PERSON' as const, subjectId };
  });
  await insertChanges(sql, changes);
  await insertDuplicateCases(sql, cases);
}

function householdIds({ elsewhere }: Finder): readonly string[] {
  return elsewhere.map(({ householdId }) => householdId);
}
