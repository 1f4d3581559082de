import { type Columns, textList, open, of } from '../database/version-entity.ts';
import type { Fields } from './field.ts';

/** Returns the columns of a field dictionary; all its encrypted fields share one sealed column. */
export function fieldColumns(fields: Fields): Columns {
  const entries = Object.entries(fields);
  const clear = entries.filter(([, { sealed }]) => !sealed);
  return {
    ...Object.fromEntries(
      clear.map(([name, { column, nullable }]) => [
        name,
        column === 'text[]' ? { ...textList, nullable } : { type: column, nullable },
      ]),
    ),
    ...(clear.length < entries.length ? { sealed: open(of('bytea')) } : {}),
  };
}
