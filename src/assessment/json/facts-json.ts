import { z } from 'zod';
import {
  DEDUCTION_KINDS,
  EMPLOYMENT_STATUSES,
  EVENT_KINDS,
  EXCLUSION_IDS,
  EXPENSE_KINDS,
  type HouseholdFacts,
  INCOME_KINDS,
  LEVELS,
} from '../../policy/facts/facts.ts';
import { checkEmployment, checkFacts } from './facts-checks.ts';
import * as leaf from './leaves.ts';

const { record, list, evenIfRefused, checkSpan } = leaf;

const daySpell = record({ from: leaf.day, to: leaf.dayOrNull }).superRefine(checkSpan, evenIfRefused);
const employmentSpell = record({
  status: leaf.choice(EMPLOYMENT_STATUSES),
  from: leaf.month,
  to: leaf.monthOrNull,
}).superRefine(checkSpan, evenIfRefused);

const localProfile = record({
  nearMultiple: leaf.decimal.optional(),
  suddenMultiple: leaf.decimal.optional(),
  areaPerHead: leaf.decimal.optional(),
  dwellings: leaf.positive.optional(),
  exclusionsOff: list(leaf.choice(EXCLUSION_IDS)).optional(),
});

const worker = record({
  memberId: leaf.id,
  migrant: leaf.truth,
  unionMember: leaf.truthOrNull,
  contract: z.union([z.literal('NONE'), daySpell, z.null()], { error: leaf.absentOr('contract') }),
  retiredSocialised: leaf.truthOrNull,
  retirementException: leaf.notBlankOrNull,
});

const member = record({
  id: leaf.id,
  inRegister: leaf.truthOrNull,
  livesTogether: leaf.truthOrNull,
  populationOverride: record({ counted: leaf.truth, reason: leaf.notBlank }).nullable(),
  employment: list(employmentSpell).superRefine(checkEmployment, evenIfRefused).nullable(),
  ableToWork: leaf.truthOrNull,
  refusedJobOffers: leaf.countOrNull,
  farms: leaf.truthOrNull,
  disabled: leaf.truthOrNull,
  ill: leaf.truthOrNull,
  inEducation: leaf.truthOrNull,
}).transform((facts) => ({ ...facts, relation: null }));

const income = record({
  memberId: leaf.id,
  kind: leaf.choice(INCOME_KINDS),
  relief: leaf.truth,
  amount: leaf.amount,
  from: leaf.month,
  to: leaf.month,
  verified: leaf.truth,
}).superRefine(checkSpan, evenIfRefused);

const deduction = record({
  memberId: leaf.id,
  kind: leaf.choice(DEDUCTION_KINDS),
  amount: leaf.amount,
  from: leaf.month,
  to: leaf.month,
}).superRefine(checkSpan, evenIfRefused);

const expense = record({
  memberId: leaf.id,
  kind: leaf.choice(EXPENSE_KINDS),
  amount: leaf.amount,
  reimbursed: leaf.amount,
  from: leaf.month,
  to: leaf.month,
}).superRefine(checkSpan, evenIfRefused);

const event = record({
  kind: leaf.choice(EVENT_KINDS),
  date: leaf.day,
  grave: leaf.truthOrNull,
  cost: leaf.amount,
  compensated: leaf.amount,
  compensationInPlace: leaf.truthOrNull,
});

const vehicle = record({
  owned: leaf.truthOrNull,
  regularUse: leaf.truthOrNull,
  asEmployee: leaf.truthOrNull,
  exemption: record({ rule: leaf.notBlank, reason: leaf.notBlank }).nullable(),
});

const assets = record({
  savings: leaf.amountOrNull,
  investments: leaf.amountOrNull,
  dwellings: list(record({ area: leaf.decimal })).nullable(),
  commercialProperty: leaf.truthOrNull,
  ownsShop: leaf.truthOrNull,
  employsOthers: leaf.truthOrNull,
  vehicles: list(vehicle).nullable(),
});

const schooling = record({
  memberId: leaf.id,
  private: leaf.truthOrNull,
  tuition: leaf.amount,
  publicTuition: leaf.amountOrNull,
  abroadSelfFunded: leaf.truthOrNull,
});

/**
 * The JSON of a household's facts. It is strict: all keys but `profile`, `surveyedOn` and `changedOn` are required, unknown
 * keys are refused, and every fault is listed. A `surveyedOn` that is left out is `asOf`.
 */
export const factsJson = record({
  asOf: leaf.day,
  surveyedOn: leaf.dayOrNull.optional(),
  changedOn: leaf.dayOrNull.optional(),
  level: leaf.choice(LEVELS),
  profile: localProfile.optional(),
  region: leaf.region,
  farmRegion: leaf.regionOrNull,
  worker,
  members: leaf.memberList(member),
  incomes: list(income),
  deductions: list(deduction),
  expenses: list(expense),
  events: list(event),
  singleParent: leaf.truthOrNull,
  severeHardship: leaf.truthOrNull,
  dibao: list(daySpell).nullable(),
  assets,
  schooling: list(schooling).nullable(),
  conduct: record({ refusedVerification: leaf.truthOrNull, concealment: leaf.truthOrNull }),
})
  .superRefine(checkFacts, evenIfRefused)
  .transform(({ surveyedOn, changedOn = null, profile = null, ...facts }): HouseholdFacts => {
    return { ...facts, surveyedOn: surveyedOn === undefined ? facts.asOf : surveyedOn, changedOn, profile };
  });
