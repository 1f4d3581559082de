import type { ASTNode, GraphQLError } from 'graphql';
import { graphError } from './error.ts';

/** The limits of one request. Each is checked in time linear in the document's length, before anything is executed. */
export const LIMITS = {
  /** The body of a request on `/graphql`; workbooks have a route of their own. */
  bytes: 65_536,
  tokens: 8000,
  /** The nesting of brackets of any kind. */
  nesting: 64,
  /** The nesting of fields. */
  depth: 15,
  /** The nesting of fields below `__schema` and `__type`: GraphiQL needs 15. */
  introspectionDepth: 20,
  aliases: 30,
  directives: 20,
  /** Of one field. */
  arguments: 30,
  /** Fields after fragments have been expanded. */
  selections: 2000,
  /** Fields with one response name in one selection set, after fragments have been expanded. */
  repeats: 20,
  operations: 20,
  fragments: 50,
  /** Rows of a page. */
  first: 200,
  /** The representations of `_entities`. */
  representations: 1000,
  cost: 100_000,
  /** The nesting of objects and lists in variables. */
  variableDepth: 60,
} as const;

export type Limit = keyof typeof LIMITS;

/** A limit that a request exceeds; the answer names it. */
export function beyond(limit: Limit): GraphQLError {
  return graphError('TOO_COMPLEX', { limit, most: LIMITS[limit] });
}

/** The validation rules that a document breaks: the answer names rules and locations, never the text. */
export function invalid(faults: readonly Fault[]): GraphQLError {
  const nodes = faults.flatMap((fault) => fault.nodes);
  return graphError('INVALID_DOCUMENT', { rules: [...new Set(faults.map(({ rule }) => rule))] }, { nodes });
}

/** A rule, by its name in graphql-js, and the locations where it is broken. */
export interface Fault {
  readonly rule: string;
  readonly nodes: readonly ASTNode[];
}
