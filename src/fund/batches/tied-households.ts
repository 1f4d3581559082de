import { readOwnHouseholds } from '../../archive/procedure/circumstances/circumstances.read.ts';
import type { Sql } from '../../database/database.ts';
import { readHouseholdsOfRelatives } from '../../staff/relatives/households-of-relatives.read.ts';
import type { Deps } from '../../usecase/command.ts';

/** Why a member of staff does not act on a batch that pays a household. */
export type Tie = 'OWN_HOUSEHOLD' | 'RELATIVES_HOUSEHOLD';

/** The households to which a member of staff has a tie: their own of today, and those of relatives declared on the day of the act or today. */
export async function readTies(
  sql: Sql,
  { secrets, today }: Deps,
  actorId: string,
  households: readonly string[],
  on: string,
): Promise<ReadonlyMap<string, Tie>> {
  const own = await readOwnHouseholds(sql, actorId, households, today);
  const relatives = await readHouseholdsOfRelatives(sql, secrets, actorId, households, { on, today });
  const ties = (ids: ReadonlySet<string>, tie: Tie) => [...ids].map((id) => [id, tie] as const);
  return new Map([...ties(relatives, 'RELATIVES_HOUSEHOLD'), ...ties(own, 'OWN_HOUSEHOLD')]);
}
