import { type Bilingual, bilingual } from '../../kernel/bilingual.ts';
import { deepEqual } from '../../registry/recording/deep-equal.ts';
import { RECORD_KINDS, type RecordKind, type RegisterHousehold, type RegisterRecord } from '../../registry/kinds.ts';
import { FAULTS } from '../workbook/fault.ts';

/** How a value of a workbook differs from what is on record. */
type DifferenceCode = 'DIFFERS_FROM_RECORD' | 'BLANK_IN_WORKBOOK' | 'NOT_ON_RECORD';

/** A value that a workbook has otherwise than the register, by its path in the document of the household. */
export interface Difference extends Bilingual {
  readonly code: DifferenceCode;
  readonly path: string;
}

/**
 * Compares a household of a workbook with the one on record, value by value (pure). What neither says is no difference, and a
 * value that one of them does not know is told apart from two that differ.
 */
export function householdDifferences(onRecord: RegisterHousehold, given: RegisterHousehold): readonly Difference[] {
  const members = new Map(onRecord.members.map((member) => [member.key, member]));
  const worker = onRecord.worker === given.worker ? [] : [difference('DIFFERS_FROM_RECORD', 'worker')];
  return [
    ...worker,
    ...valueDifferences('household', onRecord.household, given.household),
    ...given.members.flatMap((member, at) => {
      const [path, known] = [`members.${at}`, members.get(member.key)];
      if (known === undefined) return [difference('NOT_ON_RECORD', `${path}.identityNumber`)];
      return [
        ...valueDifferences(path, { identityNumber: known.identityNumber }, { identityNumber: member.identityNumber }),
        ...valueDifferences(path, known.person, member.person),
        ...valueDifferences(path, known.membershipState, member.membershipState),
      ];
    }),
    ...RECORD_KINDS.flatMap((kind) => recordDifferences(kind, onRecord.records[kind], given.records[kind])),
  ];
}

function recordDifferences(
  kind: RecordKind,
  onRecord: readonly RegisterRecord[],
  given: readonly RegisterRecord[],
): readonly Difference[] {
  const records = new Map(onRecord.map((record) => [record.key, record]));
  return given.flatMap((record, at) => {
    const [path, known] = [`records.${kind}.${at}`, records.get(record.key)];
    if (known === undefined) return [difference('NOT_ON_RECORD', `${path}.key`)];
    const of = ({ member, reverses }: RegisterRecord) => ({ member, reverses: reverses ?? null });
    return [...valueDifferences(path, of(known), of(record)), ...valueDifferences(path, known.values, record.values)];
  });
}

/** The values of the same names that are not equal. */
function valueDifferences(path: string, onRecord: object, given: object): readonly Difference[] {
  const known = new Map<string, unknown>(Object.entries(onRecord));
  return Object.entries(given).flatMap(([name, value]: readonly [string, unknown]) => {
    const before = known.get(name) ?? null;
    return deepEqual(before, value) ? [] : [difference(codeOf(before, value), `${path}.${name}`)];
  });
}

function codeOf(onRecord: unknown, given: unknown): DifferenceCode {
  if (onRecord === null) return 'NOT_ON_RECORD';
  return given === null ? 'BLANK_IN_WORKBOOK' : 'DIFFERS_FROM_RECORD';
}

export function difference(code: DifferenceCode, path: string): Difference {
  return { code, path, ...bilingual(FAULTS[code]) };
}
