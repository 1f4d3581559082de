import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decideRegister } from '../../../src/assessment/spans/run/decide-register.ts';
import { followChanges } from '../../../src/assessment/spans/follow-changes.store.ts';
import { newId } from '../../../src/database/ids.ts';
import { insertChange } from '../../../src/database/time/change-log.ts';
import { insertRows } from '../../../src/database/table.ts';
import { requireDay, toMonth } from '../../../src/kernel/calendar.ts';
import { asHundredths } from '../../../src/kernel/decimal.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import type { RegisterHousehold } from '../../../src/registry/kinds.ts';
import { RECORD_DEATH } from '../../../src/registry/recording/lives/death-acts.ts';
import { CLOSE_HOUSEHOLD } from '../../../src/registry/recording/lives/close-household.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { standardTable, standardVersionTable } from '../../../src/standards/standard.entity.ts';
import { acted } from '../../support/acts.ts';
import { answerOf, ask } from '../../support/graph.ts';
import { newHousehold, sealAll, SERVER, valueOf } from '../../support/register.ts';
import { DAY, member, membershipState, person, record } from '../../support/register-household.ts';
import { stepDesk, TODAY, WAY, type Who } from '../procedure/step-desk.ts';

let desk: Awaited<ReturnType<typeof stepDesk>>;
const files: Record<string, string> = {};
const households: Record<string, string> = {};
const names = new Map<string, string>();
const bases = new Map<string, Base>();

type Base = RegisterHousehold;
const withRecords = (base: Base, records: Partial<Base['records']>): Base => {
  return { ...base, records: { ...base.records, ...records } };
};
const DWELLINGS = ['a', 'b'].map((key) =>
  record('dwellings', key, null, { area: asHundredths(2000), from: DAY(2026, 5, 18), to: null }),
);
const wage = record('incomes', 'w', 'm1', {
  ...{ kind: 'WAGE', amountFen: asFen(1_200_000), relief: false, verified: true },
  ...{ from: toMonth(2025, 3), to: toMonth(2026, 2) },
});
const accident = record('events', 'e', null, {
  ...{ kind: 'ACCIDENT', date: DAY(2026, 2, 2), costFen: asFen(600_000), compensatedFen: asFen(0) },
  ...{ grave: true, compensationInPlace: false },
});

/** A file of a household, walked up to and with an act. */
async function fileOf(name: string, last: string | null, change = (base: Base) => base): Promise<void> {
  const householdId = await desk.eligible({}, (base) => {
    const given = change(base);
    bases.set(name, given);
    return given;
  });
  const { file, problems } = await desk.open(householdId);
  if (file === null) throw new Error(JSON.stringify(problems));
  for (const [who, act, on, words] of last === null ? [] : WAY) {
    const taken = await desk.take(file.id, who, act, on, words);
    expect([name, act, taken.problems]).toEqual([name, act, []]);
    if (act === last) break;
  }
  [files[name], households[name]] = [file.id, householdId];
  names.set(file.id, name);
}

/** Says that what was recorded since the last call was recorded on a day. */
async function recordedOn(day: string): Promise<void> {
  const last = await sealAll(desk.register.platform.database);
  await desk.register.asOwner(
    `update change_log set at = $1::timestamptz where at > '2026-07-01' and id in (select change_id from change_sequence where number <= $2)`,
    [`${day} 10:00:00+08`, last],
  );
}

/** Says what is so of a household from a day on. */
async function stateFrom(name: string, from: string, records: Partial<Base['records']>): Promise<void> {
  const base = bases.get(name);
  if (base === undefined) throw new Error(name);
  const empty = Object.fromEntries(Object.keys(base.records).map((kind) => [kind, []])) as unknown as Base['records'];
  const command = newHousehold(
    desk.register,
    { ...base, records: { ...empty, ...records } },
    {
      ...{ householdId: households[name] ?? '', from: requireDay(from) },
    },
  );
  valueOf(await recordHousehold(desk.register.deps, command));
}

const never = { signal: new AbortController().signal, progress: () => undefined };
const decide = async () => valueOf(await decideRegister(desk.register.platform.database, requireDay(TODAY), never));

