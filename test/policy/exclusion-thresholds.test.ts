import { describe, expect, test } from '@jest/globals';
import type { ExclusionId } from '../../src/policy/facts/facts.ts';
import { assets, household, member, STANDARDS, worker } from '../support/household.ts';
import { assessJson, type Json, stateOf } from '../support/json.ts';

type Row = readonly [what: string, over: Json, state: 'HOLDS' | 'FAILS' | 'UNKNOWN' | undefined];

function table(rule: ExclusionId, rows: readonly Row[]): void {
  describe(rule, () => {
    test.each(rows)('%s', (_what, over, state) => {
      const assessment = assessJson({ facts: household(over), standards: STANDARDS });
      expect(stateOf(assessment, rule)).toBe(state);
    });

    test('may be switched off below the national level', () => {
      const facts = household({ level: 'MUNICIPAL', profile: { exclusionsOff: [rule] } });
      expect(stateOf(assessJson({ facts, standards: STANDARDS }), rule)).toBeUndefined();
    });
  });
}

const owning = (over: Json): Json => ({ assets: assets(over) });
const areas = (...list: readonly string[]): Json => owning({ dwellings: list.map((area) => ({ area })) });
const nobodyKnown = [member('m1', { inRegister: null })];

table('TWO_DWELLINGS', [
  ['none', areas(), 'FAILS'],
  ['one', areas('10'), 'FAILS'],
  ['two', areas('10', '10'), 'HOLDS'],
  ['three', areas('10', '10', '10'), 'HOLDS'],
  ['not verified', owning({ dwellings: null }), 'UNKNOWN'],
  ['two of three allowed', { ...areas('10', '10'), level: 'COUNTY', profile: { dwellings: 3 } }, 'FAILS'],
  ['three of three allowed', { ...areas('10', '10', '10'), level: 'COUNTY', profile: { dwellings: 3 } }, 'HOLDS'],
]);

table('LARGE_DWELLING', [
  ['a hundredth below 50 m² a head', areas('149.99'), 'FAILS'],
  ['exactly 50 m² a head', areas('150.00'), 'FAILS'],
  ['a hundredth above', areas('150.01'), 'HOLDS'],
  ['the sum of all dwellings counts', areas('75.00', '75.01'), 'HOLDS'],
  ['not verified', owning({ dwellings: null }), 'UNKNOWN'],
  ['heads not known', { ...areas('1000'), members: nobodyKnown }, 'UNKNOWN'],
  ['a local limit', { ...areas('90.01'), level: 'COUNTY', profile: { areaPerHead: '30' } }, 'HOLDS'],
]);

table('COMMERCIAL_PROPERTY', [
  ['some', owning({ commercialProperty: true }), 'HOLDS'],
  ['none', owning({ commercialProperty: false }), 'FAILS'],
  ['not verified', owning({ commercialProperty: null }), 'UNKNOWN'],
]);

table('RUNS_BUSINESS', [
  ['a shop', owning({ ownsShop: true, employsOthers: null }), 'HOLDS'],
  ['employs others', owning({ ownsShop: null, employsOthers: true }), 'HOLDS'],
  ['neither', owning({}), 'FAILS'],
  ['one not verified', owning({ employsOthers: null }), 'UNKNOWN'],
]);

const school = (over: Json): Json => ({
  schooling: [
    { memberId: 'm3', private: true, tuition: '9000.00', publicTuition: '4500.00', abroadSelfFunded: false, ...over },
  ],
});

