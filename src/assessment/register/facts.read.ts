import { copyRows } from '../../database/copy-rows.ts';
import type { Sql } from '../../database/database.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import type { HouseholdFacts, Level } from '../../policy/facts/facts.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import { factsQuery } from './facts-query.read.ts';
import type { FactsRow } from './facts-rows.ts';
import { householdFacts } from './household-facts.ts';

/** The day of the facts, the revision that they are known at, and the level whose rules are to read them. */
export interface FactsAt {
  readonly asOf: Day;
  readonly knownAt: KnownAt;
  readonly level: Level;
  /** The local profile of a household, for the levels below the national one. */
  readonly findProfile: (householdId: string) => HouseholdFacts['profile'];
}

/** Loads the facts of these households in one statement; households without a state on the day are left out. */
export async function loadFacts(
  sql: Sql,
  ids: readonly string[],
  at: FactsAt,
): Promise<ReadonlyMap<string, HouseholdFacts>> {
  const rows = await sql.arrays(factsQuery('$2::date', at.knownAt, true), [ids, printDay(at.asOf)]);
  const found = [...Map.groupBy(rows, ([id]) => id ?? '')].flatMap(([id, own]) => {
    const facts = buildFacts(id, own, at);
    return facts === null ? [] : [[id, facts] as const];
  });
  return new Map(found);
}

/**
 * Reads the facts of the whole register, household by household, in one pass and constant memory. The visitor is called
 * in the order of ids and is not awaited.
 */
export async function streamFacts(
  sql: Sql,
  at: FactsAt,
  visit: (id: string, facts: HouseholdFacts) => void,
): Promise<void> {
  let id: string | null | undefined;
  let rows: FactsRow[] = [];
  const flush = () => {
    const facts = typeof id === 'string' ? buildFacts(id, rows, at) : null;
    if (typeof id === 'string' && facts !== null) visit(id, facts);
    rows = [];
  };
  await copyRows(sql, factsQuery(`date '${printDay(at.asOf)}'`, at.knownAt, false), (row) => {
    if (row[0] !== id) {
      flush();
      id = row[0];
    }
    rows.push(row);
  });
  flush();
}

function buildFacts(id: string, rows: readonly FactsRow[], { asOf, level, findProfile }: FactsAt) {
  return householdFacts(rows, { asOf, level, profile: findProfile(id) });
}
