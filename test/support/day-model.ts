import { expect } from '@jest/globals';
import type { Day } from '../../src/kernel/calendar.ts';
import { type Ranged, versionOn } from '../../src/registry/household/stored-household.ts';

/** The days of the model; its last day stands for all days after it. */
const DAYS = 30;

/** A state written down day by day, the naive way: its value on each day, and the days on which a version begins. */
export class DayModel<T> {
  readonly #values: (T | undefined)[] = Array.from({ length: DAYS });
  readonly #starts = new Set<number>();

  /** The value holds from a day on or, as a correction, as long as the value that is in force on that day. */
  set(day: number, value: T, correction: boolean): void {
    const before = this.#values[day];
    if (JSON.stringify(before) === JSON.stringify(value)) return;
    const from = correction && before !== undefined ? this.startOf(day) : day;
    const until = this.#endOf(day);
    for (let at = from; at < until; at += 1) this.#values[at] = value;
    this.#starts.add(from);
  }

  /** Nothing holds from a day on or, as a correction, never held. */
  clear(day: number, correction: boolean): void {
    if (this.#values[day] === undefined) return;
    const from = correction ? this.startOf(day) : day;
    const until = this.#endOf(day);
    for (let at = from; at < until; at += 1) {
      this.#values[at] = undefined;
      this.#starts.delete(at);
    }
  }

  on(day: number): T | undefined {
    return this.#values[day];
  }

  /** The day on which the version in force on a day begins. */
  startOf(day: number): number {
    let at = day;
    while (at > 0 && !this.#starts.has(at)) at -= 1;
    return at;
  }

  first(): number | undefined {
    const at = this.#values.findIndex((value) => value !== undefined);
    return at === -1 ? undefined : at;
  }

  /** Expects of versions that they hold on each day what the model does, and that no day has two. */
  expectSame(versions: readonly Ranged<T>[]): void {
    const found = this.#values.map((_, day) => versionOn(versions, day as Day)?.value);
    expect(found.map((value) => JSON.stringify(value))).toEqual(this.#values.map((value) => JSON.stringify(value)));
    expectApart(versions);
  }

  #endOf(day: number): number {
    const isHeld = this.#values[day] !== undefined;
    for (let at = day + 1; at < DAYS; at += 1) {
      const held = this.#values[at] !== undefined;
      if (held !== isHeld || (held && this.#starts.has(at))) return at;
    }
    return DAYS;
  }
}

/** Expects that each version holds on at least one day, and that no two hold on one. */
export function expectApart(versions: readonly Ranged<unknown>[]): void {
  versions.forEach(({ from, to }, at) => {
    const next = versions[at + 1];
    expect(to === null || from < to).toBe(true);
    expect(next === undefined || (to !== null && to <= next.from)).toBe(true);
  });
}

/** Expects that there is no day without a version after the first. */
export function expectWithoutGap(versions: readonly Ranged<unknown>[]): void {
  versions.forEach(({ to }, at) => {
    expect(to).toBe(versions[at + 1]?.from ?? null);
  });
}