const ROW = `kind taskReason body union { code } file { id } household { registerId } since dueOn isProvisional workingDaysLeft
  workingDaysOver outcome category isByStandard zh`;
interface Task {
  readonly kind: string;
  readonly body: string;
  readonly taskReason: string;
  readonly file: { readonly id: string };
  readonly union: { readonly code: string } | null;
  readonly since: string | null;
  readonly dueOn: string;
  readonly workingDaysLeft: number;
  readonly workingDaysOver: number;
  readonly outcome: string | null;
  readonly category: string | null;
  readonly isByStandard: boolean;
}
interface Found {
  readonly totalCount: number;
  readonly nodes: readonly Task[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}
const tasks = async (given = '', who: Who = 'archivist', today = TODAY, first = 200): Promise<Found> => {
  const field = `tasks(first: ${first}${given}) { totalCount nodes { ${ROW} } pageInfo { endCursor hasNextPage } }`;
  const asked = { viewer: desk.viewerOf(who), today };
  return (await answerOf(desk.register.platform, `{ ${field} }`, asked))['tasks'] as Found;
};
const told = ({ nodes }: Found) =>
  nodes.map((task) => [
    names.get(task.file.id.split('@')[0] ?? ''),
    task.taskReason,
    task.since,
    task.dueOn,
    task.workingDaysLeft - task.workingDaysOver,
  ]);

beforeAll(async () => {
  desk = await stepDesk(SERVER);
  await fileOf('fine', 'RECORD');
  await fileOf('excluded', 'RECORD');
  const ill = (base: Base): Base => ({
    ...base,
    members: base.members.map((one) => ({ ...one, membershipState: membershipState({ ill: true }) })),
  });
  await fileOf('other category', 'RECORD', ill);
  await fileOf('raised', 'RECORD', (base) => withRecords(base, { dibao: [], incomes: [wage], events: [accident] }));
  const couple = (base: Base): Base => ({
    ...base,
    members: [
      ...base.members,
      { ...member('m2', 500 + names.size), membershipState: membershipState({ relation: 'WIFE' }) },
      { ...member('m3', 600 + names.size), membershipState: membershipState({ relation: 'SON' }) },
    ].map((one) => ({ ...one, person: person(one.key) })),
    records: {
      ...base.records,
      employment: ['m1', 'm2', 'm3'].map((key) =>
        record('employment', key, key, {
          status: key === 'm3' ? 'NONE' : key === 'm1' ? 'EMPLOYED' : 'UNEMPLOYED',
          from: toMonth(2025, 1),
        }),
      ),
    },
  });
  await fileOf('widow', 'RECORD', couple);
  await fileOf('orphan', 'RECORD', couple);
  await fileOf('closed', 'RECORD');
  await fileOf('surveyed', null);
  await fileOf('publicised', 'PUBLICISE');
  await fileOf('verified', 'VERIFY');
  await fileOf('reviewed', 'REVIEW');
  await fileOf('refused', null);
  await fileOf('appealed', null);
  await fileOf('contested', 'PUBLICISE');
  await recordedOn('2026-03-18');
  await decide();
  await change();
  const refusal = { document: '不予建档〔2026〕1号', findings: ['TWO_DWELLINGS'] };
  await desk.take(files['refused'] ?? '', 'clerk', 'REFUSE', '2026-06-22', refusal);
  await desk.take(files['appealed'] ?? '', 'clerk', 'REFUSE', '2026-06-22', refusal);
  await desk.take(files['appealed'] ?? '', 'clerk', 'DELIVER_NOTICE', '2026-06-23', { note: '签收' });
  await desk.take(files['appealed'] ?? '', 'reviewer', 'APPEAL', '2026-06-24', { note: '不服' });
  await desk.take(files['contested'] ?? '', 'reviewer', 'OBJECT', '2026-03-10', { note: '另有住房' });
}, 120_000);
afterAll(() => desk.drop());

/** What changed in the register on 2026-05-20, some of it for earlier days, or for later ones. */
async function change(): Promise<void> {
  const { register, ids } = desk;
  await stateFrom('excluded', '2026-05-18', { dwellings: DWELLINGS });
  const [dibao] = bases.get('other category')?.records.dibao ?? [];
  if (dibao !== undefined) {
    const ended = { ...dibao, values: { ...dibao.values, to: DAY(2026, 5, 18) } };
    await stateFrom('other category', '2026-05-18', { dibao: [ended] });
  }
  const dies = { member: 'm1', on: DAY(2026, 5, 11), source: 'POLICE' } as const;
  valueOf(await acted(register, households['widow'] ?? '', RECORD_DEATH, { ...dies, worker: 'm2' }));
  valueOf(await acted(register, households['orphan'] ?? '', RECORD_DEATH, { ...dies, worker: 'm3' }));
  const closing = { on: DAY(2026, 5, 11), reason: 'MOVED_AWAY' } as const;
  valueOf(await acted(register, households['closed'] ?? '', CLOSE_HOUSEHOLD, closing));
  await register.platform.database.transaction(async (sql) => {
    const by = { actorId: ids['admin'] ?? '', purpose: '测试' };
    const recordedIn = await insertChange(sql, by, 'MAKE_SAMPLE', 'STANDARD', newId());
    const id = newId();
    await insertRows(sql, standardTable, [{ id, kind: 'DIBAO', region: '410502', startsOn: '2026-06-01', recordedIn }]);
    const version = {
      anchorId: id,
      amountFen: 70_000,
      status: 'PUBLISHED',
      source: '测试',
      knownUntil: null,
      recordedIn,
    };
    await insertRows(sql, standardVersionTable, [version]);
  });
  await recordedOn('2026-05-20');
}

const REASSESS = [
  ['orphan', 'WORKER_DIED', '2026-05-20', '2026-06-03', -18],
  ['closed', 'HOUSEHOLD_CLOSED', '2026-05-20', '2026-06-03', -18],
  ['excluded', 'NOT_ELIGIBLE', '2026-05-20', '2026-06-03', -18],
  ['other category', 'CATEGORY_CHANGED', '2026-05-20', '2026-06-03', -18],
  ['raised', 'CATEGORY_CHANGED', '2026-06-01', '2026-06-15', -10],
];
const byName = (rows: readonly unknown[][]) =>
  rows.toSorted((one, other) => String(one[0]).localeCompare(String(other[0])));

describe('a recorded file whose decision changes', () => {
  test('is a task before the stored decisions know of it', async () => {
    expect(byName(told(await tasks(', kind: REASSESS')))).toEqual(byName(REASSESS));
    const raised = (await tasks(', kind: REASSESS')).nodes.find(({ isByStandard }) => isByStandard);
    expect(raised).toMatchObject({
      ...{ file: { id: files['raised'] }, outcome: 'ELIGIBLE', category: 'NEAR_STANDARD_WITH_CAUSE', body: 'FILING' },
      ...{ union: { code: 'EMPLOYER' }, isProvisional: false },
    });
  });

  test('is the same task once they do', async () => {
    const before = await tasks();
    await decide();
    expect(await tasks()).toEqual(before);
    expect(await followChanges(desk.register.platform.database, requireDay(TODAY))).toBe('UP_TO_DATE');
    expect(await tasks()).toEqual(before);
  });
});

describe('a survey', () => {
  test('is a task where it stops serving because something has changed', async () => {
    expect(byName(told(await tasks(', kind: SURVEY')))).toEqual(
      ['orphan', 'widow'].map((name) => [name, 'SURVEY_CHANGED', null, '2026-06-30', 0]),
    );
  });

  test('is a task of each live file in a year without one, and its last working day is in that year', async () => {
    const next = await tasks(', kind: SURVEY', 'archivist', '2027-03-01');
    const [fine] = next.nodes.filter(({ file }) => file.id === files['fine']);
    expect(fine).toMatchObject({
      ...{ taskReason: 'SURVEY_DUE_THIS_YEAR', since: '2027-01-01', dueOn: '2027-12-31', isProvisional: true },
    });
    expect(next.nodes.filter(({ taskReason }) => taskReason === 'SURVEY_OVERDUE')).toEqual([]);
  });
});

describe('a step that a file waits for', () => {
  test('is a task of the union that is the body, with the days that are left or over', async () => {
    expect(told(await tasks(', kind: STEP'))).toEqual([
      ['surveyed', 'TO_PUBLICISE', '2026-03-03', '2026-03-17', -71],
      ['contested', 'TO_SETTLE_OBJECTION', '2026-03-10', '2026-03-24', -66],
      ['publicised', 'TO_VERIFY', '2026-03-11', '2026-03-25', -65],
      ['verified', 'TO_REVIEW', '2026-03-13', '2026-03-27', -63],
      ['reviewed', 'TO_RECORD', '2026-03-16', '2026-03-30', -62],
      ['refused', 'TO_DELIVER_NOTICE', '2026-06-22', '2026-07-06', 4],
      ['appealed', 'TO_DECIDE_APPEAL', '2026-06-24', '2026-07-08', 6],
    ]);
    expect((await tasks(', kind: STEP')).nodes.map(({ union, body }) => [body, union?.code])).toEqual([
      ...[1, 2, 3].map(() => ['FILING', 'EMPLOYER']),
      ...[
        ['SUPERIOR', 'COUNTY'],
        ['CENTRE', 'COUNTY'],
        ['FILING', 'EMPLOYER'],
        ['SUPERIOR', 'COUNTY'],
      ],
    ]);
  });
});

describe('the list', () => {
  test('is narrowed to a union, to what is due, and to what a person may do', async () => {
    const reasons = async (given: string, who: Who = 'archivist') =>
      (await tasks(`, kind: STEP${given}`, who)).nodes.map(({ taskReason }) => taskReason);
    const filing = ['TO_PUBLICISE', 'TO_SETTLE_OBJECTION', 'TO_VERIFY', 'TO_DELIVER_NOTICE'];
    expect(await reasons(', union: "EMPLOYER"')).toEqual(filing);
    expect(await reasons(', union: "COUNTY"')).toHaveLength(7);
    expect(await reasons(', union: "OTHER-COUNTY"')).toEqual([]);
    expect(await reasons(', due: "2026-03-24"')).toEqual(filing.slice(0, 2));
    expect(await reasons(', person: "clerk"', 'clerk')).toEqual(filing);
    expect(await reasons(', person: "leaver"', 'reviewer')).toEqual(['TO_REVIEW', 'TO_DECIDE_APPEAL']);
    // An archivist of the city is also a clerk of every union under it, but for the files on which they acted for another body.
    expect(await reasons(', person: "archivist"')).toEqual([...filing.slice(0, 3), 'TO_RECORD', filing[3]]);
    for (const person of ['clerk', 'nobody']) expect(await reasons(`, person: "${person}"`)).toEqual([]);
  });

  test('is of one revision on all its pages', async () => {
    const whole = await tasks();
    const walked: Task[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: Found = await tasks(after === '' ? '' : `, after: "${after}"`, 'archivist', TODAY, 5);
      expect(page.totalCount).toBe(whole.totalCount);
      walked.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      if (walked.length === 5) {
        await desk.take(files['verified'] ?? '', 'reviewer', 'RETURN', '2026-03-16', { note: '材料不齐' });
      }
    }
    const plain = (rows: readonly Task[]) =>
      rows.map(({ file, taskReason, dueOn }) => [file.id.split(/[@~]/)[0], taskReason, dueOn]);
    expect(plain(walked)).toEqual(plain(whole.nodes));
    expect(told(await tasks(', kind: STEP'))).toContainEqual([
      'verified',
      'TO_SEND_AGAIN',
      '2026-03-16',
      '2026-03-30',
      -62,
    ]);
  });

  test('refuses a union that there is not', async () => {
    const asked = { viewer: desk.viewerOf('clerk'), today: TODAY };
    const { result } = await ask(desk.register.platform, '{ tasks(union: "NOWHERE") { totalCount } }', asked);
    expect(result.errors?.[0]?.extensions['code']).toBe('INVALID_ARGUMENT');
  });
});