table('COSTLY_SCHOOLING', [
  ['a fen below twice', school({ tuition: '8999.99' }), 'FAILS'],
  ['exactly twice', school({}), 'FAILS'],
  ['a fen above twice', school({ tuition: '9000.01' }), 'HOLDS'],
  ['a public school, however dear', school({ private: false, tuition: '90000' }), 'FAILS'],
  ['dear, private not verified', school({ private: null, tuition: '9000.01' }), 'UNKNOWN'],
  ['private, no benchmark', school({ publicTuition: null }), 'UNKNOWN'],
  ['private, a benchmark of 0', school({ publicTuition: '0' }), 'UNKNOWN'],
  ['private, a benchmark of a fen', school({ publicTuition: '0.01', tuition: '0.02' }), 'FAILS'],
  ['abroad at own cost', school({ abroadSelfFunded: true }), 'HOLDS'],
  ['abroad not verified', school({ abroadSelfFunded: null }), 'UNKNOWN'],
  ['not asked', { schooling: null }, 'UNKNOWN'],
]);

const vehicle = (over: Json): Json =>
  owning({ vehicles: [{ owned: false, regularUse: false, asEmployee: false, exemption: null, ...over }] });
const exemption = { rule: '安工文〔2020〕1号', reason: 'carries a disabled member' };

table('VEHICLES', [
  ['none', owning({}), 'FAILS'],
  ['not verified', owning({ vehicles: null }), 'UNKNOWN'],
  ['neither owned nor used', vehicle({}), 'FAILS'],
  ['owned', vehicle({ owned: true, regularUse: null }), 'HOLDS'],
  ['used on own account', vehicle({ regularUse: true }), 'HOLDS'],
  ['used as an employee', vehicle({ regularUse: true, asEmployee: true }), 'FAILS'],
  ['used, for whom not verified', vehicle({ regularUse: true, asEmployee: null }), 'UNKNOWN'],
  ['owned not verified', vehicle({ owned: null }), 'UNKNOWN'],
  ['owned and exempted', vehicle({ owned: true, exemption }), 'FAILS'],
]);

const conduct = (over: Json): Json => ({ conduct: { refusedVerification: false, concealment: false, ...over } });

table('REFUSED_VERIFICATION', [
  ['refused', conduct({ refusedVerification: true }), 'HOLDS'],
  ['not refused', conduct({ concealment: true }), 'FAILS'],
  ['not established', conduct({ refusedVerification: null }), 'UNKNOWN'],
]);

const offers = (refusedJobOffers: unknown, over: Json = {}): Json => ({
  members: [member('m1'), member('m2', { refusedJobOffers, ...over })],
});

table('REFUSED_WORK', [
  ['one offer', offers(1), 'FAILS'],
  ['two offers', offers(2), 'HOLDS'],
  ['three offers', offers(3), 'HOLDS'],
  ['two offers, unable to work', offers(2, { ableToWork: false }), 'FAILS'],
  ['two offers, ability not verified', offers(2, { ableToWork: null }), 'UNKNOWN'],
  ['one offer, ability not verified', offers(1, { ableToWork: null }), 'FAILS'],
  ['offers not verified', offers(null), 'UNKNOWN'],
  ['by a member who does not count', offers(2, { inRegister: false }), 'HOLDS'],
  [
    'one by each of two',
    { members: [member('m1', { refusedJobOffers: 1 }), member('m2', { refusedJobOffers: 1 })] },
    'FAILS',
  ],
]);

table('CONCEALMENT', [
  ['found', conduct({ concealment: true }), 'HOLDS'],
  ['not found', conduct({ refusedVerification: true }), 'FAILS'],
  ['not established', conduct({ concealment: null }), 'UNKNOWN'],
]);

const retired = (over: Json): Json => ({ worker: worker({ retiredSocialised: true, ...over }) });

table('RETIRED_SOCIALISED', [
  ['retired', retired({}), 'HOLDS'],
  ['not retired', retired({ retiredSocialised: false }), 'FAILS'],
  ['not verified', retired({ retiredSocialised: null }), 'UNKNOWN'],
  ['an exception on file', retired({ retirementException: '县总工会决定' }), 'FAILS'],
  ['not verified, an exception on file', retired({ retiredSocialised: null, retirementException: '决定' }), 'FAILS'],
]);
