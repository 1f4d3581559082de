import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { requestLoader } from '../graph/batch/batch.ts';
import type { GraphContext } from '../graph/context.ts';
import { Requires } from '../graph/policy/policy.ts';
import { DayScalar, DivisionCodeScalar } from '../graph/scalars.ts';
import { type Day, requireDay, printDay } from '../kernel/calendar.ts';
import { asFen } from '../kernel/fen.ts';
import type { RegionRow } from '../organisation/union.read.ts';
import { requireRegion } from '../organisation/named-union.loader.ts';
import { Region } from '../organisation/union.type.ts';
import { type StandardRow, standardsInForce } from './standard.read.ts';
import { Standard } from './standard.type.ts';

interface StandardsKey {
  readonly region: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

const inForce = requestLoader<StandardsKey, readonly StandardRow[]>({
  cacheKey: ({ region }) => region,
  groupKey: ({ day }) => day,
  read: async (sql, keys, _deps, { day }) => {
    const regions = keys.map(({ region }) => region);
    return Map.groupBy(await standardsInForce(sql, regions, day), ({ region }) => region);
  },
});

const ON = { nullable: true, description: '日期。The day; today by default.' } as const;

@Resolver(() => Region)
export class StandardResolver {
  @Query(() => [Standard], {
    description: '当地标准（第三、四、五条）。The standards of a division in force on a day.',
  })
  @Requires('READ_ORGANISATION')
  async standards(
    @Arg('region', () => DivisionCodeScalar, { description: '行政区划代码。The division.' }) region: string,
    @Arg('on', () => DayScalar, ON) on: Day | undefined,
    @Ctx() context: GraphContext,
  ) {
    await requireRegion(context, region, 'region');
    return standardsOn(context, region, on);
  }

  @FieldResolver(() => [Standard], { name: 'standards', description: '当地标准。Its standards in force on a day.' })
  regionStandards(
    @Root() region: RegionRow,
    @Arg('on', () => DayScalar, ON) on: Day | undefined,
    @Ctx() context: GraphContext,
  ) {
    return standardsOn(context, region.code, on);
  }
}

async function standardsOn(context: GraphContext, region: string, on: Day | null | undefined) {
  const day = on === null || on === undefined ? context.deps.today : printDay(on);
  const rows = (await inForce(context).load({ region, day })) ?? [];
  return rows.map(({ from, amountFen, knownUntil, ...row }) => ({
    ...row,
    from: requireDay(from),
    amount: asFen(Number(amountFen)),
    knownUntil: knownUntil === null ? null : requireDay(knownUntil),
  }));
}
