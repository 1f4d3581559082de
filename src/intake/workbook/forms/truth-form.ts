import type { Field } from '../../../fields/field.ts';
import { narrow } from '../../../fields/day-text.ts';

/** What a cell says: yes, no, or that nobody has verified it (`null`). */
type Said = boolean | null;

const ANY: ReadonlyMap<string, Said> = words(
  ['是', '对', '√', '✓', '✔', 'Y', 'YES', 'TRUE', '1'],
  ['否', '不是', '×', '✗', '✘', 'N', 'NO', 'FALSE', '0'],
);
/** Whether there is something: of a list, 无 could mean that it has no entries or that nobody looked. */
const HAVING = words(['有'], ['无', '没有']);
const SETTLED = words(['已落实'], ['未落实']);
/** In a column that asks whether something was verified, not verified is its "no"; in every other it is no answer. */
const VERIFIED = words(['已核实'], ['未核实', '尚未核实', '待核实', '未查']);
const UNKNOWN = new Set(['未核实', '尚未核实', '待核实', '未查', '未知', '不详', '不清楚', '不确定', '未调查']);

/** Reads a truth word of a column; `undefined` if the word is none, or of other columns. */
export function readTruth(text: string, { zh }: Pick<Field, 'zh'>): Said | undefined {
  const word = narrow(text).toUpperCase();
  const asksVerified = zh.endsWith('核实');
  const own = asksVerified ? VERIFIED : HAVING;
  const said = ANY.get(word) ?? own.get(word) ?? (zh.endsWith('落实') ? SETTLED.get(word) : undefined);
  if (said !== undefined) return said;
  return !asksVerified && UNKNOWN.has(word) ? null : undefined;
}

function words(yes: readonly string[], no: readonly string[]): ReadonlyMap<string, Said> {
  return new Map([...yes.map((word) => [word, true] as const), ...no.map((word) => [word, false] as const)]);
}
