import { exactly, type Interval, unknownAmount } from '../../../kernel/interval.ts';
import { atLeast } from '../../decision/condition.ts';
import type { AssetFacts } from '../../facts/facts.ts';
import { exclusion } from '../../decision/rule.ts';
import { say } from '../../wording/sentences.ts';

/** 困难职工本人或其家庭成员拥有2套（含2套）以上住宅的. Article 6. */
export const twoDwellings = exclusion({
  id: 'TWO_DWELLINGS',
  article: 6,
  readings: [],
  reads: ['dwellings'],
  title: { zh: '拥有多套住宅', en: 'owning several dwellings' },
  conditions: ({ facts }, { dwellings }) => ({
    dwellings: atLeast(countDwellings(facts.assets), exactly(dwellings), 'COUNT'),
  }),
  words: ({ dwellings }) => {
    const count = dwellings.value.min;
    const limit = dwellings.limit.min;
    if (count === 0) return { zh: '您家没有住宅', en: 'you have no dwelling' };
    const have = { zh: `您家有${count}套住宅`, en: `you have ${count} ${count === 1 ? 'dwelling' : 'dwellings'}` };
    return say(dwellings, {
      HOLDS: { zh: `${have.zh}，达到${limit}套`, en: `${have.en}, which is ${limit} or more` },
      FAILS: { zh: `${have.zh}，不到${limit}套`, en: `${have.en}, fewer than ${limit}` },
      UNKNOWN: { zh: '您家住宅套数尚待核实', en: 'how many dwellings you have is not yet verified' },
    });
  },
});

function countDwellings({ dwellings }: AssetFacts): Interval {
  return dwellings === null ? unknownAmount(['assets.dwellings']) : exactly(dwellings.length);
}
