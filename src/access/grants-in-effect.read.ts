import type { Sql } from '../database/database.ts';
import { currentOn } from '../database/time/valid-on.ts';
import { EXCLUDING_PAIRS } from './excluding-roles.ts';
import type { Role } from './staff.codes.ts';

/** As one constant: a list of pairs of columns takes longer to plan than the rest of the statement. */
const PAIRS = `'{${EXCLUDING_PAIRS.map(([one, other]) => `${one} ${other}`).join(',')}}'::text[]`;

/**
 * The SQL condition for a grant and its version that are in effect, as `inEffect` says: the same person has no earlier grant of a
 * role that excludes it. `holds` is the condition for versions of grants that hold on the day.
 */
export function whereInEffect(grant: string, version: string, holds: (version: string) => string): string {
  return `not exists (select from staff_grant eg join staff_grant_version ev on ev.anchor_id = eg.id and ${holds('ev')}
    where eg.staff_id = ${grant}.staff_id and (ev.valid_from, eg.id) < (${version}.valid_from, ${grant}.id)
      and ev.role || ' ' || ${version}.role = any(${PAIRS}))`;
}

/** The SQL condition for a grant and its version that are in effect on a day, as known now. */
export function inEffectOn(grant: string, version: string, day: string): string {
  return `${currentOn(version, day)} and ${whereInEffect(grant, version, (other) => currentOn(other, day))}`;
}

/** A grant that gives nothing, by the codes of its holder and its union. */
export interface GrantWithoutEffect {
  readonly staff: string;
  readonly role: Role;
  readonly union: string;
}

/** The grants of a day that are without effect, because their holders had an excluding role before. */
export function grantsWithoutEffect(sql: Sql, today: string): Promise<GrantWithoutEffect[]> {
  return sql.query<GrantWithoutEffect>(
    `select s.code as staff, v.role, u.code as union
     from staff_grant g join staff_grant_version v on v.anchor_id = g.id and ${currentOn('v', '$1')}
     join staff s on s.id = g.staff_id join trade_union u on u.id = v.union_id
     where not (${whereInEffect('g', 'v', (other) => currentOn(other, '$1'))})
     order by s.code, v.role, u.code`,
    [today],
  );
}
