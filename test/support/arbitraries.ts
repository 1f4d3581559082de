import fc from 'fast-check';
import type { Json } from './json.ts';

const orNull = <T>(arbitrary: fc.Arbitrary<T>, freq = 8) => fc.option(arbitrary, { nil: null, freq });
const truth = orNull(fc.boolean());
const mostly = (usual: boolean) => fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, truth);
const usually = (value: boolean) => fc.oneof({ weight: 40, arbitrary: fc.constant(value) }, truth);
const fen = (max: number) =>
  fc.integer({ min: 0, max }).map((value) => `${Math.floor(value / 100)}.${(value % 100).toString().padStart(2, '0')}`);
const money = fc.oneof(
  { weight: 9, arbitrary: fen(2_000_000) },
  { weight: 3, arbitrary: fen(10_000) },
  fen(99_999_999_999),
);
const monthText = (index: number) => `${Math.floor(index / 12)}-${((index % 12) + 1).toString().padStart(2, '0')}`;
const FIRST = 2018 * 12;
const monthIndex = fc.integer({ min: FIRST, max: FIRST + 24 });
const day = fc
  .tuple(monthIndex, fc.integer({ min: 1, max: 28 }))
  .map(([month, of]) => `${monthText(month)}-${of.toString().padStart(2, '0')}`);
const span = fc
  .tuple(monthIndex, fc.nat(14))
  .map(([from, length]) => ({ from: monthText(from), to: monthText(from + length) }));
const daySpell = fc
  .tuple(day, fc.option(day, { nil: null }))
  .map(([a, b]) => (b === null ? { from: a, to: null } : { from: a < b ? a : b, to: a < b ? b : a }));

const employment = fc
  .array(fc.tuple(fc.constantFrom('EMPLOYED', 'FLEXIBLE', 'UNEMPLOYED', 'RETIRED', 'STUDENT', 'NONE'), fc.nat(9)), {
    maxLength: 3,
  })
  .map((spells) => {
    let next = FIRST;
    return spells.map(([status, length], index) => {
      const from = next;
      next += length + 1;
      const open = index === spells.length - 1 && length % 2 === 0;
      return { status, from: monthText(from), to: open ? null : monthText(next - 1) };
    });
  });

const member = (id: string) =>
  fc.record({
    id: fc.constant(id),
    inRegister: usually(true),
    livesTogether: usually(true),
    populationOverride: fc.option(fc.record({ counted: fc.boolean(), reason: fc.constant('决定') }), {
      nil: null,
      freq: 1,
    }),
    employment: orNull(employment),
    ableToWork: truth,
    refusedJobOffers: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, orNull(fc.nat(3))),
    farms: truth,
    disabled: truth,
    ill: truth,
    inEducation: truth,
  });

const ids = ['m1', 'm2', 'm3'] as const;
const memberId = fc.constantFrom(...ids);

const money4 = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .tuple(fc.record({ memberId, amount: money, ...fields }), span)
    .map(([record, months]) => ({ ...record, ...months }));

const standard = (low: number, high: number) =>
  fc.record({
    region: fc.constantFrom('410502', '410522'),
    from: day,
    monthly: fc.integer({ min: low, max: high }).map((yuan) => `${yuan}.00`),
    status: fc.constantFrom('PUBLISHED', 'PROVISIONAL'),
    knownUntil: fc.option(day, { nil: null }),
  });
const unique = (arbitrary: fc.Arbitrary<Json>, key: string) =>
  fc.uniqueArray(arbitrary, { maxLength: 5, selector: (entry) => `${String(entry['region'])} ${String(entry[key])}` });
const inForceAll = (monthly: string) => ({
  region: '410502',
  from: '2016-01-01',
  monthly,
  status: 'PUBLISHED',
  knownUntil: null,
});

const standards = fc.record({
  dibao: unique(standard(300, 900), 'from').map((list) => [...list, inForceAll('500.00')]),
  minimumWage: unique(standard(1000, 2500), 'from').map((list) => [...list, inForceAll('1500.00')]),
  ruralIncome: unique(
    fc.record({ region: fc.constant('410502'), year: fc.constantFrom(2017, 2018, 2019), annual: fen(2_000_000) }),
    'year',
  ),
});

const profile = fc.record(
  {
    nearMultiple: fc.constantFrom('1.00', '1.33', '1.5'),
    suddenMultiple: fc.constantFrom('2', '3.00', '4.25'),
    areaPerHead: fc.constantFrom('30', '45.50'),
    dwellings: fc.constantFrom(1, 2, 3),
    exclusionsOff: fc.subarray(['VEHICLES', 'REFUSED_WORK', 'TWO_DWELLINGS']),
  },
  { requiredKeys: [] },
);

