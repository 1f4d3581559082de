import { validOn } from '../../database/time/valid-on.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import type { Sql } from '../../database/database.ts';
import { printDay } from '../../kernel/calendar.ts';
import { STATES } from '../kinds.ts';
import { knownAt } from '../../database/time/known-at.ts';
import { selectedCodecs } from '../../fields/selected-fields.ts';
import type { RowCodec } from '../../fields/row-codec.ts';
import type { HouseholdRow, MemberRow, PersonRow, Reading } from './rows.ts';
import { personReading } from './person-row.ts';
import { memo, secretReader } from '../../fields/sealed-values.ts';
import { rowBinding, texts } from '../../fields/version-columns.ts';

const householdCodecs = selectedCodecs(STATES.household.fields);
const memberCodecs = selectedCodecs(STATES.member.fields);

const VALID = validOn('v', '$2');

/** Reads households as of a day in one statement; households without a state on that day are left out. */
export async function readHouseholdRows(
  sql: Sql,
  secrets: Secrets,
  ids: readonly string[],
  { asOf, known, selectedFields }: Reading,
  today: string,
): Promise<ReadonlyMap<string, HouseholdRow>> {
  const codec = householdCodecs(selectedFields);
  const rows = await sql.arrays(
    `select v.anchor_id, ${keyColumns('h', codec)}, v.worker_id, v.recorded_in, k.union_id, k.file_id, k.file_number, ${texts(codec)}
     from household_version v
     join stewards($3) k on k.household_id = v.anchor_id
     ${codec.hasSecrets ? 'join household h on h.id = v.anchor_id' : ''}
     where v.anchor_id = any($1) and ${knownAt('v', known)} and ${VALID}`,
    [ids, printDay(asOf), today],
  );
  return new Map(
    rows.map((row): [string, HouseholdRow] => {
      const [id = '', , version, workerId = '', change = '', stewardId = '', fileId, fileNumber] = row as string[];
      const key = memo(() => secrets.openDataKey(`household ${id}`, bytes(row[1]), Number(version)));
      const texts = row.slice(8);
      const secret = secretReader(codec, texts, key, rowBinding(STATES.household.table, id, change));
      const links = { workerId, stewardId, fileId: fileId ?? null, fileNumber: fileNumber ?? null };
      return [id, { ...codec.decodeClear(texts), id, ...links, secret }];
    }),
  );
}

/** Reads the members of households as of a day, or the memberships with these ids, in one statement. */
export async function readMemberRows(
  sql: Sql,
  secrets: Secrets,
  by: 'household_id' | 'anchor_id',
  ids: readonly string[],
  { asOf, known, selectedFields }: Reading,
): Promise<readonly MemberRow[]> {
  const codec = memberCodecs(selectedFields);
  const rows = await sql.arrays(
    `select v.anchor_id, v.household_id, v.person_id, m.key, v.recorded_in, ${keyColumns('h', codec)}, ${texts(codec)}
     from membership_version v
     join membership m on m.id = v.anchor_id
     ${codec.hasSecrets ? 'join household h on h.id = v.household_id' : ''}
     where v.${by} = any($1) and ${knownAt('v', known)} and ${VALID}
     order by v.household_id, v.anchor_id`,
    [ids, printDay(asOf)],
  );
  return rows.map((row) => {
    const [id = '', householdId = '', personId = '', key = '', change = '', , version] = row as string[];
    const dataKey = memo(() => secrets.openDataKey(`household ${householdId}`, bytes(row[5]), Number(version)));
    const texts = row.slice(7);
    const secret = secretReader(codec, texts, dataKey, rowBinding(STATES.member.table, id, change));
    return { ...codec.decodeClear(texts), id, key, householdId, personId, secret };
  });
}

/** Reads persons as of a day in one statement; a person without a version on that day is read in the first one. */
export async function readPersonRows(
  sql: Sql,
  secrets: Secrets,
  ids: readonly string[],
  { asOf, known, selectedFields }: Reading,
): Promise<ReadonlyMap<string, PersonRow>> {
  const { columns, join, decodeRow } = personReading(selectedFields);
  const rows = await sql.arrays(
    `select distinct on (v.anchor_id) ${columns}
     from person_version v ${join}
     where v.anchor_id = any($1) and ${knownAt('v', known)}
     order by v.anchor_id, (${VALID}) desc, v.valid_from`,
    [ids, printDay(asOf)],
  );
  return new Map(rows.map((row) => [row[0] ?? '', decodeRow(secrets, row)]));
}

/** The columns of the wrapped data key; nulls unless a selected field is encrypted. */
function keyColumns(household: string, { hasSecrets }: RowCodec): string {
  return hasSecrets ? `${household}.data_key, ${household}.key_version` : 'null, null';
}

function bytes(value: unknown): Buffer {
  return value as Buffer;
}
