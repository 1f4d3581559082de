import { type Day, printDay } from '../../kernel/calendar.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { UnionKind } from '../../organisation/union.codes.ts';
import type { ProposedTreeRow } from '../../staff/organising/tree/propose-tree.ts';
import type { Problem } from '../../usecase/problem.ts';
import { faultAtCell, type PlainRow, readPlainSheet, withWorkbook } from '../plain-sheets/read-plain-sheet.ts';
import type { ImportFault } from '../workbook/fault.ts';
import { type DivisionColumn, DIVISIONS_SHEET, type UnionColumn, UNIONS_SHEET } from './organisation-sheets.ts';

/** The divisions and unions of a workbook, the divisions first, and the place of each. */
export interface OrganisationWorkbook {
  readonly rows: readonly ProposedTreeRow[];
  readonly places: readonly Place[];
}

interface Place {
  readonly sheet: typeof DIVISIONS_SHEET | typeof UNIONS_SHEET;
  readonly row: number;
}

/** Reads a workbook of divisions and unions: all of it, or every fault with its cell. Throws the signal's reason if it is cancelled. */
export function readOrganisation(
  bytes: Buffer,
  signal: AbortSignal,
): Promise<Result<OrganisationWorkbook, readonly ImportFault[]>> {
  return withWorkbook(bytes, signal, async (workbook) => {
    const divisions = await readPlainSheet(workbook, DIVISIONS_SHEET);
    const unions = await readPlainSheet(workbook, UNIONS_SHEET);
    if (!divisions.ok || !unions.ok) {
      return fail([...(divisions.ok ? [] : divisions.error), ...(unions.ok ? [] : unions.error)]);
    }
    return succeed({
      rows: [...divisions.value.map(divisionOf), ...unions.value.map(unionOf)],
      places: [
        ...divisions.value.map(({ row }) => ({ sheet: DIVISIONS_SHEET, row })),
        ...unions.value.map(({ row }) => ({ sheet: UNIONS_SHEET, row })),
      ],
    });
  });
}

function divisionOf({ value }: PlainRow<DivisionColumn>): ProposedTreeRow {
  const isUnlisted = value('unlisted') === true;
  const none = { unionKind: null, region: null, centreName: null };
  return { kind: 'FOUND_DIVISION', ...none, unlisted: isUnlisted, ...namedBy(value), ...decidedBy(value) };
}

function unionOf({ value }: PlainRow<UnionColumn>): ProposedTreeRow {
  const own = {
    unionKind: value('unionKind') as UnionKind,
    region: value('region') as string,
    centreName: value('centreName') as string | null,
  };
  return { kind: 'FOUND', ...own, unlisted: false, ...namedBy(value), ...decidedBy(value) };
}

type Value = (name: DivisionColumn & UnionColumn) => unknown;

function namedBy(value: Value) {
  return {
    code: value('code') as string,
    name: value('name') as string,
    superiorCode: value('superiorCode') as string | null,
  };
}

function decidedBy(value: Value) {
  return {
    from: printDay(value('from') as Day),
    documentNumber: value('documentNumber') as string,
    documentDay: printDay(value('documentDay') as Day),
    documentTitle: value('documentTitle') as string,
  };
}

/** Names the cells of problems of a proposal that was made of a workbook. */
export function atTreeCells(problems: readonly Problem[], { places }: OrganisationWorkbook): readonly ImportFault[] {
  return problems.map((one) => {
    const [, at = '-1', name = ''] = /^rows\.(\d+)\.(\w+)$/.exec(one.path) ?? [];
    const { sheet = UNIONS_SHEET, row = null } = places[Number(at)] ?? {};
    return faultAtCell(one, sheet, row, name);
  });
}
