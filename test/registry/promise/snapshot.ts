import { paymentsOfYear } from '../../../src/fund/payments/payment.ts';
import { assess } from '../../../src/policy/decision/assess.ts';
import { builtInStandards } from '../../../src/policy/parameters/built-in-standards.ts';
import { indexStandards } from '../../../src/policy/money/standards.ts';
import { loadFacts } from '../../../src/assessment/register/facts.read.ts';
import type { Sql } from '../../../src/database/database.ts';
import type { KnownAt } from '../../../src/database/time/known-at.ts';
import { realNameTable } from '../../../src/fund/real-name/real-name-table.ts';
import { type Day, monthOfDay, printDay, yearOf } from '../../../src/kernel/calendar.ts';
import { countHouseholds, listHouseholds } from '../../../src/registry/listing/household-list.read.ts';
import type { RegisterHousehold, RegisterRecord } from '../../../src/registry/kinds.ts';
import type { Viewer } from '../../../src/access/viewer.ts';
import type { Deps } from '../../../src/usecase/command.ts';
import { viewerWith } from '../../support/graph.ts';
import { readHouseholds } from '../../support/read-household.ts';
import type { TestRegister } from '../../support/register.ts';

const standards = indexStandards(builtInStandards);
export const NO_FILTER = {
  ...{
    union: null,
    awaitsSteward: null,
    region: null,
    mainCause: null,
    declaredClass: null,
    migrant: null,
    singleParent: null,
  },
  ...{
    level: null,
    category: null,
    fileState: null,
    workerName: null,
    search: null,
    outcome: null,
    primaryCategory: null,
    cell: null,
  },
  assessedAtLevel: 'NATIONAL',
} as const;

/** Everything that is asked of households as of a day, as known now or at a revision, as one text. */
export async function snapshot(
  register: TestRegister,
  ids: readonly string[],
  asOf: Day,
  known: KnownAt,
): Promise<string> {
  const { deps } = register;
  const city = register.ids['city'] ?? '';
  const viewer = viewerWith('AUDITOR', city);
  const at = { asOf, knownAt: known, level: 'NATIONAL', findProfile: () => null } as const;
  const listing = { viewer, order: 'WORKER_NAME', at: { asOf, known }, today: deps.today, filter: NO_FILTER } as const;
  const session = <T>(work: (sql: Sql) => Promise<T>) => deps.database.session(work);
  const [households, facts, listed, count, payments] = await Promise.all([
    readHouseholds(deps, ids, asOf, known),
    session((sql) => loadFacts(sql, ids, at)),
    session((sql) => listHouseholds(sql, listing, null, 500)),
    session((sql) => countHouseholds(sql, listing)),
    paid(deps, viewer, asOf, known),
  ]);
  const own = new Set(ids);
  return JSON.stringify({
    households: ids.map((id) => byDay(households.get(id)?.household, asOf)),
    decisions: ids.map((id) => {
      const found = facts.get(id);
      if (found === undefined) return null;
      const { outcome, missing, categories } = assess(found, standards);
      return [found, outcome, missing, categories];
    }),
    listed: listed.filter(({ id }) => own.has(id)).map(({ id, by, unionId }) => [id, by, unionId]),
    ...{ count, payments, day: printDay(asOf) },
  });
}

/** The rows of payments of its year up to a day; the totals only at a revision, for later payments of the year are in them. */
async function paid(deps: Deps, viewer: Viewer, asOf: Day, known: KnownAt): Promise<object> {
  const table = await realNameTable(deps, viewer, { ...paymentsOfYear(yearOf(monthOfDay(asOf))), known });
  const rows = (await table.rows(500, null)).map(({ node: { rights: _, number: __, ...row } }) => row);
  return [rows.filter(({ paidOn }) => paidOn <= asOf), known === 'NOW' ? null : await table.totals()];
}

/** A household without the ends that lie after a day: as of it a record lasts. */
function byDay(household: RegisterHousehold | undefined, asOf: Day): object | null {
  if (household === undefined) return null;
  const records = Object.entries(household.records).map(([kind, list]) => {
    const own = list as readonly RegisterRecord[];
    return [kind, own.map((one) => ({ ...one, values: { ...one.values, ...endBy(kind, one.values, asOf) } }))];
  });
  return { ...household, records: Object.fromEntries(records) as object };
}

function endBy(kind: string, values: object, asOf: Day): object {
  const { to } = values as { readonly to?: number | null };
  return kind === 'dwellings' && typeof to === 'number' && to >= asOf ? { to: null } : {};
}
