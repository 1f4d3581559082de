import { withinTerritory } from '../../access/territory-condition.ts';
import type { Viewer } from '../../access/viewer.ts';
import { Parameters } from '../../database/parameters.ts';
import type { Sql } from '../../database/database.ts';
import { countRows } from '../../database/rows.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import type { Level } from '../../policy/facts/facts.ts';

/** What a preview compares. */
export const PREVIEW_PARTS = { FIRST_DAY: '起始日', THROUGH_WINDOW: '假定核算期内一直有效' } as const;

export type PreviewPart = keyof typeof PREVIEW_PARTS;

/** What a proposal would do to a household at a level: it would become eligible, be so no longer, or be decided otherwise in another way. */
export const PREVIEW_EFFECTS = { ENTERS: '将符合', LEAVES: '将不再符合', OTHERWISE: '其他变化' } as const;

export type PreviewEffect = keyof typeof PREVIEW_EFFECTS;

/** Where no local rule is in force, nobody is eligible by it. */
const EFFECT = `case when c.outcome_after = 'ELIGIBLE' and c.outcome_before is distinct from 'ELIGIBLE' then 'ENTERS'
  when c.outcome_before = 'ELIGIBLE' and c.outcome_after is distinct from 'ELIGIBLE' then 'LEAVES' else 'OTHERWISE' end`;

/** What a preview found of all households. Days are `YYYY-MM-DD`. */
export interface PreviewRow {
  readonly proposalId: string;
  readonly revision: string;
  readonly firstDay: string;
  readonly windowDay: string;
  readonly households: string;
  /** Households that would be decided otherwise, the viewer's or not. */
  readonly changed: string;
}

export function findPreviews(sql: Sql, proposalIds: readonly string[]): Promise<readonly PreviewRow[]> {
  return sql.query<PreviewRow>(
    `select p.proposal_id as "proposalId", p.revision, p.first_day as "firstDay", p.window_day as "windowDay", p.households,
       (select count(distinct c.household_id) from rule_preview_change c where c.proposal_id = p.proposal_id) as changed
     from rule_preview p where p.proposal_id = any($1::uuid[])`,
    [proposalIds],
  );
}

/** Households of the viewer by their decisions before and after. */
export interface PreviewGroup {
  readonly proposalId: string;
  readonly part: PreviewPart;
  readonly level: Level;
  readonly outcomeBefore: string | null;
  readonly outcomeAfter: string | null;
  readonly categoryBefore: string | null;
  readonly categoryAfter: string | null;
  readonly households: number;
}

/** Who reads, and the day by which rights are judged. */
interface Reader {
  readonly viewer: Viewer;
  readonly today: string;
}

const ACTIONS = ['READ_RULE_PROPOSALS', 'READ_HOUSEHOLD', 'READ_ASSESSMENT'] as const;

/** The changes that the viewer may see, by the steward of today. */
function ownChanges(parameters: Parameters, reader: Reader): string {
  const today = parameters.add(reader.today);
  const own = withinTerritory(parameters, { ...reader, actions: ACTIONS }, 'k.union_id', 'k.household_id');
  return `from rule_preview_change c join stewards(${today}::date) k on k.household_id = c.household_id where ${own}`;
}

/** A migrant worker's own category is the primary one (R9). */
const primary = (categories: string) =>
  `case when 'MIGRANT_WORKER' = any(${categories}) then 'MIGRANT_WORKER' else ${categories}[1] end`;

export async function groupChanges(
  sql: Sql,
  proposalIds: readonly string[],
  reader: Reader,
): Promise<readonly PreviewGroup[]> {
  const parameters = new Parameters();
  const body = ownChanges(parameters, reader);
  return sql.query<PreviewGroup>(
    `select c.proposal_id as "proposalId", c.part, c.level, c.outcome_before as "outcomeBefore",
       c.outcome_after as "outcomeAfter", ${primary('c.categories_before')} as "categoryBefore",
       ${primary('c.categories_after')} as "categoryAfter", count(*)::integer as households
     ${body} and c.proposal_id = any(${parameters.add(proposalIds)}::uuid[])
     group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 8 desc, 4, 5, 6, 7`,
    parameters.values,
  );
}

/** How many households of the viewer would be decided otherwise, by proposal. */
export async function countOwnChanged(
  sql: Sql,
  proposalIds: readonly string[],
  reader: Reader,
): Promise<ReadonlyMap<string, number>> {
  const parameters = new Parameters();
  const body = ownChanges(parameters, reader);
  const rows = await sql.query<{ proposalId: string; households: string }>(
    `select c.proposal_id as "proposalId", count(distinct c.household_id) as households
     ${body} and c.proposal_id = any(${parameters.add(proposalIds)}::uuid[]) group by 1`,
    parameters.values,
  );
  return new Map(rows.map(({ proposalId, households }) => [proposalId, Number(households)]));
}

/** A household of the viewer that would be decided otherwise. */
export interface ListedChange {
  readonly householdId: string;
  readonly level: Level;
  readonly outcomeBefore: string | null;
  readonly outcomeAfter: string | null;
  readonly categoriesBefore: readonly string[];
  readonly categoriesAfter: readonly string[];
  readonly effect: PreviewEffect;
}

interface ChangesOf extends Reader {
  readonly proposalId: string;
  readonly part: PreviewPart;
  /** `null`: all. */
  readonly effect: PreviewEffect | null;
}

function changesOf(parameters: Parameters, { proposalId, part, effect, ...reader }: ChangesOf): string {
  const body = ownChanges(parameters, reader);
  const only = effect === null ? '' : `and ${EFFECT} = ${parameters.add(effect)}`;
  return `${body} and c.proposal_id = ${parameters.add(proposalId)}::uuid and c.part = ${parameters.add(part)} ${only}`;
}

/** The households that would be decided otherwise, in the order of their ids, at most `limit` after one. */
export function listPreviewChanges(
  sql: Sql,
  of: ChangesOf,
  after: readonly (string | null)[] | null,
  limit: number,
): Promise<readonly (ListedChange & Watermark)[]> {
  const parameters = new Parameters();
  const body = changesOf(parameters, of);
  const [household = null, level = null] = after ?? [];
  const begins =
    after === null
      ? 'true'
      : `(c.household_id, c.level collate "C") > (${parameters.add(household)}::uuid, ${parameters.add(level)})`;
  return sql.query<ListedChange & Watermark>(
    `select c.household_id as "householdId", c.level, c.outcome_before as "outcomeBefore", c.outcome_after as "outcomeAfter",
       c.categories_before as "categoriesBefore", c.categories_after as "categoriesAfter", ${EFFECT} as effect, ${WATERMARK}
     ${body} and ${begins} order by c.household_id, c.level collate "C" limit ${parameters.add(limit)}`,
    parameters.values,
  );
}

export function countPreviewChanges(sql: Sql, of: ChangesOf): Promise<number> {
  const parameters = new Parameters();
  return countRows(sql, changesOf(parameters, of), parameters);
}
