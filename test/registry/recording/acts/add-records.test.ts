import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { registerClerk, type RegisterClerk } from '../../../support/register-clerk.ts';
import { testRegister, type TestRegister } from '../../../support/register.ts';

let register: TestRegister;
let clerk: RegisterClerk;
beforeAll(async () => {
  register = await testRegister('18');
  clerk = registerClerk(register, 'clerk');
}, 60_000);
afterAll(() => register.drop());

let serial = 9100;
const recorded = () => clerk.record([(serial += 1), (serial += 1)]);

const [EARLIER, ON] = ['2026-03-09', '2026-03-10'];
const paid = { member: 'm1', source: 'UNION_FUNDS', aidType: 'LIVING', amount: '500.00' };
const RECORDS = {
  events: [{ key: 'e', kind: 'ACCIDENT', date: EARLIER, cost: '1.00', compensated: '0.00' }],
  dwellings: [{ key: 'd', area: '60.00', from: EARLIER }],
  vehicles: [{ key: 'v', vehicleKind: 'SHIP', from: EARLIER }],
  schooling: [{ key: 's', member: 'm2', private: false, tuition: '0.00', from: EARLIER }],
  dibao: [{ key: 'b', from: EARLIER }],
  disbursements: [{ key: 'p', ...paid, paidOn: EARLIER }],
};

interface Shown {
  readonly revision: number;
  readonly assets: { readonly dwellings: readonly object[] };
  readonly incomes: readonly object[];
  readonly disbursements: readonly object[];
  readonly history: { readonly nodes: readonly { readonly action: string }[] };
}

const SHOW = `revision assets { dwellings { key } } incomes { key } disbursements { amount }
  history(first: 1) { nodes { action } }`;
async function shown(id: string, asOf: string | null): Promise<Shown> {
  const source = `query ($id: ID!, $asOf: Date) { household(id: $id, asOf: $asOf) { ${SHOW} } }`;
  return (await clerk.ask(source, { id, asOf }))['household'] as Shown;
}

const countsOn = async (id: string, asOf: string | null) => {
  const { assets, incomes, disbursements } = await shown(id, asOf);
  return [assets.dwellings.length, incomes.length, disbursements.length];
};

describe('what begins or happens before the day of the act', () => {
  test('is refused, and nothing is written', async () => {
    const householdId = await recorded();
    expect(await clerk.refused('addRecords', { householdId, on: ON, records: RECORDS })).toEqual([
      'BEFORE_THE_ACT records.events.0.date',
      'BEFORE_THE_ACT records.dwellings.0.from',
      'BEFORE_THE_ACT records.vehicles.0.from',
      'BEFORE_THE_ACT records.schooling.0.from',
      'BEFORE_THE_ACT records.dibao.0.from',
      'BEFORE_THE_ACT records.disbursements.0.paidOn',
    ]);
    expect(await countsOn(householdId, ON)).toEqual([0, 0, 0]);
  });

  test('is added by an act of its own day', async () => {
    const householdId = await recorded();
    expect((await clerk.act('addRecords', { householdId, on: EARLIER, records: RECORDS })).problems).toEqual([]);
    expect([await countsOn(householdId, '2026-03-08'), await countsOn(householdId, EARLIER)]).toEqual([
      [0, 0, 0],
      [1, 0, 1],
    ]);
    expect((await shown(householdId, ON)).history.nodes).toEqual([{ action: 'ADD_RECORDS' }]);
  });

  test('is added by a correction, which says so: what was known before it stays', async () => {
    const householdId = await recorded();
    const { revision } = await shown(householdId, ON);
    const said = await clerk.act('addRecords', { householdId, on: ON, correction: true, records: RECORDS });
    expect(said.problems).toEqual([]);
    expect(await countsOn(householdId, EARLIER)).toEqual([1, 0, 1]);
    expect((await shown(householdId, ON)).history.nodes).toEqual([{ action: 'CORRECT_RECORDS' }]);
    expect(await countsOn(`${householdId}@${EARLIER}~${revision}`, null)).toEqual([0, 0, 0]);
  });
});

test('an income is weighed from the day of the act on; as a correction, the survey stated it', async () => {
  const householdId = await recorded();
  const way = { way: 'VISIT', visitorOne: '调查员甲', visitorTwo: '调查员乙', signedBy: '户主' };
  const none = { employment: [], incomes: [], deductions: [], expenses: [] };
  const survey = { surveyedOn: '2026-01-05', ...way };
  expect((await clerk.act('recordSurvey', { householdId, survey, ...none })).problems).toEqual([]);
  const income = { member: 'm1', kind: 'WAGE', relief: false, amount: '1.00', from: '2025-06', to: '2025-12' };
  const add = (key: string, over: object) =>
    clerk.act('addRecords', { householdId, on: ON, records: { incomes: [{ key, ...income }] }, ...over });
  expect((await add('i', {})).problems).toEqual([]);
  expect((await shown(householdId, EARLIER)).incomes).toEqual([]);
  expect((await add('j', { correction: true })).problems).toEqual([]);
  expect([(await shown(householdId, EARLIER)).incomes, (await shown(householdId, ON)).incomes]).toEqual([
    [{ key: 'j' }],
    [{ key: 'i' }, { key: 'j' }],
  ]);
});
