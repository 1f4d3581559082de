import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideRegister } from '../../../src/assessment/spans/run/decide-register.ts';
import { followChanges } from '../../../src/assessment/spans/follow-changes.store.ts';
import { insertChange } from '../../../src/database/time/change-log.ts';
import type { Sql } from '../../../src/database/database.ts';
import { newId } from '../../../src/database/ids.ts';
import { addDays, type Day, printDay } from '../../../src/kernel/calendar.ts';
import { asHundredths } from '../../../src/kernel/decimal.ts';
import { ensureStandards, issueProfile } from '../../../src/standards/enter-standards.ts';
import { randomAct } from '../../registry/promise/acts.ts';
import { perform } from '../../registry/promise/perform.ts';
import { newWorld } from '../../registry/promise/world.ts';
import { sealAll, SERVER, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { DAY } from '../../support/register-household.ts';
import { runs } from '../../support/runs.ts';
import { decisionsOfSpans, overlappingSpans, singleDecisions } from '../../support/single-decisions.ts';
import { unionSettler } from '../../support/union-changes.ts';

/** Random histories of a household's ground: its unions, the standards and the local rules, between acts on the household itself. */

const TODAY = DAY(2026, 6, 30);
const FIRST_DAY = DAY(2025, 1, 1);
const control = { signal: new AbortController().signal, progress: () => undefined };

let register: TestRegister;
let settle: Awaited<ReturnType<typeof unionSettler>>;
beforeAll(async () => {
  register = await testRegister(SERVER);
  await asChange(ensureStandards);
  settle = await unionSettler(register);
});
afterAll(() => register.drop());

async function asChange(work: (sql: Sql, change: string) => Promise<unknown>): Promise<void> {
  const actor = { actorId: register.ids['admin'] ?? '', purpose: '测试' };
  await register.deps.database.transaction(async (sql) => {
    await work(sql, await insertChange(sql, actor, 'MAKE_SAMPLE', 'STANDARD', newId()));
  });
}

/** An act on the ground: the days of a history only go on, since no change of a union may lie before its last one. */
const ground = fc.record({
  kind: fc.constantFrom('MOVE', 'RENAME', 'NAME_CENTRE', 'STANDARD', 'PROFILE'),
  after: fc.integer({ min: 1, max: 60 }),
  value: fc.nat(4),
});
type Ground = typeof ground extends fc.Arbitrary<infer One> ? One : never;
const ending = fc.record({
  kind: fc.constantFrom('MERGE', 'DISSOLVE', null),
  after: fc.integer({ min: 1, max: 60 }),
});
const script = fc.record({
  steps: fc.array(fc.tuple(ground, fc.option(randomAct)), { minLength: 3, maxLength: 6 }),
  ending,
  asked: fc.array(fc.record({ after: fc.nat(800), back: fc.nat(12) }), { minLength: 10, maxLength: 10 }),
});

/** Two unions of the county, and a union under the first of them, founded for one history. */
interface Unions {
  readonly superiors: readonly [string, string];
  readonly own: string;
}

let serial = 0;

async function foundUnions(): Promise<Unions> {
  const found = async (target: string, unionKind: 'INDUSTRY' | 'EMPLOYER') => {
    const code = `GROUND-${(serial += 1)}`;
    const given = { kind: 'FOUND', target, code, name: `工会${serial}`, unionKind, region: '410502' } as const;
    await settle({ ...given, from: '2018-01-01' });
    const [row] = await register.asOwner('select id::text as id from trade_union where code = $1', [code]);
    return String(row?.['id']);
  };
  const superiors = [await found('county', 'INDUSTRY'), await found('county', 'INDUSTRY')] as const;
  return { superiors, own: await found(superiors[0], 'EMPLOYER') };
}

/** Carries out acts on the ground of one history, one day after the other. */
function actsOn({ superiors, own }: Unions) {
  let day = FIRST_DAY;
  let under = 0;
  const ruled = new Set<string>();
  const issue = async (unionId: string, value: number) => {
    if (ruled.has(unionId)) return;
    ruled.add(unionId);
    const values = { nearMultiple: asHundredths(110 + 40 * value) };
    const rule = {
      id: newId(),
      unionId,
      level: 'COUNTY',
      from: printDay(day),
      document: '测试〔2025〕2号',
      values,
    } as const;
    await asChange((sql, change) => issueProfile(sql, change, rule));
  };
  const on = (after: number) => printDay((day = addDays(day, after)));
  const act = async ({ kind, after, value }: Ground): Promise<void> => {
    const from = on(after);
    if (kind === 'PROFILE') return issue([...superiors, own][value % 3] ?? own, value);
    if (kind === 'STANDARD') return setStandard(from, value);
    if (kind === 'MOVE') await settle({ kind, union: own, target: superiors[(under = 1 - under)] ?? '', from });
    if (kind === 'RENAME') await settle({ kind, union: own, name: `工会${(serial += 1)}`, from });
    if (kind === 'NAME_CENTRE') await settle({ kind, union: own, centreName: `帮扶中心${(serial += 1)}`, from });
  };
  const end = async (kind: 'MERGE' | 'DISSOLVE', after: number): Promise<void> => {
    const target = kind === 'MERGE' ? { target: superiors[1 - under] ?? '' } : {};
    await settle({ kind, union: own, ...target, from: on(after) });
  };
  return { act, end };
}

/** Records a standard from the first day of a month on, if the month has none yet. */
function setStandard(from: string, value: number): Promise<void> {
  return asChange((sql, change) =>
    sql.query(
      `with made as (insert into standard values ($1, 'DIBAO', '410502', date_trunc('month', $2::date)::date, $3::uuid)
         on conflict (kind, region, starts_on) do nothing returning id)
       insert into standard_version select id, $4::bigint, 'PUBLISHED', '测试', null, $3::uuid from made`,
      [newId(), from, change, 60_000 + 15_000 * value],
    ),
  );
}

async function decideAll(): Promise<number> {
  const { database } = register.deps;
  const last = await sealAll(database);
  if ((await followChanges(database, TODAY)) === 'RUN_NEEDED') valueOf(await decideRegister(database, TODAY, control));
  let followed = await followChanges(database, TODAY);
  while (followed === 'MORE') followed = await followChanges(database, TODAY);
  expect(followed).toBe('UP_TO_DATE');
  return last;
}

async function expectSingleDecisions(ids: readonly string[], day: Day, known: number): Promise<void> {
  const [single, spans] = await register.deps.database.session(async (sql) => {
    return [await singleDecisions(sql, ids, day, known), await decisionsOfSpans(sql, ids, day, known)] as const;
  });
  expect({ day, known, spans }).toEqual({ day, known, spans: single });
}

const SCRIPTS = runs(2, 300);

test(
  'after random acts on unions, standards and local rules, every figure is that of the single decision',
  async () => {
    await fc.assert(
      fc.asyncProperty(script, async ({ steps, ending: { kind, after }, asked }) => {
        const unions = await foundUnions();
        const world = await newWorld({ ...register, ids: { ...register.ids, employer: unions.own } });
        await decideAll();
        const { act, end } = actsOn(unions);
        for (const [groundAct, householdAct] of steps) {
          await act(groundAct);
          if (householdAct !== null) await perform(world, householdAct);
          if (groundAct.value > 2) await decideAll();
          else await sealAll(register.deps.database);
        }
        if (kind !== null) await end(kind, after);
        const last = await decideAll();
        for (const { after: days, back } of asked) {
          await expectSingleDecisions(world.ids, addDays(FIRST_DAY, days), Math.max(1, last - back));
        }
      }),
      SCRIPTS,
    );
    expect(await overlappingSpans(register.deps.database)).toEqual([]);
  },
  SCRIPTS.numRuns * 40_000,
);
