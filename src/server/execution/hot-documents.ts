import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { SelectedFields } from '../../fields/selected-fields.ts';
import { selectedKeys } from '../../graph/reads.ts';

/** How many requests make a document hot: it is then expected to come again. */
const OFTEN = 3;
/** How many documents are hot at a time, and how many characters they have together. */
const MOST = 200;
const MOST_CHARACTERS = 500_000;

/** The last id given to a document; ids are unique within the process, across its servers. */
let lastId = 0;

/** The documents that are requested often, with the fields that they select. */
export class HotDocuments {
  readonly #times = new WeakMap<DocumentNode, number>();
  readonly #hot = new Map<DocumentNode, NonNullable<SelectedFields>>();
  readonly #schema: GraphQLSchema;
  #characters = 0;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** Counts a request for a document; returns its selected fields if it is hot, else `null`. */
  note(document: DocumentNode): SelectedFields {
    const times = (this.#times.get(document) ?? 0) + 1;
    this.#times.set(document, times);
    if (times < OFTEN) return null;
    const hot = this.#hot.get(document) ?? this.#select(document);
    this.#forget(document);
    this.#hot.set(document, hot);
    this.#characters += documentLength(document);
    for (const oldest of this.#hot.keys()) {
      if (this.#hot.size <= MOST && this.#characters <= MOST_CHARACTERS) break;
      this.#forget(oldest);
    }
    return hot;
  }

  #select(document: DocumentNode): NonNullable<SelectedFields> {
    lastId += 1;
    return { id: lastId, keys: selectedKeys(this.#schema, document) };
  }

  #forget(document: DocumentNode): void {
    if (this.#hot.delete(document)) this.#characters -= documentLength(document);
  }
}

function documentLength({ loc }: DocumentNode): number {
  return loc?.end ?? 0;
}
