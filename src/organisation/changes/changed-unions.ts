import type { Sql } from '../../database/database.ts';
import { liveUnionVersions, type UnionVersion } from '../union.store.ts';
import type { UnionChange } from './union-change.ts';

/** The unions that a change names, as they are on record: none where it names none, or one that there is not. */
export interface ChangedUnions {
  readonly own: readonly UnionVersion[];
  readonly target: readonly UnionVersion[];
}

/** The id of no union: what is missing is looked for too, so that the time does not tell it from what is forbidden. */
const NOTHING = '00000000-0000-0000-0000-000000000000';

export async function readChangedUnions(
  sql: Sql,
  { unionId, targetId }: Pick<UnionChange, 'unionId' | 'targetId'>,
): Promise<ChangedUnions> {
  return {
    own: await liveUnionVersions(sql, unionId ?? NOTHING),
    target: await liveUnionVersions(sql, targetId ?? NOTHING),
  };
}

/**
 * The unions in which a change is proposed and confirmed: the superiors of those that it names. The topmost union has no superior
 * and decides itself. None if a union that the change names is not on record.
 */
export function decidingUnions({ kind, unionId, targetId }: UnionChange, unions: ChangedUnions): readonly string[] {
  const [own, target] = [
    { id: unionId, versions: unions.own },
    { id: targetId, versions: unions.target },
  ];
  if ([own, target].some(({ id, versions }) => id !== null && versions.length === 0)) return [];
  const above = superiorOf(own);
  // The successor of a union is decided above it, unless it is the superior of the union that is merged.
  const hasSuccessor = kind === 'MERGE' || kind === 'HAND_OVER';
  const beside = hasSuccessor && !above.includes(targetId ?? '') ? superiorOf(target) : [targetId ?? []].flat();
  return [...new Set([...above, ...beside])];
}

function superiorOf({ id, versions }: { readonly id: string | null; readonly versions: readonly UnionVersion[] }) {
  return id === null ? [] : [versions.at(-1)?.parentId ?? id];
}
