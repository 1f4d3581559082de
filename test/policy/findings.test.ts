import { describe, expect, test } from '@jest/globals';
import type { RuleId } from '../../src/policy/decision/rule.ts';
import { indexStandards } from '../../src/policy/money/standards.ts';
import { parseDay } from '../../src/kernel/calendar.ts';
import { asFen } from '../../src/kernel/fen.ts';
import { assets, event, household, income, member, STANDARDS, worker } from '../support/household.ts';
import { assessJson, type Json } from '../support/json.ts';

function assessed(over: Json, standards: Json = STANDARDS) {
  return assessJson({ facts: household(over), standards });
}

function figuresOf(rule: RuleId, over: Json) {
  return assessed(over).findings.find((finding) => finding.rule === rule)?.figures;
}

describe('the figures of a finding are exact, with relation and unit', () => {
  test('of a category', () => {
    const over = { incomes: [income(1_827_001)], events: [event(100, { grave: null })], singleParent: true };
    expect(figuresOf('NEAR_STANDARD_WITH_CAUSE', over)).toEqual({
      near: { state: 'HOLDS', value: '18270.01', relation: 'AT_MOST', limit: '27405.00', unit: 'YUAN' },
      cause: {
        state: 'HOLDS',
        any: {
          ill: { state: 'FAILS' },
          inEducation: { state: 'FAILS' },
          disabled: { state: 'FAILS' },
          singleParent: { state: 'HOLDS' },
          otherSpecial: { state: 'FAILS' },
          event: { state: 'UNKNOWN' },
        },
      },
      afterExpenses: {
        state: 'UNKNOWN',
        value: { min: '18269.01', max: '18270.01' },
        relation: 'AT_MOST',
        limit: '18270.00',
        unit: 'YUAN',
      },
    });
  });

  test('where savings are not verified, or nothing is known', () => {
    const rich = { incomes: [income(9_000_000)], events: [event(9_000_000)], assets: assets({ savings: null }) };
    const income3 = { value: '90000.00', limit: '54810.00', unit: 'YUAN' };
    const left = { relation: 'AT_MOST', limit: '18270.00', unit: 'YUAN' };
    expect(figuresOf('SUDDEN_HARDSHIP', rich)?.['afterCosts']).toEqual({
      state: 'UNKNOWN',
      any: {
        within: {
          state: 'FAILS',
          all: {
            income: { state: 'FAILS', relation: 'AT_MOST', ...income3 },
            left: { state: 'HOLDS', value: '0.00', ...left },
          },
        },
        beyond: {
          state: 'UNKNOWN',
          all: {
            income: { state: 'HOLDS', relation: 'ABOVE', ...income3 },
            left: { state: 'UNKNOWN', value: { min: '0.00', max: null }, ...left },
          },
        },
      },
    });
    const open = { members: [member('m1', { employment: null })] };
    expect(figuresOf('SUDDEN_HARDSHIP', open)?.['wellAbove']).toEqual({
      state: 'UNKNOWN',
      value: null,
      relation: 'ABOVE',
      limit: '9135.00',
      unit: 'YUAN',
    });
  });

  test('of exclusions', () => {
    expect(figuresOf('TWO_DWELLINGS', {})).toEqual({
      dwellings: { state: 'FAILS', value: 1, relation: 'AT_LEAST', limit: 2, unit: 'COUNT' },
    });
    expect(figuresOf('LARGE_DWELLING', {})).toEqual({
      area: { state: 'FAILS', value: '60.00', relation: 'ABOVE', limit: '150.00', unit: 'SQUARE_METRES' },
    });
    expect(figuresOf('REFUSED_WORK', { members: [member('m1')] })).toEqual({
      refused: {
        state: 'FAILS',
        any: {
          m1: {
            state: 'FAILS',
            all: {
              ableToWork: { state: 'HOLDS' },
              offers: { state: 'FAILS', value: 0, relation: 'AT_LEAST', limit: 2, unit: 'COUNT' },
            },
          },
        },
      },
    });
    expect(figuresOf('RUNS_BUSINESS', { assets: assets({ ownsShop: null }) })).toEqual({
      business: { state: 'UNKNOWN', any: { ownsShop: { state: 'UNKNOWN' }, employsOthers: { state: 'FAILS' } } },
    });
  });
});

