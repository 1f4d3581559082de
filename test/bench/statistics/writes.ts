import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from '../../../src/database/database.ts';
import { requireDay } from '../../../src/kernel/calendar.ts';
import { actOnHousehold } from '../../../src/registry/recording/acts/act-on-household.ts';
import { CHANGE_HOUSEHOLD } from '../../../src/registry/recording/acts/state-acts.ts';
import { HARDSHIP_CAUSES } from '../../../src/registry/household/household.codes.ts';
import type { HouseholdState } from '../../../src/registry/kinds.ts';
import type { BenchDatabase } from '../read/database.ts';
import type { Server } from '../read/servers.ts';
import { askStatistics } from './ask.ts';
import { onBenchPlatform } from './on-bench-platform.ts';

const WRITERS = 4;
const SECONDS = 20;
const ON = '2026-06-30';
const CAUSES = Object.keys(HARDSHIP_CAUSES) as readonly HouseholdState['mainCause'][];

/** The changes of a household's main cause that several clerks record a second; beside a server, that is asked once a second. */
export async function measureWrites(database: BenchDatabase, server: Server | null): Promise<number> {
  let done = 0;
  await onBenchPlatform(database, async ({ database: written, secrets }) => {
    const { actorId, households } = await written.session(findWork);
    const until = performance.now() + SECONDS * 1000;
    const write = async () => {
      while (performance.now() < until) {
        const householdId = households[Math.floor(Math.random() * households.length)] ?? '';
        const mainCause = CAUSES[Math.floor(Math.random() * CAUSES.length)] ?? 'OTHER';
        const change = { from: requireDay(ON), correction: false, state: { mainCause } };
        const command = {
          actorId,
          idempotencyKey: null,
          purpose: 'bench',
          expectedRevision: null,
          householdId,
          ...change,
        };
        const result = await actOnHousehold({ database: written, secrets, today: ON }, command, CHANGE_HOUSEHOLD);
        if (!result.ok) throw new Error(JSON.stringify(result.error));
        done += 1;
      }
    };
    const askOn = async () => {
      for (let at = 0; server !== null && performance.now() < until; at += 1) {
        await askStatistics(
          server,
          `measures: [HOUSEHOLDS], by: [MAIN_CAUSE], asOf: "2026-01-${String(1 + (at % 28)).padStart(2, '0')}"`,
        );
        await pause(1000);
      }
    };
    await Promise.all([...Array.from({ length: WRITERS }, write), askOn()]);
  });
  return done / SECONDS;
}

/** A clerk, and households of theirs. */
async function findWork(sql: Sql): Promise<{ readonly actorId: string; readonly households: readonly string[] }> {
  const rows = await sql.query<{ clerk: string; household: string }>(
    `select g.staff_id as clerk, k.household_id as household
     from staff_grant g join staff_grant_version v on v.anchor_id = g.id and v.superseded_in is null
     join union_closure c on c.ancestor_id = v.union_id and c.superseded_in is null
     join stewards($1) k on k.union_id = c.descendant_id
     join household_version h on h.anchor_id = k.household_id and h.superseded_in is null and h.valid_to is null
     where v.role = 'UNION_CLERK' and h.valid_from < $1
     order by g.staff_id, k.household_id limit 20000`,
    [ON],
  );
  const [first] = rows;
  if (first === undefined) throw new Error('the sample has a clerk');
  return {
    actorId: first.clerk,
    households: rows.filter(({ clerk }) => clerk === first.clerk).map(({ household }) => household),
  };
}
