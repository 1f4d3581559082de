import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../src/database/ids.ts';
import { insertChange } from '../../../src/database/time/change-log.ts';
import { insertArchiveFile } from '../../../src/registry/file/archive-file.store.ts';
import { storedOf } from '../../support/acts.ts';
import { ask } from '../../support/graph.ts';
import { SERVER } from '../../support/register.ts';
import { LOGIN, type Stepped, stepDesk, TODAY, WAY, type Who } from './step-desk.ts';

let desk: Awaited<ReturnType<typeof stepDesk>>;
beforeAll(async () => {
  desk = await stepDesk(SERVER);
}, 60_000);
afterAll(() => desk.drop());

const codes = ({ problems }: Stepped) => problems.map(({ code, path }) => `${code} ${path}`);

/** Walks a file along the way, up to and with an act. */
async function walk(fileId: string, last: string): Promise<void> {
  for (const [who, act, on, words] of WAY) {
    expect([act, codes(await desk.take(fileId, who, act, on, words))]).toEqual([act, []]);
    if (act === last) return;
  }
}

const FILE = `query ($id: ID!, $asOf: Date) { archiveFile(id: $id, asOf: $asOf) { state category openedOn publicisedOn recordedOn
  closedOn body isSuspended steward { code } nextActs { act body union { code } refusal { code } } steps { number act body on
  actor actorName document until name unit category visitorOne union { code } fromState toState note
  receipt { outcome primaryCategory asOf } } } }`;

interface Shown {
  readonly nextActs:
    | readonly {
        readonly act: string;
        readonly body: string;
        readonly union: { readonly code: string } | null;
        readonly refusal: { readonly code: string } | null;
      }[]
    | null;
  readonly steps: readonly Readonly<Record<string, unknown>>[];
}

const AUTHORS = 'query ($id: ID!) { archiveFile(id: $id) { steps { act note author } } }';

const shown = async (id: string, who: Who = 'clerk', asOf: string | null = null) =>
  (await desk.ask(who, FILE, { id, asOf }))['archiveFile'] as Shown;

