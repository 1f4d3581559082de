import { accountDigits } from '../../../fields/number-forms.ts';
import { printDay } from '../../../kernel/calendar.ts';
import { checkClearText } from '../../../standards/check-document.ts';
import { type Problem, problem } from '../../../usecase/problem.ts';
import type { PrepareBatch, PreparedLine } from '../prepared-batch.ts';

/** How many lines a batch may have. */
const MOST_LINES = 20_000;

/** What is wrong with a batch itself, all at once: paths lead to the input. */
export function checkPrepared({ on, lines, ...batch }: PrepareBatch, today: string): readonly Problem[] {
  return [
    ...(printDay(on) > today ? [problem('AFTER_TODAY', 'on')] : []),
    ...(['twoPeopleDocument', 'amountDocument'] as const).flatMap((name) => checkOptional(batch[name], name)),
    ...(lines.length === 0 ? [problem('NO_LINES', 'lines')] : []),
    ...(lines.length > MOST_LINES ? [problem('TOO_MANY', 'lines')] : lines.flatMap(checkLine)),
  ];
}

function checkLine(line: PreparedLine, at: number): readonly Problem[] {
  const path = (name: string) => `lines.${at}.${name}`;
  return [
    ...(line.amountFen > 0 ? [] : [problem('AMOUNT_ABOVE_ZERO', path('amount'))]),
    ...(line.periodTo < line.periodFrom ? [problem('ENDS_BEFORE_IT_BEGINS', path('periodTo'))] : []),
    ...checkBasis(line).map((name) => problem('REQUIRED', path(name))),
    ...checkOptional(line.accountNote, path('accountNote')),
    ...checkPayee(line.otherPayee, path('otherPayee')),
  ];
}

/** A basis is never empty: a document has a number and an issuer, a festival its name; school year and months are those of the period. */
function checkBasis({ basisKind, ...given }: PreparedLine): readonly ('basisNumber' | 'basisIssuer')[] {
  const needed = {
    DOCUMENT: ['basisNumber', 'basisIssuer'],
    FESTIVAL: ['basisNumber'],
    SCHOOL_YEAR: [],
    MONTHS: [],
  } as const;
  return needed[basisKind].filter((name) => (given[name] ?? '').trim() === '');
}

function checkPayee(payee: PreparedLine['otherPayee'], path: string): readonly Problem[] {
  if (payee === null) return [];
  return [
    ...(['name', 'relation', 'document'] as const).flatMap((name) => checkClearText(payee[name], `${path}.${name}`)),
    ...checkOptional(payee.bank, `${path}.bank`),
    ...(accountDigits(payee.accountNumber) === undefined ? [problem('WRONG_ACCOUNT', `${path}.accountNumber`)] : []),
  ];
}

function checkOptional(text: string | null, path: string): readonly Problem[] {
  return text === null ? [] : checkClearText(text, path);
}
