import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Role } from '../../src/access/staff.codes.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import { newId } from '../../src/database/ids.ts';
import { insertChanges, lastRevision } from '../../src/database/time/change-log.ts';
import { insertBuiltInStandards } from '../../src/standards/standard.store.ts';
import { ask, viewerWith } from '../support/graph.ts';
import { type RegisterClerk, registerClerk } from '../support/register-clerk.ts';
import { sealAll, testRegister, type TestRegister } from '../support/register.ts';

/** What was done, over a territory and of what is no household; and the register as it was known at a revision. */

let register: TestRegister;
let clerk: RegisterClerk;
let otherClerk: RegisterClerk;
let own = '';
let foreign = '';
let person = '';
let before = 0;
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

beforeAll(async () => {
  register = await testRegister('18');
  clerk = registerClerk(register, 'clerk');
  otherClerk = registerClerk(register, 'otherClerk');
  own = await clerk.record([7101, 7102]);
  foreign = await otherClerk.record([7201, 7202]);
  before = await lastRevision(register.platform.database);
  const changed = (householdId: string) => ({ householdId, from: '2026-03-01', state: { mainCause: 'DISASTER' } });
  const opened = { union: 'EMPLOYER', on: '2026-05-15', state: 'APPLIED', level: 'NATIONAL' };
  for (const { problems } of [
    await clerk.act('changeHousehold', changed(own)),
    await otherClerk.act('changeHousehold', changed(foreign)),
    await clerk.act('changePerson', {
      ...{ householdId: own, from: '2026-03-01', member: 'm2' },
      person: { ethnicity: '回族' },
    }),
    await clerk.act('openFile', { householdId: own, ...opened }),
  ])
    expect(problems).toEqual([]);
  const [row] = await register.asOwner(
    `select v.person_id as id from membership_version v join membership m on m.id = v.anchor_id
     where m.household_id = $1 and m.key = 'm2'`,
    [own],
  );
  person = String(row?.['id']);
  const id = newId();
  const made = {
    id,
    actorId: register.ids['admin'] ?? '',
    action: 'MAKE_SAMPLE' as const,
    purpose: '测试',
    subjectId: id,
  };
  await register.platform.database.transaction(async (sql) => {
    await insertChanges(sql, [{ ...made, subjectKind: 'TRADE_UNION' }]);
    await insertBuiltInStandards(sql, id, newId);
  });
  await sealAll(register.platform.database);
}, 120_000);
afterAll(() => register.drop());

const viewer = (role: Role, union: string): Viewer => viewerWith(role, register.ids[union] ?? '');
const CLERK = () => viewer('UNION_CLERK', 'county');

async function asked(source: string, who = CLERK()) {
  const { result, statements } = await ask(register.platform, source, { viewer: who, today: register.deps.today });
  const codes = (result.errors ?? []).map(({ extensions }) => extensions['code']);
  return { data: result.data, codes, statements, extensions: result.errors?.[0]?.extensions ?? {} };
}

interface Listed {
  readonly nodes: readonly { readonly action: string; readonly household: { readonly id: string } | null }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}
const list = async (args: string, who = CLERK()) => {
  const source = `{ changes${args} { nodes { action household { id } } totalCount pageInfo { endCursor hasNextPage } } }`;
  const { data, codes } = await asked(source, who);
  expect(codes).toEqual([]);
  return data?.['changes'] as Listed;
};
const actions = ({ nodes }: Pick<Listed, 'nodes'>) => nodes.map(({ action }) => action);

