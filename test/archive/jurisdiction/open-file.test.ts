import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../src/database/ids.ts';
import { insertChange } from '../../../src/database/time/change-log.ts';
import { toMonth } from '../../../src/kernel/calendar.ts';
import { insertUnions, refreshUnionClosure } from '../../../src/organisation/union.store.ts';
import type { EMPLOYMENT_STATES } from '../../../src/registry/household/household.codes.ts';
import type { RegisterHousehold } from '../../../src/registry/kinds.ts';
import { ask } from '../../support/graph.ts';
import { ownerTransaction } from '../../support/owner-transaction.ts';
import { SERVER } from '../../support/register.ts';
import { record } from '../../support/register-household.ts';
import { stepDesk, TODAY } from '../procedure/step-desk.ts';

/** Which union may open a file, over the graph: the county has no street union but one that is founded in the last tests. */

let desk: Awaited<ReturnType<typeof stepDesk>>;
beforeAll(async () => {
  desk = await stepDesk(SERVER);
}, 60_000);
afterAll(() => desk.drop());

/** A union of the county is founded. */
async function found(code: string, name: string, kind: 'EMPLOYER' | 'STREET'): Promise<void> {
  await ownerTransaction(desk.register.platform.ownerUrl, async (sql) => {
    const by = { actorId: desk.ids['admin'] ?? '', purpose: '测试' };
    const changeId = await insertChange(sql, by, 'MAKE_SAMPLE', 'TRADE_UNION', desk.ids['county'] ?? '');
    const place = { region: '410502', hasCentre: false, parentId: desk.ids['county'] ?? '', from: '2018-01-01' };
    await insertUnions(sql, changeId, [{ id: newId(), code, name, kind, ...place }]);
    await refreshUnionClosure(sql, changeId);
  });
}

const working = (status: keyof typeof EMPLOYMENT_STATES): Partial<RegisterHousehold['records']> => ({
  employment: [record('employment', 'e', 'm1', { status, from: toMonth(2025, 1) })],
});

const QUESTION = `query ($input: ArchiveFilingQuestionInput!) { filingUnion(input: $input) { union { code } rules gaps wouldOpen
  problems { code path zh } } }`;

interface Asked {
  readonly union: { readonly code: string } | null;
  readonly rules: readonly string[];
  readonly gaps: readonly string[];
  readonly wouldOpen: boolean | null;
  readonly problems: readonly object[];
}
const asked = async (householdId: string, over: object): Promise<Asked | null> => {
  const input = { householdId, on: '2026-03-03', state: 'SURVEYED', ...over };
  return (await desk.ask('clerk', QUESTION, { input }))['filingUnion'] as Asked | null;
};

type FirstStep = Readonly<Record<'filingRules' | 'filingGaps' | 'filingStated', readonly string[] | null>>;

/** What comes of opening a file: who files by which rules and statements, what leaves it open, or the refusal. */
async function opened(
  records: Partial<RegisterHousehold['records']>,
  union: string,
  work: object | null = null,
  over: object = {},
): Promise<unknown> {
  const household = await desk.eligible(records);
  const own = await asked(household, { union, work, ...over });
  const anybody = await asked(household, { work, ...over });
  const { problems, file } = await desk.open(household, { union, work, ...over });
  // Who asks first is told the same.
  expect([own?.problems, own?.wouldOpen]).toEqual([problems, file !== null]);
  if (file === null) return problems.map(({ code, path }) => `${code} ${path}`);
  const [{ filingRules: rules, filingGaps: gaps, filingStated: stated }] = file.steps as unknown as [FirstStep];
  const derived = rules === null ? {} : { union: { code: union }, rules, gaps: [], wouldOpen: true };
  expect(anybody).toMatchObject(derived);
  return { rules, gaps, stated };
}

// The graph sorts a list of codes.
const derived = (...rules: readonly string[]) => ({ rules: rules.toSorted(), gaps: null, stated: null });
const open = (...gaps: readonly string[]) => ({ rules: null, gaps: gaps.toSorted(), stated: null });
const OTHER = ['NOT_THE_FILING_UNION union'];

