import { anyOf, type FactCondition, isTrue } from '../../decision/condition.ts';
import { exclusion } from '../../decision/rule.ts';
import { clauses, NO_WORDS, say, type Sentences } from '../../wording/sentences.ts';

/** 困难职工本人或其家庭成员拥有商业店铺或雇佣他人从事经营活动的. Article 6. */
export const runsBusiness = exclusion({
  id: 'RUNS_BUSINESS',
  article: 6,
  readings: [],
  reads: [],
  title: { zh: '拥有商业店铺或雇佣他人经营', en: 'owning a shop or employing others' },
  conditions: ({ facts: { assets } }) => {
    const parts = {
      ownsShop: isTrue(assets.ownsShop, 'assets.ownsShop'),
      employsOthers: isTrue(assets.employsOthers, 'assets.employsOthers'),
    };
    return { business: { ...anyOf(parts), parts } };
  },
  words: ({ business: { state, parts } }) => {
    if (state === 'FAILS') return NEITHER;
    return clauses(
      inWords(parts.ownsShop, state, { zh: '拥有商业店铺', en: 'own a shop' }),
      inWords(parts.employsOthers, state, { zh: '雇佣他人从事经营活动', en: 'employ others to run a business' }),
    );
  },
});

const NEITHER: Sentences = {
  zh: '您家没有商业店铺，也没有雇佣他人从事经营活动',
  en: 'you own no shop and employ nobody to run a business',
};

/** Says the ways that decide: those that hold, or else those that are not verified. */
function inWords(way: FactCondition, decisive: FactCondition['state'], { zh, en }: Sentences): Sentences {
  if (way.state !== decisive) return NO_WORDS;
  return say(way, {
    HOLDS: { zh: `您家${zh}`, en: `you ${en}` },
    FAILS: NO_WORDS,
    UNKNOWN: { zh: `您家是否${zh}尚待核实`, en: `whether you ${en} is not yet verified` },
  });
}
