import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/access/viewer.ts';
import type { Role } from '../../src/access/staff.codes.ts';
import { sensitiveReads } from '../../src/graph/policy/sensitive-reads.ts';
import { ask, answerOf, viewerWith } from '../support/graph.ts';
import { type RegisterClerk, registerClerk } from '../support/register-clerk.ts';
import { sealAll, testRegister, type TestRegister } from '../support/register.ts';
import { identityNumber } from '../support/register-household.ts';

/** The whole life of a household is told by its history: each act, with each field that it altered, to whom the field itself is shown. */

let register: TestRegister;
let clerk: RegisterClerk;
let householdId = '';

interface Field {
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
  readonly oldText: string | null;
  readonly newText: string | null;
  readonly isWithheld: boolean;
}
interface Fact {
  readonly kind: string;
  readonly effect: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly key: string | null;
  readonly factId: string;
  readonly fields: readonly Field[];
}
interface Change {
  readonly id: string;
  readonly action: string;
  readonly actor: string;
  readonly purpose: string;
  readonly revision: number;
  readonly facts: readonly Fact[];
}

const CHANGES = `{ nodes { id action actor purpose revision at facts { kind effect from to key factId belongsTo memberId personId
  fields { field term old new oldText newText isWithheld } } } totalCount }`;

const act = async (name: string, input: object) => {
  const said = await clerk.act(name, input);
  expect([name, said.problems]).toEqual([name, []]);
};
const idOf = async (kind: string, key: string) => {
  const text = 'select id from household_record where household_id = $1 and kind = $2 and key = $3';
  const [row] = await register.asOwner(text, [householdId, kind, key]);
  return String(row?.['id']);
};

beforeAll(async () => {
  register = await testRegister('18');
  clerk = registerClerk(register, 'clerk');
  householdId = await clerk.record([7001, 7002, null]);
  const of = { householdId };
  const from = '2026-03-01';
  await act('changeHousehold', {
    ...{ ...of, from },
    state: { mainCause: 'DISASTER', address: '文峰区某街1号', otherCauses: ['OTHER'] },
  });
  await act('changePerson', {
    ...{ ...of, from, member: 'm2' },
    person: { ethnicity: '回族', mobile: '13900001111', healthStatus: 'LIVER_DISEASE' },
  });
  await act('changePerson', { ...of, from: '2026-04-01', member: 'm2', person: { mobile: '13700001111' } });
  await act('changeMember', { ...of, from, member: 'm2', state: { ill: true, refusedJobOffers: 2 } });
  await act('addRecords', {
    ...{ ...of, on: from },
    records: {
      dwellings: [{ key: 'd', area: '68.50', from: '2026-03-01' }],
      disbursements: [
        {
          key: 'p',
          source: 'UNION_FUNDS',
          aidType: 'LIVING',
          amount: '500.00',
          member: 'm1',
          paidOn: from,
          note: '现场发放',
        },
      ],
    },
  });
  const dwelling = await idOf('dwellings', 'd');
  await act('correctRecords', { ...of, records: { dwellings: [{ id: dwelling, area: '80' }] }, reason: '误' });
  await act('endRecords', { ...of, on: '2026-05-01', ids: [dwelling] });
  await act('retractRecords', { ...of, ids: [dwelling], reason: '误登' });
  await act('setIdentityNumber', { ...of, member: 'm3', identityNumber: identityNumber(7003) });
  await act('recordDeath', { ...of, member: 'm3', on: '2026-05-02', source: 'POLICE' });
  await act('retractDeath', { ...of, member: 'm3', reason: '误登' });
  await act('endMembership', { ...of, member: 'm2', on: '2026-05-10', reason: 'DIVORCED' });
  await act('openFile', { ...of, union: 'EMPLOYER', on: '2026-05-15', state: 'APPLIED', level: 'NATIONAL' });
  await act('closeHousehold', { ...of, on: '2026-06-20', reason: 'OTHER' });
  await sealAll(register.platform.database);
}, 120_000);
afterAll(() => register.drop());

const viewer = (role: Role, union = 'county', purpose: string | null = '测试'): Viewer =>
  viewerWith(role, register.ids[union] ?? '', purpose);

async function historyFor(who: Viewer, list = `household(id: "${householdId}") { history(first: 50) ${CHANGES} }`) {
  const data = await answerOf(register.platform, `{ of: ${list} }`, { viewer: who, today: register.deps.today });
  return (data['of'] as { history: { nodes: readonly Change[] } }).history.nodes;
}

