import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SAMPLE_ISSUER } from '../../src/access/token/signing-key.ts';
import { errorMessage } from '../../src/graph/error.ts';
import { type ServedPlatform, servedAnswerOf, startServed } from '../support/served/platform.ts';

/** Dashboards as administrators make them and as their machines ask, over HTTP. */

const COUNTY = '410502';
const UNAUTHENTICATED = {
  errors: [{ message: errorMessage('UNAUTHENTICATED'), extensions: { code: 'UNAUTHENTICATED' } }],
};
const DAY = 24 * 3600 * 1000;

let served: ServedPlatform;
let [admin, second] = ['', ''];
let made = 0;
beforeAll(async () => {
  served = await startServed({ statistics: true, households: 120 });
  [admin, second] = [await served.bearer({ staff: 'admin' }), await served.bearer({ staff: 'admin2' })];
});
afterAll(() => served.close());

interface Answer {
  readonly problems: readonly { readonly code: string; readonly path: string }[];
  readonly objectId: string;
}

/** Sends a mutation, and returns what it answered. */
async function act<T = Answer>(token: string, call: string, selection = 'problems { code path } objectId'): Promise<T> {
  const { data, text } = await served.ask(`mutation { done: ${call} { ${selection} } }`, { token });
  if (data?.['done'] === undefined) throw new Error(text);
  return data['done'] as T;
}

async function register(code = `board${(made += 1)}`): Promise<string> {
  const input = `code: "${code}", name: "看板", issuer: "${SAMPLE_ISSUER}", subject: "${code}"`;
  return (await act(admin, `registerStaff(input: { ${input} })`)).objectId;
}

const propose = (
  staffId: string,
  role: string,
  { union = COUNTY, from = served.today, to = '' }: { union?: string; from?: string; to?: string } = {},
) => {
  const until = to === '' ? '' : `, to: "${to}"`;
  return act(
    admin,
    `proposeGrant(input: { staffId: "${staffId}", role: ${role}, union: "${union}", from: "${from}"${until} })`,
  );
};
const confirm = (grantId: string, token = second) => act(token, `confirmGrant(grantId: "${grantId}")`);
const codes = ({ problems }: Pick<Answer, 'problems'>) => problems.map(({ code, path }) => `${code} ${path}`);
const later = (days: number) => new Date(Date.parse(served.today) + days * DAY).toISOString().slice(0, 10);

async function grant(staffId: string, role = 'DASHBOARD', over: Parameters<typeof propose>[2] = {}): Promise<string> {
  const { objectId } = await propose(staffId, role, over);
  expect(codes(await confirm(objectId))).toEqual([]);
  return objectId;
}

interface Issued extends Pick<Answer, 'problems'> {
  readonly token: string | null;
  readonly expiresAt: string | null;
}
const issue = (grantId: string, by = admin) =>
  act<Issued>(by, `issueDashboardToken(grantId: "${grantId}")`, 'problems { code path } token expiresAt');

/** A dashboard with its grant and its token. */
async function dashboard(over: Parameters<typeof propose>[2] = {}) {
  const staffId = await register();
  const grantId = await grant(staffId, 'DASHBOARD', over);
  const { token } = await issue(grantId);
  return { staffId, grantId, text: token ?? '', token: `Bearer ${token}` };
}

const TOTAL = '{ statistics(measures: [HOUSEHOLDS]) { totals { figures { count } } } }';
const statusOf = async (token: string) => (await served.ask(TOTAL, { token })).status;

