import { Directive, Extensions, Field, Int, ObjectType } from 'type-graphql';
import { type Class, classNamed } from '../dictionary.ts';
import { Needs, type PolicyExtensions } from '../policy/policy.ts';

const MADE: PolicyExtensions = { made: true };

@ObjectType({ description: '分页信息。How a page ends and whether more follows.', simpleResolvers: true })
@Directive('@shareable')
@Needs('INHERIT')
class PageInfo {
  @Field(() => Boolean, { description: '是否有下一页。Whether there are more rows.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: '是否有上一页。Whether rows come before; lists are walked forward only.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: '首行游标。The cursor of the first row.' })
  @Extensions({ ...MADE })
  readonly startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: '末行游标。The cursor of the last row: `after` of the next page.',
  })
  @Extensions({ ...MADE })
  readonly endCursor!: string | null;
}

/** Makes the connection and edge types of a node's type. */
export function makeConnectionType(name: string, zh: string, node: () => Class): Class {
  const edge = classNamed(`${name}Edge`);
  const connection = classNamed(`${name}Connection`);
  const field = (target: Class, key: string, type: () => unknown, description: string) => {
    Field(type as () => Class, { description })(target.prototype as object, key);
  };
  field(edge, 'node', node, `${zh}。The row itself.`);
  field(edge, 'cursor', () => String, '游标。The position of the row in this list, for `after`.');
  field(connection, 'edges', () => [edge], '各行及其游标。The rows with their cursors.');
  field(connection, 'nodes', () => [node()], '各行。The rows.');
  field(connection, 'pageInfo', () => PageInfo, '分页信息。How the page ends and whether more follows.');
  field(
    connection,
    'totalCount',
    () => Int,
    '总数。The total number of rows, which is counted only when it is requested.',
  );
  for (const [target, name] of [
    [edge, 'cursor'],
    [connection, 'totalCount'],
  ] as const) {
    Extensions({ ...MADE })(target.prototype as object, name);
  }
  for (const [target, suffix] of [
    [edge, 'Edge'],
    [connection, 'Connection'],
  ] as const) {
    ObjectType(`${name}${suffix}`, { description: `${zh}。A page of a list.`, simpleResolvers: true })(target);
    Extensions({ policy: 'INHERIT' })(target);
  }
  return connection;
}
