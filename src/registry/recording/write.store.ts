import { type DataKey, seal, type Secrets } from '../../access/secrets.ts';
import { type Change, insertChanges } from '../../database/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { hex, insertTexts, type Texts } from '../../database/insert.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';
import { type Kind, RECORD_KINDS, RECORDS, STATES } from '../kinds.ts';
import { identityPlace } from '../person/person.store.ts';
import { placeOf } from '../household/version-rows.ts';
import { type RowCodec, rowCodec } from '../row-codec.ts';
import type { HouseholdPlan } from './plan-household.ts';
import type { NewPerson, ResolvedPersons } from './resolve-persons.ts';
import type { Ranged, StoredHousehold } from '../household/stored-household.ts';

/** A household's plan, the change that it is written in, and who is new. */
export interface Writing {
  readonly plan: HouseholdPlan;
  readonly change: Change;
  readonly stored: StoredHousehold;
  /** The data key of a household that is not yet on record. */
  readonly made: DataKey | null;
  readonly persons: Pick<ResolvedPersons, 'made' | 'keys'>;
}

const codecs = {
  household: rowCodec(STATES.household.fields),
  person: rowCodec(STATES.person.fields),
  member: rowCodec(STATES.member.fields),
};
const recordCodecs = RECORD_KINDS.map((kind) => ({
  kind,
  ...rowCodec(RECORDS[kind].fields),
  of: RECORDS[kind] satisfies Kind,
}));
const RANGE = { anchor_id: 'uuid', valid_from: 'date', valid_to: 'date', recorded_in: 'uuid' };

/** Writes the plans: ends what is superseded first, so that each constraint sees only what stays. */
export async function writePlans(sql: Sql, secrets: Secrets, writings: readonly Writing[]): Promise<void> {
  await insertChanges(
    sql,
    writings.map(({ change }) => change),
  );
  await writePersons(sql, secrets, writings);
  await writeAnchors(sql, writings);
  await endVersions(sql, writings);
  await beginStates(sql, writings);
  await beginRecords(sql, writings);
}

async function writePersons(sql: Sql, secrets: Secrets, writings: readonly Writing[]): Promise<void> {
  const made = writings.flatMap(({ persons, change }) => persons.made.map((person) => ({ person, change })));
  const rows = [...new Map(made.map((one) => [one.person.id, one])).values()].map(({ person, change }) =>
    personRow(person, secrets, change.id),
  );
  await insertTexts(
    sql,
    'person',
    { id: 'uuid', data_key: 'bytea', key_version: 'integer', identity: 'bytea', token: 'bytea', recorded_in: 'uuid' },
    rows,
  );
}

function personRow({ id, identityNumber, dataKey }: NewPerson, secrets: Secrets, changeId: string): Texts {
  const anchor = [id, hex(dataKey.wrapped), String(dataKey.version)];
  if (identityNumber === null) return [...anchor, null, null, changeId];
  const [current] = secrets.tokens(identityNumber);
  invariant(current?.version === dataKey.version, 'new keys and tokens are of the current version');
  const identity = seal(dataKey.key, identityPlace(id), Buffer.from(identityNumber));
  return [...anchor, hex(identity), hex(current.token), changeId];
}

async function writeAnchors(sql: Sql, writings: readonly Writing[]): Promise<void> {
  const households = writings.flatMap(({ plan, change, stored, made }) =>
    made === null ? [] : [[plan.id, stored.unionId, hex(made.wrapped), String(made.version), change.id]],
  );
  await insertTexts(
    sql,
    'household',
    { id: 'uuid', union_id: 'uuid', data_key: 'bytea', key_version: 'integer', recorded_in: 'uuid' },
    households,
  );
  const members = writings.flatMap(({ plan, change }) =>
    plan.members.map(({ id, key }) => [id, plan.id, key, change.id]),
  );
  await insertTexts(sql, 'membership', { id: 'uuid', household_id: 'uuid', key: 'text', recorded_in: 'uuid' }, members);
  const records = writings.flatMap(({ plan, change }) =>
    plan.records.anchors.map(({ id, kind, key }) => [id, plan.id, kind, key, change.id]),
  );
  await insertTexts(
    sql,
    'household_record',
    { id: 'uuid', household_id: 'uuid', kind: 'text', key: 'text', recorded_in: 'uuid' },
    records,
  );
}

