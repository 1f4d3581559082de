import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PaymentScope } from '../../../src/fund/payments/payment.ts';
import { paymentsOfYear } from '../../../src/fund/payments/payment.ts';
import { paymentGroups } from '../../../src/fund/payments/payment-sum.read.ts';
import { REVERSE_PAYMENT } from '../../../src/registry/recording/acts/record-acts.ts';
import { requireDay } from '../../../src/kernel/calendar.ts';
import { decideRegister } from '../../../src/assessment/spans/run/decide-register.ts';
import { seedSample } from '../../../src/sample/seed.ts';
import { checkProjection } from '../../../src/statistics/projection/check.read.ts';
import { openProjection } from '../../../src/statistics/projection/open-projection.store.ts';
import type { PlainRow, Projection } from '../../../src/statistics/projection/projection.ts';
import { acted } from '../../support/acts.ts';
import { emptyRegister, sealAll, SERVER, valueOf } from '../../support/register.ts';
import { DAY } from '../../support/register-household.ts';

let register: Awaited<ReturnType<typeof emptyRegister>>;
let projection: Projection;
let revisions: readonly number[] = [];
const YEARS = [2023, 2024, 2025, 2026];

beforeAll(async () => {
  register = await emptyRegister(SERVER);
  const { ownerUrl, secrets, database } = register.platform;
  const options = { ownerUrl, secrets, households: 120, seed: 8, on: DAY(2026, 6, 30), progress: () => undefined };
  valueOf(await seedSample(options));
  const before = await sealAll(database);
  const paid = await register.asOwner(
    `select distinct on (d.household_id) d.household_id, d.anchor_id, d.paid_on::text as day, g.staff_id as clerk
     from disbursement_version d
     join household_index i on i.household_id = d.household_id and i.valid_to is null
     join union_closure c on c.descendant_id = i.union_id
     join staff_grant_version v on v.union_id = c.ancestor_id and v.role = 'UNION_CLERK' and v.superseded_in is null
     join staff_grant g on g.id = v.anchor_id
     order by d.household_id, d.paid_on desc limit 12`,
  );
  expect(paid).toHaveLength(12);
  for (const [at, { household_id: household, anchor_id: id, day, clerk }] of paid.entries()) {
    const on = at % 2 === 0 ? DAY(2026, 6, 20) : requireDay(String(day));
    const acting = { deps: register.deps, ids: { clerk: String(clerk) } };
    valueOf(await acted(acting, String(household), REVERSE_PAYMENT, { id: String(id), on, reason: '重复发放' }));
  }
  const last = await sealAll(database);
  revisions = [before, before + 5, last];
  const control = { signal: new AbortController().signal, progress: () => undefined };
  valueOf(await decideRegister(database, DAY(2026, 6, 30), control));
  projection = await openProjection({
    ...{ database, folder: mkdtempSync(join(tmpdir(), 'projection-')), megabytes: 200, seconds: 10 },
    ...{ log: () => undefined },
  });
  expect(await projection.follow()).toEqual({ ok: true, value: { revision: last, moment: 1 } });
});

afterAll(async () => {
  await register.drop();
  await projection.close();
});

const points = () =>
  ['2023-05-01', '2025-12-31', '2026-06-30'].flatMap((day) => revisions.map((revision) => ({ day, revision })));

test('the check finds nothing, and finds what is planted', async () => {
  const { database } = register.platform;
  expect(await checkProjection(database, projection, points())).toEqual({ ok: true, value: [] });
  await register.asOwner(`update household_span set region = '999999' where household_id = (
    select household_id from household_span where valid_to is null order by household_id limit 1)`);
  const found = valueOf(await checkProjection(database, projection, points()));
  expect(new Set(found.map(({ figure }) => figure))).toEqual(new Set(['every column of household_fact', 'region']));
});

test('the check finds a value of one row that no count shows', async () => {
  const { database } = register.platform;
  const values = async () => {
    const found = valueOf(await checkProjection(database, projection, points()));
    return new Set(found.filter(({ key }) => key === 'values').map(({ figure }) => figure));
  };
  await register.asOwner(`update decision_span set per_head_fen = coalesce(per_head_fen, 0) + 1 where household_id = (
    select household_id from decision_span order by household_id desc limit 1)`);
  expect(await values()).toEqual(new Set(['every column of household_fact']));
});

