import { readArtefactRange } from '../../../artefacts/artefact.read.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { requireDay } from '../../../kernel/calendar.ts';
import { findExplanations, lastTieOuts } from '../../tie-out/tie-out.read.ts';
import { decodeEnds, type LockedContent } from '../locked-content.ts';
import type { LockedTable } from '../locked-table.read.ts';
import { isAsLocked } from '../sealing/is-as-locked.ts';
import type { SealRow } from '../sealing/seal.read.ts';
import { type Covered, isSealOf } from '../sealing/statement.ts';
import { loadFiles, loadSeals, loadStaff } from './locked-table.loader.ts';

/** The seals of a table, each verified anew each time that it is shown. */
export async function loadSealNodes(context: GraphContext, table: LockedTable): Promise<readonly object[]> {
  const seals = await loadSeals(context, table.id);
  if (seals.length === 0) return [];
  const covered = await loadCovered(context, table);
  return Promise.all(
    seals.map(async (seal) => {
      const by = await loadStaff(context, seal.sealedBy);
      return sealNode(seal, covered !== null && isSealOf(context.deps.secrets, seal, covered, by?.code));
    }),
  );
}

function sealNode(
  { act, sealedOn, statement, keyVersion, publicKey, signature, sealedBy }: SealRow,
  isValid: boolean,
): object {
  return {
    ...{ act, on: requireDay(sealedOn), statement, keyVersion, sealedBy, isValid },
    ...{ publicKey: publicKey.toString('base64'), signature: signature.toString('base64') },
  };
}

/** What a seal of a table covers as it is on record now; `null` if the record of the table is not what its content says. */
async function loadCovered(context: GraphContext, table: LockedTable): Promise<Omit<Covered, 'by'> | null> {
  const { database } = context.deps;
  const ends = await loadEnds(context, table);
  const [preparer, reviewer] = await Promise.all([
    loadStaff(context, table.preparedBy),
    loadStaff(context, table.reviewerId),
  ]);
  const codes = new Map([preparer, reviewer].flatMap((one) => (one === null ? [] : [[one.id, one] as const])));
  if (ends === null || !isAsLocked(table, codes, ends)) return null;
  const tieOut = (await database.session((sql) => lastTieOuts(sql, [table.id]))).get(table.id);
  if (tieOut === undefined) return null;
  const explanations = await database.session((sql) => findExplanations(sql, tieOut.id));
  return { table, files: await loadFiles(context, table.id), tieOut, explanations };
}

/** Reads the head and the sums of a content, without its rows; `null` if they cannot be read. */
async function loadEnds(
  { deps: { database, secrets } }: GraphContext,
  { digest, rowMarks }: LockedTable,
): Promise<Pick<LockedContent, 'head' | 'sums'> | null> {
  const [first = 0, last = 0] = [rowMarks.at(0), rowMarks.at(-1)];
  const [head, sums] = await Promise.all([
    readArtefactRange(database, secrets, digest, 0, first),
    readArtefactRange(database, secrets, digest, last, Number.MAX_SAFE_INTEGER),
  ]);
  return head.ok && sums.ok ? decodeEnds(head.value, sums.value) : null;
}
