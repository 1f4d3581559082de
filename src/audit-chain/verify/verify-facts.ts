import type { Sql } from '../../database/database.ts';
import { type Form, formsByNumber, nameOf, readDigests } from '../chain.read.ts';
import { type Fault, chainFault } from './fault.ts';
import { findStrays, columnsGone, readPart, type SealedEntry, useIndexes } from './facts.read.ts';

/** What was compared, and what does not hold. */
interface Facts {
  readonly rows: number;
  readonly faults: readonly Fault[];
}

/** Compares the rows of all entries with their digests, and looks for rows that no entry covers. */
export async function verifyFacts(sql: Sql): Promise<Facts> {
  const forms = await formsByNumber(sql);
  const lost = await columnsGone(sql, [...forms.values()]);
  if (lost.length > 0) return { rows: 0, faults: [chainFault(1, 1, lostColumns(lost))] };
  const compared = await compareRows(sql, forms);
  await useIndexes(sql, false);
  const strays = await findStrays(sql);
  return { rows: compared.rows, faults: [...compared.faults, ...strays] };
}

async function compareRows(sql: Sql, forms: ReadonlyMap<number, Form>): Promise<Facts> {
  let rows = 0;
  for (let part = await readPart(sql, 0); part.length > 0; part = await readPart(sql, part.at(-1)?.position ?? 0)) {
    const compared = await comparePart(sql, part, forms);
    rows += compared.rows;
    if (compared.wrong !== undefined) return { rows, faults: [wrongAt(compared.wrong)] };
  }
  return { rows, faults: [] };
}

async function comparePart(sql: Sql, part: readonly SealedEntry[], forms: ReadonlyMap<number, Form>) {
  const covered = new Map<string, { readonly digest: Buffer; readonly rows: number }>();
  for (const [form, entries] of Map.groupBy(part, (entry) => entry.form)) {
    const digests = await readDigests(sql, { tables: forms.get(form)?.tables ?? [] }, entries);
    for (const [name, value] of digests) covered.set(name, value);
  }
  return {
    rows: [...covered.values()].reduce((sum, one) => sum + one.rows, 0),
    wrong: part.find((entry) => covered.get(nameOf(entry))?.digest.equals(entry.digest) !== true),
  };
}

function wrongAt({ position, source, key }: SealedEntry): Fault {
  return chainFault(
    position,
    position,
    `所封存的行被改动、删除或添加：${source} ${key} / rows that it covers were altered, deleted or added: ${source} ${key}`,
  );
}

function lostColumns(columns: readonly string[]): string {
  return (
    `条目所涵盖的列已不存在：${columns.join('、')} / ` +
    `entries cover columns that the database has no longer: ${columns.join(', ')}`
  );
}