test('the union of the street or above it files for who works flexibly, and another one is refused with the reason', async () => {
  expect(await opened(working('FLEXIBLE'), 'COUNTY')).toEqual(derived('FLEXIBLE'));
  const { problems } = await desk.open(await desk.eligible(working('FLEXIBLE')));
  expect(problems).toMatchObject([{ code: 'NOT_THE_FILING_UNION', path: 'union' }]);
  expect(problems[0]?.zh).toMatch(/：灵活就业的，由街道（社区）工会建档；.*（COUNTY）$/);
});

test('for the unemployed it is the same, whether they draw benefit or not', async () => {
  expect(await opened(working('UNEMPLOYED'), 'COUNTY')).toEqual(derived('ON_BENEFIT', 'AFTER_BENEFIT'));
  const stated = { isOnBenefit: true };
  expect(await opened(working('UNEMPLOYED'), 'COUNTY', stated)).toEqual({
    ...derived('ON_BENEFIT'),
    stated: ['BENEFIT'],
  });
  expect(await opened(working('UNEMPLOYED'), 'EMPLOYER')).toEqual(OTHER);
});

test('what the register does not know leaves it open, and says what that is; it refuses nobody', async () => {
  const gaps = ['DISPATCH', 'EMPLOYER', 'ADMITTING'] as const;
  expect(await opened({}, 'EMPLOYER')).toEqual(open(...gaps));
  expect(await opened({}, 'COUNTY')).toEqual(open(...gaps, 'SUPERIOR'));
  expect(await opened(working('RETIRED'), 'EMPLOYER')).toEqual(open('NO_RULE'));
  const applied = { state: 'APPLIED' };
  expect(await opened({ surveys: [] }, 'EMPLOYER', null, applied)).toEqual(open('STATUS'));
});

test('what is not on record may be stated, and is marked so', async () => {
  const employers = { isDispatched: false, unions: [{ place: 'EMPLOYER', union: 'EMPLOYER' }] };
  expect(await opened({}, 'EMPLOYER', employers)).toEqual({ ...derived('EMPLOYED'), stated: ['DISPATCH', 'EMPLOYER'] });
  expect(await opened({}, 'COUNTY', employers)).toEqual(OTHER);
  const upper = { isDispatched: false, unions: [{ place: 'SUPERIOR', union: 'COUNTY' }], without: ['EMPLOYER'] };
  expect(await opened({}, 'COUNTY', upper)).toEqual({
    ...derived('EMPLOYER_WITHOUT_UNION'),
    stated: ['DISPATCH', 'EMPLOYER', 'SUPERIOR'],
  });
  const admitted = { isDispatched: true, unions: [{ place: 'ADMITTING', union: 'EMPLOYER' }] };
  expect(await opened({}, 'EMPLOYER', admitted)).toEqual({
    ...derived('DISPATCHED'),
    stated: ['ADMITTING', 'DISPATCH'],
  });
  const status = { status: 'FLEXIBLE' };
  expect(await opened({ surveys: [] }, 'EMPLOYER', status, { state: 'APPLIED' })).toEqual(OTHER);
});

test('what contradicts the register, or itself, is refused', async () => {
  const twice = { place: 'EMPLOYER', union: 'EMPLOYER' };
  const faults: readonly (readonly [work: object, refusal: string])[] = [
    [{ status: 'FLEXIBLE' }, 'WORK_NOT_AS_ON_RECORD work.status'],
    [{ unions: [{ place: 'STREET', union: 'EMPLOYER' }] }, 'WORK_NOT_AS_ON_RECORD work.unions.0.union'],
    [{ without: ['SUPERIOR'] }, 'WORK_NOT_AS_ON_RECORD work.without.0'],
    [{ unions: [twice, twice] }, 'DUPLICATE_KEY work.unions.1.union'],
    [{ unions: [twice], without: ['EMPLOYER'] }, 'DUPLICATE_KEY work.without.0'],
    [{ unions: [{ ...twice, union: 'NOWHERE' }] }, 'NO_SUCH_UNION work.unions.0.union'],
  ];
  for (const [work, refusal] of faults) expect([work, await opened({}, 'EMPLOYER', work)]).toEqual([work, [refusal]]);
});

