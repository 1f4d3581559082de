import type { KeyObject } from 'node:crypto';
import { requireDay } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Ranged } from './stored-household.ts';

/** Helpers that the readers of all kinds of versions share. */

/** The columns of the range of days that a version is valid for. */
export const RANGE = { extra: { validFrom: 'v.valid_from' }, open: { validTo: 'v.valid_to' } } as const;

interface RangedVersion {
  readonly recordedIn: string;
  readonly extras: { readonly validFrom: string; readonly validTo: string | null };
}

export function readRange({ recordedIn, extras }: RangedVersion): Omit<Ranged<unknown>, 'value'> {
  const { validFrom, validTo } = extras;
  return { from: requireDay(validFrom), to: validTo === null ? null : requireDay(validTo), recordedIn };
}

export function requireKey(keys: ReadonlyMap<string, KeyObject>, id: string): KeyObject {
  const key = keys.get(id);
  invariant(key !== undefined, 'every household and person has a data key');
  return key;
}

/** Groups the values of entries by their keys, in the order of the entries. */
export function groupEntries<T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> {
  const lists = new Map<string, T[]>();
  for (const [key, value] of entries) {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [value]);
    else list.push(value);
  }
  return lists;
}
