import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../../src/access/viewer.ts';
import type { RegisterHousehold } from '../../../src/registry/kinds.ts';
import { toMonth } from '../../../src/kernel/calendar.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import { ask, viewerWith } from '../../support/graph.ts';
import { DAY, record } from '../../support/register-household.ts';
import { sealAll, SERVER } from '../../support/register.ts';
import { type Stepped, stepDesk, TODAY, WAY, type Who } from './step-desk.ts';

/** How a file that is recorded goes on and ends, and who learns whose objection to its publicity was. */

let desk: Awaited<ReturnType<typeof stepDesk>>;
beforeAll(async () => {
  desk = await stepDesk(SERVER);
}, 60_000);
afterAll(() => desk.drop());

const codes = ({ problems }: Stepped) => problems.map(({ code, path }) => `${code} ${path}`);

/** Takes the steps of a way up to and with an act; none may be refused. */
async function walk(fileId: string, last: string): Promise<void> {
  for (const [who, act, on, words] of WAY.slice(0, WAY.findIndex(([, act]) => act === last) + 1)) {
    expect([act, codes(await desk.take(fileId, who, act, on, words))]).toEqual([act, []]);
  }
}

/** A file that is recorded on 2026-03-18. */
async function recorded(records: Partial<RegisterHousehold['records']> = {}): Promise<string> {
  const fileId = await desk.opened(records);
  await walk(fileId, 'RECORD');
  return fileId;
}

const FILE = `query ($id: ID!) { archiveFile(id: $id) { state recordedOn closedOn isSuspended body
  steps { number act body on note document notice proof withdrawalReason recoverFrom } } }`;

const shown = async (id: string) =>
  (await desk.ask('clerk', FILE, { id }))['archiveFile'] as {
    readonly steps: readonly Readonly<Record<string, unknown>>[];
  };

/** Recognised until the end of April with high costs of illness; a wage of 1,500 yuan a month since 2025, for one person. */
function wageOf1500(): Partial<RegisterHousehold['records']> {
  const year = { from: toMonth(2025, 3), to: toMonth(2026, 2) };
  return {
    employment: [record('employment', 'e', 'm1', { status: 'EMPLOYED', from: toMonth(2025, 1) })],
    incomes: [
      record('incomes', 'i', 'm1', {
        ...year,
        kind: 'WAGE',
        relief: false,
        verified: true,
        amountFen: asFen(1_800_000),
      }),
    ],
    expenses: [
      record('expenses', 'x', 'm1', { ...year, kind: 'ILLNESS', amountFen: asFen(1_500_000), reimbursedFen: asFen(0) }),
    ],
    dibao: [record('dibao', 'd', null, { from: DAY(2025, 1, 1), to: DAY(2026, 4, 30) })],
  };
}

const PAPERS = { document: '审批〔2026〕1号', notice: '通知〔2026〕1号', proof: '入户核查表' };

describe('a recorded file ends', () => {
  test('by 脱困撤档 where it is out of hardship, with its notice delivered once', async () => {
    const file = await recorded(wageOf1500());
    const lift = (on: string, over: object = {}) => desk.take(file, 'clerk', 'LIFT', on, { ...PAPERS, ...over });
    expect(codes(await lift('2026-04-30'))).toEqual(['NOT_OUT_OF_HARDSHIP act']);
    expect(codes(await lift('2026-05-06', { proof: null }))).toEqual(['PROOF_REQUIRED proof']);
    expect(codes(await lift('2026-05-06', { notice: ' ' }))).toEqual(['NOTICE_REQUIRED notice']);
    expect(codes(await lift('2026-05-06'))).toEqual([]);
    const deliver = (on: string) => desk.take(file, 'clerk', 'DELIVER_NOTICE', on, { note: '本人签收' });
    expect(codes(await deliver('2026-05-05'))).toEqual(['BEFORE_LAST_STEP on']);
    expect(codes(await deliver('2026-05-08'))).toEqual([]);
    expect(codes(await deliver('2026-05-09'))).toEqual(['DELIVERED_ALREADY act']);
    const found = await shown(file);
    expect(found).toMatchObject({ state: 'LIFTED', recordedOn: '2026-03-18', closedOn: '2026-05-06' });
    expect(found.steps.slice(6)).toMatchObject([
      { act: 'LIFT', on: '2026-05-06', ...PAPERS, withdrawalReason: null },
      { act: 'DELIVER_NOTICE', on: '2026-05-08', note: '本人签收', proof: null },
    ]);
  });

  test('by 注销 for concealment, with its proof and the day from which payments are recovered', async () => {
    const file = await recorded();
    const withdraw = (over: object) =>
      desk.take(file, 'clerk', 'WITHDRAW', '2026-05-06', { ...PAPERS, reason: 'CONCEALMENT', ...over });
    expect(codes(await withdraw({}))).toEqual(['RECOVERY_DAY recoverFrom']);
    expect(codes(await withdraw({ recoverFrom: '2026-05-07' }))).toEqual(['RECOVERY_DAY recoverFrom']);
    expect(codes(await withdraw({ recoverFrom: '2026-03-18', proof: null }))).toEqual(['PROOF_REQUIRED proof']);
    expect(codes(await withdraw({ recoverFrom: '2026-03-18' }))).toEqual([]);
    const found = await shown(file);
    expect(found).toMatchObject({ state: 'WITHDRAWN', closedOn: '2026-05-06' });
    expect(found.steps.at(-1)).toMatchObject({
      ...{ act: 'WITHDRAW', withdrawalReason: 'CONCEALMENT', recoverFrom: '2026-03-18', ...PAPERS },
    });
  });
});

