import type { KeyObject } from 'node:crypto';
import { identityOfToken } from '../../signing/contract-token.ts';
import { cachedRows } from '../../database/reads/areas/cached-rows.ts';
import { coalescedRead } from '../../database/reads/coalesced-read.ts';
import type { SelectedFields } from '../../fields/selected-fields.ts';
import type { Deps } from '../../usecase/command.ts';
import { personReader } from './person-row.ts';
import { type PresentPerson, readPresentPersons } from './present-person.read.ts';

/** The key of a person: an id, or the token of an identity number under the key of a contract. */
export type PersonKey =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'token'; readonly token: string; readonly contractKey: KeyObject };

interface Key {
  readonly key: PersonKey;
  readonly selectedFields: SelectedFields;
}

const contracts = new WeakMap<KeyObject, number>();
let lastContract = 0;

/** A text that identifies a key; the same token under another contract is another key. */
export function personKeyId(key: PersonKey): string {
  if (key.by === 'id') return `id ${key.id}`;
  const contract = contracts.get(key.contractKey) ?? (lastContract += 1);
  contracts.set(key.contractKey, contract);
  return `token ${contract} ${key.token}`;
}

/** The identity number in a token; `null` for an id, and for a token that the contract's key does not open. */
export function identityNumberIn(key: PersonKey): string | null {
  return key.by === 'id' ? null : identityOfToken(key.contractKey, key.token);
}

/**
 * Reads the persons who belong to a household today, by {@link personKeyId}. Rows without encrypted fields are cached
 * until the register changes.
 */
export async function presentPersons(
  deps: Deps,
  keys: readonly PersonKey[],
  selectedFields: SelectedFields,
): Promise<ReadonlyMap<string, PresentPerson>> {
  const readBy = selectedFields === null || personReader(selectedFields).hasSecrets ? present : cachedPersons;
  const kinds = [...Map.groupBy(keys, ({ by }) => by).values()];
  const read = (own: readonly PersonKey[]) =>
    readBy(
      deps,
      own.map((key) => ({ key, selectedFields })),
    );
  const found = await Promise.all(kinds.map(read));
  const persons = new Map<string, PresentPerson>();
  for (const key of keys) {
    const id = personKeyId(key);
    const own = cacheKey({ key, selectedFields }, deps);
    const one = found.find((of) => of.has(own))?.get(own) ?? null;
    if (one !== null) persons.set(id, one);
  }
  return persons;
}

function cacheKey({ key, selectedFields }: Key, { today }: Deps): string {
  return `${today} ${selectedFields?.id ?? ''} ${personKeyId(key)}`;
}

const present = coalescedRead<Key, PresentPerson | null, Deps>({
  cacheKey,
  groupKey: ({ key: { by }, selectedFields }, { today }) => `${today} ${by} ${selectedFields?.id ?? ''}`,
  load: readAll,
});

const cachedPersons = cachedRows('present persons', cacheKey, present);

async function readAll(deps: Deps, keys: readonly Key[]): Promise<ReadonlyMap<string, PresentPerson | null>> {
  const { database, secrets, today } = deps;
  const [first] = keys;
  if (first === undefined) return new Map();
  const values = keys.map(({ key }) => (key.by === 'id' ? key.id : (identityNumberIn(key) ?? '')));
  const by = first.key.by === 'id' ? 'id' : 'number';
  const found = await database.session((sql) =>
    readPresentPersons(sql, secrets, {
      by,
      values: values.filter((value) => value !== ''),
      today,
      selectedFields: first.selectedFields,
    }),
  );
  return new Map(keys.map((key, at) => [cacheKey(key, deps), found.get(values[at] ?? '') ?? null] as const));
}
