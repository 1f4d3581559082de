import type { Sql } from '../../database/database.ts';
import { currentOn } from '../../database/time/valid-on.ts';
import type { ProfileMatter } from '../standard.codes.ts';
import type { StandardOnRecord } from './plan-standards.ts';
import type { ProfileEntry } from './rule-content.ts';

/** Lists the standards of divisions, those too that were retracted. */
export async function standardsOnRecord(sql: Sql, regions: readonly string[]): Promise<readonly StandardOnRecord[]> {
  const rows = await sql.query<Omit<StandardOnRecord, 'amountFen'> & { readonly amountFen: string | null }>(
    `select s.id, s.kind, s.region, s.starts_on as "from", v.known_until as "checkedUntil", v.amount_fen as "amountFen"
     from standard s left join standard_version v on v.anchor_id = s.id and v.superseded_in is null
     where s.region = any($1)`,
    [regions],
  );
  return rows.map(({ amountFen, ...row }) => ({ ...row, amountFen: amountFen === null ? null : Number(amountFen) }));
}

/** The profile of a union and level, with its versions as known now. */
export interface ProfileOnRecord {
  readonly id: string | null;
  readonly versions: readonly { readonly from: string; readonly to: string | null }[];
}

export async function profileOnRecord(
  sql: Sql,
  unionId: string,
  level: ProfileEntry['level'],
): Promise<ProfileOnRecord> {
  const rows = await sql.query<{ id: string; from: string | null; to: string | null }>(
    `select p.id, v.valid_from as "from", v.valid_to as "to"
     from profile p left join profile_version v on v.anchor_id = p.id and v.superseded_in is null
     where p.union_id = $1 and p.level = $2 order by v.valid_from`,
    [unionId, level],
  );
  const versions = rows.flatMap(({ from, to }) => (from === null ? [] : [{ from, to }]));
  return { id: rows[0]?.id ?? null, versions };
}

/** The days on which a profile of a union and level is to be in force: from `from` until before `to`. */
export interface ProfileInForce extends Pick<ProfileEntry, 'level' | 'from' | 'to'> {
  readonly unionId: string;
}

/** The matters that profiles of the level of unions above forbid to set on any of these days. */
export function forbiddenAbove(sql: Sql, profile: ProfileInForce, today: string): Promise<readonly ProfileMatter[]> {
  return mattersOf(sql, profile, today, {
    line: 'c.descendant_id = $1 and c.ancestor_id = p.union_id',
    matters: 'v.forbids',
  });
}

const SET = `array_remove(array[case when v.near_multiple is not null then 'NEAR_MULTIPLE' end,
  case when v.sudden_multiple is not null then 'SUDDEN_MULTIPLE' end,
  case when v.area_per_head is not null then 'AREA_PER_HEAD' end,
  case when v.dwellings is not null then 'DWELLINGS' end,
  case when v.exclusions_off <> '{}' then 'EXCLUSIONS_OFF' end], null)`;

/** The matters that profiles of the level of unions below set on any of these days. */
export function mattersSetBelow(sql: Sql, profile: ProfileInForce, today: string): Promise<readonly ProfileMatter[]> {
  return mattersOf(sql, profile, today, { line: 'c.ancestor_id = $1 and c.descendant_id = p.union_id', matters: SET });
}

async function mattersOf(
  sql: Sql,
  { unionId, level, from, to }: ProfileInForce,
  today: string,
  { line, matters }: { readonly line: string; readonly matters: string },
): Promise<readonly ProfileMatter[]> {
  const rows = await sql.query<{ matter: ProfileMatter }>(
    `select distinct unnest(${matters}) as matter
     from union_closure c
     join profile p on ${line} and p.level = $2
     join profile_version v on v.anchor_id = p.id and v.superseded_in is null
       and (v.valid_to is null or v.valid_to > $3::date) and ($4::date is null or v.valid_from < $4::date)
     where c.depth > 0 and ${currentOn('c', '$5::date')}`,
    [unionId, level, from, to, today],
  );
  return rows.map(({ matter }) => matter);
}
