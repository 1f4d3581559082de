import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toMonth } from '../../../src/kernel/calendar.ts';
import { record } from '../../support/register-household.ts';
import { sealAll, SERVER } from '../../support/register.ts';
import { runs } from '../../support/runs.ts';
import { unionSettler } from '../../support/union-changes.ts';
import { type Stepped, stepDesk, WAY, type Who } from './step-desk.ts';

/** How files go to another union or into custody when a unit is dissolved (Article 17), over the graph. */

let desk: Awaited<ReturnType<typeof stepDesk>>;
beforeAll(async () => {
  desk = await stepDesk(SERVER);
}, 60_000);
afterAll(() => desk.drop());

const codes = ({ problems }: Stepped) => problems.map(({ code, path }) => `${code} ${path}`);

const ON = '2026-03-05';
const PAPER = { document: '移交清单〔2026〕1号' };
const offer = (fileId: string, to: string, over: object = {}) =>
  desk.take(fileId, 'clerk', 'TRANSFER', ON, { document: '撤销〔2026〕1号', to, ...over });
const accept = (fileId: string, over: object = {}) =>
  desk.take(fileId, 'receiver', 'ACCEPT_TRANSFER', ON, { ...PAPER, ...over });
const custody = (fileId: string) => desk.take(fileId, 'archivist', 'TAKE_CUSTODY', ON, { document: '代管〔2026〕1号' });

const FILE = `query ($id: ID!, $asOf: Date) { archiveFile(id: $id, asOf: $asOf) { steward { code } offeredTo { code } body state
  nextActs { act union { code } refusal { code } }
  steps { act on document union { code } toUnion { code } } } }`;
const shown = async (id: string, who: Who = 'clerk', asOf: string | null = null) =>
  (await desk.ask(who, FILE, { id, asOf }))['archiveFile'];

test('a file is offered by one union, stays with it, and goes to the other one with a signed list', async () => {
  const file = await desk.opened();
  expect(codes(await offer(file, 'FOUNDRY'))).toEqual([]);
  expect(await shown(file)).toMatchObject({
    ...{ steward: { code: 'EMPLOYER' }, offeredTo: { code: 'FOUNDRY' }, body: 'FILING', state: 'SURVEYED' },
    nextActs: expect.arrayContaining([{ act: 'ACCEPT_TRANSFER', union: { code: 'FOUNDRY' }, refusal: null }]),
    steps: [{}, { act: 'TRANSFER', union: { code: 'EMPLOYER' }, toUnion: { code: 'FOUNDRY' } }],
  });
  expect(await shown(file, 'receiver')).toBeNull();
  expect(codes(await offer(file, 'FOUNDRY'))).toEqual(['OFFERED_ALREADY to']);
  const own = { ...PAPER, union: 'FOUNDRY' };
  expect(codes(await desk.take(file, 'clerk', 'ACCEPT_TRANSFER', ON, own))).toEqual(['ANOTHER_PERSON actorId']);
  expect(codes(await accept(file, { document: ' ' }))).toEqual(['DOCUMENT_REQUIRED document']);
  expect(codes(await accept(file))).toEqual([]);
  expect(await shown(file, 'receiver')).toMatchObject({
    ...{ steward: { code: 'FOUNDRY' }, offeredTo: null, body: 'FILING', state: 'SURVEYED' },
    steps: [{}, {}, { act: 'ACCEPT_TRANSFER', on: ON, ...PAPER, union: { code: 'FOUNDRY' } }],
  });
  expect(await shown(file, 'clerk', '2026-03-04')).toMatchObject({ steward: { code: 'EMPLOYER' } });
  expect(codes(await accept(file))).toEqual(['NO_TRANSFER act']);
  const publicity = { ...WAY[0]?.[3], union: 'FOUNDRY' };
  expect(codes(await desk.take(file, 'receiver', 'PUBLICISE', ON, publicity))).toEqual([]);
});

test('it is refused with a reason, and then the centre above may take it, but not before', async () => {
  const file = await desk.opened();
  const refuse = (note: string | null) => desk.take(file, 'receiver', 'REFUSE_TRANSFER', ON, { note });
  expect(codes(await custody(file))).toEqual(['NOT_UNCLAIMED act']);
  expect(codes(await refuse('非本单位职工'))).toEqual(['NO_SUCH_ARCHIVE_FILE fileId']);
  await offer(file, 'FOUNDRY');
  expect(codes(await custody(file))).toEqual(['NOT_UNCLAIMED act']);
  expect(codes(await refuse(null))).toEqual(['REASON_REQUIRED note']);
  expect(codes(await refuse('非本单位职工'))).toEqual([]);
  expect(await shown(file)).toMatchObject({ steward: { code: 'EMPLOYER' }, offeredTo: null });
  expect(codes(await accept(file))).toEqual(['NO_SUCH_ARCHIVE_FILE fileId']);
  expect(codes(await custody(file))).toEqual([]);
  expect(await shown(file)).toMatchObject({ steward: { code: 'COUNTY' }, body: 'FILING' });
  expect(codes(await custody(file))).toEqual(['NOT_UNCLAIMED act']);
});

