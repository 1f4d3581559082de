import type { Sql } from '../../database/database.ts';
import { requireDay } from '../../kernel/calendar.ts';
import type { Level } from '../../policy/facts/facts.ts';
import { type ProfileRow, toProfile } from '../../standards/profile.read.ts';
import type { StandardRow } from '../../standards/standard-entries.read.ts';
import type { LocalRule, RulesHistory, UnionPlace, Versioned } from './rules-history.ts';

/** The revisions of a version as its row has them; `null`: not yet, at the revision up to which is read. */
interface Revisions {
  readonly known_from: string;
  readonly known_to: string | null;
}

/**
 * Reads what all decisions rest on: every standard, local rule and place of a union in the tree that was ever on record, as
 * known up to a revision.
 */
export async function readRulesHistory(sql: Sql, revision: number): Promise<RulesHistory> {
  const versions = <Row extends object>(columns: string, from: string) =>
    sql.query<Row & Revisions>(
      `select ${columns}, r.number as known_from, s.number as known_to from ${from}
       join change_sequence r on r.change_id = v.recorded_in and r.number <= $1
       left join change_sequence s on s.change_id = v.superseded_in and s.number <= $1`,
      [revision],
    );
  const standards = await versions<StandardRow>(
    'stated.kind, stated.region, stated.starts_on, v.amount_fen, v.status, v.known_until',
    'standard stated join standard_version v on v.anchor_id = stated.id',
  );
  const profiles = await versions<ProfileRow & DayRow & { union_id: string; level: Exclude<Level, 'NATIONAL'> }>(
    `p.union_id, p.level, v.valid_from, v.valid_to, v.near_multiple, v.sudden_multiple, v.area_per_head, v.dwellings,
      v.exclusions_off`,
    'profile p join profile_version v on v.anchor_id = p.id',
  );
  const unions = await versions<DayRow & { union_id: string; parent_id: string | null }>(
    'v.anchor_id as union_id, v.parent_id, v.valid_from, v.valid_to',
    'trade_union_version v',
  );
  return {
    standards: standards.map((row) => versioned(row, row)),
    localRules: profiles.map((row) => {
      const rule: LocalRule = { unionId: row.union_id, level: row.level, ...days(row), profile: toProfile(row) };
      return versioned(row, rule);
    }),
    unions: unions.map((row) => {
      const place: UnionPlace = { unionId: row.union_id, parentId: row.parent_id, ...days(row) };
      return versioned(row, place);
    }),
  };
}

interface DayRow {
  readonly valid_from: string;
  readonly valid_to: string | null;
}

function days({ valid_from: from, valid_to: to }: DayRow) {
  return { from: requireDay(from), to: to === null ? null : requireDay(to) };
}

function versioned<T>({ known_from: from, known_to: to }: Revisions, value: T): Versioned<T> {
  return { value, knownFrom: Number(from), knownTo: to === null ? Infinity : Number(to) };
}
