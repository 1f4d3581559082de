import type { Client } from 'pg';
import { type Samples, shuffled } from './work.ts';

/** The same for the same database: what the requests ask for. */
export async function samplesOf(owner: Client, households: number, windows: number): Promise<Samples> {
  const { rows: ids } = await owner.query<{ id: string }>(
    'select id from bench.household order by md5(id::text) limit 500',
  );
  const { rows: listings } = await owner.query<{ union: string; cause: string }>(
    `select u.code as union, c.cause from bench.trade_union u,
       (select distinct main_cause as cause from bench.household where main_cause is not null) c
     where u.kind = 'COUNTY' order by 1, 2`,
  );
  const { rows: unions } = await owner.query<{ code: string }>(
    `select u.code from bench.trade_union u where u.id in (select h.steward_id from bench.household h) order by 1`,
  );
  const { rows: persons } = await owner.query<{ id: string }>(
    'select distinct on (md5(person_id::text)) person_id as id from bench.member order by md5(person_id::text) limit 2000',
  );
  const { rows: paid } = await owner.query<{ year: number }>(
    'select distinct extract(year from paid_on)::int as year from bench.disbursement order by 1 desc',
  );
  // PostGraphile loses its way where a cursor stands on a household without a file: they come last, and are left out.
  const { rows: filed } = await owner.query<{ count: string }>('select count(file_number) from bench.household');
  const leap = Math.min(200, Math.max(20, Math.ceil(households / 100)));
  const count = Math.min(windows, Math.floor(Number(filed[0]?.count) / leap) - 1);
  return {
    households: ids.map(({ id }) => id),
    persons: Array.from({ length: persons.length / 100 }, (_, at) =>
      persons.slice(at * 100, at * 100 + 100).map(({ id }) => id),
    ),
    windows: { leap, count },
    unions: shuffled(unions.map(({ code }) => code)),
    listings: shuffled(listings),
    years: paid.map(({ year }) => year),
  };
}
