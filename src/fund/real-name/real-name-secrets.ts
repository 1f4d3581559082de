import type { KeyObject } from 'node:crypto';
import type { Secrets } from '../../secrets/secrets.ts';
import type { Fields } from '../../fields/field.ts';
import { RECORDS, STATES } from '../../registry/kinds.ts';
import { memo, type Secret, secretReader } from '../../fields/sealed-values.ts';
import { rowBinding, rowCodec } from '../../fields/row-codec.ts';

/**
 * The encrypted parts of a row: those of the payment under the household's key, those of the person under their own. Bytes are
 * texts (base64), since most rows share theirs with the row before and are never decoded.
 */
export interface SealedRow {
  readonly disbursementId: string;
  readonly recordedIn: string;
  readonly sealed: string | null;
  readonly householdId: string;
  readonly householdKey: string;
  readonly householdKeyVersion: number;
  readonly personId: string | null;
  readonly personKey: string | null;
  readonly personKeyVersion: number | null;
  readonly identity: string | null;
  readonly personRecordedIn: string | null;
  readonly personSealed: string | null;
}

const paymentCodec = rowCodec(sealedFields(RECORDS.disbursements.fields));
const personCodec = rowCodec(sealedFields(STATES.person.fields));
const NOTHING: Secret = () => null;

/**
 * Returns what decrypts the values of rows by their names; `telephone` is the mobile number or else the other contact. Rows that
 * are read together share what is opened: the data key of a household and the values of a person are decrypted once.
 */
export function secretsOfRows(secrets: Secrets): (row: SealedRow) => Secret {
  const keys = new Map<string, () => KeyObject>();
  const persons = new Map<string, Secret>();
  return (row) => {
    const { sealed, householdId, personId, personRecordedIn } = row;
    const paymentValue =
      sealed === null
        ? NOTHING
        : paymentSecret(
            row,
            shared(keys, householdId, () => householdKey(secrets, row)),
          );
    const ofPerson = `${personId ?? ''} ${personRecordedIn ?? ''}`;
    const personValue = shared(persons, ofPerson, () => personSecret(secrets, row));
    return (key) => {
      if (key === 'identityNumber') return personValue(key);
      return key === 'telephone' ? (personValue('mobile') ?? personValue('otherContact')) : paymentValue(key);
    };
  };
}

/** The value of a key, which is made for the first row that has it. */
function shared<T>(made: Map<string, T>, key: string, make: () => T): T {
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found;
}

function householdKey(secrets: Secrets, row: SealedRow): () => KeyObject {
  const { householdId, householdKey: wrapped, householdKeyVersion } = row;
  return memo(() => secrets.openDataKey(`household ${householdId}`, bytesOf(wrapped), householdKeyVersion));
}

function paymentSecret({ sealed, disbursementId, recordedIn }: SealedRow, key: () => KeyObject): Secret {
  return secretReader(
    paymentCodec,
    [sealed],
    0,
    key,
    rowBinding(RECORDS.disbursements.table, disbursementId, recordedIn),
  );
}

function personSecret(secrets: Secrets, row: SealedRow): Secret {
  const { personId, personKey, personKeyVersion, identity, personRecordedIn, personSealed } = row;
  if (personId === null || personKey === null || personKeyVersion === null) return NOTHING;
  const key = memo(() => secrets.openDataKey(`person ${personId}`, bytesOf(personKey), personKeyVersion));
  const number = memo(() => (identity === null ? null : secrets.openIdentity(personId, key(), bytesOf(identity))));
  const boundTo = rowBinding(STATES.person.table, personId, personRecordedIn ?? '');
  const open = secretReader(personCodec, [personSealed], 0, key, boundTo);
  return (name) => (name === 'identityNumber' ? number() : open(name));
}

function bytesOf(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}

function sealedFields(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, { sealed }]) => sealed));
}
