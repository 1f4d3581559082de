import type { Json } from './json.ts';

/** A place of the facts' JSON, from the top. */
export type FactPath = readonly (string | number)[];

const truths = [true, false];

/** For each fact that may be unknown, by the last key of its place, values that verifying it could give. */
const answers: Readonly<Record<string, readonly unknown[]>> = {
  inRegister: truths,
  livesTogether: truths,
  ableToWork: truths,
  farms: truths,
  disabled: truths,
  ill: truths,
  inEducation: truths,
  refusedJobOffers: [0, 2],
  employment: [[], [{ status: 'FLEXIBLE', from: '2018-01', to: null }]],
  unionMember: truths,
  contract: ['NONE', { from: '2018-01-01', to: null }],
  retiredSocialised: truths,
  grave: truths,
  compensationInPlace: truths,
  singleParent: truths,
  severeHardship: truths,
  dibao: [[], [{ from: '2018-01-01', to: null }]],
  savings: ['0', '999999999.99'],
  investments: ['0', '999999999.99'],
  dwellings: [[], [{ area: '999.99' }, { area: '1' }]],
  commercialProperty: truths,
  ownsShop: truths,
  employsOthers: truths,
  vehicles: [[], [{ owned: true, regularUse: false, asEmployee: false, exemption: null }]],
  owned: truths,
  regularUse: truths,
  asEmployee: truths,
  schooling: [[], [{ memberId: 'm1', private: false, tuition: '0', publicTuition: null, abroadSelfFunded: true }]],
  private: truths,
  publicTuition: ['0.01', '999999999.99'],
  abroadSelfFunded: truths,
  refusedVerification: truths,
  concealment: truths,
};

/** Every unknown fact of the JSON, with what it may turn out to be. */
export function unknownsOf(
  value: unknown,
  factPath: FactPath = [],
): { factPath: FactPath; answers: readonly unknown[] }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...factPath, Array.isArray(value) ? Number(key) : key];
    const known = answers[key];
    return inner === null && known !== undefined ? [{ factPath: at, answers: known }] : unknownsOf(inner, at);
  });
}

/** A copy of the JSON with the value put at the place. */
export function withAnswer(facts: Json, factPath: FactPath, answer: unknown): Json {
  const copy = structuredClone(facts);
  const parent = factPath.slice(0, -1).reduce<unknown>((at, key) => (at as Json)[key], copy);
  (parent as Json)[factPath.at(-1) ?? ''] = answer;
  return copy;
}
