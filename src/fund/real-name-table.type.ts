import { ArgsType, Extensions, Field, Int, ObjectType, ID } from 'type-graphql';
import { findEnum, registerCodes } from '../graph/dictionary.ts';
import { makeConnectionType } from '../graph/page/connection.type.ts';
import { Needs, type PolicyExtensions } from '../graph/policy/policy.ts';
import { DayScalar, YuanScalar, RevisionScalar } from '../graph/scalars.ts';
import { addViewFields } from '../graph/views/view-fields.ts';
import type { Day } from '../kernel/calendar.ts';
import { WithheldFieldEnum } from '../registry/graph/codes.type.ts';
import { AS_KNOWN_ON, argumentsType, maybe, needed } from '../graph/input.ts';
import '../registry/graph/codes.type.ts';
import { HARDSHIP_CAUSES, HARDSHIP_CLASSES } from '../registry/household/household.codes.ts';
import { AID_TYPES, FUND_SOURCES } from '../registry/household/disbursement.fields.ts';
import type { FundSource } from './payment.ts';

const OPEN = { nullable: true } as const;
const MASKED = '敏感信息，无权者所见为掩码或空 / sensitive: masked or withheld unless you may see it.';

const StatusEnum = registerCodes(
  'RealNameTableStatus',
  { LIVE: '实时：随登记变动，尚未定稿、签字' },
  '实名制汇总表状态',
);

/** Declares a sensitive field, which is decrypted from the row. */
function Sealed(sensitivity: NonNullable<PolicyExtensions['sensitivity']>): PropertyDecorator & MethodDecorator {
  return Extensions({ sensitivity, sealed: true } satisfies PolicyExtensions);
}

