import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { createGate } from '../../../src/server/limits/gate.ts';
import { quickly } from '../../support/quickly.ts';
import { smallSchema } from '../http/small-server.ts';

const gate = createGate(smallSchema(), { introspection: true });
const closed = createGate(smallSchema(), { introspection: false });

/** What the gate says: `admitted`, the limit that is exceeded, or the rules that are broken. */
function verdict(query: string, variables: Readonly<Record<string, unknown>> = {}, by = gate): unknown {
  const admitted = by.admit({ query, operationName: null, variables });
  if (admitted.ok) return 'admitted';
  const { code, limit, rules } = admitted.error.extensions;
  return limit ?? rules ?? code;
}

/** The same of what is refused, which is at once. */
async function refusal(query: string): Promise<unknown> {
  await quickly(() => verdict(query));
  return verdict(query);
}

const repeat = (count: number, one: (at: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, at) => one(at)).join(between);

describe('admits what people ask', () => {
  test.each([
    ['a name', '{ hello }'],
    [
      'a page of the most households with all they have',
      '{ households(first: 200) { totalCount edges { cursor node { id name members { name } payments { nodes { id } } } } } }',
    ],
    ['thirty aliases', `{ ${repeat(30, (at) => `a${at}: hello`)} }`],
    [
      'the same field in several fragments',
      `{ ${repeat(20, (at) => `...f${at}`)} } ${repeat(20, (at) => `fragment f${at} on Query { hello }`)}`,
    ],
    ['fifteen deep', `{ household ${repeat(13, () => '{ parent', ' ')} { id } ${repeat(13, () => '}')} }`],
    ['comments', `{ hello } ${repeat(5000, () => '# nothing', '\n')}`],
    ['fragments that depend on each other', '{ ...a } fragment b on Query { hello } fragment a on Query { ...b }'],
    [
      'fragments under the names of the language',
      '{ ...__proto__ ...constructor ...__schema } fragment __proto__ on Query { hello } fragment constructor on Query { hello } fragment __schema on Query { hello }',
    ],
  ])('%s', (_name, query) => {
    expect(verdict(query)).toBe('admitted');
  });

  test('the introspection of tools, where it is on', () => {
    const whole = getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true, oneOf: true });
    expect(verdict(whole)).toBe('admitted');
    expect(verdict(whole, {}, closed)).toContain('NoSchemaIntrospection');
    expect(verdict('{ __typename }', {}, closed)).toBe('admitted');
  });
});

describe('refuses', () => {
  test.each([
    ['depth', `{ household ${repeat(14, () => '{ parent', ' ')} { id } ${repeat(14, () => '}')} }`],
    [
      'depth',
      `{ household { ...a } } fragment a on Household { ${repeat(8, () => 'parent {')} ...b ${repeat(8, () => '}')} } fragment b on Household { ${repeat(8, () => 'parent {')} id ${repeat(8, () => '}')} }`,
    ],
    [
      'introspectionDepth',
      `{ __type(name: "Query") { ${repeat(20, () => 'ofType {')} name ${repeat(20, () => '}')} } }`,
    ],
    ['nesting', `{ household ${repeat(5000, () => '{ parent', '')}`],
    ['nesting', `{ _entities(representations: ${repeat(20_000, () => '[', '')}`],
    ['nesting', `query($v: ${repeat(20_000, () => '[', '')}`],
    ['tokens', `{ ${repeat(8000, () => 'a')} }`],
    ['aliases', `{ ${repeat(300, (at) => `a${at}: __typename`)} }`],
    [
      'aliases',
      `{ ${repeat(4, () => 'households { nodes { ...a } }')} } fragment a on Household { ${repeat(8, (at) => `a${at}: id`)} }`,
    ],
    ['repeats', `{ ${repeat(500, () => '__typename')} }`],
    ['repeats', `{ ${repeat(21, () => 'household { id }')} }`],
    ['repeats', `{ ${repeat(3, () => `household { ${repeat(7, () => 'parent { id }')} }`)} }`],
    [
      'repeats',
      `{ ${repeat(3, (at) => `...f${at}`)} } ${repeat(3, (at) => `fragment f${at} on Query { ${repeat(7, () => 'hello')} }`)}`,
    ],
    ['directives', `{ hello ${repeat(500, () => '@include(if: true)')} }`],
    ['directives', `query ${repeat(21, () => '@a')} { hello }`],
    ['directives', `query($v: Int ${repeat(21, () => '@a')}) { hello }`],
    ['arguments', `{ hello(${repeat(31, (at) => `a${at}: 1`)}) }`],
    ['operations', repeat(21, (at) => `query q${at} { hello }`)],
    ['fragments', `{ ...f0 } ${repeat(51, (at) => `fragment f${at} on Query { ...f${at + 1} }`)}`],
    [
      'selections',
      `{ ...f0 } ${repeat(21, (at) => `fragment f${at} on Query { ${at === 20 ? 'hello' : `...f${at + 1} ...f${at + 1}`} }`)}`,
    ],
    ['representations', `{ _entities(representations: [${repeat(1001, () => '{}')}]) { __typename } }`],
    ['cost', '{ households(first: 200) { nodes { payments(first: 200) { nodes { members { name } } } } } }'],
    ['cost', '{ households(first: 2147483647) { nodes { id } } }'],
    [
      'cost',
      '{ households { ...c } } fragment c on HouseholdConnection { nodes { payments { ...d } } } fragment d on HouseholdConnection { nodes { payments { nodes { payments { nodes { id } } } } } }',
    ],
  ])('%s', async (limit, query) => {
    expect(await refusal(query)).toBe(limit);
  });

  test.each([
    ['NoFragmentCycles', '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }'],
    ['NoFragmentCycles', '{ ...a } fragment a on Query { hello ...a }'],
    ['NoFragmentCycles', '{ ...__schema } fragment __schema on Query { ...__schema }'],
    [
      'NoFragmentCycles',
      '{ ...c } fragment c on Query { ...a } fragment a on Query { household { ...b } } fragment b on Household { ...a }',
    ],
    ['NoUnusedVariables', `query(${repeat(1500, (at) => `$v${at}: Int`)}) { hello }`],
    ['NoUnusedFragments', '{ hello } fragment a on Query { hello }'],
    ['UniqueFragmentNames', '{ ...a } fragment a on Query { hello } fragment a on Query { hello }'],
    ['KnownFragmentNames', '{ ...__proto__ }'],
    ['KnownDirectives', '{ hello @defer }'],
    ['OverlappingFieldsCanBeMerged', '{ hello hello: now }'],
  ])('%s', async (rule, query) => {
    expect(await refusal(query)).toContain(rule);
  });

  test.each([['"a\\u0000b"'], ['"\\ud800"'], ['"\\u{0}"']])('text that no database holds: %s', (text) => {
    expect(verdict(`{ hello(name: ${text}) }`)).not.toBe('admitted');
  });
});