describe('a transfer', () => {
  test('goes to no union that is none, is the same, or does not file for the worker', async () => {
    const flexible = { employment: [record('employment', 'e', 'm1', { status: 'FLEXIBLE', from: toMonth(2025, 1) })] };
    const { file } = await desk.open(await desk.eligible(flexible), { union: 'COUNTY' });
    const id = file?.id ?? '';
    const byCounty = { union: 'COUNTY' };
    expect(codes(await offer(id, 'FOUNDRY', byCounty))).toEqual(['NOT_THE_FILING_UNION to']);
    expect(codes(await offer(id, 'COUNTY', byCounty))).toEqual(['TRANSFER_TO_ITSELF to']);
    expect(codes(await offer(id, 'NOWHERE', byCounty))).toEqual(['NO_SUCH_UNION to']);
    expect(codes(await offer(id, 'FOUNDRY', { ...byCounty, to: null }))).toEqual(['NO_SUCH_UNION to']);
    expect(codes(await desk.take(id, 'clerk', 'REFUSE', ON, { to: 'FOUNDRY', ...byCounty }))).toEqual([
      'NOT_OF_THIS_ACT to',
    ]);
  });

  test('is not accepted while the file is publicised or under review, nor after another step', async () => {
    const file = await desk.opened();
    await offer(file, 'FOUNDRY', { on: '2026-03-04' });
    for (const [who, act, on, words] of WAY.slice(0, 3)) {
      expect(codes(await desk.take(file, who, act, on, words))).toEqual([]);
      expect(codes(await accept(file, { on: '2026-03-16' }))).toEqual(['NOT_IN_THIS_STATE act']);
    }
    await desk.take(file, 'reviewer', 'RETURN', '2026-03-16', { note: '材料不全' });
    expect(codes(await accept(file, { on: '2026-03-16', afterStep: 4 }))).toEqual(['STEPPED_MEANWHILE afterStep']);
    expect(codes(await accept(file, { on: '2026-03-16' }))).toEqual([]);
  });

  test('is accepted once, also where two do so at once', async () => {
    const file = await desk.opened();
    await offer(file, 'FOUNDRY');
    // Both saw the offer as the last step: the loser is told of the other, whenever it comes.
    const both = await Promise.all([accept(file, { afterStep: 2 }), accept(file, { afterStep: 2 })]);
    expect(both.flatMap(codes)).toEqual(['STEPPED_MEANWHILE afterStep']);
  });
});

const UNIONS = fc.constantFrom('EMPLOYER', 'FOUNDRY', 'COUNTY');
const answer = fc.record({ who: fc.constantFrom<Who>('clerk', 'receiver'), union: UNIONS });
/** Who tries what for which union; mostly what may be possible. */
const ATTEMPT = fc.oneof(
  fc.record({
    who: fc.constant<Who>('clerk'),
    union: UNIONS,
    act: fc.constant('TRANSFER'),
    words: fc.record({ to: UNIONS }),
  }),
  answer.map((by) => ({ ...by, act: 'ACCEPT_TRANSFER', words: {} })),
  answer.map((by) => ({ ...by, act: 'REFUSE_TRANSFER', words: { note: '非本单位职工' } })),
  fc.constant({ who: 'archivist' as const, union: 'COUNTY', act: 'TAKE_CUSTODY', words: {} }),
);

/** The days of a file on which no union keeps it, or more than one. */
const unkept = (file: string) =>
  desk.register.asOwner(
    `select day from generate_series(date '2026-03-03', date '2026-06-30', interval '1 day') as day
     where (select count(*) from stewardship s where s.anchor_id = $1 and s.superseded_in is null
       and s.valid_from <= day and (s.valid_to is null or day < s.valid_to)) <> 1`,
    [file],
  );

test('a file is kept by one union on every day, whoever tries what', async () => {
  const taken = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(ATTEMPT, { minLength: 8, maxLength: 12 }), async (attempts) => {
      const file = await desk.opened();
      let keeper = 'EMPLOYER';
      for (const { who, act, union, words } of attempts) {
        const { stepId } = await desk.take(file, who, act, ON, { ...PAPER, union, ...words });
        if (stepId !== null) taken.set(act, (taken.get(act) ?? 0) + 1);
        if (stepId !== null && TAKEOVERS.includes(act)) keeper = union;
        expect(await shown(file)).toMatchObject({ steward: { code: keeper }, body: 'FILING' });
      }
      expect(await unkept(file)).toEqual([]);
    }),
    runs(6, 200),
  );
  expect(taken.get('TRANSFER')).toBeGreaterThan(0);
});

const TAKEOVERS: readonly string[] = ['ACCEPT_TRANSFER', 'TAKE_CUSTODY'];

test('a union that is dissolved in the middle: the other one accepts, or the centre takes the file', async () => {
  const [offered, left] = [await desk.opened(), await desk.opened()];
  await offer(offered, 'FOUNDRY');
  await sealAll(desk.register.platform.database);
  const settle = await unionSettler(desk.register);
  await settle({ kind: 'DISSOLVE', union: 'employer', from: '2026-06-01' });
  const on = '2026-06-02';
  expect(codes(await offer(left, 'FOUNDRY', { on }))).toEqual(['UNION_DISSOLVED union']);
  expect(codes(await accept(offered, { on }))).toEqual([]);
  expect(await shown(offered)).toMatchObject({ steward: { code: 'FOUNDRY' } });
  expect(codes(await desk.take(left, 'archivist', 'TAKE_CUSTODY', on, { document: '代管〔2026〕2号' }))).toEqual([]);
  expect(await shown(left)).toMatchObject({ steward: { code: 'COUNTY' } });
  expect(codes(await offer(left, 'EMPLOYER', { on, union: 'COUNTY' }))).toEqual(['UNION_DISSOLVED to']);
});
