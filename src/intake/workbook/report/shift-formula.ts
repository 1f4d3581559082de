import { columnLetters } from '../../../export/xlsx/xml.ts';
import { columnOf } from './shift-range.ts';

/** Texts in quotes, names of functions, and references to cells, to columns and to anything else with letters or digits. */
const TOKEN =
  /"(?:[^"]|"")*"|\$?[A-Z]{1,3}\$?\d{1,7}(?![\w.(])|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?![\w.(])|[A-Za-z_\\][\w.]*\(?|\d[\w.]*/gu;
const REFERENCE = /^\$?[A-Z]{1,3}(?:\$?\d{1,7}|:\$?[A-Z]{1,3})$/u;
/** Other sheets, other workbooks and structured references: how far their cells move is not known here. */
const ELSEWHERE = /[![\]{}']/u;

/** A formula whose cells have moved to the right by some columns; `null` if it is not known how they move. */
export function shiftFormula(formula: string, by: number): string | null {
  if (by === 0) return formula;
  if (ELSEWHERE.test(formula.replace(/"(?:[^"]|"")*"/gu, ''))) return null;
  return formula.replace(TOKEN, (token) =>
    REFERENCE.test(token) ? token.replace(/[A-Z]+/gu, (letters) => columnLetters(columnOf(letters) + by)) : token,
  );
}
