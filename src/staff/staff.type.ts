import { Field, ID, ObjectType } from 'type-graphql';
import { registerCodes } from '../graph/dictionary.ts';
import { makeConnectionType } from '../graph/page/connection.type.ts';
import { Needs } from '../graph/policy/policy.ts';
import { Problem } from '../graph/problem.type.ts';
import { ROLES } from '../access/staff.codes.ts';

export const RoleEnum = registerCodes('UnionStaffRole', ROLES, '角色');

@ObjectType('UnionStaffGrant', {
  description: '授权（第十九、二十条）。A role over a union and all under it.',
  simpleResolvers: true,
})
@Needs('INHERIT')
class Grant {
  @Field(() => ID, { description: '授权标识。Its id.' })
  readonly id!: string;

  @Field(() => RoleEnum, { description: '角色。The role.' })
  readonly role!: string;

  @Field(() => ID, { description: '工会标识。The union.' })
  readonly unionId!: string;

  @Field(() => String, { description: '起始日期。The first day on which it is in force: `2026-06-30`.' })
  readonly from!: string;

  @Field(() => String, { nullable: true, description: '终止日期。The first day on which it is no longer in force.' })
  readonly to!: string | null;
}

@ObjectType('UnionStaff', { description: '工作人员（第十九条）。A member of staff.', simpleResolvers: true })
@Needs('MANAGE_STAFF')
class Staff {
  @Field(() => ID, { description: '工作人员标识。The id.' })
  readonly id!: string;

  @Field(() => String, { description: '工作人员代码。The code.' })
  readonly code!: string;

  @Field(() => String, { description: '姓名。The name.' })
  readonly name!: string;

  @Field(() => [Grant], { description: '授权。The grants within your own territory.' })
  readonly grants!: readonly Grant[];
}

@ObjectType('UnionStaffGrantProposal', {
  description: '待确认的授权。A grant that waits for a second administrator.',
  simpleResolvers: true,
})
@Needs('MANAGE_STAFF')
class GrantProposal extends Grant {
  @Field(() => ID, { description: '工作人员标识。The id of the member of staff that it is for.' })
  readonly staffId!: string;

  @Field(() => ID, { description: '提出人标识。The id of the member of staff who proposed it.' })
  readonly proposedBy!: string;
}

@ObjectType('UnionStaffAnswer', {
  description: '人员管理结果。The result of a change of staff or grants.',
  simpleResolvers: true,
})
@Needs('INHERIT')
export class StaffAnswer {
  @Field(() => [Problem], {
    description: '错误；有错误则什么也没有写入。The reasons for a refusal; if there is any, nothing was written.',
  })
  readonly problems!: readonly Problem[];

  @Field(() => ID, {
    nullable: true,
    description: '标识。The id of the member of staff or the grant that was created.',
  })
  readonly id!: string | null;
}

export const StaffConnection = makeConnectionType('UnionStaff', '工作人员', () => Staff);
export const GrantProposalConnection = makeConnectionType(
  'UnionStaffGrantProposal',
  '待确认的授权',
  () => GrantProposal,
);
