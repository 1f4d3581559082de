import { type Day, parseDay } from '../../kernel/calendar.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';

/** How an option's value is written, and what it says. */
interface OptionHelp {
  /** `CODE`, `YYYY-MM-DD`. */
  readonly form: string;
  readonly zh: string;
  readonly en: string;
}

/** An option of a command: `--name FORM`. */
export interface Option<T> extends OptionHelp {
  readonly isRequired: boolean;
  /** The value of what was typed; `undefined` is typed where the option is left out. */
  readonly read: (text: string | undefined) => Result<T, 'MISSING' | 'WRONG'>;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

/** What was given, by the names of the options. */
export type OptionValues<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never };

/** The value of a text; `undefined` where it has none. */
type Read<T> = (text: string) => T | undefined;

export function required<T>(words: OptionHelp, read: Read<T>): Option<T> {
  return { ...words, isRequired: true, read: (text) => (text === undefined ? fail('MISSING') : readWith(read, text)) };
}

export function optionalOption<T>(words: OptionHelp, read: Read<T>): Option<T | undefined> {
  return {
    ...words,
    isRequired: false,
    read: (text) => (text === undefined ? succeed(undefined) : readWith(read, text)),
  };
}

/** An option that is `preset` where it is left out. */
export function preset<T>(words: OptionHelp, read: Read<T>, value: T): Option<T> {
  return {
    ...words,
    isRequired: false,
    read: (text) => (text === undefined ? succeed(value) : readWith(read, text)),
  };
}

export function readText(typed: string): string | undefined {
  return typed.trim() === '' ? undefined : typed;
}

export function readDay(typed: string): Day | undefined {
  return parseDay(typed);
}

/** A whole number within bounds, both included. */
export function wholeNumber(least: number, most: number): Read<number> {
  return (typed) => {
    const value = /^[0-9]{1,10}$/.test(typed) ? Number(typed) : undefined;
    return value !== undefined && value >= least && value <= most ? value : undefined;
  };
}

function readWith<T>(read: Read<T>, typed: string): Result<T, 'WRONG'> {
  const value = read(typed);
  return value === undefined ? fail('WRONG') : succeed(value);
}
