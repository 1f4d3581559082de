/** Choices read from a tape of bytes: fast-check makes the tape, and shortens it to what is to blame. */
export class Choices {
  readonly #tape: Uint8Array;
  #at = 0;

  constructor(tape: Uint8Array) {
    this.#tape = tape;
  }

  /** 0 to `most` − 1; 0 once the tape has ended. */
  below(most: number): number {
    const value = most > 256 ? this.#byte() * 256 + this.#byte() : this.#byte();
    return value % most;
  }

  /** Never once the tape has ended. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  of<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new Error('there is nothing to choose from');
    return one;
  }

  ended(): boolean {
    return this.#at >= this.#tape.length;
  }

  #byte(): number {
    const byte = this.#tape[this.#at] ?? 0;
    this.#at += 1;
    return byte;
  }
}

/** Texts that would do harm where something reads them as more than text. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...[
    "' or 1=1 --",
    "'; drop table household; --",
    '" or ""="',
    '$1',
    '$$',
    "\\'; select 1",
    '1) union select null --',
  ],
  ...['%', '_', '%_%', '*', '.*', '\\', '\\\\', '{"$gt":""}', '{"$ne":null}', '[object Object]', '../../etc/passwd'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'null', 'undefined', 'NaN', 'true'],
  ...['', ' ', '\t', '\n', '\r\n', '\u0000', 'a\u0000b', '\ud800', 'a\udfff', '\ufeff', '\u200b', '\u202e', '\u2028'],
  ...['\u001b[31m', '\u0007', '\u0085', 'é', 'e\u0301', '😀', '𠮷', '张三', '（）', 'ß', 'İ', '\ufffd', '\uffff'],
  ...[
    'a'.repeat(101),
    'a'.repeat(5000),
    '困'.repeat(4000),
    '9'.repeat(400),
    '0',
    '-0',
    '-1',
    '1e999',
    '0x10',
    'Infinity',
  ],
  ...['2026-02-30', '0000-00-00', '0001-01-01', '9999-12-31', '10000-01-01', '2026-6-1', '2026-13', '999999999.99'],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '{00000000-0000-7000-8000-000000000000}',
  ],
  ...[
    '410599199001010000',
    '41059919900101000X',
    '1.eyJ9.AAAA',
    '1..',
    '..',
    '1.bnVsbA.AAAAAAAAAAAAAAAAAAAAAA',
    '410502%',
    '410502-Q_',
  ],
];

/** Values of JSON that nobody expects. */
const HOSTILE_VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1, 0.5, -0, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53, 1e308, 1e-320],
  ...[
    [],
    {},
    [[]],
    [null],
    [1, 'a'],
    { $gt: '' },
    { $ne: null },
    { like: '%' },
    { id: 1 },
    { __typename: 'Household' },
  ],
  ...[
    JSON.parse('{"__proto__": {"id": 1}}') as unknown,
    { constructor: { prototype: {} } },
    { toString: 1 },
    { length: 3 },
  ],
];

/** A hostile value, most often a text. */
export function hostileValue(choices: Choices): unknown {
  return choices.chance(40) ? choices.of(HOSTILE_VALUES) : choices.of(HOSTILE_TEXTS);
}