/** `KIND EFFECT from..to: field old → new; …` of each fact of an act, the texts of forms. */
function told(changes: readonly Change[], action: string, at = 0): readonly string[] {
  const found = changes.filter((one) => one.action === action).toReversed()[at];
  if (found === undefined) throw new Error(`there is no ${action}`);
  return found.facts.map(({ kind, effect, from, to, fields }) => {
    const values = fields.map(({ field, oldText, newText }) => `${field} ${oldText ?? '-'} → ${newText ?? '-'}`);
    return `${kind} ${effect} ${from ?? ''}..${to ?? ''}: ${values.join('; ')}`;
  });
}

describe('the history of a household', () => {
  test('tells each act, with who did it, why and its revision', async () => {
    const changes = await historyFor(viewer('UNION_CLERK'));
    expect(changes.map(({ action }) => action).toReversed()).toEqual([
      ...['RECORD_HOUSEHOLD', 'CHANGE_HOUSEHOLD', 'CHANGE_PERSON', 'CHANGE_PERSON', 'CHANGE_MEMBER', 'ADD_RECORDS'],
      ...['CORRECT_RECORDS', 'END_RECORDS', 'RETRACT_RECORDS', 'SET_IDENTITY_NUMBER', 'RECORD_DEATH', 'RETRACT_DEATH'],
      ...['END_MEMBERSHIP', 'OPEN_FILE', 'CLOSE_HOUSEHOLD'],
    ]);
    expect(new Set(changes.map(({ actor }) => actor))).toEqual(new Set(['clerk']));
    const revisions = changes.map(({ revision }) => revision);
    expect(revisions).toEqual(revisions.toSorted((a, b) => b - a));
    expect(changes.every(({ purpose }) => purpose !== '')).toBe(true);
  });

  test('tells each field that an act altered, with its old and its new value, and the days', async () => {
    const changes = await historyFor(viewer('UNION_CLERK'));
    const first = told(changes, 'RECORD_HOUSEHOLD');
    expect(first.filter((one) => one.startsWith('MEMBER ADDED 2025-01-01..'))).toHaveLength(3);
    expect(first.find((one) => one.startsWith('PERSON') && one.includes('人7001'))).toMatch(/name - → 人7001/);
    expect(first).toContain(`IDENTITY_NUMBER ADDED ..: identityNumber - → ${identityNumber(7002)}`);
    expect(told(changes, 'CHANGE_HOUSEHOLD')).toEqual([
      'HOUSEHOLD CHANGED 2026-03-01..: mainCause 其他 → 遭受自然灾害; otherCauses - → 其他; address - → 文峰区某街1号',
    ]);
    expect(told(changes, 'CHANGE_PERSON')).toEqual([
      'PERSON CHANGED 2026-03-01..: ethnicity - → 回族; healthStatus - → 肝病; mobile - → 13900001111',
    ]);
    expect(told(changes, 'CHANGE_PERSON', 1)).toEqual([
      'PERSON CHANGED 2026-04-01..: mobile 13900001111 → 13700001111',
    ]);
    expect(told(changes, 'CHANGE_MEMBER')).toEqual([
      'MEMBER CHANGED 2026-03-01..: refusedJobOffers 0 → 2; ill 否 → 是',
    ]);
    expect(told(changes, 'CORRECT_RECORDS')).toEqual(['DWELLING CHANGED ..: area 68.50 → 80.00']);
    expect(told(changes, 'END_RECORDS')).toEqual(['DWELLING CHANGED ..: to - → 2026-05-01']);
    expect(told(changes, 'RETRACT_RECORDS')[0]).toMatch(/^DWELLING REMOVED \.\.: area 80\.00 → -/);
    expect(told(changes, 'SET_IDENTITY_NUMBER')).toContain(
      `IDENTITY_NUMBER ADDED ..: identityNumber - → ${identityNumber(7003)}`,
    );
    expect(told(changes, 'RECORD_DEATH')).toContain('DEATH ADDED ..: diedOn - → 2026-05-02; source - → 公安户籍注销');
    expect(told(changes, 'RETRACT_DEATH')).toContain(
      'DEATH REMOVED ..: diedOn 2026-05-02 → -; source 公安户籍注销 → -',
    );
    expect(told(changes, 'END_MEMBERSHIP').find((one) => one.startsWith('MEMBER REMOVED 2026-05-10..'))).toMatch(
      /relation 其他 → -/,
    );
    const opened = told(changes, 'OPEN_FILE');
    expect(opened.find((one) => one.startsWith('FILE ADDED 2026-05-15..'))).toMatch(/number - → \d{16}; level - → /);
    expect(opened.find((one) => one.startsWith('STEWARD ADDED'))).toMatch(/unionId - → /);
    expect(told(changes, 'CLOSE_HOUSEHOLD')).toContain('CLOSING ADDED 2026-06-20..: reason - → 其他');
  });

  test('tells only of a person where that is asked for', async () => {
    const [person] = await register.asOwner(
      'select person_id as id from membership_version where household_id = $1 limit 1',
      [householdId],
    );
    const list = `household(id: "${householdId}") { history(first: 50) { nodes { facts(about: "${String(person?.['id'])}") { personId } } } }`;
    const changes = (await historyFor(viewer('UNION_CLERK'), list)) as unknown as readonly {
      facts: readonly { personId: string }[];
    }[];
    const ids = changes.flatMap(({ facts }) => facts.map(({ personId }) => personId));
    expect(new Set(ids)).toEqual(new Set([person?.['id']]));
  });
});

