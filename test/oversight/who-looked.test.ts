import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/access/viewer.ts';
import { answerOf, viewerWith } from '../support/graph.ts';
import { type Asking, type ServedPlatform, startServed, subjectOf } from '../support/served/platform.ts';

const WHOLE = /(?<![0-9*])410599[0-9]{11}[0-9X]/;
const PURPOSE = '信访答复：某人来信';

let served: ServedPlatform;
let clerk: Asking;
let clerkId = '';
const unions: Record<string, string> = {};

interface Kept {
  readonly household: string;
  readonly person: string;
  readonly number: string;
  readonly file: string;
  readonly union: string;
}
/** A household of each of two counties, with its worker. */
let here: Kept;
let there: Kept;
let worker: Viewer;

beforeAll(async () => {
  served = await startServed({ households: 60, environment: { BANGFU_KEYS_REQUEST: '1' } });
  clerk = { token: await served.bearer({ role: 'clerk', union: '410500' }), purpose: PURPOSE };
  const [own] = await served.asOwner('select anchor_id as id from staff_version where subject = $1', [
    subjectOf(clerk.token ?? ''),
  ]);
  clerkId = String(own?.['id']);
  for (const { id, code } of await served.asOwner('select id, code from trade_union'))
    unions[String(code)] = String(id);
  const [first, second] = ['410502', '410581'].map((county) => unions[county] ?? '');
  [here, there] = [await keptUnder(first ?? ''), await keptUnder(second ?? '')];
  worker = { staffId: null, personId: here.person, grants: [], purpose: '本人查阅' };
}, 120_000);
afterAll(() => served.close());

async function keptUnder(county: string): Promise<Kept> {
  const [row] = await served.asOwner(
    `select i.household_id as household, m.person_id as person, f.number as file, i.union_id as union
     from household_index i join archive_file f on f.household_id = i.household_id
     join household_version h on h.anchor_id = i.household_id and h.superseded_in is null and h.valid_to is null
     join membership_version m on m.anchor_id = h.worker_id and m.superseded_in is null
     where i.valid_to is null and i.union_id in (select descendant_id from union_closure where ancestor_id = $1)
     order by 1 limit 1`,
    [county],
  );
  return { number: '', ...(row as unknown as Omit<Kept, 'number'>) };
}

const asked = (source: string, viewer: Viewer) => answerOf(served.platform, source, { viewer, today: served.today });

interface Page {
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  readonly totalCount: number;
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}
async function page(list: string, args: string, fields: string, viewer: Viewer): Promise<Page> {
  const given = args === '' ? '' : `(${args})`;
  const source = `{ ${list}${given} { nodes { ${fields} } totalCount pageInfo { endCursor hasNextPage } } }`;
  return (await asked(source, viewer))[list] as Page;
}
const auditor = (union: string) => viewerWith('AUDITOR', unions[union] ?? union);

