import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FileBatch } from '../../../src/archive/batches/file-batch.ts';
import { stepFiles } from '../../../src/archive/batches/step-files.ts';
import { newId } from '../../../src/database/ids.ts';
import { type Day, requireDay } from '../../../src/kernel/calendar.ts';
import { CORRECT_IDENTITY_NUMBER } from '../../../src/registry/recording/lives/number-acts.ts';
import { findPersons } from '../../../src/registry/person/person.read.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { mergePersons } from '../../../src/registry/recording/merging/merge-persons.ts';
import { readHouseholdsOfRelatives } from '../../../src/staff/relatives/households-of-relatives.read.ts';
import { acted, leave } from '../../support/acts.ts';
import { ask } from '../../support/graph.ts';
import { newHousehold, sealAll, SERVER, valueOf } from '../../support/register.ts';
import { DAY, household as family, identityNumber, member } from '../../support/register-household.ts';
import { stepDesk, TODAY, WAY, type Who } from '../../archive/procedure/step-desk.ts';

let desk: Awaited<ReturnType<typeof stepDesk>>;
beforeAll(async () => {
  desk = await stepDesk(SERVER);
}, 60_000);
afterAll(() => desk.drop());

interface Answer {
  readonly problems: readonly { readonly code: string; readonly path: string }[];
  readonly objectId: string | null;
}

const DECLARE =
  'mutation ($input: UnionDeclareRelativeInput!) { answer: declareRelative(input: $input) { problems { code path } objectId } }';
const declare = async (who: Who, input: object): Promise<Answer> =>
  (await desk.ask(who, DECLARE, { input: { relation: 'LINEAL', ...input } }))['answer'] as Answer;
const WITHDRAW =
  'mutation ($id: ID!, $reason: String!) { answer: withdrawRelative(relativeId: $id, reason: $reason) { problems { code path } objectId } }';
const withdraw = async (who: Who, id: string | null, reason = '申报有误'): Promise<Answer> =>
  (await desk.ask(who, WITHDRAW, { id, reason }))['answer'] as Answer;
const codes = ({ problems }: Pick<Answer, 'problems'>) => problems.map(({ code, path }) => `${code} ${path}`);
const RELATIVE = ['RELATIVES_FILE actorId'];

/** The serial of the worker of a household, and the person. */
async function workerOf(householdId: string): Promise<{ readonly serial: number; readonly id: string }> {
  const [row] = await desk.register.asOwner(
    `select p.name, m.person_id as id from membership_version m join person_version p on p.anchor_id = m.person_id
     where m.household_id = $1 and m.superseded_in is null and p.superseded_in is null`,
    [householdId],
  );
  return { serial: Number(String(row?.['name']).slice('职工'.length)), id: String(row?.['id']) };
}

/** The households among these of which somebody has a declared relative on a day. */
const householdsOf = async (who: string, ids: readonly string[], on: string) => {
  const { database, secrets } = desk.register.deps;
  const staffId = desk.ids[who] ?? '';
  return database.session((sql) => readHouseholdsOfRelatives(sql, secrets, staffId, ids, { on, today: on }));
};

const [PUBLISH, CONCLUDE, VERIFY] = WAY;
const walkTo = async (fileId: string, steps: typeof WAY) => {
  for (const [who, act, on, words] of steps) expect(codes(await desk.take(fileId, who, act, on, words))).toEqual([]);
};

