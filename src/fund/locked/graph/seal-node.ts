import type { Secrets } from '../../../secrets/secrets.ts';
import { verifySeal } from '../../../secrets/platform-seal.ts';
import { requireDay } from '../../../kernel/calendar.ts';
import { parseJson } from '../../../kernel/parse-json.ts';
import type { LockedTable } from '../locked-table.read.ts';
import type { SealRow } from '../sealing/seal.read.ts';

/** A seal of the graph, verified anew each time that it is shown. */
export function sealNode(secrets: Pick<Secrets, 'sealKey'>, table: LockedTable, seal: SealRow): object {
  const { act, sealedOn, statement, keyVersion, publicKey, signature, sealedBy } = seal;
  return {
    ...{ act, on: requireDay(sealedOn), statement, keyVersion, sealedBy },
    ...{ publicKey: publicKey.toString('base64'), signature: signature.toString('base64') },
    isValid: isValidSeal(secrets, table, seal),
  };
}

/** Whether a seal was made by the platform's own key, over its statement, and the statement is of this act and this table. */
function isValidSeal(secrets: Pick<Secrets, 'sealKey'>, table: LockedTable, seal: SealRow): boolean {
  const own = secrets.sealKey(seal.keyVersion);
  const isOwn = own?.equals(seal.publicKey) === true;
  const isSigned = isOwn && verifySeal(seal.publicKey, Buffer.from(seal.statement), seal.signature);
  return isSigned && isOfTable(parseJson(seal.statement), table, seal);
}

interface Statement {
  readonly act?: unknown;
  readonly table?: { readonly id?: unknown; readonly content?: unknown };
}

function isOfTable(statement: unknown, { id, digest }: LockedTable, { act }: SealRow): boolean {
  const { act: stated, table } = statement as Statement;
  return stated === act && table?.id === id && table.content === digest;
}
