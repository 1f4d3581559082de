import type { RowCodec } from './row-codec.ts';

/** A dictionary's columns as texts. */
export function texts({ columns }: RowCodec): string {
  const names = Object.keys(columns);
  return names.length === 0 ? 'null' : names.map((column) => `v.${column}::text`).join(', ');
}

/** What the sealed column of a version is bound to. */
export function rowBinding(table: string, anchorId: string, changeId: string): string {
  return `${table}.sealed ${anchorId} ${changeId}`;
}
