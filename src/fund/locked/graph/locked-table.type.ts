import { ID, Int, ObjectType } from 'type-graphql';
import { findEnum, registerCodes, registerSentences } from '../../../graph/dictionary.ts';
import { makeConnectionType } from '../../../graph/page/connection.type.ts';
import { Needs } from '../../../graph/policy/policy.ts';
import { DayScalar, RevisionScalar, YuanScalar } from '../../../graph/scalars.ts';
import { HasFields, maybe, needed } from '../../../graph/values.ts';
import { Node } from '../../../graph/views/node.ts';
import '../../../registry/graph/codes.type.ts';
import { AID_TYPES, FUND_SOURCES, PAYMENT_METHODS } from '../../../registry/household/disbursement.fields.ts';
import { ColumnEnum } from '../../export/real-name-export.type.ts';
import { DIFFERENCES } from '../../tie-out/differences.ts';
import { ROW_MARKS } from '../locked-content.ts';
import { SEAL_ACTS } from '../sealing/seal.read.ts';
import { ROW_CHANGES } from '../row-changes.ts';

const SHA = 'The SHA-256, in hexadecimal';

const StateEnum = registerCodes(
  'LockedTableState',
  { LOCKED: '已锁定', REVIEWED: '已审核', SIGNED: '已签署' },
  '锁定的汇总表的状态',
);
const ActEnum = registerCodes('LockedTableAct', SEAL_ACTS, '审核与签署');
const MarkEnum = registerCodes('LockedTableRowMark', ROW_MARKS, '无依据标记');
const ChangeEnum = registerCodes('LockedTableRowChangeKind', ROW_CHANGES, '两版之间的变化');
const FileFormatEnum = registerCodes('LockedTableFileFormat', { XLSX: '工作簿', PDF: '打印文件' }, '锁定的文件格式');
const DifferenceEnum = registerSentences(
  'LockedTableDifferenceKind',
  Object.fromEntries(Object.entries(DIFFERENCES).map(([kind, { zh, en }]) => [kind, `${zh} / ${en}`])),
  '核对差异',
);

