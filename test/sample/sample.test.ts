import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assess } from '../../src/policy/decision/assess.ts';
import { indexStandards } from '../../src/policy/money/standards.ts';
import { streamFacts } from '../../src/assessment/register/facts.read.ts';
import { seedSample } from '../../src/sample/seed.ts';
import { loadStandards } from '../../src/standards/standard-entries.read.ts';
import { emptyRegister, SERVER, SERVERS } from '../support/register.ts';
import { DAY } from '../support/register-household.ts';

const ON = DAY(2026, 6, 30);
type Register = Awaited<ReturnType<typeof emptyRegister>>;

const seeded = (register: Register, households: number, seed: number) =>
  seedSample({
    ownerUrl: register.platform.ownerUrl,
    secrets: register.platform.secrets,
    ...{ households, seed, on: ON, progress: () => undefined },
  });

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: Register;
  beforeAll(async () => {
    register = await emptyRegister(server);
    expect(await seeded(register, 2000, 1)).toEqual({ ok: true, value: undefined });
  }, 120_000);
  afterAll(() => register.drop());

  test('each outcome is a tenth at least, and each rule both holds and fails twenty times', async () => {
    const counts = new Map<string, number>();
    const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
    await register.platform.database.session(async (sql) => {
      const standards = indexStandards(await loadStandards(sql, 'NOW'));
      const at = { asOf: ON, level: 'NATIONAL', knownAt: 'NOW', findProfile: () => null } as const;
      await streamFacts(sql, at, (_, facts) => {
        const { outcome, findings } = assess(facts, standards);
        count(outcome);
        for (const { rule, state } of findings) count(`${rule} ${state}`);
      });
    });
    const rules = [...counts.keys()].filter((key) => key.endsWith(' HOLDS') || key.endsWith(' FAILS'));
    expect(rules).toHaveLength(30);
    expect(rules.filter((key) => (counts.get(key) ?? 0) < 20)).toEqual([]);
    const outcomes = ['ELIGIBLE', 'INELIGIBLE', 'INDETERMINATE'].map((outcome) => counts.get(outcome) ?? 0);
    expect(outcomes.reduce((sum, one) => sum + one)).toBe(2000);
    expect(Math.min(...outcomes)).toBeGreaterThanOrEqual(200);
  });

  test('files are in several states and three years of payments come from every source, none where it may not', async () => {
    const states = await register.asOwner('select distinct state from archive_file_version');
    expect(states.length).toBeGreaterThanOrEqual(6);
    const years = await register.asOwner(
      `select extract(year from paid_on)::int as year, count(distinct source)::int as sources
       from disbursement_version group by 1 order by 1`,
    );
    expect(years).toEqual([2024, 2025, 2026].map((year) => ({ year, sources: 7 })));
    const wrong = await register.asOwner(
      `select 1 from disbursement_version d join archive_file_version f on f.household_id = d.household_id
       where d.source in ('CENTRAL_FINANCE', 'PROVINCIAL_FINANCE') and f.level <> 'NATIONAL' or d.paid_on < f.valid_from`,
    );
    expect(wrong).toEqual([]);
  });

  test('the unions are a tree of five kinds, and what was known grew day by day', async () => {
    const kinds = await register.asOwner('select distinct kind from trade_union_version');
    expect(kinds).toHaveLength(5);
    const unsorted = await register.asOwner(
      'select 1 from change_sequence a join change_sequence b on b.number = a.number + 1 where b.sealed_at < a.sealed_at',
    );
    expect(unsorted).toEqual([]);
    const [last] = await register.asOwner(
      `select max(number) = count(*) as dense, count(*) = (select count(*) from change_log) as all,
         (select count(*)::int from change_log where action = 'RECORD_HOUSEHOLD') as households from change_sequence`,
    );
    expect(last).toEqual({ dense: true, all: true, households: 2000 });
  });

  test('all constraints, indexes and triggers are there again, and the register goes on', async () => {
    const fresh = await emptyRegister(server);
    const catalogue = `select conrelid::regclass::text as on, conname as name, pg_get_constraintdef(oid) as is, convalidated
      from pg_constraint where connamespace = 'public'::regnamespace
      union all select tablename, indexname, indexdef, true from pg_indexes where schemaname = 'public'
      union all select tgrelid::regclass::text, tgname, tgenabled::text, true from pg_trigger where not tgisinternal order by 1, 2, 3`;
    const wanted = await fresh.asOwner(catalogue);
    await fresh.drop();
    expect(await register.asOwner(catalogue)).toEqual(wanted);
    const [row] = await register.asApplication('select seal_changes() as last');
    expect([row]).toEqual(await register.asOwner('select count(*) as last from change_log'));
  });

  test('a database that holds data takes no sample; it is marked as one for ever', async () => {
    expect(await seeded(register, 10, 1)).toMatchObject({ ok: false });
    expect(await register.asApplication('select mark from database_mark')).toEqual([{ mark: 'SAMPLE' }]);
    await expect(register.asApplication('delete from database_mark')).rejects.toThrow('permission denied');
  });
});

test('the same seed makes the same register, another seed another', async () => {
  const server = SERVER;
  const registers = [await emptyRegister(server), await emptyRegister(server), await emptyRegister(server)];
  const digests: unknown[] = [];
  for (const [index, register] of registers.entries()) {
    await seeded(register, 100, index < 2 ? 5 : 6);
    const tables = ['trade_union', 'membership', 'income_version', 'archive_file', 'stewardship', 'change_sequence'];
    const parts = tables.map((table) => `(select md5(string_agg(t::text, ',' order by t::text)) from ${table} t)`);
    const [row] = await register.asOwner(`select ${parts.map((part, at) => `${part} as d${at}`).join(', ')}`);
    digests.push(row);
    await register.drop();
  }
  expect(digests[1]).toEqual(digests[0]);
  expect(digests[2]).not.toEqual(digests[0]);
});
