import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../../src/access/viewer.ts';
import { changeNumber } from '../../../src/database/time/change-log.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { readHouseholds } from '../../support/read-household.ts';
import { seedSample } from '../../../src/sample/seed.ts';
import { sensitiveReads } from '../../../src/graph/policy/sensitive-reads.ts';
import { answerOf, ask, viewerWith } from '../../support/graph.ts';
import { emptyRegister, sealAll, valueOf } from '../../support/register.ts';
import { DAY } from '../../support/register-household.ts';

let register: Awaited<ReturnType<typeof emptyRegister>>;
const unions: Record<string, string> = {};
const staff: Record<string, string> = {};
const today = '2026-06-30';
const ON = DAY(2026, 6, 30);

beforeAll(async () => {
  register = await emptyRegister('18');
  const { ownerUrl, secrets } = register.platform;
  await seedSample({ ownerUrl, secrets, households: 120, seed: 1, on: ON, progress: () => undefined });
  for (const { id, code } of await register.asOwner('select id, code from trade_union'))
    unions[String(code)] = String(id);
  for (const { id, code } of await register.asOwner('select id, code from staff')) staff[String(code)] = String(id);
}, 120_000);
afterAll(() => register.drop());

const city = (): Viewer => viewerWith('UNION_CLERK', unions['410500'] ?? '');
const answer = (source: string, viewer: Viewer = city(), variables: Record<string, unknown> = {}) =>
  answerOf(register.platform, source, { viewer, today, variables });

interface Listed {
  readonly nodes: readonly { readonly id: string; readonly fileNumber: string | null }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function walk(document: string, viewer: Viewer, between: () => Promise<void> = () => Promise.resolve()) {
  const ids: string[] = [];
  let after: string | null = null;
  for (;;) {
    const data: Record<string, unknown> = await answer(document, viewer, { after });
    const page = data['list'] as Listed;
    ids.push(...page.nodes.map(({ id }) => id));
    await between();
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) return ids;
  }
}

const LIST = (field: string) =>
  `query ($after: String) { list: ${field} { nodes { id } pageInfo { hasNextPage endCursor } } }`;