describe('the way of a file', () => {
  let file = '';
  beforeAll(async () => {
    file = await desk.opened();
    await walk(file, 'RECORD');
  });

  test('is its time line, with the days, the bodies and the decisions that it rests on', async () => {
    const found = await shown(file);
    expect(found).toMatchObject({
      ...{ state: 'RECORDED', category: 'BELOW_STANDARD_AIDED', openedOn: '2026-03-03', publicisedOn: '2026-03-04' },
      ...{ recordedOn: '2026-03-18', closedOn: null, body: 'FILING', isSuspended: false },
    });
    const line = found.steps.map(({ number, act, body, on, actor }) => [number, act, body, on, actor]);
    expect(line).toEqual([
      [1, 'SURVEY', 'FILING', '2026-03-03', 'clerk'],
      [2, 'PUBLICISE', 'FILING', '2026-03-04', 'clerk'],
      [3, 'CONCLUDE_PUBLICITY', 'FILING', '2026-03-12', 'clerk'],
      [4, 'VERIFY', 'FILING', '2026-03-13', 'clerk'],
      [5, 'REVIEW', 'SUPERIOR', '2026-03-16', 'leaver'],
      [6, 'RECORD', 'CENTRE', '2026-03-18', 'archivist'],
    ]);
    const receipt = { outcome: 'ELIGIBLE', primaryCategory: 'BELOW_STANDARD_AIDED' };
    expect(found.steps[0]).toMatchObject({
      visitorOne: '调查员甲',
      fromState: null,
      toState: 'SURVEYED',
      receipt: null,
    });
    expect(found.steps[1]).toMatchObject({
      ...{
        until: '2026-03-11',
        unit: '机床厂',
        receipt: { ...receipt, asOf: '2026-03-04' },
        union: { code: 'EMPLOYER' },
      },
      ...{ document: '会议纪要〔2026〕1号', category: 'BELOW_STANDARD_AIDED' },
    });
    expect(found.steps[5]).toMatchObject({ receipt: { ...receipt, asOf: '2026-03-18' }, union: { code: 'COUNTY' } });
  });

  test('is told as it was on an earlier day, when nobody can act any more', async () => {
    expect(await shown(file, 'clerk', '2026-03-12')).toMatchObject({
      ...{ state: 'PUBLICISED', recordedOn: null, nextActs: null, body: 'FILING' },
      steps: [{ number: 1 }, { number: 2 }, { number: 3 }],
    });
  });

  test('goes on by the acts that the state allows, each with its body and the reason for which it cannot be taken', async () => {
    const next = (await shown(file)).nextActs?.map(({ act, body, union, refusal }) => {
      return [act, body, union?.code, refusal?.code ?? 'possible'];
    });
    expect(next).toEqual([
      ['LIFT', 'FILING', 'EMPLOYER', 'NOT_OUT_OF_HARDSHIP'],
      ['WITHDRAW', 'FILING', 'EMPLOYER', 'possible'],
      ['SUSPEND', 'FILING', 'EMPLOYER', 'possible'],
      ['RESUME', 'FILING', 'EMPLOYER', 'NOT_SUSPENDED'],
      ['TRANSFER', 'FILING', 'EMPLOYER', 'possible'],
      ['ACCEPT_TRANSFER', 'FILING', 'EMPLOYER', 'NO_TRANSFER'],
      ['REFUSE_TRANSFER', 'FILING', 'EMPLOYER', 'NO_TRANSFER'],
      ['TAKE_CUSTODY', 'CENTRE', 'COUNTY', 'NOT_UNCLAIMED'],
    ]);
  });

  test('no two of its states hold on one day, whatever was done on one day', async () => {
    const other = await desk.opened();
    await walk(other, 'VERIFY');
    for (const [who, act] of [
      ['reviewer', 'REVIEW'],
      ['archivist', 'RETURN'],
      ['clerk', 'VERIFY'],
    ] as const) {
      expect(codes(await desk.take(other, who, act, '2026-03-16', { note: '材料不齐' }))).toEqual([]);
    }
    const spans = await desk.register.asOwner(
      `select state, valid_from::text as from, valid_to::text as to from archive_file_version
       where anchor_id = $1 and superseded_in is null order by valid_from`,
      [other],
    );
    expect(spans).toEqual([
      { state: 'SURVEYED', from: '2026-03-03', to: '2026-03-04' },
      { state: 'PUBLICISED', from: '2026-03-04', to: '2026-03-13' },
      { state: 'VERIFIED', from: '2026-03-13', to: '2026-03-16' },
      { state: 'VERIFIED', from: '2026-03-16', to: null },
    ]);
  });
});