describe('a worker who is employed again', () => {
  const AGAIN = {
    ...{ union: 'EMPLOYER', on: '2026-05-04', state: 'APPLIED' },
    work: { status: 'EMPLOYED', isDispatched: false, unions: [{ place: 'EMPLOYER', union: 'EMPLOYER' }] },
  };
  const PAPERS = { document: '注销〔2026〕5号', notice: '通知〔2026〕5号', proof: '劳动合同' };

  /** A file of the county for who works flexibly, and how it is named as the former one. */
  async function flexible() {
    const household = await desk.eligible({ employment: [] });
    const { file } = await desk.open(household, { union: 'COUNTY', work: { status: 'FLEXIBLE' } });
    return { household, former: { fileId: file?.id ?? '', union: 'COUNTY', afterStep: 1, ...PAPERS } };
  }

  const FILE = `query ($id: ID!) { archiveFile(id: $id) { steward { code } openedOn
    former { id state closedOn steps { act on withdrawalReason notice } former { id } } } }`;

  test('gets a new file of the new employer’s union, and the former one is closed in the same step', async () => {
    const { household, former } = await flexible();
    expect((await desk.open(household, AGAIN)).problems).toMatchObject([{ code: 'ALREADY_HAS_A_FILE' }]);
    const { problems, file } = await desk.open(household, { ...AGAIN, former });
    expect(problems).toEqual([]);
    const withdrawn = { act: 'WITHDRAW', on: AGAIN.on, withdrawalReason: 'EMPLOYED_AGAIN', notice: PAPERS.notice };
    expect((await desk.ask('clerk', FILE, { id: file?.id }))['archiveFile']).toMatchObject({
      ...{ steward: { code: 'EMPLOYER' }, openedOn: AGAIN.on },
      former: { id: former.fileId, state: 'WITHDRAWN', closedOn: AGAIN.on, steps: [{}, withdrawn], former: null },
    });
    const [row] = await desk.register.asOwner(
      `select count(distinct s.recorded_in)::int as changes from archive_file_step s
       where s.household_id = $1 and s."on" = $2`,
      [household, AGAIN.on],
    );
    expect(row).toEqual({ changes: 1 });
  });

  test('keeps the former file, and gets no other one, where either step is refused', async () => {
    const { household, former } = await flexible();
    const other = await flexible();
    const refusals: readonly (readonly [over: object, former: object, refusal: string])[] = [
      [{}, { proof: ' ' }, 'PROOF_REQUIRED former.proof'],
      [{}, { afterStep: 0 }, 'STEPPED_MEANWHILE former.afterStep'],
      [{}, { union: 'EMPLOYER' }, 'NOT_THE_UNION_OF_THE_STEP former.union'],
      [{}, { fileId: other.former.fileId }, 'NO_SUCH_ARCHIVE_FILE former.fileId'],
      [{}, { fileId: newId() }, 'NO_SUCH_ARCHIVE_FILE former.fileId'],
      [{ on: '2026-03-02' }, {}, 'NOT_ON_RECORD_THEN on'],
      [{ work: { ...AGAIN.work, status: 'FLEXIBLE' } }, {}, 'NOT_THE_FILING_UNION union'],
      [{ union: 'COUNTY', work: { status: 'FLEXIBLE' } }, {}, 'NOT_EMPLOYED_AGAIN former'],
      [{ work: null }, {}, 'NOT_EMPLOYED_AGAIN former'],
    ];
    for (const [over, named, refusal] of refusals) {
      const { problems } = await desk.open(household, { ...AGAIN, ...over, former: { ...former, ...named } });
      expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([refusal]);
    }
    const [row] = await desk.register.asOwner(
      'select count(*)::int as steps, count(distinct file_id)::int as files from archive_file_step where household_id = $1',
      [household],
    );
    expect(row).toEqual({ steps: 1, files: 1 });
  });
});

