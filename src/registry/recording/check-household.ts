import {
  RECORD_KINDS,
  RECORDS,
  type RecordKind,
  type RegisterHousehold,
  type RegisterRecord,
  STATES,
} from '../kinds.ts';
import { parseIdentityNumber } from '../../fields/identity-number.ts';
import { problem, type Problem, type ProblemCode } from '../../usecase/problem.ts';
import { checkValues } from './check-values.ts';

const KEY = /^[A-Za-z0-9_-]{1,80}$/;
const RECORD_KEY = /^[^\p{Cc}]{1,200}$/u;
const MOST_MEMBERS = 1000;
const MOST_RECORDS = 10_000;

/** Checks a household by itself, before anything is read from the database (pure). */
export function checkHousehold(given: RegisterHousehold): readonly Problem[] {
  return [
    ...checkValues(STATES.household.fields, given.household, ['household']),
    ...checkContract(given),
    ...checkMembers(given),
    ...RECORD_KINDS.flatMap((kind) => checkRecords(given, kind)),
    ...checkEmployment(given),
  ];
}

function checkContract({ household }: RegisterHousehold): readonly Problem[] {
  const { contractKind, contractFrom, contractTo, retirementExcepted, retirementException } = household;
  const dated = contractKind === 'FIXED_TERM' || contractKind === 'OPEN_ENDED';
  return [
    ...problemIf(dated && contractFrom === null, 'REQUIRED', 'contractFrom'),
    ...problemIf(contractKind === 'FIXED_TERM' && contractTo === null, 'REQUIRED', 'contractTo'),
    ...problemIf(endsBefore(contractFrom, contractTo), 'ENDS_BEFORE_IT_BEGINS', 'contractTo'),
    ...problemIf(retirementExcepted && retirementException === null, 'REASON_REQUIRED', 'retirementException'),
  ];
}

function problemIf(is: boolean, code: ProblemCode, field: string): readonly Problem[] {
  return is ? [problem(code, 'household', field)] : [];
}

function endsBefore(from: unknown, to: unknown): boolean {
  return typeof from === 'number' && typeof to === 'number' && to < from;
}

function checkMembers({ members, worker }: RegisterHousehold): readonly Problem[] {
  if (members.length === 0) return [problem('NO_MEMBERS', 'members')];
  if (members.length > MOST_MEMBERS) return [problem('TOO_MANY', 'members')];
  const keys = new Set<string>();
  const numbers = new Set<string>();
  const problems = members.flatMap(({ key, identityNumber, person, membershipState }, at) => {
    const own: Problem[] = [];
    if (!KEY.test(key)) own.push(problem('WRONG_KEY', 'members', at, 'key'));
    if (keys.has(key)) own.push(problem('DUPLICATE_KEY', 'members', at, 'key'));
    keys.add(key);
    own.push(...checkIdentity(identityNumber, numbers, at));
    if (membershipState.countedByDecision !== null && membershipState.countedByDecisionReason === null) {
      own.push(problem('REASON_REQUIRED', 'members', at, 'membershipState', 'countedByDecisionReason'));
    }
    return [
      ...own,
      ...checkValues(STATES.person.fields, person, ['members', at, 'person']),
      ...checkValues(STATES.member.fields, membershipState, ['members', at, 'membershipState']),
    ];
  });
  return keys.has(worker) ? problems : [...problems, problem('NO_SUCH_MEMBER', 'worker')];
}

function checkIdentity(identityNumber: string | null, numbers: Set<string>, at: number): readonly Problem[] {
  if (identityNumber === null) return [];
  const parsed = parseIdentityNumber(identityNumber);
  if (!parsed.ok || parsed.value.number !== identityNumber) {
    return [problem('WRONG_IDENTITY_NUMBER', 'members', at, 'identityNumber')];
  }
  const before = numbers.has(identityNumber);
  numbers.add(identityNumber);
  return before ? [problem('DUPLICATE_PERSON', 'members', at, 'identityNumber')] : [];
}

function checkRecords({ records, members }: RegisterHousehold, kind: RecordKind): readonly Problem[] {
  const list: readonly RegisterRecord[] = records[kind];
  if (list.length > MOST_RECORDS) return [problem('TOO_MANY', 'records', kind)];
  const known = new Set(members.map(({ key }) => key));
  const keys = new Set<string>();
  return list.flatMap(({ key, member, values }, at) => {
    const path = ['records', kind, at];
    const own: Problem[] = [];
    if (!RECORD_KEY.test(key)) own.push(problem('WRONG_KEY', ...path, 'key'));
    if (keys.has(key)) own.push(problem('DUPLICATE_KEY', ...path, 'key'));
    keys.add(key);
    if (RECORDS[kind].belongsToMember ? !known.has(member ?? '') : member !== null) {
      own.push(problem('NO_SUCH_MEMBER', ...path, 'member'));
    }
    return [...own, ...checkValues(RECORDS[kind].fields, values, [...path, 'values']), ...checkSpan(values, path)];
  });
}

function checkSpan(values: object, path: readonly (string | number)[]): readonly Problem[] {
  const { from, to, exemptionRule = null, exemptionReason = null } = values as Readonly<Record<string, unknown>>;
  const problems: Problem[] = [];
  if (endsBefore(from, to)) problems.push(problem('ENDS_BEFORE_IT_BEGINS', ...path, 'values', 'to'));
  if (exemptionRule !== null && exemptionReason === null) {
    problems.push(problem('REASON_REQUIRED', ...path, 'values', 'exemptionReason'));
  }
  return problems;
}

function checkEmployment({ records }: RegisterHousehold): readonly Problem[] {
  return records.employment.flatMap(({ member, values: { from, to } }, at) => {
    const earlier = records.employment.slice(0, at).filter((one) => one.member === member);
    const overlaps = earlier.some(({ values }) => from <= (values.to ?? Infinity) && values.from <= (to ?? Infinity));
    return overlaps ? [problem('OVERLAPPING', 'records', 'employment', at, 'values', 'from')] : [];
  });
}
