import { isEnumType } from 'graphql';
import { openSchema } from '../../src/app/schema.ts';

/** Every list with pages of the graph, and what its file holds by the answers of the graph. */
const schema = openSchema();

export type Node = Readonly<Record<string, unknown>>;

/** A list with pages, and what its file has to be. `LIST` stands in the document for its arguments and rows. */
export interface Case {
  /** The coordinate of the list. */
  readonly field: string;
  readonly document: string;
  readonly args?: string;
  readonly at: readonly string[];
  readonly rows: string;
  /** The columns: their headings, paths and, of codes, enums. */
  readonly columns: Readonly<Record<string, string | readonly [path: string, codes: string]>>;
  readonly fileName: string;
  readonly staff?: string;
}
/** The document that is exported. */
export const documentOf = ({ document, args, rows }: Case) =>
  document.replace('LIST', `${args === undefined ? '' : `(${args})`} { nodes ${rows} }`);

/** What a cell has to hold, by the answer of the graph alone. */
function expectedCell(value: unknown, path: readonly string[], codes: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => expectedCell(one, path, codes)).join('；');
  const [name, ...rest] = path;
  return name === undefined ? expectedLeaf(value, codes) : expectedCell((value as Node)[name], rest, codes);
}

function expectedLeaf(value: unknown, codes: string | undefined): string {
  const type = codes === undefined ? undefined : schema.getType(codes);
  if (isEnumType(type))
    return (
      type
        .getValue(String(value))
        ?.description?.split('。')[0]
        ?.replace(/（[^）]*）/gu, '') ?? ''
    );
  return typeof value === 'boolean' ? { true: '是', false: '否' }[`${value}`] : String(value);
}

const NUMBERS = ['amount', 'tableAmount', 'paid', 'households', 'number', 'times', 'persons'];
const isNumber = (path: string) => NUMBERS.includes(path.split('.').at(-1) ?? '');
const safe = (text: string, path: string) => (!isNumber(path) && /^[=+\-@＝]/.test(text) ? `'${text}` : text);

/** What a line has to hold. */
export function expectedRow(row: Node, { columns }: Pick<Case, 'columns'>): readonly string[] {
  return Object.values(columns).map((column) => {
    const [path, codes] = typeof column === 'string' ? [column] : column;
    return safe(expectedCell(row, path.split('.'), codes), path);
  });
}

