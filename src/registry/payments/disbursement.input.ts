import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArgs } from '../../graph/arguments/args.input.ts';
import { AID_TYPES, FUND_SOURCES } from '../household/disbursement.fields.ts';
import { enumOf } from '../../graph/dictionary.ts';
import { DayScalar } from '../../graph/scalars.ts';
import type { Day } from '../../kernel/calendar.ts';
import '../graph/codes.type.ts';

const OPEN = { nullable: true } as const;

@InputType({ description: '发放筛选条件，全部须满足。What payments must all be like.' })
export class DisbursementFilterInput {
  @Field(() => String, {
    ...OPEN,
    description: '工会（含下级）：标识或代码。To households whose steward is this union or one under it.',
  })
  readonly union?: string | null;

  @Field(() => enumOf(FUND_SOURCES), { ...OPEN, description: '资金来源。Of whose money.' })
  readonly source?: string | null;

  @Field(() => enumOf(AID_TYPES), { ...OPEN, description: '帮扶项目。What for.' })
  readonly aidType?: string | null;

  @Field(() => String, { ...OPEN, description: '档案编号。On which file.' })
  readonly fileNumber?: string | null;

  @Field(() => DayScalar, { ...OPEN, description: '发放日期起。Paid on this day or later.' })
  readonly paidFrom?: Day | null;

  @Field(() => DayScalar, { ...OPEN, description: '发放日期止。Paid on this day or earlier.' })
  readonly paidTo?: Day | null;
}

@ArgsType()
export class DisbursementsArgs extends PageArgs {
  @Field(() => DisbursementFilterInput, { ...OPEN, description: '筛选条件。What they must be like.' })
  readonly filter?: DisbursementFilterInput | null;

  @Field(() => DayScalar, { ...OPEN, description: '截至该日所知。What was known when that day ended.' })
  readonly asKnownOn?: Day | null;
}
