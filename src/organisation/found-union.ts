import type { Sql } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { invariant } from '../kernel/invariant.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import { enterUnions, enterRegions } from './enter-organisation.ts';
import { hasRegion, rootUnions } from './union.store.ts';

/** The union that a register begins with: the root of the tree. */
export interface Founding {
  readonly code: string;
  /** The details to make it with; `null` if it must be on record already. */
  readonly made: {
    readonly name: string;
    /** The code of its division, six digits. */
    readonly region: string;
    readonly regionName: string;
  } | null;
}

/**
 * The first day of the root. The tree must hold on every day that the register covers, and its first files are of 2019.
 */
const SINCE = '2018-01-01';

export type FoundingFault = 'NO_SUCH_ROOT' | 'UNION_MISSING';

/** Finds the id of the root by its code; `null` if it can be made, because no union is on record yet. */
export async function findRoot(sql: Sql, { code, made }: Founding): Promise<Result<string | null, FoundingFault>> {
  const roots = await rootUnions(sql);
  const root = roots.find((one) => one.code === code);
  if (root !== undefined) return succeed(root.id);
  if (roots.length > 0) return fail('NO_SUCH_ROOT');
  return made === null ? fail('UNION_MISSING') : succeed(null);
}

/** Makes the root, and its division if that is missing, and returns the id of the root. */
export async function makeRoot(sql: Sql, changeId: string, { code, made }: Founding): Promise<string> {
  invariant(made !== null, 'what a union is made with was checked');
  const { name, region, regionName } = made;
  const id = newId();
  if (!(await hasRegion(sql, region))) await enterRegions(sql, changeId, region, { [region]: regionName });
  const union = { id, code, name, region, kind: 'MUNICIPAL', hasCentre: true, parentId: null, from: SINCE } as const;
  await enterUnions(sql, changeId, [union]);
  return id;
}
