import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FILING_RULES, type FilingPlace } from '../../../src/archive/jurisdiction/filing.codes.ts';
import {
  ELSEWHERE,
  judgeFilingUnion,
  judgeWhoFiles,
  type UnionsOfWorker,
  type WorkOfDay,
} from '../../../src/archive/jurisdiction/filing-union.ts';
import { EMPLOYMENT_STATUSES } from '../../../src/policy/facts/facts.ts';
import type { FilingReading } from '../../../src/policy/parameters/procedure.ts';
import { runs } from '../../support/runs.ts';

const ALL: UnionsOfWorker = {
  ...{ EMPLOYER: ['employer'], ADMITTING: ['admitting'], DISPATCHER: ['dispatcher'], SUPERIOR: ['superior'] },
  ...{ STREET: ['street'], UPPER: ['upper'], CENTRE: ['centre'] },
};
const AT_WORK: WorkOfDay = { status: 'EMPLOYED', isDispatched: false, isOnBenefit: null };

/** What the judgement says of a union, in a line. */
function judged(
  unionId: string,
  work: Partial<WorkOfDay>,
  unions: Partial<UnionsOfWorker> = {},
  off: readonly FilingReading[] = [],
): string {
  const found = judgeFilingUnion(unionId, { ...AT_WORK, ...work }, { ...ALL, ...unions }, new Set(off));
  if (found.verdict === 'OPEN') return `open: ${found.gaps.join(' ')}`;
  const rules = found.rules.join(' ');
  return found.verdict === 'FILES' ? `files: ${rules}` : `${found.unionId ?? 'another'}: ${rules}`;
}

const NONE = [null];
const FLEXIBLE = { status: 'FLEXIBLE' } as const;
const DISPATCHED = { isDispatched: true };
const ON_BENEFIT = { status: 'UNEMPLOYED', isOnBenefit: true } as const;
const AFTER_BENEFIT = { status: 'UNEMPLOYED', isOnBenefit: false } as const;
const WITHOUT_UNION = { EMPLOYER: NONE };
const WITHOUT_STREET = { STREET: NONE };

describe('the filing union', () => {
  test.each([
    ['of the employed', {}, {}, 'employer', 'EMPLOYED'],
    ['of the flexibly employed', FLEXIBLE, {}, 'street', 'FLEXIBLE'],
    ['of the flexibly employed without a street union', FLEXIBLE, WITHOUT_STREET, 'upper', 'FLEXIBLE'],
    ['of the flexibly employed without either', FLEXIBLE, { ...WITHOUT_STREET, UPPER: NONE }, 'centre', 'FLEXIBLE'],
    ['of the unemployed on benefit', ON_BENEFIT, {}, 'street', 'ON_BENEFIT'],
    ['of the unemployed on benefit without a street union', ON_BENEFIT, WITHOUT_STREET, 'upper', 'ON_BENEFIT'],
    ['of the unemployed whose benefit has ended', AFTER_BENEFIT, {}, 'street', 'AFTER_BENEFIT'],
    ['of an employer without a union', {}, WITHOUT_UNION, 'superior', 'EMPLOYER_WITHOUT_UNION'],
    ['of an employer with neither', {}, { ...WITHOUT_UNION, SUPERIOR: NONE }, 'centre', 'EMPLOYER_WITHOUT_UNION'],
    ['of the dispatched who was admitted', DISPATCHED, {}, 'admitting', 'DISPATCHED'],
    ['of the dispatched who was not', DISPATCHED, { ADMITTING: NONE }, 'dispatcher', 'DISPATCHED'],
  ] as const)('%s is derived, and every other one refused by the rule', (_name, work, unions, filer, rule) => {
    expect(judged(filer, work, unions)).toBe(`files: ${rule}`);
    expect(judged('neighbour', work, unions)).toBe(`${filer}: ${rule}`);
  });

  const MAY_BE_US = ['us', ELSEWHERE, null];
  test.each([
    ['the state of work', { status: null }, {}, 'STATUS'],
    ['whether they are dispatched', { isDispatched: null }, { EMPLOYER: ['us'] }, 'DISPATCH'],
    ['whether their employer has a union', {}, { EMPLOYER: MAY_BE_US }, 'EMPLOYER'],
    ['which union is above the employer', {}, { ...WITHOUT_UNION, SUPERIOR: ['us', ELSEWHERE] }, 'SUPERIOR'],
    ['who admitted the dispatched', DISPATCHED, { ADMITTING: MAY_BE_US }, 'ADMITTING'],
    ['who dispatches them', DISPATCHED, { ADMITTING: NONE, DISPATCHER: MAY_BE_US }, 'DISPATCHER NO_UNION'],
    ['in which street they live', FLEXIBLE, { STREET: MAY_BE_US }, 'STREET'],
  ] as const)('is neither derived nor refused while it is not known %s', (_name, work, unions, gap) => {
    expect(judged('us', work, unions)).toBe(`open: ${gap}`);
  });

  test('is refused where it files in no case, whatever is not known', () => {
    expect(judged('us', FLEXIBLE, { STREET: [ELSEWHERE, null] })).toBe('another: FLEXIBLE');
    expect(judged('us', {}, { EMPLOYER: [ELSEWHERE, null] })).toBe('another: EMPLOYED EMPLOYER_WITHOUT_UNION');
    expect(judged('us', { status: 'UNEMPLOYED' })).toBe('street: AFTER_BENEFIT ON_BENEFIT');
  });

  test('is derived where it files in every case', () => {
    expect(judged('street', { status: 'UNEMPLOYED' })).toBe('files: AFTER_BENEFIT ON_BENEFIT');
    expect(judged('us', { isDispatched: null }, { EMPLOYER: ['us'], ADMITTING: ['us'] })).toBe(
      'files: EMPLOYED DISPATCHED',
    );
  });

  test.each(['RETIRED', 'STUDENT', 'NONE'] as const)('of a worker who is %s is not in the text', (status) => {
    expect(judged('us', { status })).toBe('open: NO_RULE');
  });

  test('is left open where there is none of the unions', () => {
    expect(judged('us', FLEXIBLE, { STREET: NONE, UPPER: NONE, CENTRE: NONE })).toBe('open: NO_UNION');
    expect(judged('us', DISPATCHED, { ADMITTING: NONE, DISPATCHER: NONE })).toBe('open: NO_UNION');
  });

  test.each([
    ['R19', {}, WITHOUT_UNION],
    ['R20', DISPATCHED, {}],
    ['R21', AFTER_BENEFIT, {}],
  ] as const)(
    'is left open by %s where the city has switched it off, and not by all the rest',
    (reading, work, unions) => {
      expect(judged('us', work, unions, [reading])).toBe('open: READING_OFF');
      const others = (['R19', 'R20', 'R21'] as const).filter((one) => one !== reading);
      expect(judged('us', work, unions, others)).toBe(judged('us', work, unions));
      expect(judged('employer', {}, {}, [reading])).toBe('files: EMPLOYED');
    },
  );

  test('is explained by its rule', () => {
    expect(FILING_RULES.FLEXIBLE).toMatchObject({ article: 11, reading: null });
    expect(FILING_RULES.FLEXIBLE.zh).toContain('街道（社区）工会');
  });
});

