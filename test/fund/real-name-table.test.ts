import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { paymentsOfYear } from '../../src/fund/payments/payment.ts';
import type { Role } from '../../src/access/staff.codes.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import { openFile } from '../../src/archive/open-file.ts';
import { changeNumber } from '../../src/database/time/change-log.ts';
import { realNameTable, type RealNameQuery } from '../../src/fund/real-name/real-name-table.ts';
import { asFen } from '../../src/kernel/fen.ts';
import type { RegisterHousehold } from '../../src/registry/kinds.ts';
import { recordHousehold } from '../../src/registry/recording/record-household.ts';
import { newHousehold, SERVERS, type TestRegister, testRegister, valueOf } from '../support/register.ts';
import {
  DAY,
  household,
  householdState,
  identityNumber,
  member,
  person,
  record,
  membershipState,
} from '../support/register-household.ts';

type Payment = ReturnType<typeof payment>;

const payment = (key: string, over: Partial<Parameters<typeof record<'disbursements'>>[3]> = {}, of = 'm1') =>
  record('disbursements', key, of, {
    ...{ source: 'CENTRAL_FINANCE', aidType: 'LIVING', amountFen: asFen(100_001), paidOn: DAY(2024, 6, 15) },
    ...over,
  });

const paying = (base: RegisterHousehold, ...disbursements: Payment[]): RegisterHousehold => ({
  ...base,
  records: { ...base.records, disbursements },
});

let serial = 0;
const fresh = (count: number) => Array.from({ length: count }, () => (serial += 1));

