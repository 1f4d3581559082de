import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day, printDay } from '../../../src/kernel/calendar.ts';
import { DIMENSIONS } from '../../../src/statistics/dimensions/dimensions.ts';
import { MEASURES } from '../../../src/statistics/measures/find-measures.ts';
import { EVERY, type Every, type Period, periodsOf, yearUpTo } from '../../../src/statistics/question/periods.ts';
import type { Answered, Cell } from '../../../src/statistics/question/question.ts';
import { moveUnion, withdraw } from '../../support/organised.ts';
import { DAY } from '../../support/register-household.ts';
import { runs } from '../../support/runs.ts';
import { answered, everythingUnder, followUp, SEEDED_ON, seededStatistics } from '../../support/statistics.ts';

/** A series is, in each of its periods, what the same question answers of that period by itself. */

let world: Awaited<ReturnType<typeof seededStatistics>>;
beforeAll(async () => {
  world = await seededStatistics(80);
  const [file] = await world.asOwner(
    `select anchor_id::text as id from archive_file_version where state = 'RECORDED' and valid_to is null and superseded_in is null limit 1`,
  );
  const [admin] = await world.asOwner(`select id::text as id from staff where code = 'admin'`);
  const organised = { ...world, ids: { admin: String(admin?.['id']) } };
  await withdraw(organised, String(file?.['id']), '2026-05-20');
  const [keeper] = await world.asOwner(
    `select i.union_id::text as id from household_index i join union_closure c on c.descendant_id = i.union_id and c.depth > 0
     join trade_union u on u.id = c.ancestor_id and u.code = '410502' group by 1 order by count(*) desc limit 1`,
  );
  await moveUnion(organised, String(keeper?.['id']), world.unionId('410581'), '2025-11-15');
  await followUp(world.platform.database, world.projection, SEEDED_ON);
});
afterAll(async () => {
  await world.projection.close();
  await world.drop();
});

const rights = () => everythingUnder(printDay(SEEDED_ON), world.unionId('410500'));

test('periods begin and end with the calendar, but for the first and the last', () => {
  const texts = (from: Day, to: Day, every: Every) => {
    const periods = periodsOf({ from, to }, every, 400);
    return periods === 'TOO_MANY' ? periods : periods.map((one) => `${printDay(one.from)}/${printDay(one.to)}`);
  };
  expect(texts(DAY(2024, 1, 31), DAY(2024, 3, 15), 'MONTH')).toEqual([
    ...['2024-01-31/2024-01-31', '2024-02-01/2024-02-29', '2024-03-01/2024-03-15'],
  ]);
  expect(texts(DAY(2024, 2, 5), DAY(2024, 7, 1), 'QUARTER')).toEqual([
    ...['2024-02-05/2024-03-31', '2024-04-01/2024-06-30', '2024-07-01/2024-07-01'],
  ]);
  expect(texts(DAY(2023, 12, 31), DAY(2025, 1, 1), 'YEAR')).toEqual([
    ...['2023-12-31/2023-12-31', '2024-01-01/2024-12-31', '2025-01-01/2025-01-01'],
  ]);
  expect(texts(DAY(2024, 1, 2), DAY(2024, 1, 1), 'MONTH')).toEqual([]);
  expect(texts(DAY(1950, 1, 1), DAY(2049, 12, 31), 'MONTH')).toBe('TOO_MANY');
  expect(yearUpTo(DAY(2024, 5, 3))).toEqual({ from: DAY(2024, 1, 1), to: DAY(2024, 5, 3) });
});

function plain(cells: readonly Cell[], period: number): Readonly<Record<string, readonly (number | null)[]>> {
  const own = cells.filter((cell) => cell.period === period);
  const values = own.map(({ keys, figures }) => [keys.join(' '), figures.map(({ value }) => value)] as const);
  // A key that is in another period only has nothing in this one.
  return Object.fromEntries(values.filter(([, figures]) => figures.some((value) => value !== 0 && value !== null)));
}

const question = fc.record({
  measures: fc.uniqueArray(fc.constantFrom(...MEASURES), { minLength: 1, maxLength: 3 }),
  by: fc.uniqueArray(fc.constantFrom(...DIMENSIONS), { maxLength: 2 }),
  from: fc.nat(900),
  length: fc.nat(700),
  every: fc.constantFrom(...(Object.keys(EVERY) as Every[])),
  union: fc.constantFrom(null, '410500', '410502', '410581'),
});

test('each period of a series is what it is by itself, in rows and totals', async () => {
  await fc.assert(
    fc.asyncProperty(question, async ({ measures, by, from, length, every, union }) => {
      const fitting = by.filter(
        (one) =>
          (one.kind === 'UNION' && (!one.underUnion || union !== null)) ||
          (one.kind !== 'UNION' && measures.every(({ subject }) => one.subjects.includes(subject))),
      );
      const begin = addDays(DAY(2023, 9, 1), from);
      const periods = periodsOf({ from: begin, to: addDays(begin, length) }, every, 400) as readonly Period[];
      const asked = {
        ...{ measures: measures.map(({ name }) => name), by: fitting.map(({ name }) => name), every },
        unionId: union === null ? null : world.unionId(union),
      };
      const series = await answered(world.projection, { ...asked, periods }, rights());
      const singles: Answered[] = [];
      for (const period of periods)
        singles.push(await answered(world.projection, { ...asked, periods: [period] }, rights()));
      for (const part of ['cells', 'totals'] as const) {
        const own = periods.map((_, at) => plain(series[part], at));
        expect(own).toEqual(singles.map((single) => plain(single[part], 0)));
      }
    }),
    runs(15, 300),
  );
}, 200_000);
