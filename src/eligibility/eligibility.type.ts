import { ID, Int, ObjectType } from 'type-graphql';
import { HasFields, maybe, needed } from '../graph/values.ts';
import { registerCodes } from '../graph/dictionary.ts';
import { Needs } from '../graph/policy/policy.ts';
import { JsonScalar, MonthScalar, YuanScalar } from '../graph/scalars.ts';
import { MISSING_KINDS } from './missing-facts.ts';
import { CategoryEnum, LevelEnum, OutcomeEnum } from '../registry/graph/codes.type.ts';

const FindingStateEnum = registerCodes(
  'EligibilityFindingState',
  { HOLDS: '成立', FAILS: '不成立', UNKNOWN: '尚不能确定' },
  '是否成立',
);

const MissingKindEnum = registerCodes('EligibilityMissingKind', MISSING_KINDS, '缺失项的对象');

@ObjectType('EligibilityMissing', {
  description: '缺失项。A fact or standard that leaves a decision open: find it out and record it next.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  path: needed('位置。The path by which the rules name it: `singleParent`, `members.m2.ableToWork`.'),
  kind: needed('对象。What it is a fact of.', MissingKindEnum),
  // Not `id`: several facts of one record may be missing, and stores of clients would show one of them for all.
  recordId: maybe(
    '对象标识。The id of that household, member or record, as of the day of the decision. `null`: a standard, or facts that are not on record.',
    ID,
  ),
  zh: needed('中文说明。What is missing, in Chinese.'),
  en: needed('英文说明。What is missing, in English.'),
})
class MissingFactType {}

const UNKNOWN = '`null`: 尚不能确定 / unknown.';

@ObjectType('EligibilityFigures', {
  description:
    '核算数据（第四、五条）。The exact figures over the twelve months of the window, which are those before the month of the survey in force (R16); each is `null` if it is unknown.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  from: needed('核算期起。The first month of the window.', MonthScalar),
  to: needed('核算期止。The last month of the window.', MonthScalar),
  population: maybe(`家庭总人口（第四条）。The number of members who count. ${UNKNOWN}`, Int),
  income: maybe(`家庭总收入（第四条）。The total income. ${UNKNOWN}`, YuanScalar),
  deductions: maybe(`所得税及社会保障支出（第四条）。The deductions. ${UNKNOWN}`, YuanScalar),
  disposable: maybe(`家庭可支配收入（第四条）。The disposable income. ${UNKNOWN}`, YuanScalar),
  standard: maybe(
    `当地低保标准合计（第三条）。Twelve times the monthly standard in force on the day, per person (R18). ${UNKNOWN}`,
    YuanScalar,
  ),
  expenses: maybe(`必要支出（第五条）。The necessary expenses. ${UNKNOWN}`, YuanScalar),
  eventCosts: maybe(`意外致困支出（第五条）。The costs of sudden events. ${UNKNOWN}`, YuanScalar),
  perCapitaMonthly: maybe(
    `家庭月人均收入（第四条）。Disposable income per head and month, rounded to the fen. ${UNKNOWN}`,
    YuanScalar,
  ),
  perCapitaMonthlyAfterExpenses: maybe(
    `扣除支出后月人均（第五条）。Disposable income per head and month after expenses and costs. ${UNKNOWN}`,
    YuanScalar,
  ),
})
export class AssessmentFigures {}

@ObjectType('EligibilityFinding', {
  description: '逐条认定（第三至七、十三条）。The result of one rule, and why.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  rule: needed('规则。The rule.'),
  article: needed('条款。The article of the regulation.', Int),
  readings: needed('解读。The readings (R…) of the regulation that it follows.', [String]),
  state: needed('是否成立。Whether the rule applies.', FindingStateEnum),
  missing: needed('缺失项。The unknown facts and standards that leave it open.', [MissingFactType]),
  figures: needed(
    '依据数据。The conditions that were evaluated: `{ name: { state, value, relation, limit, unit } }`.',
    JsonScalar,
  ),
  zh: needed('中文说明。The sentence in Chinese.'),
  en: needed('英文说明。The sentence in English.'),
})
export class Finding {}

@ObjectType('EligibilityAssessment', {
  description: '认定（第三至七、十三条）。Whether the household is eligible and why, by the rules of one level.',
  simpleResolvers: true,
})
@Needs('READ_ASSESSMENT')
@HasFields({
  level: needed('建档标准（第二条）。The level whose rules were applied.', LevelEnum),
  outcome: needed('认定结果。The outcome; an unknown fact alone never leads to a refusal.', OutcomeEnum),
  primaryCategory: maybe('主要困难情形（第三条）。The first category that holds.', CategoryEnum),
  categories: needed('困难情形（第三、五条）。All categories that hold.', [CategoryEnum]),
  missing: needed('缺失项。The facts and standards to find out next, each once.', [MissingFactType]),
  provisional: needed('暂用标准。The paths of standards used that are provisional or outdated.', [String]),
})
export class Assessment {}
