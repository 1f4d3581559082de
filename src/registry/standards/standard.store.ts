import type { Sql } from '../../database/database.ts';
import type { NewId } from '../../database/ids.ts';
import { insertTexts } from '../../database/insert.ts';
import { type Day, monthOfDay, parseDay, printDay, yearOf } from '../../kernel/calendar.ts';
import { asFen, parseYuan } from '../../kernel/fen.ts';
import { invariant } from '../../kernel/invariant.ts';
import { builtInFigures } from '../../policy/parameters/built-in-standards.ts';
import type { StandardEntries, StandardStatus } from '../../policy/standards.ts';
import { type KnownAt, knownAt } from '../../database/known-at.ts';

type StandardKind = 'DIBAO' | 'MINIMUM_WAGE' | 'RURAL_INCOME';

interface StandardRow {
  readonly kind: StandardKind;
  readonly region: string;
  readonly starts_on: string;
  readonly amount_fen: string;
  readonly status: StandardStatus;
  readonly known_until: string | null;
}

/** The local standards on record at a revision. */
export async function loadStandards(sql: Sql, known: KnownAt): Promise<StandardEntries> {
  const rows = await sql.query<StandardRow>(
    `select s.kind, s.region, s.starts_on, v.amount_fen, v.status, v.known_until
     from standard s join standard_version v on v.anchor_id = s.id and ${knownAt('v', known)}
     order by s.kind, s.region, s.starts_on`,
  );
  const monthly = (kind: StandardKind) =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ region, starts_on, amount_fen, status, known_until }) => ({
        region,
        from: dayOf(starts_on),
        monthly: asFen(Number(amount_fen)),
        status,
        knownUntil: known_until === null ? null : dayOf(known_until),
      }));
  return {
    dibao: monthly('DIBAO'),
    minimumWage: monthly('MINIMUM_WAGE'),
    ruralIncome: monthly('RURAL_INCOME').map(({ region, from, monthly: annual, status }) => {
      return { region, annual, status, year: yearOf(monthOfDay(from)) };
    }),
  };
}

export async function hasStandards(sql: Sql): Promise<boolean> {
  const rows = await sql.query('select 1 from standard limit 1');
  return rows.length > 0;
}

/** Puts the standards that come with the platform on record, with where each figure was announced. */
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

function dayOf(text: string): Day {
  const day = parseDay(text);
  invariant(day !== undefined && printDay(day) === text, 'the database holds days that exist');
  return day;
}