describe('a dashboard', () => {
  test('takes two people to grant, and has no token before both did', async () => {
    const staffId = await register();
    const { objectId: grantId } = await propose(staffId, 'DASHBOARD');
    expect(codes(await confirm(grantId, admin))).toEqual(['ANOTHER_PERSON grantId']);
    expect(await issue(grantId)).toEqual({
      ...{ problems: [{ code: 'NO_SUCH_GRANT', path: 'grantId' }], token: null, expiresAt: null },
    });
    expect(codes(await confirm(grantId))).toEqual([]);
    const { problems, token, expiresAt } = await issue(grantId);
    expect([problems, token]).toEqual([[], expect.stringMatching(/^bfd_[\w-]{43}$/)]);
    expect(Math.abs(Date.parse(expiresAt ?? '') - Date.now() - 90 * DAY)).toBeLessThan(60_000);
    const log = await served.asOwner(
      'select s.code, action from change_log l join staff s on s.id = l.actor_id where subject_id = $1 order by l.id',
      [staffId],
    );
    expect(log.map(({ code, action }) => `${String(code)} ${String(action)}`)).toEqual([
      ...['admin REGISTER_STAFF', 'admin PROPOSE_GRANT', 'admin2 CONFIRM_GRANT', 'admin ISSUE_DASHBOARD_TOKEN'],
    ]);
  });

  test('has no other role, and nobody with another role is one', async () => {
    const [board, clerk] = [await register(), await register()];
    const [first, other] = [
      await propose(board, 'DASHBOARD'),
      await propose(board, 'STATISTICIAN', { from: later(9) }),
    ];
    expect([codes(first), codes(other)]).toEqual([[], []]);
    expect(codes(await confirm(first.objectId))).toEqual([]);
    expect(codes(await confirm(other.objectId))).toEqual(['EXCLUDING_ROLE grantId']);
    for (const role of ['UNION_CLERK', 'STATISTICIAN', 'ADMINISTRATOR']) {
      expect(codes(await propose(board, role, { from: later(30) }))).toEqual(['EXCLUDING_ROLE role']);
    }
    expect(codes(await propose(board, 'DASHBOARD', { union: '410581' }))).toEqual([]);
    // One that has yet to begin counts too.
    const grantId = await grant(clerk, 'UNION_CLERK', { from: later(5) });
    expect(codes(await propose(clerk, 'DASHBOARD', { union: '410581' }))).toEqual(['EXCLUDING_ROLE role']);
    expect(codes(await act(admin, `endGrant(grantId: "${grantId}")`))).toEqual([]);
    expect(codes(await propose(clerk, 'DASHBOARD'))).toEqual([]);
    const { data } = await served.ask(
      `mutation { proposeGrant(input: { staffId: "${board}", role: AUDITOR, union: "${COUNTY}", from: "${served.today}" }) { problems { zh en } } }`,
      { token: admin },
    );
    expect(data).toMatchObject({
      proposeGrant: {
        problems: [{ zh: expect.stringContaining('看板不得兼有'), en: expect.stringContaining('no other role') }],
      },
    });
  });

  test('stays alone when two roles are confirmed at once', async () => {
    const staffId = await register();
    const proposals = [await propose(staffId, 'DASHBOARD'), await propose(staffId, 'AUDITOR')];
    const answers: Promise<Answer>[] = [];
    // Whatever both have checked by then, neither of them can write before the other has begun.
    await served.whileHeld('lock table change_log in share mode', async () => {
      answers.push(...proposals.map(({ objectId }) => confirm(objectId)));
      await new Promise((resolve) => setTimeout(resolve, 500));
    });
    expect((await Promise.all(answers)).flatMap(codes)).toEqual(['EXCLUDING_ROLE grantId']);
  });

  test('gets a token by an administrator of its union alone, and by a grant of a dashboard', async () => {
    const county = await register('admin.410581');
    await grant(county, 'ADMINISTRATOR', { union: '410581' });
    const elsewhere = await served.bearer({ staff: 'admin.410581' });
    const { grantId, staffId } = await dashboard();
    expect(codes(await issue(grantId, elsewhere))).toEqual(['NO_SUCH_GRANT grantId']);
    const own = await grant(staffId, 'DASHBOARD', { union: '410581' });
    expect(codes(await issue(own, elsewhere))).toEqual([]);
    const clerk = await served.bearer({ role: 'clerk', union: COUNTY });
    const source = `mutation { issueDashboardToken(grantId: "${grantId}") { token } }`;
    expect((await served.ask(source, { token: clerk })).codes).toEqual(['FORBIDDEN']);
    const [ofClerk] = await served.asOwner(
      "select g.id from staff_grant g join staff s on s.id = g.staff_id where s.code = 'clerk.410502'",
    );
    expect(codes(await issue(String(ofClerk?.['id'])))).toEqual(['NOT_A_DASHBOARD grantId']);
    expect(codes(await issue('nothing'))).toEqual(['NO_SUCH_GRANT grantId']);
  });
});

