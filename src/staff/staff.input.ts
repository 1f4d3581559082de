import { Field, ID, InputType } from 'type-graphql';
import { DayScalar } from '../graph/scalars.ts';
import type { Day } from '../kernel/calendar.ts';
import type { Role } from '../access/staff.codes.ts';
import { RoleEnum } from './staff.type.ts';

const KEY = {
  nullable: true,
  description: '请求编号。The idempotency key: a request with the same key and content is carried out once.',
} as const;

@InputType('UnionRegisterStaffInput', { description: '登记工作人员。A new member of staff.' })
export class RegisterStaffInput {
  @Field(() => String, { description: '工作人员代码。The staff code: letters, digits and `. _ @ -`.' })
  readonly code!: string;

  @Field(() => String, { description: '姓名。The name.' })
  readonly name!: string;

  @Field(() => String, { description: '身份签发方（iss）。The issuer of their tokens.' })
  readonly issuer!: string;

  @Field(() => String, { description: '身份标识（sub）。The subject that their tokens name.' })
  readonly subject!: string;

  @Field(() => String, KEY)
  readonly idempotencyKey?: string | null;
}

@InputType('UnionProposeGrantInput', { description: '提出授权。A grant to be confirmed by another administrator.' })
export class ProposeGrantInput {
  @Field(() => ID, { description: '工作人员标识。The id of the member of staff that it is for.' })
  readonly staffId!: string;

  @Field(() => RoleEnum, { description: '角色。The role.' })
  readonly role!: Role;

  @Field(() => String, { description: '工会代码。The code of the union; the grant covers all unions under it too.' })
  readonly union!: string;

  @Field(() => DayScalar, { description: '起始日期。The first day on which it is in force.' })
  readonly from!: Day;

  @Field(() => DayScalar, { nullable: true, description: '终止日期。The first day on which it is no longer in force.' })
  readonly to?: Day | null;

  @Field(() => String, KEY)
  readonly idempotencyKey?: string | null;
}

@InputType('UnionLinkWorkerInput', {
  description: '登记职工本人账号（第二十条）。The login by which the worker of a household sees their own file.',
})
export class LinkWorkerInput {
  @Field(() => ID, { description: '家庭标识。The household.' })
  readonly householdId!: string;

  @Field(() => String, { description: '身份签发方（iss）。The issuer of their tokens.' })
  readonly issuer!: string;

  @Field(() => String, { description: '身份标识（sub）。The subject that their tokens name.' })
  readonly subject!: string;

  @Field(() => String, KEY)
  readonly idempotencyKey?: string | null;
}
