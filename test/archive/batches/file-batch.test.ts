import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FileBatch } from '../../../src/archive/batches/file-batch.ts';
import { stepFiles, stepFilesJob } from '../../../src/archive/batches/step-files.ts';
import { newId } from '../../../src/database/ids.ts';
import { requireDay } from '../../../src/kernel/calendar.ts';
import { fail } from '../../../src/kernel/result.ts';
import { answerOf } from '../../support/graph.ts';
import { SERVER } from '../../support/register.ts';
import { size } from '../../support/runs.ts';
import { stepDesk, TODAY, WAY, type Who } from '../procedure/step-desk.ts';

const FILES = size(12, 200);
/** One of so many files is bad: somebody steps it between the choice and its turn. */
const EACH_BAD = 6;
const KILLS = size(2, 20);
const [, , PUBLISHED = '', WORDS] = WAY[0] ?? [];

let desk: Awaited<ReturnType<typeof stepDesk>>;
const files: string[] = [];
beforeAll(async () => {
  desk = await stepDesk(SERVER);
  for (let at = 0; at < FILES; at += 1) files.push(await desk.opened());
  await desk.register.platform.jobs.work(stepFilesJob(() => desk.register.deps));
}, 600_000);
afterAll(() => desk.drop());

interface Submitted {
  readonly problems: readonly { readonly code: string; readonly path: string }[];
  readonly batchId: string | null;
  readonly files: number | null;
}
const submit = async (who: Who, mutation: string, input: object): Promise<Submitted> => {
  const source = `mutation ($input: ArchiveStepFilesInput!) { answer: ${mutation}(input: $input) { problems { code path } batchId files } }`;
  return (await desk.ask(who, source, { input }))['answer'] as Submitted;
};

interface Batch {
  readonly state: string;
  readonly done: number;
  readonly total: number;
  readonly stepped: number;
  readonly faultCount: number;
  readonly faults: readonly { readonly number: string; readonly code: string; readonly path: string }[];
}
const shown = async (who: Who, id: string) =>
  (
    await desk.ask(
      who,
      `{ fileBatch(id: "${id}") { state done total stepped faultCount faults { number code path } } }`,
    )
  )['fileBatch'] as Batch | null;

/** Waits until a batch has ended. */
async function ended(who: Who, { batchId }: Submitted): Promise<Batch> {
  for (;;) {
    const batch = await shown(who, batchId ?? '');
    if (batch === null || batch.state === 'DONE') return batch ?? Promise.reject(new Error('there is no batch'));
    if (batch.state === 'DEAD') throw new Error(JSON.stringify(batch));
    await pause(100);
  }
}

const numbersOf = async (ids: readonly string[]) =>
  (
    await desk.register.asOwner('select number from archive_file where id = any($1::uuid[]) order by number', [ids])
  ).map(({ number }) => number);
const statesOf = async () =>
  desk.register.asOwner(
    `select v.state, count(*)::int as files, min(s.steps)::int as least, max(s.steps)::int as most
     from archive_file_version v join lateral (select count(*) as steps from archive_file_step x where x.file_id = v.anchor_id) s on true
     where v.superseded_in is null and v.valid_to is null group by v.state order by v.state`,
  );

const FILTER = { files: { union: 'EMPLOYER', state: 'SURVEYED' }, union: 'EMPLOYER' };

test('the steps of many files are refused as a whole where nobody may take them, or there are none', async () => {
  const step = { ...FILTER, act: 'PUBLICISE', on: PUBLISHED, ...WORDS };
  const refused = async (who: Who, mutation: string, over: object) => {
    const { problems, batchId } = await submit(who, mutation, { ...step, ...over });
    return [batchId, ...problems.map(({ code, path }) => `${code} ${path}`)];
  };
  expect(await refused('clerk', 'stepFilingFiles', { union: 'OTHER-EMPLOYER' })).toEqual([null, 'NO_SUCH_UNION union']);
  expect(await refused('clerk', 'stepFilingFiles', { files: { state: 'LIFTED' } })).toEqual([
    null,
    'NO_FILES_CHOSEN files',
  ]);
  const confirmation = { union: 'NOWHERE', document: '1号' };
  expect(await refused('clerk', 'stepFilingFiles', { confirmation })).toEqual([
    null,
    'NO_SUCH_UNION confirmation.union',
  ]);
});

test('nobody has more than three batches waiting', async () => {
  const { platform } = desk.register;
  const jobs = { ...platform.jobs, submit: () => Promise.resolve(fail('TOO_MANY' as const)) };
  const input = { ...FILTER, act: 'VERIFY', on: PUBLISHED };
  const source = 'mutation ($input: ArchiveStepFilesInput!) { stepFilingFiles(input: $input) { problems { code } } }';
  const asked = { viewer: desk.viewerOf('clerk'), today: TODAY, variables: { input } };
  const { stepFilingFiles } = await answerOf({ ...platform, jobs }, source, asked);
  expect(stepFilingFiles).toEqual({ problems: [{ code: 'TOO_MANY_BATCHES' }] });
});

