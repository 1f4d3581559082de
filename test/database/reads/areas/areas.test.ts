/**
 * The process caches the columns of its first selections only.
 *
 * @own-modules
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TABLE_AREAS, type TableName } from '../../../../src/database/migrations/table-classes.ts';
import { areaCaches } from '../../../../src/database/reads/areas/area-cache.ts';
import { readDefinitions } from '../../../../src/database/reads/areas/definitions.read.ts';
import { namesOfStatement } from '../../../../src/database/reads/areas/names-of-statement.ts';
import { areaStates } from '../../../../src/database/time/area-marks.ts';
import { requireDay } from '../../../../src/kernel/calendar.ts';
import { presentPersons, personKeyId } from '../../../../src/registry/reading/present-persons.ts';
import { seedSample } from '../../../../src/sample/seed.ts';
import { counted } from '../../../support/graph.ts';
import { emptyRegister, sealAll, SERVERS, valueOf } from '../../../support/register.ts';
import { sampled } from '../../../support/runs.ts';
import { cachedAnswers } from './cached-answers.ts';
import { writeAsOwner } from './owner-writes.ts';
import { WRITES } from './writes.ts';

/** The tables whose write changes the answer of a cached field; that of another changes none. */
const SEEN: readonly TableName[] = ['person_index', 'person_number', 'person_version', 'stewardship'];

