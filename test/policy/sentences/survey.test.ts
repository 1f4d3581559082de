import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { RuleId } from '../../../src/policy/decision/rule.ts';
import { expense, income, member, STANDARD_FEN, STANDARDS } from '../../support/household.ts';
import { assessJson, type Json } from '../../support/json.ts';
import { expectSentence, spoken } from '../../support/spoken.ts';

const MONEY: readonly RuleId[] = ['BELOW_STANDARD_UNAIDED', 'BELOW_STANDARD_AIDED', 'NEAR_STANDARD_WITH_CAUSE'];
const LINE = 3 * STANDARD_FEN;

const surveyed: Json = {
  surveyedOn: '2019-06-20',
  incomes: [income(1_800_000, { from: '2018-06', to: '2019-05' })],
  dibao: [{ from: '2019-01-01', to: null }],
};

describe('whose survey', () => {
  test.each(MONEY)('%s names its day and the months', (rule) => {
    const { zh, en } = spoken(rule, surveyed);
    expect(zh).toContain('按2019年6月20日的调查');
    expect(en).toContain('by the survey of 20 June 2019');
    expect(zh).toContain(rule === 'BELOW_STANDARD_UNAIDED' ? '2018年12月至2019年5月' : '2018年6月至2019年5月全家');
    expect(en).toContain(rule === 'BELOW_STANDARD_UNAIDED' ? 'December 2018 to May 2019' : 'June 2018 to May 2019');
  });

  test.each(MONEY)('%s says that one serves no longer, and no figure', (rule) => {
    const { zh, en } = spoken(rule, { ...surveyed, surveyedOn: '2017-06-01' });
    expect(zh).toContain('2017年6月1日的调查已不能作为依据，须重新调查（该次调查用到2018年12月31日为止）');
    expect(en).toContain('the survey of 1 June 2017 no longer serves, and a new one has to be made');
    expect(zh).not.toMatch(/\d元|尚未登记/u);
  });

  test.each(MONEY)('%s says that something has changed', (rule) => {
    const { zh, en } = spoken(rule, { ...surveyed, surveyedOn: '2019-03-10', changedOn: '2019-05-01' });
    expect(zh).toContain('（家庭情况自2019年5月1日起有变化，该次调查用到2019年6月30日为止）');
    expect(en).toContain('(it served until 30 June 2019, since the household changed on 1 May 2019)');
  });

  test.each(MONEY)('%s says that there is none', (rule) => {
    const { zh, en } = spoken(rule, { ...surveyed, surveyedOn: null });
    expect(zh).toContain('没有可作依据的调查，须先作入户调查');
    expect(en).toContain('there is no survey to go by, and a home visit has to be made first');
    expect(zh).not.toMatch(/\d元/u);
  });

  test('where nobody counts, nothing rests on one that serves no longer', () => {
    const nobody = { members: [member('m1', { inRegister: false })], surveyedOn: '2017-06-01' };
    const { zh } = spoken('NEAR_STANDARD_WITH_CAUSE', nobody);
    expect(zh).toContain('截至2019年10月15日，没有成员计入家庭人口，须先核实家庭人口，收入是否');
  });
});

describe('severe hardship', () => {
  const sentence = (surveyedOn: string | null, severeHardship: boolean | null) =>
    spoken('BELOW_STANDARD_UNAIDED', { ...surveyed, surveyedOn, severeHardship });

  test.each([
    [true, '调查认定生活特别困难', 'and the survey found severe hardship'],
    [false, '调查没有认定生活特别困难', 'and the survey did not find severe hardship'],
  ])('is found by the survey that serves: %s', (severeHardship, found, foundEn) => {
    const { zh, en } = sentence('2019-06-20', severeHardship);
    expect(zh).toContain(`，${found}；`);
    expect(en).toContain(foundEn);
  });

  test.each([null, '2017-06-01'])('is no finding of a survey where none serves: %s', (surveyedOn) => {
    expect(sentence(surveyedOn, true).zh).toContain('，已认定生活特别困难；');
    expect(sentence(surveyedOn, true).en).toContain('severe hardship has been found');
    expect(sentence(surveyedOn, false).zh).toContain('，没有认定生活特别困难；');
    expect(sentence(surveyedOn, false).en).toContain('severe hardship has not been found');
    for (const found of [true, false]) expect(sentence(surveyedOn, found).zh).not.toMatch(/调查(没有)?认定/u);
    expect(sentence(surveyedOn, null).zh).toContain('生活是否特别困难尚待入户调查核实');
  });
});

