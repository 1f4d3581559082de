import { hasRows } from '../database/rows.ts';
import type { Sql } from '../database/database.ts';
import type { NewId } from '../database/ids.ts';
import { standardTable, standardVersionTable } from './standard.entity.ts';
import { insertRows } from '../database/table.ts';
import { builtInFigures, figureFen } from '../policy/parameters/built-in-standards.ts';

export function hasStandards(sql: Sql): Promise<boolean> {
  return hasRows(sql, 'select 1 from standard limit 1');
}

/** Inserts the platform's built-in standards, each figure with its source. */
export async function insertBuiltInStandards(sql: Sql, changeId: string, newId: NewId): Promise<void> {
  const figures = [
    ...builtInFigures.dibao.map((figure) => ({ ...figure, kind: 'DIBAO', amount: figure.monthly })),
    ...builtInFigures.minimumWage.map((figure) => ({ ...figure, kind: 'MINIMUM_WAGE', amount: figure.monthly })),
    ...builtInFigures.ruralIncome.map((figure) => ({
      ...{ ...figure, kind: 'RURAL_INCOME', from: `${figure.year}-01-01`, amount: figure.annual },
      knownUntil: undefined,
    })),
  ];
  const rows = figures.flatMap((figure) => figure.regions.map((region) => ({ ...figure, region, id: newId() })));
  const recorded = { recordedIn: changeId };
  const anchors = rows.map(({ id, kind, region, from }) => ({ id, kind, region, startsOn: from, ...recorded }));
  const versions = rows.map(({ id, amount, status, source, knownUntil = null }) => {
    return { anchorId: id, amountFen: figureFen(amount), status, source, knownUntil, ...recorded };
  });
  await insertRows(sql, standardTable, anchors);
  await insertRows(sql, standardVersionTable, versions);
}
