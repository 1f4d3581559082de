import { describe, expect, test } from '@jest/globals';
import {
  deriveFilingUnion,
  FILING_RULES,
  refuseOtherUnion,
  type SilentCase,
  type UnionsOfWorker,
  type WorkOfDay,
} from '../../../src/archive/jurisdiction/filing-union.ts';

const ALL: UnionsOfWorker = {
  ...{ admitting: 'admitting', employers: 'employers', dispatchers: 'dispatchers' },
  ...{ street: 'street', superior: 'superior', countyCentre: 'centre' },
};
const AT_WORK: WorkOfDay = { status: 'EMPLOYED', isDispatched: false, employerHasUnion: true, isOnBenefit: null };
const derive = (work: Partial<WorkOfDay>, unions: Partial<UnionsOfWorker> = {}, off: readonly SilentCase[] = []) => {
  const found = deriveFilingUnion({ ...AT_WORK, ...work }, { ...ALL, ...unions }, new Set(off));
  return found.ok ? `${found.value.unionId} ${found.value.rule}` : `${found.error.code} ${found.error.path}`;
};
const NONE_OF_STREET = { street: null };
const FLEXIBLE = { status: 'FLEXIBLE' } as const;
const WITHOUT_UNION = { employerHasUnion: false };
const DISPATCHED = { isDispatched: true };
const ON_BENEFIT = { status: 'UNEMPLOYED', isOnBenefit: true } as const;
const AFTER_BENEFIT = { status: 'UNEMPLOYED', isOnBenefit: false } as const;

describe('the filing union', () => {
  test.each([
    ['of the employed', {}, {}, 'employers EMPLOYED'],
    ['of the flexibly employed', FLEXIBLE, {}, 'street FLEXIBLE'],
    ['of the flexibly employed without a street union', FLEXIBLE, NONE_OF_STREET, 'superior FLEXIBLE'],
    ['of the flexibly employed without either', FLEXIBLE, { ...NONE_OF_STREET, superior: null }, 'centre FLEXIBLE'],
    ['of the unemployed on benefit', ON_BENEFIT, {}, 'street ON_BENEFIT'],
    ['of the unemployed on benefit without a street union', ON_BENEFIT, NONE_OF_STREET, 'superior ON_BENEFIT'],
    ['of the unemployed whose benefit has ended', AFTER_BENEFIT, {}, 'street AFTER_BENEFIT'],
    ['of an employer without a union', WITHOUT_UNION, {}, 'superior EMPLOYER_WITHOUT_UNION'],
    ['of an employer with neither', WITHOUT_UNION, { superior: null }, 'centre EMPLOYER_WITHOUT_UNION'],
    ['of the dispatched who was admitted', DISPATCHED, {}, 'admitting DISPATCHED'],
    ['of the dispatched who was not', DISPATCHED, { admitting: null }, 'dispatchers DISPATCHED'],
  ] as const)('%s', (_name, work, unions, derived) => {
    expect(derive(work, unions)).toBe(derived);
  });

  test.each([
    ['the status', { status: null }, 'WORK_NOT_VERIFIED status'],
    ['whether they are dispatched', { isDispatched: null }, 'WORK_NOT_VERIFIED isDispatched'],
    ['whether the employer has a union', { employerHasUnion: null }, 'WORK_NOT_VERIFIED employerHasUnion'],
    ['whether they draw benefit', { ...ON_BENEFIT, isOnBenefit: null }, 'WORK_NOT_VERIFIED isOnBenefit'],
  ] as const)('is not derived while it is unknown %s', (_name, work, refusal) => {
    expect(derive(work)).toBe(refusal);
  });

  test.each(['RETIRED', 'STUDENT', 'NONE'] as const)('of a worker who is %s is not in the text', (status) => {
    expect(derive({ status })).toBe('NO_FILING_RULE union');
  });

  test.each([
    ['R19', WITHOUT_UNION],
    ['R20', DISPATCHED],
    ['R21', AFTER_BENEFIT],
  ] as const)(
    'is not derived by %s where the city has switched it off, and otherwise by all the rest',
    (reading, work) => {
      expect(derive(work, {}, [reading])).toBe('READING_SWITCHED_OFF union');
      const others = (['R19', 'R20', 'R21'] as const).filter((one) => one !== reading);
      expect(derive(work, {}, others)).toBe(derive(work));
      expect(derive({}, {}, [reading])).toBe('employers EMPLOYED');
    },
  );

  test('is refused where none of the unions exists', () => {
    expect(derive({}, { employers: null })).toBe('NO_FILING_UNION union');
    expect(derive(DISPATCHED, { admitting: null, dispatchers: null })).toBe('NO_FILING_UNION union');
  });

  test('is explained, and another one is refused', () => {
    const derived = { unionId: 'street', rule: 'FLEXIBLE' } as const;
    expect(refuseOtherUnion('street', derived)).toBeNull();
    expect(refuseOtherUnion('employers', derived)).toMatchObject({ code: 'NOT_THE_FILING_UNION', path: 'union' });
    expect(FILING_RULES[derived.rule]).toMatchObject({ article: 11, reading: null });
    expect(FILING_RULES.FLEXIBLE.zh).toContain('街道（社区）工会');
  });
});
