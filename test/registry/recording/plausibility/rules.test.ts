import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { computeCheckDigit } from '../../../../src/fields/identity-number.ts';
import { cardCheckDigit } from '../../../../src/fields/number-forms.ts';
import type { MemberState, PersonState, RegisterHousehold } from '../../../../src/registry/kinds.ts';
import { findAll, isNotice, newAmong, toJudged } from '../../../../src/registry/recording/plausibility/judge.ts';
import { findInRecords } from '../../../../src/registry/recording/plausibility/judge-records.ts';
import type { Grounds } from '../../../../src/registry/recording/plausibility/rule.ts';
import { RULES } from '../../../../src/registry/recording/plausibility/rules.ts';
import { randomBy } from '../../../../src/sample/random.ts';
import { inventHousehold } from '../../../../src/sample/households/sample-household.ts';
import { personMaker } from '../../../../src/sample/households/sample-person.ts';
import { situations } from '../../../../src/sample/households/sample-situations.ts';
import { NOTICES } from '../../../../src/usecase/notice.ts';
import { type ProblemCode, PROBLEMS } from '../../../../src/usecase/problem.ts';
import {
  bornWith,
  DAY,
  household,
  householdState,
  identityNumber,
  member,
  membershipState,
  person,
  record,
} from '../../../support/register-household.ts';

const TODAY = DAY(2026, 6, 30);
const grounds: Grounds = {
  today: TODAY,
  placeOf: (code) => (code === '410502' ? 'ON_RECORD' : code.startsWith('4105') ? 'MISSING' : 'ELSEWHERE'),
};

type Over = Partial<RegisterHousehold>;
const found = (over: Over) =>
  findAll(household([1, 2], { members: [self(), someone('m2', 2)], ...over }), grounds).map(
    ({ code, path }) => `${code} ${path.join('.')}`,
  );

const isError = (one: string) => !isNotice(one.split(' ')[0] as ProblemCode);

const someone = (key: string, serial: number, of: Partial<PersonState> = {}, is: Partial<MemberState> = {}) =>
  member(key, serial, { person: person('王建国', of), membershipState: membershipState(is) });
const self = (of: Partial<PersonState> = {}) => someone('m1', 1, of, { relation: 'SELF' });
const withPerson = (of: Partial<PersonState>): Over => ({ members: [self(of)] });
const withState = (of: Parameters<typeof householdState>[0]): Over => ({ household: householdState(of) });
const withRecords = (of: Partial<RegisterHousehold['records']>): Over => ({
  records: { ...household([]).records, ...of },
});
/** A worker who was born on a day, and a relative: both without a number. */
const family = (relation: MemberState['relation'], own: readonly number[], other: readonly number[]): Over => {
  const born = ([year = 0, month = 1, day = 1]: readonly number[]) => ({ birthDay: DAY(year, month, day) });
  const unnumbered = { identityNumber: null };
  return {
    members: [
      { ...self(born(own)), ...unnumbered },
      { ...someone('m2', 2, born(other), { relation }), ...unnumbered },
    ],
  };
};

const numbered = (digits: string) => digits + cardCheckDigit(digits);
const CARD = numbered(`622848${'0'.repeat(12)}`);
const MISTYPED = `${CARD.slice(0, -1)}${(Number(CARD.slice(-1)) + 1) % 10}`;
const NUMBER = identityNumber(7);
const paid = { source: 'UNION_FUNDS', aidType: 'LIVING', amountFen: 1 as never, paidOn: DAY(2026, 1, 1) } as const;
const payment = (over: object, key = 'p') =>
  withRecords({ disbursements: [record('disbursements', key, 'm1', { ...paid, ...over })] });
const dwelling = (over: object, key = 'd') =>
  withRecords({ dwellings: [record('dwellings', key, null, { area: 1 as never, ...over })] });
const bornOn = (day: string) => {
  const seventeen = `410599${day}001`;
  return { ...self(), identityNumber: seventeen + computeCheckDigit(seventeen) };
};

/** For each rule values that pass, and values that it finds, with their paths. */
const CASES: Readonly<
  Record<string, { readonly passes: readonly Over[]; readonly finds: readonly (readonly [Over, string])[] }>
