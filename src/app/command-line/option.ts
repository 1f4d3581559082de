import { type Day, parseDay } from '../../kernel/calendar.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';

/** How the usage describes an option. */
interface OptionHelp {
  /** How its value is written: `CODE`, `YYYY-MM-DD`; empty if it takes no value. */
  readonly form: string;
  readonly zh: string;
  readonly en: string;
}

/** An option of a command: `--name FORM`. */
export interface Option<T> extends OptionHelp {
  readonly isRequired: boolean;
  /** Parses the value that was typed, or `undefined` if the option was left out. */
  readonly read: (text: string | undefined) => Result<T, 'MISSING' | 'WRONG'>;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

/** The values of the options, by their names. */
export type OptionValues<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never };

/** Parses a text; returns `undefined` if it is not a value. */
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

/** An option that has the given value if it is left out. */
export function preset<T>(words: OptionHelp, read: Read<T>, value: T): Option<T> {
  return {
    ...words,
    isRequired: false,
    read: (text) => (text === undefined ? succeed(value) : readWith(read, text)),
  };
}

/** An option without a value: `--profile`. */
export function flag(words: Omit<OptionHelp, 'form'>): Option<boolean> {
  return { ...words, form: '', isRequired: false, read: (text) => succeed(text !== undefined) };
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
