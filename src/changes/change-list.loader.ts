import type { KnownAt } from '../database/time/known-at.ts';
import { filterTexts } from '../graph/arguments/filter-texts.ts';
import { type View, viewOf } from '../graph/arguments/read-at.ts';
import type { GraphContext } from '../graph/context.ts';
import { graphError } from '../graph/error.ts';
import { type Page, walkPage } from '../graph/page/walk-page.ts';
import { requireViewer } from '../graph/policy/require-viewer.ts';
import { type Day, printDay, requireDay } from '../kernel/calendar.ts';
import { requireUnion } from '../organisation/named-union.loader.ts';
import { type HouseholdNode, loadHouseholdNode, type PersonNode } from '../registry/graph/household.loader.ts';
import { loadPersonNode } from '../registry/graph/person.loader.ts';
import { changeNode } from './change.loader.ts';
import type { ChangesArgs } from './change.type.ts';
import { type ChangeFilter, type ChangeListing, countChanges, listChanges } from './change-list.read.ts';
import type { ChangeNode } from './changed-fact.loader.ts';

const NO_FILTER: Pick<ChangeFilter, 'union' | 'actor' | 'act'> = { union: null, actor: null, act: null };

/** A page of the changes within the viewer's territory. Errors: INVALID_ARGUMENT. */
export async function changeList(context: GraphContext, given: ChangesArgs): Promise<Page<ChangeNode>> {
  const { database, today } = context.deps;
  const filter = readFilter(given);
  await requireUnion(context, filter.union, 'READ_HISTORY', 'filter.union');
  const listingAt = (known: KnownAt): ChangeListing => ({ viewer: requireViewer(context), filter, known, today });
  return walkPage(context, {
    list: 'changes',
    of: filter,
    given,
    read: (known, after, limit) => database.session((sql) => listChanges(sql, listingAt(known), after, limit)),
    keyOf: ({ moment, id }) => [moment, id],
    nodesOf: (rows) => rows.map((row) => changeNode(row, null)),
    count: (known) => database.session((sql) => countChanges(sql, listingAt(known))),
  });
}

function readFilter({ filter }: ChangesArgs): ChangeFilter {
  const { from, to, ...texts } = filter ?? {};
  const days = { from: dayText(from), to: dayText(to) };
  if (days.from !== null && days.to !== null && days.from > days.to) {
    throw graphError('INVALID_ARGUMENT', { argument: 'filter.from | filter.to' });
  }
  return { ...filterTexts(NO_FILTER, texts), ...days };
}

function dayText(day: Day | null | undefined): string | null {
  return day === null || day === undefined ? null : printDay(day);
}

/** The household that is the subject of a change, as of today. */
export function householdOf(context: GraphContext, change: ChangeNode): Promise<HouseholdNode | null> | null {
  return change.subjectKind === 'HOUSEHOLD' ? loadHouseholdNode(context, change.subjectId, present(context)) : null;
}

/** The person who is the subject of a change, as of today. */
export function personOf(context: GraphContext, change: ChangeNode): Promise<PersonNode | null> | null {
  if (change.subjectKind !== 'PERSON') return null;
  return loadPersonNode(context, { by: 'id', id: change.subjectId }, present(context));
}

function present({ deps: { today } }: GraphContext): View {
  return viewOf(requireDay(today), 'NOW', today);
}
