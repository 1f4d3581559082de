import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { requireDay } from '../../../src/kernel/calendar.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import { END_MEMBERSHIP } from '../../../src/registry/recording/acts/membership-acts.ts';
import { addMember } from '../../../src/registry/recording/acts/add-member.ts';
import { ADD_AS_CORRECTION, REVERSE_PAYMENT } from '../../../src/registry/recording/acts/record-acts.ts';
import { recordHousehold } from '../../../src/registry/recording/record-household.ts';
import { acted, storedOf } from '../../support/acts.ts';
import { answerOf, viewerWith } from '../../support/graph.ts';
import { newHousehold, sealAll, testRegister, type TestRegister, valueOf } from '../../support/register.ts';
import { DAY, household, member, membershipState, record } from '../../support/register-household.ts';

let register: TestRegister;
beforeAll(async () => {
  register = await testRegister('18');
});
afterAll(() => register.drop());

const ROOM = `asOf sources { source isOpen why }
  projects { aidType from to cap paid left why isProvisional source member { key } }`;
type Project = Readonly<Record<string, unknown>> & {
  readonly source: string | null;
  readonly aidType: string;
  readonly member: { key: string } | null;
};

/** The rooms of a household, by the kind of aid and the member. */
async function roomsOf(id: string, asOf: string) {
  await sealAll(register.deps.database);
  const source = `query ($id: ID!) { household(id: $id) { reliefRoom(asOf: "${asOf}") { ${ROOM} } } }`;
  const viewer = viewerWith('FINANCE_OFFICER', register.ids['city'] ?? '');
  const data = await answerOf(register.platform, source, { viewer, today: register.deps.today, variables: { id } });
  const { reliefRoom } = data['household'] as {
    reliefRoom: { projects: readonly Project[]; sources: readonly object[] };
  };
  const { projects, ...rest } = reliefRoom;
  const byName = projects.map(({ aidType, member: of, ...room }) => [`${aidType} ${of?.key ?? ''}`.trim(), room]);
  return { ...rest, rooms: Object.fromEntries(byName) as Readonly<Record<string, Project>> };
}

const paid = (key: string, who: string, aidType: 'LIVING' | 'SCHOOLING' | 'MEDICAL', yuan: number, on: string) =>
  record('disbursements', key, who, {
    ...{ source: 'UNION_FUNDS', aidType, amountFen: asFen(yuan * 100), paidOn: requireDay(on) },
  });

const pay = async (id: string, ...disbursements: readonly ReturnType<typeof paid>[]) =>
  valueOf(
    await acted(register, id, ADD_AS_CORRECTION, {
      on: DAY(2026, 6, 1),
      correction: true,
      records: { disbursements: [...disbursements] },
    }),
  );

test('a household’s room counts what stands of the year, and of a person what they were paid in another household', async () => {
  const student = member('m2', 902, { membershipState: membershipState({ inEducation: true, relation: 'SON' }) });
  const family = household([901]);
  const first = valueOf(
    await recordHousehold(register.deps, newHousehold(register, { ...family, members: [...family.members, student] })),
  ).householdId;
  const second = valueOf(await recordHousehold(register.deps, newHousehold(register, household([903])))).householdId;
  await pay(
    first,
    ...[paid('a', 'm1', 'LIVING', 1000, '2026-02-01'), paid('b', 'm1', 'LIVING', 50, '2026-03-01')],
    ...[paid('c', 'm2', 'SCHOOLING', 2000, '2025-09-01'), paid('d', 'm1', 'LIVING', 7, '2025-12-31')],
  );
  const { records } = await storedOf(register.deps, first);
  const reversed = records.find(({ key }) => key === 'b')?.id ?? '';
  valueOf(await acted(register, first, REVERSE_PAYMENT, { id: reversed, on: DAY(2026, 6, 2), reason: '误' }));
  valueOf(await acted(register, first, END_MEMBERSHIP, { member: 'm2', on: DAY(2026, 5, 1) }));
  const command = {
    actorId: register.ids['clerk'] ?? '',
    idempotencyKey: null,
    purpose: '测试',
    expectedRevision: null,
  };
  valueOf(
    await addMember(register.deps, {
      ...{ ...command, householdId: second, from: DAY(2026, 5, 1) },
      member: { ...student, key: 'm9' },
    }),
  );
  await pay(second, paid('e', 'm9', 'SCHOOLING', 300, '2026-05-20'));

  const { rooms } = await roomsOf(first, '2026-06-01');
  expect(rooms['LIVING']).toMatchObject({ from: '2026-01-01', to: '2026-12-31', paid: '1000.00' });
  expect(Object.keys(rooms).filter((name) => name.startsWith('SCHOOLING'))).toEqual([]);
  const moved = (await roomsOf(second, '2026-06-01')).rooms['SCHOOLING m9'];
  expect(moved).toMatchObject({ from: '2025-09-01', to: '2026-08-31', paid: '2300.00' });
  expect(moved?.source).toContain('总工发〔2015〕20号');
  // Before they left, they were a member of the first household.
  expect((await roomsOf(first, '2026-04-01')).rooms['SCHOOLING m2']).toMatchObject({ paid: '2300.00' });
});

test('without a recorded file no source is open', async () => {
  const id = valueOf(await recordHousehold(register.deps, newHousehold(register, household([905])))).householdId;
  const { sources } = await roomsOf(id, '2026-06-01');
  expect(new Set(sources.map((one) => JSON.stringify({ ...one, ['source']: '' })))).toEqual(
    new Set([JSON.stringify({ source: '', isOpen: false, why: 'NO_RECORDED_FILE' })]),
  );
});