> = {
  BEFORE_1900: {
    passes: [withPerson({ ...bornWith(1), birthDay: DAY(1900, 1, 1) }), dwelling({ from: DAY(1900, 1, 1) })],
    finds: [
      [withPerson({ workedFrom: DAY(1899, 12, 31) }), 'members.0.person.workedFrom'],
      [withState({ contractFrom: DAY(1823, 1, 1) }), 'household.contractFrom'],
      [dwelling({ from: DAY(1899, 12, 31) }), 'records.dwellings.0.values.from'],
      [{ members: [bornOn('18991231')] }, 'members.0.identityNumber'],
    ],
  },
  AFTER_TODAY: {
    passes: [dwelling({ from: TODAY, to: DAY(2030, 1, 1) }), withState({ contractTo: DAY(2030, 1, 1) })],
    finds: [
      [dwelling({ from: DAY(2026, 7, 1) }), 'records.dwellings.0.values.from'],
      [payment({ paidOn: DAY(2026, 7, 1) }), 'records.disbursements.0.values.paidOn'],
    ],
  },
  BORN_AFTER_TODAY: {
    passes: [{ members: [{ ...self({ birthDay: TODAY }), identityNumber: null }] }],
    finds: [
      [{ members: [{ ...self({ birthDay: DAY(2026, 7, 1) }), identityNumber: null }] }, 'members.0.person.birthDay'],
      [{ members: [bornOn('20990101')] }, 'members.0.identityNumber'],
    ],
  },
  BIRTH_DAY_NOT_OF_NUMBER: {
    passes: [withPerson(bornWith(1)), { members: [{ ...self({ birthDay: DAY(1990, 1, 1) }), identityNumber: null }] }],
    finds: [[withPerson({ birthDay: DAY(1990, 1, 1) }), 'members.0.person.birthDay']],
  },
  SEX_NOT_OF_NUMBER: {
    passes: [withPerson({ sex: 'MALE' }), withPerson({ sex: null })],
    finds: [[withPerson({ sex: 'FEMALE' }), 'members.0.person.sex']],
  },
  TWO_SELVES: {
    passes: [{ members: [someone('m1', 1), someone('m2', 2)] }],
    finds: [[{ members: [self(), someone('m2', 2, {}, { relation: 'SELF' })] }, 'members.1.membershipState.relation']],
  },
  WORKER_IS_NOT_SELF: {
    passes: [{ worker: 'm1' }],
    finds: [[{ worker: 'm2' }, 'members.1.membershipState.relation']],
  },
  PARENT_BORN_AFTER_CHILD: {
    passes: [family('FATHER', [1980], [1950]), family('SON', [1980], [2010]), family('OTHER', [1980], [1985])],
    finds: [
      [family('MOTHER', [1980], [1981]), 'members.1.person.birthDay'],
      [family('DAUGHTER', [1980], [1979]), 'members.1.person.birthDay'],
      [family('GRANDPARENT', [1980], [1980, 1, 2]), 'members.1.person.birthDay'],
      [family('GRANDCHILD', [1980], [1979, 12, 31]), 'members.1.person.birthDay'],
    ],
  },
  PARENT_HARDLY_OLDER: {
    passes: [
      family('FATHER', [1980, 5], [1966, 5]),
      family('GRANDCHILD', [1980], [2008]),
      family('WIFE', [1980], [2000]),
    ],
    finds: [
      [family('FATHER', [1980, 5], [1966, 6]), 'members.1.person.birthDay'],
      [family('SON', [1980], [1993, 12]), 'members.1.person.birthDay'],
      [family('SON', [1980], [1980]), 'members.1.person.birthDay'],
      [family('GRANDPARENT', [1980], [1953]), 'members.1.person.birthDay'],
    ],
  },
  NO_SUCH_DIVISION: {
    passes: [withState({ region: '410502' })],
    finds: [
      [withState({ region: '410504' }), 'household.region'],
      [withState({ region: '110101' }), 'household.region'],
    ],
  },
  DIVISION_NOT_ON_RECORD: {
    passes: [withPerson({ registeredRegion: '511702' }), withState({ farmRegion: '650121' })],
    finds: [
      [withPerson({ registeredRegion: '410504' }), 'members.0.person.registeredRegion'],
      [withState({ farmRegion: '410599' }), 'household.farmRegion'],
    ],
  },
  OPEN_ENDED_ENDS: {
    passes: [
      withState({ contractKind: 'OPEN_ENDED', contractFrom: DAY(2020, 1, 1) }),
      withState({ contractKind: 'FIXED_TERM', contractFrom: DAY(2020, 1, 1), contractTo: DAY(2027, 1, 1) }),
    ],
    finds: [[withState({ contractKind: 'OPEN_ENDED', contractTo: DAY(2027, 1, 1) }), 'household.contractTo']],
  },
  WRONG_ACCOUNT: {
    passes: [withState({ accountNumber: CARD }), payment({ accountNumber: '6228 4800 0000 1234' })],
    finds: [
      [withState({ accountNumber: '农行 6228480000001234' }), 'household.accountNumber'],
      [payment({ accountNumber: '1234567' }), 'records.disbursements.0.values.accountNumber'],
    ],
  },
  CARD_CHECK_DIGIT: {
    passes: [withState({ accountNumber: CARD }), withState({ accountNumber: '190001508123456' })],
    finds: [
      [withState({ accountNumber: MISTYPED }), 'household.accountNumber'],
      [payment({ accountNumber: MISTYPED }), 'records.disbursements.0.values.accountNumber'],
    ],
  },
  WRONG_TELEPHONE: {
    passes: [withPerson({ mobile: '+86 138 0000 0000' }), withPerson({ mobile: '0372-3838438' })],
    finds: [[withPerson({ mobile: '138O0000000' }), 'members.0.person.mobile']],
  },
  NOT_A_MOBILE: {
    passes: [withPerson({ mobile: '19200000000' })],
    finds: [[withPerson({ mobile: '0372-3838438' }), 'members.0.person.mobile']],
  },
  NUMBER_IN_CLEAR: {
    passes: [
      withPerson({ name: '古丽米热·艾比布力', workplaceOrSchool: '示例厂 0372-3838438', otherContact: NUMBER }),
      withState({ workerNumber: CARD, causeNote: NUMBER, accountNumber: CARD, address: NUMBER }),
      payment({ fileNumber: '4105022024000001', note: `${NUMBER} ${CARD}` }),
      dwelling({}, '1764000000000000001'),
    ],
    finds: [
      [withPerson({ name: `王建国${NUMBER}` }), 'members.0.person.name'],
      [withState({ workerNumber: NUMBER }), 'household.workerNumber'],
      [withState({ bankBranch: `账号${CARD}` }), 'household.bankBranch'],
      [payment({ payee: `王建国 ${CARD}` }), 'records.disbursements.0.values.payee'],
      [dwelling({}, `d${NUMBER}`), 'records.dwellings.0.key'],
      [{ worker: `m${NUMBER}`, members: [{ ...self(), key: `m${NUMBER}` }] }, 'members.0.key'],
    ],
  },
};

