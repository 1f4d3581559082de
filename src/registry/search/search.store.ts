import { insertRows } from '../../database/table.ts';
import type { Sql } from '../../database/database.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import { loadStates } from '../household/household.read.ts';
import { loadPersons } from '../person/person.read.ts';
import { householdSearchTable, personSearchTable } from '../register.entity.ts';
import { loadReading } from './initials.ts';
import { type AccountKey, accountKeys, type PersonKeys, personKeys } from './search-keys.ts';

/** Whose keys are made: persons and households, by their ids. */
export interface Sought {
  readonly persons: readonly string[];
  readonly households: readonly string[];
}

/** The keys of a person of which the telephone was not there before, and perhaps the name and birth day. */
type NewPersonKeys = PersonKeys & { readonly isNewName: boolean };

/** The keys that were not there before. */
export interface NewKeys {
  readonly persons: readonly NewPersonKeys[];
  readonly accounts: readonly AccountKey[];
}

/** Makes the keys anew by what is on record now, and returns those that were not there. */
export async function refreshSearchKeys(sql: Sql, secrets: Secrets, { persons, households }: Sought): Promise<NewKeys> {
  return {
    persons: persons.length === 0 ? [] : await refreshPersons(sql, secrets, persons),
    accounts: households.length === 0 ? [] : await refreshAccounts(sql, secrets, households),
  };
}

async function refreshPersons(sql: Sql, secrets: Secrets, ids: readonly string[]): Promise<readonly NewPersonKeys[]> {
  const read = await loadReading();
  const persons = await loadPersons(sql, secrets, ids, 'NOW');
  const keys = [...persons.values()].flatMap((person) => personKeys(person, read));
  const gone = await sql.query<{ key: string; token: string | null }>(
    `delete from person_search where person_id = any($1)
     returning concat_ws(' ', person_id, name_form, birth_day) as key, encode(telephone, 'hex') as token`,
    [ids],
  );
  const rows = placed(keys, ({ personId }) => personId).map(({ lastFour, telephone, ...key }) => {
    return { ...key, ...tokensOf(secrets, { lastFour, telephone }) };
  });
  await insertRows(sql, personSearchTable, rows);
  const wasThere = lookup(gone, secrets);
  const names = new Set(gone.map(({ key }) => key));
  return keys.flatMap((own): readonly NewPersonKeys[] => {
    const key = [own.personId, own.nameForm, own.birthDay ?? []].flat().join(' ');
    return wasThere(key, own.telephone) ? [] : [{ ...own, isNewName: !names.has(key) }];
  });
}

async function refreshAccounts(sql: Sql, secrets: Secrets, ids: readonly string[]): Promise<readonly AccountKey[]> {
  const states = await loadStates(sql, secrets, ids);
  const keys = ids.flatMap((id) => accountKeys({ id, versions: states.get(id) ?? [] }));
  const gone = await sql.query<{ key: string; token: string | null }>(
    `delete from household_search where household_id = any($1)
     returning household_id as key, encode(account, 'hex') as token`,
    [ids],
  );
  const rows = placed(keys, ({ householdId }) => householdId).map(({ account, ...key }) => {
    return { ...key, ...tokensOf(secrets, { account }) };
  });
  await insertRows(sql, householdSearchTable, rows);
  const wasThere = lookup(gone, secrets);
  return keys.filter(({ householdId, account }) => !wasThere(householdId, account));
}

/** Each key with its place among those of its owner. */
function placed<K>(keys: readonly K[], ownerOf: (key: K) => string) {
  return [...Map.groupBy(keys, ownerOf).values()].flatMap((own) => own.map((key, place) => ({ ...key, place })));
}

/** Texts as their tokens, under the current version of the master keys. */
function tokensOf<Name extends string>({ token, version }: Secrets, texts: Readonly<Record<Name, string | null>>) {
  const keyVersion = version();
  const tokens = Object.entries<string | null>(texts).map(([name, text]) => {
    return [name, text === null ? null : token(text, keyVersion)] as const;
  });
  return { ...(Object.fromEntries(tokens) as Readonly<Record<Name, Buffer | null>>), keyVersion };
}

/** Whether a key was there, with a text whose token is of any version of the master keys. */
function lookup(gone: readonly { readonly key: string; readonly token: string | null }[], { tokens }: Secrets) {
  const before = new Set(gone.map(({ key, token }) => `${key} ${token ?? ''}`));
  return (key: string, text: string | null): boolean =>
    text === null
      ? before.has(`${key} `)
      : tokens(text).some(({ token }) => before.has(`${key} ${token.toString('hex')}`));
}
