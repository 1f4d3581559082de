import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Between, type FindManyOptions, In } from 'typeorm';
import * as entities from './entities.js';
import { ArchiveFile, Disbursement, Household, Member, Person, TradeUnion } from './entities.js';
import type { Context } from './loaders.js';
import { HouseholdCount, HouseholdPage, MoneySum } from './types.js';

async function page(context: Context, first: number, skip: number, options: FindManyOptions<Household>) {
  const found = await context.dataSource.getRepository(Household).find({ ...options, skip, take: first + 1 });
  return {
    nodes: found.slice(0, first),
    pageInfo: { endCursor: String(skip + first), hasNextPage: found.length > first },
  };
}

@Resolver(() => Household)
export class HouseholdResolver {
  @Query(() => Household, { nullable: true })
  household(@Arg('id', () => ID) id: string, @Ctx() { dataSource }: Context): Promise<Household | null> {
    return dataSource.getRepository(Household).findOneBy({ id });
  }

  @Query(() => HouseholdPage)
  households(
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() context: Context,
  ): Promise<HouseholdPage> {
    return page(context, first, Number(after ?? 0), { order: { fileNumber: 'ASC', id: 'ASC' } });
  }

  @Query(() => HouseholdPage)
  async householdsUnder(
    @Arg('first', () => Int) first: number,
    @Arg('union') union: string,
    @Arg('cause', () => String, { nullable: true }) cause: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<HouseholdPage> {
    const under = await context.dataSource.query<{ id: string }[]>('select id from bench.union_under where code = $1', [
      union,
    ]);
    const stewardId = In(under.map(({ id }) => id));
    return typeof cause === 'string'
      ? page(context, first, 0, { where: { stewardId, mainCause: cause }, order: { workerName: 'ASC', id: 'ASC' } })
      : page(context, first, 0, { where: { stewardId }, order: { fileNumber: 'ASC', id: 'ASC' } });
  }

  @Query(() => [HouseholdCount])
  householdsByCause(@Ctx() { dataSource }: Context): Promise<HouseholdCount[]> {
    return dataSource
      .getRepository(Household)
      .createQueryBuilder('h')
      .select("coalesce(h.mainCause, 'NOT_RECORDED')", 'key')
      .addSelect('count(*)::int', 'households')
      .groupBy('1')
      .getRawMany();
  }

  @FieldResolver(() => TradeUnion, { nullable: true })
  steward(@Root() { stewardId }: Household, @Ctx() { loaders }: Context) {
    return stewardId === null ? null : loaders.unions.load(stewardId);
  }

  @FieldResolver(() => [Member])
  members(@Root() { id }: Household, @Ctx() { loaders }: Context) {
    return loaders.members.load(id);
  }

  @FieldResolver(() => [entities.Employment])
  employment(@Root() { id }: Household, @Ctx() { loaders }: Context) {
    return loaders.employment.load(id);
  }

  @FieldResolver(() => [entities.Income])
  incomes(@Root() { id }: Household, @Ctx() { loaders }: Context) {
    return loaders.incomes.load(id);
  }

  @FieldResolver(() => [entities.Deduction])
  deductions(@Root() { id }: Household, @Ctx() { loaders }: Context) {
    return loaders.deductions.load(id);
  }

  @FieldResolver(() => [entities.Expense])
  expenses(@Root() { id }: Household, @Ctx() { loaders }: Context) {
    return loaders.expenses.load(id);
  }

  @FieldResolver(() => [entities.HardshipEvent])
  events(@Root() { id }: Household, @Ctx() { loaders }: Context) {
    return loaders.events.load(id);
  }

  @FieldResolver(() => [entities.Dwelling])
  dwellings(@Root() { id }: Household, @Ctx() { loaders }: Context) {
    return loaders.dwellings.load(id);
  }

  @FieldResolver(() => [entities.Vehicle])
  vehicles(@Root() { id }: Household, @Ctx() { loaders }: Context) {
    return loaders.vehicles.load(id);
  }

  @FieldResolver(() => [entities.Schooling])
  schooling(@Root() { id }: Household, @Ctx() { loaders }: Context) {
    return loaders.schooling.load(id);
  }

  @FieldResolver(() => [entities.DibaoSpell])
  dibao(@Root() { id }: Household, @Ctx() { loaders }: Context) {
    return loaders.dibao.load(id);
  }

  @FieldResolver(() => [ArchiveFile])
  files(@Root() { id }: Household, @Ctx() { loaders }: Context) {
    return loaders.files.load(id);
  }

  @FieldResolver(() => [Disbursement])
  disbursements(@Root() { id }: Household, @Ctx() { loaders }: Context) {
    return loaders.disbursements.load(id);
  }
}

@Resolver(() => Member)
export class MemberResolver {
  @FieldResolver(() => Person, { nullable: true })
  person(@Root() { personId }: Member, @Ctx() { loaders }: Context) {
    return personId === null ? null : loaders.persons.load(personId);
  }
}

@Resolver(() => ArchiveFile)
export class ArchiveFileResolver {
  @FieldResolver(() => TradeUnion, { nullable: true })
  steward(@Root() { stewardId }: ArchiveFile, @Ctx() { loaders }: Context) {
    return stewardId === null ? null : loaders.unions.load(stewardId);
  }
}

@Resolver(() => Person)
export class PersonResolver {
  @Query(() => [Person])
  async persons(@Arg('tokens', () => [String]) tokens: string[], @Ctx() { dataSource }: Context): Promise<Person[]> {
    const rows = await dataSource.query<{ id: string }[]>(
      'select person_id as id from bench.person_token where token = any($1)',
      [tokens],
    );
    return dataSource.getRepository(Person).findBy({ id: In(rows.map(({ id }) => id)) });
  }
}

@Resolver(() => Disbursement)
export class DisbursementResolver {
  @Query(() => [MoneySum])
  moneyBySource(@Arg('year', () => Int) year: number, @Ctx() { dataSource }: Context): Promise<MoneySum[]> {
    return dataSource
      .getRepository(Disbursement)
      .createQueryBuilder('d')
      .select('d.source', 'key')
      .addSelect('sum(d.amountFen)', 'amountFen')
      .addSelect('count(*)::int', 'payments')
      .addSelect('count(distinct d.householdId)::int', 'households')
      .where({ paidOn: Between(`${year}-01-01`, `${year}-12-31`) })
      .groupBy('1')
      .getRawMany();
  }
}
