import { describe, expect, test } from '@jest/globals';
import { EXCLUSION_IDS } from '../../src/policy/facts/facts.ts';
import { CATEGORY_IDS, type RuleId } from '../../src/policy/decision/rule.ts';
import {
  assets,
  event,
  expense,
  household,
  income,
  member,
  STANDARD_FEN,
  STANDARDS,
  worker,
} from '../support/household.ts';
import { assessJson, type Json } from '../support/json.ts';
import { expectSentence } from '../support/spoken.ts';

const LINE = 3 * STANDARD_FEN;

/** Nothing is verified that can be left open. */
const open: Json = {
  worker: worker({ migrant: true, unionMember: null, contract: null, retiredSocialised: null }),
  members: [
    member('m1', {
      employment: null,
      ableToWork: null,
      refusedJobOffers: null,
      disabled: null,
      ill: null,
      inEducation: null,
    }),
  ],
  events: [event(100, { grave: null })],
  singleParent: null,
  severeHardship: null,
  dibao: null,
  schooling: null,
  assets: assets({
    savings: null,
    dwellings: null,
    commercialProperty: null,
    ownsShop: null,
    employsOthers: null,
    vehicles: null,
  }),
  conduct: { refusedVerification: null, concealment: null },
};

/** Everything is recorded that excludes; poor, recognised, with every cause. */
const excluded: Json = {
  worker: worker({ migrant: true, retiredSocialised: true }),
  members: [member('m1', { disabled: true, ill: true, inEducation: true, refusedJobOffers: 2 })],
  expenses: [expense(1, { kind: 'OTHER_SPECIAL' })],
  events: [event(100)],
  singleParent: true,
  severeHardship: true,
  dibao: [{ from: '2019-10-01', to: null }],
  schooling: [{ memberId: 'm1', private: true, tuition: '2', publicTuition: '1', abroadSelfFunded: true }],
  assets: assets({
    dwellings: [{ area: '50' }, { area: '0.01' }],
    commercialProperty: true,
    ownsShop: true,
    vehicles: [{ owned: true, regularUse: false, asEmployee: false, exemption: null }],
  }),
  conduct: { refusedVerification: true, concealment: true },
};

const households: Readonly<Record<string, Json>> = {
  'nothing verified': open,
  'everything excludes': excluded,
  'a household that earns too much': {
    incomes: [income(LINE * 2)],
    dibao: [{ from: '2019-04-01', to: '2019-04-30' }],
    worker: worker({ unionMember: false, contract: 'NONE', retirementException: '县总工会决定' }),
  },
  'a sudden event': { incomes: [income(LINE * 2)], events: [event(LINE)] },
  'a sudden event that may qualify': { incomes: [income(LINE * 2)], events: [event(LINE, { grave: null })] },
  'above three times, savings not verified': {
    incomes: [income(LINE * 4)],
    events: [event(LINE * 4)],
    assets: assets({ savings: null }),
  },
  'surveyed too long ago': { surveyedOn: '2017-06-01', incomes: [income(100)], dibao: null },
  'relief in the last month': {
    incomes: [income(100, { kind: 'TRANSFER', relief: true, from: '2019-09', to: '2019-09' })],
  },
};

const ids: readonly RuleId[] = [...CATEGORY_IDS, ...EXCLUSION_IDS];

function findingsOf(over: Json) {
  return assessJson({ facts: household(over), standards: STANDARDS }).findings;
}

describe.each(Object.entries(households))('%s', (_name, over) => {
  test.each(ids)('%s', (id) => {
    const finding = findingsOf(over).find(({ rule }) => rule === id);
    const { state, zh = '', en = '' } = finding ?? {};
    expect({ state, zh, en }).toMatchSnapshot();
    expectSentence({ zh, en });
  });
});

test('every rule is read out in each of its states', () => {
  const seen = new Set(
    Object.values(households).flatMap((over) => findingsOf(over).map(({ rule, state }) => `${rule} ${state}`)),
  );
  const keys = ids.flatMap((id) => ['HOLDS', 'FAILS', 'UNKNOWN'].map((state) => `${id} ${state}`));
  expect(keys.filter((key) => !seen.has(key))).toEqual([]);
});
