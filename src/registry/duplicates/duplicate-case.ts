import { unionsFor } from '../../access/staff.read.ts';
import { loadStewards } from '../../access/territory.read.ts';
import { insertChanges } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { RegisterHousehold } from '../kinds.ts';
import { problem, type Problem } from '../../usecase/problem.ts';
import type { Finding } from './finding.codes.ts';
import type { StoredHousehold } from '../household/stored-household.ts';
import {
  type CaseKey,
  countDuplicateCases,
  type DuplicateCase,
  findDuplicateCases,
  holdCases,
  insertDuplicateCases,
} from './duplicate-case.store.ts';

/** A member who is on file in another household. */
export interface MemberElsewhere {
  /** The index of the member. */
  readonly at: number;
  readonly personId: string;
  /** The other household. */
  readonly householdId: string;
}

/** Somebody who looks for persons, with their purpose and the union that they record for. */
export interface Looker {
  readonly actorId: string;
  readonly purpose: string;
  readonly unionId: string;
}

interface Finder extends Looker {
  readonly elsewhere: readonly MemberElsewhere[];
}

/** Who is on file in another household, and what is the same; `null`: too little to tell anybody outside the territory. */
export interface Found {
  readonly finding: Finding | null;
  readonly personId: string;
  readonly householdId: string;
}

/** Where that household is: within the actor's territory; or outside, under a case, which is not made once the quota is spent. */
export type Place =
  { readonly is: 'WITHIN' | 'QUOTA_SPENT' | 'UNTOLD' } | { readonly is: 'OUTSIDE'; readonly caseNumber: string };

/**
 * The most members elsewhere that are reported of a household, and the most cases that an actor may cause in a day.
 * Each report reveals that somebody is on file, so the limits keep anybody from searching the register (DESIGN, section
 * 4).
 */
export const MOST_OF_A_HOUSEHOLD = 5;
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
  const reported = finders.map(({ elsewhere, ...looker }) => {
    const found = elsewhere
      .slice(0, MOST_OF_A_HOUSEHOLD)
      .map((one) => ({ ...one, finding: 'IDENTITY_NUMBER' as const }));
    return { ...looker, found };
  });
  const places = await placeFindings(sql, reported, today);
  return reported.map(({ found }, at) => {
    const problems = found.map((one, index) => elsewhereProblem(one.at, places[at]?.[index]));
    const isMore = (finders[at]?.elsewhere.length ?? 0) > found.length;
    return isMore ? [...problems, problem('MORE_ELSEWHERE', 'members')] : problems;
  });
}

function elsewhereProblem(at: number, place: Place | undefined): Problem {
  if (place?.is === 'QUOTA_SPENT') return problem('TOO_MANY_ELSEWHERE', 'members');
  const found = problem('ALREADY_ON_FILE_ELSEWHERE', 'members', at, 'identityNumber');
  return place?.is === 'OUTSIDE' ? underCase(found, place.caseNumber) : found;
}

/** A problem or notice with the number of its case. */
export function underCase<P extends Bilingual>(found: P, caseNumber: string): P & { readonly caseNumber: string } {
  const zh = `${found.zh}，协查编号 ${caseNumber}，请联系共同上级`;
  const en = `${found.en}: ask the common superior about case ${caseNumber}`;
  return { ...found, zh, en, caseNumber };
}

/**
 * Says of each finding where its household is. Outside the actor's territory it is told under one case for the common superior,
 * however often it is found; each new case counts towards the actor's quota of the day.
 */
export async function placeFindings(
  sql: Sql,
  lookers: readonly (Looker & { readonly found: readonly Found[] })[],
  today: string,
): Promise<readonly (readonly Place[])[]> {
  if (lookers.every(({ found }) => found.length === 0)) return lookers.map(() => []);
  const households = lookers.flatMap(({ found }) => found.map(({ householdId }) => householdId));
  const stewards = await loadStewards(sql, [...new Set(households)], today);
  const keys = lookers.flatMap(({ unionId, found }) =>
    found.flatMap(({ finding, ...one }) => (finding === null ? [] : [{ ...one, finding, unionId }])),
  );
  const actors = [...new Set(lookers.map(({ actorId }) => actorId))];
  await holdCases(
    sql,
    actors,
    lookers.map(({ unionId }) => unionId),
  );
  const numberOf = await findDuplicateCases(sql, keys);
  const spent = new Map(await countDuplicateCases(sql, actors, today));
  const isWithin = await territories(sql, actors, stewards, today);
  const cases: NewCase[] = [];
  const places = lookers.map(({ actorId, purpose, unionId, found }) => {
    const caseOf = (key: CaseKey): Place => {
      const before = numberOf(key) ?? cases.find((one) => isSameCase(one, key))?.number;
      if (before !== undefined) return { is: 'OUTSIDE', caseNumber: before };
      const count = spent.get(actorId) ?? 0;
      if (count >= MOST_OF_A_DAY) return { is: 'QUOTA_SPENT' };
      spent.set(actorId, count + 1);
      const made = newCase({ ...key, staffId: actorId, purpose }, today);
      cases.push(made);
      return { is: 'OUTSIDE', caseNumber: made.number };
    };
    return found.map(({ finding, personId, householdId }): Place => {
      if (isWithin(actorId, householdId)) return { is: 'WITHIN' };
      return finding === null ? { is: 'UNTOLD' } : caseOf({ finding, personId, householdId, unionId });
    });
  });
  await record(sql, cases);
  return places;
}

/** Whether a household is within the territory of a member of staff, by the stewards of households. */
async function territories(
  sql: Sql,
  actorIds: readonly string[],
  stewards: ReadonlyMap<string, string>,
  today: string,
): Promise<(actorId: string, householdId: string) => boolean> {
  const unions = [...new Set(stewards.values())];
  const own = new Map<string, ReadonlySet<string>>();
  for (const actorId of actorIds) {
    own.set(actorId, await unionsFor(sql, actorId, 'RECORD_HOUSEHOLD', unions, today));
  }
  return (actorId, householdId) => own.get(actorId)?.has(stewards.get(householdId) ?? '') === true;
}

type NewCase = DuplicateCase & { readonly purpose: string };

function newCase(of: CaseKey & Pick<NewCase, 'purpose' | 'staffId'>, today: string): NewCase {
  const [id, changeId] = [newId(), newId()];
  const number = `${today.replaceAll('-', '')}-${id.slice(-8).toUpperCase()}`;
  return { id, number, ...of, on: today, changeId };
}

function isSameCase(one: CaseKey, other: CaseKey): boolean {
  return (['finding', 'personId', 'householdId', 'unionId'] as const).every((name) => one[name] === other[name]);
}

async function record(sql: Sql, cases: readonly NewCase[]): Promise<void> {
  const changes = cases.map(({ changeId: id, staffId: actorId, personId: subjectId, purpose }) => {
    return { id, actorId, action: 'FIND_ELSEWHERE' as const, purpose, subjectKind: 'PERSON' as const, subjectId };
  });
  await insertChanges(sql, changes);
  await insertDuplicateCases(sql, cases);
}
