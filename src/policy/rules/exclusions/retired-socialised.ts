import { decided } from '../../../kernel/truth.ts';
import { fact, isTrue } from '../../decision/condition.ts';
import { exclusion } from '../../decision/rule.ts';
import { say } from '../../decision/wording.ts';

/** 已实行社会化管理的退休人员，原则上不再纳入建档范围. Article 13: unless an exception with its reason is on file. */
export const retiredSocialised = exclusion({
  id: 'RETIRED_SOCIALISED',
  article: 13,
  readings: [],
  title: { zh: '已实行社会化管理的退休人员', en: 'retirement under socialised management' },
  conditions: ({ facts: { worker } }) => ({
    noException: fact(decided(worker.retirementException === null)),
    retired: isTrue(worker.retiredSocialised, 'worker.retiredSocialised'),
  }),
  zh: ({ noException, retired }) =>
    `${say(retired, '职工已退休并实行社会化管理', '职工不是已实行社会化管理的退休人员', '职工是否已退休并实行社会化管理尚待核实')}，${say(noException, '没有例外决定', '已有例外决定', '')}`,
  en: ({ noException, retired }) =>
    `${say(retired, 'the worker is retired under socialised management', 'the worker is not retired under socialised management', 'whether the worker is retired under socialised management is not yet verified')}, ${say(noException, 'with no exception on file', 'with an exception on file', '')}`,
});