/** The days of a survey and of a change after it; every `asOf` of {@link facts} is later. Left out, the survey is of `asOf`. */
const survey = fc.constantFrom<Json>(
  ...[
    {},
    {},
    { surveyedOn: '2019-09-20' },
    { surveyedOn: '2019-06-20', changedOn: null },
    { surveyedOn: '2018-12-31' },
  ],
  ...[
    { surveyedOn: '2019-06-20', changedOn: '2019-08-31' },
    { surveyedOn: '2018-12-31', changedOn: '2019-12-15' },
  ],
  ...[{ surveyedOn: '2017-06-01' }, { surveyedOn: null }],
);

const facts = fc.record({
  asOf: fc.constantFrom('2019-09-27', '2019-10-15', '2019-12-31', '2020-02-29'),
  level: fc.constant('NATIONAL'),
  region: fc.constantFrom('410502', '410502', '410522'),
  farmRegion: fc.constantFrom(null, '410502', '410526'),
  worker: fc.record({
    memberId,
    migrant: fc.boolean(),
    unionMember: mostly(true),
    contract: fc.oneof(
      { weight: 4, arbitrary: fc.constant({ from: '2018-01-01', to: null }) },
      daySpell,
      fc.constantFrom('NONE', null),
    ),
    retiredSocialised: mostly(false),
    retirementException: fc.constantFrom(null, null, '例外决定'),
  }),
  members: fc.tuple(member('m1'), member('m2'), member('m3')),
  incomes: fc.array(
    money4({
      kind: fc.constantFrom('WAGE', 'BUSINESS', 'FARM', 'PROPERTY', 'TRANSFER'),
      relief: fc.boolean(),
      verified: fc.boolean(),
    }),
    { maxLength: 6 },
  ),
  deductions: fc.array(money4({ kind: fc.constantFrom('INCOME_TAX', 'SOCIAL_SECURITY') }), { maxLength: 3 }),
  expenses: fc.array(
    money4({ kind: fc.constantFrom('ILLNESS', 'SCHOOLING', 'DISABILITY', 'OTHER_SPECIAL'), reimbursed: money }),
    { maxLength: 3 },
  ),
  events: fc.array(
    fc.record({
      kind: fc.constantFrom('ACCIDENT', 'MAJOR_ILLNESS', 'DISASTER'),
      date: day,
      grave: truth,
      cost: money,
      compensated: fen(1_000_000),
      compensationInPlace: truth,
    }),
    { maxLength: 2 },
  ),
  singleParent: truth,
  severeHardship: truth,
  dibao: orNull(fc.array(daySpell, { maxLength: 2 })),
  assets: fc.record({
    savings: orNull(money),
    investments: orNull(money),
    dwellings: orNull(
      fc.array(fc.record({ area: fc.constantFrom('20.00', '20.00', '60', '150.01') }), { maxLength: 2 }),
    ),
    commercialProperty: mostly(false),
    ownsShop: mostly(false),
    employsOthers: mostly(false),
    vehicles: orNull(
      fc.array(
        fc.record({
          owned: mostly(false),
          regularUse: mostly(false),
          asEmployee: truth,
          exemption: fc.option(fc.constant({ rule: '文号', reason: '理由' }), { nil: null }),
        }),
        { maxLength: 2 },
      ),
    ),
  }),
  schooling: orNull(
    fc.array(
      fc.record({
        memberId,
        private: mostly(false),
        tuition: fen(2_000_000),
        publicTuition: orNull(fen(500_000)),
        abroadSelfFunded: mostly(false),
      }),
      { maxLength: 2 },
    ),
  ),
  conduct: fc.record({ refusedVerification: mostly(false), concealment: mostly(false) }),
});

/** A case in the shape of the worked cases: any mixture of known and unknown facts, at any level, never refused. */
export const assessmentCase: fc.Arbitrary<{ facts: Json; standards: Record<string, Json[]> }> = fc
  .tuple(
    fc.tuple(facts, survey).map(([given, of]) => ({ ...given, ...of })),
    standards,
    fc.option(fc.tuple(fc.constantFrom('MUNICIPAL', 'COUNTY', 'ENTERPRISE'), profile), { nil: null, freq: 2 }),
  )
  .map(([national, local, levelled]) => ({
    facts: levelled === null ? national : { ...national, level: levelled[0], profile: levelled[1] },
    standards: local,
  }));

/** A JSON list as a list; nothing where it is unknown. */
export function listAt(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
