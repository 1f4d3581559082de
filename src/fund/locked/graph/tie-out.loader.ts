import { readArtefact } from '../../../artefacts/artefact.read.ts';
import type { PageArgs } from '../../../graph/arguments/args.input.ts';
import { sharedTextLoader } from '../../../graph/batch/batch.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { artefactError } from '../../../graph/error.ts';
import type { Page } from '../../../graph/page/walk-page.ts';
import { requireDay } from '../../../kernel/calendar.ts';
import { asFen } from '../../../kernel/fen.ts';
import type { Leg } from '../../tie-out/compare.ts';
import { type Difference, DIFFERENCES } from '../../tie-out/differences.ts';
import { type Explanation, findExplanations, lastTieOuts, type TieOutRow } from '../../tie-out/tie-out.read.ts';
import type { TieOutContent } from '../../tie-out/tie-out-table.ts';
import type { LockedTable } from '../locked-table.read.ts';
import type { LockedNode } from './locked-table.loader.ts';
import { walkFixed } from './locked-rows.loader.ts';

/** The last comparison of a table, with what was found. */
export interface TieOutNode {
  readonly tieOut: TieOutRow;
  readonly lockedTable: LockedTable;
  readonly content: TieOutContent;
  readonly explanations: readonly Explanation[];
}

/** How many rows or lines of a difference are shown. */
const MOST_SHOWN = 100;

const tieOuts = sharedTextLoader(lastTieOuts);

export async function loadTieOut(context: GraphContext, { table }: LockedNode): Promise<TieOutNode | null> {
  const { database, secrets } = context.deps;
  const tieOut = await tieOuts(context).load(table.id);
  if (tieOut === null) return null;
  const read = await readArtefact(database, secrets, tieOut.digest);
  if (!read.ok) throw artefactError(read.error, tieOut.digest);
  const content = JSON.parse(read.value.toString()) as TieOutContent;
  const explanations = await database.session((sql) => findExplanations(sql, tieOut.id));
  const { legs, revision, subjects } = content;
  const counts = {
    differenceCount: tieOut.differences,
    unexplainedCount: tieOut.differences - explanations.length,
  };
  const about = { tiedOn: requireDay(tieOut.tiedOn), revision, subjects, ledgerSha256: tieOut.ledger, ...counts };
  const sides = { table: legNode(legs.table), payments: legNode(legs.payments), files: legNode(legs.files) };
  const ledger = legs.ledger === null ? null : legNode(legs.ledger);
  return { ...about, ...sides, ledger, tieOut, lockedTable: table, content, explanations } as TieOutNode;
}

function legNode({ count, amountFen }: Leg) {
  return { count, amount: asFen(amountFen) };
}

/** A page of the differences, in their order. */
export function differencePage(context: GraphContext, node: TieOutNode, given: PageArgs): Promise<Page<object>> {
  const { content, explanations, lockedTable, tieOut } = node;
  return walkFixed(context, `differences ${tieOut.id}`, lockedTable, given, {
    read: (from, limit) => Promise.resolve(content.differences.slice(from, from + limit)),
    nodeOf: (one) =>
      differenceNode(
        one,
        explanations.find(({ difference }) => difference === one.number),
      ),
    count: () => Promise.resolve(content.differences.length),
  });
}

function differenceNode(difference: Difference, explained: Explanation | undefined): object {
  const { number, kind, voucher, tableFen, otherFen, rows, places } = difference;
  return {
    ...{ number, kind, ...DIFFERENCES[kind], voucher },
    ...{ tableAmount: asFen(tableFen), otherAmount: asFen(otherFen) },
    ...{ rows: rows.slice(0, MOST_SHOWN), rowCount: rows.length, lines: places.slice(0, MOST_SHOWN) },
    explanation: explained?.explanation ?? null,
    explainedOn: explained === undefined ? null : requireDay(explained.explainedOn),
    explainedById: explained?.explainedBy ?? null,
  };
}
