import { addDays, type Day } from '../../kernel/calendar.ts';
import type { Leaving } from '../../registry/recording/lives/plan-leaving.ts';
import type { FaultCode, ImportFault } from '../workbook/fault.ts';
import { parseIdentityNumber } from '../../fields/identity-number.ts';
import {
  type MemberState,
  type PersonState,
  type RegisterHousehold,
  type RegisterMember,
  STATES,
} from '../../registry/kinds.ts';
import { blankValues } from '../../fields/field.ts';
import { nameForm } from '../../fields/name-form.ts';
import { inferFlags, requireValues, type RowReader } from './row-values.ts';
import { parseIdentityCell } from '../workbook/cells.ts';

/** A member with its row; `reader` is `null` for a member who is in the register but not in the workbook. */
export interface AssembledMember {
  readonly member: RegisterMember;
  readonly reader: RowReader | null;
}

/** A member whose row says that they have left. */
export interface LeavingMember extends Leaving {
  readonly reader: RowReader;
}

interface Before {
  /** The household in the register on the day of the rows, and on any other day; `null` where there is none. */
  readonly before: RegisterHousehold | null;
  readonly stateOn: (day: Day) => RegisterHousehold | null;
}

/**
 * Assembles the members of a household, the worker first; members already in the register keep their keys. Who has left is no
 * part of the household.
 */
export function assembleMembers(
  worker: { readonly number: string; readonly reader: RowReader },
  rows: readonly RowReader[],
  { before, stateOn }: Before,
  hasEmployment: (member: Pick<RegisterMember, 'identityNumber' | 'person'>) => boolean,
  faults: ImportFault[],
): { readonly members: readonly AssembledMember[]; readonly leaving: readonly LeavingMember[] } {
  const keys = keysAfter(before);
  const leaving = assembleLeaving(rows, stateOn);
  const staying = rows.filter((one) => !hasLeft(one));
  const find = memberFinder(before, staying);
  const members: AssembledMember[] = [];
  const add = (reader: RowReader, number: string | null, isWorker: boolean) => {
    const known = find(number, reader);
    const person = readPerson(reader, number, known ?? null, faults);
    const isEmployed = hasEmployment({ identityNumber: number, person });
    const membershipState = readMembershipState(reader, known ?? null, { isWorker, isEmployed }, faults);
    members.push({ reader, member: { key: known?.key ?? keys(), identityNumber: number, person, membershipState } });
  };
  add(worker.reader, worker.number, true);
  const isOwn = distinctMembers(worker.number);
  for (const reader of staying) {
    const number = readIdentity(reader);
    if (number !== undefined && isOwn(reader, number)) add(reader, number, false);
  }
  const given = new Set([...members.map(({ member }) => member.key), ...leaving.map(({ member }) => member)]);
  const gone = (before?.members ?? []).filter(({ key }) => !given.has(key));
  return { members: [...members, ...gone.map((member) => ({ member, reader: null }))], leaving };
}

/** Tells whether a row is the first of its member; every other is refused where it stands. */
function distinctMembers(worker: string) {
  const numbers = new Set<string>();
  const names = new Set<string>();
  return (reader: RowReader, number: string | null): boolean => {
    if (number === worker) return refuse(reader, 'WORKER_AS_MEMBER', 'member');
    if (number !== null) {
      if (numbers.has(number)) return refuse(reader, 'MEMBER_TWICE', 'member');
      numbers.add(number);
      return true;
    }
    const name = nameInRow(reader);
    if (name !== '' && names.has(name)) return refuse(reader, 'NAMESAKE_WITHOUT_NUMBER', 'member');
    names.add(name);
    return true;
  };
}

function refuse(reader: RowReader, code: FaultCode, of: 'member'): false {
  reader.refuse(code, of);
  return false;
}

/**
 * Finds the member on record that a row is about: by the number; else by the name, if one of both has no number. Whom another row
 * names is not meant, nor who was born on another day.
 */
function memberFinder(before: RegisterHousehold | null, rows: readonly RowReader[]) {
  const all = before?.members ?? [];
  const numbers = new Set(rows.map((row) => readNumber(row)).filter((number) => typeof number === 'string'));
  const unnumbered = new Set(rows.filter((row) => readNumber(row) === null).map(nameInRow));
  return (number: string | null, reader: RowReader): RegisterMember | undefined => {
    const numbered = number === null ? undefined : all.find(({ identityNumber }) => identityNumber === number);
    if (numbered !== undefined) return numbered;
    const name = nameInRow(reader);
    if (name === '' || (number !== null && unnumbered.has(name))) return undefined;
    const isMeant = ({ key, identityNumber, person }: RegisterMember) =>
      formOfName(person) === name &&
      (identityNumber === null || (number === null && key !== before?.worker && !numbers.has(identityNumber))) &&
      isSameDay(person.birthDay, birthDayIn(reader, number));
    const found = all.filter(isMeant);
    const [first] = found.filter(({ identityNumber }) => identityNumber === null || found.length === 1);
    if (found.length > 1 && found.filter(({ identityNumber }) => identityNumber === null).length !== 1) {
      reader.refuse('WHICH_MEMBER', 'member');
    }
    return first;
  };
}

