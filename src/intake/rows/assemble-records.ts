import type { ImportFault } from '../workbook/fault.ts';
import type { Day } from '../../kernel/calendar.ts';
import {
  isSurveyed,
  RECORDS,
  type RecordKind,
  type RegisterHousehold,
  type RegisterRecord,
} from '../../registry/kinds.ts';
import { nameForm } from '../../fields/name-form.ts';
import { reversalKey } from '../../registry/recording/records/check-payments.ts';
import { type AssembledMember, formOfName } from './assemble-members.ts';
import { nearestKeys, type RecordRow } from './nearest-record.ts';
import { requireValues, type RowReader } from './row-values.ts';
import { parseIdentityCell } from '../workbook/cells.ts';
import { SHEETS } from '../workbook/sheets.ts';

export interface AssembledRecord {
  readonly kind: RecordKind;
  readonly record: RegisterRecord;
  readonly reader: RowReader;
}

/** The fields that identify a record whose row has no key of its own; records that are equal in them go by order. */
const KNOWN_BY: Readonly<Record<RecordKind, readonly string[]>> = {
  surveys: ['surveyedOn'],
  employment: ['from'],
  incomes: ['kind', 'relief', 'from', 'to'],
  deductions: ['kind', 'from', 'to'],
  expenses: ['kind', 'from', 'to'],
  events: ['kind', 'date'],
  dwellings: [],
  vehicles: ['vehicleKind'],
  schooling: ['school'],
  dibao: ['from'],
  disbursements: ['source', 'aidType', 'paidOn'],
};

/** The values of blank cells, for fields that must have one: a row counts as not verified unless it says so. */
const WHERE_BLANK: Readonly<Record<string, unknown>> = { verified: false };

/** Assembles the records of a household. A row names its member by identity number or name; a blank is the worker. */
export function assembleRecords(
  readers: readonly RowReader[],
  members: readonly AssembledMember[],
  before: RegisterHousehold | null,
  faults: ImportFault[],
): readonly AssembledRecord[] {
  const known = knownKeys(before);
  const used = new Map<string, number>();
  const named = members.map(({ member }) => ({
    ...member,
    nameForm: formOfName(member.person),
  }));
  const rows = readers.flatMap((reader) => readRecord(reader, named, { known, used }, faults));
  const keys = keysOfRows(rows, before, statesNewSurvey(rows, before));
  return rows.flatMap((row): readonly AssembledRecord[] => {
    const { kind, reader, member, values } = row;
    const key = keys.get(row) ?? null;
    if (key === null) {
      reader.refuse('WHICH_RECORD', 'key');
      return [];
    }
    const given = asOnRecord(reader, kind, key, values, before) as RegisterRecord['values'];
    return [{ kind, reader, record: { key, member, values: given, ...reversed(reader) } }];
  });
}

/** What a row says, and its key if it is found without comparing it with others. */
interface ReadRecord extends RecordRow {
  readonly kind: RecordKind;
  readonly reader: RowReader;
  readonly knownKey: string | undefined;
}

function readRecord(
  reader: RowReader,
  members: readonly NamedMember[],
  { known, used }: { readonly known: ReturnType<typeof knownKeys>; readonly used: Map<string, number> },
  faults: ImportFault[],
): readonly ReadRecord[] {
  const kind = readKind(reader);
  if (kind === undefined) return [];
  const { fields, belongsToMember } = RECORDS[kind];
  const member = belongsToMember ? findMemberKey(reader, members) : null;
  const values = reader.values('record', fields, null);
  for (const [field, value] of Object.entries(WHERE_BLANK)) if (field in fields) values[field] ??= value;
  requireValues(reader, fields, values, faults);
  if (member === undefined) return [];
  const own = reader.text('key');
  const contentKey = own ?? recordKey(kind, reader, member, values, used);
  return [{ kind, reader, member, values, own, contentKey, knownKey: known(kind, reader, values) }];
}

