import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importWorkbook } from '../../src/intake/import-workbook.ts';
import { inventHousehold } from '../../src/sample/households/sample-household.ts';
import { personMaker } from '../../src/sample/households/sample-person.ts';
import { situations } from '../../src/sample/households/sample-situations.ts';
import { randomBy } from '../../src/sample/random.ts';
import { DAY } from '../support/register-household.ts';
import { SERVERS, type TestRegister, testRegister } from '../support/register.ts';
import { size } from '../support/runs.ts';
import { rowsOf, writeLargeWorkbook } from '../support/workbook.ts';

const ON = DAY(2026, 6, 30);
const TURNS = size(6, 20);
const HOUSEHOLDS = 8;

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  let folder = '';

  beforeAll(async () => {
    register = await testRegister(server);
    folder = mkdtempSync(join(tmpdir(), 'bangfu-at-once-'));
  });
  afterAll(async () => {
    await register.drop();
    rmSync(folder, { recursive: true });
  });

  const importFile = (workbook: string) =>
    importWorkbook(
      register.deps,
      {
        ...{ workbook, actorId: register.ids['clerk'] ?? '', on: ON, purpose: '测试' },
        union: { id: register.ids['employer'] ?? '', region: '410502' },
      },
      { signal: new AbortController().signal, progress: () => undefined },
    );

  test('two imports of the same households at once: one records, the other says unchanged, every time', async () => {
    const random = randomBy(13);
    const [maker, next] = [personMaker(), situations(random)];
    for (let round = 0; round < TURNS; round += 1) {
      const given = Array.from({ length: HOUSEHOLDS }, (_, at) =>
        inventHousehold(random, maker, next(), {
          ...{ region: '410502', regionName: '文峰区', on: ON, turn: round * HOUSEHOLDS + at },
        }),
      );
      const paths = ['a', 'b'].map((name) => writeLargeWorkbook(join(folder, `${round}${name}.xlsx`), rowsOf(given)));
      const answers = await Promise.all(paths.map(importFile));
      const told = answers.map(({ households: { recorded, unchanged, refused } }) => [recorded + unchanged, refused]);
      expect(told).toEqual([
        [HOUSEHOLDS, 0],
        [HOUSEHOLDS, 0],
      ]);
      expect(answers.flatMap(({ faults }) => faults)).toEqual([]);
      expect(answers.reduce((sum, { households }) => sum + households.recorded, 0)).toBe(HOUSEHOLDS);
    }
  });
});
