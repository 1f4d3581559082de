import { ArgsType, Field, Int } from 'type-graphql';
import type { Day, Month } from '../../kernel/calendar.ts';
import { DayScalar, MonthScalar, RevisionScalar } from '../scalars.ts';

const OPEN = { nullable: true } as const;

/** The arguments for the two times of a read. */
@ArgsType()
export class Times {
  @Field(() => DayScalar, { ...OPEN, description: '截至日期。The day on which the facts hold; today by default.' })
  readonly asOf?: Day | null;

  @Field(() => DayScalar, {
    ...OPEN,
    description: '截至该日所知。The answer as it was known at the end of that day; as it is known now by default.',
  })
  readonly asKnownOn?: Day | null;

  @Field(() => RevisionScalar, {
    ...OPEN,
    description: '登记版本。The answer as it was known at this revision; it cannot be combined with `asKnownOn`.',
  })
  readonly revision?: number | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { ...OPEN, description: '每页行数。The number of rows on a page, 1 to 200; 20 by default.' })
  readonly first?: number | null;

  @Field(() => String, { ...OPEN, description: '游标。The `endCursor` of the previous page.' })
  readonly after?: string | null;
}

@ArgsType()
export class MonthsArgs {
  @Field(() => MonthScalar, { ...OPEN, description: '起始月份。The first month.' })
  readonly from?: Month | null;

  @Field(() => MonthScalar, { ...OPEN, description: '截止月份。The last month.' })
  readonly to?: Month | null;
}
