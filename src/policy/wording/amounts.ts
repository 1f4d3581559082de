import { printHundredths } from '../../kernel/decimal.ts';
import { asFen, divideRounded } from '../../kernel/fen.ts';
import { type Interval, isKnown } from '../../kernel/interval.ts';
import type { ComparisonCondition, Relation } from '../decision/condition.ts';
import { say, type Sentences } from './sentences.ts';

/** An amount of fen: `507.50元`; one below 0 is `负1.00元`. */
export function yuanInWords(fen: number): Sentences {
  const size = printHundredths(Math.abs(fen));
  return { zh: `${fen < 0 ? '负' : ''}${size}元`, en: `${fen < 0 ? 'minus ' : ''}${size} yuan` };
}

/** Hundredths of a square metre. */
export function squareMetres(area: number): Sentences {
  return { zh: `${printHundredths(area)}平方米`, en: `${printHundredths(area)} m²` };
}

/** Hundredths without needless zeros, as the text of the regulation has its bounds: `1.5`, `3`, `50`. */
export function bound(hundredths: number): string {
  return printHundredths(hundredths).replace(/\.?0+$/, '');
}

/** `人均每月507.50元`, from the total of `heads` members over `months`; a rounded one is `约`. It is shown, never compared. */
export function perHeadAndMonth(total: number, heads: number, months: number): Sentences {
  const { zh, en } = yuanInWords(divideRounded(asFen(total), heads * months));
  const rounded = total % (heads * months) !== 0;
  return { zh: `人均每月${rounded ? '约' : ''}${zh}`, en: `${rounded ? 'about ' : ''}${en} per head and month` };
}

/** `人均20.00平方米`. */
export function areaPerHead(total: number, heads: number): Sentences {
  const { zh, en } = squareMetres(divideRounded(asFen(total), heads));
  const rounded = total % heads !== 0;
  return { zh: `人均${rounded ? '约' : ''}${zh}`, en: `${rounded ? 'about ' : ''}${en} per head` };
}

/** The predicate of an amount of money of which something is known: `为`, `在…至…之间` or `至少为`. */
export function amounts(value: Interval, perHead: (fen: number) => Sentences): Sentences {
  const min = yuanInWords(value.min);
  if (value.max === Infinity) return { zh: `至少为${min.zh}`, en: `at least ${min.en}` };
  const max = yuanInWords(value.max);
  if (!isKnown(value)) return { zh: `在${min.zh}至${max.zh}之间`, en: `between ${min.en} and ${max.en}` };
  if (value.min < 0) return { zh: `为${min.zh}`, en: min.en };
  const each = perHead(value.min);
  return { zh: `为${min.zh}（${each.zh}）`, en: `${min.en} (${each.en})` };
}

/** The words of a relation that holds, and of one that fails. */
const relations: Readonly<Record<Relation, readonly [Sentences, Sentences]>> = {
  AT_MOST: [
    { zh: '没有超过', en: 'not above' },
    { zh: '超过', en: 'above' },
  ],
  ABOVE: [
    { zh: '超过', en: 'above' },
    { zh: '没有超过', en: 'not above' },
  ],
  BELOW: [
    { zh: '低于', en: 'below' },
    { zh: '不低于', en: 'not below' },
  ],
  AT_LEAST: [
    { zh: '达到', en: 'at least' },
    { zh: '没有达到', en: 'below' },
  ],
};

/** How the value of a comparison, said before, compares with its limit; undecided, it is no comparison. */
export function compared(condition: ComparisonCondition, limit: Sentences): Sentences {
  const [holds, fails] = relations[condition.relation];
  const open = condition.relation === 'AT_MOST' ? fails : holds;
  return say(condition, {
    HOLDS: { zh: `${holds.zh}${limit.zh}`, en: `${holds.en} ${limit.en}` },
    FAILS: { zh: `${fails.zh}${limit.zh}`, en: `${fails.en} ${limit.en}` },
    UNKNOWN: {
      zh: `是否${open.zh}${limit.zh}尚不能确定`,
      en: `and whether that is ${open.en} ${limit.en} is not yet known`,
    },
  });
}
