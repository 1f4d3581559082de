import type { Secrets } from '../../secrets/secrets.ts';
import type { Sql } from '../../database/database.ts';
import { isPresent, type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { joinStewards } from '../../database/time/stewards.ts';
import { validOn } from '../../database/time/valid-on.ts';
import { versionReader } from '../../fields/version-reader.ts';
import { printDay } from '../../kernel/calendar.ts';
import { STATES } from '../kinds.ts';
import { joinNumber, personReader } from './person-row.ts';
import type { HouseholdRow, MemberRow, PersonRow, Reading } from './rows.ts';

const VALID = validOn('v', '$2');

const PRESENT = joinStewards({ day: '$3', known: 'NOW', today: '$3', isPresent: true }, 'v.anchor_id');

function stewardsThen(known: KnownAt) {
  return joinStewards({ day: '$2', known, today: '$3', isPresent: false }, 'v.anchor_id');
}

const presentReader = householdReader(PRESENT);
const pastReader = householdReader(stewardsThen('NOW'));

function householdReader({ steward, currentSteward }: ReturnType<typeof joinStewards>) {
  return versionReader({
    ...STATES.household,
    extra: { workerId: 'v.worker_id', stewardId: steward, currentStewardId: currentSteward },
    open: {
      ...{ fileId: 'present.file_id', fileNumber: 'present.file_number' },
      lastDay: `case when ${VALID} then null else (v.valid_to - 1)::text end`,
    },
    owner: { kind: 'household', id: 'v.anchor_id' },
  });
}

const memberReader = versionReader({
  ...STATES.member,
  extra: { householdId: 'v.household_id', personId: 'v.person_id', key: 'm.key' },
  owner: { kind: 'household', id: 'v.household_id' },
});

/** Whether a version holds on the day or, of a household that is closed then, held on the last day before. */
function heldLast(known: KnownAt): string {
  return `(${VALID} or exists (select from household_closing c
    where c.anchor_id = v.anchor_id and c.valid_from = v.valid_to and ${validOn('c', '$2')} and ${knownAt('c', known)}))`;
}

/**
 * Reads households as of a day in one statement, those that are closed then as of their last day; households without a state on
 * that day are left out.
 */
export async function readHouseholdRows(
  sql: Sql,
  secrets: Secrets,
  ids: readonly string[],
  { asOf, known, selectedFields }: Reading,
  today: string,
): Promise<ReadonlyMap<string, HouseholdRow>> {
  const isNow = isPresent({ asOf, known }, today);
  const stewards = isNow ? PRESENT : stewardsThen(known);
  const { columns, join, readRow } = (isNow ? presentReader : pastReader)(selectedFields);
  const rows = await sql.arrays(
    `select ${columns.join(', ')}
     from household_version v
     ${stewards.join} ${join}
     where v.anchor_id = any($1) and ${knownAt('v', known)} and ${heldLast(known)}`,
    [ids, printDay(asOf), today],
  );
  return new Map(rows.map((row) => [row[0] ?? '', readRow(secrets, row)]));
}

/** Reads the members of households as of a day, or the memberships with these ids, in one statement. */
export async function readMemberRows(
  sql: Sql,
  secrets: Secrets,
  by: 'household_id' | 'anchor_id',
  ids: readonly string[],
  { asOf, known, selectedFields }: Reading,
): Promise<readonly MemberRow[]> {
  const { columns, join, readRow } = memberReader(selectedFields);
  const rows = await sql.arrays(
    `select ${columns.join(', ')}
     from membership_version v
     join membership m on m.id = v.anchor_id ${join}
     where v.${by} = any($1) and ${knownAt('v', known)} and ${VALID}
     order by v.household_id, v.anchor_id`,
    [ids, printDay(asOf)],
  );
  return rows.map((row) => readRow(secrets, row));
}

/** Reads persons as of a day in one statement; a person without a version on that day is read in the first one. */
export async function readPersonRows(
  sql: Sql,
  secrets: Secrets,
  ids: readonly string[],
  { asOf, known, selectedFields }: Reading,
): Promise<ReadonlyMap<string, PersonRow>> {
  const { columns, join, readRow } = personReader(selectedFields);
  const rows = await sql.arrays(
    `select distinct on (v.anchor_id) ${columns.join(', ')}
     from person_version v ${join} ${joinNumber(columns, known)}
     where v.anchor_id = any($1) and ${knownAt('v', known)}
     order by v.anchor_id, (${VALID}) desc, v.valid_from`,
    [ids, printDay(asOf)],
  );
  return new Map(rows.map((row) => [row[0] ?? '', readRow(secrets, row)]));
}
