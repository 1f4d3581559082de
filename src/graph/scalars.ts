import { GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { parseDay, parseMonth, printDay, printMonth, type Day, type Month } from '../kernel/calendar.ts';
import { type Hundredths, parseHundredths, printHundredths } from '../kernel/decimal.ts';
import { type Fen, parseYuan, printYuan } from '../kernel/fen.ts';
import { graphError } from './error.ts';

/** A scalar that is a text in JSON and a number in the code; `reason` says what a text must be. */
function textScalar<T>(
  name: string,
  reason: string,
  description: string,
  parse: (text: string) => T | undefined,
  print: (value: T) => string,
  specifiedByURL?: string,
): GraphQLScalarType<T, string> {
  const read = (value: unknown): T => {
    const parsed = typeof value === 'string' ? parse(value) : undefined;
    if (parsed === undefined) throw graphError('INVALID_VARIABLES', { reason });
    return parsed;
  };
  return new GraphQLScalarType<T, string>({
    name,
    description,
    specifiedByURL: specifiedByURL ?? null,
    serialize: (value) => print(value as T),
    parseValue: read,
    parseLiteral: (node: ValueNode) => read(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** An amount in yuan; whole fen in the code, never a float. */
export const YuanScalar = textScalar<Fen>(
  'Yuan',
  '应为金额，至多两位小数，如 "1234.50" / must be an amount with at most two decimals, such as "1234.50"',
  '金额（元）。An amount of money in yuan, as a decimal string with two decimals: `"1234.50"`.',
  parseYuan,
  printYuan,
);

/** Hundredths in the code. */
export const DecimalScalar = textScalar<Hundredths>(
  'Decimal',
  '应为至多两位小数的数，如 "68.50" / must be a number with at most two decimals, such as "68.50"',
  '两位小数。A decimal string with two decimals, such as square metres: `"68.50"`.',
  parseHundredths,
  printHundredths,
);

export const DayScalar = textScalar<Day>(
  'Date',
  '应为日期，如 "2026-06-30" / must be a date, such as "2026-06-30"',
  '日期。A calendar day in China: `"2026-06-30"`.',
  parseDay,
  printDay,
  'https://ibm.github.io/graphql-specs/custom-scalars/date.html',
);

/** A moment, which PostgreSQL has printed in China's time. */
export const MomentScalar = textScalar<string>(
  'DateTime',
  '应为时间，如 "2026-06-30T10:00:00+08:00" / must be a moment, such as "2026-06-30T10:00:00+08:00"',
  '时间。A moment with its offset, which is that of China: `"2026-06-30T10:00:00.000+08:00"`.',
  (text) => (Number.isNaN(Date.parse(text)) ? undefined : text),
  (text) => text,
  'https://scalars.graphql.org/andimarek/date-time.html',
);

/** Six digits; whether the division is on record is for the field to say. */
export const DivisionCodeScalar = textScalar<string>(
  'DivisionCode',
  '应为六位行政区划代码 / must be a six-digit division code',
  '行政区划代码。The code of a division (GB/T 2260), six digits: `"410502"`.',
  (text) => (/^\d{6}$/.test(text) ? text : undefined),
  (text) => text,
);

export const MonthScalar = textScalar<Month>(
  'Month',
  '应为月份，如 "2026-06" / must be a month, such as "2026-06"',
  '月份。A calendar month: `"2026-06"`.',
  parseMonth,
  printMonth,
);

/** A number of the one sequence of changes: whole, at least 0, at most 2^53 - 1; more than `Int` may hold. */
export const RevisionScalar = new GraphQLScalarType<number, number>({
  name: 'Revision',
  description: '登记版本。A number of the one sequence of changes, by which the register is read as it was known.',
  serialize: (value) => value as number,
  parseValue: readRevision,
  parseLiteral: (node) => readRevision(node.kind === Kind.INT ? Number(node.value) : undefined),
});

function readRevision(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw graphError('INVALID_VARIABLES', {
      reason: '应为登记版本，不小于 0 的整数 / must be a revision, a whole number of at least 0',
    });
  return value as number;
}

/** JSON whose shape its field describes; its depth is limited before execution. */
export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: '任意 JSON。Any JSON value; its field describes its shape.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: valueFromASTUntyped,
});