export const RealNameArgs = argumentsType(Object, {
  year: needed('年度。The calendar year of the payments.', Int),
  source: maybe<FundSource>('资金来源。The fund source; all sources by default.', findEnum(FUND_SOURCES)),
  union: maybe(
    '工会（含下级）：标识或代码。The households whose steward is this union or one under it, as far as you may see them.',
  ),
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
export class RealNameRow {
  @Field(() => Int, { description: '序号。The number of the row in the table, counted from 1 through all pages.' })
  readonly number!: number;

  @Field(() => String, { ...OPEN, description: '档案编号。The number of the file under which it was paid.' })
  readonly fileNumber!: string | null;

  @Field(() => String, {
    ...OPEN,
    description: '姓名。The name of the beneficiary: the member that the payment names, or else the worker.',
  })
  readonly name!: string | null;

  @Field(() => String, { ...OPEN, description: `身份证号。The identity number of the beneficiary. ${MASKED}` })
  @Sealed('IDENTITY')
  readonly identityNumber!: string | null;

  @Field(() => String, {
    ...OPEN,
    description: '工作单位。The employer of the beneficiary in that month, or the school.',
  })
  readonly workplace!: string | null;

  @Field(() => findEnum(HARDSHIP_CLASSES), {
    ...OPEN,
    description: '困难类别。The class of the file, or else the class that the form declares.',
  })
  readonly hardshipClass!: string | null;

  @Field(() => findEnum(HARDSHIP_CAUSES), { ...OPEN, description: '主要致困原因。The main cause of hardship.' })
  readonly mainCause!: string | null;

  @Field(() => Int, {
    ...OPEN,
    description:
      '家庭人口（第四条）。The number of members who count; `null` while it is not verified for each of them.',
  })
  readonly population!: number | null;

  @Field(() => findEnum(AID_TYPES), { description: '帮扶项目。The kind of aid that it was paid for.' })
  readonly aidType!: string;

  @Field(() => findEnum(FUND_SOURCES), { description: '资金来源（第二条）。The fund source.' })
  readonly source!: string;

  @Field(() => YuanScalar, { description: '帮扶金额（元）。The amount that was paid, in yuan.' })
  readonly amount!: number;

  @Field(() => String, { ...OPEN, description: '开户银行（支行）。The bank of the account.' })
  readonly bank!: string | null;

  @Field(() => String, { ...OPEN, description: `银行卡号。The account number. ${MASKED}` })
  @Sealed('ACCOUNT')
  readonly accountNumber!: string | null;

  @Field(() => String, {
    ...OPEN,
    description: '收款人（与本人关系）。The recipient and their relation, as on the form.',
  })
  readonly payee!: string | null;

  @Field(() => DayScalar, { description: '发放日期。The day on which it was paid.' })
  readonly paidOn!: number;

  @Field(() => String, { ...OPEN, description: `联系电话。The telephone number of the beneficiary. ${MASKED}` })
  @Sealed('CONTACT')
  readonly telephone!: string | null;

  @Field(() => String, { description: '签字。Always empty: it is signed by hand on paper.' })
  readonly signature!: string;

  @Field(() => String, { ...OPEN, description: `备注。A note on the payment. ${MASKED}` })
  @Sealed('NARRATIVE')
  readonly note!: string | null;

  @Field(() => [WithheldFieldEnum], {
    description: '未予显示的敏感字段。The names of the sensitive fields that you are not shown.',
  })
  readonly withheld!: readonly string[];
}

addViewFields(RealNameRow, '发放');

@ObjectType({
  description: '合计（第二条）。The sum of the payments of the table, exact to the fen.',
  simpleResolvers: true,
})
@Needs('READ_REAL_NAME_TABLE')
export class RealNameTotal {
  @Field(() => YuanScalar, { description: '合计（小写，元）。The total that was paid, in yuan.' })
  readonly amount!: number;

  @Field(() => String, { description: '合计（大写）。The same in the capitals of vouchers.' })
  readonly amountInCapitals!: string;

  @Field(() => Int, { description: '人次。The number of payments.' })
  readonly payments!: number;

  @Field(() => Int, { description: '户数。The number of households; one that was paid twice counts once.' })
  readonly households!: number;

  @Field(() => Int, { description: '人数。The number of persons who benefit.' })
  readonly persons!: number;
}

@ObjectType({
  description: '小计（第二条）。The payments of one aid type from one source to the households of one steward.',
  simpleResolvers: true,
})
@Needs('READ_REAL_NAME_TABLE')
export class RealNameSubtotal {
  @Field(() => findEnum(AID_TYPES), { description: '帮扶项目。The kind of aid that it was paid for.' })
  readonly aidType!: string;

  @Field(() => findEnum(FUND_SOURCES), { description: '资金来源（第二条）。The fund source.' })
  readonly source!: string;

  @Field(() => YuanScalar, {
    description: '小计（元）。The amount that was paid, in yuan; the subtotals add up to the total.',
  })
  readonly amount!: number;

  @Field(() => Int, { description: '人次。The number of payments.' })
  readonly payments!: number;

  @Field(() => Int, { description: '户数。The number of households; a household may count in several subtotals.' })
  readonly households!: number;

  @Field(() => Int, { description: '人数。The number of persons; a person may count in several subtotals.' })
  readonly persons!: number;
}

@ObjectType({
  description: '实名制汇总表（第二、九条）。The payments of a year, person by person; rows and sums show one revision.',
  simpleResolvers: true,
})
@Needs('READ_REAL_NAME_TABLE')
export class RealNameTable {
  @Field(() => String, { description: '表名。Its title.' })
  readonly title!: string;

  @Field(() => StatusEnum, { description: '状态。Whether the table still follows changes of the register.' })
  readonly status!: string;

  @Field(() => Int, { description: '年度。The calendar year.' })
  readonly year!: number;

  @Field(() => findEnum(FUND_SOURCES), {
    ...OPEN,
    description: '资金来源。The fund source; `null` stands for all sources.',
  })
  readonly source!: string | null;

  @Field(() => RevisionScalar, { description: '登记版本。The revision of the register at which everything was read.' })
  readonly revision!: number;
}

export const RealNameRowConnection = makeConnectionType('RealNameRow', '实名制汇总表各行', () => RealNameRow);
export const RealNameSubtotalConnection = makeConnectionType('RealNameSubtotal', '各项小计', () => RealNameSubtotal);
