import { type DocumentNode, visit } from 'graphql';
import type { Asked } from '../../registry/asked-codec.ts';

/** From when a document is taken to come again, and how many are at a time. */
const OFTEN = 3;
const MOST = 200;

/** The documents that come again and again: what is made for one of them is kept as long as it is asked for. */
export class OftenAsked {
  readonly #times = new WeakMap<DocumentNode, number>();
  readonly #often = new Map<DocumentNode, NonNullable<Asked>>();
  #last = 0;

  /** Counts that a document is asked for; what it asks for, where that is often. */
  note(document: DocumentNode): Asked {
    const times = (this.#times.get(document) ?? 0) + 1;
    this.#times.set(document, times);
    if (times < OFTEN) return null;
    const asked = this.#often.get(document) ?? { id: (this.#last += 1), names: namesIn(document) };
    this.#often.delete(document);
    this.#often.set(document, asked);
    const [oldest] = this.#often.keys();
    if (oldest !== undefined && this.#often.size > MOST) this.#often.delete(oldest);
    return asked;
  }

  has(document: DocumentNode): boolean {
    return this.#often.has(document);
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
