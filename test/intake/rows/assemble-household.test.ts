import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { StoredRow } from '../../../src/intake/rows/row-store.ts';
import { parseMonth } from '../../../src/kernel/calendar.ts';
import { RECORD_KINDS, type RegisterHousehold, type RegisterMember, STATES } from '../../../src/registry/kinds.ts';
import { problem } from '../../../src/usecase/problem.ts';
import {
  bornWith,
  DAY,
  household,
  householdState,
  identityNumber,
  member,
  membershipState,
  person,
  record,
} from '../../support/register-household.ts';
import { runs } from '../../support/runs.ts';
import {
  assemble,
  brief,
  columnsWithout,
  rowsOfHousehold,
  sheetIndex,
  sheetRow,
  UNVERIFIED_MEMBER,
  UNVERIFIED_WORKER,
} from '../../support/sheet-rows.ts';

const month = (text: string) => parseMonth(text) ?? (0 as never);
const [INCOMES, ASSETS] = ['收入', '资产'].map(sheetIndex) as [number, number];
const NUMBER = identityNumber(1);

const knownMember = (key: string, serial: number, over: Partial<RegisterMember> = {}): RegisterMember => {
  const own = member(key, serial, over);
  return { ...own, person: { ...own.person, ...(own.identityNumber === null ? {} : bornWith(serial)) } };
};

const amount = fc.nat(99_999_999_999);
const someone = fc.constantFrom('m1', 'm2', 'm3');
const income = fc.record({
  ...{ kind: fc.constantFrom('WAGE', 'FARM'), relief: fc.boolean(), amountFen: amount },
  ...{ from: fc.constant(month('2026-01')), to: fc.constantFrom(month('2026-01'), month('2026-06')) },
  verified: fc.boolean(),
});
/** Households as they are on record: their values are those that a workbook can state. */
const onRecord = fc
  .record({
    savings: fc.option(amount, { nil: null }),
    causes: fc.option(fc.subarray(['ILLNESS', 'SCHOOLING']), { nil: null }),
    incomes: fc.array(fc.tuple(someone, income), { maxLength: 3 }),
    areas: fc.array(amount, { maxLength: 2 }),
    vehicles: fc.array(fc.option(fc.boolean(), { nil: null }), { maxLength: 2 }),
    note: fc.option(fc.constantFrom('住院', '手术'), { nil: null }),
  })
  .map(({ savings, incomes, areas, vehicles, note }): RegisterHousehold => {
    const self = membershipState({ relation: 'SELF' });
    const members = [
      knownMember('m1', 1, { membershipState: self }),
      knownMember('m2', 2),
      knownMember('m3', 3, { identityNumber: null, person: person('婴儿') }),
    ];
    return household([], {
      household: householdState({ savingsFen: savings as never, causeNote: note }),
      members,
      records: {
        ...household([]).records,
        incomes: incomes.map(([key, values], at) => record('incomes', `i${at}`, key, values as never)),
        dwellings: areas.map((own, at) => record('dwellings', `d${at}`, null, { area: own as never })),
        vehicles: vehicles.map((owned, at) => record('vehicles', `v${at}`, null, { owned })),
      },
    });
  });

/** A household without the order of its lists. */
function unordered({ members, records, ...rest }: RegisterHousehold): unknown {
  const byKey = <T extends { readonly key: string }>(list: readonly T[]) => new Map(list.map((one) => [one.key, one]));
  return {
    ...rest,
    members: byKey(members),
    records: RECORD_KINDS.map((kind) => byKey<{ key: string }>(records[kind])),
  };
}

