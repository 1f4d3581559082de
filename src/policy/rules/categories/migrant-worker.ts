import { addDays, firstAnniversary } from '../../../kernel/calendar.ts';
import { decided, disjunction, type Truth, unknown } from '../../../kernel/truth.ts';
import { fact, isTrue } from '../../decision/condition.ts';
import type { HouseholdFacts } from '../../facts/facts.ts';
import { category } from '../../decision/rule.ts';
import { say } from '../../decision/wording.ts';

/**
 * 加入工会组织、签订一年以上劳动合同、按务工地标准且符合上述条件之一的农民工家庭. Article 3(5); reading R9: a migrant worker's household
 * qualifies only here. The contract is in force on `asOf` and of a year or more.
 */
export const migrantWorker = category({
  id: 'MIGRANT_WORKER',
  article: 3,
  readings: ['R9'],
  title: { zh: '农民工家庭', en: "a migrant worker's household" },
  conditions: ({ facts }, _parameters, earlier) => ({
    migrant: fact(decided(facts.worker.migrant)),
    unionMember: isTrue(facts.worker.unionMember, 'worker.unionMember'),
    contract: fact(contractOfAYear(facts)),
    anotherCategory: fact(disjunction(earlier)),
  }),
  zh: ({ migrant, unionMember, contract, anotherCategory }) =>
    [
      say(migrant, '职工是农民工', '职工不是农民工', ''),
      say(unionMember, '已加入工会', '没有加入工会', '是否加入工会尚待核实'),
      say(contract, '有在期的一年以上劳动合同', '没有在期的一年以上劳动合同', '劳动合同尚待核实'),
      say(anotherCategory, '符合前四类条件之一', '不符合前四类条件', '是否符合前四类条件之一尚不能确定'),
    ].join('，'),
  en: ({ migrant, unionMember, contract, anotherCategory }) =>
    [
      say(migrant, 'the worker is a migrant', 'the worker is not a migrant', ''),
      say(
        unionMember,
        'is a union member',
        'is not a union member',
        'whether they are a union member is not yet verified',
      ),
      say(
        contract,
        'has a contract in force of a year or more',
        'has no contract in force of a year or more',
        'the contract is not yet verified',
      ),
      say(
        anotherCategory,
        'and one of the four categories holds',
        'and none of the four categories holds',
        'and whether one of the four categories holds is not yet known',
      ),
    ].join(', '),
});

function contractOfAYear({ asOf, worker: { contract } }: HouseholdFacts): Truth {
  if (contract === null) return unknown(['worker.contract']);
  if (contract === 'NONE') return decided(false);
  const { from, to } = contract;
  return decided(from <= asOf && (to === null || (asOf <= to && addDays(to, 1) >= firstAnniversary(from))));
}
