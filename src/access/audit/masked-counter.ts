import type { Database } from '../../database/database.ts';
import { countMasked } from './audit.store.ts';

/** Counts how many persons each viewer sees masked, and writes the counts to the database from time to time. */
export class MaskedCounter {
  readonly #database: Database;
  #counts = new Map<string, number>();

  constructor(database: Database) {
    this.#database = database;
  }

  note(viewerId: string, persons: number): void {
    this.#counts.set(viewerId, (this.#counts.get(viewerId) ?? 0) + persons);
  }

  /** Writes the counts; those that cannot be written now are kept for the next time. */
  async write(now: number): Promise<void> {
    const counts = this.#counts;
    this.#counts = new Map();
    for (const [viewerId, persons] of counts) {
      try {
        await this.#database.session((sql) => countMasked(sql, viewerId, persons, now));
      } catch {
        this.note(viewerId, persons);
      }
    }
  }
}
