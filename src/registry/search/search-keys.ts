import { nameForm } from '../../fields/name-form.ts';
import { accountDigits, telephoneDigits } from '../../fields/number-forms.ts';
import { parseIdentityNumber } from '../../fields/identity-number.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import type { StoredHousehold, StoredPerson } from '../household/stored-household.ts';

/** One of the names of a person, with what they are searched and compared by. What is secret is stored as its token. */
export interface PersonKeys {
  readonly personId: string;
  readonly nameForm: string;
  /** The first letters of the name as it is read (pinyin), in small letters; empty if none of it has one. */
  readonly initials: string;
  /** `YYYY-MM-DD`: the day that is given, or else that of the identity number. */
  readonly birthDay: string | null;
  /** The text of {@link lastFourText}. */
  readonly lastFour: string | null;
  readonly telephone: string | null;
}

/** An account of a household; `null` if it has none. */
export interface AccountKey {
  readonly householdId: string;
  readonly account: string | null;
}

/** Reads names aloud: the initials of each way to read one. */
export type Reading = (name: string) => readonly string[];

/** The keys of a person, of all days that are on record. */
export function personKeys(
  { id: personId, identityNumber, versions }: Pick<StoredPerson, 'id' | 'identityNumber' | 'versions'>,
  read: Reading,
): readonly PersonKeys[] {
  const lastFour = identityNumber === null ? null : lastFourText(identityNumber.slice(-4));
  const states = versions.map(({ value: { name, birthDay, mobile } }) => {
    return { name, birthDay: birthDayText(birthDay, identityNumber), telephone: telephoneText(mobile) };
  });
  const distinct = new Map(states.map((state) => [JSON.stringify(state), state]));
  return [...distinct.values()].flatMap(({ name, birthDay, telephone }) =>
    read(name).map((initials) => {
      return { personId, nameForm: searchForm(name), initials: shorten(initials), birthDay, lastFour, telephone };
    }),
  );
}

/** The accounts of a household, of all days that are on record. */
export function accountKeys({
  id: householdId,
  versions,
}: Pick<StoredHousehold, 'id' | 'versions'>): readonly AccountKey[] {
  const accounts = new Set(versions.flatMap(({ value: { state } }) => accountText(state.accountNumber) ?? []));
  return accounts.size === 0
    ? [{ householdId, account: null }]
    : [...accounts].map((account) => ({ householdId, account }));
}

/** An index has no room for a text of thousands of characters, as one that was pasted into the name by mistake. */
const LONGEST = 100;

/** The form by which names are searched and compared: of a long one the beginning. */
export function searchForm(name: string): string {
  return shorten(nameForm(name));
}

function shorten(text: string): string {
  return Array.from(text).slice(0, LONGEST).join('');
}

/** The texts of which tokens are made; each begins with what it is, so that no token of one is that of another. */
export const lastFourText = (characters: string) => `last four ${characters}`;

function telephoneText(mobile: string | null): string | null {
  const digits = mobile === null ? undefined : telephoneDigits(mobile);
  return digits === undefined ? null : `telephone ${digits}`;
}

/** The text whose token says that two accounts are the same; `null` for what is no account. */
export function accountText(account: string | null): string | null {
  const digits = account === null ? undefined : accountDigits(account);
  return digits === undefined ? null : `account ${digits}`;
}

function birthDayText(birthDay: Day | null, identityNumber: string | null): string | null {
  if (birthDay !== null) return printDay(birthDay);
  const parsed = identityNumber === null ? undefined : parseIdentityNumber(identityNumber);
  return parsed?.ok === true ? printDay(parsed.value.birthDay) : null;
}