describe('what is refused', () => {
  test('a file is opened as visited on the day of a visit alone', async () => {
    const household = await desk.eligible();
    expect((await desk.open(household, { on: '2026-03-04' })).problems).toMatchObject([
      { code: 'NO_SURVEY_OF_THE_STEP', path: 'on' },
    ]);
    expect((await desk.open(household, { on: '2026-03-04', state: 'APPLIED' })).problems).toEqual([]);
  });

  test('a step is refused by the first reason, with its path, and nothing is written', async () => {
    const file = await desk.opened();
    const on = '2026-03-05';
    const document = '纪要';
    const steps: readonly (readonly [refusal: string, who: Who, act: string, on: string, over: object])[] = [
      ['NO_SUCH_ARCHIVE_FILE fileId', 'clerk', 'VERIFY', on, { fileId: newId() }],
      ['PAST_VIEW fileId', 'clerk', 'VERIFY', on, { fileId: `${file}@2026-03-03` }],
      ['NO_SUCH_UNION union', 'clerk', 'PUBLICISE', on, { union: 'NOWHERE' }],
      ['NO_SUCH_UNION union', 'archivist', 'REFUSE', on, { union: 'NOWHERE', fileId: newId() }],
      ['NO_SUCH_UNION confirmation.union', 'clerk', 'PUBLICISE', on, { confirmation: { union: 'NOWHERE', document } }],
      ['NOT_A_CENTRE confirmation.union', 'clerk', 'PUBLICISE', on, { confirmation: { union: 'EMPLOYER', document } }],
      ['STEPPED_MEANWHILE afterStep', 'clerk', 'PUBLICISE', on, { afterStep: 0 }],
      ['STEPPED_MEANWHILE afterStep', 'clerk', 'PUBLICISE', on, { afterStep: 2 }],
      ['NOT_IN_THIS_STATE act', 'clerk', 'VERIFY', on, {}],
      ['NOT_THIS_BODY body', 'archivist', 'PUBLICISE', on, {}],
      ['NOT_THE_UNION_OF_THE_STEP union', 'clerk', 'PUBLICISE', on, { union: 'COUNTY' }],
      ['AFTER_TODAY on', 'clerk', 'PUBLICISE', '2026-07-01', {}],
      ['BEFORE_LAST_STEP on', 'clerk', 'PUBLICISE', '2026-03-02', {}],
      ['PROVISIONAL_STANDARD act', 'clerk', 'PUBLICISE', on, { document }],
      ['DOCUMENT_REQUIRED document', 'clerk', 'PUBLICISE', on, { ...WAY[0]?.[3], document: ' ' }],
      ['PUBLICITY_TOO_SHORT until', 'clerk', 'PUBLICISE', on, { ...WAY[0]?.[3], until: '2026-03-11' }],
      ['ENDS_ON_A_DAY_OFF until', 'clerk', 'PUBLICISE', on, { ...WAY[0]?.[3], until: '2026-03-14' }],
      ['NOT_OF_THIS_ACT until', 'clerk', 'REFUSE', on, { document, findings: ['不符'], until: '2026-03-14' }],
      ['FINDINGS_REQUIRED findings', 'clerk', 'REFUSE', on, { document }],
      [
        'ONLY_FOR_RECORDED reason',
        'clerk',
        'WITHDRAW',
        on,
        { document, notice: '通知', proof: '证明', reason: 'CONCEALMENT' },
      ],
      ['REASON_REQUIRED reason', 'clerk', 'WITHDRAW', on, { document, notice: '通知', proof: '证明' }],
    ];
    const before = await shown(file);
    for (const [refusal, who, act, day, over] of steps) {
      const answer = await desk.take(file, who, act, day, over);
      expect([act, over, codes(answer), answer.file]).toEqual([act, over, [refusal], null]);
    }
    expect(await shown(file)).toEqual(before);
  });

  test('what is no longer decided as eligible is not publicised, and the reason is why nothing is decided', async () => {
    const { file } = await desk.open(await desk.eligible(), { level: 'MUNICIPAL' });
    const answer = await desk.take(file?.id ?? '', 'clerk', 'PUBLICISE', '2026-03-04', WAY[0]?.[3]);
    expect(codes(answer)).toEqual(['NO_PROFILE act']);
  });

  test('nobody acts on the file of their own household', async () => {
    const household = await desk.eligible();
    const { file } = await desk.open(household);
    const [member] = (await storedOf(desk.register.deps, household)).persons.keys();
    await desk.register.platform.database.transaction(async (sql) => {
      const by = { actorId: desk.ids['admin'] ?? '', purpose: '测试' };
      const changeId = await insertChange(sql, by, 'LINK_WORKER', 'PERSON', member ?? '');
      await sql.query(
        `insert into worker_login_version (anchor_id, valid_from, issuer, subject, recorded_in) values ($1, '2026-01-01', $2, $3, $4)`,
        [member, LOGIN.issuer, LOGIN.subject, changeId],
      );
    });
    await walk(file?.id ?? '', 'VERIFY');
    expect(codes(await desk.take(file?.id ?? '', 'kin', 'REVIEW', '2026-03-16'))).toEqual(['OWN_FILE actorId']);
  });
});

