import { onOwnConnection } from '../../database/connection/own-connection.ts';
import type { Sql } from '../../database/database.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { readCheckpoints } from '../outside.ts';
import { byVersion, type SigningKeys } from '../signing-keys.ts';
import { beginSnapshot, countWaiting, useIndexes } from './facts.read.ts';
import { type Fault, chainFault, type Verdict } from './fault.ts';
import { verifyFacts } from './verify-facts.ts';
import { verifyLinks } from './verify-links.ts';

/** What the audit chain is compared with, and whether the rows that it covers are compared too. */
export interface Verification {
  /** The file of the checkpoints outside the database. */
  readonly checkpoints: string;
  readonly keys: ReturnType<SigningKeys['published']>;
  readonly facts: boolean;
}

/**
 * Verifies the audit chain of a database in one snapshot. The file is read before it: what that proves must be in the database.
 * Any role that may read will do.
 */
export async function verifyChain(url: string, verification: Verification): Promise<Verdict> {
  const lines = await readCheckpoints(verification.checkpoints);
  return onOwnConnection(url, async (sql) => {
    await beginSnapshot(sql);
    return verifyWith(sql, lines, verification);
  });
}

/** Verifies the audit chain that a transaction sees with the lines of a file of checkpoints. */
export async function verifyWith(
  sql: Sql,
  lines: readonly (Checkpoint | undefined)[],
  { keys, facts }: Pick<Verification, 'keys' | 'facts'>,
): Promise<Verdict> {
  const published = lines.filter((line) => line !== undefined);
  const links = await verifyLinks(sql, published, byVersion(keys));
  const started = performance.now();
  await useIndexes(sql, true);
  const compared = facts ? await verifyFacts(sql) : { rows: 0, faults: [] };
  const milliseconds = performance.now() - started;
  await useIndexes(sql, false);
  const faults = [...faultsOf(links.fault, links.entries, published), ...compared.faults];
  return {
    entries: links.entries,
    ...provenBy(links.proven),
    waiting: await countWaiting(sql),
    unreadable: lines.length - published.length,
    faults: faults.sort((a, b) => a.first - b.first),
    facts: facts ? { rows: compared.rows, milliseconds } : null,
  };
}

function provenBy(checkpoint: Checkpoint | undefined): Pick<Verdict, 'proven' | 'provenAt'> {
  return { proven: checkpoint?.size ?? 0, provenAt: checkpoint?.at ?? null };
}

/** Without a checkpoint nothing is proven, which is not to be taken for a chain that holds. */
function faultsOf(fault: Fault | undefined, entries: number, published: readonly Checkpoint[]): readonly Fault[] {
  if (fault !== undefined) return [fault];
  return entries > 0 && published.length === 0 ? [chainFault(1, entries, UNPROVEN)] : [];
}

const UNPROVEN = '库外没有任何检查点，无从证实 / there is no checkpoint outside the database: nothing is proven';
