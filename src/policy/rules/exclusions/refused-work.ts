import { exactly, unknownAmount } from '../../../kernel/interval.ts';
import { allOf, anyOf, atLeast, type CombinedCondition, isTrue } from '../../decision/condition.ts';
import type { MemberFacts } from '../../facts/facts.ts';
import type { Parameters } from '../../parameters/parameters.ts';
import { memberPath } from '../../facts/paths.ts';
import { exclusion } from '../../decision/rule.ts';
import { memberNames } from '../../wording/members.ts';
import { say } from '../../wording/sentences.ts';

/** 对具有劳动能力而不接受政府、社会组织提供工作岗位两次的，不予建档帮扶. Article 7: one member, counted or not. */
export const refusedWork = exclusion({
  id: 'REFUSED_WORK',
  article: 7,
  readings: [],
  reads: ['refusedJobOffers'],
  title: { zh: '有劳动能力而两次不接受工作岗位', en: 'refusing two offers of work while able to work' },
  conditions: ({ facts }, parameters) => ({
    refused: anyOf(Object.fromEntries(facts.members.map((member) => [member.id, refusedTwice(member, parameters)]))),
  }),
  words: ({ refused }, { facts }, { refusedJobOffers }) => {
    const ids = Object.keys(refused.parts).filter((id) => refused.parts[id]?.state === refused.state);
    const { zh, en } = memberNames(ids, facts);
    return say(refused, {
      HOLDS: {
        zh: `${zh}有劳动能力，${refusedJobOffers}次以上不接受政府、社会组织提供的工作岗位`,
        en: `${en}, able to work, refused offers of work ${refusedJobOffers} times or more`,
      },
      FAILS: {
        zh: `您家没有人有劳动能力而${refusedJobOffers}次不接受工作岗位`,
        en: `no member able to work has refused offers of work ${refusedJobOffers} times`,
      },
      UNKNOWN: {
        zh: `${zh}是否有劳动能力而${refusedJobOffers}次不接受工作岗位尚待核实`,
        en: `whether ${en}, being able to work, refused offers of work ${refusedJobOffers} times is not yet verified`,
      },
    });
  },
});

function refusedTwice(
  member: MemberFacts,
  { refusedJobOffers }: Pick<Parameters, 'refusedJobOffers'>,
): CombinedCondition {
  const offers =
    member.refusedJobOffers === null
      ? unknownAmount([memberPath(member, 'refusedJobOffers')])
      : exactly(member.refusedJobOffers);
  return allOf({
    ableToWork: isTrue(member.ableToWork, memberPath(member, 'ableToWork')),
    offers: atLeast(offers, exactly(refusedJobOffers), 'COUNT'),
  });
}
