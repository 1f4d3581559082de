import { addDays, type Day } from '../../kernel/calendar.ts';
import { blankValues } from '../../fields/field.ts';
import { type MemberState, type PersonState, type RegisterMember, STATES } from '../../registry/kinds.ts';
import type { Random } from '../random.ts';
import { inventMobile, type PersonMaker, type Sex } from './sample-person.ts';

/** The role of a member in a sample family; the worker is the first. */
export type FamilyRole = 'WORKER' | 'SPOUSE' | 'CHILD' | 'PARENT';

export interface FamilyMember extends RegisterMember {
  readonly role: FamilyRole;
}

const BLANK = blankValues(STATES.member.fields);
const DAYS_OF_A_YEAR = 365.25;

type Add = (
  role: FamilyRole,
  sex: Sex,
  years: number,
  relation: MemberState['relation'],
  person: Partial<PersonState>,
) => void;

/** Invents a family: the worker, mostly a spouse, children at school, sometimes a parent. */
export function inventFamily(random: Random, maker: PersonMaker, on: Day, single: boolean): readonly FamilyMember[] {
  const members: FamilyMember[] = [];
  const add: Add = (role, sex, years, relation, person) => {
    const birthDay = addDays(on, -Math.round(years * DAYS_OF_A_YEAR) - random.below(365));
    const invented = maker.make(random, sex, birthDay, person);
    const key = `m${members.length + 1}`;
    members.push({ role, key, ...invented, membershipState: draftMembership(role, years, relation) });
  };
  const age = random.between(28, 57);
  addCouple(random, add, age, single);
  for (let children = drawChildren(random, single); children > 0; children -= 1) {
    const years = Math.max(1, Math.min(random.between(5, 22), age - 22));
    if (random.chance(0.5)) add('CHILD', 'MALE', years, 'SON', draftPupil(years));
    else add('CHILD', 'FEMALE', years, 'DAUGHTER', draftPupil(years));
  }
  if (random.chance(0.15)) addParent(random, add, age);
  return members;
}

function addCouple(random: Random, add: Add, age: number, single: boolean): void {
  const isMan = random.chance(0.6);
  const maritalStatus = single ? random.pick(['DIVORCED', 'WIDOWED'] as const) : 'MARRIED';
  add('WORKER', isMan ? 'MALE' : 'FEMALE', age, 'SELF', { ...draftWorker(random), maritalStatus });
  if (single) return;
  const years = age + random.between(-4, 3);
  if (isMan) add('SPOUSE', 'FEMALE', years, 'WIFE', { maritalStatus });
  else add('SPOUSE', 'MALE', years, 'HUSBAND', { maritalStatus });
}

function addParent(random: Random, add: Add, age: number): void {
  const person = { workState: 'RETIRED', medicalInsurance: 'RESIDENT' } as const;
  const years = age + random.between(20, 30);
  if (random.chance(0.6)) add('PARENT', 'FEMALE', years, 'MOTHER', person);
  else add('PARENT', 'MALE', years, 'FATHER', person);
}

function drawChildren(random: Random, single: boolean): number {
  return single ? random.between(1, 2) : random.pick([0, 1, 1, 1, 2, 2]);
}

function draftMembership(role: FamilyRole, years: number, relation: MemberState['relation']): MemberState {
  return {
    ...BLANK,
    relation,
    inRegister: true,
    livesTogether: true,
    employmentKnown: true,
    ableToWork: (role === 'WORKER' || role === 'SPOUSE') && years < 60,
    refusedJobOffers: 0,
    farms: false,
    disabled: false,
    ill: false,
    inEducation: role === 'CHILD' && years >= 6,
  };
}

function draftWorker(random: Random): Partial<PersonState> {
  return {
    politicalStatus: random.chance(0.1) ? 'PARTY_MEMBER' : 'MASSES',
    modelWorker: random.chance(0.02) ? 'MUNICIPAL' : 'NONE',
    workState: 'AT_POST',
    education: random.pick(['JUNIOR', 'SENIOR', 'VOCATIONAL', 'COLLEGE'] as const),
    mobile: inventMobile(random),
  };
}

function draftPupil(years: number): Partial<PersonState> {
  const workState =
    years < 12 ? 'PRIMARY_PUPIL' : years < 15 ? 'JUNIOR_PUPIL' : years < 18 ? 'SENIOR_PUPIL' : 'UNDERGRADUATE';
  return { workState, maritalStatus: 'SINGLE', medicalInsurance: 'RESIDENT' };
}
