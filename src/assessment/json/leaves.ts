import { z } from 'zod';
import { type Day, type Month, parseDay, parseMonth } from '../../kernel/calendar.ts';
import { type Hundredths, parseHundredths } from '../../kernel/decimal.ts';
import { type Fen, parseYuan } from '../../kernel/fen.ts';
import type { Reason } from './fault.ts';

/**
 * The parts of the facts' JSON. Each refuses with a {@link Reason} as its message, and a refused value becomes
 * `z.NEVER`, so that the checks over several keys still run and every fault is listed.
 */

/**
 * The limits keep sums safe integers: 10,000 of the largest amounts, or 1,000 members' standards, are below 2^53 fen.
 */
const LONGEST_LIST = 10_000;
const MOST_MEMBERS = 1_000;

type Decode<T> = (value: unknown) => T | undefined;

function leaf<T>(reason: Reason, decode: Decode<T>) {
  return z.unknown().transform((value, context): T => {
    const decoded = decode(value);
    if (decoded !== undefined) return decoded;
    const message: Reason = value === undefined ? 'absent' : reason;
    context.issues.push({ code: 'custom', message, input: value });
    return z.NEVER;
  });
}

function decodeText<T>(parse: (text: string) => T | undefined): Decode<T> {
  return (value) => (typeof value === 'string' ? parse(value) : undefined);
}

function orNull<T>(decode: Decode<T>): Decode<T | null> {
  return (value) => (value === null ? null : decode(value));
}

function matching(pattern: RegExp): Decode<string> {
  return decodeText((text) => (pattern.test(text) ? text : undefined));
}

function wholeNumberFrom(least: number): Decode<number> {
  return (value) => (Number.isSafeInteger(value) && Number(value) >= least ? Number(value) : undefined);
}

const isBoolean: Decode<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

export const truth = leaf('truth', isBoolean);
export const truthOrNull = leaf('truthOrNull', orNull(isBoolean));
export const amount = leaf<Fen>('amount', decodeText(parseYuan));
export const amountOrNull = leaf<Fen | null>('amount', orNull(decodeText(parseYuan)));
export const decimal = leaf<Hundredths>('decimal', decodeText(parseHundredths));
export const month = leaf<Month>('month', decodeText(parseMonth));
export const monthOrNull = leaf<Month | null>('month', orNull(decodeText(parseMonth)));
export const day = leaf<Day>('day', decodeText(parseDay));
export const dayOrNull = leaf<Day | null>('day', orNull(decodeText(parseDay)));
export const year = leaf('year', (value) => {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 9999 ? Number(value) : undefined;
});
export const countOrNull = leaf('count', orNull(wholeNumberFrom(0)));
export const positive = leaf('positive', wholeNumberFrom(1));
export const region = leaf('region', matching(/^[0-9]{6}$/));
export const regionOrNull = leaf('region', orNull(matching(/^[0-9]{6}$/)));
export const id = leaf('id', matching(/^[A-Za-z0-9_-]+$/));
export const notBlank = leaf('blank', matching(/\S/));
export const notBlankOrNull = leaf('blank', orNull(matching(/\S/)));
export const text = leaf(
  'text',
  decodeText((value) => value),
);

export function choice<const T extends string>(values: readonly T[]) {
  return leaf<T>('choice', (value) => values.find((known) => known === value));
}

/** An object with these keys and no others. */
export function record<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, { error: absentOr('object') });
}

export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item, { error: absentOr('array') }).max(LONGEST_LIST, { error: 'tooMany' satisfies Reason });
}

export function memberList<Item extends z.ZodType>(item: Item) {
  return z
    .array(item, { error: absentOr('array') })
    .min(1, { error: 'noMembers' satisfies Reason })
    .max(MOST_MEMBERS, { error: 'tooMany' satisfies Reason });
}

/** The context that a check over several keys reports its faults to. */
export interface Context {
  readonly addIssue: (issue: { code: 'custom'; path: PropertyKey[]; message: Reason }) => void;
}

/** Refuses the value at a path, which is relative to the value that is checked. */
export function refuse(context: Context, path: PropertyKey[], message: Reason): void {
  context.addIssue({ code: 'custom', path, message });
}

/** Lets a check over several keys run even if some of them are refused, as long as the value is an object. */
export const evenIfRefused = {
  when: ({ value }: { readonly value: unknown }) => typeof value === 'object' && value !== null,
};

/** Refuses a span that ends before it begins, at its `to`. */
export function checkSpan(span: { readonly from: number; readonly to: number | null }, context: Context): void {
  if (span.to !== null && span.to < span.from) refuse(context, ['to'], 'endsBeforeItBegins');
}

/** Makes the error of a schema: the reason, or `absent` if the key is missing. */
export function absentOr(reason: Reason) {
  return ({ input }: { readonly input?: unknown }): Reason => (input === undefined ? 'absent' : reason);
}
