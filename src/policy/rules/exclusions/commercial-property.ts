import { isTrue } from '../../decision/condition.ts';
import { exclusion } from '../../decision/rule.ts';
import { say } from '../../wording/sentences.ts';

/** 名下有商业、工业等经营性土地或房产的. Article 6. */
export const commercialProperty = exclusion({
  id: 'COMMERCIAL_PROPERTY',
  article: 6,
  readings: [],
  reads: [],
  title: { zh: '名下有经营性土地或房产', en: 'business land or premises' },
  conditions: ({ facts }) => ({
    property: isTrue(facts.assets.commercialProperty, 'assets.commercialProperty'),
  }),
  words: ({ property }) =>
    say(property, {
      HOLDS: { zh: '您家名下有经营性土地或房产', en: 'you have business land or premises' },
      FAILS: { zh: '您家名下没有经营性土地或房产', en: 'you have no business land or premises' },
      UNKNOWN: {
        zh: '您家名下有无经营性土地或房产尚待核实',
        en: 'whether you have business land or premises is not yet verified',
      },
    }),
});