describe('lists', () => {
  test.each(['FILE_NUMBER', 'WORKER_NAME', 'ID'])('a walk by %s gives each household once', async (order) => {
    const ids = await walk(LIST(`households(first: 17, after: $after, orderBy: ${order})`), city());
    const all = await register.asOwner('select anchor_id as id from household_version where superseded_in is null');
    expect(ids).toHaveLength(120);
    expect([...ids].sort()).toEqual(all.map(({ id }) => id).sort());
  });

  test('names are sorted as Chinese is read', async () => {
    const data = await answer(
      '{ households(first: 200, orderBy: WORKER_NAME) { nodes { worker { person { name } } } } }',
    );
    const { nodes } = data['households'] as { nodes: { worker: { person: { name: string } } }[] };
    const names = nodes.map(({ worker }) => worker.person.name);
    const sorted = await register.asOwner('select n from unnest($1::text[]) n order by n collate "zh-x-icu"', [names]);
    expect(names).toEqual(sorted.map(({ n }) => n));
    expect(names).not.toEqual([...names].sort());
  });

  test('a walk stays at the revision of its first page, whatever is recorded meanwhile', async () => {
    const [first] = await register.asOwner('select household_id as id from archive_file order by number desc limit 1');
    const id = String(first?.['id']);
    const causeNow = async () => {
      const data = await answer(`{ household(id: "${id}") { mainCause } }`);
      return (data['household'] as { mainCause: 'OTHER' | 'ACCIDENT' }).mainCause;
    };
    const before = await causeNow();
    const after = before === 'OTHER' ? 'ACCIDENT' : 'OTHER';
    const change = async () => {
      const read = await readHouseholds(register.deps, [id], ON, 'NOW');
      const household = read.get(id)?.household;
      if (household === undefined) throw new Error('no household');
      const recorded = await recordHousehold(
        { ...register.deps, today },
        {
          ...{ actorId: staff['clerk.410500'] ?? '', idempotencyKey: null, purpose: '测试', householdId: id },
          ...{ unionId: null, from: ON, correction: false, expectedRevision: null },
          household: { ...household, household: { ...household.household, mainCause: after } },
        },
      );
      valueOf(recorded);
      await sealAll(register.platform.database);
    };
    const query = LIST('households(first: 100, after: $after)').replace(
      '{ id }',
      '{ id revision mainCause members { id } }',
    );
    const first100 = await answer(query);
    await change();
    const { endCursor } = (first100['list'] as Listed).pageInfo;
    const rest = (await answer(query, city(), { after: endCursor }))['list'] as {
      nodes: { id: string; revision: number; mainCause: string; members: { id: string }[] }[];
    };
    expect(await causeNow()).toBe(after);
    expect(rest.nodes.find((one) => one.id === id)?.mainCause).toBe(before);
    const [shown] = (first100['list'] as { nodes: { revision: number }[] }).nodes;
    expect(new Set(rest.nodes.map(({ revision }) => revision))).toEqual(new Set([shown?.revision]));
    const ids = rest.nodes.flatMap((one) => [one.id, ...one.members.map((member) => member.id)]);
    expect(ids.filter((one) => !/^[0-9a-f-]{36}$/.test(one))).toEqual([]);
  });

  test.each([
    ['another list', 'archiveFiles(after: $after)'],
    ['another order', 'households(after: $after, orderBy: ID)'],
    ['another filter', 'households(after: $after, filter: { migrant: true })'],
  ])('a cursor holds for no %s', async (_, field) => {
    const page = (await answer(LIST('households(after: $after)')))['list'] as Listed;
    const { result } = await ask(register.platform, LIST(field), {
      ...{ viewer: city(), today },
      variables: { after: page.pageInfo.endCursor },
    });
    expect(result.errors?.[0]?.extensions['code']).toBe('INVALID_CURSOR');
  });

  test('a cursor that was changed, or is somebody else’s, is refused', async () => {
    const page = (await answer(LIST('households(after: $after)')))['list'] as Listed;
    const cursor = page.pageInfo.endCursor ?? '';
    const others = { ...city(), staffId: '00000000-0000-7000-8000-000000000002' };
    const [version, payload = '', mac] = cursor.split('.');
    const forged = [version, Buffer.from(`{"after":["","0"],"revision":1}`).toString('base64url'), mac].join('.');
    for (const [viewer, after] of [
      [others, cursor],
      [city(), forged],
      [city(), `9.${payload}.${mac ?? ''}`],
      [city(), 'x'],
    ] as const) {
      const { result } = await ask(register.platform, LIST('households(after: $after)'), {
        ...{ viewer, today },
        variables: { after },
      });
      expect(result.errors?.[0]?.extensions['code']).toBe('INVALID_CURSOR');
    }
  });

  test.each([-1, 0, 201, 2_147_483_647])('first: %d is refused', async (first) => {
    const { result } = await ask(register.platform, `{ households(first: ${first}) { nodes { id } } }`, {
      ...{ viewer: city(), today },
    });
    expect(result.errors?.[0]?.extensions).toEqual({ code: 'INVALID_ARGUMENT', argument: 'first' });
  });

  test('a filter finds what it names, and % and _ are but characters', async () => {
    const data = await answer(
      `{ all: households { totalCount } mine: households(filter: { union: "410502", migrant: false }) {
         totalCount nodes { migrant steward { code parent { code } } } }
       percent: households(filter: { workerName: "%" }) { totalCount } one: households(filter: { workerName: "_" }) { totalCount } }`,
    );
    const mine = data['mine'] as { totalCount: number; nodes: { migrant: boolean; steward: { code: string } }[] };
    expect(mine.totalCount).toBeGreaterThan(0);
    expect(mine.nodes.every(({ migrant, steward }) => !migrant && steward.code.startsWith('410502'))).toBe(true);
    expect(data).toMatchObject({ all: { totalCount: 120 }, percent: { totalCount: 0 }, one: { totalCount: 0 } });
  });
});

describe('the number of statements', () => {
  const EDGES = [
    'worker { person { name } }',
    'members { relation person { name household { id } } }',
    ...['incomes', 'deductions', 'expenses', 'schooling', 'employment', 'disbursements'].map(
      (edge) => `${edge} { key member { key person { name } } household { id } }`,
    ),
    'events { key } dibao { key }',
    'assets { savings dwellings { area } vehicles { owned } }',
    'steward { code parent { code } children { code } region { code parent { code } standards { kind amount } } }',
    'files { number steward { code } household { id } }',
    'assessments { outcome }',
    'history(first: 3) { nodes { revision } totalCount }',
    'eligibility { outcome findings { rule zh } figures { disposable } }',
    'totals { income }',
  ];

  test.each(EDGES)('does not grow with the rows: %s', async (edge) => {
    const statements = async (first: number) => {
      const source = `{ households(first: ${first}) { nodes { id ${edge} } } }`;
      const { result, statements: run } = await ask(register.platform, source, { viewer: city(), today });
      expect(result.errors).toBeUndefined();
      return run.length;
    };
    expect(await statements(120)).toBe(await statements(40));
  });

  test('eligibility of 100 households takes eight at most', async () => {
    const source = '{ households(first: 100) { nodes { eligibility { outcome findings { state zh } } } } }';
    const { result, statements } = await ask(register.platform, source, { viewer: city(), today });
    expect(result.errors).toBeUndefined();
    expect(statements.length).toBeLessThanOrEqual(8);
  });
});

