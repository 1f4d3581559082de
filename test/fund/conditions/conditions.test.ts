import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkLedger } from '../../../src/fund/ledger/check-ledger.read.ts';
import { violatedConstraint } from '../../../src/kernel/error-code.ts';
import { sealAll, SERVER } from '../../support/register.ts';
import { type Payment, post } from '../../support/relief.ts';
import { recordedFile } from '../../support/relief-files.ts';
import { reliefDesk, tidy } from '../sources/relief-desk.ts';

let desk: Awaited<ReturnType<typeof reliefDesk>>;
/** The files by their levels: of the county one file has no category. All are recorded until 1 June. */
const files = new Map<string, Payment>();

beforeAll(async () => {
  desk = await reliefDesk(SERVER);
  const table = tidy(MONEY);
  expect(await desk.carryOutAll(table)).toBe(table);
  for (const level of ['NATIONAL', 'MUNICIPAL', 'COUNTY', 'ENTERPRISE']) files.set(level, await fileAt(level));
}, 60_000);
afterAll(() => desk.drop());

function fileAt(level: string, category?: string | null): Promise<Payment> {
  return recordedFile(desk.register, String(files.size), level, category);
}

/** Central money at the city, of which the county got a part; local money of a county; money of a donation for living at an employer. */
const MONEY = `
city     allocate central to=CITY amount=1000.00 on=2026-01-01 source=CENTRAL_FINANCE sub=ASSISTANCE year=2026 -> OK
city     remit    central amount=1000.00 on=2026-01-01                                                -> OK
city     receive  central amount=1000.00 on=2026-01-01                                                -> OK
city     allocate passed to=COUNTY from=central amount=500.00 on=2026-01-01                           -> OK
city     remit    passed amount=500.00 on=2026-01-01                                                  -> OK
county   receive  passed amount=500.00 on=2026-01-01                                                  -> OK
county   allocate local to=COUNTY amount=500.00 on=2026-01-01 source=LOCAL_FINANCE sub=ASSISTANCE year=2026 -> OK
county   remit    local amount=500.00 on=2026-01-01                                                   -> OK
county   receive  local amount=500.00 on=2026-01-01                                                   -> OK
employer allocate own to=EMPLOYER amount=500.00 on=2026-01-01 source=DONATION sub=OTHER year=2026 aid=LIVING -> OK
employer remit    own amount=500.00 on=2026-01-01                                                     -> OK
employer receive  own amount=500.00 on=2026-01-01                                                     -> OK`;

/** Holds 0.01 for a file of a level, or for a member without a file. `POSTED`, or the constraint that refuses it. */
async function hold(of: string, level: string, day: string, over: Payment = {}): Promise<string> {
  const posting = { kind: 'HOLD', allocationId: desk.idOf(of), amountFen: 1, day, endsOn: '2026-12-31' } as const;
  const payment = { ...files.get(level), ...over };
  return post(desk.register, [posting], { payment }).then(
    () => 'POSTED',
    (error: unknown) => violatedConstraint(error) ?? String(error),
  );
}

/** A table of holds: the allocation, the level, the day, the kind of aid, and what becomes of it. */
async function holdAll(table: string): Promise<string> {
  const lines: string[] = [];
  for (const line of table.split('\n')) {
    const [command = ''] = line.split(' -> ');
    const [of = '', level = '', day = '', aidType = 'LIVING', category] = command.split(/\s+/);
    const over = category === undefined ? {} : { fileCategory: category };
    lines.push(`${command} -> ${await hold(of, level, day, { aidType, ...over })}`);
  }
  return lines.join('\n');
}

const list = async (name: string, given = '') => {
  const query = `{ reliefAllocations(first: 50${given}) { nodes { id presetLevels conditions {
    isOwn isInForce startsOn until levels categories withoutFile aidTypes documentNumber actor } } } }`;
  const { nodes } = (await desk.ask('city', query))['reliefAllocations'] as {
    readonly nodes: readonly { readonly id: string; readonly presetLevels: unknown; readonly conditions: unknown }[];
  };
  return nodes.find(({ id }) => id.startsWith(desk.idOf(name)));
};