/** Whether the rows state a survey that is not on record: what it states is new, whatever an earlier one said. */
function statesNewSurvey(rows: readonly ReadRecord[], before: RegisterHousehold | null): boolean {
  const known = new Set(before?.records.surveys.map(({ values }) => values.surveyedOn));
  return rows.some(({ kind, values }) => kind === 'surveys' && !known.has(values['surveyedOn'] as Day));
}

/** The key of each row; `null` where several records could be meant. */
function keysOfRows(rows: readonly ReadRecord[], before: RegisterHousehold | null, isNewSurvey: boolean) {
  const keys = new Map<ReadRecord, string | null>();
  for (const [kind, all] of Map.groupBy(rows, (row) => row.kind)) {
    const open = all.filter(({ knownKey }) => knownKey === undefined);
    const found =
      isNewSurvey && isSurveyed(kind) ? open.map(({ contentKey }) => contentKey) : nearestKeys(kind, open, before);
    for (const [at, row] of open.entries()) keys.set(row, found[at] ?? null);
    for (const row of all) if (row.knownKey !== undefined) keys.set(row, row.knownKey);
  }
  return keys;
}

function reversed(reader: RowReader): Pick<RegisterRecord, 'reverses'> {
  const reverses = reader.text('reverses');
  return reverses === null ? {} : { reverses };
}

/** Finds the key of a survey of a day, or of the entry that reverses a payment: there is one, by whichever door it came. */
function knownKeys(before: RegisterHousehold | null) {
  const surveys = new Map(before?.records.surveys.map(({ key, values }) => [values.surveyedOn, key]));
  const reversals = new Map(before?.records.disbursements.map(({ key, reverses }) => [reverses, key]));
  return (kind: RecordKind, reader: RowReader, { surveyedOn }: Readonly<Record<string, unknown>>) => {
    if (kind === 'surveys') return surveys.get(surveyedOn as Day);
    const { reverses } = reversed(reader);
    const key = reverses === undefined ? undefined : reversals.get(reverses);
    // A second row that reverses the same payment is another entry, and refused.
    reversals.delete(reverses);
    return key;
  };
}

/** A payment on record is not altered: a field that the workbook has no column for keeps its value. */
function asOnRecord(
  reader: RowReader,
  kind: RecordKind,
  key: string,
  values: object,
  before: RegisterHousehold | null,
): object {
  if (kind !== 'disbursements') return values;
  const own = before?.records.disbursements.find((one) => one.key === key);
  return own === undefined ? values : reader.values('record', RECORDS.disbursements.fields, own.values);
}

function readKind(reader: RowReader): RecordKind | undefined {
  const kinds = SHEETS[reader.row.sheet]?.kinds ?? [];
  if (kinds.length < 2) return kinds[0];
  const chosen = reader.single('asset');
  if (chosen === null) reader.refuse('REQUIRED', 'asset');
  return kinds.find((kind) => kind === chosen);
}

/** A member, and the form of the name by which rows name them; a row without a name is refused and has none. */
type NamedMember = AssembledMember['member'] & { readonly nameForm: string };

function findMemberKey(reader: RowReader, members: readonly NamedMember[]): string | undefined {
  const named = reader.text('member');
  if (named === null) return members[0]?.key;
  const number = parseIdentityCell(named);
  const form = nameForm(named);
  const found = members.filter((member) =>
    number.ok ? member.identityNumber === number.value : member.nameForm === form,
  );
  if (found.length !== 1) reader.refuse('UNKNOWN_MEMBER', 'member');
  return found.length === 1 ? found[0]?.key : undefined;
}

function recordKey(
  kind: RecordKind,
  reader: RowReader,
  member: string | null,
  values: Readonly<Record<string, unknown>>,
  used: Map<string, number>,
): string {
  const reverses = reader.text('reverses');
  if (reverses !== null) return reversalKey(reverses);
  const parts = [member ?? '', ...KNOWN_BY[kind].map((field) => printed(values[field]))];
  const base = `${kind} ${parts.join(' ')}`;
  const count = (used.get(base) ?? 0) + 1;
  used.set(base, count);
  return `${parts.filter(Boolean).join(' ')} #${count}`.trim();
}

/** Prints a value of an identifying field: a code, day, month or boolean, never an object. */
function printed(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : '';
}
