import { ID, ObjectType } from 'type-graphql';
import { registerCodes } from '../../graph/dictionary.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { DayScalar } from '../../graph/scalars.ts';
import { HasFields, inputType, maybe, needed, REQUEST_KEY } from '../../graph/values.ts';
import { RELATIVE_KINDS, type RelativeKind } from './relative.codes.ts';

const RelativeKindEnum = registerCodes('UnionRelativeKind', RELATIVE_KINDS, '亲属关系');

@ObjectType('UnionDeclaredRelative', {
  description: '申报的亲属（第十五条）。A relative whom a member of staff has declared, on whose file they do not act.',
  simpleResolvers: true,
})
@Needs('READ_RELATIVES')
@HasFields({
  id: needed('标识。The id of the declaration.', ID),
  staffId: needed('工作人员标识。Who declared it.', ID),
  relation: needed('亲属关系。How they are related.', RelativeKindEnum),
  personId: maybe('人员标识。The person, where the relative was named by an id.', ID),
  isByNumber: needed(
    '是否以身份证号申报。Whether the relative was named by an identity number, which is told to nobody.',
    Boolean,
  ),
  from: needed('起始日期。The first day on which they are related: `2026-06-30`.'),
  withdrawnOn: maybe('撤销日期。The first day on which it does not hold any more.'),
  withdrawnBy: maybe('撤销人标识。The id of the member of staff of a centre who withdrew it.', ID),
  withdrawal: maybe('撤销理由。Why it was withdrawn.'),
})
class DeclaredRelativeType {}

export const RelativeConnection = makeConnectionType('UnionDeclaredRelative', '申报的亲属', () => DeclaredRelativeType);

export const DeclareRelativeInput = inputType(
  'UnionDeclareRelativeInput',
  '申报亲属（第十五条）。A relative of yours, named by an id or by an identity number, never by a name.',
  {
    personId: maybe('人员标识，须有权查看。The id of a person whom you may see; either this or `idNumber`.', ID),
    idNumber: maybe('身份证号。The identity number, of 18 or 15 characters; the person need not be on record.'),
    relation: needed<RelativeKind>('亲属关系。How you are related.', RelativeKindEnum),
    from: maybe('起始日期。The first day on which you are related, not after today; today by default.', DayScalar),
    idempotencyKey: REQUEST_KEY,
  },
);

export type DeclareRelativeInput = InstanceType<typeof DeclareRelativeInput>;
