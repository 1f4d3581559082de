import { asFen, type Fen, printYuan } from '../../kernel/fen.ts';
import { invariant } from '../../kernel/invariant.ts';
import { type StyleName, styleNumber } from './styles.ts';
import { escapeText } from './xml.ts';

/** More than this a cell of Excel cannot hold. */
const MOST_CHARACTERS = 32_767;
/** A text of which Excel would drop the white space at its ends, or in its lines. */
const LOSES_SPACE = /^\s|\s$|\s\s|[\t\r\n]/;

export function emptyCell(place: string, style: StyleName): string {
  return `<c r="${place}" s="${styleNumber(style)}"/>`;
}

export function textCell(place: string, style: StyleName, text: string): string {
  if (text === '') return emptyCell(place, style);
  invariant(text.length <= MOST_CHARACTERS, 'a cell of a workbook holds the text');
  const inline = `<is><t${LOSES_SPACE.test(text) ? ' xml:space="preserve"' : ''}>${escapeText(text)}</t></is>`;
  return `<c r="${place}" s="${styleNumber(style)}" t="inlineStr">${inline}</c>`;
}

export function countCell(place: string, style: StyleName, count: number): string {
  return `<c r="${place}" s="${styleNumber(style)}"><v>${count}</v></c>`;
}

/** A number with exactly two decimals, printed from whole fen: never a float. */
export function amountCell(place: string, style: StyleName, fen: number): string {
  return `<c r="${place}" s="${styleNumber(style)}"><v>${printYuan(asFen(fen))}</v></c>`;
}

/** A formula with the value that it comes to, for programs that do not calculate. */
export function formulaCell(place: string, style: StyleName, formula: string, value: Fen): string {
  return `<c r="${place}" s="${styleNumber(style)}"><f>${formula}</f><v>${printYuan(value)}</v></c>`;
}