async function endVersions(sql: Sql, writings: readonly Writing[]): Promise<void> {
  const states = ['household', 'standings', 'persons'] as const;
  const tables = { household: STATES.household, standings: STATES.member, persons: STATES.person };
  for (const state of states) {
    const ended = writings.flatMap(({ plan, change }) =>
      plan[state].ended.map(({ id, version }) => [id, printDay(version.from), change.id] as const),
    );
    await supersede(sql, tables[state].table, 'v.valid_from = given.valid_from', ended);
  }
  for (const { kind, of } of recordCodecs) {
    const ended = writings.flatMap(({ plan, change }) =>
      plan.records.revised[kind].ended.map(({ id }) => [id, null, change.id] as const),
    );
    await supersede(sql, of.table, 'true', ended);
  }
}

async function supersede(
  sql: Sql,
  table: string,
  also: string,
  ended: readonly (readonly [id: string, from: string | null, changeId: string])[],
): Promise<void> {
  if (ended.length === 0) return;
  const rows = await sql.query(
    `update ${table} v set superseded_in = given.change_id
     from unnest($1::uuid[], $2::date[], $3::uuid[]) as given (anchor_id, valid_from, change_id)
     where v.anchor_id = given.anchor_id and ${also} and v.superseded_in is null returning 1`,
    [ended.map(([id]) => id), ended.map(([, from]) => from), ended.map(([, , changeId]) => changeId)],
  );
  invariant(rows.length === ended.length, 'what a plan ends is live');
}

async function beginStates(sql: Sql, writings: readonly Writing[]): Promise<void> {
  const household = writings.flatMap(({ plan, change, stored }) =>
    plan.household.begun.map(({ id, value, ...range }) => [
      ...rangeTexts(id, range, change.id),
      value.workerId,
      ...codecs.household.encode(value.state, stored.dataKey, placeOf(STATES.household.table, id, change.id)),
    ]),
  );
  await insertState(sql, STATES.household, codecs.household, { worker_id: 'uuid' }, household);
  const persons = writings.flatMap(({ plan, change, persons: { keys } }) =>
    plan.persons.begun.map(({ id, value, ...range }) => {
      const key = keys.get(id);
      invariant(key !== undefined, 'every person has a data key');
      return [
        ...rangeTexts(id, range, change.id),
        ...codecs.person.encode(value, key, placeOf(STATES.person.table, id, change.id)),
      ];
    }),
  );
  await insertState(sql, STATES.person, codecs.person, {}, persons);
  const standings = writings.flatMap(({ plan, change, stored }) =>
    plan.standings.begun.map(({ id, value, ...range }) => [
      ...rangeTexts(id, range, change.id),
      plan.id,
      value.personId,
      ...codecs.member.encode(value.standing, stored.dataKey, placeOf(STATES.member.table, id, change.id)),
    ]),
  );
  await insertState(sql, STATES.member, codecs.member, { household_id: 'uuid', person_id: 'uuid' }, standings);
}

async function insertState(
  sql: Sql,
  { table }: Kind,
  { columns }: RowCodec,
  own: Readonly<Record<string, string>>,
  rows: readonly Texts[],
): Promise<void> {
  await insertTexts(sql, table, { ...RANGE, ...own, ...columns }, rows);
}

async function beginRecords(sql: Sql, writings: readonly Writing[]): Promise<void> {
  for (const { kind, of, columns, encode } of recordCodecs) {
    const rows = writings.flatMap(({ plan, change, stored }) =>
      plan.records.revised[kind].begun.map(({ id, memberId, values }) => [
        id,
        plan.id,
        change.id,
        ...(of.ofMember ? [memberId] : []),
        ...encode(values, stored.dataKey, placeOf(of.table, id, change.id)),
      ]),
    );
    const bearer = { anchor_id: 'uuid', household_id: 'uuid', recorded_in: 'uuid' };
    await insertTexts(
      sql,
      of.table,
      { ...bearer, ...(of.ofMember ? { membership_id: 'uuid' } : {}), ...columns },
      rows,
    );
  }
}

function rangeTexts(
  id: string,
  { from, to }: Pick<Ranged<unknown>, 'from' | 'to'> & { to: Day | null },
  changeId: string,
) {
  return [id, printDay(from), to === null ? null : printDay(to), changeId];
}