describe('changes', () => {
  test('are those of the territory, newest first, and no count tells of others', async () => {
    const mine = await list('');
    expect(actions(mine)).toEqual(['OPEN_FILE', 'CHANGE_PERSON', 'CHANGE_HOUSEHOLD', 'RECORD_HOUSEHOLD']);
    expect(mine.totalCount).toBe(4);
    expect(new Set(mine.nodes.map(({ household }) => household?.id))).toEqual(new Set([own]));
    const theirs = await list('', viewer('AUDITOR', 'otherCounty'));
    expect([actions(theirs), theirs.totalCount]).toEqual([['CHANGE_HOUSEHOLD', 'RECORD_HOUSEHOLD'], 2]);
    expect((await list('', viewer('UNION_CLERK', 'city'))).totalCount).toBe(6);
  });

  test('are found by union, actor, act and days', async () => {
    const city = viewer('CENTRE_ARCHIVIST', 'city');
    const count = async (filter: string) => (await list(`(filter: { ${filter} })`, city)).totalCount;
    expect(await count('union: "OTHER-COUNTY"')).toBe(2);
    expect(await count('actor: "clerk"')).toBe(4);
    expect(await count('actor: "nobody"')).toBe(0);
    expect(await count('act: RECORD_HOUSEHOLD')).toBe(2);
    expect(await count(`from: "${TODAY}", to: "${TODAY}", act: OPEN_FILE`)).toBe(1);
    expect(await count('to: "2020-01-01"')).toBe(0);
  });

  test('are walked page by page, each once', async () => {
    const found: string[] = [];
    for (let after = ''; ;) {
      const page = await list(`(first: 3${after})`, viewer('UNION_CLERK', 'city'));
      found.push(...actions(page));
      if (!page.pageInfo.hasNextPage) break;
      after = `, after: "${page.pageInfo.endCursor}"`;
    }
    expect(found).toHaveLength(6);
    expect(found.slice(0, 2)).toEqual(['OPEN_FILE', 'CHANGE_PERSON']);
  });

  test.each([
    ['a union of others', '(filter: { union: "OTHER-COUNTY" })'],
    ['no union', '(filter: { union: "NOWHERE" })'],
    ['days that end before they begin', '(filter: { from: "2026-02-01", to: "2026-01-01" })'],
  ])('of %s are refused', async (_, args) => {
    expect((await asked(`{ changes${args} { totalCount } }`)).codes).toEqual(['INVALID_ARGUMENT']);
  });

  test('are refused to who may read none', async () => {
    const { codes } = await asked('{ changes { totalCount } }', viewer('STATISTICIAN', 'city'));
    expect(codes).toEqual(['FORBIDDEN']);
  });
});

