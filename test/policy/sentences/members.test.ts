import { describe, expect, test } from '@jest/globals';
import { RELATION_NAMES } from '../../../src/policy/names.ts';
import { RELATIONS } from '../../../src/registry/person/person.codes.ts';
import { member } from '../../support/household.ts';
import { spoken } from '../../support/spoken.ts';

const family = {
  members: [member('m4', { livesTogether: false }), member('m3'), member('m2'), member('m1')],
};

describe('who counts', () => {
  test('is told by the relation to the worker, and who does not with the reason', () => {
    const { zh, en } = spoken('LARGE_DWELLING', family, { m1: 'SELF', m2: 'WIFE', m3: 'SON', m4: 'FATHER' });
    expect(zh).toContain('计入家庭人口3人（您本人、您的妻子、您的儿子），您的父亲不常年共同生活，不计入，房屋');
    expect(en).toContain(
      '3 people count (you, your wife and your son), your father does not count (not living together',
    );
  });

  test('is told by the number where the facts do not say, or the relation is another', () => {
    for (const relation of [{}, { m2: 'OTHER' } as const]) {
      const { zh, en } = spoken('LARGE_DWELLING', family, relation);
      expect(zh).toContain('计入家庭人口3人（您本人、成员m2、成员m3），成员m4不常年共同生活，不计入');
      expect(en).toContain('(you, member m2 and member m3), member m4 does not count');
    }
  });

  test('is told by relation and number where two have the same', () => {
    const { zh, en } = spoken('LARGE_DWELLING', family, { m2: 'SON', m3: 'SON', m4: 'MOTHER' });
    expect(zh).toContain('您本人、您的儿子（m2）、您的儿子（m3）');
    expect(en).toContain('you, your son (m2) and your son (m3)');
  });

  test('is told with each reason once', () => {
    const { zh, en } = spoken('LARGE_DWELLING', {
      members: [
        member('m1', { livesTogether: false }),
        member('m2'),
        member('m3', { inRegister: false, livesTogether: null }),
        member('m4', { inRegister: false }),
        member('m5', { populationOverride: { counted: false, reason: '理由' } }),
      ],
    });
    expect(zh).toContain(
      '计入家庭人口1人（成员m2），成员m5经决定不计入，成员m3、成员m4不在本户户籍内，不计入，您本人不常年共同生活，不计入',
    );
    expect(en).toContain(
      '1 person counts (member m2), member m5 does not count (by a decision), member m3 and member m4 do',
    );
    expect(en).toContain('you do not count (not living together all year)');
  });

  test('is told in each category that compares with the number of heads', () => {
    for (const rule of ['BELOW_STANDARD_UNAIDED', 'NEAR_STANDARD_WITH_CAUSE'] as const) {
      expect(spoken(rule, family, { m2: 'WIFE' }).zh).toContain('计入家庭人口3人（您本人、您的妻子、成员m3），成员m4');
    }
  });
});

test('every relation that the register knows has a name, or is told by the number', () => {
  expect(Object.keys(RELATION_NAMES)).toEqual(Object.keys(RELATIONS));
});
