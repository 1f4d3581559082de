import { type PrintedPaper, paperTexts } from './paper.ts';
import { PAPER_TEMPLATE } from './paper-template.ts';
import type { SetResult } from './set-volume.ts';
import { shapelessIn, typesetter } from './typst.ts';

/** Sets a paper as PDF/A-2b, or names a character that cannot be printed. */
export function setPaper(paper: PrintedPaper): SetResult {
  const [shapeless] = paperTexts(paper).flatMap((text) => shapelessIn(text) ?? []);
  if (shapeless !== undefined) return unprintable(shapeless);
  const { set, print } = typesetter(PAPER_TEMPLATE);
  const printed = print(set({ ...paper, date: paper.printedOn.split('-').map(Number) }), paper.printedOn);
  return 'pdf' in printed ? printed : unprintable(printed.missing);
}

/** A paper has no rows. */
function unprintable(character: string): SetResult {
  return { unprintable: { row: 0, column: '', character } };
}
