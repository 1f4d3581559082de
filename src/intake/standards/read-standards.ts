import { type Day, printDay } from '../../kernel/calendar.ts';
import { type Result, succeed } from '../../kernel/result.ts';
import type { StandardEntry } from '../../standards/proposals/rule-content.ts';
import type { Problem } from '../../usecase/problem.ts';
import { faultAtCell, readPlainSheet, withWorkbook } from '../plain-sheets/read-plain-sheet.ts';
import type { ImportFault } from '../workbook/fault.ts';
import { type StandardColumn, STANDARDS_SHEET } from './standards-sheet.ts';

/** The standards of a workbook, each with the number of its row. */
export interface StandardsWorkbook {
  readonly entries: readonly StandardEntry[];
  readonly rows: readonly number[];
}

/** Reads the standards of a workbook: all of them, or every fault with its cell. Throws the signal's reason if it is cancelled. */
export function readStandards(
  bytes: Buffer,
  signal: AbortSignal,
): Promise<Result<StandardsWorkbook, readonly ImportFault[]>> {
  return withWorkbook(bytes, signal, async (workbook) => {
    const read = await readPlainSheet(workbook, STANDARDS_SHEET);
    if (!read.ok) return read;
    return succeed({ entries: read.value.map(({ value }) => entryOf(value)), rows: read.value.map(({ row }) => row) });
  });
}

function entryOf(value: (name: StandardColumn) => unknown): StandardEntry {
  const dayText = (name: StandardColumn) => {
    const found = value(name) as Day | null;
    return found === null ? null : printDay(found);
  };
  return {
    act: (value('act') as StandardEntry['act'] | null) ?? 'ENTER',
    kind: value('kind') as StandardEntry['kind'],
    region: value('region') as string,
    from: dayText('from') ?? '',
    amountFen: value('amount') as number | null,
    status: value('status') as StandardEntry['status'],
    checkedUntil: dayText('checkedUntil'),
  };
}

/** Names the cells of problems of a proposal that was made of a workbook. */
export function atCells(problems: readonly Problem[], { rows }: StandardsWorkbook): readonly ImportFault[] {
  return problems.map((one) => {
    const [, at = '', name = ''] = /^entries\.(\d+)\.(\w+)$/.exec(one.path) ?? [];
    return faultAtCell(one, STANDARDS_SHEET, rows[Number(at === '' ? -1 : at)] ?? null, name);
  });
}
