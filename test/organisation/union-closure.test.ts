import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insertChange } from '../../src/database/time/change-log.ts';
import type { Sql } from '../../src/database/database.ts';
import { newId } from '../../src/database/ids.ts';
import { knownAt } from '../../src/database/time/known-at.ts';
import { notEnded, validOn } from '../../src/database/time/valid-on.ts';
import {
  insertUnions,
  liveUnionVersions,
  refreshUnionClosure,
  setUnionVersions,
  type UnionVersion,
} from '../../src/organisation/union.store.ts';
import { randomBy } from '../../src/sample/random.ts';
import { changedFrom } from '../../src/organisation/changes/changed-from.ts';
import { changeTree, moveUnion } from '../support/organised.ts';
import { sealAll, SERVERS, type TestRegister, testRegister } from '../support/register.ts';
import { runs, seed, size } from '../support/runs.ts';

const CLOSURE = 'select ancestor_id, descendant_id, depth, valid_from, valid_to, recorded_in, superseded_in from';
const ORDER = 'order by ancestor_id, descendant_id, valid_from, recorded_in';
const BEGIN = '2018-01-01';
const DAYS = ['2017-06-01', BEGIN, '2019-03-01', '2020-07-15', '2021-01-01', '2022-10-10', '2024-02-29', '2025-12-31'];

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;

  beforeAll(async () => {
    register = await testRegister(server);
  });
  afterAll(() => register.drop());

  const id = (name: string) => register.ids[name] ?? '';
  const closure = () => register.asApplication(`${CLOSURE} union_closure ${ORDER}`);
  const replayed = () => register.asApplication(`${CLOSURE} replay_union_closure() ${ORDER}`);

  /** The superiors of every union on a day at a revision, by the closure and by going up from version to version. */
  async function lines(day: string, known: number) {
    const on = (alias: string) => `${knownAt(alias, known)} and ${validOn(alias, `'${day}'::date`)}`;
    const stored = await register.asApplication(
      `select ancestor_id, descendant_id, depth from union_closure c where ${on('c')} order by 2, 3`,
    );
    const walked = await register.asApplication(
      `with recursive version as materialized (
         select distinct on (v.anchor_id) v.anchor_id, v.parent_id from trade_union_version v
         where ${knownAt('v', known)} and ${notEnded('v', `'${day}'::date`)} and (${validOn('v', `'${day}'::date`)} or not exists (
           select from trade_union_version f where f.anchor_id = v.anchor_id and ${knownAt('f', known)} and f.valid_from < v.valid_from))
         order by v.anchor_id, v.valid_from desc
       ), line as (
         select anchor_id as ancestor_id, anchor_id as descendant_id, 0 as depth, parent_id from version
         union all
         select up.anchor_id, line.descendant_id, line.depth + 1, up.parent_id
         from line join version up on up.anchor_id = line.parent_id
       ) select ancestor_id, descendant_id, depth from line order by 2, 3`,
    );
    return { stored, walked };
  }

  test('a move from a day changes the line from that day on, and only from the revision of the move', async () => {
    const before = await sealAll(register.platform.database);
    const rows = await closure();
    const moved = await moveUnion(register, id('employer'), id('otherCounty'), '2025-07-01');
    const after = await sealAll(register.platform.database);
    const above = async (day: string, known: number) =>
      (await lines(day, known)).stored.flatMap(({ ancestor_id: above, descendant_id: below, depth }) =>
        below === id('employer') && depth === 1 ? [above] : [],
      );
    expect(await above('2025-06-30', after)).toEqual([id('county')]);
    expect(await above('2025-07-01', after)).toEqual([id('otherCounty')]);
    expect(await above('2025-07-01', before)).toEqual([id('county')]);
    const untouched = (await closure()).filter((row) => row['recorded_in'] !== moved && row['superseded_in'] !== moved);
    // The union with itself, and with the city, which is above both counties, is what it was.
    expect(rows.length - untouched.length).toBe(1);
    expect(rows).toEqual(expect.arrayContaining(untouched));
  });

  test('a new name changes no line', async () => {
    const rows = await closure();
    await changeTree(register, async (sql, changeId) => {
      const versions = await liveUnionVersions(sql, id('county'));
      await setUnionVersions(
        sql,
        changeId,
        id('county'),
        changedFrom(versions, '2022-05-01', () => ({ name: '新名' })),
      );
    });
    expect(await closure()).toEqual(rows);
    expect(await replayed()).toEqual(rows);
  });

  test('a change that refreshes twice leaves what one refresh of its result would', async () => {
    await changeTree(register, async (sql, changeId) => {
      const add = (code: string, parentId: string) =>
        insertUnions(sql, changeId, [{ ...blank(code), id: newId(), parentId, from: '2024-01-01' }]);
      await add('TWICE-1', id('city'));
      const versions = await liveUnionVersions(sql, id('otherEmployer'));
      await setUnionVersions(
        sql,
        changeId,
        id('otherEmployer'),
        changedFrom(versions, BEGIN, () => ({ parentId: id('city') })),
      );
      await refreshUnionClosure(sql, changeId);
      await add('TWICE-2', id('otherEmployer'));
    });
    expect(await closure()).toEqual(await replayed());
  });

  test('a transaction that began before another changed the tree is repeated, so that numbers follow the changes', async () => {
    const by = { actorId: id('admin'), purpose: '测试' };
    const found = (sql: Sql, changeId: string, code: string) =>
      insertUnions(sql, changeId, [{ ...blank(code), id: newId(), parentId: id('city'), from: BEGIN }]);
    let attempts = 0;
    await register.platform.database.transaction(async (sql) => {
      attempts += 1;
      const changeId = await insertChange(sql, by, 'MAKE_SAMPLE', 'TRADE_UNION', by.actorId);
      if (attempts === 1) await changeTree(register, (other, otherId) => found(other, otherId, 'LATER'));
      await found(sql, changeId, 'EARLIER');
      await refreshUnionClosure(sql, changeId);
    });
    expect(attempts).toBe(2);
    expect(await closure()).toEqual(await replayed());
  });

  test('after any changes the closure is what replaying them makes, and what the versions say at every time', async () => {
    const random = randomBy(seed());
    const unions = ['city', 'county', 'employer', 'otherCounty', 'otherEmployer'].map(id);
    for (let step = 0; step < runs(12, 120).numRuns; step += 1) {
      await changeTree(register, (sql, changeId) => act(sql, changeId, unions, random, step));
      if (random.chance(0.4)) await sealAll(register.platform.database);
    }
    const last = await sealAll(register.platform.database);
    expect(await closure()).toEqual(await replayed());
    for (let checks = 0; checks < size(12, 60); checks += 1) {
      const [day, known] = [random.pick(DAYS), random.between(1, last)];
      const { stored, walked } = await lines(day, known);
      expect(stored).toEqual(walked);
    }
    await register.asOwner('delete from union_closure');
    const columns = 'ancestor_id, descendant_id, depth, valid_from, valid_to, recorded_in, superseded_in';
    await register.asOwner(`insert into union_closure (${columns}) ${CLOSURE} replay_union_closure()`);
  });
});

