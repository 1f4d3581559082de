import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { servedGraph } from '../../src/app/schema.ts';
import { type ListFile, planList } from '../../src/lists/plan-list.loader.ts';

const schema = servedGraph();
const file = (document: string, more: Partial<ListFile> = {}): ListFile => ({
  ...{ document, variables: {}, operationName: null, ...more },
});
function refusalOf(document: string, more: Partial<ListFile> = {}): GraphQLError['extensions'] {
  try {
    planList(schema, file(document, more));
  } catch (error) {
    if (error instanceof GraphQLError) return error.extensions;
    throw error;
  }
  throw new Error('it is not refused');
}
const headingsOf = (document: string) => planList(schema, file(document)).columns.map(({ heading }) => heading);
const sizeOf = (document: string) => planList(schema, file(document)).variablesAfter(null)['_first'];

describe('a query', () => {
  test.each([
    ['mutation { cancelJob(id: "x") { id } }', 'mutation'],
    ['{ households { nodes { id } } staff { nodes { id } } }', ''],
    ['{ a: households { nodes { id } } b: households { nodes { id } } }', ''],
    ['{ realNameSummary(year: 2025) { title rows { nodes { number } } } }', 'realNameSummary'],
    ['{ ...All } fragment All on Query { staff { nodes { id } } }', '...All'],
    ['{ regions { code } }', 'regions'],
    ['{ household(id: "x") { disbursements { id } } }', 'household.disbursements'],
    ['{ tradeUnion(code: "410500") { name } }', 'tradeUnion.name'],
    ['{ households(first: 5) { nodes { id } } }', 'households.first'],
    ['{ households(after: "x") { nodes { id } } }', 'households.after'],
    ['{ households { totalCount } }', 'households.totalCount'],
    ['{ households { nodes { id } totalCount } }', 'households'],
    ['{ households { edges { cursor node { id } } } }', 'households.edges'],
    ['{ households { ...P } } fragment P on ArchiveHouseholdConnection { nodes { id } }', 'households'],
    ['{ households { nodes { id h: history { nodes { at } } } } }', 'households.nodes.h'],
    ['{ households { nodes { __typename } } }', 'households.nodes'],
    [
      '{ households { nodes { members { household { members { household { otherCauses } } } } } } }',
      'households.nodes.members.household.members.household.otherCauses',
    ],
    ['{ households { nodes { id fileNumber @include(if: true) } } }', '@include'],
  ])('%s is refused for what is at %j', (document, path) => {
    const { code, path: at, zh, en } = refusalOf(document);
    expect([code, at]).toEqual(['NOT_EXPORTABLE', path]);
    expect([zh, en]).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/^[a-z]/)]);
  });

  const TAKES = 'query ($on: Date!) { archiveFiles(asOf: $on) { nodes { number } } }';
  test.each([
    [TAKES, { variables: { on: '2026-06-30', other: 1 } }, 'NOT_EXPORTABLE', { path: 'variables.other' }],
    [TAKES, { variables: { on: 'today' } }, 'NOT_EXPORTABLE', { path: 'variables.on' }],
    [TAKES, {}, 'NOT_EXPORTABLE', { path: 'variables.on' }],
    [TAKES, { operationName: 'other' }, 'BAD_REQUEST', { argument: 'input.document' }],
    ['{ __schema { types { name } } }', {}, 'INVALID_DOCUMENT', { rules: ['NoSchemaIntrospection'] }],
    ['{ households { nodes { nothing } } }', {}, 'INVALID_DOCUMENT', { documentLocations: [{ line: 1, column: 24 }] }],
    ['{ households {', {}, 'INVALID_DOCUMENT', { rules: ['Syntax'] }],
    ['subscription { households { nodes { id } } }', {}, 'INVALID_DOCUMENT', { argument: 'input.document' }],
    [
      'query ($_first: Int!) { realNameSummary(year: $_first) { rows { nodes { number } } } }',
      { variables: { _first: 2025 } },
      'INVALID_DOCUMENT',
      { rules: ['UniqueVariableNames'] },
    ],
    [
      `{ tradeUnions { nodes { ${'parent { '.repeat(14)} code ${'} '.repeat(14)} } } }`,
      {},
      'TOO_COMPLEX',
      { limit: 'depth' },
    ],
    [
      `{ tradeUnions { nodes { ${Array.from({ length: 31 }, (_, at) => `a${at}: code`).join(' ')} } } }`,
      {},
      'TOO_COMPLEX',
      { limit: 'aliases' },
    ],
    [
      `{ tradeUnions { nodes { ${'children { parent { '.repeat(6)} code ${'} } '.repeat(6)} } } }`,
      {},
      'TOO_COMPLEX',
      { limit: 'cost' },
    ],
  ])('%s with %j is refused as %s', (document, more, code, extensions) => {
    expect(refusalOf(document, more)).toMatchObject({ code, ...extensions });
  });
});

test('columns are the leaves in their order, each once', () => {
  const rows = `fileNumber steward { name } ...on Household { id steward { code name } n: fileNumber } ...F`;
  const document = `{ households { nodes { ${rows} } } } fragment F on Household { fileNumber otherCauses __typename }`;
  const steward = ['建档单位 / 工会名称', '建档单位 / 工会代码'];
  expect(headingsOf(document)).toEqual(['档案编号', ...steward, '家庭标识', 'n', '次要致困原因']);
});

test('cells print lists by their places, codes by terms, nothing as nothing', () => {
  const document = `{ households { nodes { members { person { name household { otherCauses } } inRegister }
    declaredPopulation declaredMonthlyWage } } }`;
  const row = {
    members: [
      { person: { name: '甲', household: { otherCauses: ['ILLNESS', 'SCHOOLING'] } }, inRegister: true },
      { person: null, inRegister: null },
      { person: { name: '=乙', household: null }, inRegister: false },
    ],
    ...{ declaredPopulation: -3, declaredMonthlyWage: '-0.05' },
  };
  const { columns } = planList(schema, file(document));
  expect(columns.map(({ kind }) => kind)).toEqual(['TEXT', 'TEXT', 'TEXT', 'TEXT', 'AMOUNT']);
  const [name, causes, ...others] = columns.map(({ read }) => read(row));
  expect([name, ...others]).toEqual(['甲；；=乙', '是；；否', -3, -5]);
  expect(causes).toMatch(/^[^、；]+、[^、；]+；；$/);
  expect(columns.map(({ read }) => read({}))).toEqual(columns.map(() => null));
});

test('a page is as large as its cost allows', () => {
  const nested = (inner: string) => `{ households { nodes { members { household { members { ${inner} } } } } } }`;
  const fields = (many: number) => Array.from({ length: many }, (_, at) => `f${at}: key`).join(' ');
  expect(sizeOf('{ households { nodes { id } } }')).toBe(200);
  expect([sizeOf(nested(fields(8))), sizeOf(nested(fields(20)))]).toEqual([100, 20]);
});
