import type { Field } from '../../../fields/field.ts';
import { withoutInvisible } from '../../../fields/name-form.ts';

/** What an exported workbook has in place of a value that its reader may not see. */
export const MASKED_TEXT = '（已遮盖）';

const STARS = /\*{3,}|^\*+$/u;
/** Of these a reader sees the last characters, after stars. */
const IN_PART: ReadonlySet<Field['sensitivity']> = new Set(['IDENTITY', 'ACCOUNT', 'CONTACT']);

/** Whether a text stands for a value that is masked: it is no value, whatever the field. */
export function isMaskedText(text: string, sensitivity: Field['sensitivity']): boolean {
  const written = withoutInvisible(text).normalize('NFKC').replace(/\s/gu, '');
  return written === MASKED_TEXT.normalize('NFKC') || (IN_PART.has(sensitivity) && STARS.test(written));
}
