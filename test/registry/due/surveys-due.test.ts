import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Viewer } from '../../../src/access/viewer.ts';
import { newId } from '../../../src/database/ids.ts';
import { insertChange } from '../../../src/database/time/change-log.ts';
import { type Day, monthOfDay, requireDay } from '../../../src/kernel/calendar.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import type { RegisterHousehold } from '../../../src/registry/kinds.ts';
import { waitingForSurvey } from '../../../src/registry/due/waiting-notice.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { answerOf, ask, viewerWith } from '../../support/graph.ts';
import { newHousehold, sealAll, SERVER, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { household, record, survey } from '../../support/register-household.ts';

const day = requireDay;
const TODAY = '2026-06-30';
const ROW = 'household { registerId asOf } surveyedOn changedOn dueReason servesUntil';

let register: TestRegister;
const ids: Record<string, string> = {};
const names = new Map<string, string>();

const withRecords = (base: RegisterHousehold, records: Partial<RegisterHousehold['records']>) => ({
  ...base,
  records: { ...base.records, ...records },
});
const bill = (key: string, of: Day) =>
  record('expenses', key, 'm1', {
    ...{ kind: 'ILLNESS', amountFen: asFen(100), reimbursedFen: asFen(0), from: monthOfDay(of), to: monthOfDay(of) },
  });

let serial = 7000;

/** Records a household that is surveyed on days, and a bill that comes in on another. */
async function surveyed(name: string, on: readonly string[], billOn: string | null = null, union = 'employer') {
  const actorId = register.ids[union === 'employer' ? 'clerk' : 'otherClerk'] ?? '';
  const over = { actorId, unionId: register.ids[union] ?? '' };
  const base = household([(serial += 1)]);
  const made = await recordHousehold(register.deps, newHousehold(register, base, over));
  const { householdId } = valueOf(made);
  ids[name] = householdId;
  names.set(householdId, name);
  for (const one of on) {
    const given = withRecords(base, { surveys: [survey(day(one))] });
    valueOf(
      await recordHousehold(register.deps, newHousehold(register, given, { ...over, householdId, from: day(one) })),
    );
  }
  if (billOn === null) return;
  const given = withRecords(base, { expenses: [bill('b', day(billOn))] });
  const act = { ...over, householdId, from: day(billOn) };
  valueOf(await recordHousehold(register.deps, newHousehold(register, given, act)));
}

beforeAll(async () => {
  register = await testRegister(SERVER);
  await surveyed('never', []);
  await surveyed('overdue', ['2023-03-10', '2024-03-10']);
  await surveyed('due', ['2024-03-10', '2025-03-10']);
  await surveyed('changed', ['2026-03-10'], '2026-05-20');
  await surveyed('fine', ['2026-03-10']);
  await surveyed('elsewhere', [], null, 'otherEmployer');
  await sealAll(register.platform.database);
});
afterAll(() => register.drop());

interface Row {
  readonly household: { readonly registerId: string; readonly asOf: string };
  readonly surveyedOn: string | null;
  readonly changedOn: string | null;
  readonly dueReason: string;
  readonly servesUntil: string | null;
}
interface Found {
  readonly nodes: readonly Row[];
  readonly totalCount: number;
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

const clerk = () => viewerWith('UNION_CLERK', register.ids['county'] ?? '');
const due = async (given: string, viewer: Viewer = clerk()): Promise<Found> => {
  const field = `surveysDue${given} { nodes { ${ROW} } totalCount pageInfo { endCursor hasNextPage } }`;
  return (await answerOf(register.platform, `{ ${field} }`, { viewer, today: TODAY }))['surveysDue'] as Found;
};
const told = ({ nodes }: Found) =>
  nodes.map(({ household: { registerId }, surveyedOn, changedOn, dueReason, servesUntil }) => {
    return [names.get(registerId), surveyedOn, changedOn, dueReason, servesUntil];
  });

const ALL = [
  ['never', null, null, 'NEVER', null],
  ['overdue', '2024-03-10', null, 'OVERDUE', '2025-12-31'],
  ['due', '2025-03-10', null, 'DUE_THIS_YEAR', '2026-12-31'],
  ['changed', '2026-03-10', '2026-05-20', 'CHANGED', '2026-06-30'],
];

test('who is to be surveyed, why, and until when the last survey serves', async () => {
  const found = await due('');
  expect([told(found), found.totalCount]).toEqual([ALL, 4]);
  const { nodes } = (
    await answerOf(register.platform, '{ surveysDue(first: 1) { nodes { zh en } } }', {
      ...{ viewer: clerk(), today: TODAY },
    })
  )['surveysDue'] as { readonly nodes: readonly object[] };
  expect(nodes).toEqual([{ zh: '尚无入户调查', en: 'no survey is on record' }]);
});

test('a reason can be asked for by itself', async () => {
  for (const row of ALL) {
    const found = await due(`(dueReason: ${String(row[3])})`);
    expect([told(found), found.totalCount]).toEqual([[row], 1]);
  }
});

test('of another day, it is what was due on that day', async () => {
  const found = await due('(on: "2025-06-30")');
  expect(told(found)).toEqual([
    ...['never', 'changed', 'fine'].map((name) => [name, null, null, 'NEVER', null]),
    ['overdue', '2024-03-10', null, 'DUE_THIS_YEAR', '2025-12-31'],
  ]);
  expect(new Set(found.nodes.map(({ household: { asOf } }) => asOf))).toEqual(new Set(['2025-06-30']));
});

test('a walk over pages finds each once, at the revision of its first page', async () => {
  const first = await due('(first: 2)');
  await surveyed('later', []);
  await sealAll(register.platform.database);
  const second = await due(`(first: 2, after: "${first.pageInfo.endCursor ?? ''}")`);
  expect([...told(first), ...told(second)]).toEqual(ALL);
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage, second.totalCount]).toEqual([true, false, 4]);
  expect((await due('')).totalCount).toBe(5);
});