const TABLES = sampled(Object.keys(WRITES) as TableName[]);

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: Awaited<ReturnType<typeof emptyRegister>>;
  let setting: Parameters<typeof cachedAnswers>[2];
  const statements: string[] = [];
  const seen = new Set<string>();
  let watched: ReturnType<typeof counted>;

  beforeAll(async () => {
    register = await emptyRegister(server);
    const { database, secrets, ownerUrl } = register.platform;
    watched = counted(database, statements);
    const on = requireDay(register.deps.today);
    valueOf(await seedSample({ ownerUrl, secrets, households: 60, seed: 1, on, progress: () => undefined }));
    await settle();
    const rows = await register.asOwner('select person_id as id from person_index order by 1 limit 6');
    const ids = rows.map(({ id }) => String(id));
    const found = await presentPersons(
      register.deps,
      ids.map((id) => ({ by: 'id', id })),
      null,
    );
    const numberOf = (id: string) => String(found.get(personKeyId({ by: 'id', id }))?.person.secret('identityNumber'));
    const persons = ids.map((id) => ({ id, number: numberOf(id) }));
    setting = { persons };
  });
  afterAll(() => register.drop());

  const cached = () => cachedAnswers(register, watched, setting);
  /** Another object of the same database, for which nothing is cached yet. */
  const uncached = () => cachedAnswers(register, { ...register.platform.database }, setting);
  /** The statements that read what is cached; the states of the areas are always read, and names of regions. */
  const readAgain = async () => {
    statements.length = 0;
    await cached();
    return statements.filter((text) => /person_index|household_index|household_version|disbursement/.test(text));
  };

  /** Whether a write is not counted yet. Another database's transaction may delay that; else a read of what is cached counts it. */
  const isWaiting = async () => {
    const { database } = register.platform;
    return (await database.session((sql) => sql.query('select 1 from area_write limit 1'))).length > 0;
  };
  /** Numbers and counts everything. */
  const settle = async () => {
    do await sealAll(register.platform.database);
    while (await isWaiting());
  };

  /** Does work while no number can be given: an older transaction, which has written, is not ended. */
  const unnumbered = <T>(work: () => Promise<T>): Promise<T> =>
    register.platform.database.transaction(async (older) => {
      await older.query('select pg_current_xact_id()');
      return work();
    });

  const write = async (table: TableName, statement: string) => {
    const { rows, end } = await writeAsOwner(register.platform.ownerUrl, table, statement);
    await end();
    return rows;
  };

  test('every cache is asked', async () => {
    await cached();
    expect(areaCaches().filter(({ size }) => size(watched) === 0)).toEqual([]);
    expect(await readAgain()).toEqual([]);
  });

  test('what PostgreSQL reads for a statement, its text names', async () => {
    const database = register.platform.database;
    const { bodies } = await database.session(readDefinitions);
    const tablesOf = (text: string): string[] => {
      const { relations, functions } = namesOfStatement(text);
      return [...relations, ...functions].flatMap((name) => [
        name,
        ...(bodies.has(name) ? tablesOf(bodies.get(name) ?? '') : []),
      ]);
    };
    if (server === '15') return; // It has no plan without values.
    statements.length = 0;
    await cachedAnswers(register, counted({ ...database }, statements), setting);
    for (const text of new Set(statements)) {
      const [plan] = await register.asOwner(`explain (generic_plan, format json) ${text}`);
      const read = [...JSON.stringify(plan).matchAll(/"Relation Name":"(\w+)"/g)]
        .map(([, name]) => name)
        .filter((name = '') => name in TABLE_AREAS);
      expect(tablesOf(text)).toEqual(expect.arrayContaining(read));
    }
  });

  test.each(TABLES)('after a write into %s every cached field is right', async (table) => {
    const before = await cached();
    const states = await areaStates(watched);
    const { undo, end } = await unnumbered(async () => {
      const written = await writeAsOwner(register.platform.ownerUrl, table, WRITES[table]);
      expect(written.rows).toBeGreaterThan(0);
      expect(await cached()).toEqual(await uncached());
      return written;
    });
    await settle();
    const sealed = await cached();
    expect(sealed).toEqual(await uncached());
    if (JSON.stringify(sealed) !== JSON.stringify(before)) seen.add(table);
    if (!table.startsWith('area_')) {
      const moved = [...(await areaStates(watched))].filter(([area, state]) => states.get(area) !== state);
      const area = TABLE_AREAS[table];
      expect(moved.map(([name]) => name)).toEqual(area === null ? [] : expect.arrayContaining([area]));
    }
    if (TABLE_AREAS[table] !== null) await undo();
    await end();
    await settle();
    expect(await cached()).toEqual(before);
  });

  test('the writes show in the answers', () => {
    expect([...seen].sort()).toEqual(SEEN.filter((table) => TABLES.includes(table)));
  });

  test('a write into another area leaves what is cached, sealed or not', async () => {
    await settle();
    await cached();
    await write('staff_version', "update staff_version set name = name || '改'");
    expect(await readAgain()).toEqual([]);
    await settle();
    expect(await readAgain()).toEqual([]);
    await write('person_version', "update person_version set name = name || '改'");
    expect(await readAgain()).not.toEqual([]);
  });

  test('a change without a number yet shows in its area, and not elsewhere', async () => {
    await settle();
    await cached();
    await unnumbered(async () => {
      await write('staff_version', "update staff_version set name = name || '改'");
      expect(await readAgain()).toEqual([]);
      await write('person_version', "update person_version set name = name || '新'");
      const after = await cached();
      expect(after).toEqual(await uncached());
      expect(after['person id 0']).toContain('新');
      expect(await readAgain()).toEqual([]);
    });
  });

  test('a transaction without a change is noticed too; one that is rolled back is not', async () => {
    await settle();
    await cached();
    await register.platform.database
      .transaction(async (sql) => {
        await sql.query("update person_index set valid_to = '2020-01-01'");
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    expect(await readAgain()).toEqual([]);
    await register.asApplication(
      'delete from person_index where person_id = (select min(person_id::text)::uuid from person_index)',
    );
    const after = await cached();
    expect(after).toEqual(await uncached());
    expect(after['person id 0']).toBe('null');
    await settle();
    expect(await cached()).toEqual(await uncached());
  });

  test('what was noted is forgotten once it is counted', async () => {
    await settle();
    expect(await register.asOwner('select * from area_write')).toEqual([]);
  });
});
