/** A place that was given; whoever has it gives it back. */
export type GiveBack = () => void;

interface Waiting {
  readonly party: string;
  readonly start: () => void;
}

/**
 * Places that several parties share for short pieces of work. A free place goes to whoever of those that wait has had
 * least (start-time fair queuing): a party that comes anew begins level with the one that has had least, so that it
 * neither waits for a long queue of another nor holds others up until it has caught up.
 */
export class Turns {
  readonly #slots: number;
  #taken = 0;
  #waiting: Waiting[] = [];
  /** How long each party has had places, in milliseconds, as long as it has or wants one. */
  readonly #had = new Map<string, number>();
  readonly #wanted = new Map<string, number>();

  constructor(slots: number) {
    this.#slots = slots;
  }

  /** Waits for a place; throws the signal's reason where it is aborted meanwhile. */
  async take(party: string, signal: AbortSignal): Promise<GiveBack> {
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
