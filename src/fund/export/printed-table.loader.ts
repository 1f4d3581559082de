import { authorisedUnions } from '../../access/viewer.ts';
import type { PrintedSum, PrintedTable } from '../../export/printed-table.ts';
import type { GraphContext } from '../../graph/context.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import type { Fen } from '../../kernel/fen.ts';
import { loadUnion, loadUnionByKey } from '../../organisation/union.loader.ts';
import { capitalAmount } from '../payments/capital-amount.ts';
import type { BeneficiarySum } from '../payments/payment.ts';
import type { TableNode } from '../real-name/real-name-table.loader.ts';
import { REAL_NAME_COLUMNS, type RealNameColumnName } from './real-name-columns.ts';

/** The name of the sheet. */
const NAME = '实名制汇总表';
/** A space as wide as a character. */
const GAP = '\u{3000}';

/** The face of a table with chosen columns: everything of it but its rows. */
export async function printedFace(
  context: GraphContext,
  node: TableNode,
  names: readonly RealNameColumnName[],
): Promise<Omit<PrintedTable, 'rows'>> {
  const { total } = await node.totals();
  return {
    name: NAME,
    title: node.title,
    unit: await reportingUnit(context, node),
    columns: names.map((name) => REAL_NAME_COLUMNS[name]),
    total: { rows: total.rows, amounts: amountsOf(names, total.amountFen) },
    closing: closingLines(total, names.includes('AMOUNT')),
    status: ['实时数据，未锁定', `登记版本 ${node.revision}`, `打印 ${context.deps.today}`].join(GAP),
    printedOn: context.deps.today,
  };
}

/** The amounts of a sum by the chosen columns. */
export function amountsOf(names: readonly RealNameColumnName[], amount: Fen): PrintedSum['amounts'] {
  return names.map((name) => (name === 'AMOUNT' ? amount : null));
}

function closingLines({ amountFen, households, payments, persons }: BeneficiarySum, hasAmount: boolean) {
  const counts = [`户数 ${households} 户`, `户次 ${payments} 次`, `人数 ${persons} 人`].join(GAP);
  return hasAmount ? [`合计（大写）：${capitalAmount(amountFen)}`, counts] : [counts];
}

/** 填报单位: the union of the table, or else that of the viewer if there is only one; it is left open for the stamp otherwise. */
async function reportingUnit(context: GraphContext, { filter: { union } }: TableNode): Promise<string | null> {
  if (union !== null) return (await loadUnionByKey(context, union))?.name ?? null;
  const [own, ...others] = authorisedUnions(requireViewer(context), 'READ_REAL_NAME_TABLE');
  return own === undefined || others.length > 0 ? null : ((await loadUnion(context, own))?.name ?? null);
}
