import type { Json } from './json.ts';

/** Standards as the worked cases have them: twelve times that of October 2019 come to 6,090.00 yuan a head (R18). */
export const STANDARDS = {
  dibao: [
    { region: '410502', from: '2018-01-01', monthly: '470.00' },
    { region: '410502', from: '2019-01-01', monthly: '520.00' },
    { region: '410502', from: '2019-10-01', monthly: '507.50' },
  ],
  minimumWage: [{ region: '410502', from: '2018-10-01', monthly: '1900.00' }],
  ruralIncome: [{ region: '410502', year: 2018, annual: '13831.00' }],
};

/** One head's standard of twelve months on the day of {@link household}, in fen. */
export const STANDARD_FEN = 609_000;

export function member(id: string, over: Json = {}): Json {
  return {
    id,
    inRegister: true,
    livesTogether: true,
    populationOverride: null,
    employment: [],
    ableToWork: true,
    refusedJobOffers: 0,
    farms: false,
    disabled: false,
    ill: false,
    inEducation: false,
    ...over,
  };
}

export function worker(over: Json = {}): Json {
  return {
    memberId: 'm1',
    migrant: false,
    unionMember: true,
    contract: { from: '2015-01-01', to: null },
    retiredSocialised: false,
    retirementException: null,
    ...over,
  };
}

/** Income of the whole window, verified. */
export function income(amountFen: number, over: Json = {}): Json {
  return {
    memberId: 'm1',
    kind: 'WAGE',
    relief: false,
    amount: yuan(amountFen),
    from: '2018-10',
    to: '2019-09',
    verified: true,
    ...over,
  };
}

export function expense(amountFen: number, over: Json = {}): Json {
  return {
    memberId: 'm1',
    kind: 'ILLNESS',
    amount: yuan(amountFen),
    reimbursed: '0.00',
    from: '2019-03',
    to: '2019-03',
    ...over,
  };
}

export function event(costFen: number, over: Json = {}): Json {
  return {
    kind: 'ACCIDENT',
    date: '2019-08-02',
    grave: true,
    cost: yuan(costFen),
    compensated: '0.00',
    compensationInPlace: false,
    ...over,
  };
}

export function assets(over: Json = {}): Json {
  return {
    savings: '0.00',
    investments: '0.00',
    dwellings: [{ area: '60.00' }],
    commercialProperty: false,
    ownsShop: false,
    employsOthers: false,
    vehicles: [],
    ...over,
  };
}

/** Three heads without income, nothing unknown, nothing excluded, no cause, no severe hardship: in no category. */
export function household(over: Json = {}): Json {
  return {
    asOf: '2019-10-15',
    level: 'NATIONAL',
    region: '410502',
    farmRegion: null,
    worker: worker(),
    members: [member('m1'), member('m2'), member('m3')],
    incomes: [],
    deductions: [],
    expenses: [],
    events: [],
    singleParent: false,
    severeHardship: false,
    dibao: [],
    assets: assets(),
    schooling: [],
    conduct: { refusedVerification: false, concealment: false },
    ...over,
  };
}

/** Fen as the JSON's decimal string. */
export function yuan(fen: number): string {
  return `${Math.floor(fen / 100)}.${(fen % 100).toString().padStart(2, '0')}`;
}
