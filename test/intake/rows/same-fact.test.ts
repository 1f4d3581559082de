import { describe, expect, test } from '@jest/globals';
import type { StoredRow } from '../../../src/intake/rows/row-store.ts';
import { parseIdentityNumber } from '../../../src/fields/identity-number.ts';
import { printDay } from '../../../src/kernel/calendar.ts';
import type { RegisterHousehold } from '../../../src/registry/kinds.ts';
import { identityNumber } from '../../support/register-household.ts';
import {
  assemble,
  brief,
  sheetIndex,
  sheetRow,
  UNVERIFIED_MEMBER,
  UNVERIFIED_WORKER,
} from '../../support/sheet-rows.ts';

type Cells = Parameters<typeof sheetRow>[2];

const worker = sheetRow(0, 2, { 'person.name': '甲', 'household.migrant': '否', ...UNVERIFIED_WORKER });
const memberRow = (row: number, cells: Cells) =>
  sheetRow(1, row, { 'membershipState.relation': '女儿', ...UNVERIFIED_MEMBER, ...cells });
const incomeRow = (row: number, cells: Cells = {}) =>
  sheetRow(sheetIndex('收入'), row, {
    ...{ 'record.kind': '工薪收入', 'record.relief': '否', 'record.amountFen': '22200' },
    ...{ 'record.from': '2025-03', 'record.to': '2026-02', ...cells },
  });

/** The household that these rows make, over what is on record. */
function recorded(rows: readonly StoredRow[], before: RegisterHousehold | null = null): RegisterHousehold {
  const { household, faults } = assemble(rows, before);
  expect(brief(faults)).toEqual([]);
  if (household === null) throw new Error('the rows make a household');
  return household;
}

describe('a corrected row is the same record', () => {
  const before = recorded([worker, incomeRow(2)]);
  const [known] = before.records.incomes;

  test.each<readonly [string, Cells]>([
    ['another first month', { 'record.from': '2025-04' }],
    ['another last month', { 'record.to': '2026-03' }],
    ['both months and the amount', { 'record.from': '2025-05', 'record.to': '2026-04', 'record.amountFen': '20350' }],
    ['a number of its own, given later', { key: 'A1' }],
    ['a number of its own and another month', { key: 'A1', 'record.from': '2025-02' }],
    ['another amount', { 'record.amountFen': '1' }],
  ])('%s', (_, cells) => {
    const { incomes } = recorded([worker, incomeRow(2, cells)], before).records;
    expect(incomes.map(({ key }) => key)).toEqual([known?.key]);
  });

  test.each<readonly [string, Cells]>([
    ['of the months that follow', { 'record.from': '2026-03', 'record.to': '2027-02' }],
    ['of another kind', { 'record.kind': '经营净收入' }],
    ['of relief', { 'record.relief': '是' }],
  ])('but one %s is another', (_, cells) => {
    const { incomes } = recorded([worker, incomeRow(2, cells)], before).records;
    expect(incomes.map(({ key }) => key)).not.toContain(known?.key);
  });

  test('by its number where it has one, whatever else is corrected', () => {
    const numbered = recorded([
      worker,
      incomeRow(2, { key: '1' }),
      incomeRow(3, { key: '2', 'record.amountFen': '5' }),
    ]);
    const rows = [
      incomeRow(2, { key: '2', 'record.kind': '经营净收入', 'record.from': '2024-01' }),
      incomeRow(3, { key: '1' }),
    ];
    const { incomes } = recorded([worker, ...rows], numbered).records;
    expect(incomes.map(({ key, values }) => [key, values.kind])).toEqual([
      ...[
        ['2', 'BUSINESS'],
        ['1', 'WAGE'],
      ],
    ]);
    const another = recorded([worker, incomeRow(2, { key: '3' })], numbered).records.incomes;
    expect(another.map(({ key }) => key)).toEqual(['3']);
  });

  test('is asked for where two would fit, and not where another row is the other', () => {
    const two = recorded([worker, incomeRow(2), incomeRow(3, { 'record.from': '2025-06', 'record.amountFen': '7' })]);
    const corrected = incomeRow(2, { 'record.from': '2025-04' });
    expect(brief(assemble([worker, corrected], two).faults)).toEqual(['WHICH_RECORD 收入!2 记录编号']);
    const other = incomeRow(3, { 'record.from': '2025-06', 'record.amountFen': '7' });
    const { incomes } = recorded([worker, corrected, other], two).records;
    expect(incomes.map(({ key }) => key)).toEqual(two.records.incomes.map(({ key }) => key));
  });

  test.each<readonly [string, Cells, Cells]>([
    [
      '支出',
      {
        'record.kind': '患病',
        'record.amountFen': '5',
        'record.reimbursedFen': '0',
        'record.from': '2025-03',
        'record.to': '2026-02',
      },
      { 'record.from': '2025-04' },
    ],
    ['就业', { 'record.status': '就业', 'record.from': '2022-03' }, { 'record.from': '2022-04' }],
    [
      '突发事件',
      {
        'record.kind': '突发重大疾病',
        'record.date': '2025-06-18',
        'record.costFen': '9',
        'record.compensatedFen': '0',
      },
      { 'record.date': '2025-06-08', 'record.costFen': '8' },
    ],
    [
      '突发事件',
      {
        'record.kind': '突发重大疾病',
        'record.date': '2025-06-18',
        'record.costFen': '9',
        'record.compensatedFen': '0',
      },
      { 'record.date': '2024-06-18' },
    ],
    ['子女就学', { 'record.tuitionFen': '4500', 'record.school': '示例大学' }, { 'record.school': '示例大学（新）' }],
    ['低保', { 'record.from': '2025-01-01' }, { 'record.from': '2025-02-01' }],
  ])('on the sheet %s', (name, cells, correction) => {
    const sheet = sheetIndex(name);
    const first = recorded([worker, sheetRow(sheet, 2, cells)]);
    const again = recorded([worker, sheetRow(sheet, 2, { ...cells, ...correction })], first);
    const keysOf = ({ records }: RegisterHousehold) =>
      Object.values(records).flatMap((list) => list.map(({ key }) => key));
    expect(keysOf(again)).toEqual(keysOf(first));
  });
});

