import { expect, test } from '@jest/globals';
import { requireDay } from '../../../src/kernel/calendar.ts';
import type { Household } from '../../../src/policy/facts/household.ts';
import type { HouseholdFacts } from '../../../src/policy/facts/facts.ts';
import { openInWords } from '../../../src/policy/wording/open.ts';
import { surveyNotServing } from '../../../src/policy/wording/survey.ts';

/** What is said to be open is what the paths name, and no other path is taken for one of them. */

const facts = {
  surveyedOn: null,
  worker: { memberId: 'm1' },
  members: [
    { id: 'm1', relation: 'SELF' },
    { id: 'm2', relation: 'SON' },
  ],
} as unknown as HouseholdFacts;
const events = [
  { path: 'events.1', date: requireDay('2019-08-02') },
  { path: 'events.12', date: requireDay('2019-09-03') },
];
const household = { facts, events } as unknown as Household;
const said = (...missing: readonly string[]) => openInWords(missing, household);

test.each([
  [['members.m2.farms'], '您的儿子是否务农尚待核实', 'worked on the farm'],
  [['members.m2.employment', 'members.m1.employment'], '您本人、您的儿子的就业情况尚待核实', 'what work'],
  [['members.m2.livesTogether', 'members.m2.inRegister'], '您的儿子是否计入家庭人口尚待核实', 'whether to count'],
  [['standards.dibao.0.2019-05'], '2019年5月的低保标准尚未登记', 'dibao standard of'],
  [
    ['standards.minimumWage.3.2019-06', 'standards.minimumWage.2.2019-05'],
    '2019年5月至6月的最低工资标准尚未登记',
    'the minimum wage of',
  ],
  [['standards.ruralIncome.12.2018'], '2018年农村居民人均可支配收入尚未登记', 'the rural income per head of 2018'],
  [['assets.savings'], '储蓄尚待核实', 'savings are not yet verified'],
  [['assets.investments'], '投资性净资产尚待核实', 'investments are not yet verified'],
  [['events.12.grave'], '2019年9月3日的突发事件是否属于第五条所列情形尚待核实', 'the sudden event of 3 September 2019'],
])('%j', (missing, zh, en) => {
  expect(said(...missing).zh).toBe(zh);
  expect(said(...missing).en).toContain(en);
});

test.each([
  ...['x.members.m2.farms', 'members.m2.farms.x', 'members.m2.employment.0', 'x.members.m2.employment'],
  ...['members.m2.inRegister.x', 'x.members.m2.livesTogether', 'x.standards.dibao.0.2019-05', 'standards.dibao.0.'],
  ...[
    'x.standards.minimumWage.0.2019-05',
    'x.standards.ruralIncome.0.2018',
    'x.events.1.grave',
    'standards.dibao.0.2019-05\nx',
  ],
  ...['standards.minimumWage.0.2019-05\nx', 'standards.ruralIncome.0.2018\nx'],
])('%j is none of them', (path) => {
  expect(said(path)).toEqual({ zh: '', en: '' });
});

test('a survey no longer serves for a change only where that ends it before the calendar does', () => {
  const told = (changedOn: string | null) =>
    surveyNotServing({
      ...facts,
      surveyedOn: requireDay('2019-03-10'),
      changedOn: changedOn === null ? null : requireDay(changedOn),
    }).zh;
  expect(told('2019-05-01')).toContain('家庭情况自2019年5月1日起有变化，该次调查用到2019年6月30日为止');
  for (const later of [null, '2020-11-15', '2021-05-01']) {
    expect(told(later)).toBe('2019年3月10日的调查已不能作为依据，须重新调查（该次调查用到2020年12月31日为止）');
  }
});
