import { createSecretKey } from 'node:crypto';
import { contractToken } from '../../../../src/signing/contract-token.ts';
import type { Database } from '../../../../src/database/database.ts';
import { type PersonKey, personKeyId, presentPersons } from '../../../../src/registry/reading/present-persons.ts';
import type { TestRegister } from '../../../support/register.ts';

type Asked = Pick<TestRegister, 'deps' | 'platform'>;

const CONTRACT = createSecretKey(Buffer.alloc(32, 7));
const CLEAR = { id: 1, keys: new Set(['name', 'sex', 'workState']) };

/** The answer of every cached field, by a name: persons by id and by token. */
export async function cachedAnswers(
  register: Asked,
  database: Database,
  { persons }: { persons: readonly { id: string; number: string }[] },
): Promise<Readonly<Record<string, string>>> {
  const deps = { ...register.deps, database };
  const answers: Record<string, string> = {};
  const keys = persons.flatMap(({ id, number }): PersonKey[] => [
    { by: 'id', id },
    { by: 'token', token: contractToken(CONTRACT, number), contractKey: CONTRACT },
  ]);
  const found = await presentPersons(deps, keys, CLEAR);
  for (const [at, key] of keys.entries()) {
    answers[`person ${key.by} ${Math.floor(at / 2)}`] = JSON.stringify(found.get(personKeyId(key)) ?? null);
  }
  return answers;
}
