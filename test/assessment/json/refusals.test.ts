import { describe, expect, test } from '@jest/globals';
import { parseCase } from '../../../src/assessment/json/case-json.ts';
import { assets, event, expense, household, income, member, STANDARDS, worker } from '../../support/household.ts';
import { builtIn, type Json } from '../../support/json.ts';

/** The paths at which a case is refused; none where it is accepted. */
function refusedAt(value: unknown): readonly string[] {
  const parsed = parseCase(value, builtIn());
  return parsed.ok ? [] : parsed.error.map(({ path }) => path);
}

const facts = (over: Json): Json => ({ facts: household(over) });
const standards = (over: Json): Json => ({ facts: household(), standards: { ...STANDARDS, ...over } });
const dibao = (over: Json): Json => ({ region: '410502', from: '2018-01-01', monthly: '470.00', ...over });
const without = (record: Json, key: string): Json =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

describe('each key is required, and its shape', () => {
  test.each(Object.keys(household()))('facts.%s', (key) => {
    expect(refusedAt({ facts: without(household(), key) })).toContain(`facts.${key}`);
    expect(refusedAt(facts({ [key]: 12 }))).toContain(`facts.${key}`);
  });

  test.each([
    ['worker', worker()],
    ['assets', assets()],
    ['conduct', { refusedVerification: false, concealment: false }],
  ])('facts.%s', (name, record) => {
    for (const key of Object.keys(record)) {
      expect(refusedAt(facts({ [name]: without(record, key) }))).toContain(`facts.${name}.${key}`);
      expect(refusedAt(facts({ [name]: { ...record, [key]: 12 } }))).toContain(`facts.${name}.${key}`);
    }
    expect(refusedAt(facts({ [name]: { ...record, other: true } }))).toEqual([`facts.${name}.other`]);
  });

  test.each([
    ['members', member('m1')],
    ['incomes', income(1)],
    ['deductions', { memberId: 'm1', kind: 'INCOME_TAX', amount: '1', from: '2019-01', to: '2019-01' }],
    ['expenses', expense(1)],
    ['events', event(1)],
    ['dibao', { from: '2019-01-01', to: null }],
    ['schooling', { memberId: 'm1', private: null, tuition: '1', publicTuition: null, abroadSelfFunded: null }],
  ])('facts.%s.0', (name, record) => {
    expect(refusedAt(facts({ [name]: [record] }))).toEqual([]);
    for (const key of Object.keys(record)) {
      expect(refusedAt(facts({ [name]: [without(record, key)] }))).toContain(`facts.${name}.0.${key}`);
      expect(refusedAt(facts({ [name]: [{ ...record, [key]: 0.5 }] }))).toContain(`facts.${name}.0.${key}`);
    }
    expect(refusedAt(facts({ [name]: [{ ...record, other: true }] }))).toEqual([`facts.${name}.0.other`]);
    for (const wrong of ['text', null, [], 7]) {
      expect(refusedAt(facts({ [name]: [wrong] }))).toContain(`facts.${name}.0`);
    }
  });

  test.each([
    ['no object', 7, ''],
    ['null', null, ''],
    ['no facts', {}, 'facts'],
    ['facts of another type', { facts: [] }, 'facts'],
    ['a misspelt key of the case', { facts: household(), standard: STANDARDS }, 'standard'],
    ['standards of another type', { facts: household(), standards: null }, 'standards'],
    [
      'a list of the standards absent',
      { facts: household(), standards: without(STANDARDS, 'minimumWage') },
      'standards.minimumWage',
    ],
    ['an unknown list', standards({ other: [] }), 'standards.other'],
    ['a name that is no text', { name: 7, facts: household() }, 'name'],
    ['a prototype', JSON.parse('{"facts": {"__proto__": {}}}'), 'facts.__proto__'],
  ])('%s', (_what, value, path) => {
    expect(refusedAt(value)).toContain(path);
  });
});