describe('the history', () => {
  const FACTS = 'history { nodes { id action facts { kind effect fields { field newText } } } }';
  const historyOf = async (source: string, edge: string, who = CLERK()) => {
    const { data, codes } = await asked(source.replace('HISTORY', FACTS), who);
    expect(codes).toEqual([]);
    const found = data?.[edge] as { history: { nodes: readonly { id: string; action: string; facts: never[] }[] } };
    return found.history.nodes;
  };

  test('of a person has the changes that touched them', async () => {
    const changes = await historyOf(`{ person(id: "${person}") { HISTORY } }`, 'person');
    expect(changes.map(({ action }) => action)).toEqual(['CHANGE_PERSON', 'RECORD_HOUSEHOLD']);
    expect(changes[0]?.facts).toEqual([
      { kind: 'PERSON', effect: 'CHANGED', fields: [{ field: 'ethnicity', newText: '回族' }] },
    ]);
  });

  test('of a file has its states', async () => {
    const [file] = await register.asOwner('select number from archive_file where household_id = $1', [own]);
    const changes = await historyOf(
      `{ archiveFile(number: "${String(file?.['number'])}") { HISTORY } }`,
      'archiveFile',
    );
    expect(changes.map(({ action }) => action)).toEqual(['OPEN_FILE']);
    expect(changes[0]?.facts.map(({ kind }) => kind)).toEqual(['FILE', 'STEWARD', 'STEP']);
  });

  test('of a union has only what was done to that union, although the change wrote others too', async () => {
    const [county, city] = [
      await historyOf('{ tradeUnion(code: "COUNTY") { HISTORY } }', 'tradeUnion'),
      await historyOf('{ tradeUnion(code: "CITY") { HISTORY } }', 'tradeUnion'),
    ];
    for (const [changes, code] of [
      [county, 'COUNTY'],
      [city, 'CITY'],
    ] as const) {
      expect(changes).toHaveLength(1);
      expect(changes[0]?.facts).toHaveLength(1);
      expect(JSON.stringify(changes[0]?.facts)).toContain(`{"field":"code","newText":"${code}"}`);
    }
    expect(county[0]?.id).not.toBe(city[0]?.id);
  });

  test('of a standard has its figures', async () => {
    const source = `{ standards(region: "410502") { kind ${FACTS} } }`;
    const { data, codes } = await asked(source);
    expect(codes).toEqual([]);
    const standards = data?.['standards'] as readonly {
      kind: string;
      history: { nodes: readonly { facts: never[] }[] };
    }[];
    expect(standards.length).toBeGreaterThan(0);
    for (const { history } of standards)
      expect(JSON.stringify(history.nodes)).toMatch(/"field":"amount","newText":"\d+\.\d\d"/);
  });

  test.each([
    ['a union', '{ tradeUnion(code: "COUNTY") { history { totalCount } } }'],
    ['a standard', '{ standards(region: "410502") { history { totalCount } } }'],
  ])('of %s is refused to who may read none', async (_, source) => {
    const { codes } = await asked(source, viewer('STATISTICIAN', 'city'));
    expect(new Set(codes)).toEqual(new Set(['FORBIDDEN']));
  });

  test('of a foreign household is answered as that of a missing one', async () => {
    const of = (id: string) => asked(`{ household(id: "${id}") { ${FACTS} } }`);
    const [theirs, missing] = [await of(foreign), await of(newId())];
    expect(theirs).toEqual(missing);
    expect(theirs.data).toEqual({ household: null });
  });
});

describe('the register at a revision', () => {
  const READS: readonly (readonly [name: string, source: (args: string) => string])[] = [
    ['household', (args) => `{ household(id: "${own}", ${args}) { mainCause } }`],
    ['households', (args) => `{ households(${args}) { nodes { mainCause } } }`],
    ['person', (args) => `{ person(id: "${person}", ${args}) { ethnicity } }`],
    ['archiveFiles', (args) => `{ archiveFiles(${args}) { totalCount } }`],
    ['disbursements', (args) => `{ disbursements(${args}) { totalCount } }`],
  ];

  test('is what was known then', async () => {
    const at = async (place: number, args: string) => (await asked(READS[place]?.[1](args) ?? '')).data;
    const now = await lastRevision(register.platform.database);
    expect(await at(0, `revision: ${before}`)).toEqual({ household: { mainCause: 'OTHER' } });
    expect(await at(0, `revision: ${now}`)).toEqual({ household: { mainCause: 'DISASTER' } });
    expect(await at(1, `revision: ${before}`)).toEqual({ households: { nodes: [{ mainCause: 'OTHER' }] } });
    expect(await at(2, `revision: ${before}`)).toEqual({ person: { ethnicity: null } });
    expect(await at(3, `revision: ${before}`)).toEqual({ archiveFiles: { totalCount: 0 } });
    expect(await at(3, `revision: ${now}`)).toEqual({ archiveFiles: { totalCount: 1 } });
  });

  test.each(READS)('%s: both at once, 0 and a revision to come are refused', async (_, source) => {
    for (const [args, argument] of [
      [`revision: ${before}, asKnownOn: "2026-01-01"`, 'asKnownOn | revision'],
      ['revision: 0', 'revision'],
      ['revision: 999999', 'revision'],
    ] as const) {
      const { codes, extensions } = await asked(source(args));
      expect([args, codes, extensions['argument']]).toEqual([args, ['INVALID_ARGUMENT'], argument]);
    }
  });
});