describe('a household and its rows', () => {
  test('are the same, and again with the household on record', () => {
    fc.assert(
      fc.property(onRecord, (given) => {
        const first = assemble(rowsOfHousehold(given));
        expect([first.faults, first.household]).toEqual([[], given]);
        expect(assemble(rowsOfHousehold(given), given)).toMatchObject({ household: given, missing: [], from: null });
      }),
      runs(25, 3000),
    );
  });

  test('are the same in any order of the rows', () => {
    fc.assert(
      fc.property(
        onRecord.chain((given) =>
          fc.tuple(
            fc.constant(given),
            fc.shuffledSubarray([...rowsOfHousehold(given)], { minLength: rowsOfHousehold(given).length }),
          ),
        ),
        ([given, rows]) => {
          const found = assemble(rows, given).household;
          expect(found && unordered(found)).toEqual(unordered(given));
        },
      ),
      runs(25, 3000),
    );
  });

  test('keep what has no column', () => {
    const given = household([], {
      household: householdState({ savingsFen: 5 as never, causeNote: '住院' }),
      members: [
        knownMember('m1', 1, {
          membershipState: membershipState({ relation: 'SELF', farms: true }),
          person: person('旧名', { ethnicity: '回族' }),
        }),
      ],
    });
    const rows = [sheetRow(0, 2, { 'person.name': '新名', 'household.migrant': '否' })];
    const kept = columnsWithout(
      'household.savingsFen',
      'membershipState.farms',
      'household.region',
      'person.ethnicity',
    );
    const found = assemble(rows, given, kept).household;
    expect(found?.household).toMatchObject({ savingsFen: 5, causeNote: null, region: '410502', migrant: false });
    expect(found?.members[0]).toMatchObject({
      person: { name: '新名', ethnicity: '回族' },
      membershipState: { farms: true, disabled: null },
    });
  });
});

describe('a new household', () => {
  test('has every field, of which those without a column are unknown', () => {
    const all = STATES.household.fields;
    const columns = columnsWithout(
      ...Object.keys(all).map((name) => `household.${name}`),
      ...Object.keys(STATES.member.fields).map((name) => `membershipState.${name}`),
    );
    const asset = sheetRow(ASSETS, 2, { asset: '住房', 'record.area': '60' });
    const found = assemble([sheetRow(0, 2, { 'person.name': '甲' }), asset], null, columns);
    expect(brief(found.faults)).toEqual([]);
    expect(found.household?.household).toEqual({
      ...Object.fromEntries(Object.keys(all).map((name) => [name, null])),
      ...{ region: '410500', migrant: false, retirementExcepted: false },
      ...{ dwellingsKnown: true, vehiclesKnown: false, schoolingKnown: false, dibaoKnown: false },
    });
    expect(found.household?.members.map((one) => one.membershipState)).toEqual([
      {
        ...Object.fromEntries(Object.keys(STATES.member.fields).map((name) => [name, null])),
        ...{ relation: 'SELF', employmentKnown: false },
      },
    ]);
  });
});

describe('a household without a row of its worker', () => {
  test('is refused at each of its rows', () => {
    const rows = [sheetRow(1, 7, { 'person.name': '乙' }), sheetRow(INCOMES, 9, {})];
    const found = assemble(rows);
    expect(found).toMatchObject({ household: null, from: null, missing: [] });
    expect(brief(found.faults)).toEqual(['NO_HOUSEHOLD 家庭成员!7 职工身份证号', 'NO_HOUSEHOLD 收入!9 职工身份证号']);
    expect(found.locate(problem('REQUIRED', 'x'))).toMatchObject({ code: 'NO_HOUSEHOLD', sheet: null, row: null });
  });

  test('or with two is refused at the second', () => {
    const worker = { 'person.name': '甲', 'household.migrant': '否', ...UNVERIFIED_WORKER };
    const found = assemble([sheetRow(0, 2, worker), sheetRow(0, 3, worker), sheetRow(0, 5, {})]);
    expect(found.household).toBeNull();
    expect(brief(found.faults)).toEqual([3, 5].map((row) => `DUPLICATE_HOUSEHOLD 困难职工!${row} 身份证号`));
  });
});

