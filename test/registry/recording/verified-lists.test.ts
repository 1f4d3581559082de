import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importWorkbook } from '../../../src/intake/import-workbook.ts';
import { householdsOfWorkers } from '../../../src/intake/households/known-households.read.ts';
import { readHouseholds } from '../../support/read-household.ts';
import { registerClerk, type RegisterClerk } from '../../support/register-clerk.ts';
import { type TestRegister, testRegister } from '../../support/register.ts';
import { DAY, household, identityNumber, membershipState, person, record } from '../../support/register-household.ts';
import { type CellInput, rowsOf, writeWorkbook } from '../../support/workbook.ts';
import { monthOfDay } from '../../../src/kernel/calendar.ts';
import { asFen } from '../../../src/kernel/fen.ts';

const FLAGS = ['dwellingsKnown', 'vehiclesKnown', 'schoolingKnown', 'dibaoKnown', 'employmentKnown'] as const;
const HEADINGS = ['住房已核实', '车辆已核实', '就学已核实', '低保已核实', '就业已核实'];
const ENTRIES = {
  employment: [record('employment', 'e', 'm1', { status: 'EMPLOYED', from: monthOfDay(DAY(2025, 1, 1)) })],
  dwellings: [record('dwellings', 'd', null, { area: 6000 as never })],
  vehicles: [record('vehicles', 'v', null, { vehicleKind: 'SHIP' })],
  schooling: [record('schooling', 's', 'm1', { private: false, tuitionFen: asFen(0) })],
  dibao: [record('dibao', 'b', null, { from: DAY(2025, 1, 1) })],
};
type Said = readonly (boolean | null)[];

let register: TestRegister;
let clerk: RegisterClerk;
let folder = '';
let serial = 8000;
beforeAll(async () => {
  register = await testRegister('18');
  clerk = registerClerk(register, 'clerk');
  folder = mkdtempSync(join(tmpdir(), 'bangfu-lists-'));
}, 60_000);
afterAll(async () => {
  await register.drop();
  rmSync(folder, { recursive: true });
});

/** What is on record of the flags of a worker's household. */
async function flagsOf(worker: string): Promise<readonly unknown[]> {
  const { database, secrets } = register.deps;
  const ids = await database.session((sql) => householdsOfWorkers(sql, secrets, [worker]));
  const found = await readHouseholds(register.deps, [...ids.values()], DAY(2026, 6, 30), 'NOW');
  const own = found.get(ids.get(worker) ?? '')?.household;
  const states: Readonly<Record<string, unknown>> = { ...own?.household, ...own?.members[0]?.membershipState };
  return FLAGS.map((flag) => states[flag]);
}

const pick = (names: readonly string[], said: Said, from: number, to: number) =>
  Object.fromEntries(names.slice(from, to).map((name, at) => [name, said[from + at]]));

/** The flags that a door refuses to leave out of a new household, or those that it records. */
type Door = (said: Said, hasEntries: boolean) => Promise<readonly unknown[]>;

const byGraph: Door = async (said, hasEntries) => {
  const worker = identityNumber((serial += 1));
  const records = {
    dwellings: [{ key: 'd', area: '60.00' }],
    vehicles: [{ key: 'v', vehicleKind: 'SHIP' }],
    schooling: [{ key: 's', member: 'm1', private: false, tuition: '0.00' }],
    dibao: [{ key: 'b', from: '2025-01-01' }],
    employment: [{ key: 'e', member: 'm1', status: 'EMPLOYED', from: '2025-01' }],
  };
  const { problems } = await clerk.act('recordHousehold', {
    ...{ union: 'EMPLOYER', from: '2026-01-01' },
    household: {
      ...{ worker: 'm1', state: { region: '410502', ...pick(FLAGS, said, 0, 4) } },
      members: [
        {
          ...{ key: 'm1', identityNumber: worker, person: { name: '示例' } },
          membershipState: { relation: 'SELF', ...pick(FLAGS, said, 4, 5) },
        },
      ],
      ...(hasEntries ? { records } : {}),
    },
  });
  if (problems.length === 0) return flagsOf(worker);
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['NONE_OR_NOT_VERIFIED']));
  return FLAGS.filter((flag, at) => {
    const path = at < 4 ? `household.state.${flag}` : `household.members.0.membershipState.${flag}`;
    return problems.some((one) => one.path === path);
  });
};

const byWorkbook: Door = async (said, hasEntries) => {
  const worker = identityNumber((serial += 1));
  return (await importOf(worker, said, hasEntries)) ?? flagsOf(worker);
};

/** The rows of workers with other cells of the flags, without some columns. */
function withFlags(rows: CellInput[][], said: Said, without: readonly string[]): CellInput[][] {
  const names = rows[0]?.map((heading) => (typeof heading === 'string' ? heading : '')) ?? [];
  const cellOf = (name: string, cell: CellInput): CellInput => {
    const value = said[HEADINGS.indexOf(name)];
    return HEADINGS.includes(name) ? (value ?? null) : cell;
  };
  return rows.map((cells, row) =>
    cells.flatMap((cell, at) => {
      const name = names[at] ?? '';
      return without.includes(name) ? [] : [row === 0 ? cell : cellOf(name, cell)];
    }),
  );
}

