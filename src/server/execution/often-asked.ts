import { type DocumentNode, visit } from 'graphql';
import type { Asked } from '../../fields/selected-fields.ts';

/** From when a document is taken to come again. */
const OFTEN = 3;
/** How many are at a time, and how many characters long together. */
const MOST = 200;
const MOST_CHARACTERS = 500_000;

/** No two documents of a process have the same, whoever serves them. */
let lastId = 0;

/** The documents that come often, and what they ask for. */
export class OftenAsked {
  readonly #times = new WeakMap<DocumentNode, number>();
  readonly #often = new Map<DocumentNode, NonNullable<Asked>>();
  #characters = 0;

  /** Counts that a document is asked for; what it asks for, where that is often. */
  note(document: DocumentNode): Asked {
    const times = (this.#times.get(document) ?? 0) + 1;
    this.#times.set(document, times);
    if (times < OFTEN) return null;
    const often = this.#often.get(document) ?? askedOf(document);
    this.#forget(document);
    this.#often.set(document, often);
    this.#characters += lengthOf(document);
    for (const oldest of this.#often.keys()) {
      if (this.#often.size <= MOST && this.#characters <= MOST_CHARACTERS) break;
      this.#forget(oldest);
    }
    return often;
  }

  #forget(document: DocumentNode): void {
    if (this.#often.delete(document)) this.#characters -= lengthOf(document);
  }
}

function lengthOf({ loc }: DocumentNode): number {
  return loc?.end ?? 0;
}

function askedOf(document: DocumentNode): NonNullable<Asked> {
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
