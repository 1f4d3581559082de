import { numbersIn } from '../fields/number-forms.ts';
import { type Problem, problem } from '../usecase/problem.ts';

const WORDS = /^[^\p{Cc}\p{Cs}]{1,200}$/u;

/** How a document is named: 文号 and 标题, at most 200 characters each, stored in clear. */
export interface NamedDocument {
  readonly documentNumber: string;
  readonly documentTitle: string;
}

export function checkDocument(document: NamedDocument): readonly Problem[] {
  return (['documentNumber', 'documentTitle'] as const).flatMap((field) => {
    const text = document[field];
    if (!WORDS.test(text) || text.trim() === '') return [problem('WRONG_TEXT', field)];
    return numbersIn(text).length > 0 ? [problem('NUMBER_IN_CLEAR', field)] : [];
  });
}
