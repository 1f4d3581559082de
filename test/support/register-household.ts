import { type Day, printDay } from '../../src/kernel/calendar.ts';
import type { HouseholdFacts } from '../../src/policy/facts/facts.ts';
import type { Fields } from '../../src/fields/field.ts';
import {
  type HouseholdState,
  type MemberState,
  type PersonState,
  RECORDS,
  type RecordKind,
  type RegisterHousehold,
  type RegisterMember,
  type RegisterRecord,
  STATES,
} from '../../src/registry/kinds.ts';

/** 18 characters of the unassigned area 410599, the same for the same `serial` (0 to 364,999). */
export function identityNumber(serial: number): string {
  const born = new Date(Date.UTC(1900, 0, 1 + Math.floor(serial / 1000)))
    .toISOString()
    .slice(0, 10)
    .replaceAll('-', '');
  const seventeen = `410599${born}${(serial % 1000).toString().padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(seventeen[at]), 0);
  return seventeen + '10X98765432'.charAt(sum % 11);
}

/** The sex and the day of birth that the number of a serial says. */
export function bornWith(serial: number): Pick<PersonState, 'sex' | 'birthDay'> {
  return { sex: serial % 2 === 1 ? 'MALE' : 'FEMALE', birthDay: DAY(1900, 1, 1 + Math.floor(serial / 1000)) };
}

/** A value for every field: nothing known. */
function unknown(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, null]));
}

export function person(name: string, over: Partial<PersonState> = {}): PersonState {
  return { ...(unknown(STATES.person.fields) as PersonState), name, ...over };
}

export function membershipState(over: Partial<MemberState> = {}): MemberState {
  return {
    ...(unknown(STATES.member.fields) as MemberState),
    relation: 'OTHER',
    inRegister: true,
    livesTogether: true,
    employmentKnown: true,
    ableToWork: true,
    refusedJobOffers: 0,
    farms: false,
    disabled: false,
    ill: false,
    inEducation: false,
    ...over,
  };
}

/** What the graph's input says of the lists of a household of which nothing was verified. */
export const UNVERIFIED = { dwellingsKnown: false, vehiclesKnown: false, schoolingKnown: false, dibaoKnown: false };

export function householdState(over: Partial<HouseholdState> = {}): HouseholdState {
  return {
    ...(unknown(STATES.household.fields) as HouseholdState),
    region: '410502',
    migrant: false,
    unionMember: true,
    contractKind: 'NONE',
    retiredSocialised: false,
    retirementExcepted: false,
    singleParent: false,
    severeHardship: false,
    refusedVerification: false,
    concealment: false,
    commercialProperty: false,
    ownsShop: false,
    employsOthers: false,
    dwellingsKnown: true,
    vehiclesKnown: true,
    schoolingKnown: true,
    dibaoKnown: true,
    ...over,
  };
}

export function member(key: string, serial: number, over: Partial<RegisterMember> = {}): RegisterMember {
  return {
    key,
    identityNumber: identityNumber(serial),
    person: person(`成员${serial}`),
    membershipState: membershipState(),
    ...over,
  };
}

const NO_RECORDS = Object.fromEntries(
  Object.keys(RECORDS).map((kind) => [kind, []]),
) as unknown as RegisterHousehold['records'];

/** A household of members with these serials, the first the worker. */
export function household(serials: readonly number[], over: Partial<RegisterHousehold> = {}): RegisterHousehold {
  return {
    worker: 'm1',
    household: householdState(),
    members: serials.map((serial, at) => member(`m${at + 1}`, serial)),
    records: NO_RECORDS,
    ...over,
  };
}

/** A record with what its kind leaves open left open. */
export function record<K extends RecordKind>(
  kind: K,
  key: string,
  memberKey: string | null,
  values: Partial<RegisterRecord<K>['values']>,
): RegisterRecord<K> {
  return {
    key,
    member: memberKey,
    values: { ...unknown(RECORDS[kind].fields), ...values } as RegisterRecord<K>['values'],
  };
}

/** A survey of a day, complete. */
export function survey(
  surveyedOn: Day,
  over: Partial<RegisterRecord<'surveys'>['values']> = {},
): RegisterRecord<'surveys'> {
  const visitors = { visitorOne: '调查员甲', visitorTwo: '调查员乙', signedBy: '户主' };
  return record('surveys', printDay(surveyedOn), null, { surveyedOn, way: 'VISIT', ...visitors, ...over });
}

/** What a clerk would record so that the register holds just these facts; members get serials from `first` on. */
export function householdOfFacts(facts: HouseholdFacts, first: number): RegisterHousehold {
  const { worker, assets, conduct } = facts;
  const contract = worker.contract === 'NONE' ? null : worker.contract;
  return {
    worker: worker.memberId,
    household: householdState({
      region: facts.region,
      farmRegion: facts.farmRegion,
      migrant: worker.migrant,
      unionMember: worker.unionMember,
      contractKind: contractKindOf(worker.contract),
      contractFrom: contract?.from ?? null,
      contractTo: contract?.to ?? null,
      retiredSocialised: worker.retiredSocialised,
      retirementExcepted: worker.retirementException !== null,
      retirementException: worker.retirementException,
      singleParent: facts.singleParent,
      severeHardship: facts.severeHardship,
      ...conduct,
      savingsFen: assets.savings,
      investmentsFen: assets.investments,
      commercialProperty: assets.commercialProperty,
      ownsShop: assets.ownsShop,
      employsOthers: assets.employsOthers,
      dwellingsKnown: assets.dwellings !== null,
      vehiclesKnown: assets.vehicles !== null,
      schoolingKnown: facts.schooling !== null,
      dibaoKnown: facts.dibao !== null,
    }),
    members: facts.members.map(({ id, populationOverride, employment, ...flags }, at) => ({
      ...member(id, first + at),
      membershipState: membershipState({
        relation: flags.relation ?? 'OTHER',
        inRegister: flags.inRegister,
        livesTogether: flags.livesTogether,
        countedByDecision: populationOverride?.counted ?? null,
        countedByDecisionReason: populationOverride?.reason ?? null,
        employmentKnown: employment !== null,
        ableToWork: flags.ableToWork,
        refusedJobOffers: flags.refusedJobOffers,
        farms: flags.farms,
        disabled: flags.disabled,
        ill: flags.ill,
        inEducation: flags.inEducation,
      }),
    })),
    records: recordsOfFacts(facts),
  };
}

function recordsOfFacts(facts: HouseholdFacts): RegisterHousehold['records'] {
  const spells = facts.members.flatMap(({ id, employment }) => (employment ?? []).map((spell) => ({ id, spell })));
  return {
    surveys: facts.surveyedOn === null ? [] : [survey(facts.surveyedOn)],
    employment: spells.map(({ id, spell }, at) => record('employment', String(at), id, spell)),
    incomes: facts.incomes.map(({ memberId, amount, ...rest }, at) =>
      record('incomes', String(at), memberId, { ...rest, amountFen: amount }),
    ),
    deductions: facts.deductions.map(({ memberId, amount, ...rest }, at) =>
      record('deductions', String(at), memberId, { ...rest, amountFen: amount }),
    ),
    expenses: facts.expenses.map(({ memberId, amount, reimbursed, ...rest }, at) =>
      record('expenses', String(at), memberId, { ...rest, amountFen: amount, reimbursedFen: reimbursed }),
    ),
    events: facts.events.map(({ cost, compensated, ...rest }, at) =>
      record('events', String(at), null, { ...rest, costFen: cost, compensatedFen: compensated }),
    ),
    dwellings: (facts.assets.dwellings ?? []).map(({ area }, at) => record('dwellings', String(at), null, { area })),
    vehicles: (facts.assets.vehicles ?? []).map(({ exemption, ...rest }, at) =>
      record('vehicles', String(at), null, {
        ...rest,
        exemptionRule: exemption?.rule ?? null,
        exemptionReason: exemption?.reason ?? null,
      }),
    ),
    schooling: (facts.schooling ?? []).map(({ memberId, tuition, publicTuition, ...rest }, at) =>
      record('schooling', String(at), memberId, { ...rest, tuitionFen: tuition, publicTuitionFen: publicTuition }),
    ),
    dibao: (facts.dibao ?? []).map((spell, at) => record('dibao', String(at), null, spell)),
    disbursements: [],
  };
}

function contractKindOf(contract: HouseholdFacts['worker']['contract']): HouseholdState['contractKind'] {
  if (contract === 'NONE' || contract === null) return contract;
  return contract.to === null ? 'OPEN_ENDED' : 'FIXED_TERM';
}

export const DAY = (year: number, month: number, day: number): Day =>
  Math.round(Date.UTC(year, month - 1, day) / 86_400_000) as Day;
