import { Field, Int, ObjectType } from 'type-graphql';
import { Household } from './entities.js';

@ObjectType()
export class PageInfo {
  @Field(() => String, { nullable: true })
  endCursor!: string | null;

  @Field()
  hasNextPage!: boolean;
}

@ObjectType()
export class HouseholdPage {
  @Field(() => [Household])
  nodes!: Household[];

  @Field()
  pageInfo!: PageInfo;
}

@ObjectType()
export class HouseholdCount {
  @Field()
  key!: string;

  @Field(() => Int)
  households!: number;
}

@ObjectType()
export class MoneySum {
  @Field()
  key!: string;

  @Field()
  amountFen!: string;

  @Field(() => Int)
  payments!: number;

  @Field(() => Int)
  households!: number;
}
