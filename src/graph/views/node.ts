import { Arg, Ctx, Field, ID, InterfaceType, Query, Resolver } from 'type-graphql';
import { NOBODY } from '../arguments/ids.ts';
import { readAt, viewById, type Viewed } from '../arguments/read-at.ts';
import type { GraphContext } from '../context.ts';
import type { Class } from '../dictionary.ts';
import { Needs } from '../policy/policy.ts';
import { findNode, type NodeRows } from './node.read.ts';

@InterfaceType({
  description: '有标识的对象。An object with an id, by which `node` finds it again.',
  resolveType: ({ __typename }: { readonly __typename: string }) => __typename,
})
export abstract class Node {
  @Field(() => ID, { description: '标识。Its id; that of another day or revision names these.' })
  readonly id!: string;
}

/** What an id was found to name. */
export interface FoundNode extends Viewed {
  readonly type: string;
  /** The household that it belongs to; the row itself where that is none. */
  readonly owner: string;
}

/** Where `node` finds the rows of a type, and how it loads them with the viewer's permissions. */
export interface NodeSource extends NodeRows {
  /** Its loader is asked for what is missing too, so that this takes the same statements as what is not shown. */
  readonly standsForMissing?: boolean;
  /** `null` both if the row is missing at these times and if the viewer may not see it. */
  readonly load: (context: GraphContext, found: FoundNode) => Promise<object | null>;
}

/** Makes the resolver of the root field `node`. One statement finds the type; the loader of the type does the rest. */
export function makeNodeResolver(sources: readonly NodeSource[]): Class {
  @Resolver()
  class NodeResolver {
    @Query(() => Node, {
      description: '按标识查询。The object that an id names; `null` if there is none, or if you may not see it.',
    })
    @Needs('READ_HOUSEHOLD')
    node(@Arg('id', () => ID, { description: '标识。The id.' }) id: string, @Ctx() context: GraphContext) {
      return loadNode(sources, context, id);
    }
  }
  return NodeResolver;
}

async function loadNode(sources: readonly NodeSource[], context: GraphContext, text: string): Promise<object | null> {
  const viewed = await viewById(context, text);
  const found = await context.deps.database.session((sql) => findNode(sql, sources, viewed?.id ?? NOBODY));
  if (viewed === null || found === undefined) {
    const nothing = { id: NOBODY, owner: NOBODY, type: '', at: viewed?.at ?? (await readAt(context.deps, {})) };
    await sources.find(({ standsForMissing }) => standsForMissing)?.load(context, nothing);
    return null;
  }
  const source = sources.find(({ type }) => type === found.type);
  const node = await source?.load(context, { ...viewed, ...found });
  return node ? Object.assign(node, { __typename: found.type }) : null;
}