interface Row {
  readonly keys: readonly { readonly key: string; readonly name: string }[];
  readonly figures: readonly { readonly count: number | null; readonly isHidden: boolean; readonly cell: unknown }[];
}

describe('its token', () => {
  test('answers statistics over the subtree of its grant, by any dimension, without small cells', async () => {
    const { token } = await dashboard();
    const auditor = await served.bearer({ role: 'auditor', union: COUNTY });
    const ROWS = '{ keys { key name } figures { count isHidden cell } }';
    const rowsFor = async (by: string, who: string) => {
      const source = `{ statistics(measures: [HOUSEHOLDS], by: [${by}]) { rows ${ROWS} totals ${ROWS} } }`;
      const { data } = await served.ask(source, { token: who });
      const { rows, totals } = data?.['statistics'] as {
        readonly rows: readonly Row[];
        readonly totals: readonly Row[];
      };
      return [...rows, ...totals];
    };
    let hidden = 0;
    for (const by of ['OUTCOME', 'FILE_STATE', 'OUTCOME, FILE_STATE', 'UNION']) {
      const [all, shown] = [await rowsFor(by, auditor), await rowsFor(by, token)];
      const expected = all.map(({ keys, figures }) => {
        const [{ count } = { count: 0 }] = figures;
        const isHidden = Number(count) > 0 && Number(count) < 5;
        hidden += isHidden ? 1 : 0;
        return { keys, figures: [{ count: isHidden ? null : count, isHidden, cell: null }] };
      });
      expect([by, shown]).toEqual([by, expected]);
      expect(all.at(-1)?.figures[0]?.count).toBeGreaterThan(5);
    }
    expect(hidden).toBeGreaterThan(3);
    const ofUnion = async (union: string) =>
      (
        await served.ask(`{ statistics(measures: [HOUSEHOLDS], filter: { union: "${union}" }) { rowCount } }`, {
          token,
        })
      ).codes;
    expect([await ofUnion('410502-J1'), await ofUnion('410581')]).toEqual([[], ['INVALID_ARGUMENT']]);
    // The grant of another union is another token's.
    const names = await served.ask(
      '{ tradeUnions(first: 1) { nodes { name } } standards(region: "410502") { kind } }',
      { token },
    );
    expect(names.codes).toEqual([]);
  });

  test('shows no household, person, payment or file, takes nothing away and changes nothing', async () => {
    const { token } = await dashboard();
    const [row] = await served.asOwner(
      `select household_id as household, file_id as file, number, person_id as person from (
         select distinct on (f.household_id) f.household_id, f.id as file_id, f.number, m.person_id from archive_file f
         join stewards($1) k on k.household_id = f.household_id
         join trade_union u on u.id = k.union_id and u.code like '410502%'
         join membership_version m on m.household_id = f.household_id and m.superseded_in is null
       ) one limit 1`,
      [served.today],
    );
    const { household, file, number, person } = row as Record<string, string>;
    const refused = [
      ...['households { totalCount }', 'disbursements { totalCount }', 'archiveFiles { totalCount }'],
      ...[
        'surveysDue { totalCount }',
        'realNameSummary(year: 2026) { total { amount } }',
        'lockedRealNameTables { totalCount }',
      ],
      ...['staff { totalCount }', 'grantProposals { totalCount }'],
    ];
    for (const field of refused) {
      expect([field, (await served.ask(`{ ${field} }`, { token })).codes]).toEqual([field, ['FORBIDDEN']]);
    }
    const nothing = [
      ...[`household(id: "${household}") { id }`, `household(fileNumber: "${number}") { id }`],
      ...[
        `person(id: "${person}") { name }`,
        `archiveFile(id: "${file}") { number }`,
        `node(id: "${household}") { id }`,
      ],
    ];
    for (const field of nothing) {
      const { data, codes: refusal } = await served.ask(`{ found: ${field} }`, { token });
      expect([field, data?.['found'] ?? null, refusal.filter((code) => code !== 'FORBIDDEN')]).toEqual([
        field,
        null,
        [],
      ]);
    }
    const entities = await served.ask(
      '{ _entities(representations: [{ __typename: "Household", id: $id }]) { __typename } }'.replace(
        '$id',
        `"${household}"`,
      ),
      { token, signed: true },
    );
    expect(entities.text).not.toContain('"__typename"');
    const mutations = [
      'exportConnection(input: { document: "{ tradeUnions { nodes { code } } }" }) { url }',
      'exportRealNameTable(input: { year: 2026, format: CSV }) { url }',
      `endGrant(grantId: "${household}") { problems { code } }`,
      `closeHousehold(input: { householdId: "${household}", on: "${served.today}", reason: OTHER }) { problems { code } }`,
    ];
    for (const call of mutations) {
      const { codes: refusal } = await served.ask(`mutation { ${call} }`, { token });
      expect([call, refusal]).toEqual([call, ['FORBIDDEN']]);
    }
    const upload = await servedAnswerOf(
      await fetch(`${served.url}/imports?union=410502-Q1`, {
        ...{ method: 'POST', body: 'PK' },
        headers: {
          authorization: token,
          'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        },
      }),
    );
    // As for everybody who may not record anything for the union.
    expect(upload.codes).toEqual(['INVALID_ARGUMENT']);
  });

  test('is of one grant: another union’s households need another token', async () => {
    const { staffId, token } = await dashboard();
    const other = `Bearer ${(await issue(await grant(staffId, 'DASHBOARD', { union: '410581' }))).token}`;
    const unionsOf = async (who: string) => {
      const { data } = await served.ask(
        '{ statistics(measures: [HOUSEHOLDS], by: [UNION_COUNTY]) { rows { keys { key } } } }',
        { token: who },
      );
      return JSON.stringify(data).match(/4105\d\d/g);
    };
    expect([await unionsOf(token), await unionsOf(other)]).toEqual([[COUNTY], ['410581']]);
  });
});

/** A token that is no good gets the same answer as every other: no detail, and nothing is executed. */
async function expectRefused(token: string): Promise<void> {
  const { status, text } = await served.ask(TOTAL, { token });
  expect([status, JSON.parse(text)]).toEqual([401, UNAUTHENTICATED]);
}

describe('its token is useless from the next request on', () => {
  test('after its grant was ended', async () => {
    const { grantId, token } = await dashboard();
    expect(await statusOf(token)).toBe(200);
    expect(codes(await act(second, `endGrant(grantId: "${grantId}")`))).toEqual([]);
    await expectRefused(token);
    expect(codes(await issue(grantId))).toEqual(['NO_SUCH_GRANT grantId']);
  });

  test('after its holder was deactivated', async () => {
    const { staffId, grantId, token } = await dashboard();
    expect(await statusOf(token)).toBe(200);
    expect(codes(await act(second, `deactivateStaff(staffId: "${staffId}")`))).toEqual([]);
    await expectRefused(token);
    expect(codes(await issue(grantId))).toEqual(['NO_SUCH_GRANT grantId']);
  });

  test('after 90 days, and on the day on which its grant ends', async () => {
    const { grantId, token } = await dashboard();
    // Nobody but the owner of the database can do so, and not without turning off what guards it.
    const pass = (time: string) =>
      served.asOwner(`begin; alter table dashboard_token disable trigger refuse_second_superseding;
        update dashboard_token set expires_at = expires_at - interval '${time}' where anchor_id = '${grantId}';
        alter table dashboard_token enable trigger refuse_second_superseding; commit`);
    await pass('89 days 23 hours');
    expect(await statusOf(token)).toBe(200);
    await pass('1 hour');
    await expectRefused(token);
    const { token: anew } = await issue(grantId);
    expect(await statusOf(`Bearer ${anew}`)).toBe(200);
    const short = await issue(await grant(await register(), 'DASHBOARD', { to: later(10) }));
    expect(short.expiresAt).toBe(`${later(10)}T00:00:00.000+08:00`);
  });

  test('after another one was issued; of two issued at once one is valid', async () => {
    const { grantId, token } = await dashboard();
    const { token: next } = await issue(grantId, second);
    await expectRefused(token);
    expect(await statusOf(`Bearer ${next}`)).toBe(200);
    const both = await Promise.all([issue(grantId), issue(grantId, second), issue(grantId)]);
    const statuses = await Promise.all(both.map((one) => statusOf(`Bearer ${one.token}`)));
    expect(statuses.toSorted()).toEqual([200, 401, 401]);
    await expectRefused(`Bearer ${next}`);
  });

  test('before the first day of its grant it is of no use yet', async () => {
    const { token } = await issue(await grant(await register(), 'DASHBOARD', { from: later(3) }));
    await expectRefused(`Bearer ${token}`);
  });
});

test('a wrong, truncated or misplaced token is none, with no hint', async () => {
  const { text } = await dashboard();
  const other = text.slice(0, -2) + (text.endsWith('AA') ? 'BB' : 'AA');
  const wrong = [
    ...[
      text.slice(0, -1),
      text.slice(4),
      `${text}A`,
      `bfd_${text}`,
      other,
      text.toUpperCase(),
      `${text}.${text}.${text}`,
    ],
    ...['bfd_', `bfd_${'A'.repeat(43)}`, `${text} ${text}`, `${text},`],
  ];
  for (const one of wrong) await expectRefused(`Bearer ${one}`);
  for (const one of [text, `Basic ${text}`, `Token ${text}`, `Bearer${text}`]) await expectRefused(one);
  const query = encodeURIComponent(TOTAL);
  for (const place of [
    `access_token=${text}`,
    `authorization=${encodeURIComponent(`Bearer ${text}`)}`,
    `token=${text}`,
  ]) {
    const answer = await servedAnswerOf(
      await fetch(`${served.url}/graphql?query=${query}&${place}`, { headers: { 'apollo-require-preflight': '1' } }),
    );
    expect([place, answer.data?.['statistics'] ?? null, answer.codes]).toEqual([place, null, ['UNAUTHENTICATED']]);
  }
  expect(served.log()).not.toContain(text.slice(4, 30));
});

test('the text of a token is nowhere in the database or the log', async () => {
  const { text, token } = await dashboard();
  expect(await statusOf(token)).toBe(200);
  const [, random = ''] = /^bfd_(.*)$/.exec(text) ?? [];
  const bytes = Buffer.from(random, 'base64url').toString('hex');
  const tables = await served.asOwner(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(60);
  for (const { name } of tables) {
    const rows = await served.asOwner(
      `select 1 from ${String(name)} t where position($1 in t::text) > 0 or position($2 in t::text) > 0 limit 1`,
      [random, bytes],
    );
    expect([name, rows]).toEqual([name, []]);
  }
  expect(served.log()).not.toContain(random.slice(0, 20));
  expect(served.log()).toContain('"request"');
});
