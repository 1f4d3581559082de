import { type Fields, graphName } from './field.ts';
import { type RowCodec, rowCodec } from './row-codec.ts';

/** The names of the fields that a document asks for, of whatever type; `null`: any. */
export type SelectedFields = { readonly id: number; readonly names: ReadonlySet<string> } | null;

/** Of a dictionary so many selections have statements of their own, whatever is asked. */
const MOST_SELECTIONS = 20;

/** Codecs of what is asked for of a dictionary: a row has no more columns than it is read for. */
export function selectedCodecs(
  fields: Fields,
  always: readonly string[] = [],
): (selectedFields: SelectedFields) => RowCodec {
  const whole = rowCodec(fields);
  const bySelection = new Map<string, RowCodec>();
  const bySelectedFields = new WeakMap<object, RowCodec>();
  const find = (names: ReadonlySet<string>): RowCodec => {
    const selected = Object.entries(fields).filter(
      ([key, { sensitivity }]) =>
        names.has(graphName(key)) || always.includes(key) || (sensitivity !== null && names.has('withheld')),
    );
    const selection = selected.map(([key]) => key).join(' ');
    const known = bySelection.get(selection);
    if (known !== undefined || bySelection.size >= MOST_SELECTIONS) return known ?? whole;
    const codec = rowCodec(Object.fromEntries(selected));
    bySelection.set(selection, codec);
    return codec;
  };
  return (selectedFields) => {
    if (selectedFields === null) return whole;
    const codec = bySelectedFields.get(selectedFields) ?? find(selectedFields.names);
    bySelectedFields.set(selectedFields, codec);
    return codec;
  };
}
