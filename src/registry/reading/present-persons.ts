import type { KeyObject } from 'node:crypto';
import { identityOfToken } from '../../access/gateway/contract-token.ts';
import { keptRows, type OfRevision } from '../../database/reads/kept-rows.ts';
import { sharedRead } from '../../database/reads/shared-read.ts';
import type { Asked } from '../../fields/selected-fields.ts';
import type { Deps } from '../../usecase/command.ts';
import { personReading } from './person-row.ts';
import { type PresentPerson, readPresentPersons } from './present-person.read.ts';

/** What a person is asked for by: an id, or the token of an identity number under the key of a contract. */
export type PersonKey =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'token'; readonly token: string; readonly contractKey: KeyObject };

interface Key {
  readonly key: PersonKey;
  readonly asked: Asked;
}

const contracts = new WeakMap<KeyObject, number>();
let lastContract = 0;

/** Tells keys apart; the same token under another contract's key is another. */
export function personKeyId(key: PersonKey): string {
  if (key.by === 'id') return `id ${key.id}`;
  const contract = contracts.get(key.contractKey) ?? (lastContract += 1);
  contracts.set(key.contractKey, contract);
  return `token ${contract} ${key.token}`;
}

/** The identity number that a token opens to. */
export function numberOf(key: PersonKey): string | null {
  return key.by === 'id' ? null : identityOfToken(key.contractKey, key.token);
}

/** Persons who are of a household today, by {@link personKeyId}; where nothing of them is secret, of the revision kept. */
export async function presentPersons(
  deps: Deps,
  keys: readonly PersonKey[],
  asked: Asked,
): Promise<ReadonlyMap<string, PresentPerson>> {
  const readBy = asked === null || personReading(asked).hasSecrets ? present : kept;
  const kinds = [...Map.groupBy(keys, ({ by }) => by).values()];
  const read = (own: readonly PersonKey[]) =>
    readBy(
      deps,
      own.map((key) => ({ key, asked })),
    );
  const found = await Promise.all(kinds.map(read));
  const persons = new Map<string, PresentPerson>();
  for (const key of keys) {
    const id = personKeyId(key);
    const own = idOf({ key, asked }, deps);
    const one = found.find((of) => of.has(own))?.get(own)?.row ?? null;
    if (one !== null) persons.set(id, one);
  }
  return persons;
}

function idOf({ key, asked }: Key, { today }: Deps): string {
  return `${today} ${asked?.id ?? ''} ${personKeyId(key)}`;
}

const present = sharedRead<Key, OfRevision<PresentPerson>, Deps>({
  idOf,
  groupOf: ({ key: { by }, asked }, { today }) => `${today} ${by} ${asked?.id ?? ''}`,
  load: readAll,
});

const kept = keptRows(idOf, present);

async function readAll(deps: Deps, keys: readonly Key[]): Promise<ReadonlyMap<string, OfRevision<PresentPerson>>> {
  const { database, secrets, today } = deps;
  const [first] = keys;
  if (first === undefined) return new Map();
  const values = keys.map(({ key }) => (key.by === 'id' ? key.id : (numberOf(key) ?? '')));
  const by = first.key.by === 'id' ? 'id' : 'number';
  const { found, revision } = await database.session((sql) =>
    readPresentPersons(sql, secrets, { by, values: values.filter((value) => value !== ''), today, asked: first.asked }),
  );
  return new Map(
    keys.map((key, at) => [idOf(key, deps), { row: found.get(values[at] ?? '') ?? null, revision }] as const),
  );
}
