import type { Sql } from '../../../database/database.ts';
import type { Secrets } from '../../../secrets/secrets.ts';
import { readHouseholdsOfRelatives } from '../../../staff/relatives/households-of-relatives.read.ts';
import { readOwnHouseholds } from './circumstances.read.ts';

/** Why a member of staff does not act for a household: it is their own, or that of a relative whom they have declared. */
export type Tie = 'OWN' | 'RELATIVE';

/** Of these households those to which a member of staff has a tie: their own of today, and those of relatives declared on the day of the act or today. */
export async function readTies(
  sql: Sql,
  secrets: Secrets,
  actorId: string,
  households: readonly string[],
  days: { readonly on: string; readonly today: string },
): Promise<ReadonlyMap<string, Tie>> {
  const own = await readOwnHouseholds(sql, actorId, households, days.today);
  const relatives = await readHouseholdsOfRelatives(sql, secrets, actorId, households, days);
  const ties = (ids: ReadonlySet<string>, tie: Tie) => [...ids].map((id) => [id, tie] as const);
  return new Map([...ties(relatives, 'RELATIVE'), ...ties(own, 'OWN')]);
}
