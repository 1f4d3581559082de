import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '../../../src/database/ids.ts';
import { lastRevision } from '../../../src/database/time/change-log.ts';
import type { Day } from '../../../src/kernel/calendar.ts';
import { checkProjection } from '../../../src/statistics/projection/check.read.ts';
import { todayInChina } from '../../../src/usecase/today.ts';
import { answerOf } from '../../support/graph.ts';
import { SERVER } from '../../support/register.ts';
import { DAY } from '../../support/register-household.ts';
import { answered, everythingUnder, figuresOf, followUp, projected } from '../../support/statistics.ts';
import { stepDesk, WAY, type Who } from '../procedure/step-desk.ts';

let desk: Awaited<ReturnType<typeof stepDesk>>;
beforeAll(async () => {
  desk = await stepDesk(SERVER);
}, 60_000);
afterAll(() => desk.drop());

/** The clock's own day, on which the register of the test was written. */
const NOW = todayInChina();
const ENTER = `mutation ($input: ArchiveEnterNationalInput!) { enterNational(input: $input) {
  problems { code path } file { nationalDue nationalEntries { matter enteredOn } } } }`;

async function answer(source: string, variables: Readonly<Record<string, unknown>>, who: Who = 'clerk') {
  return answerOf(desk.register.platform, source, { viewer: desk.viewerOf(who), today: NOW, variables });
}

interface Entered {
  readonly problems: readonly { readonly code: string; readonly path: string }[];
  readonly file: object | null;
}

async function enter(fileId: string, matter: string, on: string, over: object = {}): Promise<Entered> {
  return (await answer(ENTER, { input: { fileId, matter, on, ...over } }))['enterNational'] as Entered;
}

const refusal = async (fileId: string, matter: string, on: string) => {
  const { problems, file } = await enter(fileId, matter, on);
  return [...problems.map(({ code, path }) => `${code} ${path}`), file];
};

const SHOWN = 'query ($id: ID!) { archiveFile(id: $id) { nationalDue nationalEntries { matter enteredOn } } }';
const shown = async (id: string) => (await answer(SHOWN, { id }))['archiveFile'];

const LISTED = `query ($of: ArchiveNationalMatter) {
  archiveFiles(first: 200, filter: { notEntered: $of }) { totalCount nodes { id } } }`;
async function listed(of: string): Promise<readonly string[]> {
  const { nodes, totalCount } = (await answer(LISTED, { of }))['archiveFiles'] as {
    readonly nodes: readonly { readonly id: string }[];
    readonly totalCount: number;
  };
  expect(totalCount).toBe(nodes.length);
  return nodes.map(({ id }) => id);
}

async function recorded(): Promise<string> {
  const id = await desk.opened();
  for (const [who, act, on, words] of WAY) {
    expect([act, (await desk.take(id, who, act, on, words)).problems]).toEqual([act, []]);
  }
  return id;
}

test('a recorded file is to be entered, then its changes, then its end; each list has what is left', async () => {
  const id = await recorded();
  const unrecorded = await desk.opened();
  expect(await shown(id)).toEqual({ nationalDue: 'FILE', nationalEntries: [] });
  expect(await shown(unrecorded)).toEqual({ nationalDue: null, nationalEntries: [] });
  expect([(await listed('FILE')).includes(id), (await listed('FILE')).includes(unrecorded)]).toEqual([true, false]);
  // The household was written by the clock of today, after the day on which the file was entered.
  const first = { matter: 'FILE', enteredOn: '2026-03-20' };
  expect(await enter(id, 'FILE', '2026-03-20')).toEqual({
    problems: [],
    file: { nationalDue: 'CHANGE', nationalEntries: [first] },
  });
  expect([(await listed('FILE')).includes(id), await listed('CHANGE')]).toEqual([false, [id]]);
  const changed = { matter: 'CHANGE', enteredOn: NOW };
  expect((await enter(id, 'CHANGE', NOW)).file).toEqual({ nationalDue: null, nationalEntries: [first, changed] });
  const words = { document: '注销〔2026〕1号', notice: '通知', proof: '申请', reason: 'OWN_WISH' };
  expect((await desk.take(id, 'clerk', 'WITHDRAW', '2026-06-30', words)).problems).toEqual([]);
  expect(await listed('WAY_OUT')).toEqual([id]);
  expect((await enter(id, 'WAY_OUT', NOW)).file).toMatchObject({ nationalDue: null });
  expect(await listed('WAY_OUT')).toEqual([]);
  const past = (await answer(SHOWN, { id: `${id}@2026-03-31` }))['archiveFile'];
  expect(past).toEqual({ nationalDue: null, nationalEntries: [first] });
});

