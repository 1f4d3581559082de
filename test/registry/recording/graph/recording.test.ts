import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../../../src/access/viewer.ts';
import { importJob } from '../../../../src/intake/import-job.ts';
import { receiveWorkbook } from '../../../../src/intake/jobs/job.loader.ts';
import { ask, answerOf } from '../../../support/graph.ts';
import { testRegister, type TestRegister } from '../../../support/register.ts';
import { household, identityNumber, UNVERIFIED } from '../../../support/register-household.ts';
import { rowsOf, writeWorkbook } from '../../../support/workbook.ts';

const today = '2026-06-30';
const RECORD = `mutation ($input: ArchiveRecordHouseholdInput!) { recordHousehold(input: $input) {
  problems { code path zh en } revision
  household { id fileNumber mainCause steward { code } members { key person { name identityNumber } } incomes { key amount from to member { key } } } } }`;

let register: TestRegister;
let clerk: Viewer;
beforeAll(async () => {
  register = await testRegister('18');
  const grants = [{ role: 'UNION_CLERK', unionId: register.ids['county'] ?? '' }] as const;
  clerk = { staffId: register.ids['clerk'] ?? '', personId: null, grants, purpose: '测试' };
}, 60_000);
afterAll(() => register.drop());

const asked = (source: string, variables: Record<string, unknown>, viewer = clerk) =>
  answerOf(register.platform, source, { viewer, today, variables });

interface Recorded {
  readonly problems: readonly { readonly code: string; readonly path: string }[];
  readonly revision: number | null;
  readonly household: {
    readonly id: string;
    readonly mainCause: string;
    readonly steward: { readonly code: string };
    readonly members: readonly { readonly person: { readonly identityNumber: string } }[];
    readonly incomes: readonly object[];
  } | null;
}

let serial = 400;

const record = async (input: object) => (await asked(RECORD, { input }))['recordHousehold'] as Recorded;

const CHANGE = RECORD.replace('ArchiveRecordHouseholdInput', 'ArchiveChangeHouseholdInput').replace(
  'recordHousehold',
  'changeHousehold',
);
const change = async (input: object) => (await asked(CHANGE, { input }))['changeHousehold'] as Recorded;

/** A household of one worker with an income. */
const entered = (serial: number, over: object = {}) => ({
  worker: 'm1',
  state: { region: '410502', mainCause: 'MAJOR_ILLNESS', ...UNVERIFIED, dibaoKnown: true },
  members: [
    {
      key: 'm1',
      identityNumber: identityNumber(serial),
      person: { name: '示例' },
      membershipState: { relation: 'SELF', inRegister: true, livesTogether: true, employmentKnown: false },
    },
  ],
  records: {
    incomes: [
      {
        key: 'i1',
        member: 'm1',
        kind: 'WAGE',
        relief: false,
        amount: '1234.50',
        from: '2025-06',
        to: '2026-05',
        verified: true,
      },
    ],
  },
  ...over,
});

