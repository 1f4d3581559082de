import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { asSubgraph } from '../graph/federation.ts';
import { enforceFieldPolicies } from '../graph/policy/field-policy.ts';
import { FEATURES } from './features.ts';

/** The graph without the machinery of federation, whose policies are not yet in force: what is printed and walked. */
export function openSchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers: FEATURES.flatMap(({ resolvers }) => resolvers) as unknown as NonEmptyArray<new () => object>,
    validate: false,
    emitSchemaFile: false,
  });
}

/** The graph as it is served: a subgraph of federation 2, every field behind its policy. */
export function buildGraph(): GraphQLSchema {
  const references = FEATURES.flatMap(({ references = {} }) => Object.entries(references));
  return asSubgraph(enforceFieldPolicies(openSchema()), Object.fromEntries(references));
}
