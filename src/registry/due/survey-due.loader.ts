import type { GraphContext } from '../../graph/context.ts';
import { filterTexts } from '../../graph/arguments/filter-texts.ts';
import { readAt, type View } from '../../graph/arguments/read-at.ts';
import { type Page, walkPage } from '../../graph/page/walk-page.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import type { Database } from '../../database/database.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import { serially } from '../../database/reads/serially.ts';
import { type Bilingual, bilingual } from '../../kernel/bilingual.ts';
import { printDay } from '../../kernel/calendar.ts';
import { requireUnion } from '../../organisation/named-union.loader.ts';
import { type HouseholdNode, loadHouseholdNode } from '../graph/household.loader.ts';
import { countSurveyed, type DueListing } from './due-rows.read.ts';
import { type DueHousehold, listDue } from './list-due.ts';
import { type LastSurvey, SURVEY_DUE } from './survey-due.ts';
import type { SurveysDueArgs } from './survey-due.type.ts';

interface SurveyDueNode extends LastSurvey, Bilingual, Pick<DueHousehold, 'servesUntil'> {
  readonly household: HouseholdNode;
  readonly dueReason: DueHousehold['reason'];
}

/** A page of the households within the viewer's territory that are to be surveyed. */
export async function surveyDuePage(context: GraphContext, given: SurveysDueArgs): Promise<Page<SurveyDueNode>> {
  const { database, today } = context.deps;
  const { union } = filterTexts<{ readonly union: string | null }>({ union: null }, { union: given.union });
  await requireUnion(context, union, 'READ_FACTS', 'union');
  const reason = given.dueReason ?? null;
  const at = await readAt(context.deps, { asOf: given.on });
  const listing: DueListing = { viewer: requireViewer(context), union, reason, on: at.asOf, today };
  return walkPage(context, {
    list: 'surveysDue',
    of: [union, reason, printDay(at.asOf)],
    given,
    read: (known, after, limit) => serially(database, 'LISTS', (sql) => listDue(sql, listing, known, after, limit)),
    keyOf: ({ surveyedOn, id }) => [surveyedOn, id],
    nodesOf: (rows, known) => Promise.all(rows.map((row) => dueNode(context, row, { ...at, known }))),
    count: (known) => countDue(database, listing, known),
  });
}

/** Counts the rows of all pages; those without a survey are known without their facts. */
async function countDue(database: Database, listing: DueListing, known: KnownAt): Promise<number> {
  if (listing.reason === 'NEVER') return database.session((sql) => countSurveyed(sql, listing, known));
  return (await serially(database, 'LISTS', (sql) => listDue(sql, listing, known, null, Infinity))).length;
}

async function dueNode(context: GraphContext, row: DueHousehold, at: View): Promise<SurveyDueNode | null> {
  const household = await loadHouseholdNode(context, row.id, at);
  if (household?.rights.has('READ_FACTS') !== true) return null;
  const { last, reason, servesUntil } = row;
  return { household, ...last, dueReason: reason, servesUntil, ...bilingual(SURVEY_DUE[reason]) };
}
