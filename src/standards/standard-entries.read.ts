import type { Sql } from '../database/database.ts';
import { type KnownAt, knownAt } from '../database/time/known-at.ts';
import { requireDay, monthOfDay, yearOf } from '../kernel/calendar.ts';
import { asFen } from '../kernel/fen.ts';
import {
  indexStandards,
  type StandardEntries,
  type Standards,
  type StandardStatus,
} from '../policy/money/standards.ts';
import type { StandardKind } from './standard.codes.ts';

/** A figure of a standard as its row has it. */
export interface StandardRow {
  readonly kind: StandardKind;
  readonly region: string;
  readonly starts_on: string;
  readonly amount_fen: string;
  readonly status: StandardStatus;
  readonly known_until: string | null;
}

/** Loads the local standards as known at a revision, indexed for look-up. */
export async function standardsAt(sql: Sql, known: KnownAt): Promise<Standards> {
  return indexStandards(await loadStandards(sql, known));
}

export async function loadStandards(sql: Sql, known: KnownAt): Promise<StandardEntries> {
  const rows = await sql.query<StandardRow>(
    `select s.kind, s.region, s.starts_on, v.amount_fen, v.status, v.known_until
     from standard s join standard_version v on v.anchor_id = s.id and ${knownAt('v', known)}
     order by s.kind, s.region, s.starts_on`,
  );
  return toEntries(rows);
}

export function toEntries(rows: readonly StandardRow[]): StandardEntries {
  const monthly = (kind: StandardKind) =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ region, starts_on, amount_fen, status, known_until }) => ({
        region,
        from: requireDay(starts_on),
        monthly: asFen(Number(amount_fen)),
        status,
        knownUntil: known_until === null ? null : requireDay(known_until),
      }));
  return {
    dibao: monthly('DIBAO'),
    minimumWage: monthly('MINIMUM_WAGE'),
    ruralIncome: monthly('RURAL_INCOME').map(({ region, from, monthly: annual, status }) => {
      return { region, annual, status, year: yearOf(monthOfDay(from)) };
    }),
  };
}
