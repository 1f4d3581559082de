import { expect } from '@jest/globals';
import type { Role } from '../../src/access/staff.codes.ts';
import { openFile } from '../../src/archive/open-file.ts';
import { insertChange } from '../../src/database/time/change-log.ts';
import { newId } from '../../src/database/ids.ts';
import type { Database } from '../../src/database/database.ts';
import type { KnownAt } from '../../src/database/time/known-at.ts';
import { paymentsOfYear } from '../../src/fund/payments/payment.ts';
import { realNameTable } from '../../src/fund/real-name/real-name-table.ts';
import { type Day, printDay } from '../../src/kernel/calendar.ts';
import { asFen } from '../../src/kernel/fen.ts';
import { countHouseholds } from '../../src/registry/listing/household-list.read.ts';
import type { HouseholdListing } from '../../src/registry/listing/household-listing.ts';
import { recordHousehold } from '../../src/registry/recording/record-household.ts';
import { insertProfile } from '../../src/standards/profile.store.ts';
import { insertBuiltInStandards } from '../../src/standards/standard.store.ts';
import type { CountingRights } from '../../src/statistics/question/question.ts';
import type { Projection } from '../../src/statistics/projection/projection.ts';
import { answerOf, viewerWith } from './graph.ts';
import { newHousehold, type Server, testRegister, valueOf } from './register.ts';
import { DAY, household, householdState, record } from './register-household.ts';
import { answered, everythingUnder, figuresOf, followUp, type NamedQuestion, projected } from './statistics.ts';

/** The days on which the household was paid, the last before and the first of a change, and today. */
export const [BEFORE, MOVED, TODAY] = [DAY(2025, 6, 30), DAY(2025, 7, 1), DAY(2026, 6, 30)];

const NO_FILTER: HouseholdListing['filter'] = {
  ...{
    union: null,
    awaitsSteward: null,
    region: null,
    mainCause: null,
    declaredClass: null,
    migrant: null,
    singleParent: null,
  },
  ...{ level: null, category: null, fileState: null, workerName: null, search: null, outcome: null },
  ...{ primaryCategory: null, cell: null, assessedAtLevel: 'NATIONAL' },
};

/** A register with one household of the union `recorder`, and what is asked of it. */
export async function oneHousehold(server: Server, recorder = 'employer') {
  const register = await testRegister(server);
  const { database } = register.platform;
  const id = (name: string) => register.ids[name] ?? '';
  await database.transaction(async (sql) => {
    const by = { actorId: id('admin'), purpose: '测试' };
    const changeId = await insertChange(sql, by, 'MAKE_SAMPLE', 'STANDARD', id('city'));
    await insertBuiltInStandards(sql, changeId, newId);
    const rule = { unionId: id('county'), level: 'COUNTY', from: '2020-01-01', document: '文工〔2020〕1号' } as const;
    await insertProfile(sql, changeId, { id: newId(), ...rule, values: {} });
  });
  const paid = (key: string, paidOn: Day, fen: number) =>
    record('disbursements', key, 'm1', { source: 'DONATION', aidType: 'WARMTH', amountFen: asFen(fen), paidOn });
  const base = household([1], { household: householdState({ singleParent: true }) });
  const records = { ...base.records, disbursements: [paid('a', BEFORE, 100), paid('b', MOVED, 20)] };
  const command = newHousehold(register, { ...base, records }, { unionId: id(recorder) });
  const { householdId } = valueOf(await recordHousehold(register.deps, command));

  const open = (union: string, on: Day, actor = 'clerk') =>
    openFile(register.deps, {
      ...{ actorId: id(actor), idempotencyKey: null, purpose: '测试', expectedRevision: null, householdId },
      ...{ stewardId: id(union), on },
      state: { level: 'NATIONAL', category: null, hardshipClass: 'DEEP', state: 'APPLIED', reason: null },
    });
  const { ask, close } = statisticsOf(database);
  const unionNamed = async (code: string | null) => {
    const [row] = await register.asOwner('select id::text as id from trade_union where code = $1', [code]);
    return code === null ? null : String(row?.['id']);
  };
  const figures = (question: NamedQuestion, known: KnownAt = 'NOW', of = 'city') =>
    ask(question, everythingUnder(printDay(TODAY), id(of)), known);
  const counted = async (union: string | null, asOf: Day, known: KnownAt = 'NOW', of = 'city') => {
    const found = await figures({ measures: ['HOUSEHOLDS'], unionId: await unionNamed(union), asOf }, known, of);
    return found[''] ?? 0;
  };
  const listing = (union: string | null, asOf: Day, known: KnownAt = 'NOW', of = 'city'): HouseholdListing => ({
    ...{ viewer: viewerWith('AUDITOR', id(of)), filter: { ...NO_FILTER, union }, order: 'FILE_NUMBER' as const },
    ...{ at: { asOf, known }, today: printDay(TODAY) },
  });
  const listed = (...given: Parameters<typeof listing>) =>
    database.session((sql) => countHouseholds(sql, listing(...given)));
  const asked = (source: string, of = 'city', role: Role = 'AUDITOR') =>
    answerOf(register.platform, source, { viewer: viewerWith(role, id(of)), today: printDay(TODAY) });
  const paidIn = async (union: string, known: KnownAt = 'NOW') => {
    const query = { ...paymentsOfYear(2025), union, known };
    const table = await realNameTable(register.deps, viewerWith('FINANCE_OFFICER', id('city')), query);
    return { sum: (await table.totals()).total.amountFen, stewards: (await table.totals()).subtotals };
  };
  const drop = async () => {
    await close();
    await register.drop();
  };
  return {
    ...register,
    drop,
    register,
    id,
    householdId,
    open,
    figures,
    unionNamed,
    counted,
    listing,
    listed,
    asked,
    paidIn,
    database,
  };
}

/** Statistics of a register, of which all that was written is decided and projected whenever they are asked. */
function statisticsOf(database: Database) {
  let opened: Promise<Projection> | undefined;
  return {
    ask: async (question: NamedQuestion, rights: CountingRights, known: KnownAt) => {
      const isNew = opened === undefined;
      const projection = await (opened ??= projected(database, TODAY));
      if (!isNew) await followUp(database, projection, TODAY);
      return figuresOf(await answered(projection, question, rights, known === 'NOW' ? undefined : known));
    },
    close: async () => {
      await (await opened)?.close();
    },
  };
}

export type Asked = Awaited<ReturnType<typeof oneHousehold>>;

/** The counts of a figure and of a list that must be alike: under the one county, and under the other. */
export async function under({ counted, listed }: Asked, asOf: Day, known: KnownAt = 'NOW') {
  const one = await Promise.all(['COUNTY', 'OTHER-COUNTY'].map((union) => counted(union, asOf, known)));
  expect(await Promise.all(['COUNTY', 'OTHER-COUNTY'].map((union) => listed(union, asOf, known)))).toEqual(one);
  return one;
}
