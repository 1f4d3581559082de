import { graphError } from '../error.ts';

const LONGEST = 100;

/** Fills the fields that a filter left out, and refuses long texts and texts with NUL, which PostgreSQL cannot hold. */
export function filterTexts<Filter extends object>(
  none: Filter,
  given: { readonly [K in keyof Filter]?: Filter[K] | undefined } | null | undefined,
): Filter {
  const filter = { ...none };
  for (const [name, value] of Object.entries(given ?? {})) {
    if (typeof value === 'string' && (value.length > LONGEST || value.includes('\0'))) {
      throw graphError('INVALID_ARGUMENT', { argument: `filter.${name}` });
    }
    if (value !== undefined) Object.assign(filter, { [name]: value });
  }
  return filter;
}
