import { describe, expect, test } from '@jest/globals';
import { areasOfStatement } from '../../../../src/database/reads/areas/statement-areas.ts';
import { WATERMARK } from '../../../../src/database/time/change-log.ts';
import { knownAt } from '../../../../src/database/time/known-at.ts';

const DEFINITIONS = {
  tables: new Map([
    ['person', 'REGISTER'],
    ['trade_union', 'ORGANISATION'],
    ['payment', 'MONEY'],
    ['change_sequence', null],
  ]),
  bodies: new Map([
    ['stewards', 'select id from person where day <= $1'],
    ['of_function', 'select * from stewards($1)'],
    ['shown', 'select trade_union.id from trade_union'],
  ]),
};
const areasOf = (text: string) => [...areasOfStatement(text, DEFINITIONS)].sort();

describe('the areas of a statement', () => {
  test.each([
    ['select person from payment', ['MONEY']],
    ["select 'from person', payment.trade_union /* join person */ from payment -- join person", ['MONEY']],
    ['select * from payment p, public.trade_union u', ['MONEY', 'ORGANISATION']],
    ['select * from payment left join lateral (select 1 from "person") o on true', ['MONEY', 'REGISTER']],
    ['select * from payment where id in (select id from person) and a is distinct from b', ['MONEY', 'REGISTER']],
    ['with own (a) as (select 1 from person) select extract(year from a) from own', ['REGISTER']],
    ['select v."from", v."to" from (payment v join person using (id))', ['MONEY', 'REGISTER']],
    ['select * from unnest($1::text[]) as given (person) join payment on true', ['MONEY']],
  ])('are of the tables that it reads: %s', (text, areas) => {
    expect(areasOf(text)).toEqual(areas);
  });

  test('are those of functions and views too, and of what these call', () => {
    expect(areasOf('select * from payment join of_function($1) f on true')).toEqual(['MONEY', 'REGISTER']);
    expect(areasOf('select stewards(a) from payment')).toEqual(['MONEY', 'REGISTER']);
    expect(areasOf('select * from shown')).toEqual(['ORGANISATION']);
  });

  test('are not those of its revision', () => {
    expect(areasOf(`select ${WATERMARK} from payment v where ${knownAt('v', 7)}`)).toEqual(['MONEY']);
  });

  test.each(['change_sequence', 'job_queue.job', 'nowhere'])('are unknown if it names %s', (name) => {
    expect(() => areasOf(`select * from payment join ${name} on true`)).toThrow(`names ${name}, which has no area`);
  });
});
