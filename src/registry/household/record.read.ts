import type { KeyObject } from 'node:crypto';
import type { Sql } from '../../database/database.ts';
import { type Day, monthOfDay, requireDay } from '../../kernel/calendar.ts';
import { isSurveyed, RECORD_KINDS, RECORDS, type RecordKind, type RegisterRecord } from '../kinds.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { anchorKey, type StoredRecord } from './stored-household.ts';
import { versionReader } from '../../fields/version-reader.ts';
import { groupEntries, requireKey } from './version-rows.ts';

interface Anchor {
  readonly id: string;
  readonly household_id: string;
  readonly kind: RecordKind;
  readonly key: string;
  readonly survey_id: string | null;
}

interface Records {
  /** The records known at the revision, by household. */
  readonly live: ReadonlyMap<string, readonly StoredRecord[]>;
  /** The keys and ids of all anchors, by household. */
  readonly anchors: ReadonlyMap<string, readonly (readonly [key: string, id: string])[]>;
}

const kinds = RECORD_KINDS.map((kind) => {
  const { table, belongsToMember } = RECORDS[kind];
  const reader = versionReader({
    ...{ ...RECORDS[kind], keysKnown: true, owner: { kind: 'household', id: 'v.household_id' } },
    open: {
      memberId: belongsToMember ? 'v.membership_id' : 'null::uuid',
      surveyId: isSurveyed(kind) ? 'v.survey_id' : 'null::uuid',
      addedOn: isSurveyed(kind) ? 'v.added_on' : 'null::date',
      endedOn: kind === 'employment' ? 'v.ended_on' : 'null::date',
      statedTo: kind === 'employment' ? 'v.stated_to' : 'null::date',
      reverses: kind === 'disbursements' ? 'v.reverses' : 'null::uuid',
    },
  })(null);
  return { kind, table, reader };
});

/** Loads the records of these households known at a revision, and the anchors of all records that they ever had. */
export async function loadRecords(
  sql: Sql,
  ids: readonly string[],
  known: KnownAt,
  keys: ReadonlyMap<string, KeyObject>,
): Promise<Records> {
  const anchors = await sql.query<Anchor>(
    'select id, household_id, kind, key, survey_id from household_record where household_id = any($1)',
    [ids],
  );
  const keyById = new Map(anchors.map(({ id, key }) => [id, key]));
  const live: (readonly [string, StoredRecord])[] = [];
  for (const kind of kinds) live.push(...(await loadKind(sql, kind, ids, known, keys, keyById)));
  return {
    live: groupEntries(live),
    anchors: groupEntries(
      anchors.map(({ id, household_id, kind, key, survey_id }) => {
        return [household_id, [anchorKey(kind, key, survey_id), id] as const];
      }),
    ),
  };
}

async function loadKind(
  sql: Sql,
  { kind, table, reader }: (typeof kinds)[number],
  ids: readonly string[],
  known: KnownAt,
  keys: ReadonlyMap<string, KeyObject>,
  keyById: ReadonlyMap<string, string>,
): Promise<readonly (readonly [household: string, StoredRecord])[]> {
  const rows = await sql.arrays(
    `select ${reader.columns.join(', ')}
     from ${table} v where v.household_id = any($1) and ${knownAt('v', known)} order by v.anchor_id`,
    [ids],
  );
  return rows.map((row) => {
    const { id, ownerId, extras, values } = reader.readWhole(row, (household) => requireKey(keys, household));
    const key = keyById.get(id) ?? '';
    const { memberId, surveyId, reverses } = extras;
    const belonging = { memberId, surveyId, reverses, addedOn: dayOrNull(extras.addedOn), ended: readEnded(extras) };
    return [ownerId, { id, kind, key, ...belonging, values: values as RegisterRecord['values'] }];
  });
}

function readEnded({ endedOn, statedTo }: { readonly endedOn: string | null; readonly statedTo: string | null }) {
  const on = dayOrNull(endedOn);
  const last = dayOrNull(statedTo);
  return on === null ? null : { on, statedTo: last === null ? null : monthOfDay(last) };
}

function dayOrNull(text: string | null): Day | null {
  return text === null ? null : requireDay(text);
}
