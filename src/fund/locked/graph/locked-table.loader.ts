import { authorisedUnions, grantedRights } from '../../../access/viewer.ts';
import type { NamedStaff } from '../../../access/staff.read.ts';
import { staffById } from '../../../access/staff.read.ts';
import { filterTexts } from '../../../graph/arguments/filter-texts.ts';
import { NOBODY, parsePlainId } from '../../../graph/arguments/ids.ts';
import { sharedTextLoader } from '../../../graph/batch/batch.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { type Page, walkPage } from '../../../graph/page/walk-page.ts';
import type { Protected } from '../../../graph/policy/protected.ts';
import { requireViewer } from '../../../graph/policy/require-viewer.ts';
import type { NodeSource } from '../../../graph/views/node.ts';
import { requireDay } from '../../../kernel/calendar.ts';
import { asFen } from '../../../kernel/fen.ts';
import { requireUnion } from '../../../organisation/named-union.loader.ts';
import { territoryUnder } from '../../../registry/graph/household.loader.ts';
import { capitalAmount } from '../../payments/capital-amount.ts';
import { type LockedTable, countTables, findTables, listTables, nextVersionOf } from '../locked-table.read.ts';
import { findFiles } from '../printing/table-file.read.ts';
import { findScans } from '../sealing/scan.read.ts';
import { findSeals, type SealRow } from '../sealing/seal.read.ts';
import type { LockedTablesArgs } from './locked-table.input.ts';

/** A locked table as a viewer sees it. */
export interface LockedNode extends Pick<Protected, 'rights'> {
  readonly id: string;
  readonly table: LockedTable;
}

const tables = sharedTextLoader(findTables);
const seals = sharedTextLoader(async (sql, ids) => Map.groupBy(await findSeals(sql, ids), ({ tableId }) => tableId));
const files = sharedTextLoader(async (sql, ids) => Map.groupBy(await findFiles(sql, ids), ({ tableId }) => tableId));
const scans = sharedTextLoader(async (sql, ids) => Map.groupBy(await findScans(sql, ids), ({ tableId }) => tableId));
const staff = sharedTextLoader(staffById);

/** Loads a locked table; `null` both if there is none and if the viewer may not read tables of its union. */
export async function loadLockedTable(context: GraphContext, text: string): Promise<LockedNode | null> {
  const viewer = requireViewer(context);
  const table = await tables(context).load(parsePlainId(text) ?? NOBODY);
  const territory = await territoryUnder(context, table?.unionId ?? NOBODY);
  const rights = grantedRights(viewer, territory);
  if (table === null || !rights.has('READ_REAL_NAME_TABLE')) return null;
  return lockedNode(table, rights, await loadSeals(context, table.id));
}

function lockedNode(table: LockedTable, rights: LockedNode['rights'], acts: readonly SealRow[]): LockedNode {
  const { filter, sums, tableRevision, digest, lockedOn, ...about } = table;
  const amount = asFen(sums.amountFen);
  const { period, ...lists } = filter;
  return {
    ...{ ...about, ...period, ...lists, ...sums, table, rights },
    ...{ state: acts.at(-1)?.act ?? 'LOCKED', lockedAtRevision: tableRevision, lockedOn: requireDay(lockedOn) },
    ...{ contentSha256: digest, rowCount: sums.rows, amount, amountInCapitals: capitalAmount(amount) },
  };
}

/** The source of `node`: tables belong to no household. */
export const lockedTableNodes: readonly NodeSource[] = [
  {
    ...{ type: 'LockedRealNameTable', table: 'locked_table' },
    load: (context, { id, at }) => (at.suffix === '' ? loadLockedTable(context, id) : Promise.resolve(null)),
  },
];

/** A page of the locked tables of the unions in the viewer's territory. */
export async function lockedTablePage(context: GraphContext, given: LockedTablesArgs): Promise<Page<LockedNode>> {
  const { database, today } = context.deps;
  const none: Pick<LockedTablesArgs, 'union' | 'number'> = { union: null, number: null };
  const { union = null, number = null } = filterTexts(none, { union: given.union, number: given.number });
  await requireUnion(context, union, 'READ_REAL_NAME_TABLE', 'union');
  const filter = { union, number, year: given.year ?? null };
  const territory = authorisedUnions(requireViewer(context), 'READ_REAL_NAME_TABLE');
  const scope = { ...filter, territory, today };
  return walkPage(context, {
    list: 'lockedRealNameTables',
    of: filter,
    given,
    read: (known, after, limit) => database.session((sql) => listTables(sql, scope, known, after, limit)),
    keyOf: ({ periodFrom, number: of, version }) => [periodFrom, of, String(version)],
    nodesOf: (rows) => Promise.all(rows.map(({ id }) => loadLockedTable(context, id))),
    count: (known) => database.session((sql) => countTables(sql, scope, known)),
  });
}

export async function loadNextVersion(context: GraphContext, id: string): Promise<LockedNode | null> {
  const next = await context.deps.database.session((sql) => nextVersionOf(sql, id));
  return next === undefined ? null : loadLockedTable(context, next);
}

export async function loadSeals(context: GraphContext, id: string): Promise<readonly SealRow[]> {
  return (await seals(context).load(id)) ?? [];
}

export async function loadFiles(context: GraphContext, id: string) {
  const rows = (await files(context).load(id)) ?? [];
  return rows.map((row) => ({ ...row, sha256: row.digest }));
}

export async function loadScans(context: GraphContext, id: string) {
  const rows = (await scans(context).load(id)) ?? [];
  return rows.map((row) => ({ ...row, sha256: row.digest, receivedOn: requireDay(row.receivedOn) }));
}

export function loadStaff(context: GraphContext, id: string): Promise<NamedStaff | null> {
  return staff(context).load(id);
}
