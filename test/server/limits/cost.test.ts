import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, getIntrospectionQuery, parse } from 'graphql';
import { costing } from '../../../src/server/limits/cost.ts';
import { indexDefinitions } from '../../../src/server/limits/definitions.ts';
import { runs } from '../../support/runs.ts';
import { LIMITS_SDL } from '../../support/sdl.ts';

const schema = buildSchema(LIMITS_SDL);
const dear = schema.getQueryType()?.getFields()['hello'];
if (dear !== undefined) dear.extensions = { cost: 7 };
const computeCost = costing(schema);

function costOf(query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const definitions = indexDefinitions(parse(query));
  if (!definitions.ok) throw definitions.error;
  const [operation] = definitions.value.operations;
  if (operation === undefined) throw new Error('there is an operation');
  return computeCost(definitions.value, operation, variables);
}

/** A selection set, its fields below it, and what they cost when written out. */
type Selection = readonly (readonly [text: string, cost: number])[];

function written(fields: Selection): string {
  return `{ ${fields.map(([text]) => text).join(' ')} }`;
}
const sum = (fields: Selection) => fields.reduce((total, [, cost]) => total + cost, 0);

/** Selections of a type, with the cost that a reader would count: a field is one, a list times what is below it. */
const { household } = fc.letrec<{ household: Selection; member: Selection; connection: Selection }>((tie) => ({
  household: fc.array(
    fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<readonly [string, number]>(['id', 1], ['name', 1], ['other: id', 1]),
      tie('household').map((below) => [`parent ${written(below)}`, 1 + sum(below)] as const),
      tie('member').map((below) => [`members ${written(below)}`, 1 + 10 * sum(below)] as const),
      fc
        .tuple(fc.integer({ min: 1, max: 200 }), tie('connection'))
        .map(([first, below]) => [`payments(first: ${first}) ${written(below)}`, 1 + first * sum(below)] as const),
    ),
    { minLength: 1, maxLength: 3 },
  ),
  member: fc.array(
    fc.oneof(
      { maxDepth: 4 },
      fc.constant(['name', 1] as const),
      tie('member').map((below) => [`parts ${written(below)}`, 1 + 10 * sum(below)] as const),
      tie('household').map((below) => [`household ${written(below)}`, 1 + sum(below)] as const),
    ),
    { minLength: 1, maxLength: 2 },
  ),
  connection: fc.array(
    fc.oneof(
      { maxDepth: 4 },
      fc.constant(['totalCount', 10] as const),
      tie('household').map((below) => [`nodes ${written(below)}`, 1 + sum(below)] as const),
      tie('household').map((below) => [`edges { cursor node ${written(below)} }`, 1 + 1 + 1 + sum(below)] as const),
    ),
    { minLength: 1, maxLength: 2 },
  ),
}));

