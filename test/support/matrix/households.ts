import { parseMonth, printDay, printMonth, type Day, type Month } from '../../../src/kernel/calendar.ts';
import type { Field, Fields, Form } from '../../../src/fields/field.ts';
import {
  type HouseholdState,
  type Kind,
  type MemberState,
  type PersonState,
  RECORD_KINDS,
  type RecordKind,
  RECORDS,
  type RegisterHousehold,
  type RegisterMember,
  type RegisterRecord,
  STATES,
} from '../../../src/registry/kinds.ts';
import { bornWith, DAY, identityNumber } from '../register-household.ts';

/** Households of which every field of every dictionary holds a value, so that no cell of the matrix is empty. */

/** Truths that hold; the others are known not to. The household is eligible: nothing excludes it. */
const TRUE = new Set([
  ...['unionMember', 'dwellingsKnown', 'vehiclesKnown', 'schoolingKnown', 'dibaoKnown', 'employmentKnown'],
  ...['inRegister', 'livesTogether', 'countedByDecision', 'disabled', 'ill', 'inEducation'],
  ...['verified', 'compensationInPlace'],
]);

const [FIRST_MONTH, LAST_MONTH] = [parseMonth('2025-07'), parseMonth('2026-05')];
const [FIRST_DAY, LAST_DAY] = [DAY(2020, 1, 1), DAY(2027, 12, 31)];
const isEnd = (name: string) => /^to$|To$/.test(name);

type Fill = (name: string, field: Field, tag: number) => unknown;

const FILLS: Readonly<Record<Form, Fill>> = {
  TEXT: (name, { sensitivity }, tag) => {
    if (sensitivity === 'ACCOUNT') return `6299${String(tag).padStart(13, '0')}`;
    if (sensitivity === 'CONTACT') return `${name === 'mobile' ? '190' : '191'}${String(tag).padStart(8, '0')}`;
    return `${name} ${tag}`;
  },
  REGION: () => '410502',
  // Whoever is retired is not taken to earn the minimum wage.
  CODE: (name, { codes }) => (name === 'status' ? 'RETIRED' : Object.keys(codes ?? {}).at(1)),
  CODES: (_, { codes }) =>
    Object.keys(codes ?? {})
      .slice(0, 2)
      .toSorted(),
  TRUTH: (name) => TRUE.has(name),
  YUAN: () => 10_000,
  AREA: () => 6_000,
  COUNT: () => 0,
  MONTH: (name) => (isEnd(name) ? LAST_MONTH : FIRST_MONTH),
  DAY: (name) => (isEnd(name) ? LAST_DAY : FIRST_DAY),
};

function filled(fields: Fields, tag: number): Given {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, FILLS[field.form](name, field, tag)]));
}

function filledMember(serial: number): RegisterMember {
  return {
    key: `m${serial}`,
    identityNumber: identityNumber(serial),
    person: { ...(filled(STATES.person.fields, serial) as PersonState), ...bornWith(serial) },
    membershipState: filled(STATES.member.fields, serial) as MemberState,
  };
}

/** The day on which every household that has a file is surveyed. */
export const SURVEY_DAY = DAY(2026, 1, 2);

/** A household of these members, the first the worker; payments and its survey only where its file's number is known. */
export function filledHousehold(serials: readonly number[], fileNumber: string | null): RegisterHousehold {
  const [first = 0] = serials;
  const own: Readonly<Partial<Record<RecordKind, object>>> = {
    disbursements: { fileNumber, reason: null },
    // Either somebody signed or there is a reason.
    surveys: { surveyedOn: SURVEY_DAY, [first < 2000 ? 'signedBy' : 'unsignedReason']: null },
  };
  const records = RECORD_KINDS.map((kind): [string, readonly object[]] => {
    if (own[kind] !== undefined && fileNumber === null) return [kind, []];
    const { fields, belongsToMember } = RECORDS[kind] as Kind;
    const values = { ...filled(fields, first), ...own[kind] };
    const record = { key: `${kind}${first}`, member: belongsToMember ? `m${first}` : null, values };
    return [kind, kind === 'disbursements' ? [record, ...reversed(record, first)] : [record]];
  });
  return {
    worker: `m${first}`,
    household: filled(STATES.household.fields, first) as HouseholdState,
    members: serials.map(filledMember),
    records: Object.fromEntries(records) as unknown as RegisterHousehold['records'],
  };
}

/** Another payment, and the entry that reverses it on its day. */
function reversed(payment: { readonly key: string; readonly values: Given }, tag: number): readonly object[] {
  const [key, amountFen] = [`reversed${tag}`, -Number(payment.values['amountFen'])];
  const values = { ...payment.values, amountFen, reason: `reason ${tag}` };
  return [
    { ...payment, key },
    { ...payment, key: `reversal${tag}`, values, reverses: key },
  ];
}

type Given = Readonly<Record<string, unknown>>;

interface Input {
  readonly worker: string;
  readonly state: Given;
  readonly members: readonly (Given & {
    readonly key: string;
    readonly person: Given;
    readonly membershipState: Given;
  })[];
  readonly records: Readonly<Record<string, readonly Given[]>>;
}

/** The same household as the graph's `ArchiveHouseholdInput` has it. */
export function asInput({ worker, household, members, records }: RegisterHousehold): Input {
  return {
    worker,
    state: inputValues(STATES.household.fields, household),
    members: members.map(({ key, identityNumber: number, person, membershipState }) => ({
      key,
      identityNumber: number,
      person: inputValues(STATES.person.fields, person),
      membershipState: inputValues(STATES.member.fields, membershipState),
    })),
    records: Object.fromEntries(
      RECORD_KINDS.map((kind) => [
        kind,
        (records[kind] as readonly RegisterRecord[]).map(({ key, member, values }) => ({
          key,
          ...(member === null ? {} : { member }),
          ...inputValues(RECORDS[kind].fields, values),
        })),
      ]),
    ),
  };
}

const PRINTS: Readonly<Partial<Record<Form, (value: number) => string>>> = {
  YUAN: (value) => (value / 100).toFixed(2),
  AREA: (value) => (value / 100).toFixed(2),
  MONTH: (value) => printMonth(value as Month),
  DAY: (value) => printDay(value as Day),
};

function inputValues(fields: Fields, values: object): Given {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]: [string, unknown]) => {
      const print = PRINTS[fields[name]?.form ?? 'TEXT'];
      return [name.replace(/Fen$/, ''), print === undefined ? value : print(Number(value))];
    }),
  );
}
