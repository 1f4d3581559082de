import { createHash } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { z } from 'zod';
import { graphError } from '../../graph/error.ts';
import { containsPersonalNumber } from '../../graph/redaction.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';

const MOST_DOCUMENTS = 500;
/** Bounds the memory. */
const MOST_CHARACTERS = 2_000_000;

const EXTENSION = z.object({ version: z.literal(1), sha256Hash: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * The most recently used documents that clients asked to keep, by the SHA-256 of their text: Apollo's protocol of automatic
 * persisted queries. A client sends the hash alone; if the answer is `PersistedQueryNotFound`, it sends the text with it.
 * Documents that name a personal number are never kept: a guessed hash would tell that somebody had asked for it.
 */
export class PersistedQueries {
  readonly #texts = new Map<string, string>();
  #characters = 0;

  get(hash: string): string | undefined {
    return this.#texts.get(hash);
  }

  /**
   * The text of a request with the extension `persistedQuery`. Errors: BAD_REQUEST for a malformed extension or a hash of
   * another text, PERSISTED_QUERY_NOT_FOUND.
   */
  findText(extension: unknown, query: string | undefined): Result<string, GraphQLError> {
    const { success, data } = EXTENSION.safeParse(extension);
    if (!success) return fail(graphError('BAD_REQUEST'));
    const known = this.#texts.get(data.sha256Hash);
    if (query === undefined) {
      return known === undefined
        ? fail(graphError('PERSISTED_QUERY_NOT_FOUND'))
        : succeed(this.#keep(data.sha256Hash, known));
    }
    const isOfText = createHash('sha256').update(query).digest('hex') === data.sha256Hash;
    return isOfText ? succeed(this.#keep(data.sha256Hash, query)) : fail(graphError('BAD_REQUEST'));
  }

  #keep(hash: string, text: string): string {
    if (containsPersonalNumber(text)) return text;
    if (this.#texts.delete(hash)) this.#characters -= text.length;
    this.#texts.set(hash, text);
    this.#characters += text.length;
    for (const [oldest, { length }] of this.#texts) {
      if (this.#texts.size <= MOST_DOCUMENTS && this.#characters <= MOST_CHARACTERS) break;
      this.#texts.delete(oldest);
      this.#characters -= length;
    }
    return text;
  }
}
