import type { Secrets } from '../../secrets/secrets.ts';
import type { Fields } from '../../fields/field.ts';
import { RECORDS, STATES } from '../../registry/kinds.ts';
import { memo, secretReader } from '../../fields/sealed-values.ts';
import { rowBinding, rowCodec } from '../../fields/row-codec.ts';

/** The encrypted parts of a row: those of the payment under the household's key, those of the person under their own. */
export interface SealedRow {
  readonly disbursementId: string;
  readonly recordedIn: string;
  readonly sealed: string | null;
  readonly householdId: string;
  readonly householdKey: Buffer;
  readonly householdKeyVersion: number;
  readonly personId: string | null;
  readonly personKey: Buffer | null;
  readonly personKeyVersion: number | null;
  readonly identity: Buffer | null;
  readonly personRecordedIn: string | null;
  readonly personSealed: string | null;
}

const paymentCodec = rowCodec(sealedFields(RECORDS.disbursements.fields));
const personCodec = rowCodec(sealedFields(STATES.person.fields));

/** Decrypts the values of a row by their names; `telephone` is the mobile number or else the other contact. */
export function secretOfRow(secrets: Secrets, row: SealedRow): (key: string) => unknown {
  const paymentValue = paymentSecret(secrets, row);
  const personValue = personSecret(secrets, row);
  return (key) => {
    if (key === 'identityNumber') return personValue(key);
    return key === 'telephone' ? (personValue('mobile') ?? personValue('otherContact')) : paymentValue(key);
  };
}

function paymentSecret(secrets: Secrets, row: SealedRow): (key: string) => unknown {
  const { householdId, householdKey, householdKeyVersion, sealed, disbursementId, recordedIn } = row;
  const key = () => secrets.openDataKey(`household ${householdId}`, householdKey, householdKeyVersion);
  return secretReader(
    paymentCodec,
    [sealed],
    0,
    key,
    rowBinding(RECORDS.disbursements.table, disbursementId, recordedIn),
  );
}

function personSecret(secrets: Secrets, row: SealedRow): (key: string) => unknown {
  const { personId, personKey, personKeyVersion, identity, personRecordedIn, personSealed } = row;
  if (personId === null || personKey === null || personKeyVersion === null) return () => null;
  const key = memo(() => secrets.openDataKey(`person ${personId}`, personKey, personKeyVersion));
  const number = () => (identity === null ? null : secrets.openIdentity(personId, key(), identity));
  const boundTo = rowBinding(STATES.person.table, personId, personRecordedIn ?? '');
  const open = secretReader(personCodec, [personSealed], 0, key, boundTo);
  return (name) => (name === 'identityNumber' ? number() : open(name));
}

function sealedFields(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, { sealed }]) => sealed));
}