describe('a value is told by its change only to whom it is shown', () => {
  const fieldsOf = (changes: readonly Change[]) =>
    changes.flatMap(({ facts }) => facts.flatMap(({ fields }) => fields.map((field) => field)));

  test('who may not see health, addresses and telephones is not told that they changed', async () => {
    const changes = await historyFor(viewer('AUDITOR'));
    expect(told(changes, 'CHANGE_HOUSEHOLD')).toEqual([
      'HOUSEHOLD CHANGED 2026-03-01..: mainCause 其他 → 遭受自然灾害; otherCauses - → 其他',
    ]);
    expect(told(changes, 'CHANGE_PERSON')).toEqual([
      'PERSON CHANGED 2026-03-01..: ethnicity - → 回族; mobile - → *******1111',
    ]);
    // The two numbers end in the same four digits, which are all that an auditor is shown of either.
    expect(told(changes, 'CHANGE_PERSON', 1)).toEqual([]);
    expect(told(changes, 'CHANGE_MEMBER')).toEqual(['MEMBER CHANGED 2026-03-01..: refusedJobOffers 0 → 2']);
  });

  test('without a purpose values are masked as the fields are, and it is said that a purpose would show them', async () => {
    const changes = await historyFor(viewer('UNION_CLERK', 'county', null));
    const byName = (name: string) => fieldsOf(changes).filter(({ field }) => field === name);
    expect(byName('healthStatus')).toEqual([
      expect.objectContaining({ old: null, new: null, newText: null, isWithheld: true }),
    ]);
    expect(byName('mobile').map((one) => [one.old, one.new])).toEqual([
      ['*******1111', '*******1111'],
      [null, '*******1111'],
    ]);
    expect(byName('identityNumber').every((one) => one.isWithheld && String(one.new).startsWith('****'))).toBe(true);
    expect(byName('mainCause').every(({ isWithheld }) => !isWithheld)).toBe(true);
    const texts = JSON.stringify(changes);
    for (const secret of ['13900001111', '文峰区某街1号', 'LIVER_DISEASE', identityNumber(7001)])
      expect(texts).not.toContain(secret);
  });

  test('values that are shown are on record as sensitive reads of whom they are', async () => {
    const source = `{ household(id: "${householdId}") { history(first: 50) ${CHANGES} } }`;
    const { context } = await ask(register.platform, source, {
      viewer: viewer('UNION_CLERK'),
      today: register.deps.today,
    });
    const shown = sensitiveReads(context).shown();
    const fields = new Set(shown.flatMap((one) => [...one.fields]));
    expect([...fields].toSorted()).toEqual(['ADDRESS', 'CONTACT', 'HEALTH', 'IDENTITY', 'PAYMENT_NOTE']);
    expect(shown.find((one) => one.fields.has('ADDRESS'))).toMatchObject({ kind: 'Household', id: householdId });
  });

  test('many changes take as many statements as few', async () => {
    const statements = async (first: number) => {
      const source = `{ household(id: "${householdId}") { history(first: ${first}) ${CHANGES.replace('totalCount', '')} } }`;
      const asked = await ask(register.platform, source, {
        viewer: viewer('UNION_CLERK'),
        today: register.deps.today,
      });
      return asked.statements.length;
    };
    expect(await statements(50)).toBe(await statements(5));
  });
});
