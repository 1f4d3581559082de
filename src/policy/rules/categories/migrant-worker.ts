import { addDays, firstAnniversary } from '../../../kernel/calendar.ts';
import { decided, disjunction, type Truth, unknown } from '../../../kernel/truth.ts';
import { fact, isTrue } from '../../decision/condition.ts';
import type { HouseholdFacts } from '../../facts/facts.ts';
import { category } from '../../decision/rule.ts';
import { dayInWords } from '../../wording/dates.ts';
import { clauses, listed, NO_WORDS, say, type Sentences } from '../../wording/sentences.ts';

/**
 * 加入工会组织、签订一年以上劳动合同、按务工地标准且符合上述条件之一的农民工家庭. Article 3(5); reading R9: a migrant worker's household
 * qualifies only here. The contract is in force on `asOf` and of a year or more.
 */
export const migrantWorker = category({
  id: 'MIGRANT_WORKER',
  article: 3,
  readings: ['R9'],
  reads: [],
  title: { zh: '农民工家庭', en: "a migrant worker's household" },
  conditions: ({ facts }, _parameters, earlier) => ({
    migrant: fact(decided(facts.worker.migrant)),
    unionMember: isTrue(facts.worker.unionMember, 'worker.unionMember'),
    contract: fact(contractOfAYear(facts)),
    anotherCategory: fact(disjunction(earlier)),
  }),
  notForYou: ({ migrant }) =>
    migrant.state === 'FAILS' ? { zh: '您不是农民工', en: 'you are not a migrant worker' } : null,
  words: ({ unionMember, contract, anotherCategory }, { facts }) =>
    clauses(
      {
        zh: '您是农民工，您家只能按农民工家庭建档',
        en: "you are a migrant worker, so that a file can be opened only for a migrant worker's household",
      },
      say(unionMember, {
        HOLDS: { zh: '您已加入工会', en: 'you are a union member' },
        FAILS: { zh: '您没有加入工会', en: 'you are not a union member' },
        UNKNOWN: { zh: '您是否加入工会尚待核实', en: 'whether you are a union member is not yet verified' },
      }),
      contractInWords(contract, facts),
      say(anotherCategory, {
        HOLDS: { zh: '前四类条件符合其中之一', en: 'one of the four categories before holds' },
        FAILS: { zh: '前四类条件都不符合', en: 'none of the four categories before holds' },
        UNKNOWN: {
          zh: '是否符合前四类条件之一尚不能确定',
          en: 'whether one of the four categories before holds is not yet known',
        },
      }),
      whatIsLacking({ unionMember, contract, anotherCategory }),
    ),
});

function contractOfAYear({ asOf, worker: { contract } }: HouseholdFacts): Truth {
  if (contract === null) return unknown(['worker.contract']);
  if (contract === 'NONE') return decided(false);
  const { from, to } = contract;
  return decided(from <= asOf && (to === null || (asOf <= to && addDays(to, 1) >= firstAnniversary(from))));
}

function contractInWords(state: Truth, { asOf, worker: { contract } }: HouseholdFacts): Sentences {
  if (contract === null) return { zh: '劳动合同尚待核实', en: 'the labour contract is not yet verified' };
  if (contract === 'NONE') return { zh: '没有签订劳动合同', en: 'there is no labour contract' };
  if (state.state === 'HOLDS') {
    return { zh: '您的一年以上劳动合同在有效期内', en: 'a labour contract of a year or more is in force' };
  }
  const { from, to } = contract;
  const start = dayInWords(from);
  if (from > asOf) {
    return { zh: `劳动合同自${start.zh}起才生效`, en: `the labour contract begins only on ${start.en}` };
  }
  const end = dayInWords(to ?? asOf);
  if ((to ?? asOf) < asOf) return { zh: `劳动合同已于${end.zh}期满`, en: `the labour contract ended on ${end.en}` };
  return {
    zh: `劳动合同不满一年（${start.zh}至${end.zh}）`,
    en: `the labour contract is of less than a year (${start.en} to ${end.en})`,
  };
}

type Needed = Readonly<Record<keyof typeof LACKING, Truth>>;

const LACKING = {
  unionMember: { zh: '加入工会', en: 'union membership' },
  contract: { zh: '有效期内的一年以上劳动合同', en: 'a labour contract in force of a year or more' },
  anotherCategory: { zh: '前四类条件之一', en: 'one of the four categories' },
} as const;

/** A refusal says what would be needed (R9). */
function whatIsLacking(needed: Needed): Sentences {
  const names = Object.keys(LACKING) as (keyof Needed)[];
  const lacking = names.filter((name) => needed[name].state === 'FAILS').map((name) => LACKING[name]);
  if (lacking.length === 0) return NO_WORDS;
  const { zh, en } = listed(lacking);
  return { zh: `所缺的是${zh}`, en: `what is lacking is ${en}` };
}
