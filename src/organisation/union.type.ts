import { Directive, ID, Int, ObjectType } from 'type-graphql';
import { HasFields, inputType, maybe, needed } from '../graph/values.ts';
import { registerCodes } from '../graph/dictionary.ts';
import { makeConnectionType } from '../graph/page/connection.type.ts';
import { Needs } from '../graph/policy/policy.ts';
import { DivisionCodeScalar } from '../graph/scalars.ts';
import { Node } from '../graph/views/node.ts';
import { UNION_KINDS, UNION_STATES } from './union.codes.ts';

const UnionKindEnum = registerCodes('UnionKind', UNION_KINDS, '工会层级');
const UnionStateEnum = registerCodes('UnionState', UNION_STATES, '工会状态');

@ObjectType({
  description: '工会组织（第十、十一、十五条）。A union, as of today.',
  simpleResolvers: true,
  implements: Node,
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "code")')
@Needs('READ_ORGANISATION')
@HasFields({
  id: needed('工会标识。The id of the union; it never changes.', ID),
  code: needed('工会代码。Its code.'),
  name: needed('工会名称。Its name.'),
  kind: needed('工会层级（第十一条）。The kind of the union.', UnionKindEnum),
  hasCentre: needed('是否设帮扶中心（第十一、十五条）。Whether it runs a centre.', Boolean),
  centreName: maybe('帮扶中心名称（第十一条）。The name of its centre.'),
  state: needed('工会状态。Whether it exists, was dissolved, or was merged into another union.', UnionStateEnum),
})
export class TradeUnion {}

@ObjectType('UnionDivisionName', {
  description: '行政区划的历次名称。A name that a division has or had.',
  simpleResolvers: true,
})
@Needs('READ_ORGANISATION')
@HasFields({
  name: needed('名称。The name.'),
  from: maybe(
    '自何日起；登记时的名称为空。Its first day; none for the name with which the division was put on record.',
  ),
  revision: maybe('登记此名称的版本。The revision that recorded it; none until that has a number.', Int),
})
export class DivisionName {}

@ObjectType({ description: '行政区划。A division (GB/T 2260).', simpleResolvers: true })
@Directive('@key(fields: "code")')
@Needs('READ_ORGANISATION')
@HasFields({
  code: needed('行政区划代码。Its code, six digits.', DivisionCodeScalar),
  name: needed('名称。Its name today.'),
})
export class Region {}

export const TradeUnionConnection = makeConnectionType('Union', '工会组织', () => TradeUnion);

export const TradeUnionFilterInput = inputType(
  'UnionFilterInput',
  '工会筛选条件，全部须满足。A filter of unions; all its conditions must hold.',
  {
    within: maybe('工会（含下级）：标识或代码。The id or code of a union, for that union and all under it.'),
    kind: maybe('工会层级。The kind of the union.', UnionKindEnum),
    region: maybe('行政区划代码。The division that they are in.', DivisionCodeScalar),
    state: maybe('工会状态。Whether they exist, were dissolved, or were merged into others.', UnionStateEnum),
    name: maybe('名称（部分即可）。A part of their name.'),
  },
);

export type TradeUnionFilterInput = InstanceType<typeof TradeUnionFilterInput>;
