import { expect, test } from '@jest/globals';
import { parseCsv } from '../../../../src/registry/recording/surveys/csv.ts';
import { printFault, readDays } from '../../../../src/registry/recording/surveys/read-days.ts';
import { DAY, identityNumber } from '../../../support/register-household.ts';

const NUMBER = '4105022019000001';
const HEAD = '档案编号,入户调查日期';
const bytes = (text: string) => new TextEncoder().encode(text);
const given = (text: string) => {
  const read = readDays(bytes(text));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
};
const faultsOf = (text: string) => {
  const read = readDays(bytes(text));
  return read.ok ? [] : read.error.map(({ line, column, zh, en }) => [line, column, `${zh} / ${en}`]);
};

test('a line is a survey, of which the paper need not say who visited', () => {
  expect(given(`\uFEFF${HEAD}\r\n${NUMBER},2019-03-10\r\n\r\n${NUMBER},2020年4月1日\r\n`)).toEqual(
    [
      [2, DAY(2019, 3, 10)],
      [4, DAY(2020, 4, 1)],
    ].map(([line, surveyedOn]) => ({
      ...{ line, fileNumber: NUMBER },
      survey: { surveyedOn, way: 'VISIT', visitorOne: null, visitorTwo: null, signedBy: null, unsignedReason: null },
    })),
  );
});

test.each([
  ...['2026/1/20', '2026.1.20', '20260120', '2026-1-20', '2026-01-20', '2026年1月20日', '2026/1/20 0:00'],
  ...['２０２６年１月２０日', '２０２６／１／２０', ' 2026/01/20 '],
])('a day is read as spreadsheet programs save it: %s', (typed) => {
  expect(given(`${HEAD}\n${NUMBER},${typed}`)[0]?.survey.surveyedOn).toBe(DAY(2026, 1, 20));
});

test('the columns are known by their headings, as the form and the workbook call them', () => {
  const text = `调查人一,方式,调查日期,入户调查人二,未签字原因,档案编号\n"甲 ",集中清理,2019-03-10,乙,"外出,\n""电话""核实",${NUMBER}`;
  expect(given(text)[0]?.survey).toEqual({
    ...{ surveyedOn: DAY(2019, 3, 10), way: 'CLEAN_UP', visitorOne: '甲', visitorTwo: '乙' },
    ...{ signedBy: null, unsignedReason: '外出,\n"电话"核实' },
  });
});

test.each([
  ['an unknown heading', '档案编号,入户调查日期,电话', [1, '电话', '没有此列 / is not a heading']],
  ['a missing heading', '档案编号', [1, '入户调查日期', '缺少此列 / is missing']],
  ['a heading twice', `${HEAD},调查日期`, [1, '调查日期', '此列重复 / is given twice']],
  ['a short number', `${HEAD}\n12,2019-03-10`, [2, '档案编号', '应为 16 位数字 / must be 16 digits']],
  ['no day', `${HEAD}\n${NUMBER},2019-02-29`, [2, '入户调查日期', expect.stringContaining('应为存在的日期')]],
  ['a serial number', `${HEAD}\n${NUMBER},46042`, [2, '入户调查日期', expect.stringContaining('是表格软件的日期序号')]],
  ['a year', `${HEAD}\n${NUMBER},2019`, [2, '入户调查日期', expect.stringContaining('应为存在的日期')]],
  ['another way', `${HEAD},调查方式\n${NUMBER},2019-03-10,电话`, [2, '调查方式', expect.stringContaining('可选值')]],
  [
    'a number of a person where names stand',
    `${HEAD},签字人\n${NUMBER},2019-03-10,甲${identityNumber(7)}`,
    [2, '签字人', expect.stringContaining('不得填写身份证号')],
  ],
  ['a day before 1900', `${HEAD}\n${NUMBER},1819-03-10`, [2, '入户调查日期', expect.stringContaining('1900')]],
  [
    'one visitor twice, spelled in two ways',
    `${HEAD},调查人一,调查人二\n${NUMBER},2019-03-10,古丽·米热,古丽•米 热\u200B`,
    [2, '调查人二', expect.stringContaining('不得相同')],
  ],
  [
    'one visitor twice',
    `${HEAD},调查人一,调查人二\n${NUMBER},2019-03-10,甲,甲`,
    [2, '调查人二', expect.stringContaining('不得相同')],
  ],
  [
    'a signature and a reason',
    `${HEAD},签字人,未签字原因\n${NUMBER},2019-03-10,甲,外出`,
    [2, '签字人', expect.stringContaining('只能填一')],
  ],
  ['another number of cells', `${HEAD}\n${NUMBER},2019-03-10,`, [2, null, expect.stringContaining('列数与表头不同')]],
  ['a quote within a cell', `${HEAD}\n${NUMBER},2019"-03-10`, [2, '第 2 列', expect.stringContaining('引号位置有误')]],
  ['an open quote', `${HEAD}\n"${NUMBER},2019-03-10\n`, [2, '第 1 列', expect.stringContaining('引号没有成对')]],
])('%s is refused by line and column', (_, text, fault) => {
  expect(faultsOf(text)).toEqual([fault]);
});

test('lines may end with CR alone, of which each is counted', () => {
  expect(given(`${HEAD}\r${NUMBER},2019-03-10\r\r${NUMBER},2020-04-01\r`).map(({ line }) => line)).toEqual([2, 4]);
  expect(faultsOf(`${HEAD}\r${NUMBER},x\r`).map(([line]) => line)).toEqual([2]);
});

test('a fault is printed with its line and its column, and one of a whole line without', () => {
  const printed = (text: string) => {
    const read = readDays(bytes(text));
    return read.ok ? [] : read.error.map(printFault);
  };
  expect(printed(`${HEAD}\n${NUMBER}`)).toEqual([expect.stringMatching(/^第 2 行: 列数与表头不同 \/ has/)]);
  expect(printed(`${HEAD}\n"${NUMBER}`)).toEqual([expect.stringMatching(/^第 2 行 第 1 列: 不是 CSV：引号没有成对/)]);
});

test('every fault is said, and a file that is no text in UTF-8 is refused', () => {
  expect(faultsOf(`${HEAD}\n1,2019-03-10\n${NUMBER},x`).map(([line]) => line)).toEqual([2, 3]);
  expect(readDays(Uint8Array.of(0xb5, 0xb5))).toEqual({
    ok: false,
    error: [{ line: 1, column: null, zh: '不是 UTF-8 编码的文字', en: 'is no text in UTF-8' }],
  });
});

test('lines are counted through cells of several lines, and a long open quote is refused too', () => {
  expect(parseCsv('a,"b\nc"\nd,\n\n')).toEqual({
    ok: true,
    value: [
      { line: 1, cells: ['a', 'b\nc'] },
      { line: 3, cells: ['d', ''] },
    ],
  });
  expect(parseCsv(`"${'x""'.repeat(2_000_000)}`)).toEqual({ ok: false, error: { line: 1, cell: 1, isOpen: true } });
});
