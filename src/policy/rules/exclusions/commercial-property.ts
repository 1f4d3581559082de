import { isTrue } from '../../decision/condition.ts';
import { exclusion } from '../../decision/rule.ts';
import { say } from '../../decision/wording.ts';

/** 名下有商业、工业等经营性土地或房产的. Article 6. */
export const commercialProperty = exclusion({
  id: 'COMMERCIAL_PROPERTY',
  article: 6,
  readings: [],
  title: { zh: '名下有经营性土地或房产', en: 'business land or premises' },
  conditions: ({ facts }) => ({
    property: isTrue(facts.assets.commercialProperty, 'assets.commercialProperty'),
  }),
  zh: ({ property }) =>
    say(property, '您家名下有经营性土地或房产', '您家名下没有经营性土地或房产', '您家名下有无经营性土地或房产尚待核实'),
  en: ({ property }) =>
    say(
      property,
      'you have business land or premises',
      'you have no business land or premises',
      'whether you have business land or premises is not yet verified',
    ),
});