describe('which line', () => {
  test('is that of the day, per head and month, and in all', () => {
    const { zh, en } = spoken('NEAR_STANDARD_WITH_CAUSE', surveyed);
    expect(zh).toContain('低保标准每人每月507.50元（2019年10月15日当日执行的），全家十二个月合计18270.00元');
    expect(en).toContain('507.50 yuan per head and month (in force on 15 October 2019), for the household and twelve');
  });

  test('is said to be provisional', () => {
    const dibao = [{ region: '410502', from: '2018-01-01', monthly: '500.00', status: 'PROVISIONAL' }];
    const { zh, en } = spoken('NEAR_STANDARD_WITH_CAUSE', surveyed, {}, { ...STANDARDS, dibao });
    expect(zh).toContain('低保标准每人每月500.00元（2019年10月15日当日执行的，暂用标准，待核对）');
    expect(en).toContain('(in force on 15 October 2019, provisional)');
  });

  test('is that of each of the six months in the first category', () => {
    const { zh, en } = spoken('BELOW_STANDARD_UNAIDED', { ...surveyed, incomes: [] });
    expect(zh).toContain(
      '每月家庭人均可支配收入都低于低保标准（2018年12月每人每月470.00元、2019年1月至5月每人每月520.00元）',
    );
    expect(en).toContain('470.00 yuan per head and month in December 2018 and 520.00 yuan');
  });

  test('that is not on file is named by its months', () => {
    const dibao = [{ region: '410502', from: '2019-03-01', monthly: '500.00' }];
    const { zh, en } = spoken('BELOW_STANDARD_UNAIDED', { ...surveyed, incomes: [] }, {}, { ...STANDARDS, dibao });
    expect(zh).toContain('按2019年6月20日的调查，2018年12月至2019年2月的低保标准尚未登记');
    expect(zh).toContain('2018年12月至2019年5月每月家庭人均收入是否都低于低保标准尚不能确定');
    expect(en).toContain('the dibao standard of December 2018 to February 2019 is not on file');
  });

  test('months that do not follow each other are told one by one', () => {
    const some = ['2018-12', '2019-01', '2019-03'].map((month) => income(200_000, { from: month, to: month }));
    const { zh, en } = spoken('BELOW_STANDARD_UNAIDED', { ...surveyed, incomes: some });
    expect(zh).toContain('2018年12月至2019年5月这六个月中，2018年12月至2019年1月、2019年3月家庭人均可支配收入不低于');
    expect(en).toContain('in December 2018 to January 2019 and March 2019');
  });
});

test('below the national level a sentence says by whose rules', () => {
  const local = { level: 'COUNTY', profile: { nearMultiple: '1.33' }, incomes: [income(LINE)] };
  const { zh, en } = spoken('NEAR_STANDARD_WITH_CAUSE', local);
  expect(zh).toContain('截至2019年10月15日，依县级建档标准，按');
  expect(zh).toContain('没有超过低保标准合计的1.33倍（24299.10元）');
  expect(en).toContain("As of 15 October 2019, by the county's rules, by the survey");
});

test('every finding of every worked case is one sentence as of its day', () => {
  for (const file of [
    'survey',
    'below-standard',
    'near-standard',
    'sudden-hardship',
    'migrant',
    'exclusions',
    'income',
  ]) {
    const text = readFileSync(join(__dirname, '..', 'cases', `${file}.json`), 'utf8');
    for (const one of JSON.parse(text) as { readonly facts: Json }[]) {
      for (const finding of assessJson(one).findings) expectSentence(finding);
    }
  }
});

test('a deduction of nothing is not read out as 0.00', () => {
  expect(spoken('NEAR_STANDARD_WITH_CAUSE', surveyed).zh).toContain('没有可扣除的必要支出，仍为18000.00元');
  const ill = { ...surveyed, expenses: [expense(1_810_000)] };
  expect(spoken('NEAR_STANDARD_WITH_CAUSE', ill).zh).toContain('扣除必要支出18100.00元后为负100.00元，没有超过');
  expect(spoken('NEAR_STANDARD_WITH_CAUSE', ill).en).toContain(
    'after necessary expenses of 18100.00 yuan is minus 100.00',
  );
});
