import { fail, type Result, succeed } from '../../kernel/result.ts';

/** An option of a command: `--name FORM`. */
export interface Option<T> {
  /** How its value is written: `CODE`, `YYYY-MM-DD`; empty if it takes no value. */
  readonly form: string;
  /** What it is, in Chinese and English. */
  readonly words: string;
  readonly isRequired: boolean;
  /** Parses the value that was typed, or `undefined` if the option was left out. */
  readonly read: (text: string | undefined) => Result<T, 'MISSING' | 'WRONG'>;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

export type OptionValues<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never };

/** Parses a text; returns `undefined` if it is not a value. */
type Read<T> = (text: string) => T | undefined;

export function required<T>(form: string, words: string, read: Read<T>): Option<T> {
  return { form, words, isRequired: true, read: readOr(read, fail('MISSING')) };
}

export function optionalOption<T>(form: string, words: string, read: Read<T>): Option<T | undefined> {
  return preset(form, words, read, undefined);
}

/** An option that has the given value if it is left out. */
export function preset<T, P>(form: string, words: string, read: Read<T>, value: P): Option<T | P> {
  return { form, words, isRequired: false, read: readOr<T | P>(read, succeed(value)) };
}

/** An option without a value: `--profile`. */
export function flag(words: string): Option<boolean> {
  return { form: '', words, isRequired: false, read: (text) => succeed(text !== undefined) };
}

export function readText(typed: string): string | undefined {
  return typed.trim() === '' ? undefined : typed;
}

/** A whole number within bounds, both included. */
export function wholeNumber(least: number, most: number): Read<number> {
  return (typed) => {
    const value = /^[0-9]{1,10}$/.test(typed) ? Number(typed) : undefined;
    return value !== undefined && value >= least && value <= most ? value : undefined;
  };
}

function readOr<T>(read: Read<T>, leftOut: Result<T, 'MISSING'>): Option<T>['read'] {
  return (text) => {
    if (text === undefined) return leftOut;
    const value = read(text);
    return value === undefined ? fail('WRONG') : succeed(value);
  };
}
