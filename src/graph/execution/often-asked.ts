import { type DocumentNode, type GraphQLSchema, OperationTypeNode, visit } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Asked } from '../../registry/asked-codec.ts';

/** From when a document is taken to come again, and how many are at a time. */
const OFTEN = 3;
const MOST = 200;

/** What is made of a document that comes again and again, and kept as long as it does. */
interface Often {
  readonly asked: NonNullable<Asked>;
  /** Its queries by their names; `null`: one that is not compiled. */
  readonly compiled: Map<string | null, CompiledQuery['query'] | null>;
}

/** The documents that come often: what they ask for, and their queries compiled (DESIGN, section 5). */
export class OftenAsked {
  readonly #schema: GraphQLSchema;
  readonly #times = new WeakMap<DocumentNode, number>();
  readonly #often = new Map<DocumentNode, Often>();
  #last = 0;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** Counts that a document is asked for; what it asks for, where that is often. */
  note(document: DocumentNode): Asked {
    const times = (this.#times.get(document) ?? 0) + 1;
    this.#times.set(document, times);
    if (times < OFTEN) return null;
    const often = this.#often.get(document) ?? this.#make(document);
    this.#often.delete(document);
    this.#often.set(document, often);
    const [oldest] = this.#often.keys();
    if (oldest !== undefined && this.#often.size > MOST) this.#often.delete(oldest);
    return often.asked;
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

  #make(document: DocumentNode): Often {
    this.#last += 1;
    return { asked: { id: this.#last, names: namesIn(document) }, compiled: new Map() };
  }
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
