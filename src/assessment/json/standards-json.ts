import type { z } from 'zod';
import { type StandardEntries, STANDARD_STATUSES } from '../../policy/money/standards.ts';
import { duplicateIndexes } from './facts-checks.ts';
import * as leaf from './leaves.ts';

const { record, list, evenIfRefused, refuse } = leaf;

const status = leaf.choice(STANDARD_STATUSES).optional();

const monthlyStandard = record({
  region: leaf.region,
  from: leaf.day,
  monthly: leaf.amount,
  status,
  knownUntil: leaf.dayOrNull.optional(),
}).transform((entry) => ({
  ...entry,
  status: entry.status ?? ('PUBLISHED' as const),
  knownUntil: entry.knownUntil ?? null,
}));

const ruralIncome = record({ region: leaf.region, year: leaf.year, annual: leaf.amount, status }).transform(
  (entry) => ({ ...entry, status: entry.status ?? ('PUBLISHED' as const) }),
);

/**
 * The JSON of dated local standards. A region has at most one entry that begins on a day or, for income, is of a year.
 */
export const standardsJson = record({
  dibao: list(monthlyStandard).superRefine(oneEach('from'), evenIfRefused),
  minimumWage: list(monthlyStandard).superRefine(oneEach('from'), evenIfRefused),
  ruralIncome: list(ruralIncome).superRefine(oneEach('year'), evenIfRefused),
}) satisfies z.ZodType<StandardEntries>;

function oneEach(key: 'from' | 'year') {
  return (entries: readonly Readonly<Record<string, unknown>>[], context: leaf.Context): void => {
    const starts = entries.map((entry) => startKey(entry, key));
    for (const index of duplicateIndexes(starts)) {
      refuse(context, [index, key], 'duplicateStandard');
    }
  };
}

/**
 * The region and start of an entry; `undefined` if one of them is itself refused, so that it repeats no other entry.
 */
function startKey(entry: unknown, key: 'from' | 'year'): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { region, [key]: start } = entry as Readonly<Record<string, unknown>>;
  return typeof region === 'string' && typeof start === 'number' ? `${region}.${start}` : undefined;
}
