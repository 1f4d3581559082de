import { Ctx, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Costs, Requires, TALLY } from '../../graph/policy/policy.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { StandardNotice } from './standard-notice.type.ts';
import { standardNotices } from './standard-notices.ts';
import { divisionsInUse, standardsOf } from './standards-in-use.read.ts';

@Resolver()
export class StandardNoticeResolver {
  @Query(() => [StandardNotice], {
    description:
      '标准提示（第三至五条）：缺失、暂用、已过核实日期，或下月尚无已核实的标准。The standards in use that are missing, provisional, past the day until which they were checked, or not checked for the coming month.',
  })
  @Requires('READ_ORGANISATION')
  @Costs(TALLY)
  async standardNotices(@Ctx() { deps: { database, today } }: GraphContext) {
    return database.session(async (sql) => {
      const regions = await divisionsInUse(sql, today);
      return standardNotices(regions, await standardsOf(sql, regions), requireDay(today));
    });
  }
}
