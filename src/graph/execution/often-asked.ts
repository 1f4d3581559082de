import { type DocumentNode, type GraphQLSchema, OperationTypeNode, visit } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Asked } from '../../registry/asked-codec.ts';

/** From when a document is taken to come again. */
const OFTEN = 3;
/** How many are at a time, and how long together: compiled, a character takes some 80 bytes. */
const MOST = 200;
const MOST_CHARACTERS = 500_000;

/** What is made of a document that comes again and again, and kept as long as it does. */
interface Often {
  readonly asked: NonNullable<Asked>;
  /** Its queries by their names; `null`: one that is not compiled. */
  readonly compiled: Map<string | null, CompiledQuery['query'] | null>;
}

/** No two documents of a process have the same, whoever serves them. */
let lastId = 0;

/** The documents that come often: what they ask for, and their queries compiled (DESIGN, section 5). */
export class OftenAsked {
  readonly #schema: GraphQLSchema;
  readonly #times = new WeakMap<DocumentNode, number>();
  readonly #often = new Map<DocumentNode, Often>();
  #characters = 0;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** Counts that a document is asked for; what it asks for, where that is often. */
  note(document: DocumentNode): Asked {
    const times = (this.#times.get(document) ?? 0) + 1;
    this.#times.set(document, times);
    if (times < OFTEN) return null;
    const often = this.#often.get(document) ?? madeOf(document);
    this.#forget(document);
    this.#often.set(document, often);
    this.#characters += lengthOf(document);
    for (const oldest of this.#often.keys()) {
      if (this.#often.size <= MOST && this.#characters <= MOST_CHARACTERS) break;
      this.#forget(oldest);
    }
    return often.asked;
  }

  #forget(document: DocumentNode): void {
    if (this.#often.delete(document)) this.#characters -= lengthOf(document);
  }

  /** A query of a document that comes often, compiled when it is first executed; never what changes anything. */
  queryOf(document: DocumentNode, kind: OperationTypeNode, name: string | null): CompiledQuery['query'] | null {
    const often = this.#often.get(document);
    if (often === undefined || kind !== OperationTypeNode.QUERY) return null;
    const known = often.compiled.get(name);
    if (known !== undefined) return known;
    const compiled = compileQuery(this.#schema, document, name ?? undefined);
    const query = isCompiledQuery(compiled) ? compiled.query : null;
    often.compiled.set(name, query);
    return query;
  }
}

function lengthOf({ loc }: DocumentNode): number {
  return loc?.end ?? 0;
}

function madeOf(document: DocumentNode): Often {
  lastId += 1;
  return { asked: { id: lastId, names: namesIn(document) }, compiled: new Map() };
}

function namesIn(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, {
    Field: ({ name }) => {
      names.add(name.value);
    },
  });
  return names;
}
