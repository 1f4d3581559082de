import { createSecretKey, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contractToken } from '../../../src/signing/contract-token.ts';
import type { SelectedFields } from '../../../src/fields/selected-fields.ts';
import { type PersonKey, personKeyId, presentPersons } from '../../../src/registry/reading/present-persons.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { counted } from '../../support/graph.ts';
import { newHousehold, sealAll, SERVERS, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { household, identityNumber, member, person } from '../../support/register-household.ts';

const OFTEN: SelectedFields = { id: 1, keys: new Set(['name']) };
const SECRET: SelectedFields = { id: 2, keys: new Set(['name', 'identityNumber']) };

let serial = 0;

describe.each(SERVERS)('on PostgreSQL %s, persons who are of a household today', (server) => {
  let register: TestRegister;
  beforeAll(async () => {
    register = await testRegister(server);
  });
  afterAll(() => register.drop());

  const contractKey = createSecretKey(randomBytes(32));
  const tokenKey = (of: number, key = contractKey): PersonKey => {
    return { by: 'token', token: contractToken(key, identityNumber(of)), contractKey: key };
  };
  const named = (of: number, name: string) =>
    newHousehold(register, household([of], { members: [member('m1', of, { person: person(name) })] }));
  const recordNew = async (of: number, name: string) => {
    const { householdId } = valueOf(await recordHousehold(register.deps, named(of, name)));
    await sealAll(register.deps.database);
    return householdId;
  };
  const rename = async (of: number, householdId: string, name: string) =>
    valueOf(await recordHousehold(register.deps, { ...named(of, name), householdId, correction: true }));

  const reader = () => {
    const statements: string[] = [];
    const deps = { ...register.deps, database: counted(register.deps.database, statements) };
    const nameOf = async (key: PersonKey, asked: SelectedFields = OFTEN) => {
      statements.length = 0;
      const found = (await presentPersons(deps, [key], asked)).get(personKeyId(key));
      return [found?.person.name, statements.filter((text) => text.includes('person_index')).length] as const;
    };
    return { nameOf };
  };

  test('are read once, and known as long as nothing changes', async () => {
    const { nameOf } = reader();
    const of = (serial += 1);
    await recordNew(of, '甲');
    expect([await nameOf(tokenKey(of)), await nameOf(tokenKey(of)), await nameOf(tokenKey(of))]).toEqual([
      ...[['甲', 1]],
      ...[['甲', 0]],
      ...[['甲', 0]],
    ]);
    expect([await nameOf(tokenKey(of), null), await nameOf(tokenKey(of), null)]).toEqual([
      ...[['甲', 1]],
      ...[['甲', 1]],
    ]);
  });

  test('are never shown as they were before the question, sealed or not', async () => {
    const { nameOf } = reader();
    const of = (serial += 1);
    const householdId = await recordNew(of, '乙0');
    for (let at = 1; at <= 10; at += 1) {
      await nameOf(tokenKey(of));
      await rename(of, householdId, `乙${at}`);
      expect((await nameOf(tokenKey(of)))[0]).toBe(`乙${at}`);
    }
    // While an older transaction is under way a change has no number: it is seen all the same.
    let numbered: Promise<unknown> = Promise.resolve();
    await register.deps.database.transaction(async (older) => {
      await older.query('select pg_current_xact_id()');
      await nameOf(tokenKey(of));
      numbered = rename(of, householdId, '丙');
      const committed = () => register.asApplication("select from person_version where name = '丙'");
      while ((await committed()).length === 0) await new Promise(setImmediate);
      expect((await nameOf(tokenKey(of)))[0]).toBe('丙');
    });
    await numbered;
  });

  test('who is not there is known not to be, until they are recorded', async () => {
    const { nameOf } = reader();
    const of = (serial += 1);
    await sealAll(register.deps.database);
    expect([await nameOf(tokenKey(of)), await nameOf(tokenKey(of))]).toEqual([
      ...[[undefined, 1]],
      ...[[undefined, 0]],
    ]);
    await recordNew(of, '丁');
    expect((await nameOf(tokenKey(of)))[0]).toBe('丁');
  });

  test('a token is of its contract alone, whoever was found by it before', async () => {
    const { nameOf } = reader();
    const of = (serial += 1);
    await recordNew(of, '戊');
    const own = tokenKey(of);
    expect((await nameOf(own))[0]).toBe('戊');
    const other = createSecretKey(randomBytes(32));
    expect((await nameOf({ ...own, contractKey: other } as PersonKey))[0]).toBeUndefined();
    expect((await nameOf(tokenKey(of, other)))[0]).toBe('戊');
  });

  test('nothing secret is kept', async () => {
    const { nameOf } = reader();
    const of = (serial += 1);
    await recordNew(of, '己');
    expect([await nameOf(tokenKey(of), SECRET), await nameOf(tokenKey(of), SECRET)]).toEqual([
      ...[['己', 1]],
      ...[['己', 1]],
    ]);
  });

  test('of another day are read anew', async () => {
    const of = (serial += 1);
    await recordNew(of, '庚');
    const on = async (today: string) =>
      (await presentPersons({ ...register.deps, today }, [tokenKey(of)], OFTEN)).get(personKeyId(tokenKey(of)));
    expect((await on('2026-06-30'))?.person.name).toBe('庚');
    expect(await on('2014-12-31')).toBeUndefined();
  });
});
