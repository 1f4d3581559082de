import { openFile } from '../../../src/archive/open-file.ts';
import { NO_WORDS } from '../../../src/archive/procedure/steps/draft-step.ts';
import { takeFileStep } from '../../../src/archive/procedure/steps/take-file-step.ts';
import { CLOSE_HOUSEHOLD } from '../../../src/registry/recording/lives/close-household.ts';
import { RECORD_DEATH } from '../../../src/registry/recording/lives/death-acts.ts';
import { mergePersons } from '../../../src/registry/recording/merging/merge-persons.ts';
import { CORRECT_IDENTITY_NUMBER, SET_IDENTITY_NUMBER } from '../../../src/registry/recording/lives/number-acts.ts';
import { reopenHousehold } from '../../../src/registry/recording/lives/reopen-household.ts';
import { splitHousehold } from '../../../src/registry/recording/lives/split-household.ts';
import { undoMerge } from '../../../src/registry/recording/merging/undo-merge.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { loadHouseholds } from '../../../src/registry/household/household.read.ts';
import { acted } from '../../support/acts.ts';
import { readHouseholds } from '../../support/read-household.ts';
import { sealAll, valueOf } from '../../support/register.ts';
import { householdState, identityNumber, membershipState } from '../../support/register-household.ts';
import type { ActKind } from './acts.ts';
import { type Doing, isFree, join, leaveOf, mayLeave, pickOf, present } from './doing.ts';
import { HouseholdModel, MemberModel, type PersonModel } from './model.ts';
import { dayAt, DAYS, newPerson, payment } from './world.ts';

const commandOf = ({ world }: Doing) => {
  return { actorId: world.register.ids['clerk'] ?? '', idempotencyKey: null, purpose: '测试', expectedRevision: null };
};

const LAST = DAYS.length - 1;

/** A newborn joins, who has no number. */
async function bear(doing: Doing): Promise<string> {
  const key = `b${doing.world.next()}`;
  const made = newPerson(null, `婴${key}`, doing.at);
  await join(doing, key, new MemberModel(DAYS.length, doing.at, made));
  return key;
}

/** Everything that a member was from a day on is no more. */
function end(one: MemberModel, at: number): void {
  one.present.set(at, undefined);
  one.ill.set(at, undefined);
}

/** Whether somebody is a member on some day: who joined after the day from which the household is closed is not. */
const wasThere = ({ present: stays }: MemberModel) => DAYS.some((_, probe) => stays.on(probe) === true);

/** Whether somebody has left and is a member of another household since, where what becomes of them is recorded. */
function isElsewhereSince({ world, model }: Doing, { person, present: stays }: MemberModel): boolean {
  const last = DAYS.findLastIndex((_, probe) => stays.on(probe) === true);
  const others = world.models.filter((other) => other !== model).flatMap((other) => [...other.members.values()]);
  return others.some((one) => one.person === person && DAYS.some((_, probe) => probe > last && one.present.on(probe)));
}

const setNumber = async (doing: Doing, correction: boolean): Promise<boolean> => {
  const { world, id, model } = doing;
  const which = [...model.members].filter(
    ([, one]) => (one.person.number === null) !== correction && wasThere(one) && !isElsewhereSince(doing, one),
  );
  const [key, one] = pickOf(which, doing) ?? [];
  if (key === undefined || one === undefined) return false;
  const number = identityNumber(world.next());
  const act = correction ? CORRECT_IDENTITY_NUMBER : SET_IDENTITY_NUMBER;
  valueOf(await acted(world.register, id, act, { member: key, identityNumber: number }));
  one.person.number = number;
  return true;
};

