import { Readable } from 'node:stream';
import type { FlatColumn, FlatKind } from './flat-table.ts';

/** The types of Parquet: days are days, and amounts decimals of yuan, exact to the fen. */
const TYPES = {
  DAY: { type: 'INT32', converted_type: 'DATE' },
  TEXT: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  COUNT: { type: 'INT64' },
  AMOUNT: { type: 'INT64', converted_type: 'DECIMAL', scale: 2, precision: 18 },
} as const satisfies Readonly<Record<FlatKind, object>>;

/** Writes a table as Parquet, by a writer of its own: DuckDB has no access to files. */
export async function writeParquet(columns: readonly FlatColumn[]): Promise<Readable> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const buffer = parquetWriteBuffer({
    columnData: columns.map(({ name, kind, values }) => ({ name, data: values.map((value) => written(kind, value)) })),
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, kind }) => ({ name, repetition_type: 'OPTIONAL' as const, ...TYPES[kind] })),
    ],
  });
  return Readable.from([Buffer.from(buffer)], { objectMode: false });
}

/** Amounts are written as their fen, which is what a decimal of two places holds. */
function written(kind: FlatKind, value: string | number | null): string | number | bigint | null {
  return typeof value === 'number' && (kind === 'COUNT' || kind === 'AMOUNT') ? BigInt(value) : value;
}
