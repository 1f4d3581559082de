import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseCase } from '../../../src/assessment/json/case-json.ts';
import { loadFacts } from '../../../src/assessment/register/facts.read.ts';
import { fail } from '../../../src/kernel/result.ts';
import { recordHouseholds } from '../../../src/registry/recording/record-household.ts';
import { household } from '../../support/household.ts';
import { builtIn } from '../../support/json.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../../support/register.ts';
import { householdOfFacts } from '../../support/register-household.ts';

let register: TestRegister;

beforeAll(async () => {
  register = await testRegister(SERVERS[0] ?? '18');
}, 120_000);

afterAll(() => register.drop());

test('facts of the register name the relation of each member to the worker', async () => {
  const parsed = parseCase({ facts: household() }, builtIn());
  const { facts } = valueOf(parsed);
  const relations = ['SELF', 'WIFE', 'OTHER'] as const;
  const related = { ...facts, members: facts.members.map((one, at) => ({ ...one, relation: relations[at] ?? null })) };
  const command = newHousehold(register, householdOfFacts(related, 0), { from: facts.asOf });
  const [recorded] = await recordHouseholds(register.deps, [command]);
  const { householdId } = valueOf(recorded ?? fail([]));
  const { asOf, level } = facts;
  const at = { asOf, level, knownAt: 'NOW', findProfile: () => null } as const;
  const found = await register.deps.database.session((sql) => loadFacts(sql, [householdId], at));
  expect(found.get(householdId)?.members.map(({ relation }) => relation)).toEqual(relations);
});
