import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readHistories } from '../../../src/assessment/history/history.read.ts';
import { readRulesHistory } from '../../../src/assessment/history/rules-history.read.ts';
import { type Rules, rulesOf } from '../../../src/assessment/history/rules-history.ts';
import { type HouseholdHistory, knownHistory } from '../../../src/assessment/history/history-rows.ts';
import type { changeDays } from '../../../src/assessment/history/change-days.ts';
import { decideRegister } from '../../../src/assessment/spans/run/decide-register.ts';
import { horizonOf } from '../../../src/assessment/spans/horizon.ts';
import { householdSpans } from '../../../src/assessment/spans/household-spans.ts';
import { lastRevision } from '../../../src/database/time/change-log.ts';
import { addDays, type Day } from '../../../src/kernel/calendar.ts';
import { seedSample } from '../../../src/sample/seed.ts';
import { emptyRegister, SERVER, valueOf } from '../../support/register.ts';
import { DAY } from '../../support/register-household.ts';
import { runs, seed, size } from '../../support/runs.ts';
import { decisionsOfSpans, overlappingSpans, singleDecisions } from '../../support/single-decisions.ts';

/** The spans of a sample register say on every day, at every revision, what is decided of each household by itself. */

const TODAY = DAY(2026, 6, 30);
const HOUSEHOLDS = size(300, 20_000);
const control = { signal: new AbortController().signal, progress: () => undefined };

let register: Awaited<ReturnType<typeof emptyRegister>>;
let ids: readonly string[] = [];
let last = 0;
beforeAll(async () => {
  register = await emptyRegister(SERVER);
  const { ownerUrl, secrets } = register.platform;
  const options = { households: HOUSEHOLDS, seed: seed() % 1000, on: TODAY, progress: () => undefined };
  valueOf(await seedSample({ ownerUrl, secrets, ...options }));
  ids = (await register.asOwner('select id::text from household order by id')).map(({ id }) => String(id));
  valueOf(await decideRegister(register.deps.database, TODAY, control));
  last = await lastRevision(register.deps.database);
}, 600_000);
afterAll(() => register.drop());

const FIRST_DAY = DAY(2021, 1, 1);
const point = fc.record({
  day: fc.nat(horizonOf(TODAY) - FIRST_DAY - 1).map((days) => addDays(FIRST_DAY, days)),
  share: fc.integer({ min: 1, max: 1000 }),
});

test('on ten days at three revisions each, every figure is that of the single decision', async () => {
  const [revisions, days] = [[1000, 700, 300], fc.sample(point, { ...runs(10, 10), numRuns: 10 })];
  for (const share of revisions) {
    const known = Math.max(1, Math.ceil((last * share) / 1000));
    for (const { day } of days) {
      const [single, spans] = await register.deps.database.session(async (sql) => {
        return [await singleDecisions(sql, ids, day, known), await decisionsOfSpans(sql, ids, day, known)] as const;
      });
      expect(spans.size).toBe(single.size);
      for (const [id, decided] of single)
        expect({ id, day, known, ...spans.get(id) }).toEqual({ id, day, known, ...decided });
    }
  }
}, 3_600_000);

test('no two spans of a household overlap', async () => {
  expect(await overlappingSpans(register.deps.database)).toEqual([]);
}, 600_000);

/** The spans of what was known at one revision, as if nothing else had ever been. */
function spansKnownAt(history: HouseholdHistory, revision: number, rules: Rules, listDays?: typeof changeDays) {
  const rows = knownHistory(history, revision).rows.map((row) => ({ ...row, knownFrom: 1, knownTo: Infinity }));
  const { decisions, households } = householdSpans({ ...history, rows }, rules, horizonOf(TODAY), listDays);
  const shown = ({ from, to, content }: (typeof decisions)[number]) => ({ from, to, key: content.key });
  const within = ({ from, to }: { readonly from: Day; readonly to: Day | null }) =>
    from < TO && (to === null || to > FROM);
  const clipped = (span: ReturnType<typeof shown>) => {
    return { ...span, from: Math.max(span.from, FROM), to: Math.min(span.to ?? TO, TO) };
  };
  return [decisions, households].map((spans) => spans.map(shown).filter(within).map(clipped));
}

const FROM = DAY(2023, 7, 1);
const TO = addDays(FROM, 1461);
const everyDay: typeof changeDays = () => {
  return { days: Array.from({ length: TO - FROM }, (_, at) => addDays(FROM, at)), isOpen: false };
};
const HISTORIES = size(12, 300);

test('the listed days are all on which a decision changes: every day of four years is decided', async () => {
  const { database } = register.deps;
  const [histories, rules] = await database.session(async (sql) => {
    return [
      await readHistories(sql, ids.slice(0, HISTORIES), last),
      rulesOf(await readRulesHistory(sql, last)),
    ] as const;
  });
  for (const [at, history] of histories.entries()) {
    const revision = Math.ceil((last * (1 + (at % 3))) / 3);
    expect(spansKnownAt(history, revision, rules)).toEqual(spansKnownAt(history, revision, rules, everyDay));
  }
}, 3_600_000);
