import type { Sql } from '../database/database.ts';
import type { NewId } from '../database/ids.ts';
import { insertTexts } from '../database/insert.ts';
import { parseYuan } from '../kernel/fen.ts';
import { builtInFigures } from '../policy/parameters/built-in-standards.ts';

export async function hasStandards(sql: Sql): Promise<boolean> {
  const rows = await sql.query('select 1 from standard limit 1');
  return rows.length > 0;
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
  await insertTexts(
    sql,
    'standard',
    { id: 'uuid', kind: 'text', region: 'text', starts_on: 'date', recorded_in: 'uuid' },
    rows.map(({ id, kind, region, from }) => [id, kind, region, from, changeId]),
  );
  await insertTexts(
    sql,
    'standard_version',
    {
      anchor_id: 'uuid',
      amount_fen: 'bigint',
      status: 'text',
      source: 'text',
      known_until: 'date',
      recorded_in: 'uuid',
    },
    rows.map(({ id, amount, status, source, knownUntil }) => [
      id,
      String(parseYuan(amount)),
      status,
      source,
      knownUntil ?? null,
      changeId,
    ]),
  );
}
