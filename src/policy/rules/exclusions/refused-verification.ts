import { isTrue } from '../../decision/condition.ts';
import { exclusion } from '../../decision/rule.ts';
import { say } from '../../wording/sentences.ts';

/** 对于拒绝调查核实家庭财产和收入状况的，不得建档帮扶. Article 7; reading R15: the finding remains in force until a body ends it. */
export const refusedVerification = exclusion({
  id: 'REFUSED_VERIFICATION',
  article: 7,
  readings: ['R15'],
  reads: [],
  title: { zh: '拒绝调查核实家庭财产和收入状况', en: 'refusing verification of property or income' },
  conditions: ({ facts }) => ({
    refused: isTrue(facts.conduct.refusedVerification, 'conduct.refusedVerification'),
  }),
  words: ({ refused }) =>
    say(refused, {
      HOLDS: {
        zh: '已认定您家拒绝调查核实财产和收入状况，认定尚未解除',
        en: 'a finding stands that you refused the verification of property or income',
      },
      FAILS: {
        zh: '对您家没有拒绝调查核实财产和收入状况的有效认定',
        en: 'no finding stands that you refused the verification of property or income',
      },
      UNKNOWN: {
        zh: '对您家有无拒绝调查核实财产和收入状况的认定尚待核实',
        en: 'whether a finding stands that you refused verification is not yet verified',
      },
    }),
});
