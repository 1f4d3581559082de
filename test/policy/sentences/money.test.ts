import { describe, expect, test } from '@jest/globals';
import { assets, event, expense, income, member, STANDARD_FEN, STANDARDS, worker } from '../../support/household.ts';
import { spoken } from '../../support/spoken.ts';

const LINE = 3 * STANDARD_FEN;

describe('totals of the household and figures per head', () => {
  test('are told apart', () => {
    const { zh, en } = spoken('NEAR_STANDARD_WITH_CAUSE', {
      incomes: [income(2_000_000)],
      expenses: [expense(200_000)],
    });
    expect(zh).toContain('全家可支配收入合计20000.00元（人均每月约555.56元）');
    expect(zh).toContain('收入合计没有超过低保标准合计的1.5倍（27405.00元）');
    expect(zh).toContain('扣除必要支出2000.00元后为18000.00元（人均每月500.00元），没有超过低保标准合计18270.00元');
    expect(en).toContain('is 20000.00 yuan in all (about 555.56 yuan per head and month)');
    expect(en).toContain('is 18000.00 yuan (500.00 yuan per head and month), not above');
  });

  test('a household below the line counts in the third category all the more', () => {
    const more = '还低于低保标准，更符合这一类的收入条件';
    expect(spoken('NEAR_STANDARD_WITH_CAUSE', { incomes: [income(LINE - 1)] }).zh).toContain(more);
    expect(spoken('NEAR_STANDARD_WITH_CAUSE', { incomes: [income(LINE)] }).zh).not.toContain(more);
  });
});

describe('what is not known enters no comparison', () => {
  test('an income, by whose work is to be verified', () => {
    const { zh, en } = spoken('NEAR_STANDARD_WITH_CAUSE', {
      members: [member('m2', { employment: null }), member('m1', { employment: null }), member('m3')],
    });
    expect(zh).toContain('您本人、成员m2的就业情况尚待核实，收入是否超过低保标准的1.5倍、扣除必要支出后');
    expect(en).toContain('what work you and member m2 had is not yet verified');
    expect(zh).not.toMatch(/\d元/u);
  });

  test('an income, by standards that are not on file', () => {
    const farming = {
      worker: worker({ migrant: true }),
      members: [member('m1', { employment: [{ status: 'FLEXIBLE', from: '2015-01', to: null }], farms: true })],
    };
    const none = { ...STANDARDS, minimumWage: [], ruralIncome: [] };
    const { zh, en } = spoken('NEAR_STANDARD_WITH_CAUSE', farming, {}, none);
    expect(zh).toContain('2018年10月至2019年9月的最低工资标准尚未登记，2018年农村居民人均可支配收入尚未登记');
    expect(en).toContain('the rural income per head of 2018 is not on file');
    const open = { ...farming, members: [member('m1', { farms: null })] };
    expect(spoken('NEAR_STANDARD_WITH_CAUSE', open).zh).toContain('您本人是否务农尚待核实');
    expect(spoken('BELOW_STANDARD_AIDED', { ...open, dibao: null }).zh).toContain(
      '收入扣除必要支出后是否低于低保标准尚不能确定',
    );
  });

  test('the line of the day', () => {
    const dibao = [{ region: '410502', from: '2019-10-20', monthly: '500.00' }];
    const { zh, en } = spoken('NEAR_STANDARD_WITH_CAUSE', {}, {}, { ...STANDARDS, dibao });
    expect(zh).toContain('2019年10月的低保标准尚未登记');
    expect(en).toContain('the dibao standard of October 2019 is not on file');
  });

  test('who counts', () => {
    const open = { members: [member('m1'), member('m3', { livesTogether: null }), member('m2', { inRegister: null })] };
    expect(spoken('NEAR_STANDARD_WITH_CAUSE', open).zh).toContain('成员m2、成员m3是否计入家庭人口尚待核实，收入是否');
    expect(spoken('LARGE_DWELLING', open).en).toContain('whether to count member m2 and member m3 is not yet verified');
  });
});

