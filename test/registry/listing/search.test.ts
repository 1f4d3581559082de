import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openFile } from '../../../src/archive/open-file.ts';
import type { Viewer } from '../../../src/access/viewer.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { mergePersons } from '../../../src/registry/recording/merging/merge-persons.ts';
import { makeMissingKeys } from '../../../src/registry/search/search-job.ts';
import { ask, viewerWith } from '../../support/graph.ts';
import { registerClerk } from '../../support/register-clerk.ts';
import { DAY, household, identityNumber, member, person } from '../../support/register-household.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../../support/register.ts';

/** A search finds households by whoever belongs to them, however the clerk remembers them. */

const TODAY = '2026-06-30';

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string }[];
}

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  let clerk: Viewer;
  const ids: Record<string, string> = {};
  const numbers: Record<string, string> = {};
  let serial = 0;

  /** A household with these members, of which the first one is the worker. */
  async function record(
    name: string,
    names: readonly string[],
    union = 'employer',
    from = DAY(2015, 1, 1),
  ): Promise<void> {
    const serials = names.map(() => (serial += 1));
    const members = names.map((one, at) => member(`m${at + 1}`, serials[at] ?? 0, { person: person(one) }));
    const theirs =
      union === 'employer' ? {} : { actorId: register.ids['otherClerk'] ?? '', unionId: register.ids[union] ?? '' };
    const command = newHousehold(register, { ...household(serials), members }, { ...theirs, from });
    ids[name] = valueOf(await recordHousehold(register.deps, command)).householdId;
    numbers[name] = identityNumber(serials.at(-1) ?? 0);
  }

  const personOf = async (name: string) => {
    const [row] = await register.asOwner(
      'select person_id from membership_version where household_id = $1 order by anchor_id limit 1',
      [ids[name]],
    );
    return String(row?.['person_id']);
  };

  beforeAll(async () => {
    register = await testRegister(server);
    clerk = viewerWith('UNION_CLERK', register.ids['county'] ?? '');
    await record('zhang', ['张三', '李小梅']);
    await record('shan', ['单雄信', '曾乐']);
    await record('dot', ['阿依古丽・买买提']);
    await record('latin', ['John Smith']);
    await record('signs', ['百分%_号']);
    await record('theirs', ['张三', '李小梅'], 'otherEmployer');
    const { ids: of, deps } = register;
    const state = { level: 'NATIONAL', category: null, hardshipClass: null, state: 'APPLIED', reason: null } as const;
    const command = { actorId: of['archivist'] ?? '', idempotencyKey: null, purpose: '测试', expectedRevision: null };
    const file = {
      ...command,
      householdId: ids['dot'] ?? '',
      on: DAY(2026, 1, 2),
      state,
      stewardId: of['employer'] ?? '',
    };
    valueOf(await openFile(deps, file));
  });
  afterAll(() => register.drop());

  const searched = async (text: string, viewer = clerk, more = '') => {
    const source = `query ($text: String) { households(filter: { search: $text }${more}) { totalCount nodes { id } } }`;
    const { result } = await ask(register.platform, source, { viewer, today: TODAY, variables: { text } });
    const codes = (result.errors ?? []).map(({ extensions }) => extensions['code']);
    const page = result.data?.['households'] as Page | null | undefined;
    if (page === null || page === undefined) return { found: undefined, codes };
    const found = page.nodes.map(({ id }) => Object.entries(ids).find(([, own]) => id.startsWith(own))?.[0]);
    expect(page.totalCount).toBe(found.length);
    return { found: found.toSorted(), codes };
  };
  const foundBy = async (text: string, viewer = clerk) => (await searched(text, viewer)).found;

  test.each([
    ['the worker', '张三', ['zhang']],
    ['another member', '李小梅', ['zhang']],
    ['the beginning of a name', '李小', ['zhang']],
    ['a name with blanks, as forms have them', ' 张　三 ', ['zhang']],
    ['whichever dot the keyboard has', '阿依古丽·买买提', ['dot']],
    ['a stop for the dot, before the next part is typed', '阿依古丽.', ['dot']],
    ['initials', 'zs', ['zhang']],
    ['initials of another member', 'LXM', ['zhang']],
    ['the beginning of the initials', 'lx', ['zhang']],
    ['a surname that is read otherwise', 'sxx', ['shan']],
    ['the same as it is read elsewhere', 'dxx', ['shan']],
    ['initials of a name of several parts', 'aygl', ['dot']],
    ['a name in letters', 'john', ['latin']],
    ['a name in wide letters', 'Ｊｏｈｎ Ｓ', ['latin']],
    ['signs of patterns stand for themselves', '%', []],
    ['also within a name', '百分%_', ['signs']],
    ['the end of a name finds nobody', '小梅', []],
  ])('%s', async (_, text, expected) => {
    expect(await foundBy(text)).toEqual(expected);
  });

  test('a file is found by its number, or the beginning of it', async () => {
    const [row] = await register.asOwner('select number from archive_file');
    const number = String(row?.['number']);
    for (const text of [number, number.slice(0, 12), ` ${number.slice(0, 6)} ${number.slice(6)}`]) {
      expect(await foundBy(text)).toEqual(['dot']);
    }
    expect(await foundBy(number.slice(0, 6).replace('4105', '4106'))).toEqual([]);
  });

  test('the last four characters of an identity number find whose it is, with the right to see it', async () => {
    const lastFour = numbers['zhang']?.slice(-4) ?? '';
    const among = await foundBy(lastFour);
    expect(among).toContain('zhang');
    const partner = viewerWith('PARTNER_SYSTEM', register.ids['county'] ?? '');
    for (const text of ['张三', lastFour]) expect((await searched(text, partner)).codes).toEqual(['FORBIDDEN']);
    const ending = Array.from({ length: 40 }, (_, at) => identityNumber(at + 1)).findIndex((number) =>
      number.endsWith('X'),
    );
    expect(ending).toBeGreaterThanOrEqual(0);
    serial = Math.max(serial, 50);
    const own = ending + 1001;
    const one = { ...household([own]), members: [member('m1', own, { person: person('尾号') })] };
    const { householdId } = valueOf(await recordHousehold(register.deps, newHousehold(register, one)));
    ids['ends'] = householdId;
    expect(await foundBy(identityNumber(own).slice(-4).toLowerCase())).toContain('ends');
  });

  test('a name is found as long as it is on record, by who belongs to the household on the day', async () => {
    const other = registerClerk(register, 'clerk');
    await record('moves', ['周一', '吴二']);
    const own = { householdId: ids['moves'], member: 'm2' };
    const renamed = await other.act('changePerson', { ...own, from: '2026-02-01', person: { name: '郑三' } });
    const left = await other.act('endMembership', { ...own, on: '2026-03-01', reason: 'DIVORCED' });
    expect([renamed.problems, left.problems]).toEqual([[], []]);
    for (const name of ['吴二', '郑三', 'we', 'zs']) {
      expect((await searched(name, clerk, ', asOf: "2026-02-15"')).found).toContain('moves');
      expect((await searched(name)).found).not.toContain('moves');
    }
    expect(await foundBy('周一')).toEqual(['moves']);
  });

  test('a person is found by the number and name of whom they were merged with', async () => {
    await record('before', ['合一']);
    const closed = { householdId: ids['before'], on: '2026-03-01', reason: 'OTHER' };
    expect((await registerClerk(register, 'clerk').act('closeHousehold', closed)).problems).toEqual([]);
    await record('after', ['并二'], 'employer', DAY(2026, 3, 1));
    const lastFour = numbers['before']?.slice(-4) ?? '';
    expect(await foundBy(lastFour)).not.toContain('after');
    const [from, into] = await Promise.all([personOf('before'), personOf('after')]);
    const command = { actorId: register.ids['clerk'] ?? '', idempotencyKey: null, purpose: '测试', from, into };
    valueOf(await mergePersons(register.deps, command));
    expect(await foundBy(lastFour)).toContain('after');
    for (const name of ['合一', '并二']) expect(await foundBy(name)).toEqual(['after']);
  });

  test('a name that is much too long is refused, and one that is on record is found by its beginning', async () => {
    const long = '长名'.repeat(100);
    await record('long', ['短名', long]);
    expect(await foundBy(long.slice(0, 100))).toEqual(['long']);
    for (const names of [[`${long}字`], ['短名', `${long}字`]]) {
      const members = names.map((one, at) => member(`m${at + 1}`, 5000 + at, { person: person(one) }));
      const told = await recordHousehold(register.deps, newHousehold(register, { ...household([]), members }));
      const path = `members.${names.length - 1}.person.name`;
      expect(told).toMatchObject({ error: [{ code: 'WRONG_TEXT', path }] });
    }
    // Until now a member could have one of thousands of characters.
    const characters = Array.from({ length: 4000 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('');
    await register.asOwner('alter table person_version disable trigger user');
    await register.asOwner('update person_version set name = $2 where name = $1', [long, characters]);
    await register.asOwner('alter table person_version enable trigger user');
    await register.asOwner("delete from person_search where name_form like '长名%'");
    const { database, secrets } = register.deps;
    const control = { signal: new AbortController().signal, progress: () => undefined };
    expect(await makeMissingKeys((work) => database.transaction(work), secrets, control)).toBe(1);
    expect(await foundBy(characters.slice(0, 100))).toEqual(['long']);
  });

  test('each search is planned for its text, which may find a fifth of the register or nobody', async () => {
    for (const text of ['z', '张三', '1234', '41050']) await foundBy(text);
    const planned = await register.platform.database.session((sql) =>
      sql.query("select 1 from pg_prepared_statements where statement like '%household_id in (select%found%'"),
    );
    expect(planned).toEqual([]);
  });

  test('only within the territory, and a worker only themselves', async () => {
    expect(await foundBy('张三', viewerWith('UNION_CLERK', register.ids['city'] ?? ''))).toEqual(['theirs', 'zhang']);
    const worker = { staffId: null, personId: await personOf('zhang'), grants: [], purpose: '测试' };
    expect(await foundBy('张三', worker)).toEqual(['zhang']);
    expect(await foundBy('单', worker)).toEqual([]);
  });

  test.each(['', ' ', '12', '1', '41050220260000011', '12345x', identityNumber(1)])('%j is no search', async (text) => {
    expect((await searched(text)).codes).toEqual(['INVALID_ARGUMENT']);
  });

  test('until everybody has keys, a search says so, and does not pass anybody over', async () => {
    await register.asOwner('delete from person_search where name_form = $1', ['李小梅']);
    const { secrets } = register.deps;
    // Another process, which has not found yet that everybody has some.
    const database = { ...register.platform.database };
    const source = '{ households(filter: { search: "李" }) { totalCount } }';
    const asked = async () => {
      const { result } = await ask({ ...register.platform, database }, source, { viewer: clerk, today: TODAY });
      return [result.data?.['households'], result.errors?.map(({ extensions }) => extensions['code'])];
    };
    expect(await asked()).toEqual([null, ['SEARCH_NOT_READY']]);
    const control = { signal: new AbortController().signal, progress: () => undefined };
    expect(await makeMissingKeys((work) => database.transaction(work), secrets, control)).toBe(2);
    expect(await asked()).toEqual([{ totalCount: 1 }, undefined]);
  });
});
