import { countRows } from '../../database/rows.ts';
import { validOn } from '../../database/time/valid-on.ts';
import { keptUnder, unionNamed, withinTerritory } from '../../access/territory-condition.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import type { Viewer } from '../../access/viewer.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { isPresent, type KnownAt, knownAt, type ReadAt, recordedBy } from '../../database/time/known-at.ts';
import { joinStewards } from '../../database/time/stewards.ts';
import { Parameters } from '../../database/parameters.ts';
import type { Secret } from '../../fields/sealed-values.ts';
import { versionReader } from '../../fields/version-reader.ts';
import type { ArchiveFileState } from '../../registry/file/archive-file.ts';
import { nationalDue } from '../national/national-due.read.ts';
import type { HardshipMark } from '../marks/hardship-mark.codes.ts';
import { isMarked } from '../marks/hardship-mark.read.ts';
import { isOfferedTo } from '../offers/open-offer.read.ts';
import type { NationalMatter } from '../national/national-entry.codes.ts';
import type { Body } from '../procedure/course/course.codes.ts';
import { archiveFileFields } from '../../registry/file/archive-file.fields.ts';

/** A file as it is on a day. */
export interface ArchiveFileRow extends Partial<ArchiveFileState> {
  readonly id: string;
  readonly householdId: string;
  readonly number: string;
  /** The first day of the state that is shown. */
  readonly since: string;
  /** The steward of the file on the day. */
  readonly stewardId: string | null;
  readonly secret: Secret;
}

export interface ArchiveFileFilter {
  readonly union: string | null;
  readonly level: string | null;
  readonly category: string | null;
  readonly state: string | null;
  /** The beginning of the number. */
  readonly numberFrom: string | null;
  readonly body: Body | null;
  readonly inStateBefore: Day | null;
  readonly notEntered: NationalMatter | null;
  readonly mark: HardshipMark | null;
}

export interface ArchiveFileListing {
  readonly viewer: Viewer;
  readonly filter: ArchiveFileFilter;
  readonly at: ReadAt;
  readonly today: string;
  /** The union to which the files are offered, where that admits to them and not the viewer's territory. */
  readonly offeredTo?: string | null;
}

export interface ReceiptRow {
  readonly id: string;
  readonly householdId: string;
  readonly asOf: string;
  readonly level: string;
  readonly outcome: string;
  readonly primaryCategory: string | null;
  readonly rulebookVersion: string;
  readonly recordedAt: string;
}

const fileReader = versionReader({
  table: 'archive_file_version',
  fields: archiveFileFields,
  extra: { householdId: 'f.household_id', number: 'f.number', since: 'v.valid_from::text' },
  open: { stewardId: 's.union_id' },
  owner: { kind: 'household', id: 'f.household_id' },
});

/** Reads files by one of these keys, as they are on a day. One statement. */
export async function readFiles(
  sql: Sql,
  secrets: Secrets,
  by: 'id' | 'household_id' | 'number',
  values: readonly string[],
  { asOf, known }: ReadAt,
): Promise<readonly ArchiveFileRow[]> {
  const type = by === 'number' ? 'text' : 'uuid';
  const { columns, join, readRow } = fileReader(null);
  const rows = await sql.arrays(
    `select ${columns.join(', ')}
     from archive_file f
     join archive_file_version v on v.anchor_id = f.id and ${knownAt('v', known)} and ${validOn('v', '$2::date')}
     ${join}
     left join stewardship s on s.anchor_id = f.id and ${knownAt('s', known)} and ${validOn('s', '$2::date')}
     where f.${by} = any($1::${type}[]) order by f.number`,
    [values, printDay(asOf)],
  );
  return rows.map((row) => readRow(secrets, row));
}

/** Reads the ids of a page of files in the order of their numbers. */
export function listFiles(
  sql: Sql,
  listing: ArchiveFileListing,
  after: string | null,
  limit: number,
): Promise<readonly ({ readonly id: string; readonly number: string } & Watermark)[]> {
  const parameters = new Parameters();
  const body = fromAndWhere(parameters, listing);
  const from = after === null ? '' : `and f.number collate "C" > ${parameters.add(after)}`;
  return sql.query(
    `select f.id, f.number, ${WATERMARK} ${body} ${from} order by f.number collate "C" limit ${parameters.add(limit)}`,
    parameters.values,
  );
}

