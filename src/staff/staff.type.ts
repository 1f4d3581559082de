import { ID, ObjectType } from 'type-graphql';
import { MomentScalar } from '../graph/scalars.ts';
import { HasFields, maybe, needed } from '../graph/values.ts';
import { registerCodes } from '../graph/dictionary.ts';
import { makeConnectionType } from '../graph/page/connection.type.ts';
import { Needs } from '../graph/policy/policy.ts';
import { Problem } from '../graph/problem.type.ts';
import { InHandType } from './in-hand/in-hand.type.ts';
import { ROLES } from '../access/staff.codes.ts';

export const RoleEnum = registerCodes('UnionStaffRole', ROLES, '角色');

const GRANT = {
  id: needed('授权标识。Its id.', ID),
  role: needed('角色。The role.', RoleEnum),
  unionId: needed('工会标识。The union.', ID),
  from: needed('起始日期。The first day on which it is in force: `2026-06-30`.'),
  to: maybe('终止日期。The first day on which it is no longer in force.'),
  deputyFor: maybe('所代理授权的标识。The id of the grant that it stands in for while its holder is on leave.', ID),
};

@ObjectType('UnionStaffGrant', {
  description: '授权（第十九、二十条）。A role over a union and all under it.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  ...GRANT,
  isInEffect: needed(
    '是否生效：其人先有不相容的角色时，后授的不生效。`false` while its holder has an earlier role that excludes it: it gives nothing then.',
    Boolean,
  ),
})
class Grant {}

@ObjectType('UnionStaff', { description: '工作人员（第十九条）。A member of staff.', simpleResolvers: true })
@Needs('MANAGE_STAFF')
@HasFields({
  id: needed('工作人员标识。The id.', ID),
  code: needed('工作人员代码。The code.'),
  name: needed('姓名。The name.'),
  grants: needed('授权。The grants within your own territory.', [Grant]),
})
export class Staff {}

@ObjectType('UnionStaffGrantProposal', {
  description: '待确认的授权。A grant that waits for a second administrator.',
  simpleResolvers: true,
})
@Needs('MANAGE_STAFF')
@HasFields({
  ...GRANT,
  staffId: needed('工作人员标识。The id of the member of staff that it is for.', ID),
  proposedBy: needed('提出人标识。The id of the member of staff who proposed it.', ID),
})
class GrantProposal {}

@ObjectType('UnionStaffAnswer', {
  description: '人员管理结果。The result of a change of staff or grants.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed('错误；有错误则什么也没有写入。The reasons for a refusal; if there is any, nothing was written.', [
    Problem,
  ]),
  // Not `id`: the stores of clients would take the answer for that object.
  objectId: maybe('所涉标识。The id of the member of staff, the grant or the person that was changed.', ID),
  inHand: maybe(
    '停用时其在手事项；其他办理为空。What was in the hands of who was deactivated; `null` for any other change.',
    [InHandType],
  ),
})
export class StaffAnswer {}

@ObjectType('UnionDashboardTokenAnswer', {
  description: '看板令牌。The token of a dashboard.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed('错误；有错误则没有签发。The reasons for a refusal; if there is any, no token was issued.', [
    Problem,
  ]),
  token: maybe(
    '令牌，只显示这一次，平台不保存。The token, which is shown this once: the platform stores only its SHA-256. It is sent as `authorization: Bearer …`.',
  ),
  expiresAt: maybe(
    '有效期至：90 天，不晚于授权终止。When it expires: after 90 days, or when the grant ends.',
    MomentScalar,
  ),
})
export class DashboardTokenAnswer {}

export const StaffConnection = makeConnectionType('UnionStaff', '工作人员', () => Staff);
export const GrantProposalConnection = makeConnectionType(
  'UnionStaffGrantProposal',
  '待确认的授权',
  () => GrantProposal,
);
