import type { RowCodec } from './row-codec.ts';

/** Returns the columns of a dictionary as texts. */
export function texts({ columns }: RowCodec): string {
  return columns.length === 0 ? 'null' : columns.map((column) => `v.${column}::text`).join(', ');
}

/** Returns the text that the sealed column of a version is bound to. */
export function rowBinding(table: string, anchorId: string, changeId: string): string {
  return `${table}.sealed ${anchorId} ${changeId}`;
}
