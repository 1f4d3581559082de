import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openFile } from '../../../../src/archive/open-file.ts';
import { assessHouseholds } from '../../../../src/assessment/assess-households.ts';
import { insertChange } from '../../../../src/database/time/change-log.ts';
import { type Day, monthOfDay, printDay, requireDay } from '../../../../src/kernel/calendar.ts';
import { asFen } from '../../../../src/kernel/fen.ts';
import type { RegisterHousehold } from '../../../../src/registry/kinds.ts';
import { loadHouseholds } from '../../../../src/registry/household/household.read.ts';
import { recordHousehold } from '../../../../src/registry/recording/record-household.ts';
import { readDays } from '../../../../src/registry/recording/surveys/read-days.ts';
import {
  type BacklogAnswer,
  previewSurveys,
  setSurveys,
} from '../../../../src/registry/recording/surveys/set-surveys.ts';
import { tallyBacklog } from '../../../../src/registry/recording/surveys/tell-backlog.ts';
import { ensureStandards } from '../../../../src/standards/enter-standards.ts';
import { readHouseholds } from '../../../support/read-household.ts';
import { newHousehold, sealAll, SERVERS, type TestRegister, testRegister, valueOf } from '../../../support/register.ts';
import { DAY, household, householdState, record, survey } from '../../../support/register-household.ts';

const START = DAY(2018, 1, 1);
const TODAY = DAY(2026, 6, 30);
const month = (text: string) => monthOfDay(requireDay(`${text}-01`));

const income = (key: string, from: string, to: string) =>
  record('incomes', key, 'm1', {
    ...{ kind: 'WAGE', relief: false, verified: true, amountFen: asFen(1200) },
    ...{ from: month(from), to: month(to) },
  });
const work = (key: string, from: string, to: string | null) =>
  record('employment', key, 'm1', { status: 'EMPLOYED', from: month(from), to: to === null ? null : month(to) });
const withRecords = (base: RegisterHousehold, records: Partial<RegisterHousehold['records']>) => ({
  ...base,
  records: { ...base.records, ...records },
});

