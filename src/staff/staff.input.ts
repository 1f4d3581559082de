import { ID } from 'type-graphql';
import { inputType, maybe, needed, REQUEST_KEY } from '../graph/values.ts';
import { DayScalar } from '../graph/scalars.ts';
import type { Role } from '../access/staff.codes.ts';
import { RoleEnum } from './staff.type.ts';

export const RegisterStaffInput = inputType('UnionRegisterStaffInput', '登记工作人员。A new member of staff.', {
  code: needed('工作人员代码。The staff code: letters, digits and `. _ @ -`.'),
  name: needed('姓名。The name.'),
  issuer: needed('身份签发方（iss）。The issuer of their tokens.'),
  subject: needed('身份标识（sub）。The subject that their tokens name.'),
  idempotencyKey: REQUEST_KEY,
});

export type RegisterStaffInput = InstanceType<typeof RegisterStaffInput>;

export const ProposeGrantInput = inputType(
  'UnionProposeGrantInput',
  '提出授权。A grant to be confirmed by another administrator.',
  {
    staffId: needed('工作人员标识。The id of the member of staff that it is for.', ID),
    role: needed<Role>('角色。The role.', RoleEnum),
    union: needed('工会代码。The code of the union; the grant covers all unions under it too.'),
    from: needed('起始日期。The first day on which it is in force.', DayScalar),
    to: maybe('终止日期。The first day on which it is no longer in force.', DayScalar),
    deputyFor: maybe(
      '所代理授权的标识：其人请假期间由此人代理，须有终止日期。The id of the grant that it stands in for while its holder is on leave: the same role and union, for days.',
      ID,
    ),
    idempotencyKey: REQUEST_KEY,
  },
);

export type ProposeGrantInput = InstanceType<typeof ProposeGrantInput>;
