import type { KeyObject } from 'node:crypto';
import type { DataKey, Secrets } from '../../secrets/secrets.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import type { RegisterHousehold, RegisterMember } from '../kinds.ts';
import type { Persons } from './plan-household.ts';
import { findPersons, loadPersons, membersElsewhere } from '../person/person.read.ts';
import type { MemberElsewhere } from '../duplicates/duplicate-case.ts';
import { lockForWriting } from './lock-for-writing.store.ts';
import { endAfter, type StoredHousehold, type StoredPerson, versionOn } from '../household/stored-household.ts';

/** A person who is not yet on record. */
export interface NewPerson {
  readonly id: string;
  readonly identityNumber: string | null;
  readonly dataKey: DataKey;
}

export interface ResolvedPersons {
  /** The person of each member, by the member's key. */
  readonly known: Persons;
  readonly made: readonly NewPerson[];
  /** The data keys of all these persons, by their ids. */
  readonly keys: ReadonlyMap<string, KeyObject>;
  /** The persons who had no number until now. */
  readonly numbered: readonly { readonly id: string; readonly identityNumber: string }[];
  /** The indexes of members who are another member too: both numbers are of one person. */
  readonly doubled: readonly number[];
  /** The indexes of the members who had died before the end of the days for which they become one. */
  readonly dead: readonly number[];
  /** The members who belong to another household on record. */
  readonly elsewhere: readonly MemberElsewhere[];
}

interface PersonsRequest {
  readonly from: Day;
  readonly household: RegisterHousehold;
  readonly stored: StoredHousehold;
}

/** The persons on record, by identity number. */
type PersonsByNumber = ReadonlyMap<string, StoredPerson>;

/**
 * Finds the person of each member by the identity number, or by the member's last version if there is no number, and
 * makes the persons that are not on record. It also finds the members who belong to another household, since a person
 * may be in one household at a time (Article 14).
 */
export async function resolvePersons(
  sql: Sql,
  secrets: Secrets,
  wanted: readonly PersonsRequest[],
): Promise<readonly ResolvedPersons[]> {
  const known = await personsByNumber(sql, secrets, wanted);
  const memberships = wanted.flatMap(({ from, household, stored }) =>
    household.members.flatMap((member) => {
      const person = personBefore(stored, member, known);
      const days = person === undefined ? null : daysWritten(stored, member.key, person.id, from);
      return person === undefined || days === null ? [] : [{ personId: person.id, householdId: stored.id, ...days }];
    }),
  );
  const elsewhere = await membersElsewhere(sql, memberships);
  const make = newPersonMaker(secrets);
  return wanted.map(({ household, stored, from }) => {
    const own = household.members.map((member) => {
      const before = personBefore(stored, member, known);
      return { member, before, made: before === undefined ? make(member.identityNumber) : undefined };
    });
    const findId = ({ before, made }: (typeof own)[number]) => before?.id ?? made?.id ?? '';
    return {
      known: new Map(own.map((one) => [one.member.key, { id: findId(one), versions: one.before?.versions ?? [] }])),
      made: own.flatMap(({ made }) => made ?? []),
      keys: new Map(own.flatMap((one) => dataKeys(one).map((key) => [findId(one), key] as const))),
      numbered: own.flatMap(({ before, member: { identityNumber } }) => {
        const isNew = before?.identityNumber === null && identityNumber !== null;
        return isNew ? [{ id: before.id, identityNumber }] : [];
      }),
      doubled: doubledAt(own.map(findId)),
      dead: own.flatMap(({ before, member }, at) => (isDead(stored, member.key, before, from) ? [at] : [])),
      elsewhere: own.flatMap((one, at) => {
        const personId = findId(one);
        const householdId = elsewhere({ personId, householdId: stored.id });
        return householdId === undefined ? [] : [{ at, personId, householdId }];
      }),
    };
  });
}

async function personsByNumber(sql: Sql, secrets: Secrets, wanted: readonly PersonsRequest[]) {
  const numbers = wanted.flatMap(({ household }) => household.members.flatMap((member) => member.identityNumber ?? []));
  const found = await findPersons(sql, secrets, [...new Set(numbers)]);
  await lockForWriting(sql, [...found.values()]);
  // Somebody may have been merged, or been given a number, by who held the lock.
  const ids = await findPersons(sql, secrets, [...new Set(numbers)]);
  const persons = await loadPersons(sql, secrets, [...ids.values()], 'NOW');
  const entries = [...ids].flatMap(([number, id]) => {
    const person = persons.get(id);
    return person === undefined ? [] : [[number, person] as const];
  });
  return new Map(entries);
}

/** The indexes of ids that stand before too. */
function doubledAt(ids: readonly string[]): readonly number[] {
  return ids.flatMap((id, at) => (ids.indexOf(id) < at ? [at] : []));
}

/** Makes new persons: one for each identity number, and one for each member without a number. */
function newPersonMaker(secrets: Secrets): (identityNumber: string | null) => NewPerson {
  const made = new Map<string, NewPerson>();
  return (identityNumber) => {
    const before = made.get(identityNumber ?? '');
    if (before !== undefined) return before;
    const id = newId();
    const person = { id, identityNumber, dataKey: secrets.newDataKey(`person ${id}`) };
    if (identityNumber !== null) made.set(identityNumber, person);
    return person;
  };
}

/**
 * The person on record: of the number that is given, or else the one whom the member's key names, if they have no other number.
 * A number that is left out is unchanged: whoever sees it masked cannot repeat it.
 */
function personBefore(
  { members, persons }: StoredHousehold,
  { key, identityNumber }: RegisterMember,
  known: PersonsByNumber,
): StoredPerson | undefined {
  const numbered = identityNumber === null ? undefined : known.get(identityNumber);
  if (numbered !== undefined) return numbered;
  const last = members.find((member) => member.key === key)?.versions.at(-1);
  const person = last && persons.get(last.value.personId);
  return identityNumber === null || person?.identityNumber === null ? person : undefined;
}

/** Whether somebody would become a member for days after their death. */
function isDead(stored: StoredHousehold, key: string, person: StoredPerson | undefined, from: Day): boolean {
  if (person?.death === null || person === undefined) return false;
  const days = daysWritten(stored, key, person.id, from);
  return days !== null && (days.to === null || days.to > printDay(person.death.on));
}

/** The days for which a person becomes a member, until before `to`; `null` if they are on record as one on the first of them. */
function daysWritten(stored: StoredHousehold, key: string, personId: string, from: Day) {
  const { members } = stored;
  const versions = members.find((member) => member.key === key)?.versions ?? [];
  const current = versionOn(versions, from);
  if (current?.value.personId === personId) return null;
  const begins = versions.map((one) => one.from).filter((day) => day > from);
  const ends = [current?.to, endAfter(stored, from)].filter((day) => typeof day === 'number');
  const next = Math.min(...begins, ...ends);
  return { from: printDay(from), to: Number.isFinite(next) ? printDay(next as Day) : null };
}

function dataKeys({
  before,
  made,
}: {
  before: StoredPerson | undefined;
  made: NewPerson | undefined;
}): readonly KeyObject[] {
  const key = before?.dataKey ?? made?.dataKey.key;
  return key === undefined ? [] : [key];
}