let serial = 5000;

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  beforeAll(async () => {
    register = await testRegister(server);
    await register.platform.database.transaction(async (sql) => {
      const actorId = register.ids['clerk'] ?? '';
      const change = await insertChange(sql, { actorId, purpose: '测试' }, 'MAKE_SAMPLE', 'STAFF', actorId);
      await ensureStandards(sql, change);
    });
  });
  afterAll(() => register.drop());

  /** A household on record with a file, and the number of it. */
  const filed = async (
    records: Partial<RegisterHousehold['records']> = {},
    union = 'employer',
    clerk = 'clerk',
    base = household([(serial += 1)]),
  ) => {
    const own = { unionId: register.ids[union] ?? '', actorId: register.ids[clerk] ?? '' };
    const given = withRecords(base, records);
    const command = newHousehold(register, given, { ...own, from: START });
    const { householdId } = valueOf(await recordHousehold(register.deps, command));
    const opened = await openFile(register.deps, {
      ...{ actorId: own.actorId, idempotencyKey: null, purpose: '测试', expectedRevision: null },
      ...{ householdId, stewardId: own.unionId, on: DAY(2019, 1, 1) },
      state: { level: 'NATIONAL', category: null, hardshipClass: 'DEEP', state: 'APPLIED', reason: '本人申请' },
    });
    return { id: householdId, number: valueOf(opened).number, given };
  };
  const answersOf = async (lines: string, act = setSurveys, clerk = 'clerk'): Promise<readonly BacklogAnswer[]> => {
    const file = `档案编号,入户调查日期,签字人\n${lines.replaceAll(/[0-9]$/gm, '$&,户主')}`;
    const days = valueOf(readDays(new TextEncoder().encode(file)));
    const all: BacklogAnswer[] = [];
    const command = { actorId: register.ids[clerk] ?? '', purpose: '补录', days };
    for await (const answers of act(register.deps, command)) all.push(...answers);
    return all;
  };
  const refusalsOf = (answers: readonly BacklogAnswer[]) =>
    answers.flatMap(({ result }) => (result.ok ? [] : result.error.map(({ line, zh }) => [line, zh])));
  const read = async (id: string, asOf = TODAY, known: Parameters<typeof readHouseholds>[3] = 'NOW') =>
    (await readHouseholds(register.deps, [id], asOf, known)).get(id)?.household;
  const outcomeOf = (id: string, known: number | 'NOW', asOf = TODAY) =>
    register.platform.database.session(async (sql) => {
      const at = { asOf, known, level: 'NATIONAL' } as const;
      for await (const [, decision] of assessHouseholds(sql, [{ id, unionId: '' }], at)) {
        return decision === 'NO_PROFILE' ? decision : decision.outcome;
      }
      return undefined;
    });
  const changesOf = (id: string) =>
    register.asApplication('select action, purpose from change_log where subject_id = $1 order by id', [id]);

  const ROWS = {
    incomes: [
      income('i1', '2018-03', '2019-02'),
      income('i2', '2019-01', '2019-12'),
      income('i3', '2026-01', '2026-05'),
    ],
    employment: [work('e1', '2018-01', '2018-12'), work('e2', '2019-01', null)],
  };

  test('each day is a survey; a row goes to the first day after its last month, else to the last day', async () => {
    const { id, number } = await filed(ROWS);
    const before = await sealAll(register.platform.database);
    const was = await read(id);
    const [answer] = await answersOf(`${number},2025-11-05\n${number},2019-03-10`);
    expect(valueOf(answer?.result ?? { ok: false, error: [] })).toHaveLength(6);
    const keysOn = async (day: Parameters<typeof read>[1]) => {
      const records = (await read(id, day))?.records;
      return [records?.employment, records?.incomes].map((list) => (list ?? []).map(({ key }) => key).toSorted());
    };
    expect(await keysOn(DAY(2019, 3, 9))).toEqual([[], []]);
    expect(await keysOn(DAY(2019, 3, 10))).toEqual([['e1', 'e2'], ['i1']]);
    expect(await keysOn(TODAY)).toEqual([['e2'], ['i2', 'i3']]);
    const surveys = (await read(id))?.records.surveys.map(({ values }) => [
      printDay(values.surveyedOn),
      values.signedBy,
    ]);
    expect(surveys?.toSorted()).toEqual([
      ['2019-03-10', '户主'],
      ['2025-11-05', '户主'],
    ]);
    expect((await changesOf(id)).at(-1)).toEqual({ action: 'SET_SURVEYS', purpose: '补录' });
    expect(await read(id, TODAY, before)).toEqual(was);
    expect([await outcomeOf(id, before), await outcomeOf(id, 'NOW')]).toEqual(['INDETERMINATE', 'INELIGIBLE']);
  });

  test('a spell of employment is copied to each survey that it is a part of, so that none leaves out who worked', async () => {
    const employment = [work('ended', '2018-01', '2019-05'), work('open', '2019-06', null)];
    const given = household([(serial += 1)], { household: householdState({ severeHardship: true }) });
    const { id, number } = await filed({ employment }, 'employer', 'clerk', given);
    const days = `${number},2020-05-10\n${number},2023-05-10`;
    expect(
      tallyBacklog()
        .add(await answersOf(days, previewSurveys))
        .lines.split('\n'),
    ).toEqual([
      `${number}: 今日 / today 尚不能确定 INDETERMINATE → 尚不能确定 INDETERMINATE`,
      '  2020-05-10 当日 / on that day: 不符合 INELIGIBLE',
      '  2023-05-10 当日 / on that day: 不符合 INELIGIBLE',
      ...[expect.any(String), expect.any(String)],
      expect.any(String),
      '',
    ]);
    const [answer] = await answersOf(days);
    const rows = valueOf(answer?.result ?? { ok: false, error: [] }) ?? [];
    expect(rows.map(({ key, surveyedOn, isCopy }) => [key, printDay(surveyedOn), isCopy]).toSorted()).toEqual([
      ['ended', '2020-05-10', false],
      ['open', '2020-05-10', true],
      ['open', '2023-05-10', false],
    ]);
    const [first, second] = [DAY(2020, 5, 10), DAY(2023, 5, 10)];
    const openOn = async (day: Day) => (await read(id, day))?.records.employment.filter(({ key }) => key === 'open');
    expect(await openOn(first)).toEqual(await openOn(second));
    expect(await openOn(first)).toEqual([expect.objectContaining({ member: 'm1' })]);
    expect([await outcomeOf(id, 'NOW', first), await outcomeOf(id, 'NOW', second)]).toEqual([
      ...['INELIGIBLE', 'INELIGIBLE'],
    ]);
    expect((await answersOf(days)).map(({ result }) => result)).toEqual([{ ok: true, value: null }]);
  });

  test.each([
    ['began in the month before the first', '2024-04', null, 2],
    ['began in the month of the first', '2024-05', null, 1],
    ['ended in the first month of the second window', '2020-01', '2024-03', 2],
    ['ended before the second window', '2020-01', '2024-02', 1],
  ])('a spell that %s is a part of as many surveys', async (_, from, to, count) => {
    const { number } = await filed({ employment: [work('e', from, to)] });
    const [answer] = await answersOf(`${number},2024-05-10\n${number},2025-03-05`);
    expect(valueOf(answer?.result ?? { ok: false, error: [] })).toHaveLength(count);
  });

  test('the same file again changes nothing, also after a further survey', async () => {
    const { id, number, given } = await filed(ROWS);
    await answersOf(`${number},2025-11-05`);
    const changes = (await changesOf(id)).length;
    expect((await answersOf(`${number},2025-11-05`)).map(({ result }) => result)).toEqual([{ ok: true, value: null }]);
    expect(await changesOf(id)).toHaveLength(changes);
    const again = withRecords(given, { surveys: [survey(DAY(2026, 6, 1))] });
    const command = newHousehold(register, again, { householdId: id, from: DAY(2026, 6, 1) });
    valueOf(await recordHousehold(register.deps, command));
    expect((await answersOf(`${number},2025-11-05`))[0]?.result).toEqual({ ok: true, value: null });
    expect(refusalsOf(await answersOf(`${number},2025-11-05\n${number},2025-11-06`))).toEqual([
      [3, expect.stringContaining('新的调查请另行登记')],
    ]);
    expect(refusalsOf(await answersOf(`${number},2025-11-05,他人`))).toEqual([
      [2, '此家庭当日的入户调查已登记，内容不同，请更正该次调查'],
    ]);
  });

  test('what is refused names its line, and nothing of that household is written', async () => {
    const [early, twice, good] = [await filed(), await filed(), await filed()];
    const elsewhere = await filed({}, 'otherEmployer', 'otherClerk');
    const lines = [
      [early.number, '2017-12-31'],
      [early.number, '2025-11-05'],
      [twice.number, '2025-11-05'],
      [twice.number, '2025-11-05'],
      [good.number, '2025-11-05'],
      [good.number, '2026-07-01'],
      [elsewhere.number, '2025-11-05'],
      ['4105022019999999', '2025-11-05'],
    ];
    const refused = await answersOf(lines.map((line) => line.join(',')).join('\n'));
    expect(refusalsOf(refused).toSorted()).toEqual([
      [2, '该日家庭尚无记录'],
      [5, '同一日期重复'],
      [7, '不得晚于今天'],
      [8, '没有此家庭，或无权办理'],
      [9, '没有此家庭，或无权办理'],
    ]);
    for (const { id } of [early, twice, good, elsewhere]) expect((await read(id))?.records.surveys).toEqual([]);
    const mended = await answersOf(`${early.number},2025-11-05\n${good.number},2025-11-05`);
    expect(mended.every(({ result }) => result.ok)).toBe(true);
  });

  test('a preview tells outcomes and rows, and writes nothing', async () => {
    const { id, number } = await filed(ROWS);
    const changes = (await changesOf(id)).length;
    const tally = tallyBacklog();
    const answers = await answersOf(`${number},2025-11-05\n4105022019999999,2025-11-05`, previewSurveys);
    const { lines, refusals, done } = tally.add(answers);
    expect(lines.split('\n').slice(0, 3)).toEqual([
      `${number}: 今日 / today 尚不能确定 INDETERMINATE → 不符合 INELIGIBLE`,
      '  2025-11-05 当日 / on that day: 不符合 INELIGIBLE',
      '  就业 e1 2018-01…2018-12 → 2025-11-05',
    ]);
    expect([refusals, done, tally.isRefused()]).toEqual([
      expect.stringMatching(/^第 3 行 4105022019999999: /),
      2,
      true,
    ]);
    expect(tally.total(true)).toBe(
      '1 户将补录 / households would be set（1 次调查 / surveys，5 行 / rows，0 行副本 / copies），0 户未变 / unchanged，1 户被拒 / refused\n' +
        '今日补录前 / before, today: 尚不能确定 INDETERMINATE 1\n今日补录后 / after, today: 不符合 INELIGIBLE 1\n',
    );
    expect([(await changesOf(id)).length, (await read(id))?.records.surveys]).toEqual([changes, []]);
  });

  test('a row is still known by its key to an act of a day before its survey', async () => {
    const { id, number, given } = await filed(ROWS);
    await answersOf(`${number},2025-11-05`);
    const earlier = { householdId: id, from: DAY(2020, 1, 1) };
    const same = valueOf(await recordHousehold(register.deps, newHousehold(register, given, earlier)));
    expect(same.changeId).toBeNull();
    const other = withRecords(given, { ...ROWS, incomes: [income('i1', '2018-03', '2019-01')] });
    valueOf(await recordHousehold(register.deps, newHousehold(register, other, earlier)));
    const { records = [] } =
      (await register.platform.database.session((sql) => loadHouseholds(sql, register.deps.secrets, [id], 'NOW'))).get(
        id,
      ) ?? {};
    const found = records.filter(({ key }) => key === 'i1');
    const [own] = records.filter(({ kind }) => kind === 'surveys');
    expect(found).toMatchObject([{ surveyId: own?.id, values: { to: month('2019-01') } }]);
  });
});
