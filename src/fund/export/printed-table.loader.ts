import { authorisedUnions } from '../../access/viewer.ts';
import type { PrintedTable } from '../../export/printed-table.ts';
import type { GraphContext } from '../../graph/context.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { loadUnion, loadUnionByKey } from '../../organisation/union.loader.ts';
import type { TableNode } from '../real-name/real-name-table.loader.ts';
import { PAPER_NAMES, type PaperName, PAPERS } from './papers.ts';
import { REAL_NAME_COLUMNS, type RealNameColumnName } from './real-name-columns.ts';
import { amountsOf, closingLines, GAP } from './table-face.ts';

/** The face of a table with chosen columns: everything of it but its rows. */
export async function printedFace(
  context: GraphContext,
  node: TableNode,
  paper: PaperName,
  names: readonly RealNameColumnName[],
): Promise<Omit<PrintedTable, 'rows'>> {
  const { total } = await node.totals();
  return {
    name: PAPER_NAMES[paper],
    title: PAPERS[paper].titleOf(node.filter),
    unit: await reportingUnit(context, node),
    columns: names.map((name) => REAL_NAME_COLUMNS[name]),
    total: { rows: total.rows, amounts: amountsOf(names, total.amountFen) },
    closing: closingLines(total, names),
    signatures: PAPERS[paper].signatures,
    status: ['实时数据，未锁定', `登记版本 ${node.revision}`, `打印 ${context.deps.today}`].join(GAP),
    printedOn: context.deps.today,
  };
}

/** 填报单位: the union of the table, or else that of the viewer if there is only one; it is left open for the stamp otherwise. */
async function reportingUnit(context: GraphContext, { filter: { union } }: TableNode): Promise<string | null> {
  if (union !== null) return (await loadUnionByKey(context, union))?.name ?? null;
  const [own, ...others] = authorisedUnions(requireViewer(context), 'READ_REAL_NAME_TABLE');
  return own === undefined || others.length > 0 ? null : ((await loadUnion(context, own))?.name ?? null);
}
