import { createHash } from 'node:crypto';
import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode, parse } from 'graphql';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { graphError } from '../../graph/error.ts';
import { type Admitted, AdmittedDocuments } from './admitted-documents.ts';
import { costing } from './cost.ts';
import { indexDefinitions } from './definitions.ts';
import { documentRules } from './document-rules.ts';
import { beyond, invalid, LIMITS } from '../../graph/limits.ts';
import { repeatsFault } from './repeats.ts';
import { scanText } from './scan-text.ts';
import { sumsFault } from './selection-sums.ts';

/** A GraphQL request whose parameters have the right types; its document is not parsed yet. */
export interface GraphRequest {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The checks of a request before its execution: they refuse invalid documents, and those that would cost too much. */
export interface Gate {
  /** Returns the requested operation, or the error for which it is refused. */
  readonly admit: (request: GraphRequest) => Result<RequestedOperation, GraphQLError>;
  /** Looks up a recently admitted document by the SHA-256 of its text. */
  readonly findDocument: (hash: string) => DocumentNode | undefined;
}

interface RequestedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

export function createGate(schema: GraphQLSchema, { introspection }: { readonly introspection: boolean }): Gate {
  const admittedDocuments = new AdmittedDocuments();
  const faultOfRules = documentRules(schema, introspection);
  const computeCost = costing(schema);
  const admitted = (query: string): Result<Admitted, GraphQLError> => {
    const hash = createHash('sha256').update(query).digest('hex');
    const known = admittedDocuments.get(hash);
    if (known !== undefined) return succeed(known);
    const within = withinLimits(query);
    if (!within.ok) return within;
    const fault = faultOfRules(within.value.document);
    if (fault !== undefined) return fail(fault);
    admittedDocuments.add(hash, within.value);
    return within;
  };
  return {
    findDocument: (hash) => admittedDocuments.get(hash)?.document,
    admit: ({ query, operationName, variables }) => {
      const known = admitted(query);
      if (!known.ok) return known;
      const { definitions, document } = known.value;
      const operation = findOperation(definitions.operations, operationName);
      if (operation === undefined) return fail(graphError('BAD_REQUEST'));
      if (!schema.getRootType(operation.operation)) return fail(invalid([{ rule: 'RootType', nodes: [operation] }]));
      const { cost, representations, pages } = computeCost(definitions, operation, variables);
      if (representations > LIMITS.representations) return fail(beyond('representations'));
      if (cost > LIMITS.cost) return fail(beyond('cost'));
      return pages ? succeed({ document, operation }) : fail(graphError('INVALID_ARGUMENT', { argument: 'first' }));
    },
  };
}

/** Parses a document and checks its size. The order matters: each step is safe only after those before it. */
function withinLimits(query: string): Result<Admitted, GraphQLError> {
  const tokens = scanText(query);
  if (!tokens.ok) return tokens;
  const document = parseDocument(query);
  if (!document.ok) return document;
  const definitions = indexDefinitions(document.value);
  if (!definitions.ok) return definitions;
  const fault = sumsFault(definitions.value) ?? repeatsFault(definitions.value);
  return fault === undefined
    ? succeed({ document: document.value, definitions: definitions.value, tokens: tokens.value })
    : fail(fault);
}

function parseDocument(query: string): Result<DocumentNode, GraphQLError> {
  try {
    return succeed(parse(query, { maxLexicalTokens: LIMITS.tokens }));
  } catch (error) {
    const location = error instanceof GraphQLError ? { source: error.source, positions: error.positions } : {};
    return fail(graphError('INVALID_DOCUMENT', { rules: ['Syntax'] }, location));
  }
}

/** The operation of this name or, without a name, the document's only operation. */
function findOperation(operations: readonly OperationDefinitionNode[], name: string | null) {
  if (name !== null) return operations.find((operation) => operation.name?.value === name);
  return operations.length === 1 ? operations[0] : undefined;
}
