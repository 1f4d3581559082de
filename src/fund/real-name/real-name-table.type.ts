import { Int, ObjectType } from 'type-graphql';
import { findEnum, registerCodes } from '../../graph/dictionary.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { DayScalar, YuanScalar, RevisionScalar } from '../../graph/scalars.ts';
import { addViewFields } from '../../graph/views/view-fields.ts';
import { WithheldFieldEnum } from '../../registry/graph/codes.type.ts';
import { argumentsType, AS_KNOWN_ON, HasFields, maybe, needed, sealedText } from '../../graph/values.ts';
import '../../registry/graph/codes.type.ts';
import { FILTER_VALUES } from './real-name-filter.input.ts';
import { HARDSHIP_CAUSES, HARDSHIP_CLASSES } from '../../registry/household/household.codes.ts';
import {
  AID_TYPES,
  FUND_SOURCES,
  PAYMENT_METHODS,
  PERSON_CATEGORIES,
} from '../../registry/household/disbursement.fields.ts';

const MASKED = '敏感信息，无权者所见为掩码或空 / sensitive: masked or withheld unless you may see it.';

const OF_STANDING = '已冲销的不计 / of payments that stand.';
const PAYMENTS =
  '人次。The number of payments that stand: one that is reversed in the same period counts for nobody, nor does the entry that reverses it.';

const StatusEnum = registerCodes(
  'RealNameTableStatus',
  { LIVE: '实时：随登记变动，尚未定稿、签字' },
  '实名制汇总表状态',
);

export const RealNameArgs = argumentsType(Object, {
  ...FILTER_VALUES,
  asKnownOn: AS_KNOWN_ON,
  revision: maybe(
    '登记版本。The `revision` of an earlier answer, which returns the same table again; it cannot be combined with `asKnownOn`.',
    RevisionScalar,
  ),
});

export type RealNameArgs = InstanceType<typeof RealNameArgs>;

@ObjectType({
  description:
    '实名制汇总表的一行（第二、九条）。A payment with its file and its beneficiary, as of the day of payment.',
  simpleResolvers: true,
})
@Needs('READ_REAL_NAME_TABLE')
@HasFields({
  number: needed('序号。The number of the row in the table, counted from 1 through all pages.', Int),
  fileNumber: maybe('档案编号。The number of the file under which it was paid.'),
  workerNumber: maybe('职工编号。The number of the household’s worker in the national system.'),
  personCategory: maybe('人员类别。Whether the worker counts as urban or as migrant.', findEnum(PERSON_CATEGORIES)),
  name: maybe('姓名。The name of the beneficiary: the member that the payment names, or else the worker.'),
  identityNumber: sealedText('IDENTITY', `身份证号。The identity number of the beneficiary. ${MASKED}`),
  workplace: maybe('工作单位。The employer of the beneficiary in that month, or the school.'),
  hardshipClass: maybe(
    '困难类别。The class of the file, or else the class that the form declares.',
    findEnum(HARDSHIP_CLASSES),
  ),
  mainCause: maybe('主要致困原因。The main cause of hardship.', findEnum(HARDSHIP_CAUSES)),
  population: maybe(
    '家庭人口（第四条）。The number of members who count; `null` while it is not verified for each of them.',
    Int,
  ),
  aidType: needed('帮扶项目。The kind of aid that it was paid for.', findEnum(AID_TYPES)),
  source: needed('资金来源（第二条）。The fund source.', findEnum(FUND_SOURCES)),
  amount: needed(
    '帮扶金额（元）。The amount that was paid, in yuan; of an entry that reverses a payment, its negative.',
    YuanScalar,
  ),
  allocationNumber: maybe('下达文号。The number of the document that allocated the money.'),
  basis: sealedText('PAYMENT_NOTE', `帮扶事由。What it was paid for. ${MASKED}`),
  paymentMethod: maybe('发放方式。Whether it was transferred, or paid in cash or goods.', findEnum(PAYMENT_METHODS)),
  bank: maybe('开户银行（支行）。The bank of the account.'),
  accountNumber: sealedText('ACCOUNT', `银行卡号。The account number. ${MASKED}`),
  payee: maybe('收款人（与本人关系）。The recipient and their relation, as on the form.'),
  collector: maybe('代领人（与本人关系）。Who signed for it in the place of the beneficiary.'),
  voucherNumber: maybe('记账凭证号。The number of the voucher by which it was booked.'),
  paidOn: needed('发放日期。The day on which it was paid.', DayScalar),
  telephone: sealedText('CONTACT', `联系电话。The telephone number of the beneficiary. ${MASKED}`),
  signature: needed('签字。Always empty: it is signed by hand on paper.'),
  note: sealedText('PAYMENT_NOTE', `备注。A note on the payment. ${MASKED}`),
  withheld: needed(
    '未予显示的敏感字段（须说明用途）。The names of the sensitive fields that have a value which you may see, but only for a purpose.',
    [WithheldFieldEnum],
  ),
})
export class RealNameRow {}

