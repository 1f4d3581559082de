import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { inputType, maybe } from '../graph/input.ts';
import { registerCodes } from '../graph/dictionary.ts';
import { makeConnectionType } from '../graph/page/connection.type.ts';
import { Needs } from '../graph/policy/policy.ts';
import { DivisionCodeScalar } from '../graph/scalars.ts';
import { Node } from '../graph/views/node.ts';
import { UNION_KINDS } from './union.codes.ts';

const UnionKindEnum = registerCodes('UnionKind', UNION_KINDS, '工会层级');

@ObjectType({
  description: '工会组织（第十、十一、十五条）。A union, as of today.',
  simpleResolvers: true,
  implements: Node,
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "code")')
@Needs('READ_ORGANISATION')
export class TradeUnion {
  @Field(() => ID, { description: '工会标识。The id of the union; it never changes.' })
  readonly id!: string;

  @Field(() => String, { description: '工会代码。Its code.' })
  readonly code!: string;

  @Field(() => String, { description: '工会名称。Its name.' })
  readonly name!: string;

  @Field(() => UnionKindEnum, { description: '工会层级（第十一条）。The kind of the union.' })
  readonly kind!: string;

  @Field(() => Boolean, { description: '是否设帮扶中心（第十一、十五条）。Whether it runs a centre.' })
  readonly hasCentre!: boolean;
}

@ObjectType({ description: '行政区划。A division (GB/T 2260).', simpleResolvers: true })
@Directive('@key(fields: "code")')
@Needs('READ_ORGANISATION')
export class Region {
  @Field(() => DivisionCodeScalar, { description: '行政区划代码。Its code, six digits.' })
  readonly code!: string;

  @Field(() => String, { description: '名称。Its name.' })
  readonly name!: string;
}

export const TradeUnionConnection = makeConnectionType('Union', '工会组织', () => TradeUnion);

export const TradeUnionFilterInput = inputType(
  'UnionFilterInput',
  '工会筛选条件，全部须满足。A filter of unions; all its conditions must hold.',
  {
    within: maybe('工会（含下级）：标识或代码。The id or code of a union, for that union and all under it.'),
    kind: maybe('工会层级。The kind of the union.', UnionKindEnum),
    region: maybe('行政区划代码。The division that they are in.', DivisionCodeScalar),
    name: maybe('名称（部分即可）。A part of their name.'),
  },
);

export type TradeUnionFilterInput = InstanceType<typeof TradeUnionFilterInput>;
