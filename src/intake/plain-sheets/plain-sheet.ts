import type { Field } from '../../fields/field.ts';

/** A sheet of which each row is one thing, told by its own columns alone. */
export interface PlainSheet<Name extends string = string> {
  readonly name: string;
  readonly columns: Readonly<Record<Name, Field>>;
  /** The column by which the row of headings is found. */
  readonly mark: Name;
  /** A column that the sheet need not have. */
  readonly mayLack: readonly Name[];
  /** What an office may write into each column. */
  readonly notes: Readonly<Record<Name, string>>;
}

export function columnNames<Name extends string>({ columns }: PlainSheet<Name>): readonly Name[] {
  return Object.keys(columns).filter((name): name is Name => name in columns);
}