/** A newborn was recorded, left, and was recorded again as somebody else: both are one. `undone`: it turns out that they are not. */
async function merge(doing: Doing, undone: boolean): Promise<boolean> {
  const { world, model, id } = doing;
  const at = (probe: number) => ({ ...doing, at: probe, day: dayAt(probe) });
  if ([1, 3, 5].some((probe) => model.cause.on(probe) === undefined)) return false;
  const first = await bear(at(1));
  const one = model.members.get(first);
  if (one === undefined) return false;
  await leaveOf(at(3), first, one);
  const second = await bear(at(5));
  const other = model.members.get(second);
  if (other === undefined) return false;
  const { database, secrets } = world.register.deps;
  const stored = await database.session((sql) => loadHouseholds(sql, secrets, [id], 'NOW'));
  const personOf = (key: string) =>
    stored.get(id)?.members.find((member) => member.key === key)?.versions[0]?.value.personId ?? '';
  const [from, into] = [personOf(first), personOf(second)];
  valueOf(await mergePersons(world.register.deps, { ...commandOf(doing), from, into }));
  if (undone) {
    await sealAll(database);
    valueOf(await undoMerge(world.register.deps, { ...commandOf(doing), person: from, give: [] }));
    return true;
  }
  joinLives(one.person, other.person);
  one.person = other.person;
  return true;
}

/** Who is kept has the states of the other on the days of which nothing was known of them. */
function joinLives(from: PersonModel, into: PersonModel): void {
  for (const day of DAYS.keys()) {
    if (into.name.on(day) === undefined) into.name.set(day, from.name.on(day), day);
  }
}

const recordDeath = async (doing: Doing): Promise<boolean> => {
  const { world, id, model, at, day } = doing;
  const workers = new Set(DAYS.map((_, probe) => (probe < at ? undefined : model.worker.on(probe))));
  const isWorkerLater = (person: PersonModel) =>
    [...model.members].some(([key, own]) => own.person === person && workers.has(key));
  const mortal = present(doing).filter(([, one]) => {
    const isElsewhere = world.models.some((other) =>
      [...other.members.values()].some(
        (own) =>
          other !== model && own.person === one.person && DAYS.some((_, probe) => probe >= at && own.present.on(probe)),
      ),
    );
    return one.stay(at)[0] < at && !isElsewhere && !isWorkerLater(one.person) && !one.person.isDead;
  });
  const [key, one] = pickOf(mortal, doing) ?? [];
  if (key === undefined || one === undefined) return false;
  valueOf(await acted(world.register, id, RECORD_DEATH, { member: key, on: day, source: 'FAMILY', worker: null }));
  one.person.isDead = true;
  for (const own of model.members.values()) if (own.person === one.person) end(own, at);
  return true;
};

const closeHousehold = async ({ world, id, model, at, day }: Doing): Promise<boolean> => {
  // Not on its first day, and not before it was closed.
  if (DAYS.some((_, probe) => probe >= at - 1 && model.cause.on(probe) === undefined)) return false;
  valueOf(await acted(world.register, id, CLOSE_HOUSEHOLD, { on: day, reason: 'OTHER' }));
  model.cause.set(at, undefined);
  model.worker.set(at, undefined);
  for (const one of model.members.values()) end(one, at);
  return true;
};

const reopenHousehold_ = async (doing: Doing): Promise<boolean> => {
  const { world, id, model, at, day } = doing;
  const first = DAYS.findIndex((_, probe) => probe > 1 && model.cause.on(probe) === undefined);
  const isOpen = DAYS.some((_, probe) => probe >= first && model.cause.on(probe) !== undefined);
  if (first < 0 || at < first || isOpen) return false;
  const back = [...model.members].filter(([, one]) => one.present.on(first - 1) === true && isFree(doing, one.person));
  const [worker] = back[0] ?? [];
  const cause = model.cause.on(first - 1);
  if (worker === undefined || cause === undefined) return false;
  const command = { ...commandOf(doing), householdId: id, from: day, worker, members: back.map(([key]) => key) };
  valueOf(await reopenHousehold(world.register.deps, command));
  model.cause.set(at, cause);
  model.worker.set(at, worker);
  for (const [, one] of back) {
    one.present.set(at, true);
    one.ill.set(at, one.ill.on(first - 1));
  }
  return true;
};

