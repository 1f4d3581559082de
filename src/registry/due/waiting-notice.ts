import type { Database } from '../../database/database.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { countSurveyed } from './due-rows.read.ts';

/** The line that says how many households have no survey, for the start of the platform; none where none waits. */
export async function waitingForSurvey(database: Database, today: string): Promise<readonly string[]> {
  const listing = { viewer: null, union: null, reason: 'NEVER', on: requireDay(today), today } as const;
  const waiting = await database.session((sql) => countSurveyed(sql, listing, 'NOW'));
  if (waiting === 0) return [];
  return [
    `${waiting} 户尚无入户调查，不能认定为符合，可用 npm run surveys 补录 / ` +
      `${waiting} households have no survey and cannot be eligible: npm run surveys sets those on paper`,
  ];
}