/** Imports a workbook with these flags, without some columns; those that are refused, if any. */
async function importOf(worker: string, said: Said, hasEntries: boolean, without: readonly string[] = []) {
  const self = {
    identityNumber: worker,
    person: person('示例'),
    membershipState: membershipState({ relation: 'SELF' }),
  };
  const given = household([], { members: [{ key: 'm1', ...self }] });
  const rows = rowsOf([hasEntries ? { ...given, records: { ...given.records, ...ENTRIES } } : given]);
  rows['困难职工'] = withFlags(rows['困难职工'] ?? [], said, without);
  const { faults } = await importWorkbook(
    register.deps,
    {
      workbook: await writeWorkbook(join(folder, `${(serial += 1)}.xlsx`), rows),
      ...{ actorId: register.ids['clerk'] ?? '', on: DAY(2026, 1, 1), purpose: '测试' },
      union: { id: register.ids['employer'] ?? '', region: '410502' },
    },
    { signal: new AbortController().signal, progress: () => undefined },
  );
  if (faults.length === 0) return null;
  expect(new Set(faults.map(({ code, sheet, row }) => `${code} ${sheet} ${row}`))).toEqual(
    new Set(['NONE_OR_NOT_VERIFIED 困难职工 2']),
  );
  return FLAGS.filter((_, at) => faults.some(({ column }) => column === HEADINGS[at]));
}

const all = (value: boolean | null): Said => FLAGS.map(() => value);
const [NOTHING, YES, NO] = [all(null), all(true), all(false)];

describe.each([
  ['the graph', byGraph],
  ['a workbook', byWorkbook],
])('of a new household by %s, a flag', (_, door) => {
  test('that is left out of an empty list is refused, each at its place', async () => {
    expect(await door(NOTHING, false)).toEqual(FLAGS);
    for (const [at, flag] of FLAGS.entries()) {
      expect(await door(NO.with(at, null), false)).toEqual([flag]);
    }
  });

  test('that is left out beside entries says that the list was verified', async () => {
    expect(await door(NOTHING, true)).toEqual(YES);
  });

  test('that is given is as it is given, with entries or without', async () => {
    for (const said of [YES, NO]) for (const has of [false, true]) expect(await door(said, has)).toEqual(said);
  });
});

test('a workbook without the columns is of a form that does not ask: what is not listed was not verified', async () => {
  const workers = [identityNumber((serial += 1)), identityNumber((serial += 1))] as const;
  expect(await importOf(workers[0], NOTHING, false, HEADINGS)).toBeNull();
  expect(await importOf(workers[1], NOTHING, true, HEADINGS)).toBeNull();
  expect([await flagsOf(workers[0]), await flagsOf(workers[1])]).toEqual([NO, YES]);
});

describe('on record', () => {
  test('a flag that is left out, or null, is unchanged by an act and by a workbook', async () => {
    const own = (serial += 1);
    const householdId = await clerk.record([own]);
    const worker = identityNumber(own);
    const at = { householdId, from: '2026-02-01' };
    await clerk.act('changeHousehold', { ...at, state: { vehiclesKnown: false, schoolingKnown: null } });
    await clerk.act('changeMember', { ...at, member: 'm1', state: { farms: true, employmentKnown: null } });
    const said = [true, false, true, true, true];
    expect(await flagsOf(worker)).toEqual(said);
    expect(await importOf(worker, NOTHING, false)).toBeNull();
    expect(await flagsOf(worker)).toEqual(said);
  });

  test('somebody new says whether their employment was verified; who comes back has said it', async () => {
    const householdId = await clerk.record([(serial += 1), (serial += 1)]);
    const added = (key: string, number: number, over: object = {}) => ({
      ...{ householdId, from: '2026-03-01' },
      member: {
        ...{ key, identityNumber: identityNumber(number), person: { name: '示例' } },
        membershipState: { relation: 'SON', ...over },
      },
    });
    expect(await clerk.refused('addMember', added('m3', (serial += 1)))).toEqual([
      'NONE_OR_NOT_VERIFIED member.membershipState.employmentKnown',
    ]);
    expect((await clerk.act('addMember', added('m3', serial, { employmentKnown: false }))).problems).toEqual([]);
    await clerk.act('endMembership', { householdId, member: 'm2', on: '2026-02-01', reason: 'MOVED_OUT' });
    expect((await clerk.act('addMember', added('m2', serial - 1))).problems).toEqual([]);
    const found = await readHouseholds(register.deps, [householdId], DAY(2026, 6, 30), 'NOW');
    const members = found.get(householdId)?.household.members ?? [];
    expect(new Map(members.map(({ key, membershipState: { employmentKnown } }) => [key, employmentKnown]))).toEqual(
      new Map([
        ...([
          ['m1', true],
          ['m2', true],
        ] as const),
        ['m3', false],
      ]),
    );
  });

  test('who splits off says it of the new household and of each member', async () => {
    const householdId = await clerk.record([(serial += 1), (serial += 1)]);
    const state = { region: '410502', migrant: false, dwellingsKnown: true, dibaoKnown: false };
    const input = {
      ...{ householdId, from: '2026-03-01', worker: 'm2', state },
      members: [{ key: 'm2', membershipState: { relation: 'SELF' } }],
    };
    expect(await clerk.refused('splitHousehold', input)).toEqual([
      'NONE_OR_NOT_VERIFIED state.vehiclesKnown',
      'NONE_OR_NOT_VERIFIED state.schoolingKnown',
      'NONE_OR_NOT_VERIFIED members.0.membershipState.employmentKnown',
    ]);
  });
});
