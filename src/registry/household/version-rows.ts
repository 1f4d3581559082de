import type { KeyObject } from 'node:crypto';
import { requireDay } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Texts } from '../../database/copy-texts.ts';
import type { Ranged } from './stored-household.ts';

/** Helpers that the readers of all kinds of versions share. */

/** The range of a row whose first columns are id, valid_from, valid_to and recorded_in. */
export function readRange([, from, to, recordedIn]: Texts): Omit<Ranged<unknown>, 'value'> {
  return { from: requireDay(from ?? ''), to: to === null ? null : requireDay(to ?? ''), recordedIn: recordedIn ?? '' };
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