describe('the two times', () => {
  test('before a household had a state it has no decision, whether the level has local rules or not', async () => {
    const [latest] = await register.asOwner(
      'select anchor_id as id, (min(valid_from) - 1)::text as before from household_version group by 1 order by 2 desc limit 1',
    );
    const data = await answer(
      `query ($id: ID!, $before: Date!) { household(id: $id) {
         national: eligibility(asOf: $before) { outcome } county: eligibility(asOf: $before, level: COUNTY) { outcome } } }`,
      city(),
      { id: latest?.['id'], before: latest?.['before'] },
    );
    expect(data).toEqual({ household: { national: null, county: null } });
  });

  test('two aliases with two dates in one query have two answers', async () => {
    const [one] = await register.asOwner(
      `select household_id as id from survey_version where surveyed_on between '2023-01-01' and '2025-03-31'
         and household_id in (select household_id from survey_version where surveyed_on >= '2025-04-01') limit 1`,
    );
    // The window of each day is that of the survey in force on it.
    const window = async (asOf: string) => {
      const [row] = await register.asOwner(
        `select to_char(max(surveyed_on) - interval '12 months', 'YYYY-MM') as from,
           to_char(max(surveyed_on) - interval '1 month', 'YYYY-MM') as to
         from survey_version where household_id = $1 and surveyed_on <= $2`,
        [one?.['id'], asOf],
      );
      return row;
    };
    const [now, then] = [await window('2026-06-30'), await window('2025-03-31')];
    expect(now).not.toEqual(then);
    const data = await answer(
      `query ($id: ID!) { household(id: $id) { id asOf
         now: eligibility(asOf: "2026-06-30") { figures { from to } }
         then: eligibility(asOf: "2025-03-31") { figures { from to } } }
       other: household(id: $id, asOf: "2026-01-01") { asOf members { id } } }`,
      city(),
      { id: one?.['id'] },
    );
    expect(data).toMatchObject({
      household: {
        asOf: '2026-06-30',
        now: { figures: now },
        then: { figures: then },
      },
      other: { asOf: '2026-01-01' },
    });
  });

  test('what was not known on a day is not shown as known then', async () => {
    const data = await answer('{ households(asKnownOn: "2001-01-01") { totalCount nodes { id } } }');
    expect(data).toEqual({ households: { totalCount: 0, nodes: [] } });
  });
});

describe('masks', () => {
  const QUERY = `{ households(first: 5) { nodes { accountNumber address withheld worker { person { id identityNumber mobile healthStatus withheld } } } } }`;
  interface Shown {
    readonly accountNumber: string | null;
    readonly worker: {
      readonly person: { readonly id: string; readonly identityNumber: string; readonly withheld: string[] };
    };
  }
  const shown = async (viewer: Viewer) => {
    const { result, context } = await ask(register.platform, QUERY, { viewer, today });
    const { nodes } = result.data?.['households'] as { nodes: Shown[] };
    return { nodes, reads: sensitiveReads(context) };
  };

  test('whoever may see and says what for sees all, and the answer knows whom it shows', async () => {
    const { nodes, reads } = await shown(city());
    for (const { worker } of nodes) expect(worker.person.identityNumber).toMatch(/^410599\d{11}[\dX]$/);
    expect(reads.shown().filter(({ kind }) => kind === 'Person')).toHaveLength(5);
    expect(reads.masked()).toBe(0);
  });

  test('without a purpose numbers end in four digits and texts are withheld', async () => {
    const { nodes, reads } = await shown(viewerWith('UNION_CLERK', unions['410500'] ?? '', null));
    for (const { worker, accountNumber } of nodes) {
      expect(worker.person.identityNumber).toMatch(/^\*{14}[\dX]{4}$/);
      expect(worker.person.withheld).toContain('identityNumber');
      expect(accountNumber === null || /^\*+\d{4}$/.test(accountNumber)).toBe(true);
    }
    expect(reads.shown()).toEqual([]);
    expect(reads.masked()).toBeGreaterThanOrEqual(5);
  });
});

describe('what-if', () => {
  test('facts that are refused name path and reason', async () => {
    const data = await answer(
      'query ($facts: JSON!) { assessHousehold(facts: $facts) { assessment { outcome } problems { path zh en } } }',
      city(),
      {
        facts: { asOf: 'never' },
      },
    );
    const { assessment, problems } = data['assessHousehold'] as { assessment: unknown; problems: { path: string }[] };
    expect(assessment).toBeNull();
    expect(problems.map(({ path }) => path)).toContain('facts.asOf');
  });
});

test('a change has its number by the time that it is answered', async () => {
  const [change] = await register.asOwner('select id from change_log order by id desc limit 1');
  expect(await changeNumber(register.platform.database, String(change?.['id']))).toBeGreaterThan(0);
});
