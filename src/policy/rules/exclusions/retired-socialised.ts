import { decided } from '../../../kernel/truth.ts';
import { fact, isTrue } from '../../decision/condition.ts';
import { exclusion } from '../../decision/rule.ts';
import { type ByState, clauses, NO_WORDS, say } from '../../wording/sentences.ts';

/** 已实行社会化管理的退休人员，原则上不再纳入建档范围. Article 13: unless an exception with its reason is on file. */
export const retiredSocialised = exclusion({
  id: 'RETIRED_SOCIALISED',
  article: 13,
  readings: [],
  reads: [],
  title: { zh: '已实行社会化管理的退休人员', en: 'retirement under socialised management' },
  conditions: ({ facts: { worker } }) => ({
    noException: fact(decided(worker.retirementException === null)),
    retired: isTrue(worker.retiredSocialised, 'worker.retiredSocialised'),
  }),
  words: ({ noException, retired }) => {
    const own = say(retired, RETIRED);
    if (retired.state === 'FAILS') return own;
    return clauses(own, say(noException, EXCEPTION));
  },
});

const RETIRED: ByState = {
  HOLDS: { zh: '您已退休并实行社会化管理', en: 'you are retired under socialised management' },
  FAILS: { zh: '您不是已实行社会化管理的退休人员', en: 'you are not retired under socialised management' },
  UNKNOWN: {
    zh: '您是否已退休并实行社会化管理尚待核实',
    en: 'whether you are retired under socialised management is not yet verified',
  },
};

const EXCEPTION: ByState = {
  HOLDS: { zh: '没有准予建档的例外决定', en: 'with no exception on file' },
  FAILS: { zh: '但已有准予建档的例外决定', en: 'but an exception is on file' },
  UNKNOWN: NO_WORDS,
};
