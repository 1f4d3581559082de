import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { importWorkbook } from '../../src/intake/import-workbook.ts';
import { requireDay } from '../../src/kernel/calendar.ts';
import { asFen } from '../../src/kernel/fen.ts';
import type { RegisterHousehold } from '../../src/registry/kinds.ts';
import { type RegisterClerk, registerClerk } from '../support/register-clerk.ts';
import { DAY, household, householdState, membershipState, person, record } from '../support/register-household.ts';
import { testRegister, type TestRegister } from '../support/register.ts';
import { type CellInput, rowsOf, type SheetRows, writeWorkbook } from '../support/workbook.ts';

/** The columns 离开日期, 离开原因 and 更正: what a workbook says happened, beside what a household is. */

let register: TestRegister;
let clerk: RegisterClerk;
let folder = '';
beforeAll(async () => {
  register = await testRegister('18');
  clerk = registerClerk(register, 'clerk');
  folder = mkdtempSync(join(tmpdir(), 'bangfu-leaving-'));
}, 60_000);
afterAll(async () => {
  await register.drop();
  rmSync(folder, { recursive: true });
});

let serial = 6000;
/** A household of three, whose first member is the worker. */
function three(cause: 'DISASTER' | 'OTHER' = 'OTHER'): RegisterHousehold {
  const base = household([(serial += 1), (serial += 1), (serial += 1)], {
    household: householdState({ mainCause: cause }),
  });
  const members = base.members.map((one, at) => ({
    ...one,
    person: person(`人${serial}${at}`),
    membershipState: membershipState({ relation: at === 0 ? 'SELF' : 'SON' }),
  }));
  return { ...base, members };
}

async function importRows(rows: SheetRows, on: string) {
  const workbook = await writeWorkbook(join(folder, `${(serial += 1)}.xlsx`), rows);
  const union = { id: register.ids['employer'] ?? '', region: '410502' };
  return importWorkbook(
    register.deps,
    { workbook, actorId: register.ids['clerk'] ?? '', union, on: requireDay(on), purpose: '测试' },
    { signal: new AbortController().signal, progress: () => undefined },
  );
}

/** The same rows, with cells of the row of a member by their headings. */
function withCells(rows: SheetRows, sheet: string, row: number, cells: Readonly<Record<string, CellInput>>): SheetRows {
  const [headings = [], ...others] = rows[sheet] ?? [];
  const edited = others.map((own, at) => {
    return at === row ? own.map((cell, column) => cells[headings[column] as string] ?? cell) : own;
  });
  return { ...rows, [sheet]: [headings, ...edited] };
}

async function shown(given: RegisterHousehold, asOf: string) {
  const { household: found } = await clerk.ask(
    `query ($number: String!, $asOf: Date!) { household(idNumber: $number, asOf: $asOf) { mainCause
      members { key person { id death { on } } } history { nodes { purpose } } } }`,
    { number: given.members[0]?.identityNumber, asOf },
  );
  return found as {
    readonly mainCause: string;
    readonly members: readonly { readonly key: string; readonly person: { readonly id: string } }[];
    readonly history: { readonly nodes: readonly { readonly purpose: string }[] };
  } | null;
}

const keysOn = async (given: RegisterHousehold, asOf: string) =>
  (await shown(given, asOf))?.members.map(({ key }) => key);

test('a member whose row has a day and a reason leaves on it, once', async () => {
  const given = three();
  await importRows(rowsOf([given]), '2025-01-01');
  const rows = withCells(rowsOf([given]), '家庭成员', 0, { 离开日期: '2026-02-01', 离开原因: '离婚' });
  const first = await importRows(rows, '2026-03-01');
  expect([first.faults, first.households, first.missing]).toEqual([[], { recorded: 1, unchanged: 0, refused: 0 }, []]);
  expect([await keysOn(given, '2026-01-31'), await keysOn(given, '2026-02-01')]).toEqual([
    ['m1', 'm2', 'm3'],
    ['m1', 'm3'],
  ]);
  expect((await shown(given, '2026-03-01'))?.history.nodes[0]?.purpose).toBe('测试：成员离开（离婚）');
  expect((await importRows(rows, '2026-03-01')).households).toEqual({ recorded: 0, unchanged: 1, refused: 0 });
});

test('who died is dead from then on', async () => {
  const given = three();
  await importRows(rowsOf([given]), '2025-01-01');
  const second = (await shown(given, '2025-06-01'))?.members[1]?.person.id.split('@')[0];
  const rows = withCells(rowsOf([given]), '家庭成员', 0, { 离开日期: '2026-02-01', 离开原因: '死亡' });
  expect((await importRows(rows, '2026-03-01')).faults).toEqual([]);
  const { person: dead } = await clerk.ask('query ($id: ID!) { person(id: $id) { death { on source } } }', {
    id: second,
  });
  expect(dead).toEqual({ death: { on: '2026-02-01', source: 'OTHER' } });
  const again = await importRows(rowsOf([given]), '2026-04-01');
  expect(again.faults).toMatchObject([{ code: 'PERSON_DEAD', sheet: '家庭成员', row: 2 }]);
});