describe('values', () => {
  test.each([
    ['a year that does not exist', facts({ asOf: '0000-01-01' }), 'facts.asOf'],
    ['an unknown level', facts({ level: 'PROVINCIAL', profile: {} }), 'facts.level'],
    ['a region of five digits', facts({ region: '41050' }), 'facts.region'],
    ['a farm region that is blank', facts({ farmRegion: '' }), 'facts.farmRegion'],
    [
      'a blank exception',
      facts({ worker: worker({ retirementException: ' 　' }) }),
      'facts.worker.retirementException',
    ],
    ['a contract of another word', facts({ worker: worker({ contract: 'SOME' }) }), 'facts.worker.contract'],
    [
      'a contract without its end',
      facts({ worker: worker({ contract: { from: '2019-01-01' } }) }),
      'facts.worker.contract.to',
    ],
    [
      'a contract with another key',
      facts({ worker: worker({ contract: { from: '2019-01-01', to: null, of: 1 } }) }),
      'facts.worker.contract.of',
    ],
    [
      'a negative offer',
      facts({ members: [member('m1', { refusedJobOffers: -1 })] }),
      'facts.members.0.refusedJobOffers',
    ],
    [
      'an override of one word',
      facts({ members: [member('m1', { populationOverride: 'yes' })] }),
      'facts.members.0.populationOverride',
    ],
    [
      'an unknown status',
      facts({ members: [member('m1', { employment: [{ status: 'SICK', from: '2019-01', to: null }] })] }),
      'facts.members.0.employment.0.status',
    ],
    [
      'employment that ends early',
      facts({ members: [member('m1', { employment: [{ status: 'NONE', from: '2019-02', to: '2019-01' }] })] }),
      'facts.members.0.employment.0.to',
    ],
    ['dibao that ends early', facts({ dibao: [{ from: '2019-02-02', to: '2019-02-01' }] }), 'facts.dibao.0.to'],
    [
      'an area of three decimals',
      facts({ assets: assets({ dwellings: [{ area: '60.001' }] }) }),
      'facts.assets.dwellings.0.area',
    ],
    [
      'an exemption without its rule',
      facts({
        assets: assets({
          vehicles: [{ owned: true, regularUse: false, asEmployee: false, exemption: { rule: '', reason: 'x' } }],
        }),
      }),
      'facts.assets.vehicles.0.exemption.rule',
    ],
    [
      'schooling of nobody',
      facts({
        schooling: [{ memberId: 'm9', private: null, tuition: '1', publicTuition: null, abroadSelfFunded: null }],
      }),
      'facts.schooling.0.memberId',
    ],
    [
      'a rule that cannot be off',
      facts({ level: 'COUNTY', profile: { exclusionsOff: ['SUDDEN_HARDSHIP'] } }),
      'facts.profile.exclusionsOff.0',
    ],
    [
      'a rule off twice',
      facts({ level: 'COUNTY', profile: { exclusionsOff: ['VEHICLES', 'VEHICLES'] } }),
      'facts.profile.exclusionsOff.1',
    ],
    ['a near multiple of 0', facts({ level: 'COUNTY', profile: { nearMultiple: '0' } }), 'facts.profile.nearMultiple'],
    [
      'a sudden multiple below the national near one',
      facts({ level: 'COUNTY', profile: { suddenMultiple: '1.49' } }),
      'facts.profile.nearMultiple',
    ],
    ['no floor area', facts({ level: 'COUNTY', profile: { areaPerHead: '0.00' } }), 'facts.profile.areaPerHead'],
    ['no dwelling', facts({ level: 'COUNTY', profile: { dwellings: 0 } }), 'facts.profile.dwellings'],
    ['a null in a profile', facts({ level: 'COUNTY', profile: { nearMultiple: null } }), 'facts.profile.nearMultiple'],
    ['a profile of null', facts({ level: 'COUNTY', profile: null }), 'facts.profile'],
    [
      'too many members',
      facts({ members: Array.from({ length: 1001 }, (_, at) => member(`m${at}`)) }),
      'facts.members',
    ],
    ['too many records', facts({ incomes: Array.from({ length: 10_001 }, () => income(1)) }), 'facts.incomes'],
    ['an unknown status of a standard', standards({ dibao: [dibao({ status: 'OLD' })] }), 'standards.dibao.0.status'],
    [
      'a standard known until no day',
      standards({ dibao: [dibao({ knownUntil: '2019-02-30' })] }),
      'standards.dibao.0.knownUntil',
    ],
    [
      'a rural income known until',
      standards({ ruralIncome: [{ region: '410502', year: 2018, annual: '1', knownUntil: null }] }),
      'standards.ruralIncome.0.knownUntil',
    ],
    [
      'a year as a text',
      standards({ ruralIncome: [{ region: '410502', year: '2018', annual: '1' }] }),
      'standards.ruralIncome.0.year',
    ],
    [
      'one year twice',
      standards({ ruralIncome: [2018, 2018].map((year) => ({ region: '410502', year, annual: '1' })) }),
      'standards.ruralIncome.1.year',
    ],
  ])('%s', (_what, value, path) => {
    expect(refusedAt(value)).toEqual([path]);
  });

  test.each([
    ['open-ended spells', facts({ dibao: [{ from: '2019-01-01', to: null }] })],
    ['a span of one month', facts({ incomes: [income(1, { from: '2019-01', to: '2019-01' })] })],
    ['records after the day', facts({ incomes: [income(1, { from: '2030-01', to: '2031-01' })] })],
    [
      'recognition spells that overlap',
      facts({
        dibao: [
          { from: '2019-01-01', to: null },
          { from: '2018-01-01', to: null },
        ],
      }),
    ],
    ['an empty profile', facts({ level: 'ENTERPRISE', profile: {} })],
    ['near equal to sudden', facts({ level: 'COUNTY', profile: { nearMultiple: '3', suddenMultiple: '3.00' } })],
    [
      'ids of every allowed character',
      facts({ worker: worker({ memberId: '__proto__' }), members: [member('__proto__'), member('A-1_z')] }),
    ],
    ['one day in two regions', standards({ dibao: [dibao({}), dibao({ region: '410503' })] })],
  ])('%s are accepted', (_what, value) => {
    expect(refusedAt(value)).toEqual([]);
  });
});

