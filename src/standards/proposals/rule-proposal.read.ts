import { rolesFor } from '../../access/permissions.ts';
import { inEffectOn } from '../../access/grants-in-effect.read.ts';
import { underToday } from '../../access/territory-condition.ts';
import type { Sql } from '../../database/database.ts';
import { countRows, hasRows } from '../../database/rows.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import { type KnownAt, recordedBy } from '../../database/time/known-at.ts';
import { currentOn, notEnded } from '../../database/time/valid-on.ts';
import { type RuleContent, ruleContent } from './rule-content.ts';

/** What became of a proposal. */
export const PROPOSAL_STATES = { PROPOSED: '待确认', CONFIRMED: '已确认', EXPIRED: '逾期未确认' } as const;

/** A proposal of local standards or of a local profile; days are `YYYY-MM-DD`. */
export interface RuleProposal {
  readonly id: string;
  readonly unionId: string;
  readonly kind: RuleContent['kind'];
  readonly content: RuleContent;
  readonly documentNumber: string;
  readonly documentTitle: string;
  readonly proposedBy: string;
  readonly validFrom: string;
  /** The first day on which it can no longer be confirmed. */
  readonly validTo: string;
}

/** A proposal in a list, and who confirmed it. */
export interface ListedProposal extends RuleProposal {
  readonly state: keyof typeof PROPOSAL_STATES;
  readonly confirmedBy: string | null;
  readonly confirmedOn: string | null;
}

/** The unions of the reader's own grants, whose subtrees count. */
interface ReadUnions {
  readonly unions: readonly string[];
  readonly today: string;
}

const COLUMNS = `p.id, p.union_id as "unionId", p.kind, p.content, p.document_number as "documentNumber",
  p.document_title as "documentTitle", p.proposed_by as "proposedBy", p.valid_from as "validFrom", p.valid_to as "validTo"`;

type Stored<T> = Omit<T, 'content'> & { readonly content: unknown };

function parsed<T extends RuleProposal>({ content, ...row }: Stored<T>): T {
  return { ...row, content: ruleContent.parse(content) } as T;
}

const LIST = (known: KnownAt) => `from rule_proposal p
  left join rule_confirmation c on c.proposal_id = p.id and ${recordedBy('c', known)}
  where ${recordedBy('p', known)} and ${underToday('p.union_id', '$1', '$2')}`;

/** The proposals of the unions in the order in which they were made, at most `limit` after one, or those of these ids. */
export async function listProposals(
  sql: Sql,
  { unions, today }: ReadUnions,
  known: KnownAt,
  {
    after,
    limit,
    ids,
  }: { readonly after: string | null; readonly limit: number; readonly ids: readonly string[] | null },
): Promise<readonly (ListedProposal & Watermark)[]> {
  const rows = await sql.query<Stored<ListedProposal & Watermark>>(
    `select ${COLUMNS}, c.confirmed_by as "confirmedBy", c.confirmed_on as "confirmedOn",
       case when c.proposal_id is not null then 'CONFIRMED' when p.valid_to <= $2 then 'EXPIRED' else 'PROPOSED' end as state,
       ${WATERMARK}
     ${LIST(known)} and ($3::uuid is null or p.id > $3) and ($5::uuid[] is null or p.id = any($5)) order by p.id limit $4`,
    [unions, today, after, limit, ids],
  );
  return rows.map(parsed);
}

export function countProposals(sql: Sql, { unions, today }: ReadUnions, known: KnownAt): Promise<number> {
  return countRows(sql, LIST(known), { values: [unions, today] });
}

/** The id of no union: what is missing is looked for too, so that the time does not tell it from what is forbidden. */
export const NO_UNION = '00000000-0000-0000-0000-000000000000';

/** Returns a proposal that still can be confirmed. */
export async function openRuleProposal(sql: Sql, id: string, today: string): Promise<RuleProposal | undefined> {
  const [row] = await sql.query<Stored<RuleProposal>>(
    `select ${COLUMNS} from rule_proposal p where p.id = $1 and ${notEnded('p', '$2')}
       and not exists (select from rule_confirmation c where c.proposal_id = p.id)`,
    [id, today],
  );
  return row === undefined ? undefined : parsed(row);
}

/** Whether a member of staff may confirm rules of a union today: as the archivist of a centre of county level or above over it. */
export function confirmsFor(sql: Sql, staffId: string, unionId: string, today: string): Promise<boolean> {
  return hasRows(
    sql,
    `select from staff_grant g
     join staff_version s on s.anchor_id = g.staff_id and ${currentOn('s', '$3::date')}
     join staff_grant_version v on v.anchor_id = g.id and v.role = any($4) and ${inEffectOn('g', 'v', '$3::date')}
     join union_closure c on c.ancestor_id = v.union_id and c.descendant_id = $2 and ${currentOn('c', '$3::date')}
     join trade_union_version u on u.anchor_id = v.union_id and u.has_centre and u.kind in ('COUNTY', 'MUNICIPAL')
       and ${currentOn('u', '$3::date')}
     where g.staff_id = $1`,
    [staffId, unionId, today, rolesFor('CONFIRM_RULE')],
  );
}

/** The scan of a proposal's document. */
export interface RuleDocument {
  readonly proposalId: string;
  /** From 1, in the order in which they came. */
  readonly place: number;
  /** The SHA-256 of the scan, in hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly receivedOn: string;
  readonly receivedBy: string;
}

export function findDocuments(sql: Sql, proposalIds: readonly string[]): Promise<readonly RuleDocument[]> {
  return sql.query<RuleDocument>(
    `select d.proposal_id as "proposalId", d.place, encode(d.content, 'hex') as digest, a.bytes::integer as bytes,
       a.media_type as "mediaType", d.received_on as "receivedOn", d.received_by as "receivedBy"
     from rule_document d join artefact a on a.digest = d.content
     where d.proposal_id = any($1::uuid[]) order by d.proposal_id, d.place`,
    [proposalIds],
  );
}