test('a union that has the name of the employer on record is taken for the employer’s, unless another is stated', async () => {
  await found('TOOLS', '机床厂工会', 'EMPLOYER');
  const direct = { isDispatched: false };
  expect(await opened({}, 'TOOLS', direct)).toEqual({ ...derived('EMPLOYED'), stated: ['DISPATCH'] });
  expect(await opened({}, 'EMPLOYER', direct)).toEqual(OTHER);
  const stated = { ...direct, unions: [{ place: 'EMPLOYER', union: 'EMPLOYER' }] };
  expect(await opened({}, 'EMPLOYER', stated)).toEqual({ ...derived('EMPLOYED'), stated: ['DISPATCH', 'EMPLOYER'] });
});

test('where the county has street unions, one of them or the county may file until the street is stated', async () => {
  await found('STREET', '东大街街道工会', 'STREET');
  expect(await opened(working('FLEXIBLE'), 'STREET')).toEqual(open('STREET'));
  expect(await opened(working('FLEXIBLE'), 'COUNTY')).toEqual(open('STREET'));
  const lives = { unions: [{ place: 'STREET', union: 'STREET' }] };
  expect(await opened(working('FLEXIBLE'), 'STREET', lives)).toEqual({ ...derived('FLEXIBLE'), stated: ['STREET'] });
  expect(await opened(working('FLEXIBLE'), 'COUNTY', lives)).toEqual(OTHER);
  expect(await opened(working('FLEXIBLE'), 'EMPLOYER')).toEqual(OTHER);
});

describe('the question before anything is entered', () => {
  const count = async () => (await desk.register.asOwner('select count(*)::int as n from change_log'))[0];

  test('names what leaves it open, and whether a file would be opened by whom it is asked about', async () => {
    const household = await desk.eligible();
    const before = await count();
    const found = await asked(household, {});
    expect(found).toMatchObject({ union: null, wouldOpen: null, problems: [] });
    expect(found?.gaps).toEqual(['DISPATCH', 'ADMITTING']);
    const work = { isDispatched: false, unions: [{ place: 'EMPLOYER', union: 'EMPLOYER' }] };
    const derived = { union: { code: 'EMPLOYER' }, rules: ['EMPLOYED'], gaps: [], wouldOpen: true, problems: [] };
    expect(await asked(household, { work })).toEqual(derived);
    expect(await count()).toEqual(before);
  });

  test('is refused as the opening would be', async () => {
    const household = await desk.eligible();
    const same = async (over: object) => {
      const { problems } = await desk.open(household, over);
      expect(await asked(household, { union: 'EMPLOYER', ...over })).toMatchObject({ wouldOpen: false, problems });
      return problems.map(({ code, path }) => `${code} ${path}`);
    };
    expect(await same({ on: '2026-07-01' })).toEqual(['AFTER_TODAY on']);
    expect(await same({ on: '2026-03-02' })).toEqual(['NOT_ON_RECORD_THEN on']);
    expect(await same({ on: '2026-03-04' })).toEqual(['NO_SURVEY_OF_THE_STEP on']);
    expect(await same({ union: 'NOWHERE' })).toEqual(['NO_SUCH_UNION union']);
    expect(await same({ union: 'OTHER-EMPLOYER' })).toEqual(['NO_SUCH_UNION union']);
    await desk.open(household);
    expect(await same({})).toEqual(['ALREADY_HAS_A_FILE householdId']);
  });

  test('has no answer for a household of others, nor for none', async () => {
    const household = await desk.eligible();
    expect(await asked(newId(), {})).toBeNull();
    const input = { householdId: household, on: '2026-03-03', state: 'SURVEYED' };
    const grants = [{ role: 'UNION_CLERK', unionId: desk.ids['otherCounty'] ?? '' }] as const;
    const viewer = { staffId: desk.ids['otherClerk'] ?? '', personId: null, grants, purpose: null };
    const { result } = await ask(desk.register.platform, QUESTION, { viewer, today: TODAY, variables: { input } });
    expect(result).toMatchObject({ data: { filingUnion: null } });
  });
});