describe('the cost of a selection', () => {
  test('is one for a field, and for a list its length times what is below it', () => {
    fc.assert(
      fc.property(household, (selection) => {
        const { cost, pages } = costOf(`{ household ${written(selection)} }`);
        expect([cost, pages]).toEqual([Math.min(1 + sum(selection), Number.MAX_SAFE_INTEGER), true]);
      }),
      runs(60, 5000),
    );
  });

  test('is the same through fragments, inline or not, whatever their order', () => {
    fc.assert(
      fc.property(household, household, (one, other) => {
        const plain = costOf(`{ household ${written([...one, ...other])} }`).cost;
        const inline = `{ household { ... ${written(one)} ... on Household ${written(other)} } }`;
        const spread = `fragment b on Household { ...a ${written(one).slice(1)}
          query { household { ...b } } fragment a on Household ${written(other)}`;
        expect([costOf(inline).cost, costOf(spread).cost]).toEqual([plain, plain]);
      }),
      runs(40, 3000),
    );
  });

  test('never falls when something is added, or a page grows', () => {
    fc.assert(
      fc.property(household, household, fc.integer({ min: 1, max: 199 }), (one, more, first) => {
        const page = (size: number, selection: Selection) =>
          costOf(`{ households(first: ${size}) { nodes ${written(selection)} } }`).cost;
        expect(page(first, [...one, ...more])).toBeGreaterThan(page(first, one));
        expect(page(first + 1, one)).toBeGreaterThan(page(first, one));
        expect(page(first, one)).toBeGreaterThanOrEqual(first * sum(one));
      }),
      runs(40, 3000),
    );
  });

  test.each([
    ['{ hello }', 7],
    ['{ __typename }', 1],
    ['mutation { write }', 1],
    ['{ named { name parts { name } } }', 1 + 1 + 1 + 10],
    ['{ named { ... on Member { parts { name } } } }', 1 + 1 + 10],
    ['{ households { totalCount } }', 1 + 30 * 10],
    ['{ plain { totalCount } }', 1 + 20 * 10],
    ['{ plain(first: null) { totalCount } }', 1 + 20 * 10],
    ['{ __schema { types { name } } }', 1 + 1 + 1],
    ['{ _entities(representations: []) { __typename } }', 1 + 1],
    ['{ _entities(representations: [{}, {}, {}]) { ... on Household { id } } }', 1 + 3],
    ['query($v: Int = 4) { plain(first: $v) { totalCount } }', 1 + 4 * 10],
    ['query($r: [_Any!]! = [1, 2]) { _entities(representations: $r) { __typename } }', 1 + 2],
    ['query($r: [_Any!]!) { _entities(representations: $r) { __typename } }', 1 + 1],
  ])('%s costs %d', (query, cost) => {
    expect(costOf(query).cost).toBe(cost);
  });

  test('counts the values of variables before their defaults, and the default of the field where they say nothing', () => {
    const query = 'query($v: Int = 4, $r: [_Any!]! = []) { households(first: $v) { totalCount } }';
    const cost = (variables: Readonly<Record<string, unknown>>) => costOf(query, variables).cost - 1;
    expect([cost({}), cost({ v: 6 }), cost({ v: null }), cost({ other: 9 })]).toEqual([40, 60, 300, 40]);
    expect(costOf('query($r: [_Any!]!) { _entities(representations: $r) { __typename } }', { r: [1, 2, 3] })).toEqual({
      ...{ cost: 1 + 3, representations: 3, pages: true },
    });
  });

  test('adds up to no more than the largest exact number', () => {
    const deep = (depth: number): string =>
      depth === 0 ? 'totalCount' : `nodes { payments(first: 2147483647) { ${deep(depth - 1)} } }`;
    const { cost, pages } = costOf(`{ a: households { ${deep(4)} } b: households { ${deep(4)} } }`);
    expect([cost, pages]).toEqual([Number.MAX_SAFE_INTEGER, false]);
  });

  test('says whether each page has an allowed size', () => {
    const pages = (first: number) => costOf(`{ hello households(first: ${first}) { totalCount } }`).pages;
    expect([-1, 0, 1, 200, 201].map(pages)).toEqual([false, false, true, true, false]);
    expect(costOf('{ households(first: 0) { totalCount } hello }').pages).toBe(false);
    expect(costOf('{ households { nodes { payments(first: 0) { totalCount } } } }').pages).toBe(false);
    expect(costOf('{ ...a } fragment a on Query { plain(first: 300) { totalCount } }').pages).toBe(false);
  });

  test('counts the representations of all the fields that ask for them', () => {
    const query = `{ a: _entities(representations: [{}, {}]) { __typename } ...b }
      fragment b on Query { _entities(representations: [{}]) { __typename } hello }`;
    expect(costOf(query).representations).toBe(3);
    expect(costOf('{ household { id } }').representations).toBe(0);
  });

  test('of the tools’ introspection is small', () => {
    expect(costOf(getIntrospectionQuery()).cost).toBeLessThan(300);
  });
});