describe('the worker', () => {
  const worker = (over: Parameters<typeof sheetRow>[2] = {}) =>
    sheetRow(0, 2, { 'person.name': '甲', 'household.migrant': '否', ...UNVERIFIED_WORKER, ...over });

  test('is the first member, themselves, with sex and birth day of their number where none are given', () => {
    const [own] = assemble([worker()]).household?.members ?? [];
    expect(own).toMatchObject({ key: 'm1', identityNumber: NUMBER, membershipState: { relation: 'SELF' } });
    expect(own?.person).toMatchObject({ name: '甲', sex: 'MALE', birthDay: DAY(1900, 1, 1) });
    const [given] =
      assemble([worker({ 'person.sex': '女', 'person.birthDay': '1900-02-03' })]).household?.members ?? [];
    expect(given?.person).toMatchObject({ sex: 'FEMALE', birthDay: DAY(1900, 2, 3) });
  });

  test('has the union’s division and no exception, unless the row says so', () => {
    expect(assemble([worker()]).household?.household).toMatchObject({
      ...{ region: '410500', retirementExcepted: false, migrant: false },
    });
    const said = { 'household.region': '410502', 'household.retirementExcepted': '是' };
    expect(assemble([worker({ ...said, 'household.retirementException': '决定' })]).household?.household).toMatchObject(
      { region: '410502', retirementExcepted: true },
    );
  });

  const blank = sheetRow(0, 2, { 'person.name': '甲', 'household.migrant': '否' });
  const assets = ['住房', '车辆'].map((asset, at) => sheetRow(ASSETS, at + 2, { asset, 'record.area': '60' }));
  const unsaid = (...headings: readonly string[]) => headings.map((zh) => `NONE_OR_NOT_VERIFIED 困难职工!2 ${zh}`);

  test('has verified lists where they have entries and the cells are blank; a new empty list has to be said', () => {
    const found = assemble([blank, ...assets]);
    expect(brief(found.faults)).toEqual(unsaid('就业已核实', '就学已核实', '低保已核实'));
    const said = sheetRow(0, 2, {
      ...{ 'person.name': '甲', 'household.migrant': '否', 'household.vehiclesKnown': '否' },
      ...{ 'household.schoolingKnown': '否', 'household.dibaoKnown': '是', 'membershipState.employmentKnown': '是' },
    });
    const { household: own, faults } = assemble([said, ...assets]);
    expect([brief(faults), own?.household]).toMatchObject([
      [],
      { dwellingsKnown: true, vehiclesKnown: false, schoolingKnown: false, dibaoKnown: true },
    ]);
    expect(own?.members[0]?.membershipState.employmentKnown).toBe(true);
  });

  test('keeps what is on record of lists where the cells are blank; entries speak again', () => {
    const before = household([], {
      household: householdState({ dwellingsKnown: false, schoolingKnown: false }),
      members: [knownMember('m1', 1, { membershipState: membershipState({ relation: 'SELF' }) })],
    });
    const { household: own, faults } = assemble([blank, ...assets.slice(0, 1)], before);
    expect([brief(faults), own?.household]).toMatchObject([
      [],
      { dwellingsKnown: true, vehiclesKnown: true, schoolingKnown: false, dibaoKnown: true },
    ]);
    expect(own?.members[0]?.membershipState.employmentKnown).toBe(true);
  });

  test('has the day of the row', () => {
    expect(assemble([worker({ date: '2026-03-04' })]).from).toBe(DAY(2026, 3, 4));
    expect(brief(assemble([worker({ date: 'soon' })]).faults)).toEqual(['NOT_A_DAY 困难职工!2 信息日期']);
  });

  test('lacks no mandatory value', () => {
    const found = assemble([sheetRow(0, 4, {})]);
    expect(found.household).toBeNull();
    const lists = ['住房已核实', '车辆已核实', '就学已核实', '低保已核实'];
    expect(brief(found.faults)).toEqual([
      ...['REQUIRED 困难职工!4 姓名', 'NONE_OR_NOT_VERIFIED 困难职工!4 就业已核实', 'REQUIRED 困难职工!4 是否农民工'],
      ...lists.map((zh) => `NONE_OR_NOT_VERIFIED 困难职工!4 ${zh}`),
    ]);
  });

  test('has one fault for a cell, the last, and no other for a cell that was refused', () => {
    const found = assemble([worker({ 'household.migrant': '也许', 'person.name': { formula: true } })]);
    expect(brief(found.faults).sort()).toEqual(['FORMULA 困难职工!2 姓名', 'NOT_A_TRUTH 困难职工!2 是否农民工']);
  });
});

