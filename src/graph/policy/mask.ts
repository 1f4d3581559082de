import type { Sensitivity } from '../../fields/sensitivity.codes.ts';

const SHOWN = 4;
const MASK = '*';

/** Masks a value: numbers show their last four digits; all else is `null`, and the object's `withheld` names it. */
export function masked(value: unknown, sensitivity: Sensitivity): string | null {
  if (typeof value !== 'string' || !isShownInPart(sensitivity)) return null;
  if (value.length < SHOWN * 2) return MASK.repeat(value.length);
  return MASK.repeat(value.length - SHOWN) + value.slice(-SHOWN);
}

/** Whether the last digits of a kind of values are shown to everybody who reads the rest of the object. */
export function isShownInPart(sensitivity: Sensitivity): boolean {
  return ['IDENTITY', 'ACCOUNT', 'CONTACT'].includes(sensitivity);
}
