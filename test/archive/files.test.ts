import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openFile } from '../../src/archive/open-file.ts';
import { recordAssessment } from '../../src/archive/record-assessment.ts';
import { insertChanges } from '../../src/database/time/change-log.ts';
import { newId } from '../../src/database/ids.ts';
import { asHundredths } from '../../src/kernel/decimal.ts';
import { insertProfile } from '../../src/standards/profile.store.ts';
import { insertBuiltInStandards } from '../../src/standards/standard.store.ts';
import { recordHousehold } from '../../src/registry/recording/record-household.ts';
import { newHousehold, sealAll, SERVERS, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { DAY, household, record } from '../support/register-household.ts';

const ON = DAY(2023, 6, 15);
let serial = 0;

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;

  beforeAll(async () => {
    register = await testRegister(server);
    await register.platform.database.transaction(async (sql) => {
      const changeId = newId();
      const change = {
        id: changeId,
        actorId: register.ids['admin'] ?? '',
        action: 'MAKE_SAMPLE' as const,
        purpose: '测试',
      };
      await insertChanges(sql, [{ ...change, subjectKind: 'STANDARD', subjectId: changeId }]);
      await insertBuiltInStandards(sql, changeId, newId);
      await insertProfile(sql, changeId, {
        id: newId(),
        unionId: register.ids['county'] ?? '',
        level: 'COUNTY',
        from: '2020-01-01',
        document: '文工〔2020〕1号',
        values: { nearMultiple: asHundredths(200) },
      });
    });
  });

  afterAll(() => register.drop());

  const aHousehold = async () => {
    serial += 1;
    const recorded = valueOf(await recordHousehold(register.deps, newHousehold(register, household([serial]))));
    return { ...recorded, revision: await sealAll(register.platform.database) };
  };
  const common = (over: object = {}) => ({
    ...{ actorId: register.ids['clerk'] ?? '', idempotencyKey: null, purpose: '测试', expectedRevision: null },
    ...over,
  });
  const fileOf = (householdId: string, over: object = {}) =>
    openFile(register.deps, {
      ...common(),
      householdId,
      stewardId: register.ids['employer'] ?? '',
      on: ON,
      state: { level: 'NATIONAL', category: null, hardshipClass: 'DEEP', state: 'APPLIED', reason: '本人申请' },
      ...over,
    });
  const confirmation = () => ({ unionId: register.ids['county'] ?? '', document: '文工办〔2023〕7号' });
  const assessed = (householdId: string, over: object = {}) =>
    recordAssessment(register.deps, {
      ...common(),
      ...{ householdId, asOf: ON, level: 'NATIONAL' as const, confirmation: confirmation(), ...over },
    });

  test('a file gets the next number of its division and year, and its steward', async () => {
    const [first, second] = [await aHousehold(), await aHousehold()];
    const [one, two] = [valueOf(await fileOf(first.householdId)), valueOf(await fileOf(second.householdId))];
    expect(one.number).toMatch(/^4105022023\d{6}$/);
    expect(Number(two.number) - Number(one.number)).toBe(1);
    const rows = await register.asApplication('select union_id from stewardship where anchor_id = $1', [one.fileId]);
    expect(rows).toEqual([{ union_id: register.ids['employer'] }]);
  });

  test('a payment names a file of its own household, or none', async () => {
    const [own, other] = [await aHousehold(), await aHousehold()];
    const { number } = valueOf(await fileOf(own.householdId));
    const paid = (fileNumber: string | null) => {
      const values = { source: 'DONATION', aidType: 'LIVING', amountFen: 1 as never, paidOn: ON, fileNumber } as const;
      const base = household([serial]);
      const payment = record('disbursements', `p${fileNumber}`, 'm1', values);
      return { ...base, records: { ...base.records, disbursements: [payment] } };
    };
    const recorded = (fileNumber: string | null) =>
      recordHousehold(register.deps, newHousehold(register, paid(fileNumber), { householdId: other.householdId }));
    for (const wrong of [number, '4105022023999999']) {
      expect(await recorded(wrong)).toMatchObject({
        error: [{ code: 'NO_SUCH_FILE', path: 'records.disbursements.0.values.fileNumber' }],
      });
    }
    const theirs = valueOf(await fileOf(other.householdId));
    expect((await recorded(theirs.number)).ok).toBe(true);
    expect((await recorded(null)).ok).toBe(true);
  });

  test('a household has one live file, also when 16 open it at once', async () => {
    const { householdId } = await aHousehold();
    const outcomes = await Promise.all(Array.from({ length: 16 }, () => fileOf(householdId)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ error: [{ code: 'ALREADY_HAS_A_FILE' }] });
  });

  test('a file cannot be opened for a foreign household, under a foreign union or on an old revision', async () => {
    const { householdId, revision } = await aHousehold();
    const other = { actorId: register.ids['otherClerk'] ?? '' };
    expect(await fileOf(householdId, other)).toMatchObject({ error: [{ code: 'NO_SUCH_HOUSEHOLD' }] });
    const foreign = { stewardId: register.ids['otherEmployer'] ?? '' };
    expect(await fileOf(householdId, foreign)).toMatchObject({ error: [{ code: 'NO_SUCH_UNION', path: 'stewardId' }] });
    const old = { expectedRevision: revision - 1 };
    expect(await fileOf(householdId, old)).toMatchObject({ error: [{ code: 'STALE_REVISION' }] });
    expect((await fileOf(householdId, { expectedRevision: revision })).ok).toBe(true);
  });

  test('once its file has another steward, the household is that union’s', async () => {
    const { householdId } = await aHousehold();
    const moved = { actorId: register.ids['archivist'] ?? '', stewardId: register.ids['otherEmployer'] ?? '' };
    expect((await fileOf(householdId, moved)).ok).toBe(true);
    expect(await assessed(householdId)).toMatchObject({ error: [{ code: 'NO_SUCH_HOUSEHOLD' }] });
    const theirs = { actorId: register.ids['otherClerk'] ?? '' };
    expect(await assessed(householdId, theirs)).toMatchObject({ error: [{ code: 'NOT_A_CENTRE' }] });
    const own = { ...confirmation(), unionId: register.ids['otherCounty'] ?? '' };
    expect((await assessed(householdId, { ...theirs, confirmation: own })).ok).toBe(true);
  });

  test('a decision is kept with the revision, the rulebook and the digest of what it was made on', async () => {
    const { householdId, revision, changeId } = await aHousehold();
    const { receiptId, outcome } = valueOf(await assessed(householdId, { expectedRevision: revision }));
    const [row] = await register.asApplication(
      `select outcome, revision, rulebook_version, length(facts_digest) as digest, figures ->> 'outcome' as figured
       from assessment_receipt where id = $1`,
      [receiptId],
    );
    expect(row).toEqual({
      ...{ outcome, figured: outcome, revision: String(revision), digest: 32 },
      rulebook_version: '安工文〔2019〕41号-1',
    });
    const rows = await register.asApplication('select action from change_log where subject_id = $1 and id <> $2', [
      householdId,
      changeId,
    ]);
    expect(rows).toEqual([{ action: 'RECORD_ASSESSMENT' as const }]);
  });

  test('on a provisional standard a county centre must confirm it with its document', async () => {
    const { householdId } = await aHousehold();
    const unconfirmed = { error: [{ code: 'PROVISIONAL_STANDARD', path: 'confirmation' }] };
    expect(await assessed(householdId, { confirmation: null })).toMatchObject(unconfirmed);
    expect(await assessed(householdId, { confirmation: { ...confirmation(), document: ' ' } })).toMatchObject(
      unconfirmed,
    );
    const employer = { ...confirmation(), unionId: register.ids['employer'] ?? '' };
    expect(await assessed(householdId, { confirmation: employer })).toMatchObject({
      error: [{ code: 'NOT_A_CENTRE' }],
    });
  });

  test('below the national level the profile of the nearest union decides; without one there is no decision', async () => {
    const { householdId } = await aHousehold();
    expect((await assessed(householdId, { level: 'COUNTY' })).ok).toBe(true);
    const refused = { error: [{ code: 'NO_PROFILE', path: 'level' }] };
    expect(await assessed(householdId, { level: 'MUNICIPAL' })).toMatchObject(refused);
    expect(await assessed(householdId, { level: 'COUNTY', asOf: DAY(2019, 12, 31) })).toMatchObject(refused);
  });

  test('a day on which nothing is on record is no day to decide on', async () => {
    const { householdId } = await aHousehold();
    expect(await assessed(householdId, { asOf: DAY(2014, 1, 1) })).toMatchObject({
      error: [{ code: 'NOT_ON_RECORD_THEN', path: 'asOf' }],
    });
  });

  test('what is yet to come is neither opened, decided on nor paid', async () => {
    const { householdId } = await aHousehold();
    const tomorrow = DAY(2026, 7, 1);
    expect(await fileOf(householdId, { on: tomorrow })).toMatchObject({
      error: [{ code: 'AFTER_TODAY', path: 'on' }],
    });
    expect(await assessed(householdId, { asOf: tomorrow })).toMatchObject({
      error: [{ code: 'AFTER_TODAY', path: 'asOf' }],
    });
    const values = { source: 'DONATION', aidType: 'LIVING', amountFen: 1 as never, paidOn: tomorrow } as const;
    const base = household([serial]);
    const paid = { ...base.records, disbursements: [record('disbursements', 'p1', 'm1', values)] };
    const command = newHousehold(register, { ...base, records: paid }, { householdId });
    expect(await recordHousehold(register.deps, command)).toMatchObject({
      error: [{ code: 'AFTER_TODAY', path: 'records.disbursements.0.values.paidOn' }],
    });
  });

  test('the steward of a household on a day is what its file and the stewards say, whatever changes', async () => {
    const { householdId } = await aHousehold();
    const { fileId } = valueOf(await fileOf(householdId));
    const [employer = '', other = ''] = [register.ids['employer'], register.ids['otherEmployer']];
    await register.platform.database.transaction(async (sql) => {
      const id = newId();
      const change = { id, actorId: register.ids['admin'] ?? '', action: 'OPEN_FILE' as const, purpose: '测试' };
      await insertChanges(sql, [{ ...change, subjectKind: 'ARCHIVE_FILE', subjectId: fileId }]);
      await sql.query('update stewardship set superseded_in = $1 where anchor_id = $2', [id, fileId]);
      await sql.query(
        `insert into stewardship (anchor_id, union_id, valid_from, valid_to, recorded_in)
         values ($1, $2, '2023-06-15', '2026-08-01', $4), ($1, $3, '2026-08-01', null, $4)`,
        [fileId, employer, other, id],
      );
    });
    const stewardOn = async (day: string) =>
      (
        await register.asApplication('select union_id from stewards($1) where household_id = $2', [day, householdId])
      )[0];
    expect([await stewardOn('2026-07-31'), await stewardOn('2026-08-01')]).toEqual([
      { union_id: employer },
      { union_id: other },
    ]);
    for (const day of ['2014-01-01', '2023-06-15', '2026-06-30', '2027-01-01']) {
      const kept = await register.asOwner('select * from stewards($1) order by household_id', [day]);
      const said = await register.asOwner(
        `select h.id as household_id, coalesce(s.union_id, h.union_id) as union_id, f.anchor_id as file_id, a.number as file_number
         from household h
         left join archive_file_version f on f.household_id = h.id and f.superseded_in is null and f.valid_to is null
         left join archive_file a on a.id = f.anchor_id
         left join stewardship s on s.anchor_id = f.anchor_id and s.superseded_in is null
           and s.valid_from <= $1 and (s.valid_to is null or s.valid_to > $1)
         order by h.id`,
        [day],
      );
      expect(kept).toEqual(said);
    }
    const before = await register.asOwner('select * from household_index order by household_id, valid_from');
    await register.asOwner('select index_households(array(select id from household))');
    expect(await register.asOwner('select * from household_index order by household_id, valid_from')).toEqual(before);
  });

  test('the same request under its key gives the same receipt', async () => {
    const { householdId } = await aHousehold();
    const request = { idempotencyKey: `assess ${householdId}` };
    const [first, second] = [await assessed(householdId, request), await assessed(householdId, request)];
    expect(second).toEqual(first);
    expect(await assessed(householdId, { ...request, asOf: ON + 1 })).toMatchObject({
      error: [{ code: 'KEY_REUSED' }],
    });
  });
});
