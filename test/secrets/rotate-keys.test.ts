import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addKeys, makeKeys, readKeys } from '../../src/secrets/keys/key-file.ts';
import { rotateKeys } from '../../src/secrets/keys/rotate-keys.store.ts';
import { administratorOfCode } from '../../src/access/staff.read.ts';
import { openPlatform } from '../../src/app/platform.ts';
import { readHouseholds } from '../support/read-household.ts';
import { recordHousehold, recordHouseholds } from '../../src/registry/recording/record-household.ts';
import { declareRelative } from '../../src/staff/relatives/declare-relative.ts';
import { readHouseholdsOfRelatives } from '../../src/staff/relatives/households-of-relatives.read.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import { DAY, household, householdState, identityNumber } from '../support/register-household.ts';

const NOW = DAY(2026, 6, 30);

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  beforeAll(async () => {
    register = await testRegister(server);
  });
  afterAll(() => register.drop());

  test('rotated while in use and begun again after a break, everything opens with the new keys alone', async () => {
    const { deps, config, platform, ids } = register;
    // Rows are rotated by five hundred.
    const given = Array.from({ length: 510 }, (_, at) =>
      household([at], { household: householdState({ address: `${at} 号` }) }),
    );
    const outcomes = await recordHouseholds(
      deps,
      given.map((one) => newHousehold(register, one)),
    );
    const recorded = outcomes.map((outcome) => valueOf(outcome).householdId);
    const relative = { personId: null, idNumber: identityNumber(7), relation: 'SPOUSE', from: null } as const;
    const declarer = { actorId: ids['clerk'] ?? '', idempotencyKey: null, purpose: '测试' };
    valueOf(await declareRelative(deps, { ...declarer, ...relative }));
    expect(await addKeys(config.keyFile)).toBe(2);
    while (deps.secrets.version() < 2) await pause(100);
    const stop = () => {
      throw new Error('broken off');
    };
    await expect(rotateKeys(platform.ownerUrl, deps.secrets, ids['admin'] ?? '', stop)).rejects.toThrow('broken off');
    const between = await register.asOwner('select count(*)::int as n from person where key_version = 2');
    expect(between).toEqual([{ n: 500 }]);
    for (const at of [0, 509]) {
      const again = await recordHousehold(deps, newHousehold(register, household([at, 5000 + at])));
      expect(again).toMatchObject({ error: [{ code: 'ALREADY_ON_FILE_ELSEWHERE', path: 'members.0.identityNumber' }] });
    }
    const rotated = await rotateKeys(platform.ownerUrl, deps.secrets, ids['admin'] ?? '', () => undefined);
    expect(rotated).toEqual({ rows: 10 + 510 + 1, unopened: [] });
    const [newest] = JSON.parse(readFileSync(config.keyFile, 'utf8')) as object[];
    writeFileSync(config.keyFile, JSON.stringify([newest]));
    const secrets = valueOf(await readKeys(config.keyFile, false));
    const read = await readHouseholds({ ...deps, secrets }, recorded, NOW, 'NOW');
    expect(recorded.map((id) => read.get(id)?.household)).toEqual(given);
    const days = { on: '2026-06-30', today: '2026-06-30' };
    const households = await deps.database.session((sql) =>
      readHouseholdsOfRelatives(sql, secrets, declarer.actorId, recorded, days),
    );
    expect([...households]).toEqual([recorded[7]]);
    const log = await register.asOwner("select actor_id from change_log where action = 'ROTATE_KEYS'");
    expect(log).toEqual([{ actor_id: ids['admin'] }, { actor_id: ids['admin'] }]);
  });

  test('a platform starts with the keys that sealed what is on record, and with no others', async () => {
    const { config } = register;
    const keys = readFileSync(config.keyFile, 'utf8');
    const stray = `${config.keyFile}.stray`;
    await makeKeys(stray);
    const [own] = JSON.parse(keys) as { token: string }[];
    const [other] = JSON.parse(readFileSync(stray, 'utf8')) as { token: string }[];
    const wrong = [[{ ...other, version: 2 }], [{ ...own, token: other?.token }], [other]];
    for (const entries of wrong) {
      writeFileSync(stray, JSON.stringify(entries));
      const refused = await openPlatform({ ...config, keyFile: stray }, () => undefined);
      expect(refused).toMatchObject({ ok: false, error: expect.stringContaining('BANGFU_KEYS') });
    }
    writeFileSync(stray, keys);
    await valueOf(await openPlatform({ ...config, keyFile: stray }, () => undefined)).close();
  });

  test('only an administrator of all is one', async () => {
    const find = (code: string) =>
      register.deps.database.session((sql) => administratorOfCode(sql, code, register.deps.today));
    expect([await find('clerk'), await find('nobody'), await find('chief')]).toEqual([
      ...[undefined, undefined, register.ids['chief']],
    ]);
  });
});
