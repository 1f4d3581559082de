import { expect, test } from '@jest/globals';
import { worker } from '../../support/household.ts';
import type { Json } from '../../support/json.ts';
import { spoken } from '../../support/spoken.ts';

const poor = { severeHardship: true };

function migrant(over: Json = {}, facts: Json = poor) {
  return spoken('MIGRANT_WORKER', { ...facts, worker: worker({ migrant: true, ...over }) });
}

test('everybody else hears that it does not apply', () => {
  const { zh, en } = spoken('MIGRANT_WORKER', poor);
  expect(zh).toBe('截至2019年10月15日，您不是农民工；因此本项不适用（第三条“农民工家庭”）。');
  expect(en).toBe(
    "As of 15 October 2019, you are not a migrant worker; so this does not apply to you: a migrant worker's household (Article 3).",
  );
});

test.each<[Json, string, string]>([
  [{ unionMember: false }, '您没有加入工会', '所缺的是加入工会；'],
  [{ contract: 'NONE' }, '没有签订劳动合同', '所缺的是有效期内的一年以上劳动合同；'],
  [
    { contract: { from: '2018-01-01', to: '2019-10-14' } },
    '劳动合同已于2019年10月14日期满',
    '所缺的是有效期内的一年以上劳动合同',
  ],
  [
    { contract: { from: '2019-10-16', to: null } },
    '劳动合同自2019年10月16日起才生效',
    '所缺的是有效期内的一年以上劳动合同',
  ],
  [
    { contract: { from: '2019-03-01', to: '2019-12-31' } },
    '劳动合同不满一年（2019年3月1日至2019年12月31日）',
    '所缺的是有效期内的一年以上劳动合同',
  ],
  [
    { unionMember: false, contract: 'NONE' },
    '您家只能按农民工家庭建档',
    '所缺的是加入工会、有效期内的一年以上劳动合同；',
  ],
])('a refusal says what is lacking: %j', (over, why, lacking) => {
  const { zh } = migrant(over);
  expect(zh).toContain(why);
  expect(zh).toContain('前四类条件符合其中之一');
  expect(zh).toContain(lacking);
  expect(zh).toContain('因此不符合第三条“农民工家庭”的条件');
});

test('so it does where it is one of the four categories', () => {
  const { zh, en } = migrant({}, {});
  expect(zh).toContain('前四类条件都不符合，所缺的是前四类条件之一');
  expect(en).toContain('what is lacking is one of the four categories');
});

test('nothing is lacking where all holds, or is not yet verified', () => {
  expect(migrant().zh).toContain('您已加入工会，您的一年以上劳动合同在有效期内，前四类条件符合其中之一；因此符合');
  const open = migrant({ unionMember: null, contract: null });
  expect(open.zh).toContain('您是否加入工会尚待核实，劳动合同尚待核实，前四类');
  expect(open.zh).not.toContain('所缺');
});