describe('two people', () => {
  test('of two who step one file at once one wins, and the other is told by whom', async () => {
    const file = await desk.opened();
    await walk(file, 'VERIFY');
    const answers = await Promise.all([
      desk.take(file, 'reviewer', 'REVIEW', '2026-03-16', { afterStep: 4 }),
      desk.take(file, 'secondReviewer', 'RETURN', '2026-03-16', { afterStep: 4, note: '材料不齐' }),
    ]);
    const [won, lost] = answers.toSorted((one, other) => one.problems.length - other.problems.length);
    expect(won?.problems).toEqual([]);
    expect(lost?.problems).toMatchObject([{ code: 'STEPPED_MEANWHILE', path: 'afterStep' }]);
    expect(lost?.problems[0]?.zh).toMatch(/：(leaver|statistician)（上级工会）2026-03-16 (复核|退回)$/);
    expect((await shown(file)).steps).toHaveLength(5);
  });

  test('the same request under its key is one step', async () => {
    const file = await desk.opened();
    const request = { ...WAY[0]?.[3], afterStep: 1, idempotencyKey: `publicise ${file}` };
    const first = await desk.take(file, 'clerk', 'PUBLICISE', '2026-03-04', request);
    const again = await desk.take(file, 'clerk', 'PUBLICISE', '2026-03-04', request);
    expect([first.problems, again]).toEqual([[], first]);
  });

  test('an objection is settled by another person, and the filing union does not learn whose it is', async () => {
    const file = await desk.opened();
    await walk(file, 'PUBLICISE');
    const objection = { note: '另有住房', author: '赵邻居', receivedOn: '2026-03-06' };
    const { stepId } = await desk.take(file, 'reviewer', 'OBJECT', '2026-03-09', objection);
    const settle = (who: Who, over: object = {}) =>
      desk.take(file, who, 'SETTLE_OBJECTION', '2026-03-10', {
        note: '查无',
        outcome: 'DISMISSED',
        objectionId: stepId,
        ...over,
      });
    expect(codes(await settle('clerk'))).toEqual(['ANOTHER_PERSON actorId']);
    expect(codes(await settle('reviewer', { outcome: null }))).toEqual(['OUTCOME_REQUIRED outcome']);
    expect(codes(await settle('reviewer', { objectionId: newId() }))).toEqual(['NO_SUCH_OBJECTION objectionId']);
    expect(codes(await settle('reviewer'))).toEqual([]);
    const seenBy = async (who: Who) => {
      const asked = { viewer: desk.viewerOf(who), today: TODAY, variables: { id: file } };
      const { result } = await ask(desk.register.platform, AUTHORS, asked);
      const found = result.data?.['archiveFile'] as { readonly steps: readonly object[] };
      return { ...found.steps[2], refused: result.errors?.[0]?.extensions['code'] };
    };
    const hidden = { act: 'OBJECT', note: '另有住房', author: null, refused: 'FORBIDDEN' };
    expect(await seenBy('clerk')).toEqual(hidden);
    expect(await seenBy('archivist')).toEqual(hidden);
    expect(await seenBy('reviewer')).toEqual({ ...hidden, author: '赵邻居', refused: undefined });
  });
});