export function countFiles(sql: Sql, listing: ArchiveFileListing): Promise<number> {
  const parameters = new Parameters();
  return countRows(sql, fromAndWhere(parameters, listing), parameters);
}

function fromAndWhere(
  parameters: Parameters,
  { viewer, filter, at, today, offeredTo = null }: ArchiveFileListing,
): string {
  const now = `${parameters.add(today)}::date`;
  const day = `${parameters.add(printDay(at.asOf))}::date`;
  // Only the filter by a union asks who kept the household on the day; rights ask who keeps it today.
  const isNow = filter.union === null || isPresent(at, today);
  const times = { day, known: at.known, today: now, isPresent: isNow };
  const { join, steward, currentSteward } = joinStewards(times, 'f.household_id');
  const conditions = [
    offeredTo === null
      ? withinTerritory(parameters, { viewer, actions: ['READ_HOUSEHOLD'], today }, currentSteward, 'f.household_id')
      : isOfferedTo('v', `${parameters.add(offeredTo)}::uuid`, at.known),
    ...statesOf(parameters, filter),
  ];
  const { union, numberFrom, body, mark } = filter;
  if (mark !== null) conditions.push(isMarked(mark, at.known));
  if (numberFrom !== null) conditions.push(`starts_with(f.number, ${parameters.add(numberFrom)})`);
  if (body !== null) conditions.push(inHandsOf(parameters.add(body), day, at.known));
  conditions.push(...standsStill(parameters, filter, day, at.known));
  if (union !== null) {
    conditions.push(keptUnder({ id: 'f.household_id', steward }, unionNamed(parameters, union), day, at.known));
  }
  return `from archive_file f
    join archive_file_version v on v.anchor_id = f.id and ${knownAt('v', at.known)} and ${validOn('v', day)}
    ${join}
    where ${conditions.join(' and ')}`;
}

/** The conditions for what a file is in. */
function statesOf(parameters: Parameters, { level, category, state }: ArchiveFileFilter): readonly string[] {
  return Object.entries({ level, category, state }).flatMap(([column, value]) =>
    value === null ? [] : [`v.${column} = ${parameters.add(value)}`],
  );
}

/** The conditions for files with which something has not been done. */
function standsStill(
  parameters: Parameters,
  { inStateBefore, notEntered }: ArchiveFileFilter,
  day: string,
  known: KnownAt,
): readonly string[] {
  return [
    ...(inStateBefore === null ? [] : [`v.valid_from < ${parameters.add(printDay(inStateBefore))}::date`]),
    ...(notEntered === null ? [] : [`${nationalDue(day, known)} = ${parameters.add(notEntered)}`]),
  ];
}

/** The condition for files that a body has in hand on a day, as `holderOf` tells it of the steps. */
function inHandsOf(body: string, day: string, known: KnownAt): string {
  const appealed = `coalesce((select s.act = 'APPEAL' from archive_file_step s
    where s.file_id = f.id and s.act in ('APPEAL', 'DECIDE_APPEAL') and s."on" <= ${day} and ${recordedBy('s', known)}
    order by s.number desc limit 1), false)`;
  const hands = `case when v.state = 'VERIFIED' or ${appealed} then 'SUPERIOR' when v.state = 'REVIEWED' then 'CENTRE' else 'FILING' end`;
  return `${hands} = ${body}`;
}

/** Reads the decisions of households that were recorded by a revision, the newest first. */
export async function readReceipts(
  sql: Sql,
  householdIds: readonly string[],
  known: KnownAt,
): Promise<readonly ReceiptRow[]> {
  return sql.query<ReceiptRow>(
    `select r.id, r.household_id as "householdId", r.as_of as "asOf", r.level, r.outcome,
       r.primary_category as "primaryCategory", r.rulebook_version as "rulebookVersion",
       to_char(c.at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') as "recordedAt"
     from assessment_receipt r join change_log c on c.id = r.recorded_in
     where r.household_id = any($1) and ${recordedBy('r', known)} order by r.household_id, r.id desc`,
    [householdIds],
  );
}