@ObjectType('LockedTableStaff', {
  description: '经办人员。Who did something, by code and name.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({ code: needed('工作人员代码。The code.'), name: needed('姓名。The name.') })
export class LockedTableStaff {}

@ObjectType('LockedTableUnprintable', {
  description: '无法打印之处。A character that the font does not have, and where it is.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  row: needed('序号。The row of the table; 0 outside the rows.', Int),
  column: needed('列。The heading of the column.'),
  character: needed('字。The character.'),
})
class Unprintable {}

@ObjectType('LockedTableFile', {
  description: '打印文件（第九条）。A file that was printed from the table: what is signed.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  format: needed('格式。The form of the file.', FileFormatEnum),
  volume: needed('册次。The volume, from 1; a volume of the print has 1,000 rows.', Int),
  fileName: needed('文件名。The name of the file.'),
  sha256: maybe(`校验码。${SHA}; \`null\` if it could not be printed.`),
  bytes: maybe('字节数。The size of the file.', Int),
  unprintable: maybe('无法打印之处。Why it could not be printed.', Unprintable),
})
export class LockedTableFile {}

@ObjectType('LockedTableSeal', {
  description:
    '审核或签署（第九条）。The act of a named officer under the platform’s Ed25519 seal; `docs/security.md` says how it is verified.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  act: needed('步骤。Whether the table was reviewed or signed.', ActEnum),
  on: needed('日期。The day of the act.', DayScalar),
  statement: needed(
    '所签内容。What was sealed, as canonical JSON (RFC 8785): table, files, comparison, officer and day.',
  ),
  keyVersion: needed('密钥版本。The version of the platform’s keys.', Int),
  publicKey: needed('公钥。The public key, 32 bytes in base64.'),
  signature: needed('签名。The signature of the statement, 64 bytes in base64.'),
  isValid: needed(
    '是否有效。Whether the signature is of this statement, by the platform’s own key, and the statement is about this table.',
    Boolean,
  ),
})
export class LockedTableSeal {}

@ObjectType('StampedScan', {
  description: '盖章扫描件（第九条）。The scan of the printed copy that was signed and stamped in ink.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  place: needed('次序。Its place among the scans of the table, from 1.', Int),
  sha256: needed(`校验码。${SHA}.`),
  bytes: needed('字节数。The size of the scan.', Int),
  mediaType: needed('类型。The media type.'),
  receivedOn: needed('收到日期。The day on which it was stored.', DayScalar),
})
export class StampedScan {}

@ObjectType('LockedTableLeg', {
  description: '一方合计。What one side of a comparison comes to.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  count: needed('笔数。The number of rows, payments or lines.', Int),
  amount: needed('金额（元）。Their sum, in yuan.', YuanScalar),
})
class Leg {}

@ObjectType('LockedTableLedgerLine', { description: '总账的行。A line of the general ledger.', simpleResolvers: true })
@Needs('INHERIT')
@HasFields({
  sheet: needed('工作表。The sheet of the workbook.'),
  row: needed('行。The number of the row, as the workbook shows it.', Int),
})
class LedgerLine {}

@ObjectType('LockedTableDifference', {
  description: '核对差异（第九条）。One way in which a table does not tie out.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  number: needed('序号。The number of the difference, by which it is explained.', Int),
  kind: needed('种类。What differs.', DifferenceEnum),
  zh: needed('中文说明。What differs, in Chinese.'),
  en: needed('英文说明。What differs, in English.'),
  voucher: maybe('记账凭证号。The number of the voucher.'),
  tableAmount: needed('表中金额（元）。The amount in the table.', YuanScalar),
  otherAmount: needed('对方金额（元）。The amount on the other side.', YuanScalar),
  rows: needed('表中的行。The numbers of the first 100 rows of the table.', [Int]),
  rowCount: needed('表中行数。The number of rows.', Int),
  lines: needed('总账的行。The first 100 lines of the ledger.', [LedgerLine]),
  explanation: maybe('说明。Why it stands, in the words of an officer.'),
  explainedOn: maybe('说明日期。The day on which it was explained.', DayScalar),
})
export class LockedTableDifference {}

export const LockedTableDifferenceConnection = makeConnectionType(
  'LockedTableDifference',
  '核对差异',
  () => LockedTableDifference,
);

@ObjectType('LockedTableTieOut', {
  description:
    '账表核对（第九条）。The last comparison of the table with the files, the payments on record and the general ledger.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  tiedOn: needed('核对日期。The day on which it was compared.', DayScalar),
  revision: needed('登记版本。The revision at which the payments on record were read.', RevisionScalar),
  subjects: needed('科目。The accounts of the ledger that were compared; none stands for all.', [String]),
  ledgerSha256: maybe(`总账校验码。${SHA}, of the workbook of the ledger; \`null\` without one.`),
  table: needed('表。The rows of the table.', Leg),
  payments: needed('发放记录。The payments on record.', Leg),
  files: needed('有档案者。The rows behind which a file is on record.', Leg),
  ledger: maybe('总账。The lines of the general ledger; `null` without one.', Leg),
  differenceCount: needed('差异数。The number of differences.', Int),
  unexplainedCount: needed('未说明的差异数。The number of differences that are not explained yet.', Int),
})
export class LockedTableTieOut {}

@ObjectType('LockedTableCell', { description: '单元格。A cell of a row.', simpleResolvers: true })
@Needs('INHERIT')
@HasFields({
  column: needed('列。The column.', ColumnEnum),
  text: maybe(
    '内容。What is in it; amounts in yuan. 敏感信息，无权者所见为掩码 / sensitive values are masked unless you may see them.',
  ),
})
export class LockedTableCell {}

@ObjectType('LockedRealNameRow', {
  description: '锁定的汇总表的一行（第二、九条）。A row of a locked table, which is the same for ever.',
  simpleResolvers: true,
})
@Needs('READ_REAL_NAME_TABLE')
@HasFields({
  number: needed('序号。The number of the row.', Int),
  disbursementId: needed('发放标识。The id of the payment.', ID),
  amount: needed('帮扶金额（元）。The amount that was paid, in yuan.', YuanScalar),
  paidOn: needed('发放日期。The day on which it was paid.', DayScalar),
  fileNumber: maybe('档案编号。The number of the file under which it was paid.'),
  voucherNumber: maybe('记账凭证号。The number of the voucher.'),
  marks: needed('无依据标记。What no record stands behind: file, decision or account.', [MarkEnum]),
})
export class LockedRealNameRow {}

export const LockedRealNameRowConnection = makeConnectionType(
  'LockedRealNameRow',
  '锁定的汇总表各行',
  () => LockedRealNameRow,
);

@ObjectType('LockedTableRowChange', {
  description: '两版之间的变化。A row that differs from the previous version.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  disbursementId: needed('发放标识。The id of the payment.', ID),
  kind: needed('变化。Whether the row was added, left out or changed.', ChangeEnum),
  changedColumns: needed('变化的列。The columns whose cells differ; none of a row that was added or left out.', [
    ColumnEnum,
  ]),
  before: maybe('原行。The row of the previous version.', LockedRealNameRow),
  after: maybe('新行。The row of this version.', LockedRealNameRow),
})
class LockedTableRowChange {}

export const LockedTableRowChangeConnection = makeConnectionType(
  'LockedTableRowChange',
  '两版之间的变化',
  () => LockedTableRowChange,
);

@ObjectType({
  description:
    '锁定的实名制汇总表（第二、九条）。A real-name table that was locked: numbered, the same for ever, printed, tied out, reviewed and signed.',
  simpleResolvers: true,
  implements: Node,
})
@Needs('READ_REAL_NAME_TABLE')
@HasFields({
  id: needed('汇总表标识。Its id.', ID),
  number: needed('编号。Its number, which all its versions share.'),
  version: needed('版次。The version, from 1.', Int),
  title: needed('表名。Its title.'),
  state: needed('状态。Whether it is locked, reviewed or signed.', StateEnum),
  year: needed('年度。The calendar year of the pay days.', Int),
  quarter: maybe('季度。The quarter; `null` stands for the whole year, or for a month.', Int),
  month: maybe('月份。The month; `null` stands for the whole year, or for a quarter.', Int),
  sources: maybe('资金来源。The fund sources; `null` stands for all.', [findEnum(FUND_SOURCES)]),
  aidTypes: maybe('帮扶项目。The kinds of aid; `null` stands for all.', [findEnum(AID_TYPES)]),
  paymentMethods: maybe('发放方式。The ways of payment; `null` stands for all.', [findEnum(PAYMENT_METHODS)]),
  columns: needed('各列。The columns, in the order in which they are printed.', [ColumnEnum]),
  lockedAtRevision: needed('登记版本。The revision of the register at which it was read.', RevisionScalar),
  lockedOn: needed('锁定日期。The day on which it was locked.', DayScalar),
  contentSha256: needed(`内容校验码。${SHA}, of its canonical content.`),
  rowCount: needed('行数。The number of its rows.', Int),
  amount: needed('合计（小写，元）。The total that was paid, in yuan.', YuanScalar),
  amountInCapitals: needed('合计（大写）。The same in the capitals of vouchers.'),
  payments: needed('户次。The number of payments that stand.', Int),
  households: needed('户数。The number of households; one that was paid twice counts once.', Int),
  persons: needed('人数。The number of persons who benefit.', Int),
})
export class LockedRealNameTable {}

export const LockedRealNameTableConnection = makeConnectionType(
  'LockedRealNameTable',
  '锁定的实名制汇总表',
  () => LockedRealNameTable,
);