describe('what comes before and after', () => {
  test('a file of before goes on from the state that is on record, and no further than is known of it', async () => {
    const household = await desk.eligible();
    const { dataKey } = await storedOf(desk.register.deps, household);
    const id = newId();
    await desk.register.platform.database.transaction(async (sql) => {
      const by = { actorId: desk.ids['admin'] ?? '', purpose: '测试' };
      const changeId = await insertChange(sql, by, 'OPEN_FILE', 'HOUSEHOLD', household);
      const state = {
        level: 'NATIONAL',
        category: null,
        hardshipClass: null,
        state: 'VERIFIED',
        reason: '旧档',
      } as const;
      const file = { id, householdId: household, householdKey: dataKey, number: '4105022025999999', changeId, state };
      await insertArchiveFile(sql, { ...file, stewardId: desk.ids['employer'] ?? '', from: '2025-05-01' });
    });
    expect(await shown(id)).toMatchObject({ state: 'VERIFIED', body: 'SUPERIOR', openedOn: '2025-05-01', steps: [] });
    expect(codes(await desk.take(id, 'reviewer', 'RETURN', '2025-04-30', { note: '须公示' }))).toEqual([
      'BEFORE_LAST_STEP on',
    ]);
    expect(codes(await desk.take(id, 'reviewer', 'REVIEW', '2026-03-16'))).toEqual(['PUBLICISE_AGAIN act']);
    expect(codes(await desk.take(id, 'reviewer', 'RETURN', '2026-03-03', { note: '须公示' }))).toEqual([]);
    await walk(id, 'PUBLICISE');
    expect(await shown(id)).toMatchObject({
      ...{ state: 'PUBLICISED', category: 'BELOW_STANDARD_AIDED' },
      steps: [{ number: 1, fromState: 'VERIFIED', toState: 'RETURNED', note: '须公示' }, { number: 2 }],
    });
  });

  test('a household whose file was refused may have another one, and an appeal does not give it two', async () => {
    const household = await desk.eligible();
    const { file } = await desk.open(household);
    const first = file?.id ?? '';
    const refused = { document: '不予建档〔2026〕1号', findings: ['TWO_DWELLINGS', '第六条'] };
    expect(codes(await desk.take(first, 'clerk', 'REFUSE', '2026-03-05', refused))).toEqual([]);
    expect(await shown(first)).toMatchObject({ state: 'REFUSED', closedOn: '2026-03-05' });
    const [index] = await desk.register.asOwner('select file_id from household_index where household_id = $1', [
      household,
    ]);
    expect(index).toEqual({ file_id: null });
    const second = (await desk.open(household, { on: '2026-03-06', state: 'APPLIED' })).file?.id ?? '';
    expect(codes(await desk.take(first, 'reviewer', 'APPEAL', '2026-03-09', { note: '不服' }))).toEqual([]);
    const decide = () =>
      desk.take(first, 'secondReviewer', 'DECIDE_APPEAL', '2026-03-10', {
        document: '申诉〔2026〕1号',
        note: '属实',
        outcome: 'UPHELD',
      });
    expect(codes(await decide())).toEqual(['ALREADY_HAS_A_FILE act']);
    expect(await shown(first)).toMatchObject({ state: 'REFUSED', body: 'SUPERIOR' });
    const withdrawn = { document: '注销〔2026〕1号', notice: '通知', proof: '申请', reason: 'SECOND_FILE' };
    expect(codes(await desk.take(second, 'clerk', 'WITHDRAW', '2026-03-10', withdrawn))).toEqual([]);
    expect(codes(await decide())).toEqual([]);
    expect(await shown(first)).toMatchObject({ state: 'SURVEYED', closedOn: null, body: 'FILING' });
  });
});

test('files are listed by the body that has them in hand, also while an appeal is open, and by what stands still', async () => {
  const listed = async (filter: string) => {
    const source = `query { archiveFiles(first: 200, filter: { ${filter} }) { totalCount nodes { id state body } } }`;
    return (await desk.ask('archivist', source))['archiveFiles'] as {
      readonly totalCount: number;
      readonly nodes: readonly { readonly id: string; readonly body: string }[];
    };
  };
  const file = await desk.opened();
  const refused = { document: '不予建档〔2026〕2号', findings: ['第六条'] };
  expect(codes(await desk.take(file, 'clerk', 'REFUSE', '2026-06-05', refused))).toEqual([]);
  expect(codes(await desk.take(file, 'reviewer', 'APPEAL', '2026-06-09', { note: '不服' }))).toEqual([]);
  const all = await listed('');
  for (const body of ['FILING', 'SUPERIOR', 'CENTRE']) {
    const own = all.nodes.filter((one) => one.body === body).map(({ id }) => id);
    expect(await listed(`body: ${body}`)).toMatchObject({ totalCount: own.length, nodes: own.map((id) => ({ id })) });
  }
  expect((await listed('body: SUPERIOR, state: REFUSED')).nodes.map(({ id }) => id)).toContain(file);
  const still = async (day: string) =>
    (await listed(`inStateBefore: "${day}", state: REFUSED`)).nodes.map(({ id }) => id);
  expect([(await still('2026-06-05')).includes(file), (await still('2026-06-06')).includes(file)]).toEqual([
    false,
    true,
  ]);
});
