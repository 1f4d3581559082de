import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { execute, type GraphQLSchema } from 'graphql';
import type { GraphContext } from '../context.ts';
import type { OftenAsked } from './often-asked.ts';

type Gateway = ApolloServerOptionsWithGateway<GraphContext>['gateway'];

/**
 * How Apollo executes over a schema: queries that come often compiled, everything else by graphql-js. So that nothing is
 * answered otherwise for having come often, an answer with an error in it is not the compiled query's to give: graphql-js
 * gives it, as if nothing had been read before (which errors there are beside one that leaves no data is a matter of time).
 */
export function executorOver(schema: GraphQLSchema, often: OftenAsked): Gateway {
  return {
    load: () =>
      Promise.resolve({
        executor: async ({ document, operation, operationName, request: { variables = {} }, context }) => {
          const query = often.queryOf(document, operation.operation, operationName);
          if (query !== null) {
            const quick = await query(undefined, context, variables);
            if (quick.errors === undefined) return quick;
            (context as GraphContext).reads.current = {};
          }
          return execute({ schema, document, contextValue: context, variableValues: variables, operationName });
        },
      }),
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    stop: () => Promise.resolve(),
  };
}