describe('what is missing names the facts that leave the decision open', () => {
  const near = { singleParent: true };
  const vehicle = (over: Json) =>
    assets({ vehicles: [{ owned: false, regularUse: false, asEmployee: false, exemption: null, ...over }] });

  test.each<[string, Json, readonly string[]]>([
    [
      'the population alone where nobody counts',
      {
        members: [member('m1', { inRegister: false })],
        events: [event(100)],
        assets: assets({ savings: null, investments: null }),
      },
      ['population'],
    ],
    ['dwellings', { ...near, assets: assets({ dwellings: null }) }, ['assets.dwellings']],
    ['vehicles', { ...near, assets: assets({ vehicles: null }) }, ['assets.vehicles']],
    ['use of a vehicle', { ...near, assets: vehicle({ regularUse: null }) }, ['assets.vehicles.0.regularUse']],
    [
      'use of a vehicle and for whom',
      { ...near, assets: vehicle({ regularUse: null, asEmployee: null }) },
      ['assets.vehicles.0.asEmployee', 'assets.vehicles.0.regularUse'],
    ],
    ['a vehicle used as an employee', { ...near, assets: vehicle({ regularUse: null, asEmployee: true }) }, []],
    [
      'who lives in the household',
      { ...near, members: [member('m1', { employment: null }), member('m2', { livesTogether: null })] },
      ['members.m2.livesTogether'],
    ],
    [
      'one flag where the other is known to fail',
      { ...near, members: [member('m1'), member('m2', { inRegister: false, livesTogether: null }), member('m3')] },
      [],
    ],
    [
      'the employment of the counted alone',
      {
        ...near,
        members: [member('m1', { employment: null }), member('m2', { inRegister: false, employment: null })],
        assets: assets({ dwellings: [] }),
      },
      ['members.m1.employment'],
    ],
    [
      'refused offers',
      {
        ...near,
        members: [member('m1', { refusedJobOffers: null, ableToWork: null })],
        assets: assets({ dwellings: [] }),
      },
      ['members.m1.ableToWork', 'members.m1.refusedJobOffers'],
    ],
  ])('%s', (_what, over, missing) => {
    expect(assessed(over).missing).toEqual(missing);
  });
});

describe('provisional standards that were used', () => {
  const farming = {
    worker: worker({ migrant: true }),
    members: [member('m1', { farms: true }), member('m2')],
  };
  const rural = (status: string) => ({
    ...STANDARDS,
    ruralIncome: [{ region: '410502', year: 2018, annual: '13831.00', status }],
  });

  test('a rural income that was put in is named when it is provisional', () => {
    expect(assessed(farming, rural('PROVISIONAL')).provisional).toEqual(['standards.ruralIncome.410502.2018']);
    expect(assessed(farming, rural('PUBLISHED')).provisional).toEqual([]);
    expect(assessed({ ...farming, worker: worker() }, rural('PROVISIONAL')).provisional).toEqual([]);
  });

  test('nothing but the dibao standard is used while the population is unknown', () => {
    const open = { ...farming, members: [member('m1', { farms: true, inRegister: null })] };
    expect(assessed(open, rural('PROVISIONAL')).provisional).toEqual([]);
  });
});

test('a month that is not below is read out alone', () => {
  const finding = assessed({ incomes: [income(156_000, { from: '2019-06', to: '2019-06' })] }).findings[0];
  expect(finding?.zh).toContain(
    '2019年4月至9月这六个月中，2019年6月家庭人均可支配收入不低于低保标准（每人每月520.00元）',
  );
  expect(finding?.en).toContain(
    'of the six months April to September 2019 your disposable income per head was not below',
  );
  expect(finding?.en).toContain('in June 2019 (520.00 yuan per head and month)');
});

test('relief of nobody known is read out as not verified', () => {
  const finding = assessed({ members: [member('m1', { inRegister: null })] }).findings[0];
  expect(finding?.zh).toContain('是否领取政府救助金尚待核实');
  expect(finding?.en).toContain('whether you received relief money is not yet verified');
});

test('two standards of one region from one day are a bug of whoever built them', () => {
  const from = parseDay('2019-01-01');
  if (from === undefined) throw new Error('no such day');
  const dibao = { region: '410502', from, monthly: asFen(1), status: 'PUBLISHED', knownUntil: null } as const;
  const rural = { region: '410502', year: 2018, annual: asFen(1), status: 'PUBLISHED' } as const;
  const none = { dibao: [], minimumWage: [], ruralIncome: [] };
  expect(() => indexStandards({ ...none, dibao: [dibao, dibao] })).toThrow('one standard a region and day');
  expect(() => indexStandards({ ...none, minimumWage: [dibao, dibao] })).toThrow('one standard a region and day');
  expect(() => indexStandards({ ...none, ruralIncome: [rural, rural] })).toThrow('one rural income a region and year');
});
