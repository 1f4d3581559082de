import { ID, Int } from 'type-graphql';
import { PageArgs } from '../../../graph/arguments/args.input.ts';
import { findEnum } from '../../../graph/dictionary.ts';
import { DayScalar, YuanScalar } from '../../../graph/scalars.ts';
import {
  argumentsType,
  AS_KNOWN_ON,
  AT_REVISION,
  inputType,
  maybe,
  needed,
  REQUEST_KEY,
} from '../../../graph/values.ts';
import { AID_TYPES, FUND_SOURCES } from '../../../registry/household/disbursement.fields.ts';
import { SubFundEnum } from './relief-allocation.type.ts';

const OF_THE_ALLOCATION =
  'By default that of the allocation it comes from; money from outside the platform must have one.';

/** What every act has: amount, day and document. */
const ACT = {
  amount: needed('金额（元）。The amount, in yuan, above 0.', YuanScalar),
  on: needed('日期。The day of the act, not after today.', DayScalar),
  documentNumber: needed('文号。The number of the document.'),
  documentDay: needed('文件日期。The day of the document, not after today.', DayScalar),
  documentTitle: needed('文件标题。The title of the document.'),
  idempotencyKey: REQUEST_KEY,
};

export const AllocateReliefInput = inputType(
  'ReliefAllocateInput',
  '下达资金（第二条）。Money that is allocated to a union, from outside the platform or from an allocation of a union above it.',
  {
    union: needed('工会代码。The code of the union that gets it.'),
    from: maybe('上级分配的标识。The id of the allocation whose money it is; none if it comes from outside.', ID),
    source: maybe(`资金来源。The source. ${OF_THE_ALLOCATION}`, findEnum(FUND_SOURCES)),
    subFund: maybe(`科目。The sub-fund. ${OF_THE_ALLOCATION}`, SubFundEnum),
    fundYear: maybe<number>(`资金年度。The fund year. ${OF_THE_ALLOCATION}`, Int),
    aidType: maybe(
      '帮扶项目。The kind of aid that it is for; by default that of the allocation it comes from, or all.',
      findEnum(AID_TYPES),
    ),
    ...ACT,
  },
);

export type AllocateReliefInput = InstanceType<typeof AllocateReliefInput>;

export const MoveReliefInput = inputType(
  'ReliefMovementInput',
  '拨付或到账。Money of an allocation that is remitted to its union, or has arrived there: all of it or a part.',
  { allocation: needed('资金分配的标识。The id of the allocation.', ID), ...ACT },
);

export type MoveReliefInput = InstanceType<typeof MoveReliefInput>;

const AllocationFilterInput = inputType(
  'ReliefAllocationFilterInput',
  '资金分配筛选条件，全部须满足。The conditions that allocations must all meet.',
  {
    union: maybe('工会（含下级）：标识或代码。Allocations to this union or to one that is under it on the day.'),
    source: maybe('资金来源。The source of the money.', findEnum(FUND_SOURCES)),
    fundYear: maybe<number>('资金年度。The fund year.', Int),
  },
);

export const AllocationsArgs = argumentsType(PageArgs, {
  filter: maybe('筛选条件。Only allocations that match this filter.', AllocationFilterInput),
  asOf: maybe('截至日期。The day until which acts count; today by default.', DayScalar),
  asKnownOn: AS_KNOWN_ON,
  revision: AT_REVISION,
});

export type AllocationsArgs = InstanceType<typeof AllocationsArgs>;