test('what was paid to who died is told at the day of the death, each time', async () => {
  const given = three();
  const paid = (key: string, month: number) =>
    record('disbursements', key, 'm2', {
      ...{ source: 'UNION_FUNDS', aidType: 'LIVING', amountFen: asFen(50_000), paidOn: DAY(2026, month, 15) },
    });
  const disbursements = [paid('a', 1), paid('b', 2), paid('c', 3)];
  expect(
    (await importRows(rowsOf([{ ...given, records: { ...given.records, disbursements } }]), '2025-01-01')).faults,
  ).toEqual([]);
  const rows = withCells(rowsOf([given]), '家庭成员', 0, { 离开日期: '2026-02-01', 离开原因: '死亡' });
  for (const households of [{ recorded: 1 }, { unchanged: 1 }]) {
    const answer = await importRows(rows, '2026-04-01');
    expect(answer).toMatchObject({ faults: [], households });
    expect(answer.notices.filter(({ code }) => code === 'PAID_AFTER_DEATH')).toMatchObject(
      ['2026-02-15，500.00 元（编号 b）', '2026-03-15，500.00 元（编号 c）'].map((which) => ({
        ...{ code: 'PAID_AFTER_DEATH', sheet: '家庭成员', row: 2, column: '离开日期' },
        zh: `死亡之后仍有发放，请追回并冲销：${which}`,
      })),
    );
  }
});

test('what is not said whole, or is not so, is refused at its cell', async () => {
  const given = three();
  await importRows(rowsOf([given]), '2025-01-01');
  const leaving = (cells: Readonly<Record<string, CellInput>>, row = 0) =>
    importRows(withCells(rowsOf([given]), '家庭成员', row, cells), '2026-03-01');
  expect((await leaving({ 离开日期: '2026-02-01' })).faults).toMatchObject([{ code: 'REQUIRED', column: '离开原因' }]);
  expect((await leaving({ 离开原因: '搬离' })).faults).toMatchObject([{ code: 'REQUIRED', column: '离开日期' }]);
  expect((await leaving({ 离开日期: '2024-02-01', 离开原因: '搬离' })).faults).toMatchObject([
    { code: 'UNKNOWN_MEMBER', column: '离开日期', row: 2 },
  ]);
  expect((await leaving({ 离开日期: '2026-08-01', 离开原因: '搬离' })).faults).toMatchObject([
    { code: 'AFTER_TODAY', row: 2 },
  ]);
  expect(await keysOn(given, '2026-06-30')).toEqual(['m1', 'm2', 'm3']);
});

test('a household that is corrected was otherwise all along; otherwise it changes on the day', async () => {
  const [given, other] = [three(), three()];
  await importRows(rowsOf([given, other]), '2025-01-01');
  const changed = [given, other].map((one) => ({
    ...one,
    household: householdState({ mainCause: 'DISASTER' as const }),
  }));
  await importRows(withCells(rowsOf(changed), '困难职工', 0, { 更正: '是' }), '2026-03-01');
  const causes = async (one: RegisterHousehold) => [
    (await shown(one, '2025-06-01'))?.mainCause,
    (await shown(one, '2026-03-01'))?.mainCause,
  ];
  expect([await causes(given), await causes(other)]).toEqual([
    ['DISASTER', 'DISASTER'],
    ['OTHER', 'DISASTER'],
  ]);
});

test('who is a member in another county since is not said to be so but by a case', async () => {
  const given = three();
  await importRows(rowsOf([given]), '2025-01-01');
  await importRows(
    withCells(rowsOf([given]), '家庭成员', 0, { 离开日期: '2026-01-01', 离开原因: '搬离' }),
    '2026-01-01',
  );
  const other = registerClerk(register, 'otherClerk');
  const elsewhere = await other.record([(serial += 1)]);
  const state = { relation: 'OTHER', employmentKnown: false };
  const identityNumber = given.members[1]?.identityNumber;
  const member = { key: 'm7', identityNumber, person: { name: '人' }, membershipState: state };
  await other.act('addMember', { householdId: elsewhere, from: '2026-01-01', member });
  const died = withCells(rowsOf([given]), '家庭成员', 0, { 离开日期: '2025-12-01', 离开原因: '死亡' });
  expect((await importRows(died, '2026-03-01')).faults).toMatchObject([
    { code: 'ALREADY_ON_FILE_ELSEWHERE', sheet: '家庭成员', row: 2 },
  ]);
});

test('a household that is closed is not made a second time', async () => {
  const given = three();
  await importRows(rowsOf([given]), '2025-01-01');
  const { household: found } = await clerk.ask('query ($number: String!) { household(idNumber: $number) { id } }', {
    number: given.members[0]?.identityNumber,
  });
  const { id: householdId } = found as { readonly id: string };
  await clerk.act('closeHousehold', { householdId, on: '2026-03-01', reason: 'OTHER' });
  const again = await importRows(rowsOf([given]), '2026-04-01');
  expect(again.faults).toMatchObject([{ code: 'ALREADY_CLOSED', sheet: '困难职工', row: 2 }]);
  expect(again.households).toEqual({ recorded: 0, unchanged: 0, refused: 1 });
});