export const CASES: readonly Case[] = [
  {
    field: 'Query.households',
    document: '{ households LIST }',
    args: 'orderBy: WORKER_NAME',
    at: ['households'],
    rows: `{ fileNumber workerNumber worker { person { name identityNumber } } steward { name } singleParent otherCauses
      members { person { name } relation inRegister } }`,
    columns: {
      档案编号: 'fileNumber',
      职工编号: 'workerNumber',
      '困难职工本人 / 人员 / 姓名': 'worker.person.name',
      '困难职工本人 / 人员 / 身份证号': 'worker.person.identityNumber',
      '建档单位 / 工会名称': 'steward.name',
      是否单亲: 'singleParent',
      次要致困原因: ['otherCauses', 'HardshipCause'],
      '家庭成员 / 人员 / 姓名': 'members.person.name',
      '家庭成员 / 关系': ['members.relation', 'ArchiveRelation'],
      '家庭成员 / 在户籍': 'members.inRegister',
    },
    fileName: '困难职工家庭列表.csv',
  },
  {
    field: 'Query.disbursements',
    document: 'query { disbursements LIST }',
    at: ['disbursements'],
    rows: '{ fileNumber paidOn amount source accountNumber household { worker { person { name } } } }',
    columns: {
      档案编号: 'fileNumber',
      发放日期: 'paidOn',
      帮扶金额: 'amount',
      资金来源: ['source', 'ReliefFundSource'],
      银行卡号: 'accountNumber',
      '所属家庭 / 困难职工本人 / 人员 / 姓名': 'household.worker.person.name',
    },
    fileName: '帮扶发放列表.csv',
    staff: 'finance.410500',
  },
  {
    field: 'RealNameTable.rows',
    document:
      '{ table: realNameSummary(year: 2025, sources: CENTRAL_FINANCE) { lines: rows LIST } } fragment Payee on RealNameRow { name identityNumber }',
    at: ['table', 'lines'],
    rows: '{ number ...Payee ... on RealNameRow { signature paid: amount name } }',
    columns: { 序号: 'number', 姓名: 'name', 身份证号: 'identityNumber', 签字: 'signature', paid: 'paid' },
    fileName: '实名制汇总表-各行.csv',
    staff: 'finance.410500',
  },
  {
    field: 'RealNameTable.subtotals',
    document: '{ realNameSummary(year: 2025) { subtotals LIST } }',
    at: ['realNameSummary', 'subtotals'],
    rows: '{ union { code } source amount households }',
    columns: {
      '建档单位 / 工会代码': 'union.code',
      资金来源: ['source', 'ReliefFundSource'],
      小计: 'amount',
      户数: 'households',
    },
    fileName: '实名制汇总表-各项小计.csv',
    staff: 'finance.410500',
  },
  {
    field: 'Query.archiveFiles',
    document: '{ archiveFiles LIST }',
    args: 'asOf: "2025-12-31"',
    at: ['archiveFiles'],
    rows: '{ number asOf level category reason }',
    columns: {
      档案编号: 'number',
      截至日期: 'asOf',
      建档标准: ['level', 'ArchiveLevel'],
      困难情形: ['category', 'HardshipCategory'],
      变动理由: 'reason',
    },
    fileName: '档案列表.csv',
  },
  {
    field: 'Query.surveysDue',
    document: '{ surveysDue LIST }',
    args: 'union: "410500"',
    at: ['surveysDue'],
    rows: '{ household { fileNumber } surveyedOn dueReason zh }',
    columns: {
      '家庭 / 档案编号': 'household.fileNumber',
      上次入户调查日期: 'surveyedOn',
      原因: ['dueReason', 'ArchiveSurveyDueReason'],
      中文说明: 'zh',
    },
    fileName: '应入户调查的家庭.csv',
  },
  {
    field: 'Household.history',
    document: '{ node(id: "HOUSEHOLD") { ... on Household { history LIST } } }',
    at: ['node', 'history'],
    rows: '{ at actor action purpose }',
    columns: { 时间: 'at', 经办人: 'actor', 事项: ['action', 'ArchiveAct'], 事由: 'purpose' },
    fileName: '按标识查询-变更记录.csv',
  },
  {
    field: 'Person.history',
    document: '{ person(id: "PERSON") { history LIST } }',
    at: ['person', 'history'],
    rows: '{ at actor action purpose }',
    columns: { 时间: 'at', 经办人: 'actor', 事项: ['action', 'ArchiveAct'], 事由: 'purpose' },
    fileName: '人员-变更记录.csv',
  },
  {
    field: 'ArchiveFile.history',
    document: '{ archiveFile(id: "FILE") { history LIST } }',
    at: ['archiveFile', 'history'],
    rows: '{ at actor action purpose }',
    columns: { 时间: 'at', 经办人: 'actor', 事项: ['action', 'ArchiveAct'], 事由: 'purpose' },
    fileName: '困难职工档案-变更记录.csv',
  },
  {
    field: 'TradeUnion.history',
    document: '{ tradeUnion(code: "410502") { history LIST } }',
    at: ['tradeUnion', 'history'],
    rows: '{ at actor action purpose }',
    columns: { 时间: 'at', 经办人: 'actor', 事项: ['action', 'ArchiveAct'], 事由: 'purpose' },
    fileName: '工会组织-变更记录.csv',
  },
  {
    field: 'Query.changes',
    document: '{ changes LIST }',
    args: 'filter: { union: "410502", act: RECORD_HOUSEHOLD }',
    at: ['changes'],
    rows: '{ at actor action household { fileNumber } facts { kind effect from } }',
    columns: {
      时间: 'at',
      经办人: 'actor',
      事项: ['action', 'ArchiveAct'],
      '家庭 / 档案编号': 'household.fileNumber',
      '变更的事实 / 事实类别': ['facts.kind', 'ArchiveFactKind'],
      '变更的事实 / 变更效果': ['facts.effect', 'ArchiveChangeEffect'],
      '变更的事实 / 自': 'facts.from',
    },
    fileName: '变更一览.csv',
  },
  {
    field: 'Query.tradeUnions',
    document: '{ __typename tradeUnions LIST }',
    args: 'filter: { within: "410502" }',
    at: ['tradeUnions'],
    rows: '{ __typename code name parent { code } children { code } hasCentre }',
    columns: {
      工会代码: 'code',
      工会名称: 'name',
      '上级工会 / 工会代码': 'parent.code',
      '下级工会 / 工会代码': 'children.code',
      是否设帮扶中心: 'hasCentre',
    },
    fileName: '工会列表.csv',
  },
  {
    field: 'Query.staff',
    document: '{ staff LIST }',
    at: ['staff'],
    rows: '{ code name grants { role from to } }',
    columns: {
      工作人员代码: 'code',
      姓名: 'name',
      '授权 / 角色': ['grants.role', 'UnionStaffRole'],
      '授权 / 起始日期': 'grants.from',
      '授权 / 终止日期': 'grants.to',
    },
    fileName: '工作人员.csv',
    staff: 'admin',
  },
  {
    field: 'Query.grantProposals',
    document: '{ grantProposals LIST }',
    at: ['grantProposals'],
    rows: '{ role from }',
    columns: { 角色: ['role', 'UnionStaffRole'], 起始日期: 'from' },
    fileName: '待确认的授权.csv',
    staff: 'admin',
  },
  {
    field: 'Query.unionChanges',
    document: '{ unionChanges LIST }',
    at: ['unionChanges'],
    rows: '{ state kind name from documentNumber }',
    columns: {
      状态: ['state', 'UnionChangeState'],
      工会变动: ['kind', 'UnionChangeKind'],
      工会名称: 'name',
      起始日期: 'from',
      文号: 'documentNumber',
    },
    fileName: '工会变动.csv',
    staff: 'admin',
  },
  {
    field: 'Query.workerLogins',
    document: '{ workerLogins LIST }',
    at: ['workerLogins'],
    rows: '{ state subject validFrom }',
    columns: { 状态: ['state', 'UnionWorkerLoginState'], 身份标识: 'subject', 提出日期: 'validFrom' },
    fileName: '职工本人账号.csv',
    staff: 'clerk.410500',
  },
  {
    field: 'Query.ruleProposals',
    document: '{ ruleProposals LIST }',
    at: ['ruleProposals'],
    rows: '{ kind state documentNumber documentTitle validFrom }',
    columns: {
      标准或规定: ['kind', 'ReliefRuleKind'],
      状态: ['state', 'ReliefRuleProposalState'],
      文号: 'documentNumber',
      文件标题: 'documentTitle',
      提出日期: 'validFrom',
    },
    fileName: '提出的当地标准与地方规定.csv',
    staff: 'clerk.410500',
  },
  {
    field: 'Query.rulePreviewChanges',
    document: '{ rulePreviewChanges LIST }',
    args: 'proposalId: "00000000-0000-7000-8000-0000000000a1"',
    at: ['rulePreviewChanges'],
    rows: '{ household { fileNumber } level outcomeBefore outcomeAfter categoriesBefore }',
    columns: {
      '家庭 / 档案编号': 'household.fileNumber',
      建档标准: ['level', 'ArchiveLevel'],
      现行结果: ['outcomeBefore', 'EligibilityOutcome'],
      试算结果: ['outcomeAfter', 'EligibilityOutcome'],
      现行困难情形: ['categoriesBefore', 'HardshipCategory'],
    },
    fileName: '试算结果有变的家庭.csv',
    staff: 'clerk.410500',
  },
  {
    field: 'Query.lockedRealNameTables',
    document: '{ lockedRealNameTables LIST }',
    args: 'year: 2025',
    at: ['lockedRealNameTables'],
    rows: '{ number version title state amount households union { name } preparer { name } columns }',
    columns: {
      编号: 'number',
      版次: 'version',
      表名: 'title',
      状态: ['state', 'LockedTableState'],
      合计: 'amount',
      户数: 'households',
      '填报单位 / 工会名称': 'union.name',
      '制表人 / 姓名': 'preparer.name',
      各列: ['columns', 'RealNameColumn'],
    },
    fileName: '锁定的实名制汇总表.csv',
    staff: 'finance.410500',
  },
  {
    field: 'LockedRealNameTable.rows',
    document: '{ lockedRealNameTable(id: "TABLE") { rows LIST } }',
    at: ['lockedRealNameTable', 'rows'],
    rows: '{ number paidOn amount marks cells { text } household { worker { person { name identityNumber } } } }',
    columns: {
      序号: 'number',
      发放日期: 'paidOn',
      帮扶金额: 'amount',
      无依据标记: ['marks', 'LockedTableRowMark'],
      '单元格 / 内容': 'cells.text',
      '家庭 / 困难职工本人 / 人员 / 姓名': 'household.worker.person.name',
      '家庭 / 困难职工本人 / 人员 / 身份证号': 'household.worker.person.identityNumber',
    },
    fileName: '锁定的实名制汇总表-各行.csv',
    staff: 'finance.410500',
  },
  {
    field: 'LockedRealNameTable.changes',
    document: '{ node(id: "TABLE") { ... on LockedRealNameTable { changes LIST } } }',
    at: ['node', 'changes'],
    rows: '{ kind changedColumns before { amount } after { paidOn amount } }',
    columns: {
      变化: ['kind', 'LockedTableRowChangeKind'],
      变化的列: ['changedColumns', 'RealNameColumn'],
      '原行 / 帮扶金额': 'before.amount',
      '新行 / 发放日期': 'after.paidOn',
      '新行 / 帮扶金额': 'after.amount',
    },
    fileName: '按标识查询-与上一版的差异.csv',
    staff: 'finance.410500',
  },
  {
    field: 'LockedTableTieOut.differences',
    document: '{ lockedRealNameTable(id: "TABLE") { tieOut { differences LIST } } }',
    at: ['lockedRealNameTable', 'tieOut', 'differences'],
    rows: '{ number kind zh voucher tableAmount }',
    columns: {
      序号: 'number',
      种类: ['kind', 'LockedTableDifferenceKind'],
      中文说明: 'zh',
      记账凭证号: 'voucher',
      表中金额: 'tableAmount',
    },
    fileName: '锁定的实名制汇总表-账表核对-差异.csv',
    staff: 'finance.410500',
  },
  {
    field: 'Query.sensitiveReads',
    document: '{ sensitiveReads LIST }',
    at: ['sensitiveReads'],
    rows: '{ at kinds staffCode purpose person { name identityNumber } household { fileNumber } }',
    columns: {
      时间: 'at',
      所见种类: ['kinds', 'ArchiveSensitivity'],
      查阅人代码: 'staffCode',
      事由: 'purpose',
      '所涉人员 / 姓名': 'person.name',
      '所涉人员 / 身份证号': 'person.identityNumber',
      '所涉家庭 / 档案编号': 'household.fileNumber',
    },
    args: 'staff: "reviewer.410500"',
    fileName: '敏感信息的查阅记录.csv',
    staff: 'auditor.410500',
  },
  {
    field: 'Query.ownReads',
    document: '{ ownReads LIST }',
    at: ['ownReads'],
    rows: '{ at kinds purpose person { name } }',
    columns: {
      时间: 'at',
      所见种类: ['kinds', 'ArchiveSensitivity'],
      事由: 'purpose',
      '所涉人员 / 姓名': 'person.name',
    },
    fileName: '与本人有关的查阅记录.csv',
    staff: 'reviewer.410500',
  },
  {
    field: 'Query.refusedAttempts',
    document: '{ refusedAttempts LIST }',
    args: 'staff: "reviewer.410500"',
    at: ['refusedAttempts'],
    rows: '{ at times kind code field staffCode }',
    columns: {
      时间: 'at',
      次数: 'times',
      原因: ['kind', 'UnionRefusalKind'],
      代码: 'code',
      所求项: 'field',
      经办人代码: 'staffCode',
    },
    fileName: '被拒绝的尝试.csv',
    staff: 'auditor.410500',
  },
  {
    field: 'Query.ownRefusals',
    document: '{ ownRefusals LIST }',
    at: ['ownRefusals'],
    rows: '{ times kind code }',
    columns: { 次数: 'times', 原因: ['kind', 'UnionRefusalKind'], 代码: 'code' },
    fileName: '本人被拒绝的尝试.csv',
    staff: 'reviewer.410500',
  },
  {
    field: 'Query.maskedLists',
    document: '{ maskedLists LIST }',
    args: 'staff: "reviewer.410500"',
    at: ['maskedLists'],
    rows: '{ hour staffCode persons }',
    columns: { 小时: 'hour', 查阅人代码: 'staffCode', 人户数: 'persons' },
    fileName: '所见掩码信息的计数.csv',
    staff: 'auditor.410500',
  },
  {
    field: 'Query.duplicateCases',
    document: '{ duplicateCases LIST }',
    at: ['duplicateCases'],
    rows: '{ number finding foundOn union { code } household { fileNumber } }',
    columns: {
      编号: 'number',
      重复之处: ['finding', 'ArchiveDuplicateFinding'],
      发现日期: 'foundOn',
      '登记单位 / 工会代码': 'union.code',
      '在档家庭 / 档案编号': 'household.fileNumber',
    },
    fileName: '疑似重复在档的案件.csv',
    staff: 'reviewer.410500',
  },
];
