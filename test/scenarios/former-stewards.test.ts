import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordAssessment } from '../../src/archive/record-assessment.ts';
import type { KnownAt } from '../../src/database/time/known-at.ts';
import { type Day, printDay, requireDay } from '../../src/kernel/calendar.ts';
import { hidesHouseholds } from '../../src/registry/listing/household-list.read.ts';
import { CLOSE_HOUSEHOLD } from '../../src/registry/recording/lives/close-household.ts';
import { acted } from '../support/acts.ts';
import { ask, viewerWith } from '../support/graph.ts';
import { handOver, withdraw } from '../support/organised.ts';
import { unionSettler } from '../support/union-changes.ts';
import { sealAll, SERVERS, valueOf } from '../support/register.ts';
import { DAY } from '../support/register-household.ts';
import { type Asked, BEFORE, MOVED, oneHousehold, TODAY, under } from '../support/one-household.ts';

const FIELDS = (day: Day) => `asOf: "${printDay(day)}"`;

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  describe('a household that another union keeps since last year', () => {
    let world: Asked;
    let past = 0;
    let fileId = '';
    beforeAll(async () => {
      world = await oneHousehold(server);
      fileId = valueOf(await world.open('employer', DAY(2023, 6, 15))).fileId;
      past = await sealAll(world.database);
      await handOver(world.register, fileId, world.id('otherEmployer'), printDay(MOVED));
      await sealAll(world.database);
    });
    afterAll(() => world.drop());

    test('is counted and listed under the former union until then, and as known before, still', async () => {
      expect(await under(world, BEFORE)).toEqual([1, 0]);
      expect(await under(world, MOVED)).toEqual([0, 1]);
      expect(await under(world, TODAY)).toEqual([0, 1]);
      expect(await under(world, TODAY, past)).toEqual([1, 0]);
      expect(await under(world, BEFORE, past)).toEqual([1, 0]);
    });

    test('shows the steward of the day, of itself and of its file', async () => {
      const stewards = async (day: Day) => {
        const fields = '{ steward { code } files { steward { code } } }';
        const found = await world.asked(`{ household(id: "${world.householdId}", ${FIELDS(day)}) ${fields} }`);
        return JSON.stringify(found).match(/[A-Z-]*EMPLOYER/g);
      };
      expect(await stewards(BEFORE)).toEqual(['EMPLOYER', 'EMPLOYER']);
      expect(await stewards(MOVED)).toEqual(['OTHER-EMPLOYER', 'OTHER-EMPLOYER']);
      expect(await stewards(TODAY)).toEqual(['OTHER-EMPLOYER', 'OTHER-EMPLOYER']);
    });

    test('is in the lists of files and of surveys that are due under the union of the day', async () => {
      const counts = async (union: string, day: Day) => {
        const { archiveFiles, surveysDue } = await world.asked(
          `{ archiveFiles(${FIELDS(day)}, filter: { union: "${union}" }) { totalCount }
            surveysDue(on: "${printDay(day)}", union: "${union}") { totalCount } }`,
        );
        return [archiveFiles, surveysDue].map((list) => (list as { readonly totalCount: number }).totalCount);
      };
      expect([await counts('COUNTY', BEFORE), await counts('OTHER-COUNTY', BEFORE)]).toEqual([
        [1, 1],
        [0, 0],
      ]);
      expect([await counts('COUNTY', TODAY), await counts('OTHER-COUNTY', TODAY)]).toEqual([
        [0, 0],
        [1, 1],
      ]);
    });

    test('is assessed by the local rules of the union of the day', async () => {
      const outcomes = async (day: Day) => {
        return Object.keys(
          await world.figures({ measures: ['HOUSEHOLDS'], by: ['OUTCOME'], level: 'county', asOf: day }),
        );
      };
      expect(await outcomes(BEFORE)).not.toEqual(['NO_PROFILE']);
      expect(await outcomes(MOVED)).toEqual(['NO_PROFILE']);
      const viewer = viewerWith('AUDITOR', world.id('city'));
      // The household of another day than its own field's.
      const source = `{ household(id: "${world.householdId}") {
        then: eligibility(level: COUNTY, ${FIELDS(BEFORE)}) { level }
        now: eligibility(level: COUNTY) { level } } }`;
      const { result } = await ask(world.platform, source, { viewer, today: printDay(TODAY) });
      expect(result.data).toMatchObject({ household: { then: { level: 'COUNTY' }, now: null } });
      expect(result.errors).toMatchObject([{ path: ['household', 'now'], extensions: { code: 'NO_PROFILE' } }]);
      const decided = (asOf: Day) =>
        recordAssessment(world.deps, {
          ...{ actorId: world.id('otherClerk'), idempotencyKey: null, purpose: '测试', expectedRevision: null },
          ...{ householdId: world.householdId, asOf, level: 'COUNTY' },
          confirmation: { unionId: world.id('otherCounty'), document: '林工办〔2026〕1号' },
        });
      expect(await decided(BEFORE)).toMatchObject({ ok: true });
      expect(await decided(MOVED)).toMatchObject({ error: [{ code: 'NO_PROFILE' }] });
    });

    test('brings each payment to the union that kept it on the pay day', async () => {
      expect((await world.paidIn('COUNTY')).sum).toBe(100);
      expect((await world.paidIn('OTHER-COUNTY')).sum).toBe(20);
      expect((await world.paidIn('CITY')).stewards.map(({ unionCode, amountFen }) => [unionCode, amountFen])).toEqual([
        ['EMPLOYER', 100],
        ['OTHER-EMPLOYER', 20],
      ]);
      expect([(await world.paidIn('COUNTY', past)).sum, (await world.paidIn('OTHER-COUNTY', past)).sum]).toEqual([
        120, 0,
      ]);
      const year = { periods: [{ from: DAY(2025, 1, 1), to: DAY(2025, 12, 31) }], by: ['SOURCE'] };
      const ofCounty = { ...year, unionId: await world.unionNamed('COUNTY') };
      expect(await world.figures({ measures: ['PAID'], ...ofCounty })).toEqual({ DONATION: 100 });
      expect(await world.figures({ measures: ['PAYMENTS'], ...ofCounty })).toEqual({ DONATION: 1 });
      expect(await world.figures({ measures: ['PAID'], ...ofCounty }, past)).toEqual({ DONATION: 120 });
      expect(await world.figures({ measures: ['PAID'], ...year, by: ['UNION'] })).toEqual({
        EMPLOYER: 100,
        'OTHER-EMPLOYER': 20,
      });
      const { disbursements } = await world.asked(
        '{ disbursements(filter: { union: "OTHER-COUNTY" }) { totalCount nodes { paidOn } } }',
      );
      expect(disbursements).toEqual({ totalCount: 1, nodes: [{ paidOn: printDay(MOVED) }] });
    });

    test('is seen on every day by those who keep it today, and by nobody else', async () => {
      expect([
        await world.counted(null, BEFORE, 'NOW', 'county'),
        await world.listed(null, BEFORE, past, 'county'),
      ]).toEqual([0, 0]);
      expect([
        await world.counted('COUNTY', BEFORE, 'NOW', 'otherCounty'),
        await world.listed('COUNTY', BEFORE, past, 'otherCounty'),
      ]).toEqual([1, 1]);
      const source = `{ household(id: "${world.householdId}", ${FIELDS(BEFORE)}) { id } }`;
      expect(await world.asked(source, 'county')).toEqual({ household: null });
      expect(await world.asked(source, 'otherCounty')).toMatchObject({ household: { id: expect.any(String) } });
    });

    test('is not left out of a filtered list unnoticed where the viewer may not read the field today', async () => {
      const grants = [
        { role: 'FINANCE_OFFICER', unionId: world.id('city') },
        { role: 'AUDITOR', unionId: world.id('county') },
      ] as const;
      const hides = (union: string, asOf: Day) =>
        world.database.session((sql) => {
          const listing = world.listing(union, asOf);
          return hidesHouseholds(sql, { ...listing, viewer: { ...listing.viewer, grants } }, 'singleParent');
        });
      expect([await hides('COUNTY', TODAY), await hides('COUNTY', BEFORE)]).toEqual([false, true]);
      expect([await hides('OTHER-COUNTY', TODAY), await hides('OTHER-COUNTY', BEFORE)]).toEqual([true, false]);
    });
  });

  describe('a household whose file was withdrawn and that another union took up', () => {
    let world: Asked;
    beforeAll(async () => {
      world = await oneHousehold(server, 'county');
      const { fileId } = valueOf(await world.open('employer', DAY(2023, 6, 15)));
      await sealAll(world.database);
      await withdraw(world.register, fileId, '2024-03-01');
      valueOf(await world.open('otherEmployer', DAY(2024, 5, 1), 'archivist'));
      await sealAll(world.database);
    });
    afterAll(() => world.drop());

    test('has the steward of each file on its days, and between them the union that recorded it', async () => {
      const steward = async (day: Day) => {
        const found = await world.asked(
          `{ household(id: "${world.householdId}", ${FIELDS(day)}) { steward { code } } }`,
        );
        return (found['household'] as { readonly steward: { readonly code: string } }).steward.code;
      };
      const days = ['2023-06-14', '2024-02-29', '2024-03-01', '2024-04-30', '2024-05-01', '2026-06-30'].map(requireDay);
      expect(await Promise.all(days.map(steward))).toEqual([
        ...['COUNTY', 'EMPLOYER', 'COUNTY', 'COUNTY', 'OTHER-EMPLOYER', 'OTHER-EMPLOYER'],
      ]);
    });

    test('is counted once on every day', async () => {
      for (const day of ['2024-02-29', '2024-03-01', '2024-05-01'].map(requireDay)) {
        expect(await world.counted(null, day)).toBe(1);
      }
      expect(await under(world, requireDay('2024-02-29'))).toEqual([1, 0]);
      expect(await under(world, requireDay('2024-05-01'))).toEqual([0, 1]);
    });

    test('is listed by the level of the file that was live on the day', async () => {
      const source = `{ households(${FIELDS(DAY(2024, 1, 1))}, filter: { level: NATIONAL }) { totalCount } }`;
      expect(await world.asked(source)).toEqual({ households: { totalCount: 1 } });
    });

    test('has no second file on a day on which it has one', async () => {
      await withdraw(world.register, await liveFile(world), '2026-06-01');
      const refused = await world.open('employer', DAY(2026, 5, 31));
      expect(refused).toMatchObject({ error: [{ code: 'ALREADY_HAS_A_FILE', path: 'householdId' }] });
      expect(await world.open('employer', DAY(2026, 6, 1))).toMatchObject({ ok: true });
    });
  });

  test('a household that is closed shows the steward of its last day', async () => {
    const world = await oneHousehold(server, 'county');
    const { fileId } = valueOf(await world.open('employer', DAY(2023, 6, 15)));
    await withdraw(world.register, fileId, '2025-12-01');
    valueOf(
      await acted(world.register, world.householdId, CLOSE_HOUSEHOLD, { on: DAY(2025, 12, 1), reason: 'LIFTED' }),
    );
    await sealAll(world.database);
    for (const day of [TODAY, DAY(2026, 1, 1)]) {
      const source = `{ household(id: "${world.householdId}", ${FIELDS(day)}) { asOf steward { code } } }`;
      expect(await world.asked(source)).toEqual({ household: { asOf: '2025-11-30', steward: { code: 'EMPLOYER' } } });
    }
    await world.drop();
  });

  describe('a union that is under another superior since last year', () => {
    let world: Asked;
    let past = 0;
    beforeAll(async () => {
      world = await oneHousehold(server);
      valueOf(await world.open('employer', DAY(2023, 6, 15)));
      past = await sealAll(world.database);
      const settle = await unionSettler(world.register);
      await settle({ kind: 'MOVE', union: 'employer', target: 'otherCounty', from: printDay(MOVED) });
      await sealAll(world.database);
    });
    afterAll(() => world.drop());

    test('counts for the former superior until then, and as known before the move, still', async () => {
      expect(await under(world, BEFORE)).toEqual([1, 0]);
      expect(await under(world, MOVED)).toEqual([0, 1]);
      expect(await under(world, TODAY)).toEqual([0, 1]);
      expect(await under(world, TODAY, past)).toEqual([1, 0]);
      expect((await world.paidIn('COUNTY')).sum).toBe(100);
      expect((await world.paidIn('OTHER-COUNTY')).sum).toBe(20);
      expect((await world.paidIn('COUNTY', past)).sum).toBe(120);
    });

    test('has the local rules of the superior of the day', async () => {
      const outcomes = async (day: Day, known: KnownAt = 'NOW') => {
        const question = { measures: ['HOUSEHOLDS'], by: ['OUTCOME'], level: 'county', asOf: day };
        return Object.keys(await world.figures(question, known));
      };
      expect(await outcomes(BEFORE)).not.toEqual(['NO_PROFILE']);
      expect(await outcomes(MOVED)).toEqual(['NO_PROFILE']);
      expect(await outcomes(MOVED, past)).toEqual(await outcomes(BEFORE));
    });

    test('is within the rights of today’s superior alone, on every day and at every revision', async () => {
      expect(await world.counted(null, BEFORE, past, 'county')).toBe(0);
      expect(await world.counted(null, BEFORE, past, 'otherCounty')).toBe(1);
      expect(await world.listed('COUNTY', BEFORE, 'NOW', 'otherCounty')).toBe(1);
      const source = `{ household(id: "${world.householdId}", ${FIELDS(BEFORE)}) { id } }`;
      expect(await world.asked(source, 'county')).toEqual({ household: null });
      expect(await world.asked(source, 'otherCounty')).toMatchObject({ household: { id: expect.any(String) } });
      expect(await world.open('otherEmployer', TODAY, 'clerk')).toMatchObject({
        error: [{ code: 'NO_SUCH_HOUSEHOLD' }],
      });
    });

    test('is listed with its superior of today', async () => {
      const listed = async (within: string) => {
        const { tradeUnions } = await world.asked(
          `{ tradeUnions(filter: { within: "${within}" }) { nodes { code } } }`,
        );
        return JSON.stringify(tradeUnions).includes('"EMPLOYER"');
      };
      expect([await listed('COUNTY'), await listed('OTHER-COUNTY')]).toEqual([false, true]);
    });
  });
});

async function liveFile({ asOwner, householdId }: Asked): Promise<string> {
  const [row] = await asOwner(
    `select anchor_id from archive_file_version where household_id = $1 and superseded_in is null and valid_to is null
       and state = 'APPLIED'`,
    [householdId],
  );
  return String(row?.['anchor_id']);
}
