import type { Secrets } from '../../secrets/secrets.ts';
import { type SelectedFields, selectedCodecs } from '../../fields/selected-fields.ts';
import { STATES } from '../kinds.ts';
import type { RowCodec } from '../../fields/row-codec.ts';
import type { PersonRow } from './rows.ts';
import { memo, secretReader } from '../../fields/sealed-values.ts';
import { rowBinding, texts } from '../../fields/version-columns.ts';

/** The parts of a statement that reads persons from their versions `v`: its first columns and a join. */
interface PersonReading {
  readonly columns: string;
  readonly hasSecrets: boolean;
  /** Joins the person `p` if a selected field is encrypted. */
  readonly join: string;
  readonly decodeRow: (secrets: Secrets, row: readonly (string | null)[]) => PersonRow;
}

const codecs = selectedCodecs(STATES.person.fields);

export function personReading(selectedFields: SelectedFields): PersonReading {
  const codec = codecs(selectedFields);
  const hasSecrets = codec.hasSecrets || needsIdentity(selectedFields);
  const secret = hasSecrets ? 'p.data_key, p.key_version, p.identity' : 'null, null, null';
  return {
    hasSecrets,
    columns: `v.anchor_id, ${secret}, v.recorded_in, ${texts(codec)}`,
    join: hasSecrets ? 'join person p on p.id = v.anchor_id' : '',
    decodeRow: (secrets, row) => decodeRow(secrets, codec, row),
  };
}

/**
 * Whether the identity number is needed, which is a column of the person, not of a version. Tokens are made from it.
 */
function needsIdentity(selectedFields: SelectedFields): boolean {
  return selectedFields?.keys.has('identityNumber') ?? true;
}

function decodeRow(secrets: Secrets, codec: RowCodec, row: readonly (string | null)[]): PersonRow {
  const [id = '', , version, , change = ''] = row as string[];
  const key = memo(() => secrets.openDataKey(`person ${id}`, bytes(row[1]), Number(version)));
  const texts = row.slice(5);
  const open = secretReader(codec, texts, key, rowBinding(STATES.person.table, id, change));
  const identity = row[3] ?? null;
  const number = memo(() => (identity === null ? null : secrets.openIdentity(id, key(), bytes(identity))));
  return {
    ...codec.decodeClear(texts),
    id,
    secret: (name) => (name === 'identityNumber' ? number() : open(name)),
  };
}

function bytes(value: unknown): Buffer {
  return value as Buffer;
}
