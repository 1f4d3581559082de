/** The texts of the parts of a workbook (ECMA-376). */

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN_NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/**
 * What XML or a workbook would read as something else: markup, characters that XML does not have, halves of a character, a
 * carriage return, and an underscore that looks like the beginning of an escape.
 */
const SPECIAL = /[&<>"\p{Cc}\p{Cs}\u{fffe}\u{ffff}]|_(?=x[0-9A-Fa-f]{4}_)/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const PLAIN = new Set(['\n', '\t']);

/** Escapes a text; what XML cannot hold is written as `_xHHHH_`, which workbooks read back (ECMA-376, 22.9.2.19). */
export function escapeText(text: string): string {
  return text.replace(SPECIAL, (found) => {
    if (PLAIN.has(found)) return found;
    return ENTITIES[found] ?? `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  });
}

/** Escapes a text that Excel does not unescape again: an attribute, a definition, a footer. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/g, (found) => ENTITIES[found] ?? found);
}

/** The letters of a column, counted from 0: `A`, …, `Z`, `AA`. */
export function columnLetters(at: number): string {
  const rest = Math.floor(at / 26);
  return (rest === 0 ? '' : columnLetters(rest - 1)) + String.fromCharCode(65 + (at % 26));
}