describe('a member', () => {
  const number = identityNumber(5);
  const parsed = parseIdentityNumber(number);
  const born = parsed.ok ? printDay(parsed.value.birthDay) : '';
  const child: Cells = { 'person.name': '阿依·小安', 'person.birthDay': born };
  const before = recorded([worker, memberRow(2, child)]);

  test.each<readonly [string, Cells]>([
    ['has a number later', { ...child, member: number }],
    ['has a number and no day', { 'person.name': '阿依·小安', member: number }],
    ['has another dot in the name, and a number', { ...child, 'person.name': '阿依•小安', member: number }],
    ['has another dot in the name', { ...child, 'person.name': '阿依・小安' }],
  ])('who %s is the same', (_, cells) => {
    const { members } = recorded([worker, memberRow(2, cells)], before);
    expect(members.map(({ key }) => key)).toEqual(['m1', 'm2']);
  });

  test('whose number is left out is the same; of another day or name it is somebody else', () => {
    const numbered = recorded([worker, memberRow(2, { ...child, member: number })]);
    expect(recorded([worker, memberRow(2, child)], numbered).members.map(({ key }) => key)).toEqual(['m1', 'm2']);
    for (const over of [{ 'person.birthDay': '2001-02-03' }, { 'person.name': '阿依·小平' }]) {
      const keys = recorded([worker, memberRow(2, { ...child, ...over })], numbered).members.map(({ key }) => key);
      expect(keys).toEqual(['m1', 'm3', 'm2']);
    }
    const other = recorded([worker, memberRow(2, { ...child, 'person.birthDay': '2001-02-03' })]);
    const keys = recorded([worker, memberRow(2, { ...child, member: number })], other).members.map(({ key }) => key);
    expect(keys).toEqual(['m1', 'm3', 'm2']);
  });

  test('on two rows, the worker among them, and twins without names are told at their rows', () => {
    const twice = [
      memberRow(2, { ...child, member: number }),
      memberRow(3, { ...child, member: number.toLowerCase() }),
    ];
    expect(brief(assemble([worker, ...twice]).faults)).toEqual(['MEMBER_TWICE 家庭成员!3 身份证号']);
    const self = memberRow(2, { 'person.name': '甲', member: identityNumber(1) });
    expect(brief(assemble([worker, self]).faults)).toEqual(['WORKER_AS_MEMBER 家庭成员!2 身份证号']);
    const twins = [memberRow(2, child), memberRow(3, { ...child, 'person.name': '阿依•小安' })];
    expect(brief(assemble([worker, ...twins]).faults)).toEqual(['NAMESAKE_WITHOUT_NUMBER 家庭成员!3 身份证号']);
    const named = [memberRow(2, { 'person.name': '长女' }), memberRow(3, { 'person.name': '次女' })];
    expect(recorded([worker, ...named]).members).toHaveLength(3);
  });

  test('named alike is asked for where two would fit', () => {
    const other = recorded([
      worker,
      memberRow(2, { 'person.name': '小安' }),
      memberRow(3, { 'person.name': '小安', member: number }),
    ]);
    const row = memberRow(2, { 'person.name': '小安' });
    expect(
      recorded([worker, row, memberRow(3, { 'person.name': '小安', member: number })], other).members,
    ).toHaveLength(3);
    const third = recorded([
      ...[worker, memberRow(2, { 'person.name': '小安', member: identityNumber(6) })],
      memberRow(3, { 'person.name': '小安', member: number }),
    ]);
    expect(brief(assemble([worker, row], third).faults)).toEqual(['WHICH_MEMBER 家庭成员!2 身份证号']);
  });
});
