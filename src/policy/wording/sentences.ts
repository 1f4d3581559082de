import type { State, Truth } from '../../kernel/truth.ts';

/** The same words in Chinese and in English: a sentence, or a part of one. */
export interface Sentences {
  readonly zh: string;
  readonly en: string;
}

export const NO_WORDS: Sentences = { zh: '', en: '' };

/** The words for each state of a condition. */
export type ByState = Readonly<Record<State, Sentences>>;

export function say({ state }: Truth, words: ByState): Sentences {
  return words[state];
}

/** Joins clauses by commas; empty ones are left out. */
export function clauses(...parts: readonly Sentences[]): Sentences {
  const said = parts.filter(({ zh }) => zh !== '');
  return { zh: said.map(({ zh }) => zh).join('，'), en: said.map(({ en }) => en).join(', ') };
}

/** Joins what is of one kind: `甲、乙、丙`, `a, b and c`. */
export function listed(parts: readonly Sentences[]): Sentences {
  const en = parts.map((part) => part.en);
  const last = en.pop() ?? '';
  return { zh: parts.map(({ zh }) => zh).join('、'), en: en.length === 0 ? last : `${en.join(', ')} and ${last}` };
}