describe('each rule', () => {
  test('has its cases, and one sentence in each language', () => {
    const codes = [...new Set(RULES.map(({ code }) => code))];
    expect(codes.toSorted()).toEqual(Object.keys(CASES).toSorted());
    for (const code of codes) expect([code, code in PROBLEMS, code in NOTICES]).not.toEqual([code, true, true]);
  });

  test('is in the documents, as an error or a notice', () => {
    const documents = readFileSync('docs/register.md', 'utf8');
    for (const { code } of RULES) {
      expect(documents).toMatch(new RegExp(`\\| \`${code}\` +\\| ${isNotice(code) ? 'notice' : 'error'} +\\|`));
    }
  });

  const passes = Object.entries(CASES).flatMap(([code, own]) =>
    own.passes.map((over, at) => [code, at, over] as const),
  );
  test.each(passes)('%s passes what may be so: %d', (code, _at, over) => {
    expect(found(over).filter((one) => one.startsWith(`${code} `) || isError(one))).toEqual([]);
  });

  const finds = Object.entries(CASES).flatMap(([code, own]) =>
    own.finds.map(([over, path]) => [code, path, over] as const),
  );
  test.each(finds)('%s finds what may not: %s', (code, path, over) => {
    const own = found(over);
    expect(own.filter((one) => one.startsWith(`${code} `))).toEqual([`${code} ${path}`]);
    expect(own.filter((one) => isError(one) && !one.startsWith(`${code} `))).toEqual([]);
  });
});

