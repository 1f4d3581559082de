import { parseIdentityNumber } from '../../../fields/identity-number.ts';
import { withoutInvisible } from '../../../fields/name-form.ts';
import { invariant } from '../../../kernel/invariant.ts';
import { blankValues, type Fields, graphName, type Values } from '../../../fields/field.ts';
import {
  type HouseholdState,
  type MemberState,
  type PersonState,
  RECORD_KINDS,
  RECORDS,
  SURVEYED_KINDS,
  type SurveyedKind,
  type RecordKind,
  type RegisterHousehold,
  type RegisterMember,
  type RegisterRecord,
  STATES,
} from '../../kinds.ts';
import { inferVerified, isListFlag } from '../../verified-lists.ts';

/** A household in the form of the graph's input: values have their names in the graph, and missing ones are unknown. */
interface EnteredHousehold {
  readonly worker: string;
  readonly state: object;
  readonly members: readonly EnteredMember[];
  readonly records?: object | null;
}

export interface EnteredMember {
  readonly key: string;
  readonly identityNumber?: string | null;
  readonly person: object;
  readonly membershipState: object;
}

/** Converts a household from the graph's input to the register's form. */
export function toRegisterHousehold({ worker, state, members, records }: EnteredHousehold): RegisterHousehold {
  const given = (records ?? {}) as Partial<Record<RecordKind, readonly object[] | null>>;
  const entered = Object.fromEntries(
    RECORD_KINDS.map((kind) => [kind, (given[kind] ?? []).map((record) => toRecord(kind, record))]),
  ) as unknown as RegisterHousehold['records'];
  const hasEntries = (kind: RecordKind) => entered[kind].length > 0;
  return {
    worker,
    household: inferVerified('household', toHouseholdState(state), { hasEntries, before: null }),
    members: members.map(toMember).map((member) => {
      const hasOwn = (kind: RecordKind) => entered[kind].some((record) => record.member === member.key);
      const own = inferVerified('member', member.membershipState, { hasEntries: hasOwn, before: null });
      return { ...member, membershipState: own };
    }),
    records: entered,
  };
}

/** Converts the facts about a household as a whole from the graph's input; what it does not say of lists is `null`. */
export function toHouseholdState(given: object): HouseholdState {
  return toValues(STATES.household.fields, given) as HouseholdState;
}

export function toMembershipState(given: object): MemberState {
  return toValues(STATES.member.fields, given) as MemberState;
}

/** Converts the statement of a survey from the graph's input. */
export function toSurvey(given: object): RegisterRecord<'surveys'>['values'] {
  return toValues(RECORDS.surveys.fields, given) as RegisterRecord<'surveys'>['values'];
}

/** Converts the figures of a survey from the graph's input. */
export function toFigures(
  given: Readonly<Record<SurveyedKind, readonly object[]>>,
): Pick<RegisterHousehold['records'], SurveyedKind> {
  return Object.fromEntries(
    SURVEYED_KINDS.map((kind) => [kind, given[kind].map((record) => toRecord(kind, record))]),
  ) as unknown as Pick<RegisterHousehold['records'], SurveyedKind>;
}

/** Converts the path of a value in a survey's command to its path in the graph's input. */
export function surveyPath(path: string): string {
  const [root, kind = '', at = '', ...rest] = path.split('.');
  if (root !== 'records') return path;
  const names = rest.filter((name) => name !== 'values').map((name) => graphName(name));
  return (kind === 'surveys' ? ['survey', ...names] : [kind, at, ...names]).join('.');
}

/** Converts the path of a value in a command to its path in the graph's input. */
export function enteredPath(path: string): string {
  const [root, ...rest] = path.split('.');
  const names = rest.map((name, at) => (at === rest.length - 1 ? graphName(name) : name));
  switch (root) {
    case 'unionId':
      return 'union';
    case 'household':
      return ['household', 'state', ...names].join('.');
    case 'records':
      return ['household', root, ...names.filter((name) => name !== 'values')].join('.');
    case 'members':
    case 'worker':
      return ['household', root, ...names].join('.');
    default:
      return path;
  }
}

/** Converts a member from the graph's input. */
export function toMember({ key, identityNumber, person, membershipState }: EnteredMember): RegisterMember {
  return {
    key,
    identityNumber: typeof identityNumber === 'string' ? normalizeIdentityNumber(identityNumber) : null,
    person: toValues(STATES.person.fields, person) as PersonState,
    membershipState: toMembershipState(membershipState),
  };
}

/** An identity number as it is recorded: 15 digits become 18, as in the import. The checks refuse other texts. */
function normalizeIdentityNumber(text: string): string {
  const parsed = parseIdentityNumber(text);
  return parsed.ok ? parsed.value.number : text;
}

/** Converts a record from the graph's input. */
export function toRecord(kind: RecordKind, record: object): RegisterRecord {
  const { key, member } = record as { readonly key: unknown; readonly member?: string | null };
  invariant(typeof key === 'string', 'the graph requires a key');
  const values = toValues(RECORDS[kind].fields, record) as RegisterRecord['values'];
  return { key: withoutInvisible(key), member: member ?? null, values };
}

/** Reads the facts of a state that are to change. */
export function toStateChanges<K extends keyof typeof STATES>(
  kind: K,
  given: object,
): Partial<Values<(typeof STATES)[K]['fields']>> {
  return toChanges(STATES[kind].fields, given) as Partial<Values<(typeof STATES)[K]['fields']>>;
}

/** Reads the values that are to change: what is left out is not among them, nor is a flag of a list that says nothing. */
export function toChanges(fields: Fields, given: object): Readonly<Record<string, unknown>> {
  const values = given as Readonly<Record<string, unknown>>;
  const named = Object.keys(fields).filter((name) => {
    const value = values[graphName(name)];
    return value !== undefined && !(value === null && isListFlag(name));
  });
  return Object.fromEntries(named.map((name) => [name, freed(values[graphName(name)])]));
}

/** A text without marks that cannot be seen; any other value as it is. */
function freed(value: unknown): unknown {
  return typeof value === 'string' ? withoutInvisible(value) : value;
}

/** Reads the values of a dictionary from the graph's, where the names of amounts have no unit. */
function toValues(fields: Fields, given: object): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = { ...blankValues(fields) };
  for (const name of Object.keys(fields)) {
    const value = (given as Readonly<Record<string, unknown>>)[graphName(name)];
    if (value !== undefined && value !== null) values[name] = freed(value);
    else if (isListFlag(name)) values[name] = null;
  }
  return values;
}