const AMOUNTS = `
  select source as key, sum(amount_fen) as amount, count(*) filter (where stands) as payments,
    count(distinct household_key) filter (where stands) as households,
    count(distinct (household_key, beneficiary)) filter (where stands) as persons
  from (
    select *, not is_reversal and (reversed_on is null or reversed_on >= $end::date) as stands from payment
    where paid_on >= $begin::date and paid_on < $end::date and rev_from <= $revision and rev_to > $revision
  ) group by grouping sets ((source), ())  order by source::varchar nulls last`;

test.each(YEARS)('the payments of %d are summed as the finance room sums them, at each revision', async (year) => {
  const unions = await register.asOwner('select id from trade_union');
  const scope: PaymentScope = {
    ...paymentsOfYear(year),
    ...{ territory: unions.map(({ id }) => String(id)), today: '2026-06-30' },
  };
  for (const revision of revisions) {
    const rows = valueOf(
      await projection.query(AMOUNTS, { begin: `${year}-01-01`, end: `${year + 1}-01-01`, revision }),
    );
    const { database } = register.platform;
    const groups = await database.session((sql) => paymentGroups(sql, scope, revision));
    const bySource = Map.groupBy(
      groups.flatMap(({ subtotal }) => subtotal ?? []),
      ({ source }) => source,
    );
    const expected = [...bySource].map(([key, own]) => ({
      key,
      amount: own.reduce((sum, { amountFen }) => sum + amountFen, 0),
      payments: own.reduce((sum, { payments }) => sum + payments, 0),
    }));
    const own = rows.filter(({ key }) => key !== null).map(({ key, amount, payments }) => ({ key, amount, payments }));
    expect(own).toEqual(expected.toSorted((a, b) => (a.key < b.key ? -1 : 1)));
    const total = groups.find(({ subtotal }) => subtotal === null)?.sum;
    expect(rows.at(-1)).toMatchObject({
      key: null,
      amount: total === undefined || total.rows === 0 ? null : total.amountFen,
      persons: total?.persons ?? 0,
    });
  }
});

test('a file enters the states that its versions have, as known at each revision', async () => {
  for (const revision of revisions) {
    const versions = await register.asOwner(
      `select v.anchor_id as file, v.valid_from::text as day, v.state from archive_file_version v
       join change_sequence i on i.change_id = v.recorded_in and i.number <= ${revision}
       left join change_sequence o on o.change_id = v.superseded_in and o.number <= ${revision}
       where o.number is null order by 1, 2`,
    );
    const entered = versions.flatMap(({ file, day, state }, at) => {
      const before = versions[at - 1];
      const from = before !== undefined && before['file'] === file ? String(before['state']) : null;
      return from === state ? [] : [{ file, day, from, to: state }];
    });
    const events = valueOf(
      await projection.query(
        `select file_id as file, day, from_state as from, to_state as to from file_event
         where rev_from <= $revision and rev_to > $revision order by file_id, day`,
        { revision },
      ),
    );
    expect(events).toEqual(entered);
    expect(events.length).toBeGreaterThan(50);
  }
});

test('the lines of unions are those of the closure', async () => {
  const closure = await register.asOwner(
    `select ancestor_id as ancestor, descendant_id as descendant, depth, greatest(valid_from, '0001-01-01')::text as "from",
       coalesce(valid_to::text, '9999-12-31') as "to" from union_closure order by 1, 2, 4`,
  );
  const lines: readonly PlainRow[] = valueOf(
    await projection.query(
      `select a.union_id as ancestor, u.union_id as descendant, l.depth, l.day_from as from, l.day_to as to
       from union_line l join union_key a on a.union_key = l.ancestor_key join union_key u on u.union_key = l.union_key
       where l.rev_to > $revision order by 1, 2, 4`,
      { revision: revisions.at(-1) ?? 0 },
    ),
  );
  expect(lines).toEqual(closure);
});