const places = fc.uniqueArray(fc.constantFrom('us', 'them', null), { minLength: 1 });
const WORLD = fc.record({
  status: fc.constantFrom(null, ...EMPLOYMENT_STATUSES),
  isDispatched: fc.constantFrom(null, true, false),
  isOnBenefit: fc.constantFrom(null, true, false),
  unions: fc.record(
    Object.fromEntries(Object.keys(ALL).map((place) => [place, places])) as Record<FilingPlace, typeof places>,
  ),
  off: fc.subarray<FilingReading>(['R19', 'R20', 'R21']),
});

/** What is not known, settled in one way or another. */
const settled = ({ status, isDispatched, isOnBenefit, unions }: WorkOfDay & { readonly unions: UnionsOfWorker }) =>
  fc.record({
    status: status === null ? fc.constantFrom(...EMPLOYMENT_STATUSES) : fc.constant(status),
    isDispatched: isDispatched === null ? fc.boolean() : fc.constant(isDispatched),
    isOnBenefit: isOnBenefit === null ? fc.boolean() : fc.constant(isOnBenefit),
    unions: fc.record(
      Object.fromEntries(
        Object.entries(unions).map(([place, possible]) => [
          place,
          fc.constantFrom(...possible).map((one): readonly (string | null)[] => [one]),
        ]),
      ) as Record<FilingPlace, fc.Arbitrary<readonly (string | null)[]>>,
    ),
  });

test('what becomes known never turns a judgement round: it only settles what was open', () => {
  const known = WORLD.chain((open) => settled(open).map((closed) => ({ open, closed })));
  fc.assert(
    fc.property(known, ({ open, closed }) => {
      const off = new Set(open.off);
      const before = judgeFilingUnion('us', open, open.unions, off);
      const after = judgeFilingUnion('us', closed, closed.unions, off);
      return before.verdict === 'OPEN' || before.verdict === after.verdict;
    }),
    runs(500, 20_000),
  );
});

test('who files where nobody is proposed is the union that would be derived, and only what is open leaves it open', () => {
  fc.assert(
    fc.property(WORLD, ({ unions, off, ...work }) => {
      const switchedOff = new Set(off);
      const { unionId, rules, gaps } = judgeWhoFiles(work, unions, switchedOff);
      // The tree of unions has one upper union of a place, and one centre.
      const isOfTree = unions.UPPER.length === 1 && unions.CENTRE.length === 1;
      if (isOfTree) expect(gaps.length > 0).toBe(unionId === null);
      for (const one of ['us', 'them']) {
        const judged = judgeFilingUnion(one, work, unions, switchedOff);
        expect([one, judged.verdict === 'FILES']).toEqual([one, unionId === one]);
        if (judged.verdict === 'FILES') expect(judged.rules).toEqual(rules);
      }
    }),
    runs(500, 20_000),
  );
});
