import type { Secrets } from '../../access/secrets.ts';
import type { Sql } from '../../database/database.ts';
import { printDay } from '../../kernel/calendar.ts';
import { placeOf, texts } from '../household/version-rows.ts';
import { STATES } from '../kinds.ts';
import { knownAt } from '../../database/known-at.ts';
import { rowCodec } from '../row-codec.ts';
import type { HouseholdRow, MemberRow, PersonRow, ReadAt } from './nodes.ts';
import { lazily, secretOf } from './secret.ts';

const householdCodec = rowCodec(STATES.household.fields);
const memberCodec = rowCodec(STATES.member.fields);
const personCodec = rowCodec(STATES.person.fields);

const HELD = 'v.valid_from <= $2 and (v.valid_to is null or v.valid_to > $2)';

/** Households as they stand on a day, in one statement; those of which nothing is known then are left out. */
export async function readHouseholdRows(
  sql: Sql,
  secrets: Secrets,
  ids: readonly string[],
  { asOf, known }: ReadAt,
  today: string,
): Promise<ReadonlyMap<string, HouseholdRow>> {
  const rows = await sql.arrays(
    `select h.id, h.data_key, h.key_version, v.worker_id, v.recorded_in, k.file_id, k.file_number, ${texts(householdCodec)}
     from household h
     join household_version v on v.anchor_id = h.id and ${knownAt('v', known)} and ${HELD}
     join keepers($3) k on k.household_id = h.id
     where h.id = any($1)`,
    [ids, printDay(asOf), today],
  );
  return new Map(
    rows.map((row): [string, HouseholdRow] => {
      const [id = '', , version, workerId = '', change = '', fileId, fileNumber] = row as string[];
      const key = lazily(() => secrets.openDataKey(`household ${id}`, bytes(row[1]), Number(version)));
      const texts = row.slice(7);
      const secret = secretOf(householdCodec, texts, key, placeOf(STATES.household.table, id, change));
      const clear = householdCodec.decodeClear(texts);
      return [id, { ...clear, id, workerId, fileId: fileId ?? null, fileNumber: fileNumber ?? null, secret }];
    }),
  );
}

/** The members of households on a day, or the members of these ids, in one statement. */
export async function readMemberRows(
  sql: Sql,
  secrets: Secrets,
  by: 'household_id' | 'anchor_id',
  ids: readonly string[],
  { asOf, known }: ReadAt,
): Promise<readonly MemberRow[]> {
  const rows = await sql.arrays(
    `select v.anchor_id, v.household_id, v.person_id, m.key, v.recorded_in, h.data_key, h.key_version, ${texts(memberCodec)}
     from membership_version v
     join membership m on m.id = v.anchor_id
     join household h on h.id = v.household_id
     where v.${by} = any($1) and ${knownAt('v', known)} and ${HELD}
     order by v.household_id, v.anchor_id`,
    [ids, printDay(asOf)],
  );
  return rows.map((row) => {
    const [id = '', householdId = '', personId = '', key = '', change = '', , version] = row as string[];
    const dataKey = lazily(() => secrets.openDataKey(`household ${householdId}`, bytes(row[5]), Number(version)));
    const texts = row.slice(7);
    const secret = secretOf(memberCodec, texts, dataKey, placeOf(STATES.member.table, id, change));
    return { ...memberCodec.decodeClear(texts), id, key, householdId, personId, secret };
  });
}

/** Persons as they are on a day, or, before anything is known of them, as they were first known; in one statement. */
export async function readPersonRows(
  sql: Sql,
  secrets: Secrets,
  ids: readonly string[],
  { asOf, known }: ReadAt,
): Promise<ReadonlyMap<string, PersonRow>> {
  const rows = await sql.arrays(
    `select distinct on (p.id) p.id, p.data_key, p.key_version, p.identity, v.recorded_in, ${texts(personCodec)}
     from person p
     join person_version v on v.anchor_id = p.id and ${knownAt('v', known)}
     where p.id = any($1)
     order by p.id, (${HELD}) desc, v.valid_from`,
    [ids, printDay(asOf)],
  );
  return new Map(rows.map((row) => [row[0] ?? '', personOf(secrets, row)]));
}

function personOf(secrets: Secrets, row: readonly (string | null)[]): PersonRow {
  const [id = '', , version, , change = ''] = row as string[];
  const key = lazily(() => secrets.openDataKey(`person ${id}`, bytes(row[1]), Number(version)));
  const texts = row.slice(5);
  const open = secretOf(personCodec, texts, key, placeOf(STATES.person.table, id, change));
  const identity = row[3] ?? null;
  const number = lazily(() => (identity === null ? null : secrets.openIdentity(id, key(), bytes(identity))));
  return {
    ...personCodec.decodeClear(texts),
    id,
    secret: (name) => (name === 'identityNumber' ? number() : open(name)),
  };
}

function bytes(value: unknown): Buffer {
  return value as Buffer;
}
