import { type IdentityNumber, parseIdentityNumber, PROVINCE } from '../../../fields/identity-number.ts';
import { withoutInvisible } from '../../../fields/name-form.ts';
import { fail, type Result } from '../../../kernel/result.ts';
import type { FaultCode } from '../fault.ts';

/** Letters of other scripts and signs that look like the X at the end of a number. */
const LIKE_X = /[ΧХ×✕✖]$/u;
const MASKED = /\d[*＊]{3,}|[*＊]{3,}\d/u;
const QUOTED = /^[='"‘“]|['"’”]$/u;

/**
 * Reads an identity number from a workbook: blanks and hyphens between its digits are no part of it. What typing or a spreadsheet
 * program has spoilt is refused by its own name, so that the fault can say what to do.
 */
export function readIdentityText(text: string): Result<IdentityNumber, FaultCode> {
  const written = withoutInvisible(text).normalize('NFKC').trim();
  if (isScientific(written)) return fail('PRECISION_LOST');
  if (MASKED.test(written)) return fail('MASKED');
  if (QUOTED.test(written)) return fail('QUOTED');
  const plain = written.replace(/(?<=\d)[\s-]+(?=[\dXx])/gu, '').replace(LIKE_X, 'X');
  const parsed = parseIdentityNumber(plain);
  return parsed.ok && !PROVINCE.test(parsed.value.number) ? fail('NO_SUCH_AREA') : parsed;
}

/** Whether a text is a long number as programs shorten it, such as 4.10599E+17 or, from Java, 4.10599E17. */
export function isScientific(text: string): boolean {
  return /^\d(?:\.\d+)?E\+\d{1,3}$|^\d\.\d+E\d{1,3}$/i.test(text);
}
