import type { Form } from '../../../fields/field.ts';

/** The units that a heading may state of amounts, as powers of ten of the field's own unit. */
const EXPONENTS: Partial<Readonly<Record<Form, ReadonlyMap<string, number>>>> = {
  YUAN: new Map([
    ...['元', '人民币', '人民币元', 'RMB', 'CNY', '¥'].map((unit) => [unit, 0] as const),
    ...['百元', '人民币百元'].map((unit) => [unit, 2] as const),
    ...['千元', '人民币千元'].map((unit) => [unit, 3] as const),
    ...['万', '万元', '人民币万元'].map((unit) => [unit, 4] as const),
  ]),
  AREA: new Map(['平方米', '平米', 'M2', '米2'].map((unit) => [unit, 0] as const)),
};
/** What a note in brackets has that states some other unit: of money, of time, of a share or of land. */
const UNIT_LIKE =
  /[元万亿]|[百千](?=\b|$)|[角分](?=\b|$)|美金|港币|USD|HKD|EUR|%|\/|[每按](?:[年月季日天周人])|^(?:年|月|季|日|天|周)$|[亩顷坪尺]|米/u;
const PREFIX = /^(?:金额)?单位(?:[:为是])?/u;
/** A scale that stands above the headings, such as `单位：万元`, for the amounts of the whole sheet. */
const SCALE_ABOVE = /单位(?:[:为是])?(?:人民币)?[百千万亿]/u;

/**
 * The power of ten by which the amounts of a column are larger than written; `undefined` if its heading states a unit that is none
 * of the field. The notes of other fields are no units.
 */
export function unitExponent(heading: string, form: Form): number | undefined {
  const known = EXPONENTS[form];
  if (known === undefined) return 0;
  const notes = [...plain(heading).matchAll(/[([【](.*?)[)\]】]/gu)].map(([, note = '']) => note.replace(PREFIX, ''));
  const exponents = notes.map((note) => known.get(note) ?? (UNIT_LIKE.test(note) ? undefined : 0));
  return exponents.includes(undefined) ? undefined : Math.max(0, ...exponents.map((one) => one ?? 0));
}

/** Whether a text above the headings states a unit other than that of the fields. */
export function statesScale(text: string): boolean {
  return SCALE_ABOVE.test(plain(text));
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
}
