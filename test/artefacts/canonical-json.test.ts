import { expect, test } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from '../../src/artefacts/canonical-json.ts';

/** RFC 8785, section 3.2.2: the example without its numbers, most of which are not whole. */
const EXAMPLE = String.raw`{
  "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
  "literals": [null, true, false]
}`;
const EXAMPLE_PRINTED = String.raw`{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}`;

/** Section 3.2.3: the names and the order of what they name. */
const NAMES = String.raw`{
  "\u20ac": "Euro Sign",
  "\r": "Carriage Return",
  "\ufb33": "Hebrew Letter Dalet With Dagesh",
  "1": "One",
  "\ud83d\ude00": "Emoji: Grinning Face",
  "\u0080": "Control",
  "\u00f6": "Latin Small Letter O With Diaeresis"
}`;
const ORDERED = [
  ...['Carriage Return', 'One', 'Control', 'Latin Small Letter O With Diaeresis', 'Euro Sign'],
  ...['Emoji: Grinning Face', 'Hebrew Letter Dalet With Dagesh'],
];

/** Appendix B: doubles by their bits, and what is printed. */
const NUMBERS: Readonly<Record<string, string>> = {
  '0000000000000000': '0',
  '8000000000000000': '0',
  '0000000000000001': '5e-324',
  '8000000000000001': '-5e-324',
  '7fefffffffffffff': '1.7976931348623157e+308',
  ffefffffffffffff: '-1.7976931348623157e+308',
  '4340000000000000': '9007199254740992',
  c340000000000000: '-9007199254740992',
  '4430000000000000': '295147905179352830000',
  '44b52d02c7e14af5': '9.999999999999997e+22',
  '44b52d02c7e14af6': '1e+23',
  '44b52d02c7e14af7': '1.0000000000000001e+23',
  '444b1ae4d6e2ef4e': '999999999999999700000',
  '444b1ae4d6e2ef4f': '999999999999999900000',
  '444b1ae4d6e2ef50': '1e+21',
  '3eb0c6f7a0b5ed8c': '9.999999999999997e-7',
  '3eb0c6f7a0b5ed8d': '0.000001',
  '41b3de4355555553': '333333333.3333332',
  '41b3de4355555554': '333333333.33333325',
  '41b3de4355555555': '333333333.3333333',
  '41b3de4355555556': '333333333.3333334',
  '41b3de4355555557': '333333333.33333343',
  becbf647612f3696: '-0.0000033333333333333333',
  '43143ff3c1cb0959': '1424953923781206.2',
};

test('the examples of RFC 8785 are printed as it prescribes', () => {
  expect(canonicalJson(JSON.parse(EXAMPLE))).toBe(EXAMPLE_PRINTED);
  const printed = canonicalJson(JSON.parse(NAMES));
  expect(ORDERED.map((name) => printed.indexOf(name)).toSorted((a, b) => a - b)).toEqual(
    ORDERED.map((name) => printed.indexOf(name)),
  );
  expect(printed.startsWith('{"\\r":"Carriage Return","1":"One"')).toBe(true);
});

test('the numbers of its appendix are printed as it prescribes, and those that are not whole or safe are refused', () => {
  for (const [bits, printed] of Object.entries(NUMBERS)) {
    const number = Buffer.from(bits, 'hex').readDoubleBE();
    expect(canonicalize(number)).toBe(printed);
    if (number !== 0) expect(() => canonicalJson([number])).toThrow('a number in canonical JSON');
  }
  const whole = [0, -0, 1, -1, 123_450, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  expect(canonicalJson(whole)).toBe('[0,0,1,-1,123450,9007199254740991,-9007199254740991]');
});

const REFUSED: Readonly<Record<string, unknown>> = {
  'nothing at all': undefined,
  'a member without a value': { a: undefined },
  'an element without a value': [undefined],
  'places left out': Array(2),
  'no number': NaN,
  'an infinite number': [Infinity],
  'half a fen': { amountFen: 0.5 },
  'a lone surrogate': '\ud83d',
  'a lone surrogate in a name': { '\ude00': 1 },
  'a day as an object': new Date(0),
  'a map': new Map([[1, 2]]),
  bytes: Buffer.from('x'),
  'a large whole number': 10n,
  'a function': { a: () => 1 },
  'a symbol': [Symbol('x')],
  'an object that prints itself': { toJSON: () => 1 },
};

test.each(Object.entries(REFUSED))('%s is refused', (_, value) => {
  expect(() => canonicalJson(value)).toThrow(/canonical JSON/);
});

test('the order of members does not matter, that of elements does, and what was printed is read as it was', () => {
  const text = fc.string({ unit: 'binary' });
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constant(null),
      fc.boolean(),
      fc.maxSafeInteger(),
      text,
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  }));
  fc.assert(
    fc.property(value, (given) => {
      const printed = canonicalJson(given);
      expect(canonicalJson(JSON.parse(printed))).toBe(printed);
      expect(canonicalJson(reversed(given))).toBe(printed);
      // -0 is printed as 0.
      expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(given)));
    }),
  );
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

/** The value with the members of each object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, reversed(member)] as const);
  return Object.fromEntries(members.toReversed());
}