function isSameDay(one: Day | null, other: Day | null): boolean {
  return one === null || other === null || one === other;
}

function birthDayIn(reader: RowReader, number: string | null): Day | null {
  const parsed = number === null ? null : parseIdentityNumber(number);
  if (parsed?.ok === true) return parsed.value.birthDay;
  const { birthDay } = STATES.person.fields;
  return reader.values('person', { birthDay }, null)['birthDay'] as Day | null;
}

/** The form of the name in a row; none where it has no name. */
function nameInRow(reader: RowReader): string {
  const { name } = STATES.person.fields;
  return formOfName({ name: reader.values('person', { name }, null)['name'] as string | null });
}

function readNumber(reader: RowReader): string | null | undefined {
  const number = parseIdentityCell(reader.text('member') ?? undefined);
  return number.ok ? number.value : undefined;
}

/** Whether a row says that its member has left. */
function hasLeft(reader: RowReader): boolean {
  return reader.single('leftOn') !== null || reader.single('leavingReason') !== null;
}

/** Reads the rows of members who have left; each was a member on the day before, in the register. */
function assembleLeaving(
  rows: readonly RowReader[],
  stateOn: (day: Day) => RegisterHousehold | null,
): readonly LeavingMember[] {
  return rows.filter(hasLeft).flatMap((reader) => {
    const number = readIdentity(reader);
    const on = reader.single('leftOn') as Day | null;
    const reason = reader.single('leavingReason') as Leaving['reason'] | null;
    if (on === null) reader.refuse('REQUIRED', 'leftOn');
    if (reason === null) reader.refuse('REQUIRED', 'leavingReason');
    if (number === undefined || on === null || reason === null) return [];
    const known = memberFinder(stateOn(addDays(on, -1)), [])(number, reader);
    if (known === undefined) reader.refuse('UNKNOWN_MEMBER', 'leftOn');
    return known === undefined ? [] : [{ member: known.key, on, reason, reader }];
  });
}

/** The form of a name by which rows name somebody. A row without a name is refused, and has none. */
export function formOfName({ name }: { readonly name: string | null }): string {
  return name === null ? '' : nameForm(name);
}

function readIdentity(reader: RowReader): string | null | undefined {
  const number = parseIdentityCell(reader.text('member') ?? undefined);
  if (number.ok) return number.value;
  reader.refuse(number.error satisfies FaultCode, 'member');
  return undefined;
}

function readPerson(reader: RowReader, number: string | null, known: RegisterMember | null, faults: ImportFault[]) {
  const { fields } = STATES.person;
  const values = reader.values('person', fields, known?.person ?? null);
  requireValues(reader, fields, values, faults);
  const parsed = number === null ? undefined : parseIdentityNumber(number);
  if (parsed?.ok === true) {
    values['sex'] ??= parsed.value.sex;
    values['birthDay'] ??= parsed.value.birthDay;
  }
  return values as PersonState;
}

const BLANK_MEMBER = { ...blankValues(STATES.member.fields), employmentKnown: null };

function readMembershipState(
  reader: RowReader,
  known: RegisterMember | null,
  { isWorker, isEmployed }: { readonly isWorker: boolean; readonly isEmployed: boolean },
  faults: ImportFault[],
): MemberState {
  const { fields } = STATES.member;
  const before = known?.membershipState ?? null;
  const given = reader.values('membershipState', fields, before ?? BLANK_MEMBER);
  const values = inferFlags(reader, 'member', given, { hasEntries: () => isEmployed, before });
  // The column is none of the worker's: what is on record of them stays, as all that has no column.
  if (isWorker) values['relation'] = before?.relation ?? 'SELF';
  requireValues(reader, fields, values, faults);
  return values as MemberState;
}

/** Generates the keys m1, m2, …, without those that members of the household have. */
function keysAfter(before: RegisterHousehold | null): () => string {
  const taken = (before?.members ?? []).map(({ key }) => Number(/^m([0-9]+)$/.exec(key)?.[1] ?? 0));
  let last = Math.max(0, ...taken);
  return () => {
    last += 1;
    return `m${last}`;
  };
}
