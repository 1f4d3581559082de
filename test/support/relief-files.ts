import { newId } from '../../src/database/ids.ts';
import type { TestRegister } from './register.ts';
import { asStaff, type Payment } from './relief.ts';

/** Records a file of the county from 1 January to 1 June 2026 in a few words of SQL; what a payment to it names. */
export function recordedFile(
  desk: Pick<TestRegister, 'ids' | 'platform'>,
  number: string,
  level: string,
  category: string | null = 'SUDDEN_HARDSHIP',
): Promise<Payment> {
  const [householdId, fileId] = [newId(), newId()];
  return asStaff(desk, 'clerk', async (sql, recordedIn) => {
    await sql.query(
      "insert into household (id, union_id, data_key, key_version, recorded_in) values ($1, $2, '', 1, $3)",
      [householdId, desk.ids['county'], recordedIn],
    );
    await sql.query('insert into archive_file (id, household_id, number, recorded_in) values ($1, $2, $3, $4)', [
      ...[fileId, householdId, number.padStart(16, '4'), recordedIn],
    ]);
    await sql.query(
      `insert into archive_file_version (anchor_id, household_id, valid_from, valid_to, level, category, state, recorded_in)
       values ($1, $2, '2026-01-01', '2026-06-01', $3, $4, 'RECORDED', $5)`,
      [fileId, householdId, level, category, recordedIn],
    );
    return { householdId, fileId, fileLevel: level, fileCategory: category };
  });
}