describe('a relative who is declared by a number', () => {
  test('need not be on record, and is refused from when they are: in each body, and of an opening', async () => {
    const serial = (await workerOf(await desk.eligible())).serial + 1;
    const answer = await declare('reviewer', { idNumber: identityNumber(serial) });
    expect([codes(answer), answer.objectId === null]).toEqual([[], false]);
    const household = await desk.eligible();
    expect((await workerOf(household)).serial).toBe(serial);
    const { file } = await desk.open(household);
    await walkTo(file?.id ?? '', WAY.slice(0, 3));
    expect(codes(await desk.take(file?.id ?? '', 'reviewer', 'REVIEW', '2026-03-16'))).toEqual(RELATIVE);
    expect(codes(await desk.take(file?.id ?? '', 'secondReviewer', 'REVIEW', '2026-03-16'))).toEqual([]);
    await declare('clerk', { idNumber: identityNumber(serial + 1) });
    expect(codes(await desk.open(await desk.eligible()))).toEqual(RELATIVE);
  });

  test('is still the one whose number was corrected', async () => {
    const household = await desk.eligible();
    const { serial } = await workerOf(household);
    await declare('receiver', { idNumber: identityNumber(serial) });
    const corrected = { member: 'm1', identityNumber: identityNumber(serial + 5000), correction: true };
    const acting = { deps: desk.register.deps, ids: { clerk: desk.ids['clerk'] ?? '' } };
    valueOf(await acted(acting, household, CORRECT_IDENTITY_NUMBER, corrected));
    const staffId = desk.viewerOf('receiver').staffId ?? '';
    const { database, secrets } = desk.register.deps;
    const days = { on: TODAY, today: TODAY };
    const found = await database.session((sql) => readHouseholdsOfRelatives(sql, secrets, staffId, [household], days));
    expect([...found]).toEqual([household]);
  });

  test('is named by exactly one of both, by a number that can be one, and not before its day', async () => {
    const number = identityNumber(1);
    const id = newId();
    expect(codes(await declare('clerk', {}))).toEqual(['ID_OR_NUMBER personId']);
    expect(codes(await declare('clerk', { personId: id, idNumber: number }))).toEqual(['ID_OR_NUMBER personId']);
    expect(codes(await declare('clerk', { idNumber: '410502' }))).toEqual(['WRONG_IDENTITY_NUMBER idNumber']);
    expect(codes(await declare('clerk', { idNumber: number, from: '2026-07-01' }))).toEqual(['AFTER_TODAY from']);
  });
});

describe('a relative who is declared by an id', () => {
  test('is a person whom one may see, and the person with whom they were merged since', async () => {
    const [serial, left, came] = [9101, 9102, 9103];
    const acting = { deps: desk.register.deps, ids: { clerk: desk.ids['clerk'] ?? '' } };
    const familyOf = (serials: readonly number[]) =>
      family(serials, { worker: `m${serial}`, members: serials.map((one) => member(`m${one}`, one)) });
    const record = async (householdId: string | null, serials: readonly number[], from: Day) =>
      valueOf(await recordHousehold(acting.deps, newHousehold(desk.register, familyOf(serials), { householdId, from })))
        .householdId;
    const id = await record(null, [serial, left], DAY(2026, 3, 3));
    await leave(acting, id, `m${left}`, DAY(2026, 4, 1));
    await record(id, [serial, came], DAY(2026, 5, 1));
    const { database, secrets } = acting.deps;
    const found = await database.session((sql) => findPersons(sql, secrets, [left, came].map(identityNumber)));
    const [from = '', into = ''] = [left, came].map((one) => found.get(identityNumber(one)));
    expect(codes(await declare('secondReviewer', { personId: newId() }))).toEqual(['NO_SUCH_PERSON personId']);
    expect(codes(await declare('receiver', { personId: from }))).toEqual(['NO_SUCH_PERSON personId']);
    expect(codes(await declare('secondReviewer', { personId: from, from: '2026-03-01' }))).toEqual([]);
    const days = async () =>
      [await householdsOf('statistician', [id], '2026-03-31'), await householdsOf('statistician', [id], TODAY)].map(
        ({ size }) => size,
      );
    expect(await days()).toEqual([1, 0]);
    const by = { actorId: desk.ids['clerk'] ?? '', idempotencyKey: null, purpose: '同一人' };
    valueOf(await mergePersons(acting.deps, { ...by, from, into }));
    expect(await days()).toEqual([1, 1]);
  });
});

