import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'graphql';
import { LIMITS } from '../../../src/graph/limits.ts';
import { AdmittedDocuments } from '../../../src/server/limits/admitted-documents.ts';
import { indexDefinitions } from '../../../src/server/limits/definitions.ts';
import { isPlainText, isPlainValue } from '../../../src/server/limits/plain-text.ts';
import { repeatsFault } from '../../../src/server/limits/repeats.ts';
import { scanText } from '../../../src/server/limits/scan-text.ts';
import { sumsFault } from '../../../src/server/limits/selection-sums.ts';
import { runs } from '../../support/runs.ts';

const repeat = (count: number, one: (at: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, at) => one(at)).join(between);

function faultOf(error: { readonly extensions: object } | undefined): unknown {
  const { code, limit, rules } = (error?.extensions ?? {}) as Readonly<Record<string, unknown>>;
  return limit ?? rules ?? code;
}

describe('the scan of a text', () => {
  const scan = (text: string) => {
    const found = scanText(text);
    return found.ok ? found.value : faultOf(found.error);
  };

  test('counts its tokens, up to the limit', () => {
    expect([scan(''), scan('{ a }'), scan('{ a(b: "c") # no token\n }')]).toEqual([1, 4, 9]);
    const most = LIMITS.tokens - 1;
    expect([scan(repeat(most, () => 'a')), scan(repeat(most + 1, () => 'a'))]).toEqual([LIMITS.tokens, 'tokens']);
  });

  test.each(['{}', '[]', '()'])('counts how deep brackets lie in each other: %s', (brackets) => {
    const [open = '', shut = ''] = brackets;
    const nested = (depth: number) => scan(open.repeat(depth) + shut.repeat(depth));
    expect([nested(LIMITS.nesting), nested(LIMITS.nesting + 1)]).toEqual([2 * LIMITS.nesting + 1, 'nesting']);
    expect(scan(repeat(LIMITS.nesting * 2, () => brackets))).toBe(LIMITS.nesting * 4 + 1);
  });

  test('refuses texts with a syntax error, and says where', () => {
    expect(['"', '{ a ^ }', '"""'].map(scan)).toEqual([['Syntax'], ['Syntax'], ['Syntax']]);
    const found = scanText('{ ab ^ }');
    expect(found.ok ? undefined : found.error.locations).toEqual([{ line: 1, column: 5 }]);
  });

  test('refuses strings that no database holds', () => {
    expect([scan('"\\u4e00"'), scan('"""一"""'), scan('"\\u0000"')]).toEqual([2, 2, 'BAD_REQUEST']);
    expect([scan('"\\ud800"'), scan('"""\ud800"""'), scan('"""a\u0000"""')]).toEqual([
      ['Syntax'],
      ['Syntax'],
      'BAD_REQUEST',
    ]);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...Array.from('{}[]()"\\ua0 #\n')) })),
        (text) => {
          expect(typeof scanText(text).ok).toBe('boolean');
        },
      ),
      runs(100, 10_000),
    );
  });
});

describe('plain text', () => {
  test('has no NUL and no half of a character', () => {
    expect(['', 'a', '一', '😀', '\n'].map(isPlainText)).toEqual([true, true, true, true, true]);
    expect(['\0', 'a\0b', '\ud83d', '\ude00a'].map(isPlainText)).toEqual([false, false, false, false]);
  });

  test('is all that a plain value holds, in its keys too, at any depth that is allowed', () => {
    const nest = (value: unknown, depth: number) => Array.from({ length: depth }).reduce((inner) => [inner], value);
    for (const plain of [1, null, true, 'a', {}, [], { a: ['b', { c: 'd' }] }])
      expect(isPlainValue(plain, 4)).toBe(true);
    for (const wrong of ['\0', ['\0'], { a: '\0' }, { '\0': 1 }, { a: [{ b: '\ud800' }] }]) {
      expect(isPlainValue(wrong, 9)).toBe(false);
    }
    expect([isPlainValue(nest('a', 3), 3), isPlainValue(nest('a', 4), 3)]).toEqual([true, false]);
    expect([isPlainValue({ a: { b: 1 } }, 2), isPlainValue({ a: { b: 1 } }, 1)]).toEqual([true, false]);
    expect(isPlainValue(nest(1, 50_000), 60)).toBe(false);
  });
});

