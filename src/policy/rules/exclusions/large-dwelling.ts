import { exactly, type Interval, product, unknownAmount } from '../../../kernel/interval.ts';
import { above } from '../../decision/condition.ts';
import type { AssetFacts } from '../../facts/facts.ts';
import { exclusion } from '../../decision/rule.ts';
import { limitIn, say, valueIn } from '../../decision/wording.ts';

/** 人均房屋面积超过50平方米的. Article 6. */
export const largeDwelling = exclusion({
  id: 'LARGE_DWELLING',
  article: 6,
  readings: [],
  title: { zh: '人均房屋面积过大', en: 'too large a floor area per head' },
  conditions: ({ facts, population }, { areaPerHead }) => ({
    area: above(totalArea(facts.assets), product(population.heads, exactly(areaPerHead)), 'SQUARE_METRES'),
  }),
  zh: ({ area }) =>
    `您家房屋面积合计${valueIn('zh', area)}，${say(area, '超过', '没有超过', '尚不能确定是否超过')}按人口计算的上限${limitIn('zh', area)}`,
  en: ({ area }) =>
    `your floor area is ${valueIn('en', area)}, ${say(area, 'above', 'not above', 'which cannot yet be compared with')} the limit for your household, ${limitIn('en', area)}`,
});

function totalArea({ dwellings }: AssetFacts): Interval {
  if (dwellings === null) return unknownAmount(['assets.dwellings']);
  return exactly(dwellings.reduce((sum, { area }) => sum + area, 0));
}
