import fc from 'fast-check';
import {
  decidedHouseholdTable,
  decisionSpanTable,
  householdSpanTable,
} from '../../../src/assessment/spans/span.entity.ts';
import { insertRows } from '../../../src/database/table.ts';
import type { TestRegister } from '../../support/register.ts';

/** Days and revisions of the models: few, so that spans meet in many ways. */
export const DAYS = ['2020-01-01', '2020-06-01', '2021-01-01', '2021-03-15', '2022-01-01', '2023-01-01'] as const;
export const REVISIONS = [1, 2, 3, 5, 8] as const;
export const LEVELS = ['NATIONAL', 'MUNICIPAL', 'COUNTY', 'ENTERPRISE'] as const;

/** A rectangle of days and revisions by their places in the lists; `null` is open. */
export interface Area {
  readonly dayFrom: number;
  readonly dayTo: number | null;
  readonly revFrom: number;
  readonly revTo: number | null;
}

/** A rectangle with a number, from which its values are made. */
export interface Span extends Area {
  readonly value: number;
}

export interface HouseholdSpans {
  readonly household: readonly Span[];
  readonly decisions: readonly Span[];
}

/** Splits an area at random, down to single points. */
function partition(area: Area, depth: number): fc.Arbitrary<readonly Area[]> {
  const { dayFrom, dayTo, revFrom, revTo } = area;
  const days = (dayTo ?? DAYS.length) - dayFrom;
  const revisions = (revTo ?? REVISIONS.length) - revFrom;
  const whole = fc.constant([area]);
  if (depth === 0) return whole;
  const join = (left: Area, right: Area) =>
    fc.tuple(partition(left, depth - 1), partition(right, depth - 1)).map((parts) => parts.flat());
  const ways: fc.Arbitrary<readonly Area[]>[] = [whole];
  if (days > 1) {
    ways.push(
      fc
        .integer({ min: dayFrom + 1, max: dayFrom + days - 1 })
        .chain((cut) => join({ ...area, dayTo: cut }, { ...area, dayFrom: cut })),
    );
  }
  if (revisions > 1) {
    ways.push(
      fc
        .integer({ min: revFrom + 1, max: revFrom + revisions - 1 })
        .chain((cut) => join({ ...area, revTo: cut }, { ...area, revFrom: cut })),
    );
  }
  return fc.oneof(...ways);
}

const spansOf = (area: Area) =>
  partition(area, 3).chain((areas) =>
    fc
      .array(fc.nat(5), { minLength: areas.length, maxLength: areas.length })
      .map((values) => areas.map((one, at): Span => ({ ...one, value: values[at] ?? 0 }))),
  );

/** The spans of a household and of its decisions over one area. */
export const householdSpans: fc.Arbitrary<HouseholdSpans> = fc
  .record({
    dayFrom: fc.nat(DAYS.length - 2),
    dayTo: fc.constantFrom(null, DAYS.length - 1),
    revFrom: fc.nat(REVISIONS.length - 2),
    revTo: fc.constantFrom(null, REVISIONS.length - 1),
  })
  .map((area) => (area.dayTo !== null && area.dayTo <= area.dayFrom ? { ...area, dayTo: null } : area))
  .map((area) => (area.revTo !== null && area.revTo <= area.revFrom ? { ...area, revTo: null } : area))
  .chain((area) => fc.record({ household: spansOf(area), decisions: spansOf(area) }));

export const CAUSES = ['MAJOR_ILLNESS', 'DISASTER', 'ACCIDENT', 'SCHOOLING', 'OTHER', null] as const;
const OUTCOMES = ['ELIGIBLE', 'INELIGIBLE', 'INDETERMINATE'] as const;
export const outcomeOf = (value: number) => OUTCOMES[value % OUTCOMES.length] ?? 'ELIGIBLE';
export const missingOf = (value: number) => Array.from({ length: value % 3 }, (_, at) => `members.m${at}.relation`);

export interface SpannedHousehold {
  readonly id: string;
  readonly steward: string;
  readonly spans: HouseholdSpans;
}

/** Writes the spans of households over those that they have, as the follower does. */
export async function writeSpans(
  { platform }: TestRegister,
  households: readonly SpannedHousehold[],
  { slot, moment }: { readonly slot: number; readonly moment: number },
): Promise<void> {
  const ids = households.map(({ id }) => id);
  await platform.database.transaction(async (sql) => {
    for (const table of ['household_span', 'decision_span', 'decided_household']) {
      await sql.query(`delete from ${table} where household_id = any($1) and slot = $2`, [ids, slot]);
    }
    await insertRows(
      sql,
      decidedHouseholdTable,
      ids.map((householdId) => ({ slot, householdId, moment })),
    );
    await insertRows(
      sql,
      householdSpanTable,
      households.flatMap((one) => householdRows(one, slot)),
    );
    await insertRows(
      sql,
      decisionSpanTable,
      households.flatMap((one) => decisionRows(one, slot)),
    );
  });
}

function placeOf({ dayFrom, dayTo, revFrom, revTo }: Area) {
  return {
    validFrom: DAYS[dayFrom] ?? '',
    validTo: dayTo === null ? null : (DAYS[dayTo] ?? null),
    knownFrom: REVISIONS[revFrom] ?? 0,
    knownTo: revTo === null ? null : (REVISIONS[revTo] ?? null),
  };
}

function householdRows({ id, steward, spans }: SpannedHousehold, slot: number) {
  return spans.household.map((span) => ({
    ...{ slot, householdId: id, ...placeOf(span), stewardId: steward, region: '410502', migrant: span.value % 2 === 0 },
    ...{ mainCause: CAUSES[span.value] ?? null, otherCauses: otherCausesOf(span.value), members: span.value },
    workerBirthDay: '1970-02-03',
  }));
}

/** At some levels there is no local rule, by the value. */
export const hasLevel = (value: number, at: number) => at === 0 || (value + at) % 3 !== 0;

function decisionRows({ id, spans }: SpannedHousehold, slot: number) {
  return spans.decisions.map((span) => ({
    ...{ slot, householdId: id, ...placeOf(span), perHeadFen: span.value * 100, provisional: false },
    ...{ factsDigest: Buffer.from([0]), ...decided(span.value) },
  }));
}

function decided(value: number) {
  const at = (level: number) => {
    const has = hasLevel(value, level);
    return { outcome: has ? outcomeOf(value + level) : null, missing: has ? missingOf(value + level) : null };
  };
  return {
    ...{ nationalOutcome: outcomeOf(value), nationalCategories: [], nationalMissing: missingOf(value) },
    ...{ municipalOutcome: at(1).outcome, municipalMissing: at(1).missing },
    ...{ countyOutcome: at(2).outcome, countyMissing: at(2).missing },
    ...{ enterpriseOutcome: at(3).outcome, enterpriseMissing: at(3).missing },
  };
}

export const otherCausesOf = (value: number) => (value === 0 ? null : value === 1 ? [] : ['OTHER', 'DISASTER']);

export async function setState(
  { platform }: TestRegister,
  state: { readonly slot: number; readonly revision: number; readonly moment: number },
): Promise<void> {
  await platform.database.session((sql) =>
    sql.query(
      `insert into decision_state (id, slot, revision, rules_revision, moment, horizon, rulebook)
       values (1, $1, $2, 1, $3, '2030-01-01', 'test')
       on conflict (id) do update set slot = $1, revision = $2, moment = $3`,
      [state.slot, state.revision, state.moment],
    ),
  );
}
