import type { ASTNode, GraphQLError } from 'graphql';
import { graphError } from './error.ts';

/** What one request may ask for. Each is counted in time linear in the text, before anything is executed. */
export const LIMITS = {
  /** The body of a request on `/graphql`; workbooks have a route of their own. */
  bytes: 65_536,
  tokens: 8000,
  /** Brackets within brackets, of any kind. */
  nesting: 64,
  /** Fields within fields. */
  depth: 15,
  /** The same below `__schema` and `__type`: GraphiQL goes 15 deep. */
  introspectionDepth: 20,
  aliases: 30,
  directives: 20,
  /** Of one field. */
  arguments: 30,
  /** Fields after fragments are put in their places. */
  selections: 2000,
  /** One response name in one place, after fragments are put in theirs. */
  repeats: 20,
  operations: 20,
  fragments: 50,
  /** Rows of a page. */
  first: 200,
  /** Of `_entities`. */
  representations: 100,
  cost: 100_000,
  /** Objects and lists within each other, in variables. */
  variableDepth: 60,
} as const;

export type Limit = keyof typeof LIMITS;

/** What exceeds a limit: the answer names the limit. */
export function beyond(limit: Limit): GraphQLError {
  return graphError('TOO_COMPLEX', { limit, most: LIMITS[limit] });
}

/** What breaks a rule of the language: the answer names rule and places, never the text. */
export function invalid(faults: readonly Fault[]): GraphQLError {
  const nodes = faults.flatMap((fault) => fault.nodes);
  return graphError('INVALID_DOCUMENT', { rules: [...new Set(faults.map(({ rule }) => rule))] }, { nodes });
}

/** A rule, by its name in graphql-js, and where it is broken. */
export interface Fault {
  readonly rule: string;
  readonly nodes: readonly ASTNode[];
}