const blank = (code: string) => ({ code, name: code, kind: 'STREET', region: '410502', hasCentre: false }) as const;

/** One change of the tree: a founding, a new name, a move, a correction or an end. */
async function act(
  sql: Sql,
  changeId: string,
  unions: string[],
  random: ReturnType<typeof randomBy>,
  step: number,
): Promise<void> {
  const [one, day] = [random.pick(unions.slice(1)), random.pick(DAYS)];
  const versions = await liveUnionVersions(sql, one);
  const set = (next: readonly UnionVersion[]) => setUnionVersions(sql, changeId, one, next);
  const parentId = await parentFor(sql, one, unions, random);
  switch (random.below(5)) {
    case 0: {
      const founded = { ...blank(`RANDOM-${step}`), id: newId(), parentId: random.pick(unions), from: day };
      unions.push(founded.id);
      return insertUnions(sql, changeId, [founded]);
    }
    case 1:
      return set(changedFrom(versions, day, () => ({ name: `名${step}` })));
    case 2:
      return set(changedFrom(versions, day, () => ({ parentId })));
    case 3:
      return set(versions.map((version) => ({ ...version, parentId, name: `正${step}` })));
    default:
      return set(
        versions.flatMap((version) =>
          version.from >= day ? [] : [{ ...version, to: version.to !== null && version.to < day ? version.to : day }],
        ),
      );
  }
}

/** A union that was never under this one on any day, so that no circle comes about. */
async function parentFor(
  sql: Sql,
  one: string,
  unions: readonly string[],
  random: ReturnType<typeof randomBy>,
): Promise<string> {
  const rows = await sql.query<{ id: string }>(
    `with recursive below as (
       select $1::uuid as id
       union select v.anchor_id from trade_union_version v join below on v.parent_id = below.id and v.superseded_in is null
     ) select id from below`,
    [one],
  );
  const below = rows.map(({ id }) => id);
  return random.pick(unions.filter((other) => !below.includes(other)));
}
