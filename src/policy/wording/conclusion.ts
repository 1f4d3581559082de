import type { State } from '../../kernel/truth.ts';
import type { HouseholdFacts } from '../facts/facts.ts';
import { LEVEL_NAMES } from '../names.ts';
import { dayInWords } from './dates.ts';
import type { Sentences } from './sentences.ts';

export type RuleKind = 'CATEGORY' | 'EXCLUSION';

/** The words before the title of a rule; in Chinese its article follows them. */
type Before = Readonly<Record<State, Sentences>>;

const conclusions: Readonly<Record<RuleKind, { readonly before: Before; readonly after: string }>> = {
  CATEGORY: {
    before: {
      HOLDS: { zh: '因此符合', en: 'so you meet the conditions of' },
      FAILS: { zh: '因此不符合', en: 'so you do not meet the conditions of' },
      UNKNOWN: { zh: '因此尚不能确定是否符合', en: 'so it is not yet known whether you meet the conditions of' },
    },
    after: '的条件',
  },
  EXCLUSION: {
    before: {
      HOLDS: { zh: '因此属于', en: 'so no file is opened, because of' },
      FAILS: { zh: '因此不属于', en: 'so a file is not barred by' },
      UNKNOWN: { zh: '因此尚不能确定是否属于', en: 'so it is not yet known whether a file is barred by' },
    },
    after: '的不建档情形',
  },
};

const ARTICLES: Readonly<Record<number, string>> = {
  3: '第三条',
  5: '第五条',
  6: '第六条',
  7: '第七条',
  13: '第十三条',
};

const RULES_OF = {
  NATIONAL: 'the national rules',
  MUNICIPAL: 'the municipal rules',
  COUNTY: "the county's rules",
  ENTERPRISE: "the enterprise's rules",
} as const;

/** The beginning of a sentence: the day of which it speaks and, below the national level, by whose rules. */
export function opening({ asOf, level }: HouseholdFacts): Sentences {
  const { zh, en } = dayInWords(asOf);
  const local = level !== 'NATIONAL';
  return {
    zh: `截至${zh}，${local ? `依${LEVEL_NAMES[level]}建档标准，` : ''}`,
    en: `As of ${en}, ${local ? `by ${RULES_OF[level]}, ` : ''}`,
  };
}

/** The end of a sentence: whether the household meets the conditions of the category, or the exclusion bars it. */
export function conclusion(kind: RuleKind, state: State, article: number, title: Sentences): Sentences {
  const { before, after } = conclusions[kind];
  return {
    zh: `${before[state].zh}${titleInChinese(article, title)}${after}。`,
    en: `${before[state].en} ${title.en} (Article ${article}).`,
  };
}

/** The end of a sentence on a rule that is not for this household. */
export function notForYou(article: number, title: Sentences): Sentences {
  return {
    zh: `因此本项不适用（${titleInChinese(article, title)}）。`,
    en: `so this does not apply to you: ${title.en} (Article ${article}).`,
  };
}

function titleInChinese(article: number, title: Sentences): string {
  return `${ARTICLES[article] ?? ''}“${title.zh}”`;
}
