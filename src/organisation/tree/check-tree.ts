import { type Problem, type ProblemCode, problem } from '../../usecase/problem.ts';
import { MOST_STEPS } from '../changes/union-tree.read.ts';
import { claimsOtherDivision, isPartOf } from '../divisions/part-of.ts';
import { checkDivisionCode } from '../divisions/check-division-code.ts';
import type { RecordedTree, RecordedUnion } from './recorded-tree.read.ts';
import type { TreeRow } from './tree-row.ts';

/** What a row may be wrong in, by its column. */
type Column = keyof TreeRow;
type Fault = readonly [code: ProblemCode, column: Column];

/** A workbook beside the register: its rows by kind and code. */
interface Beside {
  readonly recorded: RecordedTree;
  readonly unions: ReadonlyMap<string, TreeRow>;
  readonly divisions: ReadonlyMap<string, TreeRow>;
}

/**
 * Checks the rows of a workbook against each other and against the register. The path of a problem is `rows.N.column`. What is on
 * record already as its row says is no fault; {@link isOnRecord} tells which rows are.
 */
export function checkTree(rows: readonly TreeRow[], recorded: RecordedTree): readonly Problem[] {
  const ofKind = (kind: TreeRow['kind']) => {
    return new Map(rows.filter((row) => row.kind === kind).map((row) => [row.code, row] as const));
  };
  const beside = { recorded, unions: ofKind('FOUND'), divisions: ofKind('FOUND_DIVISION') };
  return rows.flatMap((row, at) => {
    const faults = [
      ...checkTwice(row, beside),
      ...(isOnRecord(row, recorded) ? checkSame(row, beside) : checkNew(row, beside)),
    ];
    return faults.map(([code, column]) => problem(code, 'rows', at, column));
  });
}

/** Whether there is a union or a division of the code of a row. */
export function isOnRecord({ kind, code }: TreeRow, { unions, divisions }: RecordedTree): boolean {
  return kind === 'FOUND' ? unions.has(code) : divisions.has(code);
}

function checkTwice(row: TreeRow, { unions, divisions }: Beside): readonly Fault[] {
  const last = (row.kind === 'FOUND' ? unions : divisions).get(row.code);
  return last === row ? [] : [['CODE_TWICE', 'code']];
}

/** Checks that what is on record is as the row says: a workbook founds, and changes nothing. */
function checkSame(row: TreeRow, { recorded }: Beside): readonly Fault[] {
  if (row.kind === 'FOUND_DIVISION') {
    const division = recorded.divisions.get(row.code);
    return division === undefined ? [] : differences(row, { name: division.name, superiorCode: division.superiorCode });
  }
  const union = recorded.unions.get(row.code);
  if (union?.isWithin !== true) return [['CODE_TAKEN', 'code']];
  const { name, kind: unionKind, region, superiorCode, centreName, from } = union;
  return [
    ...differences(row, { name, unionKind, region, superiorCode, centreName, from }),
    ...(union.state === 'ACTIVE' ? [] : [['UNION_DISSOLVED', 'code'] as const]),
  ];
}

function differences(row: TreeRow, recorded: Partial<TreeRow>): readonly Fault[] {
  const columns = Object.keys(recorded) as readonly Column[];
  return columns.filter((name) => row[name] !== recorded[name]).map((name) => ['ON_RECORD_OTHERWISE', name] as const);
}

function checkNew(row: TreeRow, beside: Beside): readonly Fault[] {
  return row.kind === 'FOUND'
    ? [...checkPlace(row, beside), ...checkSuperior(row, beside)]
    : checkDivision(row, beside);
}

function checkDivision({ code, superiorCode, unlisted, from }: TreeRow, beside: Beside): readonly Fault[] {
  const superior = superiorCode ?? '';
  if (!hasDivision(superior, beside)) return [['NO_SUCH_DIVISION', 'superiorCode']];
  if (!isPartOf(code, superior) || !isPartOf(code, beside.recorded.region)) return [['NOT_IN_DIVISION', 'code']];
  const unknown = unlisted ? null : checkDivisionCode(code, from);
  return unknown === null ? [] : [[unknown, 'code']];
}

function hasDivision(code: string, { recorded, divisions }: Beside): boolean {
  return recorded.divisions.has(code) || divisions.has(code);
}

function checkPlace(row: TreeRow, beside: Beside): readonly Fault[] {
  if (!hasDivision(row.region ?? '', beside)) return [['NO_SUCH_DIVISION', 'region']];
  return claimsOtherDivision(row) ? [['CODE_OF_OTHER_DIVISION', 'code']] : [];
}

/** Checks the line of a union up to one that is on record. */
function checkSuperior(row: TreeRow, beside: Beside): readonly Fault[] {
  if (row.superiorCode === null) return [['REQUIRED', 'superiorCode']];
  const line = lineOf(row, beside);
  if (line === 'CIRCLE') return [['UNDER_ITSELF', 'superiorCode']];
  if (line.superior?.isWithin !== true) return [['NO_SUCH_SUPERIOR', 'superiorCode']];
  if (line.superior.state !== 'ACTIVE') return [['UNION_DISSOLVED', 'superiorCode']];
  if (firstDayOf(row.superiorCode, beside) > row.from) return [['SUPERIOR_NOT_YET', 'from']];
  return line.steps + line.superior.depth > MOST_STEPS ? [['TREE_TOO_DEEP', 'superiorCode']] : [];
}

/** The first day of a union, on record or in the workbook. */
function firstDayOf(code: string, { recorded, unions }: Beside): string {
  return (recorded.unions.get(code) ?? unions.get(code))?.from ?? '';
}

interface Line {
  /** The first union above that is on record; `undefined` if the line ends before. */
  readonly superior: RecordedUnion | undefined;
  readonly steps: number;
}

function lineOf(row: TreeRow, { recorded, unions }: Beside): Line | 'CIRCLE' {
  const seen = new Set([row.code]);
  let above: TreeRow | undefined = row;
  while (above !== undefined) {
    const code: string = above.superiorCode ?? '';
    const superior = recorded.unions.get(code);
    if (superior !== undefined) return { superior, steps: seen.size };
    if (seen.has(code)) return 'CIRCLE';
    seen.add(code);
    above = unions.get(code);
  }
  return { superior: undefined, steps: seen.size };
}
