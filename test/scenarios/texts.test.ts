import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { servedGraph } from '../../src/app/schema.ts';
import { type Asking, type ServedPlatform, startServed } from '../support/served/platform.ts';
import { Choices } from '../support/served/choices.ts';
import { poolsOf } from '../support/served/pools.ts';
import { seed, size } from '../support/runs.ts';
import { valueFor, type Source } from '../support/served/values.ts';

/** Of every root field and every argument of it, down to the last field of its inputs, each that takes a text or an id. */
const schema = servedGraph();
const TEXTS = new Set(['String', 'ID']);

let served: ServedPlatform;
let source: Source;
let clerk: Asking;
let admin: Asking;
let finance: Asking;
beforeAll(async () => {
  served = await startServed({ households: 20, statistics: true });
  clerk = { token: await served.bearer({ role: 'clerk', union: '410500' }), purpose: '系统维护：测试', signed: true };
  admin = { token: await served.bearer({ staff: 'admin' }), purpose: '系统维护：测试', signed: true };
  finance = {
    token: await served.bearer({ role: 'finance', union: '410500' }),
    purpose: '系统维护：测试',
    signed: true,
  };
  // The first of everything there is, and only what is required.
  source = { choices: new Choices(new Uint8Array()), pools: await poolsOf(served, [clerk]), spoiled: 0 };
});
afterAll(() => served.close());

type Field = GraphQLField<unknown, unknown>;

/** Where a text stands: an argument of a root field, and the way to it within the argument. */
interface Place {
  readonly root: 'query' | 'mutation';
  readonly field: Field;
  readonly argument: GraphQLArgument;
  readonly path: readonly string[];
}

/** Each field of an input type is tried once, at the first place that leads to it: the acts share the inputs of records. */
const tried = new Set<string>();

const PLACES: readonly Place[] = (['query', 'mutation'] as const).flatMap((root) => {
  const type = root === 'query' ? schema.getQueryType() : schema.getMutationType();
  return Object.values<Field>(type?.getFields() ?? {}).flatMap((field) =>
    field.args.flatMap((argument) =>
      pathsOf(argument.type, [argument.name]).map((path) => ({ root, field, argument, path })),
    ),
  );
});

function pathsOf(type: GraphQLInputType, path: readonly string[]): readonly (readonly string[])[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return TEXTS.has(named.name) ? [path] : [];
  return Object.values(named.getFields()).flatMap((field) => {
    const place = `${named.name}.${field.name}`;
    if (TEXTS.has(getNamedType(field.type).name) && tried.has(place)) return [];
    tried.add(place);
    return pathsOf(field.type, [...path, field.name]);
  });
}

/** A value of a type with another at the end of a path, and what is required on the way. */
function withValue(type: GraphQLInputType, name: string, [next, ...rest]: readonly string[], value: unknown): unknown {
  if (isNonNullType(type)) return withValue(type.ofType, name, next === undefined ? [] : [next, ...rest], value);
  if (isListType(type)) return [withValue(type.ofType, name, next === undefined ? [] : [next, ...rest], value)];
  if (next === undefined || !isInputObjectType(type)) return value;
  const field = type.getFields()[next];
  if (field === undefined) throw new Error(`${type.name} has no ${next}`);
  return { ...(valueFor(type, name, source) as object), [next]: withValue(field.type, next, rest, value) };
}

function ask({ root, field, argument, path }: Place, value: unknown) {
  const { args, type, name } = field;
  const asked = args.filter((one) => one === argument || isNonNullType(one.type));
  const declared = asked.map((one) => `$${one.name}: ${String(one.type)}`).join(', ');
  const given = asked.map((one) => `${one.name}: $${one.name}`).join(', ');
  const selection = isCompositeType(getNamedType(type)) ? ' { __typename }' : '';
  const variables = Object.fromEntries(
    asked.map((one) => [
      one.name,
      one === argument
        ? withValue(one.type, one.name, path.slice(1), value)
        : valueFor(one.type, `${name}.${one.name}`, source),
    ]),
  );
  const asking = ADMINISTRATION.has(name) ? admin : /RealName|Locked|Difference/.test(name) ? finance : clerk;
  return served.ask(`${root} (${declared}) { ${name}(${given})${selection} }`, { ...asking, variables });
}