describe('a declaration', () => {
  test('counts on the day of a step and today: a step of an earlier day is no way round', async () => {
    const household = await desk.eligible();
    const { id: personId } = await workerOf(household);
    const { file } = await desk.open(household);
    const own = { personId, from: '2026-06-01' };
    const { objectId } = await declare('clerk', own);
    const publish = () => desk.take(file?.id ?? '', 'clerk', 'PUBLICISE', PUBLISH?.[2] ?? '', PUBLISH?.[3]);
    expect(codes(await publish())).toEqual(RELATIVE);
    expect([...(await householdsOf('clerk', [household], '2026-05-31'))]).toEqual([]);
    expect(codes(await withdraw('archivist', objectId))).toEqual([]);
    expect(codes(await publish())).toEqual([]);
    await walkTo(file?.id ?? '', CONCLUDE === undefined ? [] : [CONCLUDE]);
    const late = await desk.take(file?.id ?? '', 'clerk', 'VERIFY', '2026-06-15', VERIFY?.[3]);
    expect(codes(late)).toEqual(RELATIVE);
  });

  test('is withdrawn with a reason, once, by another person of a centre over all that its author may do', async () => {
    const { objectId: id } = await declare('archivist', { idNumber: identityNumber(8001) });
    const { objectId: other } = await declare('clerk', { idNumber: identityNumber(8002) });
    const refused = async (who: Who) => {
      const { result } = await ask(desk.register.platform, WITHDRAW, {
        ...{ viewer: desk.viewerOf(who), today: TODAY, variables: { id: other, reason: '误' } },
      });
      return result.errors?.map(({ extensions }) => extensions['code']);
    };
    expect([await refused('clerk'), await refused('reviewer')]).toEqual([['FORBIDDEN'], ['FORBIDDEN']]);
    expect(codes(await withdraw('archivist', id))).toEqual(['NOT_FOR_ONESELF relativeId']);
    expect(codes(await withdraw('archivist', newId()))).toEqual(['NO_SUCH_RELATIVE relativeId']);
    expect(codes(await withdraw('archivist', other, ''))).toEqual(['WRONG_TEXT reason']);
    expect(codes(await withdraw('archivist', other, identityNumber(1)))).toEqual(['NUMBER_IN_CLEAR reason']);
    const both = await Promise.all([withdraw('archivist', other), withdraw('archivist', other)]);
    expect(both.flatMap(codes)).toEqual(['NO_SUCH_RELATIVE relativeId']);
  });

  test('is listed for those who see staff, without its number', async () => {
    await sealAll(desk.register.platform.database);
    const source = `{ declaredRelatives(first: 50) { nodes { staffId relation isByNumber personId from withdrawnOn withdrawnBy withdrawal } } }`;
    const { nodes } = (await desk.ask('archivist', source))['declaredRelatives'] as { nodes: readonly object[] };
    const clerk = desk.ids['clerk'];
    const withdrawn = { withdrawnOn: TODAY, withdrawnBy: desk.ids['archivist'], withdrawal: '申报有误' };
    expect(nodes).toContainEqual({
      ...{ staffId: clerk, relation: 'LINEAL', isByNumber: true, personId: null, from: TODAY, ...withdrawn },
    });
    expect(JSON.stringify(nodes)).not.toContain(identityNumber(8002));
    const stored = await desk.register.asOwner(
      'select identity::text from declared_relative where identity is not null',
    );
    expect(JSON.stringify(stored)).not.toContain(Buffer.from(identityNumber(8002)).toString('hex'));
  });
});

test('a batch names the file of a relative, and steps the others', async () => {
  const [household, other] = [await desk.eligible(), await desk.eligible()];
  const files = await Promise.all([household, other].map(async (id) => (await desk.open(id)).file?.id ?? ''));
  await declare('clerk', { personId: (await workerOf(household)).id });
  const [, act, on, words] = PUBLISH ?? [];
  const batch: FileBatch = {
    ...{ actorId: desk.ids['clerk'] ?? '', purpose: '测试', id: newId(), act: act as 'PUBLICISE', body: 'FILING' },
    ...{ unionId: desk.ids['employer'] ?? '', on: requireDay(on ?? ''), document: '会议纪要', until: null, ...words },
    confirmation: { unionId: desk.ids['county'] ?? '', document: '文工办〔2026〕7号' },
    files: files.map((id, at) => [id, `number ${at}`, 1] as const),
  };
  const control = { signal: new AbortController().signal, progress: () => undefined };
  const { stepped, faults } = await stepFiles(desk.register.deps, batch, control);
  expect([stepped, faults.map(({ number, code }) => [number, code])]).toEqual([1, [['number 0', 'RELATIVES_FILE']]]);
});

test('the tasks of a person are none of a relative', async () => {
  const household = await desk.eligible();
  await desk.open(household);
  const { number } = await fileOf(household);
  const numbers = async () => {
    const source = '{ tasks(person: "clerk", first: 100) { nodes { file { number } } } }';
    const { nodes } = (await desk.ask('clerk', source))['tasks'] as { nodes: readonly { file: { number: string } }[] };
    return nodes.map(({ file }) => file.number);
  };
  expect(await numbers()).toContain(number);
  await declare('clerk', { personId: (await workerOf(household)).id });
  expect(await numbers()).not.toContain(number);
});

async function fileOf(household: string): Promise<{ readonly number: string }> {
  const [row] = await desk.register.asOwner('select number from archive_file where household_id = $1', [household]);
  return { number: String(row?.['number']) };
}
