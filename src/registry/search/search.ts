import type { Secrets } from '../../secrets/secrets.ts';
import { lastFourText, searchForm } from './search-keys.ts';

/** What is searched for, by what the text looks like. */
export type Search =
  | { readonly by: 'NAME' | 'NAME_OR_INITIALS' | 'FILE_NUMBER'; readonly text: string }
  /** In hexadecimal, one for each version of the master keys. */
  | { readonly by: 'LAST_FOUR'; readonly tokens: readonly string[] };

/** A stop after a Chinese character is the dot before the next part of the name, which is not typed yet. */
const STOP_AT_END = /(?<=\p{Script=Han})\.$/u;
const LEAST_OF_A_FILE_NUMBER = 5;
const MOST_OF_A_FILE_NUMBER = 16;

/**
 * Reads a text that somebody searches for: four characters of which the last may be an X are the end of an identity number, more
 * digits the beginning of a file number, small and large letters the initials of a name or the beginning of one, and anything else
 * the beginning of a name. `undefined` for other digits, of which nothing is known.
 */
export function readSearch(text: string, { tokens }: Pick<Secrets, 'tokens'>): Search | undefined {
  const form = searchForm(text).replace(STOP_AT_END, '·');
  if (/^[0-9]{3}[0-9x]$/.test(form)) {
    const found = tokens(lastFourText(form.toUpperCase()));
    return { by: 'LAST_FOUR', tokens: found.map(({ token }) => token.toString('hex')) };
  }
  if (/^[0-9]+x?$/.test(form)) {
    const isFileNumber =
      form.length >= LEAST_OF_A_FILE_NUMBER && form.length <= MOST_OF_A_FILE_NUMBER && !form.endsWith('x');
    return isFileNumber ? { by: 'FILE_NUMBER', text: form } : undefined;
  }
  if (form === '') return undefined;
  return { by: /^[a-z]+$/.test(form) ? 'NAME_OR_INITIALS' : 'NAME', text: form };
}