test('a job that is killed again and again takes each step once, and names the files that were stepped meanwhile', async () => {
  const { register, ids } = desk;
  const bad = files.filter((_, at) => at % EACH_BAD === 0);
  const numbers = await register.asOwner('select id, number from archive_file order by number');
  const batch: FileBatch = {
    ...{ id: newId(), actorId: ids['clerk'] ?? '', purpose: '成批', act: 'PUBLICISE', body: 'FILING' },
    ...{ unionId: ids['employer'] ?? '', on: requireDay(PUBLISHED), document: '会议纪要〔2026〕1号', until: null },
    confirmation: { unionId: ids['county'] ?? '', document: '文工办〔2026〕7号' },
    files: numbers.map(({ id, number }) => [String(id), String(number), bad.includes(String(id)) ? 0 : 1]),
  };
  const told: number[] = [];
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const controller = new AbortController();
    // Four are under way at once, and end.
    const last = Math.ceil(((FILES - 4) * kill) / (KILLS + 1));
    const progress = (done: number) => {
      told.push(done);
      if (done >= last) controller.abort(new Error('killed'));
    };
    await expect(stepFiles(register.deps, batch, { signal: controller.signal, progress })).rejects.toThrow('killed');
  }
  expect(Math.max(...told)).toBeLessThanOrEqual(FILES);
  const control = { signal: new AbortController().signal, progress: () => undefined };
  const answer = await stepFiles(register.deps, batch, control);
  expect([answer.stepped, answer.faults.length]).toEqual([FILES - bad.length, bad.length]);
  expect(answer.faults.map(({ number, code }) => [number, code]).toSorted()).toEqual(
    (await numbersOf(bad)).map((number) => [number, 'STEPPED_MEANWHILE']),
  );
  expect(await stepFiles(register.deps, batch, control)).toEqual(answer);
  const failing = { ...batch, files: [['no id at all', '1', 0] as const] };
  expect(await stepFiles(register.deps, failing, control)).toMatchObject({
    ...{ stepped: 0, faults: [{ number: '1', code: 'STEP_FAILED' }] },
  });
  expect(await statesOf()).toEqual([
    { state: 'PUBLICISED', files: FILES - bad.length, least: 2, most: 2 },
    { state: 'SURVEYED', files: bad.length, least: 1, most: 1 },
  ]);
}, 600_000);

test('over the graph a job steps the files that a filter lists, and tells only who submitted it', async () => {
  const [, , concluded = '', words] = WAY[1] ?? [];
  const conclude = { files: { state: 'PUBLICISED' }, union: 'EMPLOYER', act: 'CONCLUDE_PUBLICITY', on: concluded };
  const first = files.find((_, at) => at % EACH_BAD !== 0) ?? '';
  expect((await desk.take(first, 'clerk', 'CONCLUDE_PUBLICITY', concluded, words)).problems).toEqual([]);
  const submitted = await submit('clerk', 'stepFilingFiles', { ...conclude, ...words });
  const publicised = FILES - Math.ceil(FILES / EACH_BAD);
  expect(submitted).toMatchObject({ problems: [], files: publicised });
  const batch = await ended('clerk', submitted);
  expect(batch).toMatchObject({ done: publicised, total: publicised, stepped: publicised - 1, faultCount: 1 });
  const [number] = await numbersOf([first]);
  expect(batch.faults).toEqual([{ number, code: 'CONCLUDED_ALREADY', path: 'act' }]);
  expect(await shown('reviewer', submitted.batchId ?? '')).toBeNull();
  expect(await shown('clerk', newId())).toBeNull();
  const on = '2026-03-13';
  const verified = await submit('clerk', 'stepFilingFiles', { ...conclude, act: 'VERIFY', on });
  expect(await ended('clerk', verified)).toMatchObject({ stepped: publicised, faultCount: 0 });
  const reviews = { files: { state: 'VERIFIED' }, union: 'COUNTY', act: 'REVIEW', on: '2026-03-16' };
  expect(await ended('reviewer', await submit('reviewer', 'stepReviewFiles', reviews))).toMatchObject({
    faultCount: 0,
  });
  const records = { files: { state: 'REVIEWED' }, union: 'COUNTY', act: 'RECORD', on: '2026-03-18' };
  const confirmation = { union: 'COUNTY', document: '文工办〔2026〕7号' };
  const recorded = await submit('archivist', 'stepCentreFiles', { ...records, confirmation });
  expect(await ended('archivist', recorded)).toMatchObject({ stepped: publicised, faultCount: 0 });
}, 600_000);