test('an entry that cannot be is refused with the reason, and nothing is written', async () => {
  const id = await recorded();
  const unrecorded = await desk.opened();
  expect(await refusal(unrecorded, 'FILE', '2026-03-20')).toEqual(['NOT_RECORDED_THEN on', null]);
  expect(await refusal(id, 'FILE', '2026-03-17')).toEqual(['NOT_RECORDED_THEN on', null]);
  expect(await refusal(id, 'FILE', '9999-01-01')).toEqual(['AFTER_TODAY on', null]);
  expect(await refusal(id, 'CHANGE', '2026-03-20')).toEqual(['FILE_NOT_ENTERED on', null]);
  expect(await refusal(newId(), 'FILE', '2026-03-20')).toEqual(['NO_SUCH_ARCHIVE_FILE fileId', null]);
  expect(await refusal(`${id}@2026-03-20`, 'FILE', '2026-03-20')).toEqual(['PAST_VIEW fileId', null]);
  expect(await shown(id)).toEqual({ nationalDue: 'FILE', nationalEntries: [] });
  expect((await enter(id, 'FILE', '2026-03-20')).problems).toEqual([]);
  expect(await refusal(id, 'CHANGE', '2026-03-19')).toEqual(['FILE_NOT_ENTERED on', null]);
  expect(await refusal(id, 'WAY_OUT', '2026-03-21')).toEqual(['NOT_ENDED_THEN on', null]);
});

test('the same request under its key is one entry, and a mark is never altered', async () => {
  const id = await recorded();
  const request = { idempotencyKey: `national ${id}` };
  const made = await enter(id, 'FILE', '2026-03-20', request);
  expect(await enter(id, 'FILE', '2026-03-20', request)).toEqual(made);
  expect(await shown(id)).toMatchObject({ nationalEntries: [{ matter: 'FILE' }] });
  for (const sql of ['update archive_national_entry set entered_on = now()', 'delete from archive_national_entry']) {
    await expect(desk.register.asApplication(sql)).rejects.toThrow('permission denied');
  }
});

test('the statistics count the recorded files that are not entered, by the day and as known then', async () => {
  const id = await recorded();
  const { database } = desk.register.platform;
  const on = DAY(2026, 6, 30);
  const projection = await projected(database, on);
  const count = async (asOf: Day, revision?: number) => {
    const question = { measures: ['HOUSEHOLDS_NOT_ENTERED'], asOf };
    const found = figuresOf(
      await answered(projection, question, everythingUnder(NOW, desk.ids['city'] ?? ''), revision),
    );
    return found[''] ?? 0;
  };
  const days = [DAY(2026, 3, 19), DAY(2026, 3, 20)] as const;
  const before = await lastRevision(database);
  const [first, second] = [await count(days[0]), await count(days[1])];
  expect(second).toBeGreaterThan(0);
  expect((await enter(id, 'FILE', '2026-03-20')).problems).toEqual([]);
  await followUp(database, projection, on);
  expect([await count(days[0]), await count(days[1])]).toEqual([first, second - 1]);
  expect(await count(days[1], before)).toBe(second);
  const points = [{ day: '2026-03-31', revision: await lastRevision(database) }];
  expect(await checkProjection(database, projection, points)).toEqual({ ok: true, value: [] });
  await projection.close();
});

test('nobody marks what was entered of the file of a relative whom they have declared', async () => {
  const file = await recorded();
  const [row] = await desk.register.asOwner(
    `select v.person_id as person from archive_file f join membership_version v on v.household_id = f.household_id
     where f.id = $1 and v.superseded_in is null limit 1`,
    [file],
  );
  const declare = `mutation ($input: UnionDeclareRelativeInput!) { declareRelative(input: $input) { problems { code } } }`;
  const relative = { personId: row?.['person'], relation: 'IN_LAW', from: '2026-01-01' };
  expect((await answer(declare, { input: relative }))['declareRelative']).toEqual({ problems: [] });
  expect(await refusal(file, 'FILE', '2026-03-20')).toEqual(['RELATIVES_FILE actorId', null]);
  expect(await answer(ENTER, { input: { fileId: file, matter: 'FILE', on: '2026-03-20' } }, 'archivist')).toMatchObject(
    {
      enterNational: { problems: [] },
    },
  );
});
