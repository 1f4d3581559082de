import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countMasked, recordSensitiveRead } from '../../src/access/audit/audit.store.ts';
import { recordHousehold } from '../../src/registry/recording/record-household.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { household } from '../support/register-household.ts';

const HOUR = Date.UTC(2026, 5, 30, 3);
const MINUTE = 60_000;

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  beforeAll(async () => {
    register = await testRegister(server);
  });
  afterAll(() => register.drop());

  test('a sensitive read says who saw what of whom and why, and cannot be taken back', async () => {
    const { deps, ids } = register;
    const { householdId } = valueOf(await recordHousehold(deps, newHousehold(register, household([1]))));
    const [{ person_id: personId } = { person_id: '' }] = await register.asOwner(
      'select person_id from membership_version',
    );
    const read = { operation: 'Household', purpose: '核对', trace: 'a1' };
    const subjects = [
      { kind: 'Household', id: householdId, fields: ['ACCOUNT', 'ADDRESS'] },
      { kind: 'Person', id: String(personId), fields: ['IDENTITY'] },
    ] as const;
    await deps.database.transaction(async (sql) => {
      const staffId = ids['clerk'] ?? '';
      await recordSensitiveRead(sql, { viewer: { staffId, personId: null }, ...read, subjects });
      const worker = { staffId: null, personId: String(personId) };
      await recordSensitiveRead(sql, { viewer: worker, ...read, operation: null, subjects: [] });
    });
    const columns = 'staff_id, person_id, operation, purpose, subjects, trace';
    expect(await register.asApplication(`select ${columns} from sensitive_read order by id`)).toEqual([
      { staff_id: ids['clerk'], person_id: null, operation: 'Household', purpose: '核对', subjects, trace: 'a1' },
      { staff_id: null, person_id: personId, operation: null, purpose: '核对', subjects: [], trace: 'a1' },
    ]);
    const nobody = { viewer: { staffId: null, personId: null }, ...read, subjects };
    await expect(deps.database.transaction((sql) => recordSensitiveRead(sql, nobody))).rejects.toThrow('check');
    for (const change of ['delete from sensitive_read', "update sensitive_read set purpose = 'none'"]) {
      await expect(register.asApplication(change)).rejects.toThrow('permission denied');
    }
  });

  test('masked persons are counted by viewer and hour', async () => {
    const { deps, ids } = register;
    const [clerk = '', chief = ''] = [ids['clerk'], ids['chief']];
    const seen: readonly [string, number, number][] = [
      [clerk, 20, HOUR],
      [clerk, 5, HOUR + 59 * MINUTE],
      [clerk, 7, HOUR + 60 * MINUTE],
      [chief, 1, HOUR],
    ];
    await Promise.all(seen.map((one) => deps.database.session((sql) => countMasked(sql, ...one))));
    const counted = await register.asApplication(
      `select viewer_id, extract(hour from hour at time zone 'UTC')::int as hour, persons::int from masked_read
       order by viewer_id = $1 desc, hour`,
      [clerk],
    );
    expect(counted).toEqual([
      { viewer_id: clerk, hour: 3, persons: 25 },
      { viewer_id: clerk, hour: 4, persons: 7 },
      { viewer_id: chief, hour: 3, persons: 1 },
    ]);
  });
});
