import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArgs } from '../../graph/arguments/args.input.ts';
import { AID_TYPES, FUND_SOURCES } from '../household/disbursement.fields.ts';
import { findEnum } from '../../graph/dictionary.ts';
import { DayScalar } from '../../graph/scalars.ts';
import type { Day } from '../../kernel/calendar.ts';
import '../graph/codes.type.ts';

const OPEN = { nullable: true } as const;

@InputType('ReliefDisbursementFilterInput', {
  description: '发放筛选条件，全部须满足。A filter of payments; all its conditions must hold.',
})
export class DisbursementFilterInput {
  @Field(() => String, {
    ...OPEN,
    description: '工会（含下级）：标识或代码。The id or code of the steward of the household, or of a union above it.',
  })
  readonly union?: string | null;

  @Field(() => findEnum(FUND_SOURCES), { ...OPEN, description: '资金来源。The source of the funds.' })
  readonly source?: string | null;

  @Field(() => findEnum(AID_TYPES), { ...OPEN, description: '帮扶项目。The kind of aid.' })
  readonly aidType?: string | null;

  @Field(() => String, { ...OPEN, description: '档案编号。The number of the file that was paid on.' })
  readonly fileNumber?: string | null;

  @Field(() => DayScalar, { ...OPEN, description: '发放日期起。The first day of payment.' })
  readonly paidFrom?: Day | null;

  @Field(() => DayScalar, { ...OPEN, description: '发放日期止。The last day of payment.' })
  readonly paidTo?: Day | null;
}

@ArgsType()
export class DisbursementsArgs extends PageArgs {
  @Field(() => DisbursementFilterInput, { ...OPEN, description: '筛选条件。Only payments that match this filter.' })
  readonly filter?: DisbursementFilterInput | null;

  @Field(() => DayScalar, { ...OPEN, description: '截至该日所知。The answer as it was known at the end of that day.' })
  readonly asKnownOn?: Day | null;
}
