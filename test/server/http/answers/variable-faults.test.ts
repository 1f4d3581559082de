import { expect, test } from '@jest/globals';
import { getVariableValues, type OperationDefinitionNode, parse } from 'graphql';
import { servedGraph } from '../../../../src/app/schema.ts';
import { findVariableFaults } from '../../../../src/server/http/answers/variable-faults.ts';

const schema = servedGraph();

function faultsOf(declared: string, variables: Readonly<Record<string, unknown>>) {
  const operation = parse(`query (${declared}) { __typename }`).definitions[0] as OperationDefinitionNode;
  const { errors = [] } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  const faults = findVariableFaults(schema, operation, variables);
  // One for each that graphql-js finds, in its order.
  expect(faults).toHaveLength(errors.length);
  return faults.map(({ path, zh, en }) => `${path}: ${zh} / ${en}`);
}

const RECORD = '$input: ArchiveRecordHouseholdInput!';
const member = {
  key: 'm1',
  identityNumber: null,
  person: { name: '示例' },
  membershipState: { relation: 'SELF', inRegister: true, livesTogether: true },
};
const income = { key: 'i1', member: 'm1', kind: 'WAGE', from: '2025-06', to: '2026-05', amount: '26400.00' };
const household = { worker: 'm1', state: { region: '410502' }, members: [member] };
const input = (incomes: readonly object[], over: object = {}) => ({
  input: { from: '2026-01-01', union: 'X', household: { ...household, records: { incomes }, ...over } },
});

test('what is right has no fault', () => {
  expect(faultsOf(RECORD, input([income]))).toEqual([]);
  expect(faultsOf('$on: Date, $level: ArchiveLevel = NATIONAL', {})).toEqual([]);
});

test('a wrong amount among many fields is named by its path in the variables, and every other fault too', () => {
  const rows = [income, income, { ...income, amount: '一百', kind: 'LUCK' }, { ...income, from: 7 }];
  expect(faultsOf(RECORD, input(rows, { state: { region: '41' } }))).toEqual([
    'input.household.state.region: 应为六位行政区划代码 / must be a six-digit division code',
    'input.household.records.incomes.2.kind: 不在可选值之内 / is not one of the allowed values',
    'input.household.records.incomes.2.amount: 应为金额，至多两位小数，如 "1234.50" / must be an amount with at most two decimals, such as "1234.50"',
    'input.household.records.incomes.3.from: 应为月份，如 "2026-06" / must be a month, such as "2026-06"',
  ]);
});

test.each([
  ['$v: Int!', {}, ['v: 必填 / is required']],
  ['$v: Int!', { v: null }, ['v: 必填 / is required']],
  ['$v: Int', { v: 1.5 }, ['v: 应为整数 / must be a whole number']],
  ['$v: Float', { v: 'x' }, ['v: 应为数字 / must be a number']],
  ['$v: Boolean', { v: 0 }, ['v: 应为 true 或 false / must be true or false']],
  ['$v: String', { v: { a: 1 } }, ['v: 应为文字 / must be text']],
  ['$v: ID', { v: [] }, ['v: 应为标识 / must be an id']],
  ['$v: [ID!]', { v: ['a', null] }, ['v.1: 必填 / is required']],
  ['$v: Date', { v: '2026-02-30' }, ['v: 应为日期，如 "2026-06-30" / must be a date, such as "2026-06-30"']],
  ['$v: Revision', { v: -1 }, ['v: 应为登记版本，不小于 0 的整数 / must be a revision, a whole number of at least 0']],
  ['$v: ArchiveLevel', { v: 'WORLD' }, ['v: 不在可选值之内 / is not one of the allowed values']],
  ['$v: ArchiveLevel', { v: 5 }, ['v: 不在可选值之内 / is not one of the allowed values']],
  ['$v: UnionFilterInput', { v: 'X' }, ['v: 应为对象 / must be an object']],
  ['$v: UnionFilterInput', { v: { 秘密: 1 } }, ['v: 有此类型没有的项 / has a field that its type does not have']],
  [
    '$v: ArchiveOpenFileInput',
    { v: { householdId: 'x' } },
    ['level', 'on', 'state', 'union'].map((name) => `v.${name}: 必填 / is required`),
  ],
])('%s given %j', (declared, variables, expected) => {
  expect(faultsOf(declared, variables).toSorted()).toEqual(expected);
});
