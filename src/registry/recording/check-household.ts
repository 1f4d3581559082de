import {
  type HouseholdState,
  type MemberState,
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

type Spell = Pick<RegisterRecord<'employment'>['values'], 'from' | 'to'>;

const KEY = /^[A-Za-z0-9_-]{1,80}$/;
const RECORD_KEY = /^[^\p{Cc}]{1,200}$/u;
const MOST_MEMBERS = 1000;
const MOST_RECORDS = 10_000;

/** Checks a household by itself, before anything is read from the database (pure). */
export function checkHousehold(given: RegisterHousehold): readonly Problem[] {
  return [
    ...checkHouseholdState(given.household, ['household']),
    ...checkMembers(given),
    ...RECORD_KINDS.flatMap((kind) => checkRecords(given, kind)),
    ...checkEmployment(given),
  ];
}

/** Checks the state of a household; `path` is that of the state. */
export function checkHouseholdState(state: HouseholdState, path: readonly string[]): readonly Problem[] {
  const { contractKind, contractFrom, contractTo, retirementExcepted, retirementException } = state;
  const dated = contractKind === 'FIXED_TERM' || contractKind === 'OPEN_ENDED';
  const problemIf = (is: boolean, code: ProblemCode, field: string) => (is ? [problem(code, ...path, field)] : []);
  return [
    ...checkValues(STATES.household.fields, state, path),
    ...problemIf(dated && contractFrom === null, 'REQUIRED', 'contractFrom'),
    ...problemIf(contractKind === 'FIXED_TERM' && contractTo === null, 'REQUIRED', 'contractTo'),
    ...problemIf(endsBefore(contractFrom, contractTo), 'ENDS_BEFORE_IT_BEGINS', 'contractTo'),
    ...problemIf(retirementExcepted && retirementException === null, 'REASON_REQUIRED', 'retirementException'),
  ];
}

/** Checks the state of a membership. */
export function checkMemberState(state: MemberState, path: readonly (string | number)[]): readonly Problem[] {
  const isUnreasoned = state.countedByDecision !== null && state.countedByDecisionReason === null;
  return [
    ...(isUnreasoned ? [problem('REASON_REQUIRED', ...path, 'countedByDecisionReason')] : []),
    ...checkValues(STATES.member.fields, state, path),
  ];
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
    return [
      ...own,
      ...checkValues(STATES.person.fields, person, ['members', at, 'person']),
      ...checkMemberState(membershipState, ['members', at, 'membershipState']),
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
  return list.flatMap((record, at) => {
    const path = ['records', kind, at];
    const isTwice = keys.has(record.key);
    keys.add(record.key);
    return [...(isTwice ? [problem('DUPLICATE_KEY', ...path, 'key')] : []), ...checkRecord(kind, record, known, path)];
  });
}

/** Checks a record by itself; `members` are the keys of those whom it may belong to. */
export function checkRecord(
  kind: RecordKind,
  { key, member, values, reverses }: RegisterRecord,
  members: ReadonlySet<string>,
  path: readonly (string | number)[],
): readonly Problem[] {
  const isForeign = RECORDS[kind].belongsToMember ? !members.has(member ?? '') : member !== null;
  return [
    ...(isRecordKey(key) ? [] : [problem('WRONG_KEY', ...path, 'key')]),
    ...(isForeign ? [problem('NO_SUCH_MEMBER', ...path, 'member')] : []),
    ...checkValues(RECORDS[kind].fields, values, [...path, 'values']),
    ...checkSpan(values, path),
    ...(kind === 'disbursements' && reverses === undefined ? checkSign(values, path) : []),
  ];
}

export function isRecordKey(key: string): boolean {
  return RECORD_KEY.test(key);
}

/** Only an entry that reverses a payment is negative. */
function checkSign(values: object, path: readonly (string | number)[]): readonly Problem[] {
  const { amountFen } = values as { readonly amountFen?: number | null };
  return (amountFen ?? 0) < 0 ? [problem('NEGATIVE_REVERSES', ...path, 'values', 'amountFen')] : [];
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
  return records.employment.flatMap(({ member, values }, at) => {
    const earlier = records.employment.slice(0, at).filter((one) => one.member === member);
    const overlaps = earlier.some((one) => overlapping(one.values, values));
    return overlaps ? [problem('OVERLAPPING', 'records', 'employment', at, 'values', 'from')] : [];
  });
}

/** Whether two spells have a month in common. */
export function overlapping(one: Spell, other: Spell): boolean {
  return one.from <= (other.to ?? Infinity) && other.from <= (one.to ?? Infinity);
}
