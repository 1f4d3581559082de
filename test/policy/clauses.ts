import type { RuleId } from '../../src/policy/decision/rule.ts';

/** A clause of the regulation: the rules that decide by it, or why it needs none. */
export type Clause = { readonly text: string } & ({ readonly rules: readonly RuleId[] } | { readonly reason: string });

const BY_INCOME: readonly RuleId[] = [
  'BELOW_STANDARD_UNAIDED',
  'BELOW_STANDARD_AIDED',
  'NEAR_STANDARD_WITH_CAUSE',
  'SUDDEN_HARDSHIP',
  'MIGRANT_WORKER',
];

/** Articles 3 to 7 and 13, whole, clause by clause, in the order of the text. */
export const clauses: Readonly<Record<number, readonly Clause[]>> = {
  3: [
    { text: '第三条困难职工家庭包括：', rules: BY_INCOME },
    {
      text: '连续六个月以上家庭实际人均收入低于当地最低生活保障标准，未经政府救助，生活特别困难的职工家庭；',
      rules: ['BELOW_STANDARD_UNAIDED'],
    },
    {
      text: '家庭人均收入低于当地最低生活保障标准，经政府救助后仍生活困难的职工家庭；',
      rules: ['BELOW_STANDARD_AIDED'],
    },
    {
      text: '家庭人均收入略高于当地最低生活保障标准，但由于患病、子女上学、残疾、单亲及其它特殊原因造成生活困难的职工家庭；',
      rules: ['NEAR_STANDARD_WITH_CAUSE'],
    },
    {
      text: '家庭人均收入超过当地最低生活保障标准较多，但由于遭受突发事件、意外伤害、重大疾病及其它原因导致生活困难的职工家庭；',
      rules: ['SUDDEN_HARDSHIP'],
    },
    {
      text: '加入工会组织、签订一年以上劳动合同、按务工地标准且符合上述条件之一的农民工家庭。',
      rules: ['MIGRANT_WORKER'],
    },
  ],
  4: [
    { text: '第四条困难职工家庭人均收入核算。', reason: 'a heading' },
    { text: '困难职工家庭人均收入是指“家庭可支配收入/家庭总人口”。', rules: BY_INCOME },
    { text: '家庭可支配收入=家庭总收入—缴纳所得税—社会保障支出。', rules: BY_INCOME },
    {
      text: '家庭总收入包括工薪收入、经营净收入、财产性收入（如利息、红利、房租收入等）、转移性收入（如养老金、离退休金、社会救济收入等）。',
      rules: BY_INCOME,
    },
    { text: '家庭总人口原则上以户籍为单位且常年共同生活的人口计算。', rules: [...BY_INCOME, 'LARGE_DWELLING'] },
    { text: '流动就业的或无法核定收入的，按当地政府公布的最低工资标准计算。', rules: BY_INCOME },
    {
      text: '农民工家庭有农副经营性收入应计算在内，若无法确定的，按上年当地政府公布的人均收入计算。',
      rules: BY_INCOME,
    },
  ],
  5: [
    { text: '第五条困难职工家庭的困难标准衡量。', reason: 'a heading' },
    {
      text: '困难职工家庭困难标准均应考虑收入支出差额与当地低保标准比较，',
      rules: ['BELOW_STANDARD_AIDED', 'NEAR_STANDARD_WITH_CAUSE', 'SUDDEN_HARDSHIP'],
    },
    {
      text: '必要支出费用包括本人及家庭成员患病、子女上学、残疾、重大意外灾害等引起家庭困难的支出费用，其中：',
      rules: ['BELOW_STANDARD_AIDED', 'NEAR_STANDARD_WITH_CAUSE'],
    },
    {
      text: '“家庭人均收入低于当地最低生活保障标准,经政府救助后仍生活困难的职工家庭”是以户籍地政府认定的低保户为准，且满足“经政府救助后生活水平仍低于低保标准”条件。',
      rules: ['BELOW_STANDARD_AIDED'],
    },
    {
      text: '“家庭人均收入略高于当地最低生活保障标准,但由于患病、子女上学、残疾、单亲造成生活困难的职工家庭”人均收入标准应控制在当地低保线上浮50%以内，',
      rules: ['NEAR_STANDARD_WITH_CAUSE'],
    },
    {
      text: '且满足“(家庭可支配收入—由于患病、子女上学、残疾及其它特殊原因等造成支出费用)/家庭总人口≤当地低保标准”条件。',
      rules: ['NEAR_STANDARD_WITH_CAUSE'],
    },
    {
      text: '“家庭人均收入超过当地最低生活保障标准较多,但由于遭受突发事件、意外伤害、重大疾病及其它原因导致生活困难的职工家庭”是指',
      rules: ['SUDDEN_HARDSHIP'],
    },
    {
      text: '“因交通事故等意外事件，造成重大人身伤害，责任赔付不能及时到位或无责任赔付方的家庭”',
      rules: ['SUDDEN_HARDSHIP'],
    },
    {
      text: '“家庭成员突发重大疾病等原因，而产生数额过大的救治费用，导致基本生活暂时出现严重困难的家庭”',
      rules: ['SUDDEN_HARDSHIP'],
    },
    {
      text: '“因发生自然灾害或重大安全事故造成重大人身伤害或住宅、家庭生活必需用品损毁严重，导致基本生活暂无着落或暂时出现严重困难的家庭”。',
      rules: ['SUDDEN_HARDSHIP'],
    },
    {
      text: '人均收入在当地低保标准3倍(含3倍)以内的家庭，应符合（家庭可支配收入—意外致困造成支出费用）/家庭总人口≤当地低保标准的条件；',
      rules: ['SUDDEN_HARDSHIP'],
    },
    {
      text: '人均收入超过当地低保标准3倍的家庭，应符合(家庭可支配收入+投资性净资产+储蓄—意外致困造成支出费用)/家庭总人口≤当地低保标准的条件。',
      rules: ['SUDDEN_HARDSHIP'],
    },
  ],
  6: [
    {
      text: '第六条具有下列情形之一的职工家庭，不建立档案：',
      reason: 'what an exclusion that holds comes to: outcome.ts',
    },
    { text: '困难职工本人或其家庭成员拥有2套（含2套）以上住宅的', rules: ['TWO_DWELLINGS'] },
    { text: '（或人均房屋面积超过50平方米的）；', rules: ['LARGE_DWELLING'] },
    { text: '名下有商业、工业等经营性土地或房产的；', rules: ['COMMERCIAL_PROPERTY'] },
    { text: '困难职工本人或其家庭成员拥有商业店铺或雇佣他人从事经营活动的；', rules: ['RUNS_BUSINESS'] },
    {
      text: '困难职工子女进入高收费私立学校（学费超过同类公办学校2倍以上的）或自费出国留学的；',
      rules: ['COSTLY_SCHOOLING'],
    },
    {
      text: '困难职工本人或其家庭成员非受雇佣经常使用（或名下拥有）机动车辆、船舶、工程机械以及大型农机具的。',
      rules: ['VEHICLES'],
    },
  ],
  7: [
    { text: '第七条困难职工家庭状况核查。', reason: 'a heading' },
    {
      text: '各地工会要规范困难职工家庭状况核查机制、公示制度和工作程序，有条件的地方应通过社会救助家庭经济状况核对机制核查、比对困难职工家庭状况。',
      reason:
        'it tells unions how to verify, not whom to accept: the procedure of the file and the comparison with partners',
    },
    { text: '对于拒绝调查核实家庭财产和收入状况的，不得建档帮扶；', rules: ['REFUSED_VERIFICATION'] },
    {
      text: '对具有劳动能力而不接受政府、社会组织提供工作岗位两次的，不予建档帮扶，已建档的进行注销脱档处理。',
      rules: ['REFUSED_WORK'],
    },
    {
      text: '对于隐瞒财产、收入或者提供虚假证明骗取帮扶资金的，应追回违规所得。',
      rules: ['CONCEALMENT'],
    },
  ],
  13: [{ text: '第十三条已实行社会化管理的退休人员，原则上不再纳入建档范围。', rules: ['RETIRED_SOCIALISED'] }],
};
