import { getNullableType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { asSubgraph } from '../graph/federation.ts';
import { enforceFieldPolicies } from '../graph/policy/field-policy.ts';
import { makeNodeResolver } from '../graph/views/node.ts';
import { provideCells } from '../graph/arguments/find-cell.ts';
import { statisticsCells } from '../statistics/graph/cell.loader.ts';
import { FEATURES } from './features.ts';

const nodeResolver = makeNodeResolver(FEATURES.flatMap(({ nodes = [] }) => nodes));

/** Builds the schema without federation and without enforcing its policies, to print it and to check it. */
export function openSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [nodeResolver, ...FEATURES.flatMap(({ resolvers }) => resolvers)] as unknown as NonEmptyArray<
      new () => object
    >,
    validate: false,
    emitSchemaFile: false,
  });
  // One refusal must not empty a document: root fields are nullable.
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) field.type = getNullableType(field.type);
  }
  return schema;
}

provideCells(statisticsCells);

/** Builds the schema that is served: a subgraph of federation 2 that enforces the policy of every field. */
export function buildGraph(): GraphQLSchema {
  const references = FEATURES.flatMap(({ references = {} }) => Object.entries(references));
  return asSubgraph(enforceFieldPolicies(openSchema()), Object.fromEntries(references));
}

let served: GraphQLSchema | undefined;

/** The graph that is served: every server of a process serves the same. Whoever changes a schema builds their own. */
export function servedGraph(): GraphQLSchema {
  return (served ??= buildGraph());
}
