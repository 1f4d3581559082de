import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Day } from '../../../../src/kernel/calendar.ts';
import type { Ranged } from '../../../../src/registry/household/stored-household.ts';
import { reviseFields } from '../../../../src/registry/recording/acts/revise-fields.ts';
import { versionOn } from '../../../../src/registry/household/stored-household.ts';
import { expectApart } from '../../../support/day-model.ts';
import { runs } from '../../../support/runs.ts';

/** How a change and a correction of some fields split, follow and stop at the versions on record. */

interface State {
  readonly cause: string;
  readonly code: string;
}
type Versions = readonly Ranged<State>[];

const LAST = 20;
const DAYS = Array.from({ length: LAST }, (_, day) => day as Day);

const letter = fc.constantFrom('a', 'b');
/** Versions without or with a gap between them, the last without end. */
const versions: fc.Arbitrary<Versions> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: LAST - 2 }), { minLength: 1, maxLength: 5 }),
    fc.array(fc.tuple(letter, letter, fc.boolean()), { minLength: 5, maxLength: 5 }),
  )
  .map(([starts, values]) => {
    const sorted = starts.toSorted((one, other) => one - other);
    return sorted.flatMap((from, at) => {
      const [cause = 'a', code = 'a', hasGap = false] = values[at] ?? [];
      const next = sorted[at + 1];
      const to = next === undefined ? null : hasGap && next - from > 1 ? next - 1 : next;
      return [{ from: from as Day, to: to as Day | null, recordedIn: 'c', value: { cause, code } }];
    });
  });
const act = fc.record({
  from: fc.integer({ min: 0, max: LAST - 1 }).map((day) => day as Day),
  correction: fc.boolean(),
  fields: fc.oneof(
    fc.record({ cause: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ cause: letter, code: fc.constantFrom('b', 'd') }),
    fc.constant({}),
  ),
  notBefore: fc.integer({ min: 0, max: LAST }).map((day) => day as Day),
});

/** The value on each day. */
const linesOf = (of: Versions) => DAYS.map((day) => versionOn(of, day)?.value);

/** The same, field by field and day by day: what a field replaces is replaced for as long as it adjoins. */
function expected(of: Versions, { from, correction, fields, notBefore }: Parameters<typeof carryOut>[1]) {
  const before = linesOf(of);
  if (before[from] === undefined) return undefined;
  const lines = before.map((value) => (value === undefined ? undefined : { ...value }));
  for (const [name, value] of Object.entries(fields) as [keyof State, string][]) {
    const back = correction ? reach(before, from, name, -1).filter((day) => day >= notBefore) : [];
    for (const day of [...reach(before, from, name, 1), ...back]) Object.assign(lines[day] ?? {}, { [name]: value });
  }
  return lines;
}

/** The days from one on, in a direction, on which a field has the same value without a gap. */
function reach(lines: readonly (State | undefined)[], from: Day, name: keyof State, step: 1 | -1): readonly number[] {
  const days: number[] = [];
  const first = lines[from];
  for (let day: number = from; first !== undefined && lines[day]?.[name] === first[name]; day += step) days.push(day);
  return days;
}

function carryOut(
  of: Versions,
  { from, correction, fields, notBefore }: { from: Day; correction: boolean; fields: Partial<State>; notBefore: Day },
) {
  const revised = reviseFields('h', of, fields, { from, correction, notBefore });
  if (revised === undefined) return undefined;
  const ended = new Set(revised.ended.map(({ version }) => version));
  expect([...ended].every((version) => of.includes(version))).toBe(true);
  const begun = revised.begun.map(({ id, ...one }) => {
    expect(id).toBe('h');
    return { ...one, recordedIn: 'd' };
  });
  return [...of.filter((one) => !ended.has(one)), ...begun].toSorted((one, other) => one.from - other.from);
}

test('fields have their other values from the day on, for as long as what they replace was on record', () => {
  fc.assert(
    fc.property(versions, act, (of, one) => {
      const given = { ...one, notBefore: Math.min(one.notBefore, one.from) as Day };
      const after = carryOut(of, given);
      const wanted = expected(of, given);
      expect(after === undefined ? undefined : linesOf(after)).toEqual(wanted);
      if (after !== undefined) expectApart(after);
    }),
    runs(200, 20_000),
  );
});

test('what is given as it is on record is not written again', () => {
  fc.assert(
    fc.property(versions, act, (of, one) => {
      const value = versionOn(of, one.from)?.value;
      if (value === undefined) return;
      expect(reviseFields('h', of, value, one)).toEqual({ ended: [], begun: [] });
      expect(reviseFields('h', of, {}, one)).toEqual({ ended: [], begun: [] });
    }),
    runs(50, 5000),
  );
});
