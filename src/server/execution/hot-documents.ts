import { type DocumentNode, visit } from 'graphql';
import type { SelectedFields } from '../../fields/selected-fields.ts';

/** From when a document is taken to come again. */
const OFTEN = 3;
/** How many are at a time, and how many characters long together. */
const MOST = 200;
const MOST_CHARACTERS = 500_000;

/** No two documents of a process have the same, whoever serves them. */
let lastId = 0;

/** The documents that come often, and what they ask for. */
export class HotDocuments {
  readonly #times = new WeakMap<DocumentNode, number>();
  readonly #hot = new Map<DocumentNode, NonNullable<SelectedFields>>();
  #characters = 0;

  /** Counts that a document is asked for; what it asks for, where that is often. */
  note(document: DocumentNode): SelectedFields {
    const times = (this.#times.get(document) ?? 0) + 1;
    this.#times.set(document, times);
    if (times < OFTEN) return null;
    const hot = this.#hot.get(document) ?? selectedFieldsOf(document);
    this.#forget(document);
    this.#hot.set(document, hot);
    this.#characters += lengthOf(document);
    for (const oldest of this.#hot.keys()) {
      if (this.#hot.size <= MOST && this.#characters <= MOST_CHARACTERS) break;
      this.#forget(oldest);
    }
    return hot;
  }

  #forget(document: DocumentNode): void {
    if (this.#hot.delete(document)) this.#characters -= lengthOf(document);
  }
}

function lengthOf({ loc }: DocumentNode): number {
  return loc?.end ?? 0;
}

function selectedFieldsOf(document: DocumentNode): NonNullable<SelectedFields> {
  lastId += 1;
  return { id: lastId, names: namesIn(document) };
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
