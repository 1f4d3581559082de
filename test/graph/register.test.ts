import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedSample } from '../../src/registry/sample/seed.ts';
import { answerOf, ask, viewerWith } from '../support/graph.ts';
import { emptyRegister } from '../support/register.ts';
import { DAY } from '../support/register-household.ts';

let register: Awaited<ReturnType<typeof emptyRegister>>;
const unions: Record<string, string> = {};
const today = '2026-06-30';

beforeAll(async () => {
  register = await emptyRegister('18');
  const { ownerUrl, secrets } = register.platform;
  const on = DAY(2026, 6, 30);
  await seedSample({ ownerUrl, secrets, households: 120, seed: 1, on, progress: () => undefined });
  for (const { id, code } of await register.asOwner('select id, code from trade_union')) {
    unions[String(code)] = String(id);
  }
}, 120_000);
afterAll(() => register.drop());

test('try', async () => {
  const viewer = viewerWith('UNION_CLERK', unions['410500'] ?? '');
  const { result, statements } = await ask(
    register.platform,
    `{ households(first: 20) { totalCount pageInfo { hasNextPage endCursor } nodes { id fileNumber mainCause asOf
        keeper { code name } worker { person { name identityNumber mobile withheld } }
        members { relation person { name identityNumber birthDay healthStatus } }
        incomes { kind amount from to verified member { key } } expenses { kind amount note } disbursements { amount paidOn source accountNumber }
        eligibility { outcome primaryCategory findings { rule state zh } figures { perCapitaMonthly } }
        history { nodes { number actor action } totalCount } files { number state level steward { code } } assets { savings dwellings { area } } } } }`,
    { viewer, today },
  );
  console.log(JSON.stringify(result.errors?.slice(0, 3)), JSON.stringify((result.data as never)?.['households'])?.slice(0, 3000));
  console.log(statements.length);
  expect(result.errors).toBeUndefined();
  const one = await answerOf(register.platform, '{ households(first: 1) { nodes { id } } }', { viewer, today });
  console.log(JSON.stringify(one));
});
