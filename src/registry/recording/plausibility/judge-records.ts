import { blankValues } from '../../../fields/field.ts';
import { type HouseholdState, RECORD_KINDS, type RecordKind, type RegisterHousehold, STATES } from '../../kinds.ts';
import { findAll, type Found, newAmong } from './judge.ts';
import type { Grounds, Path } from './rule.ts';

/** A record that is given by itself: its values, those that it had before, and its path in the command. */
export interface GivenRecord {
  readonly kind: RecordKind;
  readonly key: string;
  readonly values: object;
  /** `null` for a new record. */
  readonly before: object | null;
  readonly path: Path;
}

/** What is implausible of records, and was not on record of them before (pure). */
export function findInRecords(given: readonly GivenRecord[], grounds: Grounds): readonly Found[] {
  const found = findAll(recordsAlone(given), grounds);
  const before = given.flatMap((one) => (one.before === null ? [] : [{ ...one, values: one.before }]));
  return newAmong(found, recordsAlone(before), grounds).map((one) => {
    const [, kind, at, ...rest] = one.path;
    const own = given.filter((record) => record.kind === kind)[Number(at)];
    return { ...one, path: [...(own?.path ?? []), ...rest] };
  });
}

const NO_STATE: HouseholdState = blankValues(STATES.household.fields);

/** A household of which nothing is given but records. */
function recordsAlone(given: readonly Pick<GivenRecord, 'kind' | 'key' | 'values'>[]): RegisterHousehold {
  const records = RECORD_KINDS.map((kind): [string, readonly object[]] => {
    const own = given.filter((record) => record.kind === kind);
    return [kind, own.map(({ key, values }) => ({ key, member: null, values }))];
  });
  return {
    ...{ worker: '', household: NO_STATE, members: [] },
    records: Object.fromEntries(records) as unknown as RegisterHousehold['records'],
  };
}

/** The household without its records, of which an act judges those that it gives. */
export function withoutRecords(household: RegisterHousehold): RegisterHousehold {
  return { ...household, records: recordsAlone([]).records };
}
