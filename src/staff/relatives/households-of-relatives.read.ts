import type { Sql } from '../../database/database.ts';
import { currentOn } from '../../database/time/valid-on.ts';
import { type Secrets, unseal } from '../../secrets/secrets.ts';
import { relativeBinding, relativeKeyOwner } from './declared-relative.ts';

/** The day of an act, and today: who is a relative on either of them is one. Days are `YYYY-MM-DD`. */
interface DaysOfAct {
  readonly on: string;
  readonly today: string;
}

interface Declared {
  readonly id: string;
  readonly personId: string | null;
  readonly dataKey: Buffer | null;
  readonly keyVersion: number | null;
  readonly identity: Buffer | null;
}

/**
 * Reads the households among these of which a declared relative of a member of staff is a member: on the day of an act or today, so
 * that an act of an earlier day is no way round. A person who was merged counts as the one they are now, and who is declared by a
 * number as everybody who has it or had it. Two statements, whatever is declared.
 */
export async function readHouseholdsOfRelatives(
  sql: Sql,
  secrets: Secrets,
  staffId: string,
  householdIds: readonly string[],
  { on, today }: DaysOfAct,
): Promise<ReadonlySet<string>> {
  const declared = await readDeclared(sql, staffId, { on, today });
  const persons = declared.flatMap(({ personId }) => personId ?? []);
  const numbers = declared.flatMap((one) => numberOf(secrets, one) ?? []);
  const tokens = numbers.flatMap((number) => secrets.tokens(number).map(({ token }) => token.toString('hex')));
  const rows = await sql.query<{ id: string }>(
    `select distinct m.household_id as id
     from (
       select unnest($1::uuid[]) as id
       union select n.anchor_id from person_number n
       where n.token = any(array(select decode(t, 'hex') from unnest($2::text[]) as t))
     ) p
     left join person_merge g on g.anchor_id = p.id and g.superseded_in is null
     join membership_version m on m.person_id = coalesce(g.into_id, p.id) and m.household_id = any($3::uuid[])
       and (${currentOn('m', '$4::date')} or ${currentOn('m', '$5::date')})`,
    [persons, tokens, householdIds, on, today],
  );
  return new Set(rows.map(({ id }) => id));
}

function readDeclared(sql: Sql, staffId: string, { on, today }: DaysOfAct): Promise<readonly Declared[]> {
  const holds = (day: string) => `r.valid_from <= ${day} and (w.withdrawn_on is null or w.withdrawn_on > ${day})`;
  return sql.query<Declared>(
    `select r.id, r.person_id as "personId", r.data_key as "dataKey", r.key_version as "keyVersion", r.identity
     from declared_relative r left join relative_withdrawal w on w.relative_id = r.id
     where r.staff_id = $1 and (${holds('$2::date')} or ${holds('$3::date')})`,
    [staffId, on, today],
  );
}

function numberOf(secrets: Secrets, { id, dataKey, keyVersion, identity }: Declared): string | null {
  if (dataKey === null || keyVersion === null || identity === null) return null;
  return unseal(
    secrets.openDataKey(relativeKeyOwner(id), dataKey, keyVersion),
    relativeBinding(id),
    identity,
  ).toString();
}
