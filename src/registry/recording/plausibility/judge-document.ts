import type { Sql } from '../../../database/database.ts';
import type { Day } from '../../../kernel/calendar.ts';
import type { RegisterHousehold } from '../../kinds.ts';
import { householdOn, type StoredHousehold } from '../../household/stored-household.ts';
import { findAll, isNotice, type Judged, loadGrounds, newAmong, toJudged } from './judge.ts';

/** A household that is given whole, as it holds from a day on. */
export interface HouseholdDocument {
  readonly from: Day;
  readonly household: RegisterHousehold;
  /** Whether an act gave a part of it, and the rest is what was on record. */
  readonly isPart: boolean;
  readonly stored: StoredHousehold;
}

/**
 * Judges households that are given whole. What was on record already is not refused again; of a document there are notices
 * about all that it gives, so that a workbook that is imported again has the same ones.
 */
export async function judgeDocuments(
  sql: Sql,
  documents: readonly HouseholdDocument[],
  today: string,
): Promise<readonly Judged[]> {
  const grounds = await loadGrounds(
    sql,
    documents.map(({ household }) => household),
    today,
  );
  return documents.map(({ from, household, isPart, stored }) => {
    const found = findAll(withNumbers(household, stored), grounds);
    const [notices = [], errors = []] = [true, false].map((is) => found.filter(({ code }) => isNotice(code) === is));
    const before = householdOn(stored, from);
    return toJudged([...newAmong(errors, before, grounds), ...(isPart ? newAmong(notices, before, grounds) : notices)]);
  });
}

/** The household with the identity numbers on record of members whose number was left out, which is unchanged. */
function withNumbers(household: RegisterHousehold, { members, persons }: StoredHousehold): RegisterHousehold {
  const numberOf = (key: string) => {
    const last = members.find((one) => one.key === key)?.versions.at(-1);
    return (last && persons.get(last.value.personId)?.identityNumber) ?? null;
  };
  return {
    ...household,
    members: household.members.map((member) => {
      return member.identityNumber === null ? { ...member, identityNumber: numberOf(member.key) } : member;
    }),
  };
}
