import { loadHouseholds } from '../../src/registry/household/household.read.ts';
import {
  type Acted,
  actOnHousehold,
  type HouseholdAct,
  type HouseholdCommand,
} from '../../src/registry/recording/acts/act-on-household.ts';
import { END_MEMBERSHIP, RETRACT_MEMBERSHIP } from '../../src/registry/recording/acts/membership-acts.ts';
import { RETRACT_RECORDS } from '../../src/registry/recording/acts/record-acts.ts';
import type { StoredHousehold } from '../../src/registry/household/stored-household.ts';
import type { RecordKind } from '../../src/registry/kinds.ts';
import type { Day } from '../../src/kernel/calendar.ts';
import type { Deps } from '../../src/usecase/command.ts';
import type { OrProblems } from '../../src/usecase/problem.ts';
import { type TestRegister, valueOf } from './register.ts';

type Acting = Pick<TestRegister, 'deps'> & { readonly ids: Readonly<Record<string, string>> };

/** Carries out an act of the county's clerk on a household. */
export function acted<C extends HouseholdCommand>(
  { deps, ids }: Acting,
  householdId: string,
  act: HouseholdAct<C>,
  own: Omit<C, keyof HouseholdCommand> & Partial<HouseholdCommand>,
): Promise<OrProblems<Acted & { readonly revision: number | null }>> {
  const command = { actorId: ids['clerk'] ?? '', idempotencyKey: null, purpose: '测试', expectedRevision: null };
  return actOnHousehold(deps, { ...command, householdId, ...own } as unknown as C, act);
}

/** All that is on record about a household. */
export async function storedOf({ database, secrets }: Deps, householdId: string): Promise<StoredHousehold> {
  const stored = await database.session((sql) => loadHouseholds(sql, secrets, [householdId], 'NOW'));
  const found = stored.get(householdId);
  if (found === undefined) throw new Error('the household is on record');
  return found;
}

/** A member leaves on a day. */
export async function leave(register: Acting, householdId: string, member: string, on: Day) {
  return valueOf(await acted(register, householdId, END_MEMBERSHIP, { member, on }));
}

/** A member never was one, in the stay that the day falls into. */
export async function neverWas(register: Acting, householdId: string, member: string, on: Day) {
  return valueOf(await acted(register, householdId, RETRACT_MEMBERSHIP, { member, on }));
}

/** Records of these keys never were. */
export async function retract(register: Acting, householdId: string, kind: RecordKind, ...keys: readonly string[]) {
  const { records } = await storedOf(register.deps, householdId);
  const ids = records.filter((one) => one.kind === kind && keys.includes(one.key)).map(({ id }) => id);
  return valueOf(await acted(register, householdId, RETRACT_RECORDS, { ids }));
}