const ADMINISTRATION = new Set([
  'staff',
  'grantProposals',
  'registerStaff',
  'proposeGrant',
  'confirmGrant',
  'endGrant',
  'issueDashboardToken',
  'deactivateStaff',
]);

/** In `npm test` each place gets a third of the texts, others with another seed and beside its neighbours; in the longer runs all. */
const STEP = size(3, 1);
const placesOf = (text: number) => PLACES.filter((_, place) => (place + text + seed()) % STEP === 0);
const numbered = <T>(list: readonly (readonly [string, T])[]) =>
  list.map(([name, one], at) => [name, one, at] as const);

const nameOf = ({ field, path }: Place) => `${field.name}(${path.join('.')})`;

test('there are many such places', () => {
  expect(PLACES.length).toBeGreaterThan(90);

  expect(PLACES.map(nameOf)).toEqual(
    expect.arrayContaining(['household(idNumber)', 'addRecords(input.records.disbursements.note)']),
  );
});

test.each(
  numbered([
    ['SQL', "' or 1=1; drop table household; --"],
    ['more SQL', "\\'); select pg_sleep(60); --"],
    ['a pattern', '%_%'],
    ['a cast', '1::int'],
    ['a number that is too long', '9'.repeat(400)],
    ['a text that is too long', '困'.repeat(5000)],
    ['a prototype', '__proto__'],
    ['colours and line breaks', '\u001b[31m\r\n\u0007\u2028'],
    ['nothing', ''],
  ]),
)('%s is a text like any other, wherever it stands', async (_, text, at) => {
  for (const place of placesOf(at)) {
    const { status, codes } = await ask(place, text);
    expect([nameOf(place), [200, 400].includes(status)]).toEqual([nameOf(place), true]);
    expect([nameOf(place), codes.filter((code) => code === 'INTERNAL' || code === 'UNAVAILABLE')]).toEqual([
      nameOf(place),
      [],
    ]);
  }
});

test.each(
  numbered([
    ['NUL', 'a\u0000b'],
    ['half a character', 'a\ud800b'],
  ]),
)('%s is refused before anything is read, wherever it stands', async (_, text, at) => {
  for (const place of placesOf(at)) {
    const { status, codes } = await ask(place, text);
    expect([nameOf(place), status, codes]).toEqual([nameOf(place), 400, ['BAD_REQUEST']]);
  }
});

test.each(
  numbered<unknown>([
    ['an operator', { $gt: '' }],
    ['a list of operators', [{ $ne: null }]],
    ['an object with a key of its own', { toString: 'x', length: 1 }],
    ['a truth', true],
  ]),
)('%s is no text, wherever it stands', async (_, value, at) => {
  for (const place of placesOf(at)) {
    const { status, codes } = await ask(place, value);
    expect([nameOf(place), status, new Set(codes)]).toEqual([nameOf(place), 400, new Set(['INVALID_VARIABLES'])]);
  }
});

test.each(["' or 1=1; --", '%_%', '9'.repeat(400), '困'.repeat(5000), '__proto__', '\u001b[31m\r\n', '1.e30.AAAA', ''])(
  '%j is no place in a list within a list',
  async (after) => {
    const [file] = await served.asOwner('select number from archive_file limit 1');
    const auditor = { token: await served.bearer({ role: 'auditor', union: '410500' }) };
    const lists = {
      'query ($of: String!, $after: String) { household(fileNumber: $of) { history(after: $after) { totalCount } } }': {
        of: file?.['number'],
      },
      'query ($after: String) { realNameSummary(year: 2026) { rows(after: $after) { totalCount } } }': {},
    };
    for (const [query, variables] of Object.entries(lists)) {
      const { codes } = await served.ask(query, { ...auditor, variables: { ...variables, after } });
      expect([query, codes]).toEqual([query, ['INVALID_CURSOR']]);
    }
  },
);

