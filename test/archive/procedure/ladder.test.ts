import { describe, expect, test } from '@jest/globals';
import { deriveLadder, LADDERS, type UnionOfLine } from '../../../src/archive/procedure/course/ladder.ts';
import type { UnionKind } from '../../../src/organisation/union.codes.ts';

const union = (id: string, kind: UnionKind, hasCentre = false): UnionOfLine => ({ id, kind, hasCentre });
const EMPLOYER = union('employer', 'EMPLOYER');
const PARK = union('park', 'STREET');
const COUNTY = union('county', 'COUNTY', true);
const CITY = union('city', 'MUNICIPAL', true);
const INDUSTRY = union('industry', 'INDUSTRY');

describe('the ladder', () => {
  test.each([
    ['of a base union under a joint union', [EMPLOYER, PARK, COUNTY, CITY], 'UNDER_JOINT_UNION', 'park', 'county'],
    ['of a base union under an industry', [EMPLOYER, INDUSTRY, CITY], 'BASE_UNION', 'industry', 'city'],
    ['of a base union under a county', [EMPLOYER, COUNTY, CITY], 'ONE_HOUSE', 'county', 'county'],
    ['of a street union', [PARK, COUNTY, CITY], 'ONE_HOUSE', 'county', 'county'],
    [
      'of a branch under its employer',
      [union('branch', 'EMPLOYER'), EMPLOYER, COUNTY],
      'UNDER_JOINT_UNION',
      'employer',
      'county',
    ],
    ['of a unit directly under the city', [EMPLOYER, CITY], 'UNDER_CITY', 'city', 'city'],
    ['of a centre that files itself', [COUNTY, CITY], 'CENTRE_FILES', 'city', 'county'],
    ['of the city’s centre, above which is nobody', [CITY], 'CENTRE_FILES', 'city', 'city'],
    ['of a county without a centre', [EMPLOYER, union('county', 'COUNTY'), CITY], 'BASE_UNION', 'county', 'city'],
    [
      'past a centre below county level',
      [EMPLOYER, union('park', 'STREET', true), COUNTY],
      'UNDER_JOINT_UNION',
      'park',
      'county',
    ],
  ] as const)('%s', (_name, line, kind, superior, centre) => {
    const unions = { FILING: line[0].id, SUPERIOR: superior, CENTRE: centre };
    expect(deriveLadder(line)).toEqual({ ok: true, value: { kind, unions } });
  });

  test.each([
    ['without a centre in its line', [EMPLOYER, PARK], 'NO_CENTRE_ABOVE'],
    ['of a centre below county level', [union('street', 'STREET', true)], 'NO_CENTRE_ABOVE'],
    ['of no union', [], 'NO_SUCH_UNION'],
  ] as const)('%s is refused', (_name, line, code) => {
    expect(deriveLadder(line)).toMatchObject({ ok: false, error: { code, path: 'union' } });
  });

  test('is explained for each kind of tree', () => {
    expect(Object.values(LADDERS).every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
  });
});
