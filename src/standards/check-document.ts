import { numbersIn } from '../fields/number-forms.ts';
import { type Problem, problem } from '../usecase/problem.ts';

const WORDS = /^[^\p{Cc}\p{Cs}]{1,200}$/u;

/** How a document is named: 文号 and 标题, at most 200 characters each, stored in clear. */
export interface NamedDocument {
  readonly documentNumber: string;
  readonly documentTitle: string;
}

export function checkDocument(document: NamedDocument): readonly Problem[] {
  return (['documentNumber', 'documentTitle'] as const).flatMap((field) => checkClearText(document[field], field));
}

/** Checks a text of at most 200 characters that is stored in clear: it names no number of a person or card. */
export function checkClearText(text: string, path: string): readonly Problem[] {
  if (!WORDS.test(text) || text.trim() === '') return [problem('WRONG_TEXT', path)];
  return numbersIn(text).length > 0 ? [problem('NUMBER_IN_CLEAR', path)] : [];
}
