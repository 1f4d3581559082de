import type { Sql } from '../database/database.ts';
import { profileTable, profileVersionTable } from './standard.entity.ts';
import { insertRows } from '../database/table.ts';
import type { HouseholdFacts, Level } from '../policy/facts/facts.ts';

/** A local rule (地方档案管理办法) that a union issues for its territory, with the document that contains it. */
export interface NewProfile {
  readonly id: string;
  readonly unionId: string;
  readonly level: Exclude<Level, 'NATIONAL'>;
  /** `YYYY-MM-DD`. */
  readonly from: string;
  readonly document: string;
  readonly values: NonNullable<HouseholdFacts['profile']>;
}

export async function insertProfile(sql: Sql, changeId: string, profile: NewProfile): Promise<void> {
  const { id, unionId, level, from, document, values } = profile;
  await insertRows(sql, profileTable, [{ id, unionId, level, recordedIn: changeId }]);
  const { exclusionsOff = [], ...multiples } = values;
  const version = { anchorId: id, validFrom: from, document, ...multiples, exclusionsOff, recordedIn: changeId };
  await insertRows(sql, profileVersionTable, [version]);
}