describe.each(SERVERS)('on PostgreSQL %s', (server) => {
  let register: TestRegister;
  beforeAll(async () => {
    register = await testRegister(server);
  });
  afterAll(() => register.drop());

  const id = (name: string) => register.ids[name] ?? '';
  const viewer = (union: string, role: Role = 'FINANCE_OFFICER'): Viewer => ({
    ...{ staffId: id('chief'), personId: null, purpose: '测试' },
    grants: [{ role, unionId: id(union) }],
  });
  const tableOf = (year: number, over: Partial<RealNameQuery> = {}, who = viewer('city')) =>
    realNameTable(register.deps, who, { ...paymentsOfYear(year), known: 'NOW', ...over });
  const rowsOf = async (...given: Parameters<typeof tableOf>) =>
    (await (await tableOf(...given)).rows(200, null)).map(({ node }) => node);
  const recordNew = async (base: RegisterHousehold, over: object = {}) =>
    valueOf(await recordHousehold(register.deps, newHousehold(register, base, over))).householdId;
  const recordAgain = async (householdId: string, base: RegisterHousehold, over: object = {}) =>
    valueOf(
      await recordHousehold(register.deps, newHousehold(register, base, { householdId, correction: true, ...over })),
    );
  const fileFor = async (householdId: string, steward: string, actor = 'clerk') => {
    const { number, changeId } = valueOf(
      await openFile(register.deps, {
        ...{ actorId: id(actor), idempotencyKey: null, purpose: '测试', expectedRevision: null, householdId },
        ...{ stewardId: id(steward), on: DAY(2020, 3, 1) },
        state: { level: 'NATIONAL', category: null, hardshipClass: 'DEEP', state: 'APPLIED', reason: null },
      }),
    );
    await changeNumber(register.deps.database, changeId);
    return number;
  };

  test('a row has what the sheet asks for; what is secret is opened when it is asked for', async () => {
    const [worker = 0, child = 0] = fresh(2);
    const base = household([], {
      household: householdState({ mainCause: 'SCHOOLING', declaredClass: 'RELATIVE' }),
      members: [
        member('m1', worker, { person: person('王建国', { mobile: '19900000001', workplaceOrSchool: '旧单位' }) }),
        member('m2', child, {
          person: person('王小明', { otherContact: '19900000002', workplaceOrSchool: '示例中学' }),
          membershipState: membershipState({
            relation: 'SON',
            livesTogether: false,
            countedByDecision: true,
            countedByDecisionReason: '住校',
          }),
        }),
        member('m3', fresh(1)[0] ?? 0, { membershipState: membershipState({ inRegister: false }) }),
      ],
    });
    const employed = record('employment', 'e', 'm1', {
      ...{ status: 'EMPLOYED', from: (2024 * 12 + 5) as never, to: (2024 * 12 + 5) as never, employer: '示例机械厂' },
    });
    const withJob = { ...base, records: { ...base.records, employment: [employed] } };
    const householdId = await recordNew(withJob);
    const fileNumber = await fileFor(householdId, 'employer');
    await recordAgain(
      householdId,
      paying(
        withJob,
        payment('a', {
          fileNumber,
          bank: '中国银行示例支行',
          payee: '王建国(本人)',
          accountNumber: '6200111122223333',
        }),
        payment(
          'b',
          { fileNumber, aidType: 'SCHOOLING', source: 'UNION_FUNDS', note: '高三', amountFen: asFen(2) },
          'm2',
        ),
        payment('c', { paidOn: DAY(2024, 7, 1), amountFen: asFen(3) }),
      ),
    );
    const rows = await rowsOf(2024, { union: 'EMPLOYER' });
    const [unfiled, own, ofChild] = rows;
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(own).toMatchObject({
      ...{ householdId, unionId: id('employer'), unionName: 'EMPLOYER', fileNumber, name: '王建国' },
      ...{ workplace: '示例机械厂', hardshipClass: 'DEEP', mainCause: 'SCHOOLING', population: 2 },
      ...{ aidType: 'LIVING', source: 'CENTRAL_FINANCE', amountFen: 100_001, paidOn: DAY(2024, 6, 15) },
      ...{ bank: '中国银行示例支行', payee: '王建国(本人)' },
    });
    const secrets = ['identityNumber', 'telephone', 'accountNumber', 'note'];
    expect(secrets.map((key) => own?.secret(key))).toEqual([
      ...[identityNumber(worker), '19900000001', '6200111122223333', null],
    ]);
    expect(ofChild).toMatchObject({ name: '王小明', workplace: '示例中学', aidType: 'SCHOOLING', payee: null });
    expect(secrets.map((key) => ofChild?.secret(key))).toEqual([identityNumber(child), '19900000002', null, '高三']);
    // Not of a file: as the form declares it; after the spell of employment: as the person's form says.
    expect(unfiled).toMatchObject({ fileNumber: null, hardshipClass: 'RELATIVE', workplace: '旧单位' });
  });

  test('nothing is decrypted while nobody asks', async () => {
    const untouched = new Proxy(register.deps.secrets, {
      get: (secrets, name) => {
        if (name === 'openDataKey') throw new Error('a data key was opened');
        return Reflect.get(secrets, name) as unknown;
      },
    });
    const query = { ...paymentsOfYear(2024), union: 'EMPLOYER', known: 'NOW' } as const;
    const table = await realNameTable({ ...register.deps, secrets: untouched }, viewer('city'), query);
    const [first] = await table.rows(1, null);
    expect(first?.node.amountFen).toBeGreaterThan(0);
    expect(() => first?.node.secret('identityNumber')).toThrow('a data key was opened');
  });

  test('a person stands as they were on the day of payment, or as first known', async () => {
    const [worker = 0] = fresh(1);
    const named = (name: string) => household([], { members: [member('m1', worker, { person: person(name) })] });
    const before = payment('a', { paidOn: DAY(2012, 1, 1), amountFen: asFen(7) });
    const between = payment('b', { paidOn: DAY(2019, 12, 31), amountFen: asFen(8) });
    const after = payment('c', { paidOn: DAY(2020, 1, 1), amountFen: asFen(9) });
    const householdId = await recordNew(paying(named('曾用名'), before, between, after));
    await recordAgain(householdId, paying(named('现用名'), before, between, after), {
      ...{ correction: false, from: DAY(2020, 1, 1) },
    });
    expect((await rowsOf(2012)).map(({ name, population }) => [name, population])).toEqual([['曾用名', null]]);
    expect((await rowsOf(2019)).map(({ name, population }) => [name, population])).toEqual([['曾用名', 1]]);
    expect((await rowsOf(2020)).map(({ name }) => name)).toEqual(['现用名']);
  });

  test('population is open while it is not verified of a member whether they count', async () => {
    const [first = 0, second = 0] = fresh(2);
    const open = member('m2', second, { membershipState: membershipState({ inRegister: null }) });
    await recordNew(
      paying(household([], { members: [member('m1', first), open] }), payment('a', { paidOn: DAY(2013, 1, 1) })),
      {
        from: DAY(2010, 1, 1),
      },
    );
    expect((await rowsOf(2013)).map(({ population }) => population)).toEqual([null]);
  });

  test('a year begins on its first day and ends on its last', async () => {
    const days = [DAY(2020, 12, 31), DAY(2021, 1, 1), DAY(2021, 12, 31), DAY(2022, 1, 1)];
    await recordNew(paying(household(fresh(1)), ...days.map((paidOn, at) => payment(String(at), { paidOn }))));
    expect((await rowsOf(2021)).map(({ paidOn }) => paidOn)).toEqual(days.slice(1, 3));
    expect((await (await tableOf(2021)).totals()).total).toMatchObject({ amountFen: 200_002, payments: 2 });
  });

  test('a payment and the entry that reverses it come to nothing in one year; of two years each has its own', async () => {
    const base = household(fresh(1));
    const [first, second] = [
      payment('a', { paidOn: DAY(2007, 5, 5), amountFen: asFen(500) }),
      payment('b', { paidOn: DAY(2007, 5, 6), amountFen: asFen(30) }),
    ];
    const householdId = await recordNew(paying(base, first, second));
    const { revision } = await tableOf(2007);
    const reversing = ({ key, values }: Payment, paidOn: Payment['values']['paidOn']) => ({
      ...payment(`${key}-`, { ...values, paidOn, amountFen: asFen(0 - values.amountFen), reason: '误' }),
      reverses: key,
    });
    const reversals = [reversing(first, DAY(2007, 12, 31)), reversing(second, DAY(2008, 1, 1))];
    await recordAgain(householdId, paying(base, ...reversals));
    const totalOf = async (...given: Parameters<typeof tableOf>) => (await (await tableOf(...given)).totals()).total;
    expect(await totalOf(2007)).toEqual({ amountFen: 30, payments: 1, households: 1, persons: 1, rows: 3 });
    expect(await totalOf(2008)).toEqual({ amountFen: -30, payments: 0, households: 0, persons: 0, rows: 1 });
    expect((await rowsOf(2007)).map(({ amountFen }) => amountFen)).toEqual([500, 30, -500]);
    expect((await rowsOf(2008)).map(({ amountFen, name }) => [amountFen, name])).toEqual([[-30, expect.any(String)]]);
    // As it was known before.
    expect(await totalOf(2007, { known: revision })).toMatchObject({ amountFen: 530, payments: 2, rows: 2 });
    expect((await rowsOf(2008, { known: revision })).length).toBe(0);
  });

  test('a household that is recorded again without its payments, with another postcode, keeps them', async () => {
    const base = household(fresh(1));
    const paid = payment('a', { paidOn: DAY(2012, 5, 5), amountFen: asFen(500) });
    const householdId = await recordNew(paying(base, paid));
    await recordAgain(householdId, { ...base, household: householdState({ postcode: '455000' }) });
    const own = (await rowsOf(2012)).filter((row) => row.householdId === householdId);
    expect(own.map(({ amountFen }) => amountFen)).toEqual([500]);
  });

  test('each sees their territory; a union or a source asked for narrows it', async () => {
    const at = { paidOn: DAY(2016, 5, 5) };
    const serials = fresh(3);
    await recordNew(paying(household(serials.slice(0, 1)), payment('a', { ...at, amountFen: asFen(1) })));
    const others = { unionId: id('otherEmployer'), actorId: id('otherClerk') };
    const elsewhere = payment('a', { ...at, amountFen: asFen(10), source: 'DONATION' });
    const moved = payment('a', { ...at, amountFen: asFen(100) });
    await recordNew(paying(household(serials.slice(1, 2)), elsewhere), others);
    const movedId = await recordNew(paying(household(serials.slice(2)), moved), others);
    const amounts = async (...given: Parameters<typeof tableOf>) => {
      const table = await tableOf(...given);
      const rows = (await table.rows(200, null)).map(({ node }) => node.amountFen);
      expect((await table.totals()).total.amountFen).toBe(rows.reduce((sum, one) => sum + one, 0));
      return rows;
    };
    expect(await amounts(2016)).toEqual([1, 10, 100]);
    expect(await amounts(2016, { union: 'OTHER-COUNTY' })).toEqual([10, 100]);
    expect(await amounts(2016, { union: id('otherEmployer') }, viewer('otherCounty'))).toEqual([10, 100]);
    expect(await amounts(2016, { union: 'CITY', sources: ['DONATION'] })).toEqual([10]);
    expect(await amounts(2016, {}, viewer('otherEmployer'))).toEqual([10, 100]);
    for (const union of ['COUNTY', 'no such union', "' or true --"]) {
      expect(await amounts(2016, { union }, viewer('otherCounty'))).toEqual([]);
    }
    expect(await amounts(2016, {}, viewer('city', 'STATISTICIAN'))).toEqual([]);
    expect(await amounts(2016, {}, { ...viewer('city'), staffId: null, personId: id('clerk'), grants: [] })).toEqual(
      [],
    );
    // The file goes to another's keeping: whoever keeps it today reads its payments, which stay with the union of the pay day.
    const { revision: known } = await tableOf(2016);
    await fileFor(movedId, 'otherCounty', 'otherClerk');
    expect(await amounts(2016, {}, viewer('otherEmployer'))).toEqual([10]);
    expect(await amounts(2016, {}, viewer('otherCounty'))).toEqual([10, 100]);
    expect(await amounts(2016, { union: 'OTHER-EMPLOYER' }, viewer('otherCounty'))).toEqual([10, 100]);
    expect(await amounts(2016, { known }, viewer('otherEmployer'))).toEqual([10]);
    expect(await amounts(2016, { known }, viewer('otherCounty'))).toEqual([10, 100]);
  });
});
