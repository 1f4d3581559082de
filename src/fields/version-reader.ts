import type { KeyObject } from 'node:crypto';
import type { Texts } from '../database/copy-texts.ts';
import type { TableName } from '../database/migrations/table-classes.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Fields } from './field.ts';
import { rowBinding, type RowCodec } from './row-codec.ts';
import { memo, type Secret, secretReader } from './sealed-values.ts';
import { type SelectedFields, selectedCodecs } from './selected-fields.ts';

/** Describes the versions of one table: `extra` are further columns that are never null, `open` those that may be null. */
interface Versions<E extends string, O extends string> {
  readonly table: TableName;
  readonly fields: Fields;
  readonly extra?: Readonly<Record<E, string>>;
  readonly open?: Readonly<Record<O, string>>;
  /** Whose data key seals the rows, and the column with the id of that owner. */
  readonly owner: { readonly kind: 'household' | 'person'; readonly id: string };
  /** Whether the caller knows the data keys, so that statements do not read them. */
  readonly keysKnown?: boolean;
  /** A secret in a column of its own, of the owner `o`. */
  readonly apart?: {
    readonly name: string;
    readonly column: string;
    readonly open: (secrets: Secrets, ownerId: string, key: KeyObject, sealed: Buffer) => unknown;
  };
}

type Extras<E extends string, O extends string> = Readonly<Record<E, string> & Record<O, string | null>>;

/** A version for an answer: the selected values that are not encrypted, and `secret`, which decrypts the others. */
type VersionRow<E extends string, O extends string> = Readonly<Record<string, unknown>> &
  Extras<E, O> & { readonly id: string; readonly secret: Secret };

interface WholeVersion<E extends string, O extends string> {
  readonly id: string;
  readonly recordedIn: string;
  readonly ownerId: string;
  readonly extras: Extras<E, O>;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Reads rows of versions `v` with the selected fields, from statements that give arrays. */
interface VersionReader<E extends string, O extends string> {
  /** Whether a selected value is encrypted: then the statement needs the join. */
  readonly hasSecrets: boolean;
  readonly columns: readonly string[];
  /** Joins the owner `o`, which holds the data key; empty if the statement needs none. */
  readonly join: string;
  /** Reads the columns of a row that begin at `from`. */
  readonly readRow: (secrets: Secrets, row: Texts, from?: number) => VersionRow<E, O>;
  /** Reads and decrypts all values, by a data key that is known already. */
  readonly readWhole: (row: Texts, key: (ownerId: string) => KeyObject) => WholeVersion<E, O>;
}

/** The columns before the extra ones: anchor, change, owner, data key, its version, and the secret apart. */
const FIXED = 6;

/** Makes the readers of one table of versions; each selection of fields has one. */
export function versionReader<E extends string = never, O extends string = never>(
  versions: Versions<E, O>,
): (selected: SelectedFields) => VersionReader<E, O> {
  const codecs = selectedCodecs(versions.fields);
  const bySelection = new WeakMap<object, VersionReader<E, O>>();
  return (selected) => {
    const known = bySelection.get(selected ?? versions) ?? makeReader(versions, codecs(selected), selected);
    bySelection.set(selected ?? versions, known);
    return known;
  };
}

function makeReader<E extends string, O extends string>(
  versions: Versions<E, O>,
  codec: RowCodec,
  selected: SelectedFields,
): VersionReader<E, O> {
  const { owner, keysKnown } = versions;
  const extras = Object.entries<string>({ ...versions.extra, ...versions.open });
  const apart = versions.apart !== undefined && readsKey(selected, versions.apart.name) ? versions.apart.column : null;
  const hasSecrets = keysKnown !== true && (codec.hasSecrets || apart !== null);
  const secrets = ['o.data_key', 'o.key_version', apart ?? 'null::bytea'];
  return {
    hasSecrets,
    columns: [
      ...['v.anchor_id', 'v.recorded_in', owner.id],
      ...(hasSecrets ? secrets : ['null::bytea', 'null::integer', 'null::bytea']),
      ...extras.map(([, column]) => column),
      ...codec.columns.map((column) => `v.${column}::text`),
    ],
    join: hasSecrets ? `join ${owner.kind} o on o.id = ${owner.id}` : '',
    readRow: rowReader(versions, codec, extras),
    readWhole: wholeReader(versions, codec, extras),
  };
}

function readsKey(selected: SelectedFields, key: string): boolean {
  return selected?.keys.has(key) ?? true;
}

function rowReader<E extends string, O extends string>(
  { table, owner, apart }: Versions<E, O>,
  codec: RowCodec,
  extras: readonly (readonly [string, string])[],
): VersionReader<E, O>['readRow'] {
  const begin = FIXED + extras.length;
  return (secrets, row, from = 0) => {
    const [id = '', change = '', ownerId = '', wrapped, version, sealed] = row.slice(from, from + FIXED) as string[];
    const key = memo(() =>
      secrets.openDataKey(`${owner.kind} ${ownerId}`, wrapped as unknown as Buffer, Number(version)),
    );
    const open = secretReader(codec, row, from + begin, key, rowBinding(table, id, change));
    const lone = memo(() => (Buffer.isBuffer(sealed) ? apart?.open(secrets, ownerId, key(), sealed) : null));
    const values: Record<string, unknown> = {
      id,
      secret: (name: string) => (name === apart?.name ? lone() : open(name)),
    };
    extras.forEach(([name], at) => (values[name] = row[from + FIXED + at] ?? null));
    codec.assignClear(values, row, from + begin);
    return values as VersionRow<E, O>;
  };
}

function wholeReader<E extends string, O extends string>(
  { table }: Versions<E, O>,
  codec: RowCodec,
  extras: readonly (readonly [string, string])[],
): VersionReader<E, O>['readWhole'] {
  return (row, keyOf) => {
    const [id = '', recordedIn = '', ownerId = ''] = row as readonly string[];
    const binding = rowBinding(table, id, recordedIn);
    const values = codec.decode(row, FIXED + extras.length, keyOf(ownerId), binding);
    const found = Object.fromEntries(extras.map(([name], at) => [name, row[FIXED + at] ?? null]));
    return { id, recordedIn, ownerId, extras: found as Extras<E, O>, values };
  };
}