describe('members', () => {
  const worker = sheetRow(0, 2, { 'person.name': '甲', 'household.migrant': '否', ...UNVERIFIED_WORKER });
  const row = (at: number, name: string, number?: string, over: Parameters<typeof sheetRow>[2] = {}) =>
    sheetRow(1, at, {
      ...{ 'person.name': name, 'membershipState.relation': 'OTHER', 'membershipState.inRegister': '是' },
      ...{ ...UNVERIFIED_MEMBER, ...over },
      ...(number === undefined ? {} : { member: number }),
    });
  const before = household([], {
    members: [
      knownMember('m1', 1, { membershipState: membershipState({ relation: 'SELF' }) }),
      knownMember('m7', 2),
      knownMember('own', 3, { identityNumber: null, person: person('婴儿') }),
      knownMember('m3x', 4),
    ],
  });

  test('are known by their number or, without one, by their name; new ones get keys that nobody had', () => {
    const rows = [
      worker,
      row(2, '改名', identityNumber(2)),
      row(3, '婴儿'),
      row(4, '新', identityNumber(5)),
      row(5, '新'),
    ];
    const found = assemble(rows, before);
    expect(found.household?.members.map(({ key }) => key)).toEqual(['m1', 'm7', 'own', 'm8', 'm9', 'm3x']);
    expect(found.missing).toEqual(['members.m3x']);
    const fresh = assemble([worker, row(2, '乙', identityNumber(2)), row(3, '丙')]).household;
    expect(fresh?.members.map(({ key }) => key)).toEqual(['m1', 'm2', 'm3']);
  });

  test('get keys after the highest of the register, of whatever length', () => {
    const others = ['m12', 'xm40', 'm50x', 'm3'].map((key, at) => knownMember(key, at + 10));
    const found = assemble([worker, row(2, '乙')], { ...before, members: others });
    expect(found.household?.members.map(({ key }) => key)).toEqual(['m13', 'm14', 'm12', 'xm40', 'm50x', 'm3']);
  });

  test('whose number is given later, or left out, are those of the same name', () => {
    const found = assemble([worker, row(2, '婴儿', identityNumber(6)), row(3, '成员2')], before);
    expect(found.household?.members.map(({ key }) => key)).toEqual(['m1', 'own', 'm7', 'm3x']);
    expect(found.missing).toEqual(['members.m3x']);
  });

  test('without a row stay as they are', () => {
    expect(assemble([worker], before).household?.members.slice(1)).toEqual(before.members.slice(1));
  });

  test('with a wrong number are refused', () => {
    const found = assemble([worker, row(6, '乙', '410502180001010015')]);
    expect(brief(found.faults)).toEqual(['WRONG_CHECK_DIGIT 家庭成员!6 身份证号']);
    expect(found.household).toBeNull();
    expect(brief(assemble([worker, row(6, '乙', '12')]).faults)).toEqual(['NOT_18_OR_15_DIGITS 家庭成员!6 身份证号']);
  });

  test('lack no mandatory value', () => {
    const found = assemble([worker, sheetRow(1, 3, { member: identityNumber(2) })]);
    expect(brief(found.faults)).toEqual([
      ...['REQUIRED 家庭成员!3 姓名', 'REQUIRED 家庭成员!3 关系', 'NONE_OR_NOT_VERIFIED 家庭成员!3 就业已核实'],
    ]);
  });

  test('lack a value even where the same cell of another sheet was refused', () => {
    const cells = { 'person.name': { formula: true } as const, 'household.migrant': '否', ...UNVERIFIED_WORKER };
    const refused = sheetRow(0, 3, cells);
    const unnamed = { member: identityNumber(2), 'membershipState.relation': 'OTHER', ...UNVERIFIED_MEMBER };
    const lacking = sheetRow(1, 3, unnamed);
    expect(brief(assemble([refused, lacking]).faults)).toEqual(['FORMULA 困难职工!3 姓名', 'REQUIRED 家庭成员!3 姓名']);
  });

  test('have verified employment if they have a row of it, or as their row says; new ones without either are refused', () => {
    const spell = { 'record.status': 'EMPLOYED', 'record.from': '2026-01' };
    const work = sheetIndex('就业');
    const unsaid = { 'membershipState.employmentKnown': '' };
    const rows = [
      sheetRow(0, 2, { 'person.name': '甲', 'household.migrant': '否', ...UNVERIFIED_WORKER, ...unsaid }),
      row(2, '乙', identityNumber(2), unsaid),
      row(3, '丙', identityNumber(3), unsaid),
      row(4, '丁'),
      sheetRow(work, 2, spell),
      sheetRow(work, 3, { ...spell, member: '丙' }),
      sheetRow(work, 4, { ...spell, member: '丁' }),
    ];
    const known = (given: readonly StoredRow[]) => {
      const found = assemble(given);
      return found.household?.members.map((one) => one.membershipState.employmentKnown) ?? brief(found.faults);
    };
    const refused = (...of: readonly string[]) => of.map((cell) => `NONE_OR_NOT_VERIFIED ${cell} 就业已核实`);
    expect(known(rows)).toEqual(refused('家庭成员!2'));
    expect(known(rows.slice(0, 4))).toEqual(refused('困难职工!2', '家庭成员!2', '家庭成员!3'));
    expect(known([...rows, sheetRow(work, 5, { ...spell, member: identityNumber(2) })])).toEqual([
      ...[true, true, true, false],
    ]);
  });
});
