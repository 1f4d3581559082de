import { exactly, unknownAmount } from '../../../kernel/interval.ts';
import { allOf, anyOf, atLeast, type CombinedCondition, isTrue } from '../../decision/condition.ts';
import type { MemberFacts } from '../../facts/facts.ts';
import type { Parameters } from '../../parameters/parameters.ts';
import { memberPath } from '../../facts/paths.ts';
import { exclusion } from '../../decision/rule.ts';
import { say } from '../../decision/wording.ts';

/** 对具有劳动能力而不接受政府、社会组织提供工作岗位两次的，不予建档帮扶. Article 7: one member, counted or not. */
export const refusedWork = exclusion({
  id: 'REFUSED_WORK',
  article: 7,
  readings: [],
  title: { zh: '有劳动能力而两次不接受工作岗位', en: 'refusing two offers of work while able to work' },
  conditions: ({ facts }, parameters) => ({
    refused: anyOf(Object.fromEntries(facts.members.map((member) => [member.id, refusedTwice(member, parameters)]))),
  }),
  zh: ({ refused }) =>
    say(
      refused,
      '您家有劳动能力的成员不接受所提供的工作岗位已达规定次数',
      '您家没有有劳动能力而多次不接受工作岗位的成员',
      '您家是否有成员有劳动能力而多次不接受工作岗位尚待核实',
    ),
  en: ({ refused }) =>
    say(
      refused,
      'a member able to work has refused offers of work as often as the text allows for',
      'no member able to work has refused offers of work as often as that',
      'whether a member able to work has refused offers of work as often as that is not yet verified',
    ),
});

function refusedTwice(member: MemberFacts, { refusedJobOffers }: Parameters): CombinedCondition {
  const offers =
    member.refusedJobOffers === null
      ? unknownAmount([memberPath(member, 'refusedJobOffers')])
      : exactly(member.refusedJobOffers);
  return allOf({
    ableToWork: isTrue(member.ableToWork, memberPath(member, 'ableToWork')),
    offers: atLeast(offers, exactly(refusedJobOffers), 'COUNT'),
  });
}