describe('bounds', () => {
  const open = { incomes: [income(LINE * 2)], events: [event(LINE, { grave: null })] };

  test('of two sides', () => {
    const { zh, en } = spoken('SUDDEN_HARDSHIP', open);
    expect(zh).toContain('扣除意外致困支出后在18270.00元至36540.00元之间，是否超过低保标准合计18270.00元尚不能确定');
    expect(en).toContain('is between 18270.00 yuan and 36540.00 yuan, and whether that is above');
    expect(spoken('NEAR_STANDARD_WITH_CAUSE', open).zh).toContain(
      '在18270.00元至36540.00元之间，2019年8月2日的突发事件是否属于第五条所列情形尚待核实，是否超过',
    );
  });

  test('of one side', () => {
    const rich = { incomes: [income(LINE * 4)], events: [event(LINE * 4)], assets: assets({ savings: null }) };
    const { zh, en } = spoken('SUDDEN_HARDSHIP', rich);
    expect(zh).toContain('加上储蓄和投资性净资产，扣除意外致困支出73080.00元后至少为0.00元，储蓄尚待核实，是否超过');
    expect(en).toContain('is at least 0.00 yuan, savings are not yet verified, and whether that is above');
    const both = spoken('SUDDEN_HARDSHIP', { ...rich, assets: assets({ savings: null, investments: null }) });
    expect(both.zh).toContain('投资性净资产尚待核实，储蓄尚待核实');
  });
});

describe('a sentence ends where a condition settles it', () => {
  test('the fourth category without an event', () => {
    const { zh, en } = spoken('SUDDEN_HARDSHIP', { incomes: [income(LINE * 2)] });
    expect(zh).toContain('2018年10月1日以来没有属于第五条所列情形的突发事件，不必再比较收入；');
    expect(en).toContain('since 1 October 2018 there has been no sudden event of Article 5');
    expect(zh).not.toMatch(/\d元/u);
  });

  test('the fourth category up to the bound of the third', () => {
    const { zh } = spoken('SUDDEN_HARDSHIP', { incomes: [income(LINE)], events: [event(100), event(100)] });
    expect(zh).toContain('2019年8月2日的突发事件属于第五条所列情形');
    expect(zh).toContain('没有超过低保标准合计的1.5倍（27405.00元），应按第三类（略高于低保标准）衡量；');
  });

  test('the fourth category within and above three times', () => {
    const within = spoken('SUDDEN_HARDSHIP', { incomes: [income(LINE * 2)], events: [event(LINE)] });
    expect(within.zh).toContain(
      '超过低保标准合计的1.5倍（27405.00元），但没有超过低保标准合计的3倍（54810.00元），扣除',
    );
    const rich = { incomes: [income(LINE * 4)], events: [event(LINE)], assets: assets({ savings: '10.00' }) };
    const beyond = spoken('SUDDEN_HARDSHIP', rich);
    expect(beyond.zh).toContain(
      '也超过低保标准合计的3倍（54810.00元），储蓄和投资应一并计算，加上储蓄和投资性净资产10.00元',
    );
    expect(beyond.en).toContain('with savings and investments of 10.00 yuan added and after costs of the event of');
  });

  test('the second category without recognition', () => {
    const { zh } = spoken('BELOW_STANDARD_AIDED', { incomes: [income(LINE)] });
    expect(zh).toContain('截至2019年10月15日，户籍地政府没有认定您家为低保户，不必再比较收入；');
  });
});

test('a cause is told without saying whose it is', () => {
  const { zh } = spoken('NEAR_STANDARD_WITH_CAUSE', {
    members: [member('m1'), member('m2', { ill: true, disabled: true })],
  });
  expect(zh).toContain('有经核实的致困原因（患病、残疾）');
});