describe('NUL and half a character in the document itself', () => {
  test.each([
    ['escaped', '{ household(idNumber: "a\\u0000b") { id } }', 'BAD_REQUEST'],
    ['escaped with braces', '{ household(idNumber: "a\\u{0}b") { id } }', 'BAD_REQUEST'],
    ['half a character, escaped', '{ household(idNumber: "a\\ud800b") { id } }', 'INVALID_DOCUMENT'],
    ['half a character as it is', '{ household(idNumber: "a\ud800b") { id } }', 'INVALID_DOCUMENT'],
    ['as it is', '{ household(idNumber: "a\u0000b") { id } }', 'BAD_REQUEST'],
    ['in a block', '{ household(idNumber: """a\u0000b""") { id } }', 'BAD_REQUEST'],
    ['in an object', '{ households(filter: { workerName: "\\u0000" }) { totalCount } }', 'BAD_REQUEST'],
    ['in a preset', 'query ($of: String = "\\u0000") { household(idNumber: $of) { id } }', 'BAD_REQUEST'],
    ['in JSON', '{ assessHousehold(facts: { a: ["\\u0000"] }) { problems { code } } }', 'BAD_REQUEST'],
    ['between names', '{ regions\u0000{ code } }', 'INVALID_DOCUMENT'],
  ])('%s', async (_, query, code) => {
    const { status, codes } = await served.ask(query, clerk);
    expect([status, codes]).toEqual([400, [code]]);
  });
});

test('signs of patterns in searches stand for themselves', async () => {
  const { data, codes } = await served.ask(
    `{ all: households { totalCount } files: archiveFiles { totalCount } unions: tradeUnions { totalCount }
      a: households(filter: { workerName: "%" }) { totalCount } b: households(filter: { workerName: "_" }) { totalCount }
      c: archiveFiles(filter: { numberFrom: "%" }) { totalCount } d: archiveFiles(filter: { numberFrom: "4105__" }) { totalCount }
      e: tradeUnions(filter: { name: "%" }) { totalCount } f: tradeUnions(filter: { name: "_" }) { totalCount }
      g: disbursements(filter: { fileNumber: "%" }) { totalCount } }`,
    clerk,
  );
  const counts = Object.entries(data ?? {}).map(
    ([name, page]) => [name, (page as { readonly totalCount: number }).totalCount] as const,
  );
  expect(codes).toEqual([]);
  // The names that were changed above may have such signs.
  const live = (name: string) => `${name}.superseded_in is null and ${name}.valid_to is null`;
  const names = await served.asOwner(`select p.name from household_version h
    join membership_version m on m.anchor_id = h.worker_id and ${live('m')}
    join person_version p on p.anchor_id = m.person_id and ${live('p')} where ${live('h')}`);
  const having = (sign: string) => names.filter(({ name }) => String(name).includes(sign)).length;
  const signs: Readonly<Record<string, number>> = { a: having('%'), b: having('_') };
  for (const [name, count] of counts) {
    expect([name, name.length > 1 ? count > 0 : count]).toEqual([name, name.length > 1 || (signs[name] ?? 0)]);
  }
  const union = await served.ask('{ households(filter: { union: "4105%" }) { totalCount } }', clerk);
  expect([union.data, union.codes]).toEqual([{ households: null }, ['INVALID_ARGUMENT']]);
});

test('afterwards all is as it was', async () => {
  const { data } = await served.ask('{ households { totalCount } }', clerk);
  expect(data).toEqual({ households: { totalCount: expect.any(Number) } });
  expect(served.lines().filter(({ msg }) => msg === 'failure')).toEqual([]);
  expect(served.log()).not.toMatch(/\\u001b|drop table|pg_sleep/);
});
