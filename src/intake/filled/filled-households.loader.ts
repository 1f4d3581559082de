import { grantedRights, type Rights } from '../../access/viewer.ts';
import type { Action } from '../../access/permissions.ts';
import { requireSameRights } from '../../export/link/same-rights.loader.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { RecordReads } from '../../graph/feature.ts';
import { isUnmasked, showSensitive } from '../../graph/policy/field-policy.ts';
import { isShownInPart } from '../../graph/policy/mask.ts';
import type { Protected, Subject } from '../../graph/policy/protected.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { type Day, requireDay } from '../../kernel/calendar.ts';
import { territoryUnder } from '../../registry/graph/household.loader.ts';
import { loadHouseholds } from '../../registry/household/household.read.ts';
import { householdOn, type StoredHousehold, versionOn } from '../../registry/household/stored-household.ts';
import { countHouseholds, listHouseholds, type ListedHousehold } from '../../registry/listing/household-list.read.ts';
import { EVERY_HOUSEHOLD, type HouseholdListing } from '../../registry/listing/household-listing.ts';
import { MASKED_TEXT } from '../workbook/forms/masked-text.ts';
import type { Sheet } from '../workbook/sheets.ts';
import { filledRows, type SheetsOfRows, type Show } from './filled-rows.ts';

/** How many households are read at a time; each such part is an answer of its own. */
const PART = 100;
/** What one must be allowed in the territory of a household that is exported: all but what is masked. */
const NEEDED: readonly Action[] = ['EXPORT_WORKBOOK', 'READ_HOUSEHOLD', 'READ_FACTS', 'READ_PAYMENTS'];

/** How many households a union and those under it have that the viewer may see: at least as many as are exported. */
export function countFilled(context: GraphContext, union: string): Promise<number> {
  return context.deps.database.session((sql) => countHouseholds(sql, listingOf(context, union)));
}

/**
 * Reads the households of a union and of those under it as of today, as far as the viewer may export them, as rows of the sheets.
 * What is shown unmasked is on record before a household is handed over.
 */
export async function* filledHouseholds(
  context: GraphContext,
  union: string,
  sheets: readonly Sheet[],
  record: RecordReads,
): AsyncGenerator<SheetsOfRows> {
  const { database, today } = context.deps;
  const on = requireDay(today);
  const listed = await database.session((sql) => listHouseholds(sql, listingOf(context, union), null, null));
  let shortNumber = 0;
  for (let at = 0; at < listed.length; at += PART) {
    if (at > 0) await requireSameRights(context);
    const read: GraphContext = { ...context, reads: { current: {} } };
    const found = await readPart(read, listed.slice(at, at + PART));
    const rows = found.flatMap(({ stored, rights }) => {
      const household = householdOn(stored, on);
      if (household === null) return [];
      const filled = { household, shortNumber: (shortNumber += 1), on, show: showTo(read, stored, rights, on) };
      return [sheets.map((sheet, index) => filledRows(filled, sheet, index))];
    });
    await record(read);
    yield* rows;
  }
}

interface Readable {
  readonly stored: StoredHousehold;
  readonly rights: Rights;
}

async function readPart(context: GraphContext, part: readonly ListedHousehold[]): Promise<readonly Readable[]> {
  const { database, secrets } = context.deps;
  const viewer = requireViewer(context);
  const judged = await Promise.all(
    part.map(async ({ id, unionId }) => {
      return { id, rights: grantedRights(viewer, await territoryUnder(context, unionId)) };
    }),
  );
  const allowed = judged.filter(({ rights }) => NEEDED.every((action) => rights.has(action)));
  const ids = allowed.map(({ id }) => id);
  const stored = await database.session((sql) => loadHouseholds(sql, secrets, ids, 'NOW'));
  return allowed.flatMap(({ id, rights }) => {
    const one = stored.get(id);
    return one === undefined ? [] : [{ stored: one, rights }];
  });
}

/**
 * Shows sensitive values as the graph does. Of what is hidden whole it is not told whether there is a value, for that somebody has a
 * note on their health tells that they are ill.
 */
function showTo(context: GraphContext, stored: StoredHousehold, rights: Rights, on: Day): Show {
  const persons = new Map(
    stored.members.map(({ key, versions }) => [key, versionOn(versions, on)?.value.personId ?? null]),
  );
  const subjectOf = (member: string | null): Subject => {
    const person = member === null ? null : (persons.get(member) ?? null);
    return person === null ? { kind: 'Household', id: stored.id } : { kind: 'Person', id: person };
  };
  return (value, sensitivity, member) => {
    const source: Protected = { rights, subject: subjectOf(member), secret: () => null };
    const shown = showSensitive(context, source, sensitivity, value);
    if (isUnmasked(source, sensitivity, context)) return { value: shown };
    if (!isShownInPart(sensitivity)) return { masked: MASKED_TEXT };
    return typeof shown === 'string' ? { masked: shown } : { value: null };
  };
}

function listingOf(context: GraphContext, union: string): HouseholdListing {
  const { today } = context.deps;
  const at = { asOf: requireDay(today), known: 'NOW' as const };
  return { viewer: requireViewer(context), filter: { ...EVERY_HOUSEHOLD, union }, order: 'FILE_NUMBER', at, today };
}
