import { declareRelative } from '../../../src/staff/relatives/declare-relative.ts';
import { withdrawRelative } from '../../../src/staff/relatives/withdraw-relative.ts';
import { valueOf } from '../register.ts';
import { identityNumber } from '../register-household.ts';
import { PURPOSE, type World } from './world.ts';

/** A relative who is not on record, and one on record whose declaration was withdrawn. */
export async function declareSome(
  { register, staff }: Pick<World, 'register' | 'staff'>,
  householdId: string,
): Promise<string> {
  const by = { actorId: staff.get('spare') ?? '', idempotencyKey: null, purpose: PURPOSE };
  const [member] = await register.asOwner(
    'select person_id as id from membership_version where household_id = $1 and superseded_in is null',
    [householdId],
  );
  const relative = { personId: null, idNumber: identityNumber(9998), relation: 'SPOUSE', from: null } as const;
  const onRecord = { ...relative, personId: String(member?.['id']), idNumber: null };
  const { relativeId } = valueOf(await declareRelative(register.deps, { ...by, ...onRecord }));
  const withdrawal = { relativeId, reason: '误', actorId: staff.get('all') ?? '' };
  valueOf(await withdrawRelative(register.deps, { ...by, ...withdrawal }));
  return valueOf(await declareRelative(register.deps, { ...by, ...relative })).relativeId;
}
