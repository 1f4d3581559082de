import { isTrue } from '../../decision/condition.ts';
import { exclusion } from '../../decision/rule.ts';
import { say } from '../../decision/wording.ts';

/** 对于拒绝调查核实家庭财产和收入状况的，不得建档帮扶. Article 7; reading R15: the finding remains in force until a body ends it. */
export const refusedVerification = exclusion({
  id: 'REFUSED_VERIFICATION',
  article: 7,
  readings: ['R15'],
  title: { zh: '拒绝调查核实家庭财产和收入状况', en: 'refusing verification of property or income' },
  conditions: ({ facts }) => ({
    refused: isTrue(facts.conduct.refusedVerification, 'conduct.refusedVerification'),
  }),
  zh: ({ refused }) =>
    say(
      refused,
      '您家拒绝对财产和收入状况的调查核实，认定尚未解除',
      '您家没有生效的拒绝核查认定',
      '您家有无拒绝核查的认定尚待确认',
    ),
  en: ({ refused }) =>
    say(
      refused,
      'a finding stands that you refused the verification of property or income',
      'no finding stands that you refused verification',
      'whether a finding stands that you refused verification is not yet established',
    ),
});