describe('the definitions of a document', () => {
  const index = (query: string) => {
    const found = indexDefinitions(parse(query));
    return found.ok ? [...found.value.fragments.keys()] : faultOf(found.error);
  };

  test('have each fragment after those that it spreads', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.tuple(fc.nat(7), fc.nat(7))),
        fc.boolean(),
        (count, pairs, inline) => {
          const links = pairs.filter(([from, to]) => from < to && to < count);
          const spread = (to: number) => (inline ? `... { a { ...f${to} } }` : `...f${to}`);
          const fragments = Array.from({ length: count }, (_, from) => {
            const own = links.filter(([one]) => one === from).map(([, to]) => spread(to));
            return `fragment f${from} on Query { a ${own.join(' ')} }`;
          });
          const order = index(`{ ${repeat(count, (at) => `...f${at}`)} } ${fragments.join(' ')}`) as readonly string[];
          expect([...order].sort()).toEqual(Array.from({ length: count }, (_, at) => `f${at}`));
          for (const [from, to] of links) expect(order.indexOf(`f${to}`)).toBeLessThan(order.indexOf(`f${from}`));
        },
      ),
      runs(40, 3000),
    );
  });

  test.each([
    ['ExecutableDefinitions', 'type A { a: Int }'],
    ['ExecutableDefinitions', 'fragment a on Query { a }'],
    ['ExecutableDefinitions', '{ a } type A { a: Int }'],
    ['UniqueFragmentNames', '{ ...a } fragment a on Query { a } fragment a on Query { b }'],
    ['KnownFragmentNames', '{ ...b }'],
    ['KnownFragmentNames', '{ ...a } fragment a on Query { a { ...c } }'],
    ['NoUnusedFragments', '{ a } fragment a on Query { a }'],
    ['NoFragmentCycles', '{ ...a } fragment a on Query { ...a }'],
    ['NoFragmentCycles', '{ ...a } fragment a on Query { a { ...b } } fragment b on Query { ... { ...a } }'],
  ])('%s: %s', (rule, query) => {
    expect(index(query)).toEqual([rule]);
  });

  test('say where a rule is broken', () => {
    const at = (query: string) => {
      const found = indexDefinitions(parse(query));
      return found.ok ? [] : found.error.locations?.map(({ column }) => column);
    };
    expect(at('{ ...a } fragment a on Q { a } fragment b on Q { a }')).toEqual([32]);
    expect(at('{ ...x } fragment a on Q { ...y }')).toEqual([1, 10]);
    expect(at('{ ...a ...c } fragment a on Q { ...a } fragment c on Q { a }')).toEqual([15]);
    expect(at('{ ...a } fragment a on Q { a } fragment a on Q { a }')).toEqual([10]);
  });

  test('are limited in number', () => {
    const operations = (count: number) => index(repeat(count, (at) => `query q${at} { a }`));
    expect([operations(LIMITS.operations), operations(LIMITS.operations + 1)]).toEqual([[], 'operations']);
    const fragments = (count: number) =>
      index(`{ ${repeat(count, (at) => `...f${at}`)} } ${repeat(count, (at) => `fragment f${at} on Q { a }`)}`);
    expect(fragments(LIMITS.fragments)).toHaveLength(LIMITS.fragments);
    expect(fragments(LIMITS.fragments + 1)).toBe('fragments');
  });
});

