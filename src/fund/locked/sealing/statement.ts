import { canonicalJson } from '../../../artefacts/canonical-json.ts';
import { parseJson } from '../../../kernel/parse-json.ts';
import { verifySeal } from '../../../secrets/platform-seal.ts';
import type { Secrets } from '../../../secrets/secrets.ts';
import type { Explanation, TieOutRow } from '../../tie-out/tie-out.read.ts';
import type { LockedTable } from '../locked-table.read.ts';
import type { TableFile } from '../printing/table-file.read.ts';
import type { SealAct, SealRow } from './seal.read.ts';

/** What a seal covers. */
export interface Covered {
  readonly table: LockedTable;
  readonly files: readonly TableFile[];
  readonly tieOut: TieOutRow;
  readonly explanations: readonly Explanation[];
  readonly by: { readonly code: string; readonly name: string };
}

const STATEMENT_FORMAT = 'bangfu seal of a locked table 1';

/** Prints what a seal covers as the canonical JSON that is sealed. */
export function statementOf(act: SealAct, { table, files, tieOut, explanations, by }: Covered, on: string): string {
  const { id, number, version, title, digest, tableRevision } = table;
  return canonicalJson({
    format: STATEMENT_FORMAT,
    act,
    table: { id, number, version, title, content: digest, revision: tableRevision },
    // A volume with a character that the font does not have is stated as such: the workbook has all of it.
    files: files.map(({ format, volume, fileName, digest: content, bytes, unprintable }) => {
      return { format, volume, fileName, content, bytes, unprintable };
    }),
    tieOut: { content: tieOut.digest, ledger: tieOut.ledger, differences: tieOut.differences, explanations },
    by: { code: by.code, name: by.name },
    on,
  });
}

/** Whether a seal was made by the platform's own key, and its statement is of all that is on record beside it. */
export function isSealOf(
  secrets: Pick<Secrets, 'sealKey'>,
  { act, sealedOn, statement, keyVersion, publicKey, signature }: SealRow,
  covered: Omit<Covered, 'by'>,
  code: string | undefined,
): boolean {
  const isOwn = secrets.sealKey(keyVersion)?.equals(publicKey) === true;
  if (code === undefined || !isOwn || !verifySeal(publicKey, Buffer.from(statement), signature)) return false;
  // The officer has the name of that day, which may have changed since; the code has not.
  const { by } = parseJson(statement) as { readonly by?: { readonly name?: unknown } };
  return statement === statementOf(act, { ...covered, by: { code, name: String(by?.name) } }, sealedOn);
}
