import type { DocumentNode } from 'graphql';
import type { Definitions } from './definitions.ts';

/** A document that is valid and keeps the limits that do not depend on variables. */
export interface Admitted {
  readonly document: DocumentNode;
  readonly definitions: Definitions;
  readonly tokens: number;
}

const MOST_DOCUMENTS = 500;
/** Bounds the memory: a token with its nodes takes some 250 bytes. */
const MOST_TOKENS = 100_000;

/** A cache of the most recently used documents, by the hash of their text, with bounded memory. */
export class AdmittedDocuments {
  readonly #byHash = new Map<string, Admitted>();
  #tokens = 0;

  get(hash: string): Admitted | undefined {
    const admitted = this.#byHash.get(hash);
    if (admitted === undefined) return undefined;
    this.#byHash.delete(hash);
    this.#byHash.set(hash, admitted);
    return admitted;
  }

  add(hash: string, admitted: Admitted): void {
    this.#byHash.set(hash, admitted);
    this.#tokens += admitted.tokens;
    for (const [oldest, { tokens }] of this.#byHash) {
      if (this.#byHash.size <= MOST_DOCUMENTS && this.#tokens <= MOST_TOKENS) return;
      this.#byHash.delete(oldest);
      this.#tokens -= tokens;
    }
  }
}
