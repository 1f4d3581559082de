import type { NewId } from '../../database/ids.ts';
import { RECORD_KINDS, type RecordKind, type RegisterHousehold, type RegisterRecord } from '../kinds.ts';
import { deepEqual } from './deep-equal.ts';
import { anchorKey, type StoredHousehold, type StoredRecord } from '../household/stored-household.ts';

/** The writes for a household's records. */
export interface RecordPlan {
  readonly anchors: readonly { readonly id: string; readonly kind: RecordKind; readonly key: string }[];
  readonly revised: Readonly<Record<RecordKind, RevisedRecords>>;
  /** The records on record that were not given, as `kind.key`. */
  readonly missing: readonly string[];
}

interface RevisedRecords {
  readonly ended: readonly StoredRecord[];
  readonly begun: readonly { readonly id: string; readonly memberId: string | null; readonly values: object }[];
}

/** Compares the given records with those on record, by kind and key. Equal records are not written again. */
export function planRecords(
  stored: StoredHousehold,
  given: RegisterHousehold,
  memberIds: ReadonlyMap<string, string>,
  keepMissing: boolean,
  newId: NewId,
): RecordPlan {
  const plans = RECORD_KINDS.map((kind) => {
    const before = new Map(stored.records.filter((one) => one.kind === kind).map((one) => [one.key, one]));
    const wanted = given.records[kind].map((record) => wantedRecord(record, before, memberIds));
    const changed = wanted.filter(({ unchanged }) => !unchanged);
    const keys = new Set(wanted.map(({ key }) => key));
    const missing = [...before.values()].filter(({ key }) => !keys.has(key));
    const begun = changed.map(({ key, memberId, values }) => {
      const id = stored.anchors.get(anchorKey(kind, key));
      return { id: id ?? newId(), isNew: id === undefined, kind, key, memberId, values };
    });
    const ended = changed.flatMap(({ current }) => current ?? []);
    return { kind, begun, missing, ended: keepMissing ? ended : [...ended, ...missing] };
  });
  return {
    anchors: plans.flatMap(({ begun }) => begun.filter(({ isNew }) => isNew)),
    revised: Object.fromEntries(plans.map(({ kind, begun, ended }) => [kind, { begun, ended }])) as unknown as Readonly<
      Record<RecordKind, RevisedRecords>
    >,
    missing: plans.flatMap(({ kind, missing }) => missing.map(({ key }) => `${kind}.${key}`)),
  };
}

function wantedRecord(
  { key, member, values }: RegisterRecord,
  before: ReadonlyMap<string, StoredRecord>,
  memberIds: ReadonlyMap<string, string>,
) {
  const current = before.get(key);
  const memberId = member === null ? null : (memberIds.get(member) ?? null);
  const unchanged = current ? current.memberId === memberId && deepEqual(current.values, values) : false;
  return { key, memberId, values, current, unchanged };
}
