import type { Database } from '../../database/database.ts';
import { isUnavailable } from '../../database/connection/unavailable.ts';
import { insertRefusedAttempts, type RefusedAttempts } from './audit.store.ts';

/** An attempt that was refused. Nothing in it is of the sender's own making but the name of the operation. */
export type Refusal = Omit<RefusedAttempts, 'at' | 'lastAt' | 'times'>;

/** How many different refusals of one sender have rows of their own in an hour; all others of the hour share one. */
const MOST_OF_A_SENDER = 50;
const HOUR = 3_600_000;
/** A row is written for the first attempt, then when there are ten times as many as were written, and when the hour ends. */
const FACTOR = 10;

interface Counted extends Refusal {
  at: number;
  lastAt: number;
  pending: number;
  written: number;
}

/**
 * Counts refused attempts by sender, reason and field, and writes the counts to the database from time to time: no answer waits
 * for it, and repeats take few rows, so that nobody can fill the disk or push what was before out of the record.
 */
export class RefusedCounter {
  readonly #database: Database;
  readonly #report: (error: unknown) => void;
  #hour = 0;
  #counts = new Map<string, Counted>();
  readonly #senders = new Map<string, number>();
  /** What is to be written whatever happens: of hours that have ended, and what could not be written. */
  #ended: Counted[] = [];

  /** `report` is told of an error that is no outage of the database: what is kept is then not written by waiting alone. */
  constructor(database: Database, report: (error: unknown) => void) {
    this.#database = database;
    this.#report = report;
  }

  /** `now` is in milliseconds since 1970. */
  note(refusal: Refusal, now: number): void {
    this.#begin(now);
    const sender = senderOf(refusal);
    const key = keyOf(sender, refusal);
    const known = this.#counts.get(key);
    if (known === undefined) this.#noteNew(sender, key, refusal, now);
    else repeat(known, now);
  }

  /** Notes what the sender was not refused in this hour yet: in a row of its own, or in the one that all others share. */
  #noteNew(sender: string, key: string, refusal: Refusal, now: number): void {
    const first = { at: now, lastAt: now, pending: 1, written: 0 };
    const rows = (this.#senders.get(sender) ?? 0) + 1;
    this.#senders.set(sender, rows);
    const others = this.#counts.get(sender);
    if (rows <= MOST_OF_A_SENDER) this.#counts.set(key, { ...refusal, ...first });
    else if (others === undefined) this.#counts.set(sender, { ...refusal, field: null, operation: null, ...first });
    else repeat(others, now);
  }

  /** Writes what is due, or everything; what cannot be written now is kept for the next time. */
  async write(now: number, everything = false): Promise<void> {
    this.#begin(now);
    const due = [...this.#counts.values()].filter((one) => isDue(one, everything));
    const ended = this.#ended;
    if (due.length + ended.length === 0) return;
    const taken = due.map((one) => ({ ...one }));
    this.#ended = [];
    due.forEach(markWritten);
    try {
      const rows = [...ended, ...taken].map(toRow);
      await this.#database.transaction((sql) => insertRefusedAttempts(sql, rows));
    } catch (error) {
      this.#ended.push(...ended, ...taken);
      if (!isUnavailable(error)) this.#report(error);
    }
  }

  /** Ends the hour before, if another one has begun. */
  #begin(now: number): void {
    const hour = Math.floor(now / HOUR);
    if (hour <= this.#hour) return;
    this.#ended.push(...[...this.#counts.values()].filter(({ pending }) => pending > 0));
    this.#hour = hour;
    this.#counts = new Map();
    this.#senders.clear();
  }
}

function repeat(counted: Counted, now: number): void {
  if (counted.pending === 0) counted.at = now;
  counted.pending += 1;
  counted.lastAt = Math.max(now, counted.at);
}

function senderOf({ staffId, personId, gateway }: Refusal): string {
  return `${staffId ?? personId ?? ''} ${gateway ?? ''}`;
}

function keyOf(sender: string, { kind, code, field }: Refusal): string {
  return `${sender} ${kind} ${code} ${field ?? ''}`;
}

function isDue({ pending, written }: Counted, everything: boolean): boolean {
  return pending > 0 && (everything || written === 0 || pending >= written * (FACTOR - 1));
}

function markWritten(counted: Counted): void {
  counted.written += counted.pending;
  counted.pending = 0;
}

function toRow({ pending: times, written: _written, at, lastAt, ...refusal }: Counted): RefusedAttempts {
  return { ...refusal, times, at: new Date(at).toISOString(), lastAt: new Date(lastAt).toISOString() };
}
