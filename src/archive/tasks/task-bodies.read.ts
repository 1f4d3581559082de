import { inEffectOn } from '../../access/grants-in-effect.read.ts';
import { underToday } from '../../access/territory-condition.ts';
import type { Sql } from '../../database/database.ts';
import { type KnownAt, knownAt, recordedBy } from '../../database/time/known-at.ts';
import { validOn } from '../../database/time/valid-on.ts';
import type { UnionKind } from '../../organisation/union.codes.ts';
import type { Body } from '../procedure/course/course.codes.ts';
import type { UnionOfLine } from '../procedure/course/ladder.ts';

/** Reads the line of unions from each of these up to the city, the nearest first, as known at a revision. One statement. */
export async function readLinesAt(
  sql: Sql,
  unionIds: readonly string[],
  { today, known }: { readonly today: string; readonly known: KnownAt },
): Promise<ReadonlyMap<string, readonly (UnionOfLine & { readonly code: string })[]>> {
  const day = '$2::date';
  const rows = await sql.query<{ of: string; id: string; code: string; kind: UnionKind; hasCentre: boolean }>(
    `select c.descendant_id as of, c.ancestor_id as id, u.code, v.kind, v.has_centre as "hasCentre"
     from union_closure c join trade_union u on u.id = c.ancestor_id
     join trade_union_version v on v.anchor_id = c.ancestor_id and ${knownAt('v', known)} and ${validOn('v', day)}
     where c.descendant_id = any($1::uuid[]) and ${knownAt('c', known)} and ${validOn('c', day)}
     order by c.descendant_id, c.depth`,
    [unionIds, today],
  );
  return Map.groupBy(rows, ({ of }) => of);
}

/** A role of a member of staff at a union, which holds for all unions under it. */
export interface RoleAt {
  readonly staffId: string;
  readonly role: string;
  readonly unionId: string;
}

/** Who is asked about, and who asks: of others, only those grants are told that the viewer administers. */
interface PersonAsked {
  /** The id or code of the person. */
  readonly person: string;
  readonly viewerId: string | null;
  readonly administered: readonly string[];
  readonly today: string;
}

/** Reads the roles of a member of staff that are in effect today. */
export function readRolesOf(
  sql: Sql,
  { person, viewerId, administered, today }: PersonAsked,
): Promise<readonly RoleAt[]> {
  return sql.query<RoleAt>(
    `select g.staff_id as "staffId", v.role, v.union_id as "unionId" from staff s
     join staff_grant g on g.staff_id = s.id
     join staff_grant_version v on v.anchor_id = g.id and ${inEffectOn('g', 'v', '$2::date')}
     where $1 in (s.code, s.id::text) and (s.id = $3::uuid or ${underToday('v.union_id', '$4::uuid[]', '$2')})`,
    [person, today, viewerId, administered],
  );
}

/** Reads for which body a person took steps of files: for another one they take none. */
export async function readBodiesOfSteps(
  sql: Sql,
  staffId: string,
  fileIds: readonly string[],
  known: KnownAt,
): Promise<ReadonlyMap<string, readonly Body[]>> {
  const rows = await sql.query<{ readonly fileId: string; readonly body: Body }>(
    `select distinct x.file_id as "fileId", x.body from archive_file_step x
     where x.actor_id = $1 and x.file_id = any($2::uuid[]) and ${recordedBy('x', known)}`,
    [staffId, fileIds],
  );
  return new Map([...Map.groupBy(rows, ({ fileId }) => fileId)].map(([id, own]) => [id, own.map(({ body }) => body)]));
}
