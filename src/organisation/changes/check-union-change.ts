import type { Sql } from '../../database/database.ts';
import { type Problem, problem, type ProblemCode } from '../../usecase/problem.ts';
import { claimsOtherDivision } from '../divisions/part-of.ts';
import { hasRegion, type UnionVersion } from '../union.store.ts';
import type { ChangedUnions } from './changed-unions.ts';
import { checkDivision } from './check-division.ts';
import { isOfDivision, type UnionChange } from './union-change.ts';
import { hasActiveUnionsUnder, hasUnionCode, isEverUnder, lineLength, MOST_STEPS } from './union-tree.read.ts';

/** Why a change of unions that are on record cannot be made; `null` if it can. What it names must be on record. */
export async function checkUnionChange(
  sql: Sql,
  change: UnionChange,
  { own, target }: ChangedUnions,
): Promise<Problem | null> {
  const [ofUnion, ofTarget] = [placeOf(own), placeOf(target)];
  const plain = firstOf(
    ofUnion === null ? null : checkOwn(change, ofUnion),
    ofTarget === null ? null : checkTarget(change, ofTarget, ofUnion),
  );
  if (plain !== null) return plain;
  if (isOfDivision(change)) return checkDivision(sql, change, target);
  if (change.kind === 'FOUND') return (await checkFounded(sql, change)) ?? checkLine(sql, change);
  return change.kind === 'DISSOLVE' ? checkBelow(sql, change) : checkLine(sql, change);
}

/** A union on record: its first and its last version. */
interface Place {
  readonly first: UnionVersion;
  readonly last: UnionVersion;
}

function placeOf(versions: readonly UnionVersion[]): Place | null {
  const [first, last] = [versions[0], versions.at(-1)];
  return first === undefined || last === undefined ? null : { first, last };
}

function firstOf(...problems: readonly (Problem | null)[]): Problem | null {
  return problems.find((one) => one !== null) ?? null;
}

function when(isSo: boolean, code: ProblemCode, path: string): Problem | null {
  return isSo ? problem(code, path) : null;
}

/** The kinds of changes that the topmost union can have too. */
const OF_EVERY_UNION: readonly UnionChange['kind'][] = ['RENAME', 'NAME_CENTRE'];

function checkOwn({ kind, name, from, centreName }: UnionChange, { first, last }: Place): Problem | null {
  return firstOf(
    checkState(kind, last),
    // A union counts before its first day as on it: a change from that day would alter the days before.
    when(from <= first.from || from < last.from, 'LATER_UNION_CHANGE', 'from'),
    when(last.parentId === null && !OF_EVERY_UNION.includes(kind), 'ROOT_STAYS', 'union'),
    when(kind === 'RENAME' && name === last.name, 'NOTHING_CHANGES', 'name'),
    when(kind === 'NAME_CENTRE' && hasCentre(last, centreName), 'NOTHING_CHANGES', 'centreName'),
  );
}

/** Only of a dissolved union are households handed over, once; nothing else becomes of one that has ended. */
function checkState(kind: UnionChange['kind'], { state }: UnionVersion): Problem | null {
  if (kind !== 'HAND_OVER') return when(state !== 'ACTIVE', 'UNION_DISSOLVED', 'union');
  if (state === 'ACTIVE') return problem('NOT_DISSOLVED', 'union');
  return when(state === 'MERGED', 'HANDED_OVER', 'union');
}

/** Whether a union has a centre of this name or, with `null`, none. */
function hasCentre(version: UnionVersion, name: string | null): boolean {
  return name === null ? !version.hasCentre : version.centreName === name;
}

function checkTarget(
  { kind, unionId, targetId, from }: UnionChange,
  { first, last }: Place,
  own: Place | null,
): Problem | null {
  return firstOf(
    when(targetId === unionId, 'UNDER_ITSELF', 'target'),
    when(last.state !== 'ACTIVE', 'UNION_DISSOLVED', 'target'),
    when(first.from > from, 'SUPERIOR_NOT_YET', 'from'),
    when(kind === 'MOVE' && own?.last.parentId === targetId, 'NOTHING_CHANGES', 'target'),
  );
}

async function checkFounded(sql: Sql, { code, region }: UnionChange): Promise<Problem | null> {
  if (claimsOtherDivision({ code, region })) return problem('CODE_OF_OTHER_DIVISION', 'code');
  if (await hasUnionCode(sql, code ?? '')) return problem('CODE_TAKEN', 'code');
  return when(!(await hasRegion(sql, region ?? '')), 'NO_SUCH_DIVISION', 'region');
}

async function checkBelow(sql: Sql, { unionId, from }: UnionChange): Promise<Problem | null> {
  return when(await hasActiveUnionsUnder(sql, unionId ?? '', from), 'UNIONS_UNDER_IT', 'union');
}

/** Checks that a union can be under another one: that the other is not under it, and that the tree does not become too deep. */
async function checkLine(sql: Sql, { unionId, targetId, from }: UnionChange): Promise<Problem | null> {
  if (targetId === null) return null;
  if (unionId !== null && (await isEverUnder(sql, targetId, unionId, from))) return problem('UNDER_ITSELF', 'target');
  return when((await lineLength(sql, unionId, targetId)) > MOST_STEPS, 'TREE_TOO_DEEP', 'target');
}