/** The refusals on record with a trace, which are written within seconds of the answer. */
async function refusals(where: string, values: unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const until = performance.now() + 10_000;
  for (;;) {
    const rows = await served.asOwner(
      `select kind, code, field, operation, staff_id, gateway, times::int, trace from refused_attempt where ${where} order by at, id`,
      values,
    );
    if (rows.length > 0 || performance.now() > until) return rows;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}

describe('reads of sensitive values', () => {
  const FIELDS = 'at kinds staffCode purpose operation trace person { id } household { id }';
  beforeAll(async () => {
    const source = `query Both($a: ID!, $b: ID!) { a: person(id: $a) { identityNumber household { accountNumber } }
      b: person(id: $b) { identityNumber } }`;
    const { text } = await served.ask(source, { ...clerk, variables: { a: here.person, b: there.person } });
    expect(text).toMatch(WHOLE);
  });

  test('are shown to auditors of the territory of whose values they are, and of nobody else', async () => {
    const found = async (union: string) => {
      const { nodes, totalCount } = await page('sensitiveReads', '', FIELDS, auditor(union));
      expect(nodes).toHaveLength(totalCount);
      return nodes.map(({ person, household }) => (person ?? household) as { readonly id: string }).map(({ id }) => id);
    };
    expect((await found('410500')).toSorted()).toEqual([here.person, here.household, there.person].toSorted());
    expect((await found('410502')).toSorted()).toEqual([here.person, here.household].toSorted());
    expect(await found('410581')).toEqual([there.person]);
  });

  // An audit log that repeats what it records is a second place to steal it from (trycompai/comp#3512).
  test('say who, when, what for and which kinds, and none of the values', async () => {
    const answer = await page('sensitiveReads', `person: "${here.person}"`, FIELDS, auditor('410502'));
    expect(answer.nodes).toEqual([
      {
        ...{ kinds: ['IDENTITY'], staffCode: 'clerk.410500', purpose: PURPOSE, operation: 'Both', household: null },
        ...{ person: { id: here.person }, trace: expect.any(String), at: expect.stringMatching(/^20.+\+08:00$/) },
      },
    ]);
    expect(JSON.stringify(answer)).not.toMatch(WHOLE);
    const rows = await served.asOwner('select * from sensitive_read_subject');
    expect(JSON.stringify(rows)).not.toMatch(/410599/);
  });

  test('are narrowed by union, member of staff, person, household and days', async () => {
    const count = async (args: string) => (await page('sensitiveReads', args, 'at', auditor('410500'))).totalCount;
    expect([
      await count('union: "410502"'),
      await count('staff: "clerk.410500"'),
      await count('staff: "clerk.410581"'),
      await count(`household: "${here.household}@2020-01-01"`),
      await count('person: "nobody"'),
      await count(`from: "${served.today}", to: "${served.today}"`),
      await count('to: "2020-01-01"'),
    ]).toEqual([2, 3, 0, 1, 0, 3, 0]);
    const foreign = page('sensitiveReads', 'union: "410581"', 'at', auditor('410502'));
    await expect(foreign).rejects.toThrow('没有此工会');
  });

  test('go with a household to its next steward', async () => {
    await served.asOwner('update household_index set union_id = $1 where household_id = $2', [
      there.union,
      here.household,
    ]);
    const found = await page('sensitiveReads', `household: "${here.household}"`, FIELDS, auditor('410581'));
    const left = await page('sensitiveReads', `household: "${here.household}"`, FIELDS, auditor('410502'));
    await served.asOwner('update household_index set union_id = $1 where household_id = $2', [
      here.union,
      here.household,
    ]);
    expect([found.totalCount, left.totalCount]).toEqual([1, 0]);
  });

  test('of a small territory are found behind thousands of newer ones of others', async () => {
    await served.asOwner(
      `insert into sensitive_read (id, staff_id, operation, purpose, subjects, trace)
       select gen_random_uuid(), $1, null, '审计检查', jsonb_agg(jsonb_build_object('kind', 'Person', 'id', gen_random_uuid(),
         'fields', '["IDENTITY"]'::jsonb)), 'many' from generate_series(1, 2500)`,
      [clerkId],
    );
    const walked: unknown[] = [];
    for (let after = ''; ;) {
      const { nodes, pageInfo } = await page('sensitiveReads', `first: 1${after}`, FIELDS, auditor(here.union));
      walked.push(...nodes.map(({ person, household }) => (person ?? household) as { readonly id: string }));
      if (!pageInfo.hasNextPage) break;
      after = `, after: "${pageInfo.endCursor}"`;
    }
    await served.asOwner(`alter table sensitive_read_subject disable trigger user;
      delete from sensitive_read_subject where read_id in (select id from sensitive_read where trace = 'many');
      delete from sensitive_read where trace = 'many'`);
    expect(walked).toEqual(expect.arrayContaining([{ id: here.person }, { id: here.household }]));
    expect(walked).toHaveLength(2);
  });

  test('are told to the worker whose values they are, with the kind of purpose alone', async () => {
    const { nodes } = await page(
      'ownReads',
      '',
      'kinds staffCode staffName purpose person { id } household { id }',
      worker,
    );
    const told = { staffCode: 'clerk.410500', staffName: expect.any(String), purpose: '信访答复' };
    expect(nodes).toHaveLength(2);
    expect(nodes).toEqual(
      expect.arrayContaining([
        { ...told, kinds: ['IDENTITY'], person: { id: here.person }, household: null },
        { ...told, kinds: ['ACCOUNT'], person: null, household: { id: here.household } },
      ]),
    );
    await expect(page('sensitiveReads', '', 'at', worker)).rejects.toThrow('无权');
  });

  test('are told to who read, and to no other member of staff', async () => {
    const self = { ...viewerWith('UNION_CLERK', unions['410500'] ?? ''), staffId: clerkId };
    expect((await page('ownReads', '', 'at', self)).totalCount).toBe(3);
    expect((await page('ownReads', '', 'at', viewerWith('UNION_CLERK', unions['410500'] ?? ''))).totalCount).toBe(0);
  });

  test('of masked values are counted for who saw them, within the days that they ask for', async () => {
    const self = { ...viewerWith('UNION_CLERK', unions['410500'] ?? ''), staffId: clerkId };
    await served.asOwner(`insert into masked_read values ($1, '2024-03-05T01:00Z', 7), ($1, '2024-03-06T01:00Z', 2)`, [
      clerkId,
    ]);
    const seen = await page('ownMaskedLists', 'from: "2024-03-05", to: "2024-03-05"', 'hour persons', self);
    expect(seen).toMatchObject({ totalCount: 1, nodes: [{ hour: '2024-03-05T09:00:00.000+08:00', persons: 7 }] });
    const other = viewerWith('UNION_CLERK', unions['410500'] ?? '');
    expect((await page('ownMaskedLists', 'from: "2024-03-05", to: "2024-03-05"', 'hour', other)).totalCount).toBe(0);
    expect((await page('ownMaskedLists', '', 'hour', worker)).totalCount).toBe(0);
    await served.asOwner(`delete from masked_read where hour < '2024-03-07'`);
  });
});

describe('refused attempts', () => {
  const STAFF = 'query Staff { staff { totalCount } }';

  test('are on record with who, what, when and trace; headers and aliases change nothing of it', async () => {
    const alias = 'query Staff { a410599199001010017: staff { totalCount } }';
    const headers = { 'x-actor': 'admin', 'x-forwarded-user': 'admin' };
    const { codes, headers: answered } = await served.ask(alias, { ...clerk, headers });
    expect(codes).toEqual(['FORBIDDEN']);
    const trace = answered.get('trace-id');
    expect(await refusals('trace = $1', [trace])).toEqual([
      {
        ...{ kind: 'RIGHT', code: 'FORBIDDEN', field: 'staff', operation: 'Staff', staff_id: clerkId },
        ...{ gateway: null, times: 1, trace },
      },
    ]);
    const own = { ...viewerWith('UNION_CLERK', unions['410500'] ?? ''), staffId: clerkId };
    expect((await page('ownRefusals', '', 'code field times', own)).nodes).toContainEqual({
      ...{ code: 'FORBIDDEN', field: 'staff', times: 1 },
    });
    const shown = async (union: string) =>
      (await page('refusedAttempts', 'kind: RIGHT', 'staffCode trace', auditor(union))).nodes;
    expect(await shown('410500')).toContainEqual({ staffCode: 'clerk.410500', trace });
    // The clerk of the city is none of the staff of a county.
    expect(await shown('410502')).not.toContainEqual({ staffCode: 'clerk.410500', trace });
  });

  // pgAudit loses what is rolled back and knows no refusals (pgaudit/pgaudit#143, #273).
  test('of an act stay on record though its transaction was rolled back and no problem was asked for', async () => {
    const admin = await served.bearer({ staff: 'admin' });
    const act = 'mutation End { endGrant(grantId: "00000000-0000-7000-8000-000000000001") { staffId: __typename } }';
    const { headers, codes } = await served.ask(act, { token: admin });
    expect(codes).toEqual([]);
    expect(await refusals('trace = $1', [headers.get('trace-id')])).toMatchObject([
      { kind: 'ACT', code: 'NO_SUCH_GRANT', field: 'endGrant', operation: 'End' },
    ]);
  });

  test('by a link, a signature and a quota are on record, and no text of the sender is', async () => {
    const link = await fetch(`${served.url}/exports/list?link=1.x`, { headers: { authorization: clerk.token ?? '' } });
    const unsigned = { 'bangfu-signature': 'gateway="civil-affairs"' };
    const forged = await served.ask(STAFF, { ...clerk, headers: unsigned });
    const partner = await served.bearer({ role: 'partner', union: '410500' });
    const two = `{ a: household(fileNumber: "${here.file}") { id } b: household(fileNumber: "${there.file}") { id } }`;
    const quota = await served.ask(two, { token: partner, purpose: '信息比对', signed: true });
    expect([link.status, forged.status, quota.codes]).toEqual([400, 401, ['TOO_COMPLEX', 'TOO_COMPLEX']]);
    const [of, by, over] = [link.headers, forged.headers, quota.headers].map((one) => one.get('trace-id'));
    expect(await refusals('trace = $1', [of])).toMatchObject([
      { kind: 'LINK', code: 'LINK_INVALID', field: '/exports/list', staff_id: clerkId },
    ]);
    expect(await refusals('trace = $1', [by])).toMatchObject([
      { kind: 'SIGNATURE', code: 'SIGNATURE_MALFORMED', staff_id: null, field: null },
    ]);
    expect(await refusals('trace = $1', [over])).toMatchObject([
      { kind: 'QUOTA', code: 'TOO_COMPLEX', field: 'household' },
    ]);
    const nobody = 'kind: SIGNATURE';
    expect((await page('refusedAttempts', nobody, 'code', auditor('410500'))).totalCount).toBeGreaterThan(0);
    expect((await page('refusedAttempts', nobody, 'code', auditor('410502'))).totalCount).toBe(0);
  });

  test('are refused as before while they cannot be put on record, and are on record afterwards', async () => {
    await served.asOwner('revoke insert on refused_attempt from test_application');
    const answer = await served.ask('query Later { grantProposals { totalCount } }', clerk);
    expect([answer.status, answer.codes]).toEqual([200, ['FORBIDDEN']]);
    await served.asOwner('grant insert on refused_attempt to test_application');
    expect(await refusals('trace = $1', [answer.headers.get('trace-id')])).toMatchObject([{ field: 'grantProposals' }]);
  });

  test('take few rows however often they are made', async () => {
    const many = Array.from(
      { length: 60 },
      (_, one) => `query Q${one} { households(first: 1) { nodes { history { totalCount } } } }`,
    );
    const finance: Asking = { token: await served.bearer({ role: 'finance', union: '410500' }) };
    for (const source of many) expect((await served.ask(source, finance)).codes).toEqual(['FORBIDDEN']);
    const rows = await refusals("field = 'history'", []);
    expect(rows.length).toBeLessThanOrEqual(4);
    expect(rows[0]).toMatchObject({ kind: 'RIGHT', operation: 'Q0' });
  });

  test('cannot be changed by the application, and neither can what was read', async () => {
    for (const table of ['refused_attempt', 'sensitive_read_subject']) {
      const { platform } = served;
      for (const change of [`delete from ${table}`, `update ${table} set staff_id = null`, `truncate ${table}`]) {
        const tried = platform.database.session((sql) => sql.query(change));
        await expect(tried).rejects.toThrow('permission denied');
      }
    }
  });
});
