import { printHundredths } from '../../kernel/decimal.ts';
import type { Interval } from '../../kernel/interval.ts';
import type { State, Truth } from '../../kernel/truth.ts';
import type { ComparisonCondition, Unit } from './condition.ts';

export interface Sentences {
  readonly zh: string;
  readonly en: string;
}

type Language = keyof Sentences;

/** The words for each state of a condition. */
type Words = Readonly<Record<State, string>>;

function words(holds: string, fails: string, open: string): Words {
  return { HOLDS: holds, FAILS: fails, UNKNOWN: open };
}

export function say(truth: Truth, holds: string, fails: string, open: string): string {
  return words(holds, fails, open)[truth.state];
}

/** The value of a comparison with its unit, or its known bounds. */
export function valueIn(language: Language, { value, unit }: ComparisonCondition): string {
  return amountIn(language, value, unit);
}

/** The limit of a comparison with its unit. */
export function limitIn(language: Language, { limit, unit }: ComparisonCondition): string {
  return amountIn(language, limit, unit);
}

const ARTICLES: Readonly<Record<number, string>> = {
  3: '第三条',
  5: '第五条',
  6: '第六条',
  7: '第七条',
  13: '第十三条',
};

const conclusions: Readonly<Record<'CATEGORY' | 'EXCLUSION', Readonly<Record<Language, Words>>>> = {
  CATEGORY: {
    zh: words('因此符合条件', '因此不符合条件', '因此尚不能确定是否符合条件'),
    en: words(
      'so you meet the conditions of',
      'so you do not meet the conditions of',
      'so it is not yet known whether you meet the conditions of',
    ),
  },
  EXCLUSION: {
    zh: words('因此有不建档情形', '因此没有不建档情形', '因此尚不能确定有无不建档情形'),
    en: words(
      'so no file is opened for',
      'so a file is not barred for',
      'so it is not yet known whether a file is barred for',
    ),
  },
};

/** The end of a sentence: whether the household meets the conditions of the category, or the exclusion bars it. */
export function conclusion(kind: 'CATEGORY' | 'EXCLUSION', state: State, article: number, title: Sentences): Sentences {
  const { zh, en } = conclusions[kind];
  return {
    zh: `${zh[state]}“${title.zh}”（${ARTICLES[article] ?? ''}）。`,
    en: `${en[state]} ${title.en} (Article ${article}).`,
  };
}

const phrases = {
  zh: {
    unknown: '尚不能确定',
    from: (min: string) => `至少${min}`,
    between: (min: string, max: string) => `${min}至${max}之间`,
    units: { YUAN: '元', SQUARE_METRES: '平方米', COUNT: '' },
  },
  en: {
    unknown: 'a figure not yet known',
    from: (min: string) => `at least ${min}`,
    between: (min: string, max: string) => `between ${min} and ${max}`,
    units: { YUAN: ' yuan', SQUARE_METRES: ' m²', COUNT: '' },
  },
};

function amountIn(language: Language, { min, max }: Interval, unit: Unit): string {
  const phrase = phrases[language];
  const print = (amount: number) => {
    return `${unit === 'COUNT' ? amount.toString() : printHundredths(amount)}${phrase.units[unit]}`;
  };
  if (min === max) return print(min);
  if (min === -Infinity) return phrase.unknown;
  return max === Infinity ? phrase.from(print(min)) : phrase.between(print(min), print(max));
}
