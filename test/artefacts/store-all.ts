import { storeArtefact } from '../../src/artefacts/store-artefact.ts';
import type { StoredArtefact } from '../../src/artefacts/artefact.ts';
import type { Sql } from '../../src/database/database.ts';
import { insertChange } from '../../src/database/time/change-log.ts';
import type { TestRegister } from '../support/register.ts';

export interface Content {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** The change that a test's transaction records what it stores in. */
export function beginChange(sql: Sql, { ids }: Pick<TestRegister, 'ids'>): Promise<string> {
  const actorId = ids['admin'] ?? '';
  return insertChange(sql, { actorId, purpose: '测试' }, 'MAKE_SAMPLE', 'STAFF', actorId);
}

/** Stores contents, in their order, in one transaction. */
export function storeAll(
  register: Pick<TestRegister, 'deps' | 'ids'>,
  contents: readonly Content[],
): Promise<readonly StoredArtefact[]> {
  const { database, secrets } = register.deps;
  return database.transaction(async (sql) => {
    const changeId = await beginChange(sql, register);
    const stored: StoredArtefact[] = [];
    for (const content of contents) stored.push(await storeArtefact(sql, secrets, changeId, content));
    return stored;
  });
}
