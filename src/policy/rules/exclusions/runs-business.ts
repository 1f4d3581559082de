import { anyOf, isTrue } from '../../decision/condition.ts';
import { exclusion } from '../../decision/rule.ts';
import { say } from '../../decision/wording.ts';

/** 困难职工本人或其家庭成员拥有商业店铺或雇佣他人从事经营活动的. Article 6. */
export const runsBusiness = exclusion({
  id: 'RUNS_BUSINESS',
  article: 6,
  readings: [],
  title: { zh: '拥有商业店铺或雇佣他人经营', en: 'owning a shop or employing others' },
  conditions: ({ facts: { assets } }) => ({
    business: anyOf({
      ownsShop: isTrue(assets.ownsShop, 'assets.ownsShop'),
      employsOthers: isTrue(assets.employsOthers, 'assets.employsOthers'),
    }),
  }),
  zh: ({ business }) =>
    say(
      business,
      '您家拥有商业店铺或雇佣他人从事经营活动',
      '您家没有商业店铺，也没有雇佣他人从事经营活动',
      '您家是否拥有商业店铺或雇佣他人从事经营活动尚待核实',
    ),
  en: ({ business }) =>
    say(
      business,
      'you own a shop or employ others to run a business',
      'you own no shop and employ nobody to run a business',
      'whether you own a shop or employ others to run a business is not yet verified',
    ),
});
