import { copyTexts, type Texts } from '../../database/copy-texts.ts';
import type { Sql } from '../../database/database.ts';
import { readMap } from '../../database/rows.ts';
import { textList } from '../../database/table.ts';
import { joinStewards } from '../../database/time/stewards.ts';
import type { DecisionChange } from './compare-decisions.ts';

/** What is previewed: the first day of a proposal, or that it had been in force through each household's window. */
export type PreviewPart = 'FIRST_DAY' | 'THROUGH_WINDOW';

export interface HouseholdChange extends DecisionChange {
  readonly part: PreviewPart;
  readonly householdId: string;
}

/** What a preview found. Days are `YYYY-MM-DD`. */
interface Preview {
  readonly proposalId: string;
  readonly revision: number;
  readonly firstDay: string;
  readonly windowDay: string;
  /** How many households were looked at. */
  readonly households: number;
  readonly changes: readonly HouseholdChange[];
}

/** The steward of every household on a day, as known at a revision. */
export function stewardOfEach(
  sql: Sql,
  day: string,
  known: number,
  today: string,
): Promise<ReadonlyMap<string, string>> {
  const { join, steward } = joinStewards({ day: '$1::date', known, today: '$2::date', isPresent: false }, 'h.id');
  return readMap(sql, `select h.id, ${steward} from household h ${join}`, [day, today]);
}

/** Writes what a preview found in place of the one before. */
export async function replacePreview(sql: Sql, preview: Preview): Promise<void> {
  const { proposalId, revision, firstDay, windowDay, households, changes } = preview;
  await sql.query('delete from rule_preview_change where proposal_id = $1', [proposalId]);
  await sql.query(
    `insert into rule_preview (proposal_id, revision, first_day, window_day, households) values ($1, $2, $3, $4, $5)
     on conflict (proposal_id) do update set revision = $2, first_day = $3, window_day = $4, households = $5`,
    [proposalId, revision, firstDay, windowDay, households],
  );
  await copyTexts(sql, {
    table: 'rule_preview_change',
    columns: [
      ...['proposal_id', 'part', 'household_id', 'level', 'outcome_before', 'outcome_after'],
      ...['categories_before', 'categories_after'],
    ],
    rows: changes.map((change) => changeRow(proposalId, change)),
  });
}

function changeRow(proposalId: string, { part, householdId, level, before, after }: HouseholdChange): Texts {
  const [outcomes, categories] = [
    [before, after].map((decided) => decided?.outcome ?? null),
    [before, after].map((decided) => textList.print(decided?.categories ?? [])),
  ];
  return [proposalId, part, householdId, level, ...outcomes, ...categories];
}
