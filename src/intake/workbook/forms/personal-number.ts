import { hidesIdentityNumber, tellsMobile } from '../../../fields/hidden-numbers.ts';
import { numbersIn } from '../../../fields/number-forms.ts';

/** Whether a text tells the number of a person, a telephone or an account, so that no report or log may repeat it. */
export function tellsPersonalNumber(text: string): boolean {
  return (
    /\p{Nd}{11}/u.test(text.normalize('NFKC').replace(/[\s-]/gu, '')) ||
    tellsMobile(text) ||
    numbersIn(text).length > 0 ||
    hidesIdentityNumber(text)
  );
}
