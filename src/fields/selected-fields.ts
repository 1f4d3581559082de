import type { Fields } from './field.ts';
import { type RowCodec, rowCodec } from './row-codec.ts';

/** The keys of the dictionaries that the fields of a document read, of all types together; `null` stands for all keys. */
export type SelectedFields = { readonly id: number; readonly keys: ReadonlySet<string> } | null;

/** The number of selections per dictionary that get a statement of their own. */
const MOST_SELECTIONS = 20;

/** Caches codecs for the selected fields of a dictionary, so that rows contain only the columns that are needed. */
export function selectedCodecs(fields: Fields): (selectedFields: SelectedFields) => RowCodec {
  const whole = rowCodec(fields);
  const bySelection = new Map<string, RowCodec>();
  const bySelectedFields = new WeakMap<object, RowCodec>();
  const find = (keys: ReadonlySet<string>): RowCodec => {
    const selected = Object.entries(fields).filter(([key]) => keys.has(key));
    const selection = selected.map(([key]) => key).join(' ');
    const known = bySelection.get(selection);
    if (known !== undefined || bySelection.size >= MOST_SELECTIONS) return known ?? whole;
    const codec = rowCodec(Object.fromEntries(selected));
    bySelection.set(selection, codec);
    return codec;
  };
  return (selectedFields) => {
    if (selectedFields === null) return whole;
    const codec = bySelectedFields.get(selectedFields) ?? find(selectedFields.keys);
    bySelectedFields.set(selectedFields, codec);
    return codec;
  };
}