test('where no document says otherwise, the regulation does', async () => {
  const table = tidy(`
    central NATIONAL   2026-02-01 -> POSTED
    central MUNICIPAL  2026-02-01 -> relief_not_admitted
    central NONE       2026-02-01 -> relief_not_admitted
    passed  NATIONAL   2026-02-01 -> POSTED
    passed  COUNTY     2026-02-01 -> relief_not_admitted
    local   MUNICIPAL  2026-02-01 -> POSTED
    local   COUNTY     2026-02-01 -> POSTED
    local   ENTERPRISE 2026-02-01 -> relief_not_admitted
    local   NONE       2026-02-01 -> relief_not_admitted
    own     ENTERPRISE 2026-02-01 -> POSTED
    own     ENTERPRISE 2026-02-01 MEDICAL -> relief_other_aid
    local   COUNTY     2026-06-01 -> relief_other_file
    local   COUNTY     2026-02-01 LIVING MIGRANT_WORKER -> relief_other_file`);
  expect(await holdAll(table)).toBe(table);
  expect((await list('passed'))?.presetLevels).toEqual(['NATIONAL']);
  expect((await list('local'))?.presetLevels).toEqual(['NATIONAL', 'MUNICIPAL', 'COUNTY']);
  expect((await list('own'))?.presetLevels).toEqual(['NATIONAL', 'MUNICIPAL', 'COUNTY', 'ENTERPRISE']);
});

describe('conditions', () => {
  test('are met by all that money comes from, each from its day on', async () => {
    const before = await sealAll(desk.register.platform.database);
    const table = tidy(`
      city condition central startsOn=2026-03-01 until=2026-05-10 levels=NATIONAL,MUNICIPAL withoutFile=true -> OK
      city condition central startsOn=2026-04-01 levels=NATIONAL,MUNICIPAL withoutFile=true                 -> OK
      city condition passed startsOn=2026-03-15 levels=MUNICIPAL,COUNTY categories=SUDDEN_HARDSHIP aidTypes=MEDICAL -> OK`);
    expect(await desk.carryOutAll(table)).toBe(table);
    const holds = tidy(`
      central MUNICIPAL 2026-02-28 -> relief_not_admitted
      central MUNICIPAL 2026-03-01 -> POSTED
      central NONE      2026-03-01 -> POSTED
      central COUNTY    2026-03-01 -> relief_not_admitted
      passed  NONE      2026-03-01 -> POSTED
      passed  NONE      2026-03-15 MEDICAL -> relief_not_admitted
      passed  MUNICIPAL 2026-03-15 MEDICAL -> POSTED
      passed  MUNICIPAL 2026-03-15 LIVING  -> relief_not_admitted
      passed  COUNTY    2026-03-15 MEDICAL -> relief_not_admitted
      passed  NATIONAL  2026-03-15 MEDICAL -> relief_not_admitted
      central MUNICIPAL 2026-05-11 -> POSTED`);
    expect(await holdAll(holds)).toBe(holds);
    await sealAll(desk.register.platform.database);
    const shown = await list('passed');
    expect(shown?.conditions).toMatchObject([
      {
        isOwn: false,
        isInForce: false,
        startsOn: '2026-03-01',
        until: '2026-05-10',
        withoutFile: true,
        categories: null,
      },
      {
        isOwn: true,
        isInForce: true,
        levels: ['MUNICIPAL', 'COUNTY'],
        categories: ['SUDDEN_HARDSHIP'],
        aidTypes: ['MEDICAL'],
      },
      {
        isOwn: false,
        isInForce: true,
        startsOn: '2026-04-01',
        until: null,
        documentNumber: '安工〔2026〕3号',
        actor: 'city',
      },
    ]);
    expect((await list('passed', ', asOf: "2026-03-20"'))?.conditions).toMatchObject([
      { isInForce: true },
      { isInForce: true },
      { isInForce: false },
    ]);
    expect((await list('passed', `, revision: ${before}`))?.conditions).toEqual([]);
  });

  test('end on their last day, and a file whose category is not known meets no list of categories', async () => {
    files.set('UNKNOWN', await fileAt('COUNTY', null));
    const table = tidy(`
      county condition local startsOn=2026-05-01 until=2026-05-20 levels=COUNTY                        -> OK
      county condition local startsOn=2026-05-15 levels=COUNTY categories=SUDDEN_HARDSHIP until=2026-05-20 -> OK`);
    expect(await desk.carryOutAll(table)).toBe(table);
    const holds = tidy(`
      local MUNICIPAL 2026-05-01 -> relief_not_admitted
      local UNKNOWN   2026-05-14 -> POSTED
      local UNKNOWN   2026-05-15 -> relief_not_admitted
      local COUNTY    2026-05-20 -> POSTED
      local COUNTY    2026-05-21 -> relief_not_admitted`);
    expect(await holdAll(holds)).toBe(holds);
  });

  test('are refused if they come too late, or say nothing', async () => {
    const table = tidy(`
      city   condition central startsOn=2026-04-01 until=2026-03-01 levels= documentDay=2026-07-01 documentTitle= -> ENDS_BEFORE_IT_BEGINS until, ADMITS_NOBODY levels, AFTER_TODAY documentDay, WRONG_TEXT documentTitle
      city   condition central startsOn=2026-04-01 levels=NATIONAL categories= aidTypes=     -> ADMITS_NOBODY categories, ADMITS_NOBODY aidTypes
      county condition central startsOn=2026-04-01 levels=NATIONAL                           -> NO_SUCH_ALLOCATION allocation
      county condition passed startsOn=2026-04-01 levels=NATIONAL                            -> NO_SUCH_ALLOCATION allocation
      city   condition 00000000-0000-7000-8000-00000000000f startsOn=2026-04-01 levels=NATIONAL -> NO_SUCH_ALLOCATION allocation
      city   condition central startsOn=2026-03-01 levels=NATIONAL                           -> CONDITION_TOO_LATE startsOn
      city   condition central startsOn=2026-02-01 levels=MUNICIPAL withoutFile=true         -> CONDITION_TOO_LATE startsOn
      city   condition passed startsOn=2026-03-01 levels=NATIONAL,MUNICIPAL                  -> CONDITION_TOO_LATE startsOn
      city   condition passed startsOn=2026-03-01 levels=NATIONAL,MUNICIPAL withoutFile=true -> OK
      city   condition central startsOn=2026-05-12 levels=NATIONAL                           -> OK`);
    expect(await desk.carryOutAll(table)).toBe(table);
    // The id of a union of one's own is none of an allocation.
    const command = `city condition ${desk.register.ids['city'] ?? ''} startsOn=2026-04-01 levels=NATIONAL`;
    expect(await desk.carryOutAll(`${command} -> ?`)).toBe(`${command} -> NO_SUCH_ALLOCATION allocation`);
    expect(await checkLedger(desk.register.platform.url)).toEqual([]);
  });
});

