import type { Sql } from '../../database/database.ts';
import { invariant } from '../../kernel/invariant.ts';
import {
  insertDivisionName,
  insertRegions,
  insertUnions,
  liveUnionVersions,
  refreshUnionClosure,
  setUnionVersions,
  type UnionVersion,
} from '../union.store.ts';
import { changedFrom } from './changed-from.ts';
import type { UnionChange } from './union-change.ts';
import { unionsDirectlyUnder } from './union-tree.read.ts';

/** Makes a change of unions that was checked, and brings the tree in line. `unionId` is the id of the union, or of the new one. */
export async function applyUnionChange(
  sql: Sql,
  changeId: string,
  unionId: string,
  change: UnionChange,
): Promise<void> {
  if (change.kind === 'FOUND_DIVISION') return foundDivision(sql, changeId, change);
  if (change.kind === 'RENAME_DIVISION') return insertDivisionName(sql, changeId, named(change));
  if (change.kind === 'FOUND') await found(sql, changeId, unionId, change);
  else await changeUnion(sql, changeId, unionId, change.from, () => versionOf(change));
  if (change.kind === 'MERGE') await moveUnionsUnder(sql, changeId, unionId, change);
  await refreshUnionClosure(sql, changeId);
}

async function foundDivision(sql: Sql, changeId: string, { code, name, targetId }: UnionChange): Promise<void> {
  const superior = (await liveUnionVersions(sql, targetId ?? '')).at(-1)?.region;
  invariant(code !== null && name !== null && superior !== undefined, 'what a division is recorded with was checked');
  await insertRegions(sql, changeId, superior, { [code]: name });
}

function named({ code, name, from }: UnionChange) {
  invariant(code !== null && name !== null, 'what a division is renamed with was checked');
  return { code, name, from };
}

function found(sql: Sql, changeId: string, id: string, change: UnionChange): Promise<void> {
  const { code, name, unionKind: kind, region, targetId: parentId, centreName, from } = change;
  invariant(
    code !== null && name !== null && kind !== null && region !== null,
    'what a union is founded with was checked',
  );
  const hasCentre = centreName !== null;
  return insertUnions(sql, changeId, [{ id, code, name, kind, region, hasCentre, centreName, parentId, from }]);
}

async function changeUnion(
  sql: Sql,
  changeId: string,
  unionId: string,
  day: string,
  change: (version: UnionVersion) => Partial<UnionVersion>,
): Promise<void> {
  const versions = await liveUnionVersions(sql, unionId);
  await setUnionVersions(sql, changeId, unionId, changedFrom(versions, day, change));
}

const NO_CENTRE = { hasCentre: false, centreName: null } as const;

/** What a union is from the day of a change on. One that is merged is put under its successor, which keeps its households. */
function versionOf({ kind, name, centreName, targetId }: UnionChange): Partial<UnionVersion> {
  switch (kind) {
    case 'RENAME':
      return name === null ? {} : { name };
    case 'NAME_CENTRE':
      return { hasCentre: centreName !== null, centreName };
    case 'MERGE':
    case 'HAND_OVER':
      return { state: 'MERGED', parentId: targetId, ...NO_CENTRE };
    case 'DISSOLVE':
      return { state: 'DISSOLVED', ...NO_CENTRE };
    default:
      return { parentId: targetId };
  }
}

/** Puts the unions under one that is merged under its successor. */
async function moveUnionsUnder(sql: Sql, changeId: string, unionId: string, change: UnionChange): Promise<void> {
  const { from, targetId } = change;
  for (const id of await unionsDirectlyUnder(sql, unionId, from)) {
    await changeUnion(sql, changeId, id, from, ({ parentId }) => (parentId === unionId ? { parentId: targetId } : {}));
  }
}
