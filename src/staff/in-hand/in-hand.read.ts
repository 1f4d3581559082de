import { inEffectOn } from '../../access/grants-in-effect.read.ts';
import { underToday } from '../../access/territory-condition.ts';
import type { Sql } from '../../database/database.ts';
import { currentOn, notEnded, validOn } from '../../database/time/valid-on.ts';
import type { InHandKind } from './in-hand.codes.ts';
import type { AdministeredUnions } from '../staff-list.read.ts';

/** What of one kind is in the hands of a member of staff. */
export interface InHand {
  readonly kind: InHandKind;
  readonly count: number;
  /** Since which day the oldest has been there, `YYYY-MM-DD`. */
  readonly since: string;
  /** The ids of the oldest, at most 50. */
  readonly objectIds: readonly string[];
}

/** The day in China of the change that recorded a row. */
const DAY_RECORDED = (row: string) =>
  `(select (c.at at time zone 'Asia/Shanghai')::date from change_log c where c.id = ${row}.recorded_in)`;

/**
 * Each kind's rows as `(staff_id, union_id, id, since)`; `$2` is the day. A grant is held by them alone if nobody else who is active has
 * its role at its union or above.
 */
const SOURCES: Readonly<Record<InHandKind, string>> = {
  SOLE_GRANT: `select g.staff_id, v.union_id, g.id, v.valid_from as since from staff_grant g
    join staff_grant_version v on v.anchor_id = g.id and ${inEffectOn('g', 'v', '$2')}
    where not exists (
      select from staff_grant og join staff_grant_version ov on ov.anchor_id = og.id and ${inEffectOn('og', 'ov', '$2')}
      join staff_version os on os.anchor_id = og.staff_id and ${currentOn('os', '$2')}
      where og.staff_id <> g.staff_id and ov.role = v.role and ${underToday('v.union_id', 'array[ov.union_id]', '$2')})`,
  DEPUTY_GRANT: `select g.staff_id, v.union_id, g.id, v.valid_from from staff_grant g
    join grant_proposal p on p.id = g.id and p.deputy_for is not null
    join staff_grant_version v on v.anchor_id = g.id and v.superseded_in is null and ${notEnded('v', '$2')}`,
  DEPUTISED_GRANT: `select own.staff_id, v.union_id, g.id, v.valid_from from staff_grant g
    join grant_proposal p on p.id = g.id join staff_grant own on own.id = p.deputy_for
    join staff_grant_version v on v.anchor_id = g.id and v.superseded_in is null and ${notEnded('v', '$2')}`,
  GRANT_PROPOSAL: `select p.proposed_by, p.union_id, p.id, ${DAY_RECORDED('p')} from grant_proposal p
    where ${notEnded('p', '$2')} and not exists (select from staff_grant g where g.id = p.id)`,
  WORKER_LOGIN: `select p.proposed_by, i.union_id, p.id, p.valid_from from worker_login_proposal p
    join household_index i on i.household_id = p.household_id and ${validOn('i', '$2')}
    where ${notEnded('p', '$2')} and not exists (select from worker_login_version w where w.proposal_id = p.id)`,
  TABLE_TO_REVIEW: `select t.reviewer_id, t.union_id, t.id, t.locked_on from locked_table t where ${isOpen('REVIEWED')}`,
  TABLE_TO_SIGN: `select t.prepared_by, t.union_id, t.id, t.locked_on from locked_table t where ${isOpen('SIGNED')}`,
};

/** A locked table that has not come to an act yet, of which there is no later version. */
function isOpen(act: 'REVIEWED' | 'SIGNED'): string {
  return `not exists (select from locked_table_seal s where s.table_id = t.id and s.act = '${act}')
    and not exists (select from locked_table n where n.previous_id = t.id)`;
}

const ALL = Object.entries(SOURCES)
  .map(([kind, rows]) => `select '${kind}' as kind, r.* from (${rows}) as r (staff_id, union_id, id, since)`)
  .join('\nunion all\n');

/** Returns what is in the hands of members of staff within the unions, by their ids, in the order of the kinds. */
export async function readInHand(
  sql: Sql,
  staffIds: readonly string[],
  { unions, today }: AdministeredUnions,
): Promise<ReadonlyMap<string, readonly InHand[]>> {
  const rows = await sql.query<InHand & { readonly staffId: string }>(
    `select h.staff_id as "staffId", h.kind, count(*)::int as count, min(h.since)::text as since,
       (array_agg(h.id order by h.since, h.id))[1:50] as "objectIds"
     from (${ALL}) as h
     where h.staff_id = any($3::uuid[]) and ${underToday('h.union_id', '$1', '$2')}
     group by h.staff_id, h.kind
     order by array_position($4::text[], h.kind)`,
    [unions, today, staffIds, Object.keys(SOURCES)],
  );
  return Map.groupBy(rows, ({ staffId }) => staffId);
}