test('what is held when a condition is recorded is paid only if it still meets it; what was released or returned stands in no way', async () => {
  const { register } = desk;
  const own = { allocationId: desk.idOf('own'), amountFen: 100, endsOn: '2026-06-30' } as const;
  const payment = { ...files.get('ENTERPRISE'), aidType: 'LIVING' };
  const held = await post(register, [{ ...own, kind: 'HOLD', day: '2026-03-01' }], { payment });
  const [followsId = ''] = held;
  const follow = { allocationId: own.allocationId, amountFen: 100, followsId } as const;
  const condition = 'employer condition own startsOn=2026-03-10 levels=COUNTY';
  expect(await desk.carryOut(condition)).toBe('OK');
  const refusal = (posting: Parameters<typeof post>[1][number], staff = 'clerk') =>
    post(register, [posting], { staff }).then(
      () => 'POSTED',
      (error: unknown) => violatedConstraint(error),
    );
  expect(await refusal({ ...follow, kind: 'PAY', day: '2026-03-10' })).toBe('relief_not_admitted');
  expect(await refusal({ ...follow, kind: 'PAY', day: '2026-03-09' })).toBe('POSTED');
  expect(await desk.carryOut('employer condition own startsOn=2026-03-01 levels=COUNTY')).toBe(
    'CONDITION_TOO_LATE startsOn',
  );
  const [other = ''] = await post(register, [{ ...own, kind: 'HOLD', day: '2026-01-20' }], { payment });
  const [release = ''] = await post(register, [
    { ...follow, followsId: other, kind: 'RELEASE', amountFen: 100, day: '2026-01-21' },
  ]);
  expect(await desk.carryOut('employer condition own startsOn=2026-01-21 levels=ENTERPRISE')).toBe('OK');
  expect(await desk.carryOut('employer condition own startsOn=2026-01-20 levels=COUNTY')).toBe('OK');
  // The release taken back, the hold would stand again, which nothing admits any more.
  const back = { ...follow, followsId: other, kind: 'RELEASE', reversesId: release, day: '2026-01-22' } as const;
  expect(await refusal(back, 'archivist')).toBe('relief_not_admitted');
  expect(await checkLedger(register.platform.url)).toEqual([]);
});

test('of a hold and a condition that refuses it one wins', async () => {
  await desk.carryOut(
    'county allocate race to=COUNTY amount=1.00 on=2026-01-01 source=UNION_FUNDS sub=OTHER year=2026',
  );
  await desk.carryOut('county remit race amount=1.00 on=2026-01-01');
  await desk.carryOut('county receive race amount=1.00 on=2026-01-01');
  const both = await Promise.all([
    ...Array.from({ length: 4 }, () => hold('race', 'COUNTY', '2026-05-01')),
    desk.carryOut('county condition race startsOn=2026-05-01 levels=NATIONAL'),
  ]);
  expect(both.includes('OK')).toBe(!both.includes('POSTED'));
  expect(await checkLedger(desk.register.platform.url)).toEqual([]);
});
