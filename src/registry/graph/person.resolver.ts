import { Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { argumentsType, maybe } from '../../graph/values.ts';
import { Times } from '../../graph/arguments/args.input.ts';
import type { GraphContext } from '../../graph/context.ts';
import { Reads } from '../../graph/reads.ts';
import { NamesBy, Needs } from '../../graph/policy/policy.ts';
import type { PersonKey } from '../reading/present-persons.ts';
import { type HouseholdNode, type MemberNode, personIn, type PersonNode } from './household.loader.ts';
import { Household, Member, Person } from './household.type.ts';
import { householdOfPerson, personByNumber, loadPersonNode, disclosePersonToken } from './person.loader.ts';
import { requireOneKey } from '../../graph/arguments/read-at.ts';

const PersonArgs = argumentsType(Times, {
  id: maybe('人员标识。The id.', ID),
  idNumber: maybe('身份证号。The identity number, of 18 or 15 characters.'),
  token: maybe('合同令牌。The token under the contract of the gateway.'),
});

type PersonArgs = InstanceType<typeof PersonArgs>;

@Resolver(() => Person)
export class PersonResolver {
  @Query(() => Person, {
    description: '人员（第九条）。One person by one key; `null` if there is none, or if you may not see them.',
  })
  @Needs('READ_HOUSEHOLD')
  @NamesBy('token', 'Person')
  async person(@Args(() => PersonArgs) given: PersonArgs, @Ctx() context: GraphContext): Promise<PersonNode | null> {
    const { id, idNumber, token } = given;
    const { by, value, at } = await requireOneKey(context, { id, idNumber, token }, given);
    if (by === 'idNumber') return personByNumber(context, value, at);
    return loadPersonNode(context, by === 'id' ? { by, id: value } : personOfToken(context, value), at);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      '合同令牌（第二十一条）。The token of the identity number under the contract of the requesting gateway.',
  })
  @Reads('identityNumber')
  token(@Root() person: PersonNode, @Ctx() context: GraphContext): string | null {
    return disclosePersonToken(context, person);
  }

  @FieldResolver(() => Household, {
    nullable: true,
    description:
      '所属家庭（第十四条）。The household that the person belongs to on that day, or else today, or else joined last.',
  })
  household(@Root() person: PersonNode, @Ctx() context: GraphContext): Promise<HouseholdNode | null> {
    return householdOfPerson(context, person.id, person.at, { reach: person.reach });
  }
}

/** The key of a person by a token of the gateway's contract; `null` without the signature of a gateway. */
export function personOfToken({ gateway }: GraphContext, token: string): PersonKey | null {
  return gateway === null ? null : { by: 'token', token, contractKey: gateway.contractKey };
}

@Resolver(() => Member)
export class MemberResolver {
  @FieldResolver(() => Person, { nullable: true, description: '人员。The person.' })
  person(@Root() member: MemberNode, @Ctx() context: GraphContext): Promise<PersonNode | null> {
    return personIn(context, member.household, member.personId);
  }

  @FieldResolver(() => Household, { description: '所属家庭。The household that the person is a member of.' })
  household(@Root() { household }: MemberNode): HouseholdNode {
    return household;
  }
}
