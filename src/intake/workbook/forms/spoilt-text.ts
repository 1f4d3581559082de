import type { Field } from '../../../fields/field.ts';
import type { FaultCode } from '../fault.ts';
import { isScientific } from './identity-text.ts';

/** Stands where a program could not read a character: what it was is lost. */
const REPLACEMENT = '\uFFFD';
/** An error value of a spreadsheet that was pasted as a text, and what programs write for no value at all. */
const NO_VALUE = /^(?:#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|null|nan|undefined)$/iu;
/** A formula in a cell that is formatted as text, which a spreadsheet program shows as it is typed. */
const TYPED_FORMULA = /^=[^=\s]/u;
/** A character as a page of the web writes it. */
const ENTITY = /&(?:nbsp|amp|lt|gt|quot|#x?[0-9a-f]{2,6});/iu;
/** An apostrophe before digits, by which people tell a spreadsheet that a number is a text. */
const APOSTROPHE = /^['‘’`]\d/u;

/** Why a text cannot be what somebody wrote, for programs have spoilt it; `null` if nothing tells that. */
export function spoiltText(text: string, { sensitivity }: Pick<Field, 'sensitivity'>): FaultCode | null {
  const written = text.normalize('NFKC');
  const isNumber = sensitivity === 'ACCOUNT' || sensitivity === 'CONTACT';
  if (isNumber && APOSTROPHE.test(written)) return 'QUOTED';
  return SPOILT.find(([, isSo]) => isSo(written))?.[0] ?? null;
}

const SPOILT: readonly (readonly [FaultCode, (text: string) => boolean])[] = [
  ['GARBLED', (text) => text.includes(REPLACEMENT) || ENTITY.test(text)],
  ['ERROR_CELL', (text) => NO_VALUE.test(text)],
  ['FORMULA', (text) => TYPED_FORMULA.test(text)],
  ['PRECISION_LOST', isScientific],
];
