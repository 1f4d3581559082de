import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { paymentsOfYear } from '../../src/fund/payments/payment.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import { openFile } from '../../src/archive/open-file.ts';
import type { PaymentTotals, RowKey } from '../../src/fund/payments/payment.ts';
import { realNameTable, type RealNameQuery, type ReadableRow } from '../../src/fund/real-name/real-name-table.ts';
import { seedSample } from '../../src/sample/seed.ts';
import { payAgain } from '../support/pay-again.ts';
import { emptyRegister, SERVERS, valueOf } from '../support/register.ts';
import { DAY } from '../support/register-household.ts';

const ON = DAY(2026, 6, 30);
const YEARS = [2024, 2025, 2026];
type Register = Awaited<ReturnType<typeof emptyRegister>>;
type Shown = Omit<ReadableRow, 'secret' | 'rights'>;

const shownOf = ({ secret: _, rights: __, ...row }: ReadableRow): Shown => row;

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: Register;
  const unions = new Map<string, string>();

  beforeAll(async () => {
    register = await emptyRegister(server);
    const { ownerUrl, secrets } = register.platform;
    valueOf(await seedSample({ ownerUrl, secrets, households: 400, seed: 3, on: ON, progress: () => undefined }));
    for (const { code, id } of await register.asOwner('select code, id from trade_union')) {
      unions.set(String(code), String(id));
    }
  }, 120_000);
  afterAll(() => register.drop());

  const viewer = (...codes: string[]): Viewer => ({
    ...{ staffId: unions.get('410500') ?? '', personId: null, purpose: null },
    grants: codes.map((code) => ({ role: 'FINANCE_OFFICER', unionId: unions.get(code) ?? '' })),
  });
  const tableOf = (year: number, over: Partial<RealNameQuery> = {}, who = viewer('410500')) =>
    realNameTable(register.deps, who, { ...paymentsOfYear(year), known: 'NOW', ...over });

  /** All pages, one after another; something may happen between them. */
  const walk = async (
    query: Parameters<typeof tableOf>,
    size: number,
    between: (page: number) => Promise<void> = () => Promise.resolve(),
  ): Promise<Shown[]> => {
    const rows: Shown[] = [];
    let after: RowKey | null = null;
    const [year, over, who] = query;
    const { revision } = await tableOf(...query);
    for (let page = 0; ; page += 1) {
      const table = await tableOf(year, { ...over, known: revision }, who);
      const next: Awaited<ReturnType<typeof table.rows>> = await table.rows(size, after);
      rows.push(...next.map(({ node }) => shownOf(node)));
      after = next.at(-1)?.key ?? null;
      if (next.length < size) return rows;
      await between(page);
    }
  };

  const inRegister = async (condition: string): Promise<{ amount: string; payments: number; households: number }> => {
    const [row] = await register.asOwner(
      `select coalesce(sum(amount_fen), 0)::text as amount, count(*)::int as payments,
         count(distinct household_id)::int as households
       from disbursement_version where superseded_in is null and ${condition}`,
    );
    return row as Awaited<ReturnType<typeof inRegister>>;
  };
  const plain = ({ total: { amountFen, payments, households } }: PaymentTotals) => {
    return { amount: String(amountFen), payments, households };
  };

  test('the total is what the register paid, to the fen: of each year and source', async () => {
    for (const year of YEARS) {
      const paid = `extract(year from paid_on) = ${year}`;
      expect((await inRegister(paid)).payments).toBeGreaterThan(50);
      expect(plain(await (await tableOf(year)).totals())).toEqual(await inRegister(paid));
      for (const source of ['CENTRAL_FINANCE', 'INTEREST'] as const) {
        const totals = await (await tableOf(year, { sources: [source] })).totals();
        expect(plain(totals)).toEqual(await inRegister(`${paid} and source = '${source}'`));
        expect(new Set(totals.subtotals.map((one) => one.source))).toEqual(new Set([source]));
      }
    }
  });

  test('each subtotal is what its rows come to, counted one by one', async () => {
    for (const year of YEARS) {
      const rows = await walk([year], 200);
      const { subtotals } = await (await tableOf(year)).totals();
      const groups = Map.groupBy(rows, ({ unionId, aidType, source }) => `${unionId} ${aidType} ${source}`);
      expect(subtotals).toHaveLength(groups.size);
      for (const { unionId, aidType, source, ...sum } of subtotals) {
        const own = groups.get(`${unionId} ${aidType} ${source}`) ?? [];
        expect(sum).toMatchObject({
          amountFen: own.reduce((total, { amountFen }) => total + amountFen, 0),
          payments: own.length,
          households: new Set(own.map(({ householdId }) => householdId)).size,
          persons: new Set(own.map(({ personId }) => personId)).size,
        });
      }
    }
  });

  test('a county sees what it keeps, the city what all keep', async () => {
    const kept = (codes: readonly string[]) => `extract(year from paid_on) = 2025 and household_id in (
      select k.household_id from stewards('2026-06-30') k join union_closure c on c.descendant_id = k.union_id
      join trade_union u on u.id = c.ancestor_id where u.code in ('${codes.join("','")}'))`;
    const below = ['410502', '410581', '410500-C1'];
    for (const code of below) {
      const rows = await walk([2025, {}, viewer(code)], 200);
      expect(rows.length).toBeGreaterThan(0);
      expect(new Set(rows.map(({ unionId }) => unionId)).size).toBeGreaterThan(1);
      expect(plain(await (await tableOf(2025, {}, viewer(code))).totals())).toEqual(await inRegister(kept([code])));
      expect(plain(await (await tableOf(2025, { union: code })).totals())).toEqual(await inRegister(kept([code])));
    }
    const both = await tableOf(2025, {}, viewer('410502', '410581', '410502-Q1'));
    expect(plain(await both.totals())).toEqual(await inRegister(kept(['410502', '410581'])));
    expect(await walk([2025, { union: '410581' }, viewer('410502')], 200)).toEqual([]);
  });

  test('a walk gives each row once and stays one snapshot, whatever is recorded meanwhile', async () => {
    const whole = await walk([2025], 200);
    const before = await (await tableOf(2025)).totals();
    const { revision } = await tableOf(2025);
    const meddled = new Set<string>();
    let moved = 0;
    const walked = await walk([2025], 15, async (page) => {
      // One further on gets another payment, and its first is reversed; another's keeping changes.
      const ahead = whole[whole.length - 1 - page * 3];
      if (ahead === undefined || meddled.has(ahead.householdId)) return;
      meddled.add(ahead.householdId);
      await payAgain(register.deps, ahead.householdId, await clerk());
      moved += await moveOne();
    });
    expect(meddled.size).toBeGreaterThan(5);
    expect(moved).toBeGreaterThan(2);
    expect(walked).toEqual(whole);
    expect(walked.map(({ number }) => number)).toEqual(whole.map((_, at) => at + 1));
    const afterwards = await (await tableOf(2025)).totals();
    expect(afterwards.total).not.toEqual(before.total);
    expect(await (await tableOf(2025, { known: revision })).totals()).toEqual(before);
    const paid = 'extract(year from paid_on) = 2025';
    const { amount } = await inRegister(paid);
    const stands = `reverses is null and anchor_id not in (select reverses from disbursement_version where reverses is not null)`;
    expect(plain(afterwards)).toEqual({ ...(await inRegister(`${paid} and ${stands}`)), amount });
    expect(afterwards.total.rows).toBe(afterwards.total.payments + 2 * meddled.size);
  });

  const clerk = async () =>
    String((await register.asOwner("select id from staff where code = 'clerk.410500'"))[0]?.['id']);
  const common = async () => ({
    ...{ actorId: await clerk(), idempotencyKey: null, purpose: '测试', expectedRevision: null },
  });

  /** A household without a live file gets one in another union's keeping. */
  const moveOne = async () => {
    const [row] = await register.asOwner(
      `select d.household_id::text as id from disbursement_version d join archive_file_version f on f.household_id = d.household_id
       where f.state in ('LIFTED', 'WITHDRAWN') and extract(year from d.paid_on) = 2025
         and not exists (select from stewards('2026-06-30') k where k.household_id = d.household_id and k.file_id is not null)
       order by 1 limit 1`,
    );
    if (row === undefined) return 0;
    valueOf(
      await openFile(register.deps, {
        ...(await common()),
        ...{ householdId: row['id'] as string, stewardId: unions.get('410581-Q6') ?? '', on: DAY(2026, 6, 1) },
        state: { level: 'NATIONAL', category: null, hardshipClass: null, state: 'APPLIED', reason: null },
      }),
    );
    return 1;
  };
});
