import type { Day } from '../../../src/kernel/calendar.ts';
import { addMember } from '../../../src/registry/recording/acts/add-member.ts';
import { END_MEMBERSHIP } from '../../../src/registry/recording/acts/membership-acts.ts';
import { acted } from '../../support/acts.ts';
import { valueOf } from '../../support/register.ts';
import { member, membershipState, person } from '../../support/register-household.ts';
import type { RandomAct } from './acts.ts';
import type { HouseholdModel, MemberModel, PersonModel } from './model.ts';
import { DAYS, type World } from './world.ts';

/** An act that can be done: it is carried out in the register and in the model. */
export interface Doing {
  readonly world: World;
  readonly act: RandomAct;
  readonly model: HouseholdModel;
  readonly id: string;
  /** The number of its day, and the day itself. */
  readonly at: number;
  readonly day: Day;
}

/** The members on the day of the act. */
export const present = ({ model, at }: Doing) => [...model.members].filter(([, one]) => one.present.on(at) === true);
export const pickOf = <T>(list: readonly T[], { act }: Doing): T | undefined =>
  list[act.pick % Math.max(1, list.length)];

/** Somebody joins a household, or comes back. */
export async function join({ world, id, day, at, model }: Doing, key: string, one: MemberModel): Promise<boolean> {
  const command = {
    actorId: world.register.ids['clerk'] ?? '',
    idempotencyKey: null,
    purpose: '测试',
    expectedRevision: null,
  };
  const given = {
    ...member(key, 0, { person: person(one.person.name.on(at) ?? '') }),
    ...{ identityNumber: one.person.number, membershipState: membershipState({ ill: false }) },
  };
  valueOf(await addMember(world.register.deps, { ...command, householdId: id, from: day, member: given }));
  model.members.set(key, one);
  one.present.set(at, undefined);
  one.ill.set(at, undefined);
  const last = lastDay(model, at);
  one.present.set(at, true, last);
  one.ill.set(at, false, last);
  return true;
}

/** The last of the days from one on on which a household is on record. */
function lastDay({ cause }: HouseholdModel, at: number): number {
  let last = at;
  while (cause.on(last + 1) !== undefined) last += 1;
  return last;
}

export async function leaveOf({ world, id, day, at }: Doing, key: string, one: MemberModel): Promise<void> {
  valueOf(await acted(world.register, id, END_MEMBERSHIP, { member: key, on: day }));
  const [, last] = one.stay(at);
  one.present.set(at, undefined, last);
  one.ill.set(at, undefined, last);
}

/** The members who may leave on the day: not the worker then or later, and not on the day they came. */
export const mayLeave = (doing: Doing) => {
  const { model, at } = doing;
  const workers = new Set(DAYS.map((_, probe) => (probe < at ? undefined : model.worker.on(probe))));
  return present(doing).filter(([key, one]) => !workers.has(key) && one.stay(at)[0] < at);
};

/** Whether somebody lives, and is a member of no household from a day on. */
export const isFree = ({ world, at }: Doing, person: PersonModel) =>
  !person.isDead &&
  world.models.every((model) =>
    [...model.members.values()].every(
      (one) => one.person !== person || DAYS.every((_, probe) => probe < at || one.present.on(probe) !== true),
    ),
  );
