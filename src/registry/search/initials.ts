import type { Reading } from './search-keys.ts';

let loading: Promise<Reading> | undefined;

/** Loads how names are read; the dictionary is large, and most commands need none of it. */
export function loadReading(): Promise<Reading> {
  return (loading ??= load());
}

/**
 * The initials of a name as it is read: as a surname and a given name and, where that differs, as any other word: 单 is read
 * shan as a surname, dan elsewhere. Letters stay what they are, and everything else is left out.
 */
async function load(): Promise<Reading> {
  const { pinyin } = await import('pinyin-pro');
  const read = (name: string, surname: 'head' | 'off') =>
    pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname })
      .join('')
      .toLowerCase()
      .replace(/[^a-z]/g, '');
  return (name) => [...new Set([read(name, 'head'), read(name, 'off')])];
}
