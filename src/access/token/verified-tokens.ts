import { createHash } from 'node:crypto';

/** The subject of a valid token, and its expiry in milliseconds since 1970. */
export interface Verified {
  readonly subject: string;
  readonly until: number;
}

/** Short, so that tokens of a revoked key are rejected soon. */
const KEPT_MILLISECONDS = 60_000;
const MOST_TOKENS = 5000;

/** Caches recently verified tokens by their hashes, so that signatures are not verified with every request. */
export class VerifiedTokens {
  readonly #byHash = new Map<string, Verified>();

  async verifiedSubject(token: string, verify: () => Promise<Verified | undefined>): Promise<string | undefined> {
    const hash = createHash('sha256').update(token).digest('base64');
    const known = this.#byHash.get(hash);
    if (known !== undefined && Date.now() < known.until) return known.subject;
    this.#byHash.delete(hash);
    const verified = await verify();
    if (verified === undefined) return undefined;
    this.#keep(hash, { ...verified, until: Math.min(verified.until, Date.now() + KEPT_MILLISECONDS) });
    return verified.subject;
  }

  #keep(hash: string, verified: Verified): void {
    this.#byHash.set(hash, verified);
    const [oldest] = this.#byHash.keys();
    if (this.#byHash.size > MOST_TOKENS && oldest !== undefined) this.#byHash.delete(oldest);
  }
}
