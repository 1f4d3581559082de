import type { Field } from '../../fields/field.ts';
import { type Day, type Month, printDay, printMonth } from '../../kernel/calendar.ts';
import { printHundredths } from '../../kernel/decimal.ts';

/** A value as the graph answers it: amounts, days and months as texts. */
export function graphValue({ form }: Field, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (form === 'YUAN' || form === 'AREA') return printHundredths(value as number);
  if (form === 'DAY') return printDay(value as Day);
  return form === 'MONTH' ? printMonth(value as Month) : value;
}

/** A value of the graph as forms print it: codes by their terms. */
export function formText({ codes }: Field, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? '是' : '否';
  const terms = (Array.isArray(value) ? value : [value]).map((one) => codes?.[String(one)] ?? String(one));
  return terms.join('、');
}
