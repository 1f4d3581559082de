import { describe, expect, test } from '@jest/globals';
import type { RuleId } from '../../../src/policy/decision/rule.ts';
import { assets, member, worker } from '../../support/household.ts';
import type { Json } from '../../support/json.ts';
import { spoken } from '../../support/spoken.ts';

function vehicles(...list: readonly Json[]): Json {
  const none = { owned: false, regularUse: false, asEmployee: false, exemption: null };
  return { assets: assets({ vehicles: list.map((over) => ({ ...none, ...over })) }) };
}

function school(over: Json): Json {
  const entry = {
    memberId: 'm3',
    private: true,
    tuition: '9000.00',
    publicTuition: '4500.00',
    abroadSelfFunded: false,
  };
  return { schooling: [{ ...entry, ...over }] };
}

const CASES: readonly [string, RuleId, Json, string, string][] = [
  [
    'unknown dwellings',
    'TWO_DWELLINGS',
    { assets: assets({ dwellings: null }) },
    '，您家住宅套数尚待核实；',
    'how many',
  ],
  ['no dwelling', 'TWO_DWELLINGS', { assets: assets({ dwellings: [] }) }, '，您家没有住宅；', 'you have no dwelling;'],
  ['no dwelling', 'LARGE_DWELLING', { assets: assets({ dwellings: [] }) }, '，您家没有住宅；', 'you have no dwelling;'],
  ['one dwelling', 'TWO_DWELLINGS', {}, '您家有1套住宅，不到2套；', 'you have 1 dwelling, fewer than 2;'],
  [
    'two dwellings',
    'TWO_DWELLINGS',
    { assets: assets({ dwellings: [{ area: '1' }, { area: '2' }] }) },
    '您家有2套住宅，达到2套；因此属于第六条“拥有多套住宅”的不建档情形。',
    'so no file is opened, because of owning several dwellings (Article 6).',
  ],
  [
    'the area per head',
    'LARGE_DWELLING',
    { assets: assets({ dwellings: [{ area: '151' }] }) },
    '房屋面积合计151.00平方米（人均约50.33平方米），超过人均50平方米的上限（3人合计150.00平方米）',
    'your floor area is 151.00 m² (about 50.33 m² per head), above the limit of 50 m² per head (150.00 m² in all)',
  ],
  [
    'an unknown area',
    'LARGE_DWELLING',
    { assets: assets({ dwellings: null }) },
    '住宅套数和面积尚待核实，人均房屋面积是否超过50平方米尚不能确定',
    'the dwellings are not yet verified',
  ],
  ['a shop', 'RUNS_BUSINESS', { assets: assets({ ownsShop: true }) }, '，您家拥有商业店铺；', 'you own a shop;'],
  [
    'an unknown shop',
    'RUNS_BUSINESS',
    { assets: assets({ ownsShop: null }) },
    '，您家是否拥有商业店铺尚待核实；',
    'whether you own a shop is not yet verified;',
  ],
  [
    'who refused work',
    'REFUSED_WORK',
    { members: [member('m1'), member('m2', { refusedJobOffers: 3 })] },
    '成员m2有劳动能力，2次以上不接受政府、社会组织提供的工作岗位；因此属于第七条',
    'member m2, able to work, refused',
  ],
  [
    'an exception',
    'RETIRED_SOCIALISED',
    { worker: worker({ retiredSocialised: true, retirementException: '县总工会决定' }) },
    '您已退休并实行社会化管理，但已有准予建档的例外决定；因此不属于第十三条',
    'but an exception is on file',
  ],
];

test.each(CASES)('%s: %s', (_what, rule, over, zh, en) => {
  const said = spoken(rule, over);
  expect(said.zh).toContain(zh);
  expect(said.en).toContain(en);
});

describe('vehicles', () => {
  test('the one that counts is told by its number', () => {
    const { zh, en } = spoken('VEHICLES', vehicles({}, { owned: true }, { regularUse: true }, { owned: true }));
    expect(zh).toContain(
      '农机具中，第2辆、第4辆归您家所有，没有豁免，第3辆由您家非受雇佣经常使用，没有豁免；因此属于第六条',
    );
    expect(en).toContain('no. 2 and no. 4 (yours, not exempt), no. 3 (regularly used other than as an employee');
  });

  test('an exemption is told by the number of its rule, without its reason', () => {
    const exemption = { rule: '安工〔2020〕1号', reason: '代步' };
    const { zh, en } = spoken(
      'VEHICLES',
      vehicles({ owned: true, exemption }, { regularUse: true, asEmployee: true }, {}),
    );
    expect(zh).toContain('都不计入：第1辆按安工〔2020〕1号豁免，第2辆系受雇佣使用，第3辆不归您家所有，也不经常使用；');
    expect(zh).not.toContain('代步');
    expect(en).toContain('no. 1 (exempt by 安工〔2020〕1号)');
  });

  test('what is not verified is told of each', () => {
    const { zh } = spoken('VEHICLES', vehicles({ owned: null }, { regularUse: null }, {}));
    expect(zh).toContain(
      '第1辆是否归您家所有或由您家非受雇佣经常使用尚待核实，第2辆是否由您家非受雇佣经常使用尚待核实；',
    );
    expect(spoken('VEHICLES', { assets: assets({ vehicles: null }) }).zh).toContain('您家有无机动车辆');
  });
});

describe('schooling', () => {
  test('a fee is compared with twice the public one', () => {
    expect(spoken('COSTLY_SCHOOLING', school({})).zh).toContain(
      '成员m3就读私立学校，学费9000.00元，没有超过同类公办学校学费4500.00元的2倍；因此不属于第六条',
    );
    const dear = spoken('COSTLY_SCHOOLING', school({ tuition: '9000.01' }), { m3: 'DAUGHTER' });
    expect(dear.zh).toContain('您的女儿就读私立学校，学费9000.01元，超过同类公办学校学费4500.00元的2倍；因此属于');
    expect(dear.en).toContain('your daughter: a private school with a fee of 9000.01 yuan, above 2 times the fee');
  });

  test.each([null, '0.00'])('without a comparable fee (%s) it says who can set one', (publicTuition) => {
    const { zh, en } = spoken('COSTLY_SCHOOLING', school({ publicTuition }));
    expect(zh).toContain(
      '没有同类公办学校的学费可比，须由县级（含县级）以上工会帮扶（服务）中心作出决定，定出可比学费；',
    );
    expect(en).toContain('the county-level centre or one above has to set one by a decision');
  });

  test('what is not verified is told, and study abroad', () => {
    const open = school({ private: null, publicTuition: null, abroadSelfFunded: null });
    expect(spoken('COSTLY_SCHOOLING', open).zh).toMatch(
      /成员m3所读学校是否私立尚待核实，没有同类公办.*，成员m3是否自费出国留学尚待核实；/u,
    );
    const dear = school({ private: null, tuition: '9000.01' });
    expect(spoken('COSTLY_SCHOOLING', dear).zh).toContain('，成员m3所读学校是否私立尚待核实；');
    expect(spoken('COSTLY_SCHOOLING', school({ abroadSelfFunded: true })).zh).toContain('，成员m3自费出国留学；');
    expect(spoken('COSTLY_SCHOOLING', school({ private: false })).zh).toContain('，您家没有人就读高收费私立学校');
  });
});
