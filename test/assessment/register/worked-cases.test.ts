import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assessmentJson } from '../../../src/assessment/json/assessment-json.ts';
import { type AssessmentCase, parseCase } from '../../../src/assessment/json/case-json.ts';
import { fail } from '../../../src/kernel/result.ts';
import type { Sql } from '../../../src/database/database.ts';
import { assess } from '../../../src/policy/decision/assess.ts';
import type { HouseholdFacts } from '../../../src/policy/facts/facts.ts';
import { builtInStandards } from '../../../src/policy/parameters/built-in-standards.ts';
import { indexStandards } from '../../../src/policy/money/standards.ts';
import { type FactsAt, loadFacts, streamFacts } from '../../../src/assessment/register/facts.read.ts';
import type { RecordHousehold } from '../../../src/registry/recording/documents/household-document.ts';
import { recordHouseholds } from '../../../src/registry/recording/record-household.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import { monthOfDay } from '../../../src/kernel/calendar.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { DAY, householdOfFacts, record } from '../../support/register-household.ts';

const folder = join(__dirname, '..', '..', 'policy', 'cases');
const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.json') && file !== 'refusals.json')
  .flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown[])
  .map((json): AssessmentCase => {
    const parsed = parseCase(json, indexStandards(builtInStandards));
    if (!parsed.ok) throw new Error('a worked case is refused');
    return parsed.value;
  });

/** The cases of one day, level and profile each; the loader and the stream take one of each at a time. */
const groups = [...Map.groupBy(cases, frameOf).values()];
/** A stream reads its whole register, so that the cases are shared among several registers. */
const SHARES = 5;
const shares = Array.from({ length: SHARES }, (_, share) => groups.filter((_group, at) => at % SHARES === share));

test('there are all of them that are not refused', () => {
  expect(cases).toHaveLength(380);
  expect(shares.flat(2)).toHaveLength(380);
});

describe.each(SERVERS.flatMap((server) => shares.map((own, at) => [server, at + 1, own] as const)))(
  'on PostgreSQL %s, of the worked cases the share %i',
  (server, _share, own) => {
    let register: TestRegister;
    const ids = new Map<AssessmentCase, string>();

    beforeAll(async () => {
      register = await testRegister(server);
      // Some cases are of days to come.
      const deps = { ...register.deps, today: '2030-12-31' };
      const commands = own.flat().map(({ facts }, at) => surveyedHousehold(register, facts, at * 10));
      const outcomes = await recordHouseholds(deps, commands);
      for (const [at, one] of own.flat().entries()) ids.set(one, valueOf(outcomes[at] ?? fail([])).householdId);
      const changes = own.flat().flatMap((one, at) => {
        const command = commands[at];
        return command === undefined ? [] : changeAfterSurvey(command, one.facts, idOf(one));
      });
      for (const outcome of await recordHouseholds(deps, changes)) valueOf(outcome);
    }, 120_000);

    afterAll(() => register.drop());

    const idOf = (one: AssessmentCase) => ids.get(one) ?? '';

    test('the loader gives every worked case its result', async () => {
      for (const group of own) {
        const facts = await register.deps.database.session((sql) => loadFacts(sql, group.map(idOf), frame(group)));
        for (const one of group) expectSameResult(one, facts.get(idOf(one)));
      }
    });

    test('the loader needs one statement, for one household and for all', async () => {
      const all = [...ids.values()];
      for (const some of [all.slice(0, 1), all]) {
        let statements = 0;
        await register.deps.database.session(async (sql) => {
          const counting: Sql = { ...sql, arrays: (...given) => ((statements += 1), sql.arrays(...given)) };
          const at = { ...frame(own[0] ?? []), asOf: DAY(2030, 12, 31) };
          expect(
            (await loadFacts({ ...counting, query: () => Promise.reject(new Error('another')) }, some, at)).size,
          ).toBe(some.length);
        });
        expect(statements).toBe(1);
      }
    });

    test('the stream gives every worked case its result', async () => {
      for (const group of own) {
        const facts = new Map<string, HouseholdFacts>();
        await register.deps.database.session((sql) => streamFacts(sql, frame(group), (id, one) => facts.set(id, one)));
        const { asOf } = frame(group);
        const onRecord = own.flat().filter(({ facts: { surveyedOn } }) => (surveyedOn ?? asOf) <= asOf);
        expect(facts.size).toBe(onRecord.length);
        for (const one of group) expectSameResult(one, facts.get(idOf(one)));
      }
    });
  },
);

/** Records a household as it was surveyed, on that day; from 2015 on if it never was. */
function surveyedHousehold(register: TestRegister, facts: HouseholdFacts, first: number): RecordHousehold {
  const from = facts.surveyedOn ?? DAY(2015, 1, 1);
  return newHousehold(register, householdOfFacts(facts, first), { from });
}

/** What makes the figures of the survey serve no longer than a change lets them: a bill of 0.00 of a later month. */
function changeAfterSurvey(
  command: RecordHousehold,
  { changedOn, worker }: HouseholdFacts,
  householdId: string,
): readonly RecordHousehold[] {
  if (changedOn === null) return [];
  const { household } = command;
  const span = { from: monthOfDay(changedOn), to: monthOfDay(changedOn) };
  const amounts = { amountFen: asFen(0), reimbursedFen: asFen(0) };
  const bill = record('expenses', 'later', worker.memberId, { kind: 'ILLNESS', ...amounts, ...span });
  const records = { ...household.records, surveys: [], expenses: [...household.records.expenses, bill] };
  return [{ ...command, householdId, unionId: null, from: changedOn, household: { ...household, records } }];
}

function frameOf({ facts: { asOf, level, profile } }: AssessmentCase): string {
  return JSON.stringify([asOf, level, profile]);
}

function frame([first]: readonly AssessmentCase[]): FactsAt {
  if (first === undefined) throw new Error('a group has a case');
  const { asOf, level, profile } = first.facts;
  return { asOf, level, knownAt: 'NOW', findProfile: () => profile };
}

function expectSameResult({ facts, standards }: AssessmentCase, loaded: HouseholdFacts | undefined): void {
  if (loaded === undefined) throw new Error('a case is not on record');
  expect(assessmentJson(assess(loaded, standards))).toEqual(assessmentJson(assess(facts, standards)));
}
