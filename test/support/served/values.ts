import {
  getNullableType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { type Choices, hostileValue } from './choices.ts';

/** What is on record that a caller could name, theirs and others'. */
export interface Pools {
  readonly householdIds: readonly string[];
  readonly personIds: readonly string[];
  readonly unionIds: readonly string[];
  readonly fileIds: readonly string[];
  readonly otherIds: readonly string[];
  readonly staffIds: readonly string[];
  readonly fileNumbers: readonly string[];
  readonly identityNumbers: readonly string[];
  readonly tokens: readonly string[];
  readonly unionCodes: readonly string[];
  readonly regionCodes: readonly string[];
  readonly days: readonly string[];
  readonly cursors: readonly string[];
  readonly facts: readonly object[];
}

type Choose = (choices: Choices, pools: Pools) => unknown;

const MONTHS = ['2026-06', '2025-07', '2025-01', '2020-02', '0001-01', '9999-12'];
const AMOUNTS = ['0.00', '1234.50', '0.01', '999999999.99', '88.8', '100'];
const NUMBERS = [1, 2, 3, 20, 5, 0, -1, 201, 2 ** 31 - 1];
const SIZES = [1, 2, 3, 5, 20, 50, 100, 200];
const WORDS = ['示例', '王', '李', 'a', '工资', '银行', '说明'];

const someId: Choose = (choices, { householdIds, personIds, unionIds, otherIds, staffIds }) =>
  choices.of(choices.of([householdIds, personIds, unionIds, otherIds, staffIds]));
const from =
  (name: keyof Pools): Choose =>
  (choices, pools) =>
    choices.of<unknown>(pools[name]);
const unionCode: Choose = (choices, { unionCodes, unionIds }) => choices.of(choices.chance(80) ? unionCodes : unionIds);
const key: Choose = (choices) => choices.of(['m1', 'm2', 'i1', 'i2']);

/** What stands in an argument that has another meaning on each field. */
const BY_ARGUMENT: Readonly<Record<string, Choose>> = {
  'household.id': from('householdIds'),
  'person.id': from('personIds'),
  'archiveFile.id': from('fileIds'),
  'tradeUnion.id': from('unionIds'),
};

/** What stands in an argument or a field of an input, by its name. */
const BY_NAME: Readonly<Record<string, Choose>> = {
  id: someId,
  householdId: from('householdIds'),
  year: (choices) => choices.of([2026, 2025, 2024, 0, 1, 9999, 10_000, -1, 2 ** 31 - 1]),
  staffId: from('staffIds'),
  grantId: someId,
  token: from('tokens'),
  idNumber: from('identityNumbers'),
  identityNumber: from('identityNumbers'),
  fileNumber: from('fileNumbers'),
  number: from('fileNumbers'),
  numberFrom: (choices, { fileNumbers }) => choices.of(fileNumbers).slice(0, choices.of([6, 10, 1])),
  union: unionCode,
  code: unionCode,
  region: from('regionCodes'),
  farmRegion: from('regionCodes'),
  registeredRegion: from('regionCodes'),
  after: from('cursors'),
  first: (choices) => choices.of(choices.chance(90) ? SIZES : NUMBERS),
  worker: () => 'm1',
  member: () => 'm1',
  key,
  idempotencyKey: (choices) => choices.of(['a', 'b', 'c'.repeat(300), 'd'.repeat(9000)]),
  representations: (choices, pools) => Array.from({ length: choices.below(6) }, () => representation(choices, pools)),
  facts: from('facts'),
  standards: (choices) => (choices.chance(50) ? null : {}),
};

const BY_TYPE: Readonly<Record<string, Choose>> = {
  Date: from('days'),
  Month: (choices) => choices.of(MONTHS),
  Yuan: (choices) => choices.of(AMOUNTS),
  Decimal: (choices) => choices.of(AMOUNTS),
  Boolean: (choices) => choices.chance(50),
  Int: (choices) => choices.of(NUMBERS),
  Float: (choices) => choices.of([1, 3, 0, 1.5, -1, 1e15]),
  ID: someId,
  String: (choices) => choices.of(WORDS),
  JSON: hostileValue,
};

const ENTITIES = ['Household', 'Person', 'ArchiveFile', 'Disbursement', 'TradeUnion', 'Region', 'ArchiveMember'];
const KEYS = ['id', 'fileNumber', 'number', 'token', 'code'];

function representation(choices: Choices, pools: Pools): unknown {
  const name = choices.of(KEYS);
  const value = choices.chance(15) ? hostileValue(choices) : BY_NAME[name]?.(choices, pools);
  const __typename = choices.chance(10) ? hostileValue(choices) : choices.of(ENTITIES);
  return choices.chance(5)
    ? hostileValue(choices)
    : { __typename, [name]: value, ...(choices.chance(20) ? { rights: ['READ_FACTS'] } : {}) };
}

/** What values are made of. */
export interface Source {
  readonly choices: Choices;
  readonly pools: Pools;
  /** How many of a hundred values have nothing to do with their type. */
  readonly spoiled: number;
}

/** A value of a type, as JSON has it; `name` is that of a field of an input, or `field.argument`. */
export function valueFor(type: GraphQLInputType, name: string, source: Source): unknown {
  const { choices, pools, spoiled } = source;
  if (choices.chance(spoiled)) return hostileValue(choices);
  if (!isNonNullType(type) && choices.chance(4)) return null;
  const nullable = getNullableType(type);
  const byName = BY_ARGUMENT[name] ?? BY_NAME[name.slice(name.indexOf('.') + 1)];
  return byName === undefined || isInputObjectType(nullable)
    ? valueOfType(nullable, name, source)
    : byName(choices, pools);
}

function valueOfType(
  type: ReturnType<typeof getNullableType<GraphQLInputType>>,
  name: string,
  source: Source,
): unknown {
  const { choices, pools } = source;
  if (isListType(type)) {
    const length = name === 'members' ? 1 : choices.below(3);
    return Array.from({ length }, () => valueFor(type.ofType, '', source));
  }
  if (isInputObjectType(type)) return objectFor(type, source);
  if (isEnumType(type)) return choices.of(type.getValues()).name;
  return (BY_TYPE[type.name] ?? hostileValue)(choices, pools);
}

function objectFor(type: GraphQLInputObjectType, source: Source): object {
  const { choices, spoiled } = source;
  const fields = Object.values(type.getFields()).flatMap(({ name, type: of }): [string, unknown][] =>
    isNonNullType(of) || choices.chance(35) ? [[name, valueFor(of, name, source)]] : [],
  );
  const odd = choices.chance(spoiled / 2) ? [[choices.of(['__proto__', 'nothing', '']), 1] as [string, unknown]] : [];
  return Object.fromEntries([...fields, ...odd]);
}
