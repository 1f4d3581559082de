import { kindOfPurpose } from '../../access/purpose/purpose.ts';
import { NOBODY, parseTimedId } from '../../graph/arguments/ids.ts';
import { viewOf } from '../../graph/arguments/read-at.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { type Page, walkPage } from '../../graph/page/walk-page.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { type HouseholdNode, loadHouseholdNode, type PersonNode } from '../../registry/graph/household.loader.ts';
import { loadPersonNode } from '../../registry/graph/person.loader.ts';
import { narrowingOf, overseenBy } from '../overseen.loader.ts';
import type { DaysArgs } from '../oversight.input.ts';
import { countOwnReads, countReads, type ListedRead, listOwnReads, listReads } from './sensitive-read.read.ts';
import type { SensitiveReadsArgs } from './sensitive-read.type.ts';

const keyOf = ({ atKey, readId, subjectId }: ListedRead) => [atKey, readId, subjectId];

/** A page of the reads of persons and households that the viewer oversees. Errors: INVALID_ARGUMENT. */
export async function sensitiveReadPage(context: GraphContext, given: SensitiveReadsArgs): Promise<Page<ListedRead>> {
  const { database } = context.deps;
  const overseen = overseenBy(context, 'READ_ACCESS_RECORD');
  const narrowing = { ...(await narrowingOf(context, given)), subject: subjectOf(given) };
  return walkPage(context, {
    list: 'sensitiveReads',
    of: narrowing,
    given,
    read: (_known, after, limit) => database.session((sql) => listReads(sql, overseen, narrowing, after, limit)),
    keyOf,
    nodesOf: (rows) => rows,
    count: () => database.session((sql) => countReads(sql, overseen, narrowing)),
  });
}

/** The person or the household that is asked for: an id of other times names the same. */
function subjectOf({ person, household }: SensitiveReadsArgs): string | null {
  if (typeof person === 'string' && typeof household === 'string') {
    throw graphError('INVALID_ARGUMENT', { argument: 'person | household' });
  }
  const id = person ?? household;
  return typeof id === 'string' ? (parseTimedId(id)?.id ?? NOBODY) : null;
}

/** A page of what the viewer read or, if they are a worker, of who read their values. */
export async function ownReadPage(context: GraphContext, given: DaysArgs): Promise<Page<ListedRead>> {
  const { database, today } = context.deps;
  const viewer = requireViewer(context);
  const narrowing = await narrowingOf(context, given);
  return walkPage(context, {
    list: 'ownReads',
    of: narrowing,
    given,
    read: (_known, after, limit) =>
      database.session((sql) => listOwnReads(sql, viewer, today, narrowing, after, limit)),
    keyOf,
    nodesOf: (rows) => (viewer.personId === null ? rows : rows.map(toldToWorker)),
    count: () => database.session((sql) => countOwnReads(sql, viewer, today, narrowing)),
  });
}

/** The free part of a purpose may speak of others, such as whose petition was answered. */
function toldToWorker(read: ListedRead): ListedRead {
  return { ...read, purpose: kindOfPurpose(read.purpose) };
}

/** The person of a row; `null` if it is none, or if the viewer may not see them now. */
export function personOfRow(context: GraphContext, { kind, subjectId }: ListedRead): Promise<PersonNode | null> {
  return loadPersonNode(context, { by: 'id', id: kind === 'Person' ? subjectId : NOBODY }, presentView(context));
}

/** The household of a row; `null` if it is none, or if the viewer may not see it now. */
export function householdOfRow(context: GraphContext, { kind, subjectId }: ListedRead): Promise<HouseholdNode | null> {
  return loadHouseholdNode(context, kind === 'Household' ? subjectId : NOBODY, presentView(context));
}

function presentView({ deps: { today } }: GraphContext) {
  return viewOf(requireDay(today), 'NOW', today);
}