test('payments are suspended by the centre and resumed by the filing union, and the file stays recorded', async () => {
  const file = await recorded();
  const take = (who: Who, act: string, on: string, note: string | null) => desk.take(file, who, act, on, { note });
  expect(codes(await take('clerk', 'RESUME', '2026-04-01', '查清'))).toEqual(['NOT_SUSPENDED act']);
  expect(codes(await take('reviewer', 'SUSPEND', '2026-04-01', '待查'))).toEqual(['NOT_THIS_BODY body']);
  expect(codes(await take('archivist', 'SUSPEND', '2026-04-01', null))).toEqual(['REASON_REQUIRED note']);
  expect(codes(await take('archivist', 'SUSPEND', '2026-04-01', '待查'))).toEqual([]);
  expect(codes(await take('clerk', 'SUSPEND', '2026-04-02', '待查'))).toEqual(['SUSPENDED_ALREADY act']);
  expect(await shown(file)).toMatchObject({ state: 'RECORDED', isSuspended: true, closedOn: null, body: 'FILING' });
  expect(codes(await take('clerk', 'RESUME', '2026-04-15', '查清'))).toEqual([]);
  expect(await shown(file)).toMatchObject({ state: 'RECORDED', isSuspended: false, recordedOn: '2026-03-18' });
});

describe('whose objection it was', () => {
  const SEEN = `query ($id: ID!) { archiveFile(id: $id) { steps { act note author withheld }
    history { nodes { action facts { kind fields { field newText } } } } } }`;

  interface Told {
    readonly steps: readonly { readonly act: string; readonly note: string; readonly author: string | null }[];
    readonly history: {
      readonly nodes: readonly {
        readonly facts: readonly {
          readonly kind: string;
          readonly fields: readonly { readonly field: string; readonly newText: string | null }[];
        }[];
      }[];
    };
  }

  /** What a viewer learns of the objection to a publicity: from the steps, and from the changes in the history. */
  async function told(fileId: string, viewer: Viewer) {
    const { result } = await ask(desk.register.platform, SEEN, { viewer, today: TODAY, variables: { id: fileId } });
    const found = result.data?.['archiveFile'] as Told;
    const fields = found.history.nodes.flatMap(({ facts }) => facts.flatMap((fact) => fact.fields));
    const objection = found.steps.find(({ act }) => act === 'OBJECT');
    return {
      ...{ note: objection?.note, author: objection?.author, refused: result.errors?.[0]?.extensions['code'] },
      changes: fields.filter(({ field }) => field === 'author').map(({ newText }) => newText),
      notes: fields.some(({ newText }) => newText === '另有住房'),
    };
  }

  const at = (union: string, role: Parameters<typeof viewerWith>[0] = 'SUPERIOR_REVIEWER', purpose = '办理') =>
    viewerWith(role, desk.ids[union] ?? '', purpose);
  const HIDDEN = { note: '另有住房', author: null, refused: 'FORBIDDEN', changes: [], notes: true };
  const TOLD = { ...HIDDEN, author: '赵邻居', refused: undefined, changes: ['赵邻居'] };

  /** A neighbour objects to the publicity of a file; the superior union takes it down. */
  async function objected(fileId: string, filing: string, superior: string): Promise<void> {
    const publicity = { ...WAY[0]?.[3], union: filing };
    expect(codes(await desk.take(fileId, 'clerk', 'PUBLICISE', '2026-03-04', publicity))).toEqual([]);
    const objection = { note: '另有住房', author: '赵邻居', receivedOn: '2026-03-06', union: superior };
    expect(codes(await desk.take(fileId, 'secondReviewer', 'OBJECT', '2026-03-09', objection))).toEqual([]);
    await sealAll(desk.register.platform.database);
  }

  test('is told by a grant above the filing union alone, in its steps and in its history', async () => {
    const file = await desk.opened();
    await objected(file, 'EMPLOYER', 'COUNTY');
    expect(await told(file, at('employer'))).toEqual(HIDDEN);
    expect(await told(file, at('county', 'UNION_CLERK'))).toEqual(HIDDEN);
    expect(await told(file, at('county'))).toEqual(TOLD);
    expect(await told(file, at('city'))).toEqual(TOLD);
    const auditor = { ...TOLD, note: null, author: null, changes: [], notes: false };
    expect(await told(file, at('county', 'AUDITOR'))).toEqual(auditor);
    expect(await told(file, at('employer', 'AUDITOR'))).toEqual({ ...auditor, refused: 'FORBIDDEN' });
  });

  test('is not told to the union that filed, also where another one files the household now', async () => {
    const household = await desk.eligible();
    const file = (await desk.open(household, { union: 'COUNTY' })).file?.id ?? '';
    await objected(file, 'COUNTY', 'CITY');
    const refused = { document: '不予建档〔2026〕3号', findings: ['第六条'], union: 'COUNTY' };
    const settled = { union: 'CITY', note: '属实', outcome: 'UPHELD', objectionId: await objectionOf(file) };
    expect(codes(await desk.take(file, 'secondReviewer', 'SETTLE_OBJECTION', '2026-03-10', settled))).toEqual([]);
    expect(codes(await desk.take(file, 'clerk', 'REFUSE', '2026-03-10', refused))).toEqual([]);
    expect((await desk.open(household, { on: '2026-03-11', state: 'APPLIED' })).problems).toEqual([]);
    await sealAll(desk.register.platform.database);
    expect(await told(file, at('county'))).toEqual(HIDDEN);
    expect(await told(file, at('city'))).toEqual(TOLD);
  });

  async function objectionOf(fileId: string): Promise<unknown> {
    const [row] = await desk.register.asOwner(
      "select id from archive_file_step where file_id = $1 and act = 'OBJECT'",
      [fileId],
    );
    return row?.['id'];
  }
});