describe('spells of employment', () => {
  const spells = (...list: readonly (readonly [from: string, to: string | null])[]) =>
    refusedAt(
      facts({ members: [member('m1', { employment: list.map(([from, to]) => ({ status: 'NONE', from, to })) })] }),
    );

  test('may touch but not overlap; the later in the list is refused', () => {
    expect(spells(['2019-01', '2019-02'], ['2019-03', null])).toEqual([]);
    expect(spells(['2019-03', null], ['2019-01', '2019-02'])).toEqual([]);
    expect(spells(['2019-01', '2019-02'], ['2019-02', null])).toEqual(['facts.members.0.employment.1.from']);
    expect(spells(['2019-02', null], ['2019-01', '2019-02'])).toEqual(['facts.members.0.employment.1.from']);
    expect(spells(['2019-01', '2019-12'], ['2020-01', null], ['2019-05', '2019-06'])).toEqual([
      'facts.members.0.employment.2.from',
    ]);
    expect(spells(['2019-05', '2019-06'], ['2019-01', null])).toEqual(['facts.members.0.employment.1.from']);
  });
});

test('every fault is listed, those over several keys beside those of single keys', () => {
  const value = facts({
    asOf: '2019-02-30',
    worker: worker({ memberId: 'm9' }),
    members: [member('m1', { ill: 'yes' }), member('m1'), 7],
    incomes: [income(1, { amount: 1, from: '2019-05', to: '2019-04', memberId: 'm8' })],
    level: 'COUNTY',
  });
  expect(refusedAt(value).toSorted()).toEqual([
    'facts.asOf',
    'facts.incomes.0.amount',
    'facts.incomes.0.memberId',
    'facts.incomes.0.to',
    'facts.members.0.ill',
    'facts.members.1.id',
    'facts.members.2',
    'facts.profile',
    'facts.worker.memberId',
  ]);
});

test('what is refused already is not besides taken for a repetition', () => {
  expect(refusedAt(facts({ members: [member('m1'), 7, 8, member('a.b'), member('a.b')] }))).toEqual([
    'facts.members.1',
    'facts.members.2',
    'facts.members.3.id',
    'facts.members.4.id',
  ]);
  const twice = ['2019-02-30', '2019-02-30'].map((from) => dibao({ from }));
  expect(refusedAt(standards({ dibao: [7, 7, ...twice] }))).toEqual([
    'standards.dibao.0',
    'standards.dibao.1',
    'standards.dibao.2.from',
    'standards.dibao.3.from',
  ]);
});

test('an absent key is said to be required, whatever its shape', () => {
  for (const [over, path] of [
    [{ worker: without(worker(), 'contract') }, 'facts.worker.contract'],
    [{ conduct: undefined }, 'facts.conduct'],
    [{ incomes: [without(income(1), 'amount')] }, 'facts.incomes.0.amount'],
  ] as const) {
    const parsed = parseCase(JSON.parse(JSON.stringify(facts(over))), builtIn());
    expect(parsed).toEqual({ ok: false, error: [{ path, zh: '缺少此项', en: 'this key is required' }] });
  }
});

test('a fault gives its reason in Chinese and in English, and nothing of what stood there', () => {
  const parsed = parseCase(facts({ incomes: [income(1, { amount: '410599199001011234' })] }), builtIn());
  expect(parsed).toEqual({
    ok: false,
    error: [
      {
        path: 'facts.incomes.0.amount',
        zh: '金额应为十进制字符串，最多两位小数，从 0 到 999999999.99，没有多余的 0',
        en: 'must be a decimal string of at most two places, from 0 to 999999999.99, without a leading zero',
      },
    ],
  });
});
