import { isTrue } from '../../decision/condition.ts';
import { exclusion } from '../../decision/rule.ts';
import { say } from '../../wording/sentences.ts';

/**
 * 对于隐瞒财产、收入或者提供虚假证明骗取帮扶资金的，应追回违规所得. Article 7; reading R15. Besides the refusal, funds already paid
 * are to be recovered.
 */
export const concealment = exclusion({
  id: 'CONCEALMENT',
  article: 7,
  readings: ['R15'],
  reads: [],
  title: { zh: '隐瞒财产、收入或者提供虚假证明', en: 'concealing property or income, or false papers' },
  conditions: ({ facts }) => ({ concealed: isTrue(facts.conduct.concealment, 'conduct.concealment') }),
  words: ({ concealed }) =>
    say(concealed, {
      HOLDS: {
        zh: '已认定您家隐瞒财产、收入或者提供虚假证明，认定尚未解除，已发放的帮扶资金应予追回',
        en: 'a finding stands that you concealed property or income or gave false papers, and funds already paid are to be recovered',
      },
      FAILS: {
        zh: '对您家没有隐瞒财产、收入或者提供虚假证明的有效认定',
        en: 'no finding stands that you concealed property or income or gave false papers',
      },
      UNKNOWN: {
        zh: '对您家有无隐瞒财产、收入或者提供虚假证明的认定尚待核实',
        en: 'whether a finding of concealment stands is not yet verified',
      },
    }),
});
