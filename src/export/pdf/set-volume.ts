import { invariant } from '../../kernel/invariant.ts';
import { setPages } from './pages.ts';
import { TEMPLATE } from './template.ts';
import { printCells, templateData } from './template-data.ts';
import { shapelessIn, typesetter } from './typst.ts';
import type { PrintedVolume } from './volume.ts';

/** A text that the font cannot print, by the row of the table (from 1; 0: outside the rows) and the column. */
export interface Unprintable {
  readonly row: number;
  readonly column: string;
  readonly character: string;
}

export type SetResult = { readonly pdf: Buffer } | { readonly unprintable: Unprintable };

/** How cautiously pages are filled, one after another, until each holds what was laid on it. */
const CAUTIONS = [1, 1.1, 1.25, 1.5, 2];

/** Sets a volume as PDF/A-2b. It takes seconds, during which the thread does nothing else. */
export function setVolume(volume: PrintedVolume): SetResult {
  const shapeless = findText(volume, shapelessIn);
  if (shapeless !== undefined) return { unprintable: shapeless };
  const { set, print } = typesetter(TEMPLATE);
  for (const caution of CAUTIONS) {
    const pages = setPages(volume, (row) => printCells(volume, row), caution);
    const compiled = set(templateData(volume, pages));
    if (compiled.numOfPages !== pages.pages.length) continue;
    const printed = print(compiled, volume.printedOn);
    if ('pdf' in printed) return printed;
    const { missing: character } = printed;
    const at = findText(volume, (text) => (text.includes(character) ? character : undefined));
    return { unprintable: at ?? { row: 0, column: '', character } };
  }
  invariant(false, 'every row fits on a page');
}

/** Finds the first cell in which something is found. */
function findText(volume: PrintedVolume, find: (text: string) => string | undefined): Unprintable | undefined {
  for (const [at, row] of volume.rows.entries()) {
    for (const [of, text] of printCells(volume, row).entries()) {
      const character = find(text);
      const column = volume.columns[of]?.heading ?? '';
      if (character !== undefined) return { row: volume.before.rows + at + 1, column, character };
    }
  }
  return undefined;
}