const splitHousehold_ = async (doing: Doing): Promise<boolean> => {
  const { world, id, at, day } = doing;
  const [key, one] = pickOf(mayLeave(doing), doing) ?? [];
  if (key === undefined || one?.stay(at)[1] !== LAST) return false;
  const command = {
    ...{ ...commandOf(doing), householdId: id, from: day, worker: key },
    state: householdState({ mainCause: 'OTHER', dwellingsKnown: true }),
    members: [{ key, membershipState: membershipState({ ill: false }) }],
  };
  const { householdId } = valueOf(await splitHousehold(world.register.deps, command));
  end(one, at);
  const made = new HouseholdModel(DAYS.length, at, 'OTHER');
  made.worker.set(at, key);
  made.members.set(key, new MemberModel(DAYS.length, at, one.person));
  world.models.push(made);
  world.ids.push(householdId);
  return true;
};

/** A payment of the day comes with a document of the household, as an import brings it. */
const importPayment = async (doing: Doing): Promise<boolean> => {
  const { world, id, at, day, model } = doing;
  const { deps } = world.register;
  const household = (await readHouseholds(deps, [id], day, 'NOW')).get(id)?.household;
  const [who] = pickOf(present(doing), doing) ?? [];
  if (household === undefined || who === undefined) return false;
  const key = `q${world.next()}`;
  const records = { ...household.records, disbursements: [payment(key, who, day)] };
  const command = { ...commandOf(doing), householdId: id, unionId: null, from: day, correction: false };
  valueOf(await recordHousehold(deps, { ...command, household: { ...household, records } }));
  model.payments.push({ key, day: at, reversed: null });
  return true;
};

/** A file that was applied for is refused, after which the household may have another one. */
const refuseFile = async (doing: Doing): Promise<boolean> => {
  const { world, id, model, day, at } = doing;
  const { ids, deps } = world.register;
  if (at < (model.file ?? 0)) return false;
  const [row] = await world.register.asOwner(
    'select anchor_id as id from archive_file_version where household_id = $1 and superseded_in is null and state = $2',
    [id, 'APPLIED'],
  );
  const by = { ...commandOf(doing), actorId: ids['archivist'] ?? '', unionId: ids['employer'] ?? '', on: day };
  const paper = { fileId: String(row?.['id']), act: 'REFUSE', body: 'FILING', document: '1号', note: null } as const;
  const words = { ...NO_WORDS, findings: ['不符'] };
  valueOf(await takeFileStep(deps, { ...by, ...paper, afterStep: 1, words }));
  model.file = null;
  model.fileFrom = at;
  return true;
};

const openFile_ = async (doing: Doing): Promise<boolean> => {
  const { world, id, model, day, at } = doing;
  if (model.file !== null) return refuseFile(doing);
  if (at < model.fileFrom || model.cause.on(at) === undefined) return false;
  const state = { level: 'NATIONAL', category: null, hardshipClass: null, state: 'APPLIED', reason: null } as const;
  const { ids, deps } = world.register;
  const command = { ...commandOf(doing), actorId: ids['archivist'] ?? '', householdId: id, on: day, state };
  valueOf(await openFile(deps, { ...command, stewardId: ids['employer'] ?? '' }));
  model.file = at;
  return true;
};

/** How the acts on the lives of persons and households are carried out. */
export const LIVES = {
  addNewborn: async (doing) => {
    if (doing.model.cause.on(doing.at) === undefined) return false;
    await bear(doing);
    return true;
  },
  setNumber: async (doing) => {
    if (doing.model.cause.on(doing.at) !== undefined) await bear(doing);
    return setNumber(doing, false);
  },
  correctNumber: (doing) => setNumber(doing, true),
  recordDeath,
  closeHousehold,
  reopenHousehold: reopenHousehold_,
  splitHousehold: splitHousehold_,
  mergePersons: (doing) => merge(doing, false),
  undoMerge: (doing) => merge(doing, true),
  importPayment,
  openFile: openFile_,
} satisfies Partial<Record<ActKind, (doing: Doing) => Promise<boolean>>>;
