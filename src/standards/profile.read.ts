import { validOn } from '../database/time/valid-on.ts';
import type { Sql } from '../database/database.ts';
import { type KnownAt, knownAt } from '../database/time/known-at.ts';
import { asHundredths } from '../kernel/decimal.ts';
import type { ExclusionId, Level, HouseholdFacts } from '../policy/facts/facts.ts';

/** The values of a profile as its row has them. */
export interface ProfileRow {
  readonly near_multiple: number | null;
  readonly sudden_multiple: number | null;
  readonly area_per_head: string | null;
  readonly dwellings: number | null;
  readonly exclusions_off: readonly ExclusionId[];
}

/**
 * Loads the local profiles of a level that are in force on a day for these unions, in one statement: each union's own
 * or that of its nearest superior on that day, as known at the revision (Article 2). Unions without a profile are left out.
 */
export async function loadProfiles(
  sql: Sql,
  unionIds: readonly string[],
  level: Exclude<Level, 'NATIONAL'>,
  day: string,
  known: KnownAt,
): Promise<ReadonlyMap<string, HouseholdFacts['profile']>> {
  const rows = await sql.query<ProfileRow & { readonly union_id: string }>(
    `select distinct on (c.descendant_id) c.descendant_id as union_id, v.near_multiple, v.sudden_multiple, v.area_per_head,
       v.dwellings, v.exclusions_off
     from union_closure c
     join profile p on p.union_id = c.ancestor_id and p.level = $2
     join profile_version v on v.anchor_id = p.id and ${knownAt('v', known)}
       and ${validOn('v', '$3')}
     where c.descendant_id = any($1) and ${knownAt('c', known)} and ${validOn('c', '$3')}
     order by c.descendant_id, c.depth`,
    [unionIds, level, day],
  );
  return new Map(rows.map((row) => [row.union_id, toProfile(row)]));
}

export function toProfile(row: ProfileRow): NonNullable<HouseholdFacts['profile']> {
  const { near_multiple: near, sudden_multiple: sudden, area_per_head: area, dwellings } = row;
  return {
    ...(near === null ? {} : { nearMultiple: asHundredths(near) }),
    ...(sudden === null ? {} : { suddenMultiple: asHundredths(sudden) }),
    ...(area === null ? {} : { areaPerHead: asHundredths(Number(area)) }),
    ...(dwellings === null ? {} : { dwellings }),
    exclusionsOff: row.exclusions_off,
  };
}
