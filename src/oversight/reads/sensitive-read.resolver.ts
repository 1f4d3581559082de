import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { Household, Person } from '../../registry/graph/household.type.ts';
import { DaysArgs } from '../oversight.input.ts';
import { householdOfRow, ownReadPage, personOfRow, sensitiveReadPage } from './sensitive-read.loader.ts';
import type { ListedRead } from './sensitive-read.read.ts';
import {
  OwnRead,
  OwnReadConnection,
  SensitiveRead,
  SensitiveReadConnection,
  SensitiveReadsArgs,
} from './sensitive-read.type.ts';

@Resolver()
export class SensitiveReadListResolver {
  @Query(() => SensitiveReadConnection, {
    description:
      '敏感信息的查阅记录（第二十条）。Who read sensitive values of the persons and households of your territory, the newest first.',
  })
  @Requires('READ_ACCESS_RECORD')
  sensitiveReads(@Args(() => SensitiveReadsArgs) given: SensitiveReadsArgs, @Ctx() context: GraphContext) {
    return sensitiveReadPage(context, given);
  }

  @Query(() => OwnReadConnection, {
    description:
      '与本人有关的查阅记录（第二十条）。What you read of sensitive values; of a worker: who read theirs, when and what for.',
  })
  @Requires('READ_OWN_RECORD')
  ownReads(@Args(() => DaysArgs) given: DaysArgs, @Ctx() context: GraphContext) {
    return ownReadPage(context, given);
  }
}

const SAYS = {
  person: '所涉人员。The person; `null` for a household, and if you may not see them now.',
  household: '所涉家庭。The household; `null` for a person, and if you may not see it now.',
};

@Resolver(() => SensitiveRead)
export class SensitiveReadResolver {
  @FieldResolver(() => Person, { nullable: true, description: SAYS.person })
  person(@Root() row: ListedRead, @Ctx() context: GraphContext) {
    return personOfRow(context, row);
  }

  @FieldResolver(() => Household, { nullable: true, description: SAYS.household })
  household(@Root() row: ListedRead, @Ctx() context: GraphContext) {
    return householdOfRow(context, row);
  }
}

@Resolver(() => OwnRead)
export class OwnReadResolver {
  @FieldResolver(() => Person, { nullable: true, description: SAYS.person })
  person(@Root() row: ListedRead, @Ctx() context: GraphContext) {
    return personOfRow(context, row);
  }

  @FieldResolver(() => Household, { nullable: true, description: SAYS.household })
  household(@Root() row: ListedRead, @Ctx() context: GraphContext) {
    return householdOfRow(context, row);
  }
}
