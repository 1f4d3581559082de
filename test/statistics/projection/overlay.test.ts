import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openProjection } from '../../../src/statistics/projection/open-projection.store.ts';
import type { Projection } from '../../../src/statistics/projection/projection.ts';
import { newHousehold, SERVER, testRegister, type TestRegister, valueOf } from '../../support/register.ts';
import { household } from '../../support/register-household.ts';
import { runs } from '../../support/runs.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import {
  type Area,
  CAUSES,
  DAYS,
  hasLevel,
  type HouseholdSpans,
  householdSpans,
  LEVELS,
  missingOf,
  otherCausesOf,
  outcomeOf,
  REVISIONS,
  setState,
  type Span,
  writeSpans,
} from './spans.ts';

let register: TestRegister;
let households: readonly { readonly id: string; readonly steward: string }[];
let projection: Projection;
let moment = 0;
const events: string[] = [];

beforeAll(async () => {
  register = await testRegister(SERVER);
  const steward = register.ids['employer'] ?? '';
  const ids = [];
  for (const serial of [1, 2, 3, 4]) {
    const recorded = valueOf(await recordHousehold(register.deps, newHousehold(register, household([serial]))));
    ids.push({ id: recorded.householdId, steward });
  }
  households = ids;
  projection = await openProjection({
    ...{ database: register.platform.database, folder: mkdtempSync(join(tmpdir(), 'projection-')) },
    ...{ megabytes: 200, seconds: 10, log: (event) => events.push(event) },
  });
});

afterAll(async () => {
  await register.drop();
  await projection.close();
});

const holds = ({ dayFrom, dayTo, revFrom, revTo }: Area, day: number, revision: number) =>
  dayFrom <= day && (dayTo === null || day < dayTo) && revFrom <= revision && (revTo === null || revision < revTo);

function expectedAt(spans: HouseholdSpans, day: number, revision: number): object | null {
  const of = (list: readonly Span[] | undefined) => list?.find((span) => holds(span, day, revision));
  const own = of(spans.household);
  if (own === undefined) return null;
  const decided = of(spans.decisions)?.value ?? 0;
  return {
    cause: CAUSES[own.value] ?? null,
    other: otherCausesOf(own.value),
    members: own.value,
    born: '1970-02-03',
    perHead: decided * 100,
    ...Object.fromEntries(
      LEVELS.flatMap((_, at): readonly (readonly [string, unknown])[] => [
        [`outcome${at}`, hasLevel(decided, at) ? outcomeOf(decided + at) : null],
        [`missing${at}`, hasLevel(decided, at) ? missingOf(decided + at) : null],
      ]),
    ),
  };
}

const FACTS = `with point as (
    select k.household_key, k.household_id, unnest($days::date[]) as day, r.revision
    from household_key k cross join (select unnest($revisions::bigint[]) as revision) r
  )
  select p.household_id as id, p.day, p.revision, f.main_cause as cause, f.other_causes as other, f.members,
    f.worker_birth_day as born, f.per_head_fen as "perHead",
    ${LEVELS.map((level, at) => {
      const prefix = level.toLowerCase();
      return `${prefix}_outcome as outcome${at}, ${prefix}_missing as missing${at}`;
    }).join(', ')}
  from point p join household_fact f on f.household_key = p.household_key and f.day_from <= p.day and f.day_to > p.day
    and f.rev_from <= p.revision and f.rev_to > p.revision
  order by p.household_id, p.day, p.revision`;

async function expectSpans(model: readonly HouseholdSpans[]): Promise<void> {
  const revisions = REVISIONS.map(String);
  const rows = valueOf(await projection.query(FACTS, { days: DAYS, revisions }));
  const expected = model.flatMap((spans, at) =>
    DAYS.flatMap((date, day) =>
      REVISIONS.flatMap((number, revision) => {
        const fact = expectedAt(spans, day, revision);
        return fact === null ? [] : [{ id: households[at]?.id, day: date, revision: number, ...fact }];
      }),
    ),
  );
  expect(rows).toEqual(expected.toSorted((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1)));
}

test('the overlay has on each day and at each revision what the spans have; a rewritten household is as if made anew', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(householdSpans, { minLength: 4, maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(3), householdSpans), { minLength: 1, maxLength: 2 }),
      async (spans, rewritten) => {
        moment += 1;
        await write(spans);
        await setState(register, { slot: 0, revision: 1000, moment });
        expect(await projection.remake()).toEqual({ ok: true, value: { revision: 1000, moment } });
        await expectSpans(spans);
        const model = [...spans];
        for (const [at, own] of rewritten) {
          moment += 1;
          model[at] = own;
          await write(model, at);
        }
        await setState(register, { slot: 0, revision: 1001, moment });
        expect(await projection.follow()).toEqual({ ok: true, value: { revision: 1001, moment } });
        await expectSpans(model);
        const followed = await contents();
        await projection.remake();
        expect(await contents()).toEqual(followed);
      },
    ),
    runs(3, 200),
  );
  expect(events).toEqual([]);
});

/** Writes the spans of all households, or of one. */
async function write(model: readonly HouseholdSpans[], only?: number): Promise<void> {
  const all = households.map((one, at) => ({ ...one, spans: model[at] ?? { household: [], decisions: [] } }));
  await writeSpans(register, only === undefined ? all : all.slice(only, only + 1), { slot: 0, moment });
}

/** All tables, without the keys that are given in the order of coming. */
async function contents(): Promise<readonly unknown[]> {
  const tables = ['household_fact', 'household_steward', 'person_fact', 'file_event', 'payment', 'survey'];
  const rows = [];
  for (const table of tables) {
    const own = valueOf(
      await projection.query(`select t.* exclude (household_key), k.household_id from ${table} t join household_key k
        on k.household_key = t.household_key order by all`),
    );
    rows.push(
      own.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => !/^(person_key|beneficiary|steward)$/.test(name))),
      ),
    );
  }
  return rows;
}
