import { exactly, type Interval, product, unknownAmount } from '../../../kernel/interval.ts';
import { above } from '../../decision/condition.ts';
import type { AssetFacts } from '../../facts/facts.ts';
import { exclusion } from '../../decision/rule.ts';
import { areaPerHead, bound, compared, squareMetres } from '../../wording/amounts.ts';
import { whoCounts } from '../../wording/members.ts';
import { openInWords } from '../../wording/open.ts';
import { clauses } from '../../wording/sentences.ts';

/** 人均房屋面积超过50平方米的. Article 6. */
export const largeDwelling = exclusion({
  id: 'LARGE_DWELLING',
  article: 6,
  readings: [],
  reads: ['areaPerHead'],
  title: { zh: '人均房屋面积过大', en: 'too large a floor area per head' },
  conditions: ({ facts, population }, { areaPerHead }) => ({
    area: above(totalArea(facts.assets), product(population.heads, exactly(areaPerHead)), 'SQUARE_METRES'),
  }),
  words: ({ area }, household, { areaPerHead: perHead }) => {
    const { size } = household.population;
    if (area.value.max === 0) return { zh: '您家没有住宅', en: 'you have no dwelling' };
    if (area.state === 'UNKNOWN' || size === null) {
      return clauses(openInWords(area.missing, household), {
        zh: `人均房屋面积是否超过${bound(perHead)}平方米尚不能确定`,
        en: `whether the floor area per head is above ${bound(perHead)} m² is not yet known`,
      });
    }
    const total = squareMetres(area.value.min);
    const each = areaPerHead(area.value.min, size);
    const all = squareMetres(area.limit.min);
    return clauses(
      whoCounts(household),
      { zh: `房屋面积合计${total.zh}（${each.zh}）`, en: `your floor area is ${total.en} (${each.en})` },
      compared(area, {
        zh: `人均${bound(perHead)}平方米的上限（${size}人合计${all.zh}）`,
        en: `the limit of ${bound(perHead)} m² per head (${all.en} in all)`,
      }),
    );
  },
});

function totalArea({ dwellings }: AssetFacts): Interval {
  if (dwellings === null) return unknownAmount(['assets.dwellings']);
  return exactly(dwellings.reduce((sum, { area }) => sum + area, 0));
}
