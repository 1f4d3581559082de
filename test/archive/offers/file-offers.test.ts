import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stepFilesJob } from '../../../src/archive/batches/step-files.ts';
import { ask } from '../../support/graph.ts';
import { sealAll, SERVER } from '../../support/register.ts';
import { stepDesk, TODAY, WAY, type Stepped, type Who } from '../procedure/step-desk.ts';

/** What a union sees of the files that are offered to it (Article 17), and how many go to it at once. */

let desk: Awaited<ReturnType<typeof stepDesk>>;
const files: string[] = [];
beforeAll(async () => {
  desk = await stepDesk(SERVER);
  for (let at = 0; at < 4; at += 1) files.push(await desk.opened());
  await desk.register.platform.jobs.work(stepFilesJob(() => desk.register.deps));
}, 60_000);
afterAll(() => desk.drop());

const [ON, DISSOLVED] = ['2026-03-05', '撤销〔2026〕1号'];
const codes = ({ problems }: Stepped) => problems.map(({ code, path }) => `${code} ${path}`);
const OFFERS = `{ fileOffers(first: 10) { totalCount nodes { fileId number steps state level category workerName unit offeredOn document
  from { code } to { code } } } }`;
interface Offer {
  readonly fileId: string;
  readonly number: string;
  readonly steps: number;
}
async function offers(who: Who): Promise<readonly Offer[]> {
  await sealAll(desk.register.platform.database);
  const { nodes, totalCount } = (await desk.ask(who, OFFERS))['fileOffers'] as {
    readonly nodes: readonly Offer[];
    readonly totalCount: number;
  };
  expect(nodes).toHaveLength(totalCount);
  return nodes;
}

const BATCH = `mutation ($input: ArchiveStepFilesInput!) { answer: stepFilingFiles(input: $input) { problems { code path } batchId files } }`;
async function batch(
  who: Who,
  input: object,
): Promise<readonly [files: number | null, stepped: number, faults: readonly string[]]> {
  const given = { files: {}, on: ON, ...input };
  const submitted = (await desk.ask(who, BATCH, { input: given }))['answer'] as {
    readonly problems: readonly { readonly code: string; readonly path: string }[];
    readonly batchId: string | null;
    readonly files: number | null;
  };
  if (submitted.batchId === null) return [null, 0, submitted.problems.map(({ code, path }) => `${code} ${path}`)];
  for (;;) {
    const source = `{ fileBatch(id: "${submitted.batchId}") { state stepped faults { code path } } }`;
    const { state, stepped, faults } = (await desk.ask(who, source))['fileBatch'] as {
      readonly state: string;
      readonly stepped: number;
      readonly faults: readonly { readonly code: string; readonly path: string }[];
    };
    if (state === 'DONE') return [submitted.files, stepped, faults.map(({ code, path }) => `${code} ${path}`)];
    await pause(50);
  }
}

test('many files are offered at once, and the other union sees of each what it needs to decide', async () => {
  const offer = { files: { union: 'EMPLOYER' }, act: 'TRANSFER', union: 'EMPLOYER', document: DISSOLVED };
  expect(await batch('clerk', { ...offer, to: 'NOWHERE' })).toEqual([4, 0, Array(4).fill('NO_SUCH_UNION to')]);
  expect(await offers('receiver')).toEqual([]);
  expect(await batch('clerk', { ...offer, to: 'FOUNDRY' })).toEqual([4, 4, []]);
  const shown = await offers('receiver');
  expect(shown.map(({ fileId }) => fileId).toSorted()).toEqual(files.toSorted());
  expect(shown[0]).toEqual({
    ...{ fileId: expect.any(String), number: expect.stringMatching(/^410502/), steps: 2, state: 'SURVEYED' },
    ...{ level: 'NATIONAL', category: null, workerName: expect.stringMatching(/^职工/), unit: '机床厂' },
    ...{ offeredOn: ON, document: DISSOLVED, from: { code: 'EMPLOYER' }, to: { code: 'FOUNDRY' } },
  });
  const own = await desk.ask('receiver', `{ archiveFile(id: "${files[0]}") { number } archiveFiles { totalCount } }`);
  expect(own).toEqual({ archiveFile: null, archiveFiles: { totalCount: 0 } });
  expect(await offers('clerk')).toEqual(shown);
});

test('nobody else sees them', async () => {
  const grants = [{ role: 'UNION_CLERK', unionId: desk.ids['otherCounty'] ?? '' }] as const;
  const viewer = { staffId: desk.ids['otherClerk'] ?? '', personId: null, grants, purpose: '办理' };
  const { result } = await ask(desk.register.platform, OFFERS, { viewer, today: TODAY });
  expect(result.data).toEqual({ fileOffers: { totalCount: 0, nodes: [] } });
  const source = { viewer: desk.viewerOf('reviewer'), today: TODAY };
  const { result: refused } = await ask(desk.register.platform, OFFERS, source);
  expect(refused.errors?.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
});

test('an offer that is refused, replaced or of a file that has ended is none; the others are accepted at once', async () => {
  const [refused = '', ended = '', ...accepted] = files;
  expect(codes(await desk.take(refused, 'receiver', 'REFUSE_TRANSFER', ON, { note: '非本单位职工' }))).toEqual([]);
  expect(codes(await desk.take(refused, 'clerk', 'TRANSFER', ON, { document: DISSOLVED, to: 'COUNTY' }))).toEqual([]);
  expect(
    codes(await desk.take(ended, 'clerk', 'REFUSE', ON, { document: '不予〔2026〕1号', findings: ['不符合'] })),
  ).toEqual([]);
  const open = (await offers('receiver')).map(({ fileId }) => fileId).toSorted();
  expect(open).toEqual(accepted.toSorted());
  const [publish] = WAY;
  expect(codes(await desk.take(accepted[0] ?? '', 'clerk', 'PUBLICISE', ON, publish?.[3]))).toEqual([]);
  const list = { act: 'ACCEPT_TRANSFER', union: 'FOUNDRY', document: '移交清单〔2026〕1号' };
  expect(await batch('receiver', { ...list, files: { state: 'RECORDED' } })).toEqual([
    null,
    0,
    ['NO_FILES_CHOSEN files'],
  ]);
  expect(await batch('receiver', { ...list, union: 'EMPLOYER' })).toEqual([null, 0, ['NO_SUCH_UNION union']]);
  const [chosen, stepped, faults] = await batch('receiver', list);
  expect([chosen, stepped, faults]).toEqual([2, 1, ['NOT_IN_THIS_STATE act']]);
  expect(await offers('receiver')).toMatchObject([{ fileId: accepted[0], state: 'PUBLICISED', steps: 3 }]);
  const shown = await desk.ask('receiver', `{ archiveFile(id: "${accepted[1]}") { steward { code } } }`);
  expect(shown).toEqual({ archiveFile: { steward: { code: 'FOUNDRY' } } });
});
