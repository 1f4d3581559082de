import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { LIMITS } from '../../../src/graph/limits.ts';
import { createGate, type Gate } from '../../../src/server/limits/gate.ts';
import { LIMITS_SDL } from '../../support/sdl.ts';

const schema = buildSchema(LIMITS_SDL);
const open = createGate(schema, { introspection: true });
const closed = createGate(schema, { introspection: false });

function admit(
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  gate: Gate = open,
  name: string | null = null,
) {
  return gate.admit({ query, operationName: name, variables });
}

/** How a document is refused; `undefined` if it is not. */
function refusal(...given: Parameters<typeof admit>) {
  const admitted = admit(...given);
  if (admitted.ok) return undefined;
  const { extensions, locations } = admitted.error;
  return { ...extensions, at: locations?.map(({ column }) => column) };
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the gate', () => {
  test('admits a valid document, with the operation that is asked for', () => {
    const query = 'query A { hello } mutation B { write }';
    const named = (name: string | null) => {
      const admitted = admit(query, {}, open, name);
      return admitted.ok
        ? [admitted.value.operation.operation, admitted.value.document.definitions.length]
        : admitted.error.extensions;
    };
    expect([named('A'), named('B')]).toEqual([
      ['query', 2],
      ['mutation', 2],
    ]);
    expect([named('C'), named(null), named('')]).toEqual(Array.from({ length: 3 }, () => ({ code: 'BAD_REQUEST' })));
    expect(admit('{ hello }')).toMatchObject({ ok: true, value: { operation: { operation: 'query' } } });
  });

  test('refuses what is no document, and says where', () => {
    expect(refusal('{ hello')).toEqual({ code: 'INVALID_DOCUMENT', rules: ['Syntax'], at: [8] });
    expect(refusal('{ ^ }')).toEqual({ code: 'INVALID_DOCUMENT', rules: ['Syntax'], at: [2] });
    expect(refusal('{ a(b: "\\u0000") }')).toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('refuses each step’s faults before it goes on to the next', () => {
    const many = (count: number, one: string) => Array.from({ length: count }, () => one).join(' ');
    const limit = (name: keyof typeof LIMITS) => ({ code: 'TOO_COMPLEX', limit: name, most: LIMITS[name] });
    expect(refusal(many(LIMITS.tokens + 1, '{'))).toMatchObject(limit('nesting'));
    expect(refusal(`{ ${many(LIMITS.tokens, 'wrong')} }`)).toMatchObject(limit('tokens'));
    expect(refusal(`{ ${many(LIMITS.repeats + 1, 'wrong')} }`)).toMatchObject(limit('repeats'));
    expect(refusal(`{ wrong ${many(LIMITS.directives + 1, '@wrong')} }`)).toMatchObject(limit('directives'));
    expect(refusal('{ ...a } fragment a on Query { ...a wrong }')).toMatchObject({ rules: ['NoFragmentCycles'] });
    expect(
      refusal('query($r: [_Any!]!) { wrong _entities(representations: $r) { __typename } }', {
        r: Array.from({ length: 1001 }),
      }),
    ).toMatchObject({
      rules: ['FieldsOnCorrectType'],
    });
  });

  test('refuses what breaks a rule, with the rules and the places, ten at most, and without a suggestion', () => {
    expect(refusal('{ helo other: helo household }')).toEqual({
      ...{ code: 'INVALID_DOCUMENT', rules: ['FieldsOnCorrectType', 'ScalarLeafs'], at: [3, 8, 20] },
    });
    expect(refusal('query($a: Int) { hello }')).toMatchObject({ rules: ['NoUnusedVariables'] });
    const wrong = Array.from({ length: 12 }, (_, at) => `wrong${at}`);
    expect(refusal(`{ ${wrong.join(' ')} }`)?.at).toHaveLength(10);
    const admitted = admit('{ helo }');
    expect(admitted.ok ? '' : admitted.error.message).not.toContain('hello');
  });

  test('tells the schema only where introspection is on', () => {
    const query = '{ __schema { types { name } } }';
    expect(refusal(query)).toBeUndefined();
    expect(refusal(query, {}, closed)).toMatchObject({ rules: ['NoSchemaIntrospection'] });
    expect(refusal('{ __typename }', {}, closed)).toBeUndefined();
  });

  test('refuses an operation that the schema has not', () => {
    expect(refusal('subscription { a }')).toMatchObject({ code: 'INVALID_DOCUMENT', rules: expect.any(Array) });
    const reading = createGate(buildSchema('type Query { a: String }'), { introspection: true });
    expect(refusal('mutation { __typename }', {}, reading)).toEqual({
      code: 'INVALID_DOCUMENT',
      rules: ['RootType'],
      at: [1],
    });
  });

  test('refuses what would cost too much, counted with the variables', () => {
    const query =
      'query($n: Int, $r: [_Any!]!) { households(first: $n) { nodes { payments(first: 200) { nodes { members { name } } } } } _entities(representations: $r) { __typename } }';
    const of = (n: number, r: number) => refusal(query, { n, r: Array.from({ length: r }) });
    expect(of(10, 1000)).toBeUndefined();
    expect(of(10, 1001)).toMatchObject({ code: 'TOO_COMPLEX', limit: 'representations', most: 1000 });
    expect(of(200, 1)).toMatchObject({ code: 'TOO_COMPLEX', limit: 'cost', most: LIMITS.cost });
    expect(of(0, 1)).toMatchObject({ code: 'INVALID_ARGUMENT', argument: 'first' });
  });

  test('admits exactly what the limit of the cost allows', () => {
    // 1 + 100 × (1 + 1 + 99 × 10), 1 + 200 × 3 and 1 + 65 × 3: two less than 100,000.
    const pages = `households(first: 100) { nodes { payments(first: 99) { totalCount } } }
      plain(first: 200) { nodes { id name } } other: plain(first: 65) { nodes { id name } }`;
    expect(refusal(`{ ${pages} a: hello b: hello }`)).toBeUndefined();
    expect(refusal(`{ ${pages} a: hello b: hello c: hello }`)).toMatchObject({ code: 'TOO_COMPLEX', limit: 'cost' });
  });
});

describe('an admitted document', () => {
  test('is kept, and found by its hash; one that is refused is not', () => {
    const gate = createGate(schema, { introspection: true });
    const query = 'query Kept { hello }';
    expect(gate.findDocument(hashOf(query))).toBeUndefined();
    const first = admit(query, {}, gate);
    const again = admit(query, {}, gate);
    const document = gate.findDocument(hashOf(query));
    expect(document).toBeDefined();
    expect([first, again].map((one) => (one.ok ? one.value.document : undefined))).toEqual([document, document]);
    expect(first.ok && again.ok && first.value.document === again.value.document).toBe(true);
    admit('{ wrong }', {}, gate);
    expect(gate.findDocument(hashOf('{ wrong }'))).toBeUndefined();
  });

  test('that costs too much with these variables is kept, and admitted with others', () => {
    const gate = createGate(schema, { introspection: true });
    const query = 'query($n: Int) { households(first: $n) { nodes { payments(first: 200) { nodes { id name } } } } }';
    expect(refusal(query, { n: 200 }, gate)).toMatchObject({ limit: 'cost' });
    expect(gate.findDocument(hashOf(query))).toBeDefined();
    expect(refusal(query, { n: 100 }, gate)).toBeUndefined();
  });
});