test('each sees their own territory, and a union can be named', async () => {
  const city = viewerWith('CENTRE_ARCHIVIST', register.ids['city'] ?? '');
  expect(told(await due('(union: "OTHER-COUNTY")', city))).toEqual([['elsewhere', null, null, 'NEVER', null]]);
  const errors = async (viewer: Viewer, field: string) => {
    const { result } = await ask(register.platform, `{ ${field} }`, { viewer, today: TODAY });
    return result.errors?.map(({ extensions }) => extensions['code']);
  };
  expect(await errors(clerk(), 'surveysDue(union: "OTHER-COUNTY") { totalCount }')).toEqual(['INVALID_ARGUMENT']);
  const statistician = viewerWith('STATISTICIAN', register.ids['city'] ?? '');
  expect(await errors(statistician, 'surveysDue { totalCount }')).toEqual(['FORBIDDEN']);
});

test('who waits for a first survey is counted; a household whose file has ended does not wait', async () => {
  const waiting = async (viewer = clerk(), more = '') => (await due(`(dueReason: NEVER${more})`, viewer)).totalCount;
  const before = await waiting();
  const notice = () => waitingForSurvey(register.platform.database, TODAY);
  expect(await notice()).toEqual([expect.stringContaining(`${before + 1} 户尚无入户调查`)]);
  expect(await waiting(viewerWith('UNION_CLERK', register.ids['city'] ?? ''), ', union: "OTHER-COUNTY"')).toBe(1);
  const ended = ids['never'] ?? '';
  await register.platform.database.transaction(async (sql) => {
    const by = { actorId: register.ids['clerk'] ?? '', purpose: '测试' };
    const change = await insertChange(sql, by, 'OPEN_FILE', 'HOUSEHOLD', ended);
    const values = [newId(), ended, change];
    await sql.query(
      `insert into archive_file (id, household_id, number, recorded_in) values ($1, $2, '4105022019000077', $3)`,
      values,
    );
    await sql.query(
      `insert into archive_file_version (anchor_id, household_id, valid_from, level, state, recorded_in)
       values ($1, $2, '2026-01-01', 'NATIONAL', 'LIFTED', $3)`,
      values,
    );
  });
  await sealAll(register.platform.database);
  expect(await waiting()).toBe(before - 1);
  expect(told(await due('')).map(([name]) => name)).not.toContain('never');
  expect(await notice()).toEqual([expect.stringContaining(`${before} households have no survey`)]);
  expect(await waitingForSurvey(register.platform.database, '2014-12-31')).toEqual([]);
});
