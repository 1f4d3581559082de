import type { TestRegister } from '../register.ts';

/** The persons by the serials of their identity numbers. */
export async function personsOf({ asOwner }: Pick<TestRegister, 'asOwner'>): Promise<ReadonlyMap<number, string>> {
  const rows = await asOwner(
    'select distinct person_id, m.key from membership_version v join membership m on m.id = v.anchor_id',
  );
  return new Map(rows.map(({ person_id, key }) => [Number(String(key).slice(1)), String(person_id)]));
}

/** A payment of a household. */
export async function paymentOf({ asOwner }: Pick<TestRegister, 'asOwner'>, householdId: string): Promise<string> {
  const [row] = await asOwner(
    `select anchor_id as id from disbursement_version where household_id = $1 and amount_fen > 0 order by 1 limit 1`,
    [householdId],
  );
  return String(row?.['id']);
}