describe('the size of a document', () => {
  const definitionsOf = (query: string) => {
    const found = indexDefinitions(parse(query));
    if (!found.ok) throw found.error;
    return found.value;
  };
  const size = (query: string) => faultOf(sumsFault(definitionsOf(query)));
  const nested = (name: string, depth: number, inner = 'a') =>
    `${`${name} { `.repeat(depth)}${inner}${' }'.repeat(depth)}`;

  test.each<readonly [keyof typeof LIMITS, (count: number) => string]>([
    ['selections', (count) => `{ ${repeat(count, (at) => `a${at}`)} }`],
    [
      'selections',
      (count) =>
        `{ ${nested(
          'a',
          1,
          repeat(count - 1, (at) => `a${at}`),
        )} }`,
    ],
    [
      'selections',
      (count) =>
        `{ ...a ...a ... { ...b } } fragment a on Q { ${repeat(count / 2 - 1, (at) => `a${at}`)} } fragment b on Q { ${repeat((count % 2) + 2, (at) => `b${at}`)} }`,
    ],
    ['aliases', (count) => `{ ${repeat(count, (at) => `a${at}: b`)} }`],
    ['aliases', (count) => `{ x { ${repeat(count - 1, (at) => `a${at}: b`)} } y: b }`],
    ['directives', (count) => `{ a ${repeat(count, () => '@b')} }`],
    ['directives', (count) => `query ${repeat(count, () => '@b')} { a }`],
    ['directives', (count) => `query($v: Int ${repeat(count, () => '@b')}) { a }`],
    ['directives', (count) => `{ ... ${repeat(count, () => '@b')} { a } }`],
    ['directives', (count) => `{ x { ...f ${repeat(count - 1, () => '@b')} } } fragment f on Q @b { a }`],
    ['directives', (count) => `{ x ${repeat(count - 2, () => '@b')} { a @b } y @b }`],
    ['arguments', (count) => `{ a(${repeat(count, (at) => `a${at}: 1`)}) b(c: 1) }`],
    ['arguments', (count) => `{ b(c: 1) { a(${repeat(count, (at) => `a${at}: 1`)}) } }`],
    ['depth', (count) => `{ b ${nested('a', count - 1)} b }`],
    ['depth', (count) => `{ ... { ${nested('a', count - 5, '...f')} } } fragment f on Q { ${nested('a', 4)} }`],
    ['introspectionDepth', (count) => `{ __schema { ${nested('a', count - 1)} } }`],
    ['introspectionDepth', (count) => `{ x { __type(name: "a") { ${nested('a', count - 1)} } } }`],
  ])('is limited in %s', (limit, query) => {
    expect([size(query(LIMITS[limit])), size(query(LIMITS[limit] + 1))]).toEqual([undefined, limit]);
  });

  test('counts introspection apart from the depth of fields', () => {
    expect(size(`{ ${nested('a', 13, `__type(name: "b") { ${nested('c', 17)} }`)} }`)).toBeUndefined();
  });

  test('is that of each operation alone', () => {
    const aliases = repeat(LIMITS.aliases, (at) => `a${at}: b`);
    expect(size(`query A { ${aliases} } query B { ${aliases} }`)).toBeUndefined();
    expect(size(`query A { a } query B { ${aliases} c: d }`)).toBe('aliases');
  });

  test.each<readonly [string, (count: number) => string]>([
    ['of a field', (count) => `{ ${repeat(count, () => 'a')} }`],
    ['of an alias', (count) => `{ ${repeat(count - 1, (at) => `a: b${at}`)} a }`],
    ['in a field', (count) => `{ x { ${repeat(count, () => 'a')} } }`],
    ['in fields that are merged', (count) => `{ x { ${repeat(count - 3, () => 'a')} } x { a a a } }`],
    ['in fragments', (count) => `{ ${repeat(count - 2, () => 'a')} ...f ... { a } } fragment f on Q { a }`],
    [
      'in fragments of fragments',
      (count) => `{ ...f } fragment f on Q { ...g a } fragment g on Q { ${repeat(count - 1, () => 'a')} }`,
    ],
    ['of a later operation', (count) => `query A { b } query B { ${repeat(count, () => 'a')} }`],
  ])('is limited in the repeats %s', (_name, query) => {
    const repeats = (count: number) => faultOf(repeatsFault(definitionsOf(query(count))));
    expect([repeats(LIMITS.repeats), repeats(LIMITS.repeats + 1)]).toEqual([undefined, 'repeats']);
  });

  test('counts a fragment once in the repeats of one object, however often it is spread', () => {
    const query = `{ ${repeat(30, () => '...f')} } fragment f on Q { a }`;
    expect(faultOf(repeatsFault(definitionsOf(query)))).toBeUndefined();
  });
});

describe('the documents that are kept', () => {
  const admitted = (tokens: number) => {
    const document = parse('{ a }');
    return { document, tokens, definitions: { operations: [], fragments: new Map() } };
  };

  test('are those used last, within limits of their number and of their tokens', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(60), fc.constantFrom(10, 9000, 40_000), fc.boolean()), { maxLength: 60 }),
        (acts) => {
          const kept = new AdmittedDocuments();
          let naive: (readonly [hash: string, tokens: number])[] = [];
          for (const [name, tokens, adds] of acts) {
            const hash = `${name} ${tokens}`;
            const known = naive.find(([own]) => own === hash);
            if (known !== undefined) naive = [...naive.filter((one) => one !== known), known];
            expect(kept.get(hash)?.tokens).toBe(known?.[1]);
            if (!adds || known !== undefined) continue;
            kept.add(hash, admitted(tokens));
            naive = [...naive, [hash, tokens]];
            while (naive.reduce((sum, [, own]) => sum + own, 0) > 100_000) naive = naive.slice(1);
          }
        },
      ),
      runs(60, 4000),
    );
  });

  test('are at most 500', () => {
    const kept = new AdmittedDocuments();
    for (let at = 0; at < 501; at += 1) kept.add(String(at), admitted(1));
    expect([kept.get('0'), kept.get('1')?.tokens, kept.get('500')?.tokens]).toEqual([undefined, 1, 1]);
  });
});
