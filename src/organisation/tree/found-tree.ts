import type { Sql } from '../../database/database.ts';
import { invariant } from '../../kernel/invariant.ts';
import { insertDivisions, insertUnions, type NewUnion, refreshUnionClosure } from '../union.store.ts';
import type { RecordedTree } from './recorded-tree.read.ts';
import type { TreeRow } from './tree-row.ts';

/** A row with the id that its union gets. */
export interface NewTreeRow extends TreeRow {
  readonly id: string;
}

/** Founds the divisions and unions of a workbook that was checked, and brings the tree in line. */
export async function foundTree(
  sql: Sql,
  changeId: string,
  rows: readonly NewTreeRow[],
  { unions: recorded }: RecordedTree,
): Promise<void> {
  const [divisions, unions] = [
    rows.filter(({ kind }) => kind === 'FOUND_DIVISION'),
    rows.filter(({ kind }) => kind === 'FOUND'),
  ];
  const ids = new Map([...recorded.values(), ...unions].map(({ code, id }) => [code, id]));
  await insertDivisions(
    sql,
    changeId,
    divisions.map(({ code, name, superiorCode: parentCode }) => ({ code, name, parentCode })),
  );
  await insertUnions(
    sql,
    changeId,
    unions.map((row) => newUnion(row, ids.get(row.superiorCode ?? ''))),
  );
  await refreshUnionClosure(sql, changeId);
}

function newUnion(
  { id, code, name, unionKind: kind, region, centreName, from }: NewTreeRow,
  parentId: string | undefined,
): NewUnion {
  invariant(kind !== null && region !== null && parentId !== undefined, 'what a union is founded with was checked');
  return { id, code, name, kind, region, hasCentre: centreName !== null, centreName, parentId, from };
}