describe('counts with the variables', () => {
  const page =
    'query($first: Int) { households(first: $first) { nodes { members { name } payments { nodes { id } } } } }';

  test.each([
    [{ first: 200 }, 'admitted'],
    [{ first: 100_000 }, 'cost'],
    [{ first: null }, 'admitted'],
    [{ first: -1 }, 'INVALID_ARGUMENT'],
    [{ first: 0 }, 'INVALID_ARGUMENT'],
    [{ first: 201 }, 'INVALID_ARGUMENT'],
    [{ first: 1e308 }, 'cost'],
    [{ first: { a: 1 } }, 'admitted'],
    [{}, 'admitted'],
  ])('%p', (variables, expected) => {
    expect(verdict(page, variables)).toBe(expected);
  });

  test('or their presets', () => {
    const preset = page.replace('Int)', 'Int = 100000)');
    expect([verdict(preset), verdict(preset, { first: 3 })]).toEqual(['cost', 'admitted']);
  });

  test('representations, of all the fields that ask for them', () => {
    const query =
      'query($r: [_Any!]!) { a: _entities(representations: $r) { __typename } b: _entities(representations: $r) { __typename } }';
    const some = (count: number) => ({
      r: Array.from({ length: count }, () => ({ __typename: 'Household', id: '1' })),
    });
    expect([verdict(query, some(500)), verdict(query, some(501))]).toEqual(['admitted', 'representations']);
  });
});

test('takes one of several operations by its name', () => {
  const query = 'query A { hello } mutation B { write }';
  const named = (operationName: string | null) => gate.admit({ query, operationName, variables: {} });
  expect(named('B')).toMatchObject({ ok: true, value: { operation: { operation: 'mutation' } } });
  expect(named(null)).toMatchObject({ ok: false, error: { extensions: { code: 'BAD_REQUEST' } } });
  expect(named('C')).toMatchObject({ ok: false, error: { extensions: { code: 'BAD_REQUEST' } } });
});

test('keeps few documents, those asked for last', () => {
  const by = createGate(smallSchema(), { introspection: true });
  const hashes = Array.from({ length: 3000 }, (_, at) => {
    const query = `query q${at} { hello }`;
    verdict(query, {}, by);
    return query;
  }).map(hashOf);
  expect(by.findDocument(hashes[0] ?? '')).toBeUndefined();
  expect(by.findDocument(hashes.at(-1) ?? '')).toBeDefined();
  expect(hashes.filter((hash) => by.findDocument(hash) !== undefined).length).toBeLessThanOrEqual(500);
});

test('keeps fewer of those that are large', () => {
  const by = createGate(smallSchema(), { introspection: true });
  const large = (at: number) =>
    `query q${at} { _entities(representations: [${repeat(90, () => '{ a: [1 1 1 1 1 1 1 1 1 1] }')}]) { __typename } }`;
  const hashes = Array.from({ length: 200 }, (_, at) => {
    expect(verdict(large(at), {}, by)).toBe('admitted');
    return hashOf(large(at));
  });
  expect(by.findDocument(hashes.at(-1) ?? '')).toBeDefined();
  expect(hashes.filter((hash) => by.findDocument(hash) !== undefined).length).toBeLessThan(100);
});

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
