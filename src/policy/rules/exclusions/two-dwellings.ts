import { exactly, type Interval, unknownAmount } from '../../../kernel/interval.ts';
import { atLeast } from '../../decision/condition.ts';
import type { AssetFacts } from '../../facts/facts.ts';
import { exclusion } from '../../decision/rule.ts';
import { limitIn, say, valueIn } from '../../decision/wording.ts';

/** 困难职工本人或其家庭成员拥有2套（含2套）以上住宅的. Article 6. */
export const twoDwellings = exclusion({
  id: 'TWO_DWELLINGS',
  article: 6,
  readings: [],
  title: { zh: '拥有多套住宅', en: 'owning several dwellings' },
  conditions: ({ facts }, { dwellings }) => ({
    dwellings: atLeast(countDwellings(facts.assets), exactly(dwellings), 'COUNT'),
  }),
  zh: ({ dwellings }) =>
    `您家住宅套数为${valueIn('zh', dwellings)}，${say(dwellings, '达到', '没有达到', '尚不能确定是否达到')}${limitIn('zh', dwellings)}套`,
  en: ({ dwellings }) =>
    `your number of dwellings is ${valueIn('en', dwellings)}, ${say(dwellings, 'not fewer than', 'fewer than', 'which cannot yet be compared with')} ${limitIn('en', dwellings)}`,
});

function countDwellings({ dwellings }: AssetFacts): Interval {
  return dwellings === null ? unknownAmount(['assets.dwellings']) : exactly(dwellings.length);
}
