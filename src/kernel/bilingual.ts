import { invariant } from './invariant.ts';

/** The same in Chinese and in English. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

const BETWEEN = ' / ';

/** Splits a text that is written as it is printed: `中文 / English`. */
export function bilingual(text: string): Bilingual {
  const at = text.indexOf(BETWEEN);
  invariant(at > 0, 'a text is in Chinese and in English');
  return { zh: text.slice(0, at), en: text.slice(at + BETWEEN.length) };
}
