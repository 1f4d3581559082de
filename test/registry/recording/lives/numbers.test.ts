import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RegisterClerk, registerClerk } from '../../../support/register-clerk.ts';
import { testRegister, type TestRegister } from '../../../support/register.ts';
import { identityNumber } from '../../../support/register-household.ts';

/** Identity numbers that come later, and those that were wrong. */

let register: TestRegister;
let clerk: RegisterClerk;
let other: RegisterClerk;
beforeAll(async () => {
  register = await testRegister('18');
  clerk = registerClerk(register, 'clerk');
  other = registerClerk(register, 'otherClerk');
}, 60_000);
afterAll(() => register.drop());

let serial = 8000;
const next = () => (serial += 1);

interface Shown {
  readonly members: readonly { readonly person: { readonly id: string } }[];
  readonly history: { readonly nodes: readonly { readonly action: string; readonly purpose: string }[] };
}

async function shown(id: string): Promise<Shown | null> {
  const { household } = await clerk.ask(
    'query ($id: ID!) { household(id: $id) { members { person { id } } history { nodes { action purpose } } } }',
    { id },
  );
  return household as Shown | null;
}

const acts = (found: Shown | null) => found?.history.nodes.map(({ action }) => action);

async function byNumber(number: string, asOf: string | null = null, by = clerk): Promise<string | undefined> {
  const { person } = await by.ask(
    'query ($number: String!, $asOf: Date) { person(idNumber: $number, asOf: $asOf) { id } }',
    {
      ...{ number, asOf },
    },
  );
  return (person as { readonly id: string } | null)?.id;
}

const STATE = { relation: 'OTHER', employmentKnown: false };

const FULL_WIDTH = '０１２３４５６７８９';

describe('an identity number', () => {
  test('is given to a newborn later, and finds them on every day', async () => {
    const id = await clerk.record([next(), null]);
    const number = identityNumber(next());
    const input = { householdId: id, member: 'm2', identityNumber: number };
    expect(await byNumber(number)).toBeUndefined();
    expect((await clerk.act('setIdentityNumber', input)).problems).toEqual([]);
    const personId = (await shown(id))?.members[1]?.person.id;
    expect(await byNumber(number)).toBe(personId);
    for (const written of [
      number.toLowerCase(),
      `\u3000${number} `,
      number.replace(/\d/g, (one) => FULL_WIDTH[Number(one)] ?? ''),
    ]) {
      expect(await byNumber(written, '2025-03-01')).toContain(personId);
    }
    expect(await clerk.act('setIdentityNumber', input)).toMatchObject({ problems: [], revision: null });
    expect(acts(await shown(id))?.[0]).toBe('SET_IDENTITY_NUMBER');
  });

  test('that was wrong is corrected with a reason, and is then free for whose it is', async () => {
    const [right, wrong] = [identityNumber(next()), next()];
    const id = await clerk.record([next(), wrong]);
    const input = { householdId: id, member: 'm2', identityNumber: right };
    expect(await clerk.refused('setIdentityNumber', input)).toEqual(['NUMBER_ON_RECORD identityNumber']);
    const corrected = { ...input, correction: true };
    expect((await clerk.act('setIdentityNumber', { ...corrected, reason: ' ' })).problems).toMatchObject([
      { code: 'REASON_REQUIRED', path: 'reason' },
    ]);
    expect((await clerk.act('setIdentityNumber', { ...corrected, reason: '抄错' })).problems).toEqual([]);
    expect(await byNumber(right)).toBe((await shown(id))?.members[1]?.person.id);
    const owner = await clerk.record([wrong]);
    expect(await byNumber(identityNumber(wrong))).toBe((await shown(owner))?.members[0]?.person.id);
    expect((await shown(id))?.history.nodes[0]?.purpose).toContain('抄错');
  });

  test('of somebody else is refused: within the territory with what to do, outside with a case', async () => {
    const [near, far] = [next(), next()];
    await clerk.record([near]);
    await other.record([far]);
    const id = await clerk.record([next(), null]);
    const set = (number: string) => ({ householdId: id, member: 'm2', identityNumber: number });
    expect(await clerk.refused('setIdentityNumber', set(identityNumber(near)))).toEqual([
      'NUMBER_TAKEN identityNumber',
    ]);
    const { problems } = await clerk.act('setIdentityNumber', set(identityNumber(far)));
    expect(problems).toMatchObject([{ code: 'ALREADY_ON_FILE_ELSEWHERE', path: 'identityNumber' }]);
    expect(problems[0]?.caseNumber).toMatch(/^\d{8}-/);
    expect(await clerk.refused('setIdentityNumber', set('410599190001010011'))).toEqual([
      'WRONG_IDENTITY_NUMBER identityNumber',
    ]);
    expect(await clerk.refused('setIdentityNumber', { ...set(identityNumber(next())), member: 'm9' })).toEqual([
      'NO_SUCH_MEMBER member',
    ]);
  });

  test('goes to one of 16 who are given it at once', async () => {
    const number = identityNumber(next());
    const ids = await Promise.all(Array.from({ length: 16 }, () => clerk.record([next(), null])));
    const answers = await Promise.all(
      ids.map((householdId) => clerk.act('setIdentityNumber', { householdId, member: 'm2', identityNumber: number })),
    );
    expect(answers.filter(({ problems }) => problems.length === 0)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ problems }) => problems.map(({ code }) => code)))).toEqual(
      new Set(['NUMBER_TAKEN']),
    );
  });

  test('that a later document brings is that of the person, not of another one', async () => {
    const id = await clerk.record([next(), null]);
    const before = (await shown(id))?.members[1]?.person.id;
    const number = identityNumber(next());
    const left = { householdId: id, member: 'm2', on: '2025-06-01', reason: 'OTHER' };
    expect((await clerk.act('endMembership', left)).problems).toEqual([]);
    const member = { key: 'm2', identityNumber: number, person: { name: '人' }, membershipState: STATE };
    expect((await clerk.act('addMember', { householdId: id, from: '2025-07-01', member })).problems).toEqual([]);
    expect((await shown(id))?.members[1]?.person.id).toBe(before);
    expect(await byNumber(number)).toBe(before);
  });
});
