import type { KeyObject } from 'node:crypto';
import type { Texts } from '../database/copy-texts.ts';
import type { RowCodec } from './row-codec.ts';

/** Decrypts a value of a row by its name, when it is needed. */
export type Secret = (key: string) => unknown;

/** Computes a value when it is first needed, such as an unwrapped data key, which most answers do not need. */
export function memo<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Decrypts the sealed column of a row, whose columns begin at `from`, once, when the first of its values is needed. */
export function secretReader(codec: RowCodec, row: Texts, from: number, key: () => KeyObject, boundTo: string): Secret {
  const values = memo(() => codec.open(row, from, key(), boundTo));
  return (name) => values()[name] ?? null;
}
