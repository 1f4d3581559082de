/** Gives back a slot that was taken. */
export type Release = () => void;

interface Waiting {
  readonly party: string;
  readonly start: () => void;
}

/**
 * Slots that several parties share for short pieces of work. A free slot goes to the waiting party that has had the least
 * time (start-time fair queuing). A new party begins level with the one that has had least, so that it neither waits for
 * the long queue of another nor delays the others until it has caught up.
 */
export class FairSemaphore {
  readonly #slots: number;
  #taken = 0;
  #waiting: Waiting[] = [];
  /** The milliseconds for which each party has had slots, as long as it has or wants one. */
  readonly #had = new Map<string, number>();
  readonly #wanted = new Map<string, number>();

  constructor(slots: number) {
    this.#slots = slots;
  }

  /** Waits for a slot; throws the signal's reason if it is aborted meanwhile. */
  async acquire(party: string, signal: AbortSignal): Promise<Release> {
    signal.throwIfAborted();
    this.#enter(party);
    try {
      if (this.#taken < this.#slots && this.#waiting.length === 0) this.#taken += 1;
      else await this.#wait(party, signal);
    } catch (error) {
      this.#leave(party);
      throw error;
    }
    const from = performance.now();
    return () => {
      this.#had.set(party, (this.#had.get(party) ?? 0) + performance.now() - from);
      this.#leave(party);
      this.#taken -= 1;
      this.#next();
    };
  }

  #wait(party: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        party,
        start: () => {
          signal.removeEventListener('abort', abort);
          resolve();
        },
      };
      const abort = () => {
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.push(waiting);
    });
  }

  #next(): void {
    const had = ({ party }: Waiting) => this.#had.get(party) ?? 0;
    const [next] = this.#waiting.toSorted((a, b) => had(a) - had(b));
    if (next === undefined) return;
    this.#waiting = this.#waiting.filter((one) => one !== next);
    this.#taken += 1;
    next.start();
  }

  #enter(party: string): void {
    const wanted = this.#wanted.get(party) ?? 0;
    if (wanted === 0) this.#had.set(party, this.#had.size === 0 ? 0 : Math.min(...this.#had.values()));
    this.#wanted.set(party, wanted + 1);
  }

  #leave(party: string): void {
    const wanted = (this.#wanted.get(party) ?? 0) - 1;
    this.#wanted.set(party, wanted);
    if (wanted > 0) return;
    this.#wanted.delete(party);
    this.#had.delete(party);
  }
}
