import type { Sql } from '../../database/database.ts';
import { type Problem, problem } from '../../usecase/problem.ts';
import { checkDivisionCode } from '../divisions/check-division-code.ts';
import { lastDivisionName } from '../divisions/division-name.read.ts';
import { isPartOf } from '../divisions/part-of.ts';
import { hasRegion, type UnionVersion } from '../union.store.ts';
import type { UnionChange } from './union-change.ts';

/** Checks a division that is put on record or renamed, beside the versions of the union that it is named with. */
export function checkDivision(sql: Sql, change: UnionChange, target: readonly UnionVersion[]): Promise<Problem | null> {
  const superior = target.at(-1);
  return change.kind === 'FOUND_DIVISION'
    ? checkNewDivision(sql, change, superior?.region ?? '')
    : checkDivisionName(sql, change, superior);
}

/**
 * Checks a new division by GB/T 2260: two digits each for the province, the prefecture and the county, so that a division begins
 * as the one that it is part of; and the editions have it, unless it is proposed as one that they do not list yet.
 */
async function checkNewDivision(
  sql: Sql,
  { code: given, unlisted, from }: UnionChange,
  superior: string,
): Promise<Problem | null> {
  const code = given ?? '';
  if (!/^\d{6}$/.test(code)) return problem('WRONG_REGION', 'code');
  if (!isPartOf(code, superior)) return problem('NOT_IN_DIVISION', 'code');
  const unknown = unlisted ? null : checkDivisionCode(code, from);
  if (unknown !== null) return problem(unknown, 'code');
  return (await hasRegion(sql, code)) ? problem('CODE_TAKEN', 'code') : null;
}

/**
 * Checks a new name of a division: the union is of a division that this one is part of, or the topmost one of the division itself,
 * and no name of that day or a later one is on record.
 */
async function checkDivisionName(
  sql: Sql,
  { code: given, name, from }: UnionChange,
  superior: UnionVersion | undefined,
): Promise<Problem | null> {
  const code = given ?? '';
  const last = await lastDivisionName(sql, code);
  if (last === undefined || !isNamedBy(superior, code)) return problem('NO_SUCH_DIVISION', 'code');
  if (name === last.name) return problem('NOTHING_CHANGES', 'name');
  return last.from !== null && from <= last.from ? problem('LATER_DIVISION_NAME', 'from') : null;
}

function isNamedBy(union: UnionVersion | undefined, code: string): boolean {
  if (union === undefined) return false;
  return isPartOf(code, union.region) || (union.parentId === null && union.region === code);
}
