import { AS_KNOWN_ON, AT_REVISION, argumentsType, inputType, maybe } from '../../graph/values.ts';
import { PageArgs } from '../../graph/arguments/args.input.ts';
import { AID_TYPES, FUND_SOURCES } from '../household/disbursement.fields.ts';
import { findEnum } from '../../graph/dictionary.ts';
import { DayScalar } from '../../graph/scalars.ts';
import '../graph/codes.type.ts';

const DisbursementFilterInput = inputType(
  'ReliefDisbursementFilterInput',
  '发放筛选条件，全部须满足。A filter of payments; all its conditions must hold.',
  {
    union: maybe(
      '工会（含下级）：标识或代码。The id or code of the steward of the household on the pay day, or of a union above it then.',
    ),
    source: maybe('资金来源。The source of the funds.', findEnum(FUND_SOURCES)),
    aidType: maybe('帮扶项目。The kind of aid.', findEnum(AID_TYPES)),
    fileNumber: maybe('档案编号。The number of the file that was paid on.'),
    paidFrom: maybe('发放日期起。The first day of payment.', DayScalar),
    paidTo: maybe('发放日期止。The last day of payment.', DayScalar),
  },
);

export const DisbursementsArgs = argumentsType(PageArgs, {
  filter: maybe('筛选条件。Only payments that match this filter.', DisbursementFilterInput),
  asKnownOn: AS_KNOWN_ON,
  revision: AT_REVISION,
});

export type DisbursementsArgs = InstanceType<typeof DisbursementsArgs>;
