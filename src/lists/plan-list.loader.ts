import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  visit,
} from 'graphql';
import { z } from 'zod';
import { LIMITS } from '../graph/limits.ts';
import { findVariableFaults } from '../server/http/answers/variable-faults.ts';
import { createGate, type Gate, type GraphRequest } from '../server/limits/gate.ts';
import { findList, type FoundList } from './find-list.loader.ts';
import { type ListColumn, listColumns } from './list-columns.loader.ts';
import { refusal, refuseList } from './refuse-list.loader.ts';

/** A list as its link names it: the query that leads to it. */
export const listFile = z.strictObject({
  document: z.string(),
  variables: z.record(z.string(), z.unknown()),
  operationName: z.string().nullable(),
});

export type ListFile = z.infer<typeof listFile>;

/** How a list is read page by page, and what becomes of its rows. */
export interface ListPlan extends Pick<FoundList, 'path' | 'rowPath'> {
  readonly fileName: string;
  readonly columns: readonly ListColumn[];
  /** The query of a page: that of the user with the arguments and the fields of paging. */
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variablesAfter: (cursor: string | null) => Readonly<Record<string, unknown>>;
}

/** What a page adds to the query. A user who has such a variable is refused as one who declares a variable twice. */
const PAGING = parse(`query ($_first: Int!, $_after: String, $_counted: Boolean!) {
  list(first: $_first, after: $_after) { pageInfo { hasNextPage endCursor } totalCount @include(if: $_counted) }
}`).definitions[0] as OperationDefinitionNode;
const PAGED = PAGING.selectionSet.selections[0] as FieldNode;

/** The sizes of a page. The largest is chosen whose cost a request may have. */
const SIZES = [LIMITS.first, 100, 50, 20, 10, 5, 2, 1];

const gates = new WeakMap<GraphQLSchema, Gate>();

/** Plans how the list of a query is exported. Each of its pages keeps the limits of a request. Throws a `graphError` to refuse. */
export function planList(schema: GraphQLSchema, { document: query, variables, operationName }: ListFile): ListPlan {
  const gate = gateOf(schema);
  const { document, operation } = requireAdmitted(gate, { query, variables, operationName });
  if (operation.operation !== OperationTypeNode.QUERY) refuseList([operation.operation], 'QUERY');
  refuseDirectives(document);
  requireVariables(schema, operation, variables);
  const list = findList(schema, operation);
  const root = [...list.path, ...list.rowPath];
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const columns = listColumns(
    { schema, root, fragments: new Map(fragments.map((one) => [one.name.value, one])) },
    list.rows,
  );
  const paged = print(withPaging(document, operation, list.node));
  const sized = (size: number) => ({ ...variables, _first: size, _after: null, _counted: true });
  const size = SIZES.find((one) => gate.admit({ query: paged, operationName, variables: sized(one) }).ok) ?? 1;
  return {
    ...{ path: list.path, rowPath: list.rowPath, columns, operationName },
    fileName: `${list.terms.join('-')}.csv`,
    document: requireAdmitted(gate, { query: paged, operationName, variables: sized(size) }).document,
    variablesAfter: (cursor) => ({ ...sized(size), _after: cursor, _counted: cursor === null }),
  };
}

function gateOf(schema: GraphQLSchema): Gate {
  const gate = gates.get(schema) ?? createGate(schema, { introspection: false });
  gates.set(schema, gate);
  return gate;
}

/** Passes a query through the gate of requests; its locations are of the query, not of the mutation. */
function requireAdmitted(gate: Gate, request: GraphRequest) {
  const admitted = gate.admit(request);
  if (admitted.ok) return admitted.value;
  const { message, extensions, locations } = admitted.error;
  throw new GraphQLError(message, {
    extensions: { ...extensions, argument: 'input.document', documentLocations: locations },
  });
}

function refuseDirectives(document: DocumentNode): void {
  visit(document, { Directive: ({ name }) => refuseList([`@${name.value}`], 'DIRECTIVE') });
}

function requireVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: ListFile['variables'],
): void {
  const declared = new Set(operation.variableDefinitions?.map(({ variable }) => variable.name.value));
  const unknown = Object.keys(variables).find((name) => !declared.has(name));
  if (unknown !== undefined) refuseList(['variables', unknown], 'UNKNOWN');
  const [fault] = findVariableFaults(schema, operation, variables);
  if (fault !== undefined) throw refusal(`variables.${fault.path}`, `${fault.zh} / ${fault.en}`);
}

/** Adds to an operation the variables, and to its list the arguments and fields, with which it is read page by page. */
function withPaging(document: DocumentNode, operation: OperationDefinitionNode, list: FieldNode): DocumentNode {
  return visit(document, {
    OperationDefinition: (node) =>
      node === operation
        ? {
            ...node,
            variableDefinitions: [...(node.variableDefinitions ?? []), ...(PAGING.variableDefinitions ?? [])],
          }
        : false,
    Field: (node) =>
      node === list && node.selectionSet !== undefined
        ? {
            ...node,
            arguments: [...(node.arguments ?? []), ...(PAGED.arguments ?? [])],
            selectionSet: {
              ...node.selectionSet,
              selections: [...node.selectionSet.selections, ...(PAGED.selectionSet?.selections ?? [])],
            },
          }
        : undefined,
  });
}
