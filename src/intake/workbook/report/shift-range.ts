import { columnLetters } from '../../../export/xlsx/xml.ts';

/** Moves a range of cells to the right by some columns: `A1:B2` → `B1:C2`. */
export function shiftRange(range: string, by: number): string {
  return range
    .trim()
    .toUpperCase()
    .replaceAll('$', '')
    .replace(/[A-Z]+/g, (letters) => columnLetters(columnOf(letters) + by));
}

/** The number of a column by its letters, counted from 0. */
export function columnOf(letters: string): number {
  return Array.from(letters).reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
