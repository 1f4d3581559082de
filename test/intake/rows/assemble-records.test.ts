import { describe, expect, test } from '@jest/globals';
import type { StoredRow } from '../../../src/intake/rows/row-store.ts';
import { parseMonth, printDay } from '../../../src/kernel/calendar.ts';
import type { RecordKind } from '../../../src/registry/kinds.ts';
import { problem } from '../../../src/usecase/problem.ts';
import { DAY, household, identityNumber } from '../../support/register-household.ts';
import {
  assemble,
  brief,
  sheetIndex,
  sheetRow,
  UNVERIFIED_MEMBER,
  UNVERIFIED_WORKER,
} from '../../support/sheet-rows.ts';

const month = (text: string) => parseMonth(text) ?? (0 as never);
const [INCOMES, ASSETS, EVENTS] = ['收入', '资产', '突发事件'].map(sheetIndex) as [number, number, number];

describe('records', () => {
  const worker = sheetRow(0, 2, { 'person.name': '甲', 'household.migrant': '否', ...UNVERIFIED_WORKER });
  const second = sheetRow(1, 2, {
    'person.name': '乙',
    member: identityNumber(2),
    'membershipState.relation': 'OTHER',
    ...UNVERIFIED_MEMBER,
  });
  const other = { 'person.name': '丙', 'membershipState.relation': 'OTHER', ...UNVERIFIED_MEMBER };
  const namesake = sheetRow(1, 3, other);
  const twin = sheetRow(1, 4, { ...other, member: identityNumber(4) });
  const members = [worker, second, namesake, twin];
  const incomeRow = (at: number, over: Parameters<typeof sheetRow>[2] = {}) =>
    sheetRow(INCOMES, at, {
      ...{ 'record.kind': 'WAGE', 'record.relief': '否', 'record.amountFen': '12.5', 'record.from': '2026-01' },
      ...{ 'record.to': '2026-02', ...over },
    });
  const found = (...rows: readonly StoredRow[]) => assemble([...members, ...rows]);

  test('belong to the member of a name or number, or to the worker', () => {
    const names = [{}, { member: '乙' }, { member: identityNumber(2) }, { member: identityNumber(4) }];
    const incomes = found(...names.map((over, at) => incomeRow(at + 2, over))).household?.records.incomes ?? [];
    expect(incomes.map((one) => one.member)).toEqual(['m1', 'm2', 'm2', 'm4']);
    expect(incomes[0]?.values).toMatchObject({ amountFen: 1250, verified: false, relief: false });
  });

  test('belong to the member of a name, however it is spelled', () => {
    const own = [
      sheetRow(0, 2, { 'person.name': '甲', 'household.migrant': '否', ...UNVERIFIED_WORKER }),
      sheetRow(1, 3, {
        ...{ member: identityNumber(2), 'person.name': '古丽米热·艾比布力' },
        ...{ 'membershipState.relation': '妻子', ...UNVERIFIED_MEMBER },
      }),
    ];
    for (const name of ['古丽米热•艾比布力', '古丽米热.艾比布力', '古丽米热・艾比布力', '古丽米热 · 艾比\u200B布力']) {
      const { household, faults } = assemble([...own, incomeRow(4, { member: name })]);
      expect([brief(faults), household?.records.incomes[0]?.member]).toEqual([[], 'm2']);
      expect(household?.members[1]?.person.name).toBe('古丽米热·艾比布力');
    }
  });

  test('of nobody, or of one of two of a name, are refused', () => {
    for (const name of ['丙', '丁', identityNumber(9)]) {
      expect(brief(found(incomeRow(5, { member: name })).faults)).toEqual(['UNKNOWN_MEMBER 收入!5 成员']);
    }
  });

  test('have their own keys, or keys of what tells them apart, by their order', () => {
    const keys = found(
      incomeRow(2, { key: '7' }),
      incomeRow(3),
      incomeRow(4),
      incomeRow(5, { member: '乙' }),
      incomeRow(6, { 'record.to': '2026-03' }),
    ).household?.records.incomes.map(({ key }) => key);
    const [from, to] = [month('2026-01'), month('2026-02')];
    expect(keys).toEqual([
      '7',
      `m1 WAGE false ${from} ${to} #1`,
      `m1 WAGE false ${from} ${to} #2`,
      `m2 WAGE false ${from} ${to} #1`,
      `m1 WAGE false ${from} ${Number(to) + 1} #1`,
    ]);
  });

  test('of the household have keys of their values alone', () => {
    const rows = ['住房', '住房', '车辆'].map((asset, at) => sheetRow(ASSETS, at + 2, { asset, 'record.area': '60' }));
    const event = sheetRow(EVENTS, 2, {
      ...{
        'record.kind': 'ACCIDENT',
        'record.date': '2026-01-02',
        'record.costFen': '1',
        'record.compensatedFen': '0',
      },
    });
    const kept = found(...rows, event);
    expect(brief(kept.faults)).toEqual([]);
    const { dwellings = [], vehicles = [], events = [] } = kept.household?.records ?? {};
    expect([...dwellings, ...vehicles].map(({ key, member: of }) => [key, of])).toEqual([
      ...['#1', '#2', '#1'].map((key) => [key, null]),
    ]);
    expect(events.map(({ key }) => key)).toEqual([`ACCIDENT ${DAY(2026, 1, 2)} #1`]);
    expect(printDay(events[0]?.values.date ?? (0 as never))).toBe('2026-01-02');
  });

  test.each<readonly [kind: RecordKind, sheet: string, cells: Parameters<typeof sheetRow>[2], key: string]>([
    ['employment', '就业', { status: 'EMPLOYED', from: '2026-01' }, 'm1 24312 #1'],
    [
      'deductions',
      '扣除',
      { kind: 'INCOME_TAX', amountFen: '1', from: '2026-01', to: '2026-02' },
      'm1 INCOME_TAX 24312 24313 #1',
    ],
    [
      ...(['expenses', '支出'] as const),
      { kind: 'ILLNESS', amountFen: '1', reimbursedFen: '0', from: '2026-01', to: '2026-02' },
      'm1 ILLNESS 24312 24313 #1',
    ],
    ['schooling', '子女就学', { tuitionFen: '1', school: '一中' }, 'm1 一中 #1'],
    ['schooling', '子女就学', { tuitionFen: '1' }, 'm1 #1'],
    ['dibao', '低保', { from: '2026-01-02' }, `${DAY(2026, 1, 2)} #1`],
    [
      ...(['disbursements', '帮扶发放'] as const),
      { source: 'CENTRAL_FINANCE', aidType: 'LIVING', paidOn: '2026-01-02', amountFen: '1' },
      `m1 CENTRAL_FINANCE LIVING ${DAY(2026, 1, 2)} #1`,
    ],
    ['vehicles', '资产', { vehicleKind: 'SHIP' }, 'SHIP #1'],
    ['dwellings', '资产', { area: '60' }, '#1'],
  ])('of %s have a key of what tells them apart: %s', (kind, sheet, cells, key) => {
    const own = Object.fromEntries(Object.entries(cells).map(([name, cell]) => [`record.${name}`, cell]));
    const asset = kind === 'vehicles' ? { asset: '车辆' } : kind === 'dwellings' ? { asset: '住房' } : {};
    const kept = found(sheetRow(sheetIndex(sheet), 2, { ...own, ...asset }));
    expect(brief(kept.faults)).toEqual([]);
    expect(kept.household?.records[kind].map((one) => one.key)).toEqual([key]);
  });

  test('of assets say of which kind they are', () => {
    expect(brief(found(sheetRow(ASSETS, 2, { 'record.area': '60' })).faults)).toEqual(['REQUIRED 资产!2 资产类别']);
    expect(brief(found(sheetRow(ASSETS, 2, { asset: '船' })).faults)).toEqual(['NOT_A_CODE 资产!2 资产类别']);
  });

  test('lack no mandatory value; one that is not verified need not say so', () => {
    const all = ['收入类别', '政府救助', '金额', '开始月份', '结束月份'];
    expect(brief(found(sheetRow(INCOMES, 8, {})).faults)).toEqual(all.map((name) => `REQUIRED 收入!8 ${name}`));
    expect(brief(found(sheetRow(INCOMES, 8, { 'record.relief': '也许' })).faults)).toContain(
      'NOT_A_TRUTH 收入!8 政府救助',
    );
  });

  test('and members are where a problem of theirs is shown', () => {
    const { locate } = found(incomeRow(7), incomeRow(9), sheetRow(ASSETS, 4, { asset: '车辆' }));
    const place = (...path: readonly (string | number)[]) => brief([locate(problem('WRONG_CODE', ...path))])[0];
    expect(place('household', 'savingsFen')).toBe('WRONG_CODE 困难职工!2 储蓄');
    expect(place('members', 0, 'person', 'name')).toBe('WRONG_CODE 困难职工!2 姓名');
    expect(place('members', 1, 'membershipState', 'relation')).toBe('WRONG_CODE 家庭成员!2 关系');
    expect(place('members', 1, 'identityNumber')).toBe('WRONG_CODE 家庭成员!2 身份证号');
    expect(place('members', 0, 'identityNumber')).toBe('WRONG_CODE 困难职工!2 身份证号');
    expect(place('records', 'incomes', 1, 'values', 'amountFen')).toBe('WRONG_CODE 收入!9 金额');
    expect(place('records', 'incomes', 0, 'key')).toBe('WRONG_CODE 收入!7 记录编号');
    expect(place('records', 'vehicles', 0, 'values', 'owned')).toBe('WRONG_CODE 资产!4 名下所有');
    expect(place('records', 'vehicles', 5, 'key')).toBe('WRONG_CODE 困难职工!2 身份证号');
    expect(place('members')).toBe('WRONG_CODE 困难职工!2 身份证号');
    expect(locate(problem('WRONG_CODE', 'members'))).toMatchObject({ zh: '不在可选值之内', en: expect.any(String) });
    const gone = assemble([worker], household([1, 2]));
    expect(brief([gone.locate(problem('WRONG_CODE', 'members', 1, 'key'))])).toEqual([
      'WRONG_CODE 困难职工!2 身份证号',
    ]);
  });
});