describe('解困 and 返困', () => {
  const MARKS = `query ($id: ID!, $asOf: Date) { archiveFile(id: $id, asOf: $asOf) { marks former { marks } } }`;
  const marked = async (id: string, asOf: string | null = null) =>
    (await desk.ask('clerk', MARKS, { id, asOf }))['archiveFile'];
  const listed = async (mark: string) => {
    await sealAll(desk.register.platform.database);
    const source = `{ archiveFiles(first: 50, filter: { mark: ${mark} }) { nodes { id } } }`;
    const { nodes } = (await desk.ask('clerk', source))['archiveFiles'] as {
      nodes: readonly { readonly id: string }[];
    };
    return nodes.map(({ id }) => id);
  };
  const openAgain = async (fileId: string) => {
    const [row] = await desk.register.asOwner('select household_id as id from archive_file where id = $1', [fileId]);
    const { file, problems } = await desk.open(String(row?.['id']), { on: '2026-06-01', state: 'APPLIED' });
    expect(problems).toEqual([]);
    return file?.id ?? '';
  };

  test('are marked on the file that was lifted, and on one that was opened since', async () => {
    const file = await recorded(wageOf1500());
    expect(codes(await desk.take(file, 'clerk', 'LIFT', '2026-05-06', PAPERS))).toEqual([]);
    expect(await marked(file)).toEqual({ marks: ['LIFTED'], former: null });
    expect(await marked(file, '2026-05-05')).toEqual({ marks: [], former: null });
    const again = await openAgain(file);
    expect(await marked(again)).toEqual({ marks: ['CAME_BACK'], former: { marks: ['LIFTED'] } });
    expect(await listed('LIFTED')).toContain(file);
    expect([(await listed('LIFTED')).includes(again), (await listed('CAME_BACK')).includes(file)]).toEqual([
      false,
      false,
    ]);
    expect(await listed('CAME_BACK')).toEqual([again]);
  });

  test('are not of a household whose former file was withdrawn', async () => {
    const file = await recorded();
    const own = { ...PAPERS, reason: 'OWN_WISH' };
    expect(codes(await desk.take(file, 'clerk', 'WITHDRAW', '2026-05-06', own))).toEqual([]);
    const again = await openAgain(file);
    expect(await marked(again)).toEqual({ marks: [], former: { marks: [] } });
    expect(await listed('CAME_BACK')).not.toContain(again);
  });
});