// The same payment has another number in another table.
addViewFields(RealNameRow, '发放', { idName: 'disbursementId' });

@ObjectType({
  description: '合计（第二条）。The sum of the payments of the table, exact to the fen.',
  simpleResolvers: true,
})
@Needs('READ_REAL_NAME_TABLE')
@HasFields({
  amount: needed('合计（小写，元）。The total that was paid, in yuan.', YuanScalar),
  amountInCapitals: needed('合计（大写）。The same in the capitals of vouchers.'),
  payments: needed(PAYMENTS, Int),
  households: needed(`户数。The number of households; one that was paid twice counts once. ${OF_STANDING}`, Int),
  persons: needed(`人数。The number of persons who benefit. ${OF_STANDING}`, Int),
})
export class RealNameTotal {}

@ObjectType({
  description: '小计（第二条）。The payments of one aid type from one source to the households of one steward.',
  simpleResolvers: true,
})
@Needs('READ_REAL_NAME_TABLE')
@HasFields({
  aidType: needed('帮扶项目。The kind of aid that it was paid for.', findEnum(AID_TYPES)),
  source: needed('资金来源（第二条）。The fund source.', findEnum(FUND_SOURCES)),
  amount: needed('小计（元）。The amount that was paid, in yuan; the subtotals add up to the total.', YuanScalar),
  payments: needed(PAYMENTS, Int),
  households: needed(`户数。The number of households; a household may count in several subtotals. ${OF_STANDING}`, Int),
  persons: needed(`人数。The number of persons; a person may count in several subtotals. ${OF_STANDING}`, Int),
})
export class RealNameSubtotal {}

@ObjectType({
  description:
    '实名制汇总表（第二、九条）。The payments of a period, person by person; rows and sums show one revision.',
  simpleResolvers: true,
})
@Needs('READ_REAL_NAME_TABLE')
@HasFields({
  title: needed('表名。Its title.'),
  status: needed('状态。Whether the table still follows changes of the register.', StatusEnum),
  year: needed('年度。The calendar year.', Int),
  quarter: maybe('季度。The quarter; `null` stands for the whole year, or for a month.', Int),
  month: maybe('月份。The month; `null` stands for the whole year, or for a quarter.', Int),
  sources: maybe('资金来源。The fund sources; `null` stands for all.', [findEnum(FUND_SOURCES)]),
  aidTypes: maybe('帮扶项目。The kinds of aid; `null` stands for all.', [findEnum(AID_TYPES)]),
  paymentMethods: maybe('发放方式。The ways of payment; `null` stands for all.', [findEnum(PAYMENT_METHODS)]),
  revision: needed('登记版本。The revision of the register at which everything was read.', RevisionScalar),
})
export class RealNameTable {}

export const RealNameRowConnection = makeConnectionType('RealNameRow', '实名制汇总表各行', () => RealNameRow);
export const RealNameSubtotalConnection = makeConnectionType('RealNameSubtotal', '各项小计', () => RealNameSubtotal);
