import { test } from '@jest/globals';
import { seedSample } from '../../src/registry/sample/seed.ts';
import { factsOf } from '../../src/registry/facts/read-facts.ts';
import { standardsAt } from '../../src/registry/standards/standards.ts';
import { assess } from '../../src/policy/assess.ts';
import { countedHouseholds, countBy } from '../../src/statistics/households.store.ts';
import { realNameTable } from '../../src/fund/real-name-table.ts';
import { emptyRegister } from '../support/register.ts';
import { DAY } from '../support/register-household.ts';

test('bench', async () => {
  const register = await emptyRegister('18');
  const { ownerUrl, secrets, database } = register.platform;
  const N = 20000;
  await seedSample({ ownerUrl, secrets, households: N, seed: 3, on: DAY(2026, 6, 30), progress: () => undefined });
  const [{ id } = {}] = await register.asOwner("select id from trade_union where code = '410500'");
  const out: string[] = [];
  const time = async (name: string, work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    out.push(`${name} ${Math.round(performance.now() - start)} ms`);
  };
  const asOf = DAY(2026, 6, 30);
  for (const known of ['NOW', N + 1, 'NOW', N + 1] as const) {
    const scope = { union: null, territory: [String(id)], today: '2026-06-30', asOf, known };
    await database.session(async (sql) => {
      let ids: string[] = [];
      await time(`ids ${known}`, async () => { ids = (await countedHouseholds(sql, scope)).map((one) => one.id); });
      await time(`cause ${known}`, () => countBy(sql, scope, 'v.main_cause', 'NONE'));
      const standards = await standardsAt(sql, 'NOW');
      for (const size of [500, 1000, 2000]) {
        let facts: ReadonlyMap<string, any> = new Map();
        await time(`facts of ${size} ${known}`, async () => {
          facts = await factsOf(sql, ids.slice(3000, 3000 + size), { asOf, knownAt: known, level: 'NATIONAL', profileOf: () => null });
        });
        await time(`assess ${size}`, async () => { for (const one of facts.values()) assess(one, standards); });
      }
    });
  }
  const viewer = { staffId: id as string, personId: null, purpose: null, grants: [{ role: 'FINANCE_OFFICER' as const, unionId: id as string }] };
  for (const known of ['NOW', N] as const) {
    const table = await realNameTable(register.deps, viewer, { year: 2025, source: null, union: null, known });
    await time(`rows ${known}`, () => table.rows(200, null));
    await time(`rows again ${known}`, () => table.rows(20, null));
    await time(`totals ${known}`, () => table.totals());
    out.push(String((await table.totals()).total.payments));
  }
  console.log(out.join('\n'));
  await register.drop();
}, 600_000);
