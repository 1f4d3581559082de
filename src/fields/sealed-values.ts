import type { KeyObject } from 'node:crypto';
import type { Texts } from '../database/insert.ts';
import type { RowCodec } from './row-codec.ts';

/** Opens what is encrypted of a row when it is asked for. */
export type Secret = (key: string) => unknown;

/** A data key that is unwrapped when it is first needed: most answers need none. */
export function memo<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** What is encrypted of a row: opened once, when the first of its values is asked for. */
export function secretReader(codec: RowCodec, row: Texts, key: () => KeyObject, boundTo: string): Secret {
  const values = memo(() => codec.open(row, key(), boundTo));
  return (name) => values()[name] ?? null;
}