describe('nobody is refused for what they are called', () => {
  test.each([
    ...['曹', '𠮷', '㐂', '𬎆䶮', '〇', '\uE863', '欧阳娜娜', '阿卜杜热合曼·买买提艾力·托合提如则·阿不都热西提'],
    ...['古丽米热•艾比布力', '加仓.晋美南杰', 'བསྟན་འཛིན', 'ئابدۇراخمان', 'Nguyễn Thị Ánh', '王建国（小）', '无名氏1号'],
  ])('%s', (name) => {
    expect(found(withPerson({ name }))).toEqual([]);
  });

  test('nor for a number that ends in X', () => {
    const serial = Array.from({ length: 50 }, (_, at) => at).find((at) => identityNumber(at).endsWith('X')) ?? 0;
    const own = { ...self(bornWith(serial)), identityNumber: identityNumber(serial) };
    expect(found({ members: [own] })).toEqual([]);
  });
});

describe('a family after it was handed over', () => {
  test('is judged by the relations as they are, to the one who is 本人', () => {
    const born = (year: number) => ({ birthDay: DAY(year, 1, 1) });
    const unnumbered = (one: ReturnType<typeof someone>) => ({ ...one, identityNumber: null });
    const members = [
      unnumbered(self(born(1960))),
      unnumbered(someone('son', 2, born(1990), { relation: 'SON' })),
      unnumbered(someone('daughter', 3, born(1985), { relation: 'DAUGHTER' })),
    ];
    expect(found({ worker: 'son', members })).toEqual(['WORKER_IS_NOT_SELF members.1.membershipState.relation']);
  });
});

describe('what is on record already', () => {
  const bad = household([1], { members: [self({ birthDay: DAY(1990, 1, 1), mobile: '无' })] });
  const codes = (after: RegisterHousehold) => newAmong(findAll(after, grounds), bad, grounds).map(({ code }) => code);
  const given = (of: Partial<PersonState>) => ({
    ...bad,
    members: [self({ birthDay: DAY(1990, 1, 1), mobile: '无', ...of })],
  });

  test('is not found again, wherever it stands in the list', () => {
    expect(codes(bad)).toEqual([]);
    expect(codes({ ...bad, members: [someone('m2', 2), ...bad.members] })).toEqual([]);
  });

  test('is found again when it is given otherwise, and is still wrong', () => {
    expect(codes(given({ birthDay: DAY(1991, 1, 1) }))).toEqual(['BIRTH_DAY_NOT_OF_NUMBER']);
    expect(codes(given({ mobile: '没有' }))).toEqual(['WRONG_TELEPHONE']);
    expect(codes(given({ name: '王建' }))).toEqual([]);
  });

  test('of a record is not the fault of another value of it', () => {
    const own = (before: object, values: object) =>
      findInRecords([{ kind: 'dwellings', key: 'd', path: ['records', 'dwellings', 4], before, values }], grounds);
    const old = { area: 1, from: DAY(1800, 1, 1), to: null };
    expect(own(old, { ...old, area: 2 })).toEqual([]);
    expect(own(old, { ...old, from: DAY(1801, 1, 1) })).toMatchObject([
      { code: 'BEFORE_1900', path: ['records', 'dwellings', 4, 'values', 'from'] },
    ]);
  });
});

test('households of the sample have nothing that is implausible', () => {
  const random = randomBy(3);
  const [maker, next] = [personMaker(), situations(random)];
  for (let turn = 0; turn < 100; turn += 1) {
    const setting = { region: '410502', regionName: '文峰区', on: DAY(2026, 6, 1), turn };
    expect(findAll(inventHousehold(random, maker, next(), setting), grounds)).toEqual([]);
  }
});

test('a number is never repeated in a sentence', () => {
  const own = toJudged(
    findAll(household([1], { members: [self({ name: NUMBER, birthDay: DAY(1990, 1, 1), mobile: CARD })] }), grounds),
  );
  const text = JSON.stringify(own);
  expect(own.problems.length).toBeGreaterThan(1);
  for (const secret of [NUMBER, CARD, identityNumber(1)]) expect(text).not.toContain(secret);
});
