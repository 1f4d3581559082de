import type { PrintedTable } from '../../../export/printed-table.ts';
import type { PrintedVolume } from '../../../export/pdf/volume.ts';
import { VOLUME_ROWS } from '../../../export/pdf/volume.ts';
import { addRow, emptySum } from '../../../export/printed-table.ts';
import { asFen } from '../../../kernel/fen.ts';
import { printDay, requireDay } from '../../../kernel/calendar.ts';
import { REAL_NAME_COLUMNS } from '../../export/real-name-columns.ts';
import { amountsOf, closingLines, GAP, SHEET_NAME, signatureLines } from '../../export/table-face.ts';
import type { LockedContent } from '../locked-content.ts';

/** The face of a locked table: the same content has the same bytes whenever it is printed. */
type Face = Omit<PrintedTable, 'rows'>;

function faceOf({ head, sums }: LockedContent, digest: string): Face {
  const names = head.columns.map(({ name }) => name);
  const amountFen = asFen(sums.amountFen);
  return {
    ...{ name: SHEET_NAME, title: head.title, unit: head.union.name },
    // A heading is printed as it was when the table was locked.
    columns: head.columns.map(({ name, heading }) => ({ ...REAL_NAME_COLUMNS[name], heading })),
    total: { rows: sums.rows, amounts: amountsOf(names, amountFen) },
    closing: closingLines({ ...sums, amountFen }, names),
    signatures: signatureLines({
      审核人: head.reviewer.name,
      制表人: head.preparer.name,
      填报日期: printDay(requireDay(head.lockedOn)),
    }),
    status: [`${head.number} 第${head.version}版`, `登记版本 ${head.revision}`, `SHA-256 ${digest.slice(0, 16)}…`].join(
      GAP,
    ),
    printedOn: head.lockedOn,
  };
}

/** The table as a workbook prints it. */
export function printedContent(content: LockedContent, digest: string): PrintedTable {
  return { ...faceOf(content, digest), rows: content.rows.map(({ cells }) => cells) };
}

/** A volume of the table, from 1. */
export function printedVolume(content: LockedContent, digest: string, volume: number): PrintedVolume {
  const face = faceOf(content, digest);
  const skipped = (volume - 1) * VOLUME_ROWS;
  const before = content.rows.slice(0, skipped).reduce((sum, { cells }) => addRow(sum, cells), emptySum(face.columns));
  const rows = content.rows.slice(skipped, skipped + VOLUME_ROWS).map(({ cells }) => cells);
  return { ...face, rows, volume, before };
}