describe('recording', () => {
  test('a household is recorded, and the answer shows it as it is now', async () => {
    const recorded = await record({ union: 'EMPLOYER', from: '2026-01-01', household: entered(300) });
    expect(recorded).toMatchObject({
      problems: [],
      household: {
        mainCause: 'MAJOR_ILLNESS',
        steward: { code: 'EMPLOYER' },
        members: [{ key: 'm1', person: { name: '示例', identityNumber: identityNumber(300) } }],
        incomes: [{ key: 'i1', amount: '1234.50', from: '2025-06', to: '2026-05', member: { key: 'm1' } }],
      },
    });
    expect(recorded.revision).toBeGreaterThan(0);
  });

  test('a household that is wrong is told where, as its input has it', async () => {
    const wrong = entered(301, { state: { region: '410502', contractKind: 'FIXED_TERM', ...UNVERIFIED } });
    const [income] = wrong.records.incomes;
    const twice = {
      ...wrong,
      worker: 'm2',
      records: { incomes: [{ ...income, member: 'm9', to: '2020-01' }] },
    };
    const paths = async (input: object) => (await record(input)).problems.map(({ path }) => path).toSorted();
    expect(await paths({ union: 'EMPLOYER', from: '2026-01-01', household: twice })).toEqual([
      'household.records.incomes.0.member',
      'household.records.incomes.0.to',
      'household.state.contractFrom',
      'household.state.contractTo',
      'household.worker',
    ]);
    const unnamed = entered(301, { members: [{ ...entered(301).members[0], identityNumber: '4105991900' }] });
    expect(await paths({ union: 'EMPLOYER', from: '2026-01-01', household: unnamed })).toEqual([
      'household.members.0.identityNumber',
    ]);
    for (const union of ['OTHER-EMPLOYER', 'NOWHERE']) {
      expect(await paths({ union, from: '2026-01-01', household: entered(301) })).toEqual(['union']);
    }
  });

  test('an identity number of 15 digits, or with a small x, is recorded with its 18 characters', async () => {
    const [first = '', second = ''] = Array.from({ length: 60 }, (_, at) => identityNumber(520 + at)).filter((one) =>
      one.endsWith('X'),
    );
    for (const [written, whole] of [
      [first.toLowerCase(), first],
      [second.slice(0, 6) + second.slice(8, 17), second],
    ]) {
      const members = [{ ...entered(0).members[0], identityNumber: written }];
      const input = { union: 'EMPLOYER', from: '2026-01-01', household: entered(0, { members }) };
      const { problems, household } = await record(input);
      expect([problems, household?.members[0]?.person.identityNumber]).toEqual([[], whole]);
    }
  });

  test('the same once more, its codes in another order, changes nothing', async () => {
    const state = { region: '410502', ...UNVERIFIED, otherCauses: ['SCHOOLING', 'LAID_OFF'] };
    const { household: first } = await record({
      ...{ union: 'EMPLOYER', from: '2026-01-01' },
      household: entered(305, { state }),
    });
    const again = { ...state, otherCauses: ['LAID_OFF', 'SCHOOLING'] };
    const repeated = await change({ householdId: first?.id, from: '2026-01-01', state: again });
    expect(repeated).toMatchObject({ problems: [], revision: null });
  });

  test('the history of a household counts what was known, as it lists it', async () => {
    const { household: made } = await record({ union: 'EMPLOYER', from: '2026-01-01', household: entered(306) });
    const data = await asked(
      `query ($id: ID!) { now: household(id: $id) { history { totalCount nodes { action } } }
         then: household(id: $id, asKnownOn: "2001-01-01") { history { totalCount nodes { action } } } }`,
      { id: made?.id },
    );
    expect(data).toEqual({
      now: { history: { totalCount: 1, nodes: [{ action: 'RECORD_HOUSEHOLD' }] } },
      then: null,
    });
  });

  test('a place in one household’s history is none in another’s', async () => {
    const changed = async (serial: number) => {
      const { household: made } = await record({ union: 'EMPLOYER', from: '2026-01-01', household: entered(serial) });
      await change({ householdId: made?.id, from: '2026-02-01', state: { mainCause: 'DISASTER' } });
      return made?.id;
    };
    const [one, other] = [await changed(307), await changed(308)];
    const page =
      'query ($id: ID!, $after: String) { household(id: $id) { history(first: 1, after: $after) { nodes { action } pageInfo { endCursor } } } }';
    const { household: found } = (await asked(page, { id: one })) as {
      household: { history: { pageInfo: { endCursor: string } } };
    };
    const after = found.history.pageInfo.endCursor;
    expect(await asked(page, { id: one, after })).toMatchObject({
      household: { history: { nodes: [{ action: 'RECORD_HOUSEHOLD' }] } },
    });
    const { result } = await ask(register.platform, page, { viewer: clerk, today, variables: { id: other, after } });
    expect(result.errors?.[0]?.extensions['code']).toBe('INVALID_CURSOR');
  });

  test('two changes of one household in one document each answer what they left', async () => {
    const { household: first } = await record({ union: 'EMPLOYER', from: '2026-01-01', household: entered(310) });
    const id = first?.id;
    const inputOf = (mainCause: string) => ({ householdId: id, from: '2026-02-01', state: { mainCause } });
    const data = await asked(
      `mutation ($a: ArchiveChangeHouseholdInput!, $b: ArchiveChangeHouseholdInput!) {
         a: changeHousehold(input: $a) { household { mainCause } } b: changeHousehold(input: $b) { household { mainCause } } }`,
      { a: inputOf('DISASTER'), b: inputOf('ACCIDENT') },
    );
    expect(data).toEqual({ a: { household: { mainCause: 'DISASTER' } }, b: { household: { mainCause: 'ACCIDENT' } } });
  });

  test('the same request twice happens once; the key with another content is refused', async () => {
    const input = { union: 'EMPLOYER', from: '2026-01-01', idempotencyKey: 'once', household: entered(320) };
    const [first, second] = [await record(input), await record(input)];
    expect(second.household?.id).toBe(first.household?.id);
    expect(await record({ ...input, from: '2026-01-02' })).toMatchObject({
      problems: [{ code: 'KEY_REUSED', path: 'idempotencyKey' }],
      household: null,
    });
  });

  test.each([
    [
      'a wrong identity number',
      { household: entered(330, { members: [{ ...entered(330).members[0], identityNumber: '410599190001010000' }] }) },
      'WRONG_IDENTITY_NUMBER',
    ],
    ['an unknown union', { union: 'NOWHERE' }, 'NO_SUCH_UNION'],
    ['a union of others', { union: 'OTHER-EMPLOYER' }, 'NO_SUCH_UNION'],
  ])('%s is refused as data, and nothing is written', async (_, over, code) => {
    const counted = 'select count(*) from change_log';
    const before = await register.asOwner(counted);
    const answer = await record({ union: 'EMPLOYER', from: '2026-01-01', household: entered(330), ...over });
    expect(answer).toMatchObject({ problems: [{ code }], household: null, revision: null });
    expect(await register.asOwner(counted)).toEqual(before);
  });

  test.each([
    ['a household that is not on record', { householdId: '00000000-0000-7000-8000-000000000000' }, 'NO_SUCH_HOUSEHOLD'],
    ['an id that is none', { householdId: "x' or 1=1" }, 'NO_SUCH_HOUSEHOLD'],
    ['a revision that is past', { expectedRevision: 1 }, 'STALE_REVISION'],
  ])('a change of %s is refused as data, and nothing is written', async (_, over, code) => {
    const counted = 'select count(*) from change_log';
    const household = entered((serial += 1));
    const { household: last } = await record({ union: 'EMPLOYER', from: '2026-01-01', household });
    const before = await register.asOwner(counted);
    const state = { mainCause: 'DISASTER' };
    const answer = await change({ householdId: last?.id, from: '2026-02-01', state, ...over });
    expect(answer).toMatchObject({ problems: [{ code }], household: null, revision: null });
    expect(await register.asOwner(counted)).toEqual(before);
  });

  test('a file is opened once, and a decision recorded with the centre’s confirmation', async () => {
    const { household: made } = await record({ union: 'EMPLOYER', from: '2026-01-01', household: entered(350) });
    const open = `mutation ($id: ID!) { openFile(input: { householdId: $id, union: "COUNTY", on: "2026-06-01", state: APPLIED,
      level: NATIONAL }) { problems { code } revision file { number state level steward { code } household { fileNumber } } } }`;
    const { openFile } = (await asked(open, { id: made?.id })) as { openFile: { file: { number: string } } };
    expect(openFile).toMatchObject({
      problems: [],
      file: {
        state: 'APPLIED',
        level: 'NATIONAL',
        steward: { code: 'COUNTY' },
        household: { fileNumber: openFile.file.number },
      },
    });
    const found = await asked(
      `query ($number: String!, $id: ID!) { archiveFiles(filter: { numberFrom: $number }) { totalCount nodes { number } }
         household(id: $id) { history { totalCount nodes { action } } } }`,
      { number: openFile.file.number, id: made?.id },
    );
    expect(found).toEqual({
      archiveFiles: { totalCount: 1, nodes: [{ number: openFile.file.number }] },
      household: { history: { totalCount: 2, nodes: [{ action: 'OPEN_FILE' }, { action: 'RECORD_HOUSEHOLD' }] } },
    });
    expect(await asked(open, { id: made?.id })).toMatchObject({
      openFile: { problems: [{ code: 'ALREADY_HAS_A_FILE' }], file: null },
    });
    const decide = `mutation ($id: ID!) { recordAssessment(input: { householdId: $id, asOf: "2026-06-30", level: NATIONAL }) {
      problems { code } outcome receiptId household { assessments { outcome } history { totalCount } } } }`;
    const { recordAssessment } = (await asked(decide, { id: made?.id })) as { recordAssessment: { outcome: string } };
    expect(recordAssessment).toMatchObject({
      problems: [],
      household: { assessments: [{ outcome: recordAssessment.outcome }], history: { totalCount: 3 } },
    });
  });

  test('a worker changes nothing', async () => {
    const worker: Viewer = { staffId: null, personId: register.ids['county'] ?? '', grants: [], purpose: '本人查阅' };
    const { result } = await ask(register.platform, RECORD, {
      ...{ viewer: worker, today },
      variables: { input: { union: 'EMPLOYER', from: '2026-01-01', household: entered(360) } },
    });
    expect(result.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});

describe('uploads', () => {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-uploads-'));
    await register.platform.jobs.work(importJob(() => register.deps));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const upload = async (bytes: Buffer, viewer: Viewer = clerk, union = 'EMPLOYER') => {
    const { context } = await ask(register.platform, '{ __typename }', { viewer, today });
    return receiveWorkbook(context, folder, Readable.from([bytes]), new URLSearchParams({ union }));
  };
  const jobOf = async (id: string, viewer: Viewer = clerk) => {
    const data = await asked('query ($id: ID!) { job(id: $id) { state import { recorded refused } } }', { id }, viewer);
    return data['job'] as { state: string; import: object | null } | null;
  };
  const ended = async (id: string): ReturnType<typeof jobOf> => {
    for (;;) {
      const job = await jobOf(id);
      if (job === null || !['WAITING', 'RUNNING'].includes(job.state)) return job;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  test('a workbook that is sent is imported by a job that only its sender sees, and nothing of it stays in clear', async () => {
    const path = await writeWorkbook(join(folder, 'sent.xlsx'), rowsOf([household([900, 901])]));
    const bytes = readFileSync(path);
    rmSync(path);
    const { job } = await upload(bytes);
    const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    expect(kept.every((file) => !file.includes(bytes.subarray(0, 64)))).toBe(true);
    expect(await jobOf(job, { ...clerk, staffId: register.ids['otherClerk'] ?? '' })).toBeNull();
    expect(await ended(job)).toEqual({ state: 'DONE', import: { recorded: 1, refused: 0 } });
    expect(readdirSync(folder)).toEqual([]);
  }, 30_000);

  test('whoever may not import for a union is refused before a byte is kept', async () => {
    await expect(upload(Buffer.from('PK'), clerk, 'OTHER-EMPLOYER')).rejects.toMatchObject({
      extensions: { code: 'INVALID_ARGUMENT', argument: 'union' },
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});
