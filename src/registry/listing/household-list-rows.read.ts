import { validOn } from '../../database/time/valid-on.ts';
import { type KnownAt, knownAt, isPresent } from '../../database/time/known-at.ts';
import { keptUnder, unionNamed } from '../../access/territory-condition.ts';
import { isDissolved } from '../../organisation/changes/awaiting-steward.read.ts';
import type { Parameters } from '../../database/parameters.ts';
import { joinStewards } from '../../database/time/stewards.ts';
import { printDay } from '../../kernel/calendar.ts';
import { foundBy } from '../search/search.read.ts';
import type { HouseholdFilter, HouseholdListing } from './household-listing.ts';

/** The parts of a statement that lists households; its table `present` holds each household's id and its steward of today. */
interface ListRows {
  /** The expression of the steward on the day, as known at the revision. */
  readonly steward: string;
  /** `from … where …` */
  readonly rows: string;
  /** The expression that the rows are sorted by. */
  readonly by: string;
}

/** The tables and expressions that a list is filtered and sorted by. */
interface Source {
  /** The alias of the table with the household's facts. */
  readonly facts: string;
  /** The expression of the worker's name, with the collation that it sorts by. */
  readonly name: string;
  readonly fileNumber: string;
  readonly steward: string;
  /** The expression of the id of the file that was live on the day, as known at the revision. */
  readonly fileId: string;
  readonly from: string;
  readonly conditions: readonly string[];
}

/**
 * Makes the rows of a list. A list of today, as known now, reads one derived row for each household
 * (`household_index`). A list of another day or revision reads the versions of the household and of its worker, with
 * the same conditions and that of the filter's union.
 */
export function listRows(parameters: Parameters, listing: HouseholdListing): ListRows {
  const { filter, order, at } = listing;
  const day = `${parameters.add(printDay(at.asOf))}::date`;
  const source = isPresent(at, listing.today) ? presentSource(listing, day) : versionSource(parameters, listing, day);
  const conditions = [...source.conditions, ...filterConditions(parameters, filter, source, at.known, day)];
  const { from, steward } = source;
  return { steward, rows: `${from} where ${conditions.join('\n and ')}`, by: sortedBy(order, source) };
}

/** Names sort as Chinese is read, numbers and ids by their characters; households without a file number come last. */
function sortedBy(order: HouseholdListing['order'], { name, fileNumber }: Source): string {
  switch (order) {
    case 'FILE_NUMBER':
      return `coalesce(${fileNumber}, '~') collate "C"`;
    case 'WORKER_NAME':
      return name;
    case 'ID':
      return `present.household_id::text collate "C"`;
  }
}

function needsName({ order, filter }: HouseholdListing): boolean {
  return order === 'WORKER_NAME' || filter.workerName !== null;
}

function presentSource(listing: HouseholdListing, day: string): Source {
  const known = needsName(listing) ? 'present.worker_name is not null' : 'present.region is not null';
  return {
    ...{ facts: 'present', name: 'present.worker_name', fileNumber: 'present.file_number' },
    ...{ steward: 'present.union_id', fileId: 'present.file_id' },
    from: 'from household_index present',
    conditions: [validOn('present', day), known],
  };
}

function versionSource(parameters: Parameters, listing: HouseholdListing, day: string): Source {
  const { known } = listing.at;
  const { union, awaitsSteward } = listing.filter;
  const times = { day, known, today: `${parameters.add(listing.today)}::date`, isPresent: false };
  const { join, steward, fileId } = joinStewards(times, 'v.anchor_id');
  const numbered = knownNumber(known);
  const worker = `join membership_version m on m.anchor_id = v.worker_id and ${knownAt('m', known)} and ${validOn('m', day)}
    join person_version p on p.anchor_id = m.person_id and ${knownAt('p', known)} and ${validOn('p', day)}`;
  return {
    ...{ facts: 'v', name: 'p.name collate "zh-x-icu"', fileNumber: numbered.column, steward, fileId },
    from: `from household_version v ${join} ${numbered.join} ${needsName(listing) ? worker : ''}`,
    conditions: [
      ...[knownAt('v', known), validOn('v', day)],
      ...(union === null ? [] : [keptUnder({ id: 'v.anchor_id', steward }, unionNamed(parameters, union), day, known)]),
      ...(awaitsSteward === null ? [] : [`(${isDissolved(steward, day, known)}) = ${awaitsSteward}`]),
    ],
  };
}

/** The number that households are shown and sorted by: that of the file without an end, as known at the revision. */
function knownNumber(known: KnownAt): { readonly column: string; readonly join: string } {
  if (known === 'NOW') return { column: 'present.file_number', join: '' };
  return {
    column: 'numbered.number',
    join: `left join archive_file numbered on numbered.id = (
      select l.anchor_id from archive_file_version l where l.household_id = v.anchor_id and ${knownAt('l', known)}
        and l.valid_to is null and l.state not in ('LIFTED', 'WITHDRAWN', 'REFUSED'))`,
  };
}

function filterConditions(
  parameters: Parameters,
  filter: HouseholdFilter,
  source: Source,
  known: KnownAt,
  day: string,
): readonly string[] {
  const { region, mainCause, declaredClass, migrant, singleParent, workerName, search, cell } = filter;
  const columns = {
    ...{ region, main_cause: mainCause, declared_class: declaredClass, migrant, single_parent: singleParent },
  };
  const conditions = Object.entries(columns)
    .filter(([, value]) => value !== null)
    .map(([column, value]) => `${source.facts}.${column} = ${parameters.add(value)}`);
  if (workerName !== null) conditions.push(`strpos(${source.name}, ${parameters.add(workerName)}) > 0`);
  if (cell !== null) conditions.push(`present.household_id = any(${parameters.add(cell)}::uuid[])`);
  if (search !== null) conditions.push(foundBy(parameters, search, 'present.household_id', { known, day }));
  return [...conditions, ...fileConditions(parameters, filter, source, known, day)];
}

/** The states of a file that has ended. */
const ENDED = ['LIFTED', 'WITHDRAWN', 'REFUSED'];

/**
 * The conditions on the live file, as of the day. If the filter is for an ended state, any file of the household
 * matches.
 */
function fileConditions(
  parameters: Parameters,
  { level, category, fileState }: HouseholdFilter,
  { fileId }: Source,
  known: KnownAt,
  day: string,
): readonly string[] {
  const wanted = Object.entries({ level, category, state: fileState }).filter(([, value]) => value !== null);
  if (wanted.length === 0) return [];
  const equal = wanted.map(([column, value]) => `a.${column} = ${parameters.add(value)}`).join(' and ');
  const file =
    fileState !== null && ENDED.includes(fileState)
      ? 'a.household_id = present.household_id'
      : `a.anchor_id = ${fileId}`;
  return [
    `exists (select from archive_file_version a where ${file} and ${knownAt('a', known)} and ${validOn('a', day)}
      and ${equal})`,
  ];
}
