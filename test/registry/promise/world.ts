import { loadHouseholds } from '../../../src/registry/household/household.read.ts';
import { loadFacts } from '../../../src/assessment/register/facts.read.ts';
import { addDays, type Day, monthOfDay, requireDay } from '../../../src/kernel/calendar.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import { asHundredths } from '../../../src/kernel/decimal.ts';
import type { RecordKind } from '../../../src/registry/kinds.ts';
import { readRecordRows } from '../../../src/registry/reading/record.read.ts';
import type { RecordRow } from '../../../src/registry/reading/rows.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { recordSurvey } from '../../../src/registry/recording/surveys/record-survey.ts';
import { leave } from '../../support/acts.ts';
import { readHouseholds } from '../../support/read-household.ts';
import { newHousehold, type TestRegister, valueOf } from '../../support/register.ts';
import {
  household,
  householdState,
  identityNumber,
  member,
  membershipState,
  person,
  record,
  survey,
} from '../../support/register-household.ts';
import { ACT_DAYS } from './acts.ts';
import { HouseholdModel, Line, MemberModel, type PersonModel } from './model.ts';

/** The days that are asked: each day of an act, and the day before it. */
export const DAYS: readonly Day[] = ACT_DAYS.flatMap((day) => [addDays(requireDay(day), -1), requireDay(day)]);
/** The first day on which the households are on record. */
const FIRST = 1;
const SPAN = { from: monthOfDay(requireDay('2025-01-01')), to: monthOfDay(requireDay('2025-06-01')) };

/** The day on which a member of each leaves, who may come back. */
const LEFT = 5;

/** The day of a number. */
export function dayAt(at: number): Day {
  const day = DAYS[at];
  if (day === undefined) throw new Error(`there is no day ${at}`);
  return day;
}

let serial = 20_000;

/** Two households of a register, with the model of each. */
export interface World {
  readonly register: TestRegister;
  readonly ids: string[];
  readonly models: HouseholdModel[];
  /** Makes a new number for keys and persons. */
  readonly next: () => number;
}

export async function newWorld(register: TestRegister): Promise<World> {
  const models = [0, 1].map(() => new HouseholdModel(DAYS.length, FIRST, 'MAJOR_ILLNESS'));
  const ids: string[] = [];
  for (const model of models) {
    const serials = [1, 2, 3].map((one) => serial + one);
    serial += serials.length;
    const on = dayAt(FIRST);
    const base = household(serials, {
      household: householdState({ mainCause: 'MAJOR_ILLNESS', dwellingsKnown: true }),
    });
    const members = serials.map((one, at) => {
      const key = `m${at + 1}`;
      model.members.set(key, new MemberModel(DAYS.length, FIRST, newPerson(identityNumber(one), `人${one}`, FIRST)));
      return { ...member(key, one, { person: person(`人${one}`) }), membershipState: membershipState({ ill: false }) };
    });
    const stated = { day: FIRST, isRetracted: false };
    model.surveys.push(stated);
    model.incomes.push({ key: 'i', survey: stated, added: 0, member: 'm1', amount: 100, isRetracted: false });
    const incomes = [income('i', 'm1', 100)];
    const disbursements = [payment('p', 'm1', on)];
    const records = {
      ...base.records,
      surveys: [survey(on)],
      incomes,
      dwellings: [dwelling('d', 100, on)],
      disbursements,
    };
    model.payments.push({ key: 'p', day: FIRST, reversed: null });
    model.dwellings.push({ key: 'd', from: FIRST, to: DAYS.length, area: 100, isRetracted: false });
    const command = newHousehold(register, { ...base, members, records }, { from: on });
    const { householdId } = valueOf(await recordHousehold(register.deps, command));
    await leave(register, householdId, 'm3', dayAt(LEFT));
    model.members.get('m3')?.present.set(LEFT, undefined);
    model.members.get('m3')?.ill.set(LEFT, undefined);
    ids.push(householdId);
  }
  return { register, ids, models, next: () => (serial += 1) };
}

export function newPerson(number: string | null, name: string, from: number): PersonModel {
  const line = new Line<string>(DAYS.length);
  line.set(from, name);
  return { number, name: line, isDead: false };
}

export function income(key: string, who: string, fen: number) {
  return record('incomes', key, who, {
    ...{ kind: 'WAGE', relief: false, verified: true, amountFen: asFen(fen), ...SPAN },
  });
}

export const dwelling = (key: string, area: number, from: Day) =>
  record('dwellings', key, null, { area: asHundredths(area), from, to: null });

export const payment = (key: string, who: string, paidOn: Day) =>
  record('disbursements', key, who, { source: 'UNION_FUNDS', aidType: 'LIVING', amountFen: asFen(500), paidOn });

/** The id of a live record by its key; of an income, in the survey of a day. */
export async function recordId({ register, ids }: World, which: number, kind: RecordKind, key: string, surveyed?: Day) {
  const { database, secrets } = register.deps;
  const id = ids[which] ?? '';
  const records = (await database.session((sql) => loadHouseholds(sql, secrets, [id], 'NOW'))).get(id)?.records ?? [];
  const surveyOf = (surveyId: string | null) => records.find((one) => one.id === surveyId)?.values;
  const found = records.find((one) => {
    if (one.kind !== kind || one.key !== key) return false;
    return (
      surveyed === undefined || (surveyOf(one.surveyId) as { surveyedOn?: Day } | undefined)?.surveyedOn === surveyed
    );
  });
  return found?.id ?? '';
}

export function stateSurvey(
  { register, ids }: World,
  which: number,
  on: Day,
  who: string,
  fen: number,
  correction: boolean,
) {
  return recordSurvey(register.deps, {
    ...{ actorId: register.ids['clerk'] ?? '', idempotencyKey: null, purpose: '测试', householdId: ids[which] ?? '' },
    ...{ survey: survey(on).values, correction, preview: false, expectedRevision: null },
    records: { employment: [], incomes: [income('i', who, fen)], deductions: [], expenses: [] },
  });
}

/** What the register shows of a household on a day, as the model does. */
export async function shown({ register, ids }: World, which: number, day: Day): Promise<object | null> {
  const { deps } = register;
  const id = ids[which] ?? '';
  const own = (await readHouseholds(deps, [id], day, 'NOW')).get(id)?.household;
  if (own === undefined) return null;
  const at = { asOf: day, knownAt: 'NOW', level: 'NATIONAL', findProfile: () => null } as const;
  const reading = { asOf: day, known: 'NOW', selectedFields: null } as const;
  const [facts, payments] = await deps.database.session(async (sql) => [
    (await loadFacts(sql, [id], at)).get(id),
    await readRecordRows(sql, deps.secrets, ['disbursements'], [id], reading),
  ]);
  return {
    ...{ cause: own.household.mainCause, worker: own.worker },
    members: own.members
      .map((one) => `${one.key} ${one.identityNumber} ${one.person.name} ${one.membershipState.ill}`)
      .sort(),
    dwellings: facts?.assets.dwellings?.map(({ area }) => Number(area)).sort((one, other) => one - other),
    payments: payments
      .map(({ row }) => (row as RecordRow<'disbursements'>).amountFen)
      .sort((one, other) => (one ?? 0) - (other ?? 0)),
    incomes: facts?.incomes.map(({ memberId, amount }) => `${memberId} ${amount}`).sort(),
  };
}
